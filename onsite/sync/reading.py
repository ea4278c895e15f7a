"""Reading a hub's stream into the journal, the cursor in the same transaction as the rows."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from onsite.errors import OnsiteError
from onsite.sync import intake, ledger
from onsite.sync.connection import ConnectionLost
from onsite.sync.pack import unpacked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nats.aio.msg import Msg
    from sqlalchemy import Connection

    from onsite.journal.entry import Entry
    from onsite.journal.journal import Journal
    from onsite.sync.session import Session

AT_ONCE = 400
"""So many entries in one transaction, about: a scan at this desk waits for it at most once."""
_QUEUE = 64
_RETRY_S = 1.0


class Reader:
    """Takes message after message; a hole in the stream ends the session, which reads again."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._arrived: asyncio.Queue[Msg] = asyncio.Queue(_QUEUE)

    async def run(self) -> None:
        """Read until the session ends."""
        await self._subscribe()
        while True:
            await self._take(await self._batch())

    async def _subscribe(self) -> None:
        from nats.js.api import ConsumerConfig, DeliverPolicy

        session = self._session
        at = session.cursor.sequence + 1
        config = ConsumerConfig(deliver_policy=DeliverPolicy.BY_START_SEQUENCE, opt_start_seq=at)
        await session.connection.jetstream.subscribe(
            f"on.{session.names.token}.>",
            cb=self._arrived.put,
            stream=session.names.stream,
            config=config,
            ordered_consumer=True,
        )

    async def _batch(self) -> list[tuple[Msg, list[Entry]]]:
        batch: list[tuple[Msg, list[Entry]]] = []
        size, last = 0, self._session.cursor.sequence
        while not batch or (size < AT_ONCE and not self._arrived.empty()):
            self._session.awaiting = not batch
            message = await self._arrived.get()
            self._session.awaiting = False
            sequence = message.metadata.sequence.stream
            due = last + 1
            if sequence < due:
                continue
            if sequence > due and not await self._were_deleted(due, sequence):
                raise ConnectionLost(f"message {due} was left out, {sequence} came")
            entries = _entries(message)
            batch.append((message, entries))
            size += len(entries)
            last = sequence
        return batch

    async def _were_deleted(self, first: int, until: int) -> bool:
        """Whether the stream itself does not have the messages any more."""
        from nats.errors import Error
        from nats.js.errors import NotFoundError

        streams = self._session.connection.jetstream
        for sequence in (first, until - 1):
            try:
                await streams.get_msg(self._session.names.stream, sequence)
            except NotFoundError:
                continue
            except (Error, TimeoutError, OSError) as error:
                raise ConnectionLost(f"{type(error).__name__}: {error}") from error
            return False
        return True

    async def _take(self, batch: Sequence[tuple[Msg, list[Entry]]]) -> None:
        session = self._session
        last = batch[-1][0]
        entries = [entry for _message, some in batch for entry in some]
        good, bad = await asyncio.to_thread(intake.verified, entries)
        via = str(last.subject).rpartition(".")[2]
        cursor = ledger.Cursor(session.cursor.stream, last.metadata.sequence.stream, _id_of(last))

        def work(journal: Journal, rows: Connection) -> tuple[intake.Intake, ledger.Held]:
            came = intake.take(journal, rows, good, bad, via)
            held = ledger.note_held(rows, session.link, session.held, entries)
            ledger.advance(rows, session.link, cursor)
            return came, held

        came, held = await self._written(work)
        session.read_up_to(cursor, held, came)

    async def _written(self, work: Any) -> Any:
        """What the store answers; tried again while it cannot, since nothing may be skipped."""
        while True:
            try:
                answer = await self._session.site.write(work)
            except OnsiteError as error:
                self._session.trouble(error.happened)
                await asyncio.sleep(_RETRY_S)
            else:
                self._session.trouble("")
                return answer


def _entries(message: Msg) -> list[Entry]:
    # A message that is no pack holds nothing that could be kept; it is passed over.
    try:
        return unpacked(message.data)
    except ValueError:
        return []


def _id_of(message: Msg) -> str:
    return (message.headers or {}).get("Nats-Msg-Id", "")
