"""Reading a hub's stream into the journal, the cursor in the same transaction as the rows."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onsite.errors import OnsiteError
from onsite.sync import intake
from onsite.sync.link import ledger
from onsite.sync.link.connection import ConnectionLost
from onsite.sync.pack import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nats.aio.msg import Msg
    from nats.js.api import RawStreamMsg
    from sqlalchemy import Connection

    from onsite.journal.entry import Entry
    from onsite.journal.journal import Journal
    from onsite.sync.link.session import Session
    from onsite.sync.quarantine import Bad

AT_ONCE = 400
"""So many entries in one transaction, about: a scan at this desk waits for it at most once."""
BEHIND_AT_ONCE = 1000
"""The same while there is much to catch up with: a tenth of a second, and fewer commits."""
_BREATH = 2.0
_LONGEST_BREATH_S = 0.05
"""After a transaction, for twice as long as it took, no other one begins, but no longer than this.
What follows closely comes along then, and a busy computer is left the time to do it all."""
_QUEUE = 64
_RETRY_S = 1.0


class Reader:
    """Takes message after message; a hole in the stream ends the session, which reads again."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._arrived: asyncio.Queue[Msg] = asyncio.Queue(_QUEUE)
        self._rested = 0.0

    async def run(self) -> None:
        """Read until the session ends."""
        await self._begin_by_hand()
        await self._subscribe()
        while True:
            batch = await self._batch()
            began = time.monotonic()
            await self._take(batch)
            ended = time.monotonic()
            self._rested = ended + min(_BREATH * (ended - began), _LONGEST_BREATH_S)

    async def _begin_by_hand(self) -> None:
        """Take what is no pack one by one, and the first pack after it.

        There are messages that anybody can put into the stream and the library never hands on:
        an empty one whose headers read like the server's own. Each session gets past them so.
        """
        session = self._session
        while session.cursor.sequence < session.goal:
            message = await self._fetched(session.cursor.sequence + 1)
            if message is not None:
                await self._take([message])
            if message is None or message.entries:
                return

    async def _fetched(self, sequence: int) -> _Arrived | None:
        """A message of the stream, asked for by its number; None where it was deleted."""
        from nats.errors import Error
        from nats.js.errors import NotFoundError

        session = self._session
        try:
            raw = await session.connection.jetstream.get_msg(session.names.stream, sequence)
        except NotFoundError:
            return None
        except (Error, TimeoutError, OSError) as error:
            raise ConnectionLost(f"{type(error).__name__}: {error}") from error
        return _Arrived(sequence, _id_of(raw), str(raw.subject), _entries(raw.data or b""))

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

    async def _batch(self) -> list[_Arrived]:
        batch: list[_Arrived] = []
        size, last = 0, self._session.cursor.sequence
        most = AT_ONCE if self._session.caught_up else BEHIND_AT_ONCE
        while not batch or (size < most and not self._arrived.empty()):
            self._session.awaiting = not batch
            message = await self._arrived.get()
            self._session.awaiting = False
            if not batch:
                await self._gather()
            sequence = message.metadata.sequence.stream
            due = last + 1
            if sequence < due:
                continue
            if sequence > due and not await self._were_deleted(due, sequence):
                raise ConnectionLost(f"message {due} was left out, {sequence} came")
            entries = _entries(message.data)
            batch.append(_Arrived(sequence, _id_of(message), str(message.subject), entries))
            size += len(entries)
            last = sequence
        return batch

    async def _gather(self) -> None:
        """Let those come that follow closely, unless there is more to read than can be."""
        pause = self._rested - time.monotonic()
        if pause > 0 and self._session.caught_up:
            await asyncio.sleep(pause)

    async def _were_deleted(self, first: int, until: int) -> bool:
        """Whether the stream itself does not have the messages any more."""
        return all([await self._fetched(sequence) is None for sequence in (first, until - 1)])

    async def _take(self, batch: Sequence[_Arrived]) -> None:
        session = self._session
        last = batch[-1]
        good, bad = _verified(batch)
        via = last.subject.rpartition(".")[2]
        cursor = ledger.Cursor(session.cursor.stream, last.sequence, last.id)

        def work(journal: Journal, rows: Connection) -> tuple[intake.Intake, ledger.Held]:
            came = intake.take(journal, rows, good, bad, via)
            moved = came.moved or came.members_changed
            known = ledger.held(rows, session.link) if moved else session.held
            # A forged entry, and one that contradicts ours, do not show that the stream has ours.
            agreed = [entry for entry in good if entry not in came.contradicting]
            held = ledger.note_held(rows, session.link, known, agreed)
            ledger.advance(rows, session.link, cursor)
            return came, held

        came, held = await self._written(work)
        session.read_up_to(cursor, held, came)
        if came.reread:
            raise ConnectionLost("more is known of the stations: the stream is read once more")

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


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A message of the stream, as far as it counts."""

    sequence: int
    id: str
    subject: str
    entries: list[Entry]


def _verified(batch: Iterable[_Arrived]) -> tuple[list[Entry], list[Bad]]:
    good: list[Entry] = []
    bad: list[Bad] = []
    for message in batch:
        genuine, forged = intake.verified(message.entries)
        good += genuine
        bad += forged
    return good, bad


def _entries(message: bytes) -> list[Entry]:
    # A message that is no pack holds nothing that could be kept; it is passed over.
    try:
        return unpacked(message)
    except ValueError:
        return []


def _id_of(message: Msg | RawStreamMsg) -> str:
    return str((message.headers or {}).get("Nats-Msg-Id", ""))
