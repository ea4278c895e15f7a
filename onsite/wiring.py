"""The one place that builds the clock, the store and the journal, and hands them out."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from onsite.cleaning import clean
from onsite.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from onsite.clock import Clock
    from onsite.journal.journal import Journal
    from onsite.store.writer import Store

P = ParamSpec("P")
T = TypeVar("T")

STORE_FILE = "onsite.db"
REVOKED_FILE = "revoked.json"
"""Lies in a folder whose data was erased; see `sync.erased`."""


@dataclass(eq=False)
class Site:
    """One station's installation, open: what every screen and every command works with.

    `write` runs a service as `service(journal, rows, *arguments)` in one transaction, `read` a
    query as `query(rows, *arguments)`; both without holding up the screen. The `_now` forms are
    for callers without an event loop. After each write, what stands in `written` is called, in
    the thread of the caller; it must be quick, and must not raise.
    """

    data: Path
    store: Store
    journal: Journal
    clock: Clock
    operator: str
    """Who works here: the id of an operator, or the computer's user; see `staff.service.current`.
    Only the app sets another one."""
    written: list[Callable[[], None]] = field(default_factory=list)

    async def write(
        self,
        service: Callable[Concatenate[Journal, Connection, P], T],
        *arguments: P.args,
        **options: P.kwargs,
    ) -> T:
        """Run a service; once it has returned, what it did is on disk."""
        done = await self.store.write(
            lambda rows: service(self.journal, rows, *arguments, **options)
        )
        self._tell()
        return done

    async def read(
        self,
        query: Callable[Concatenate[Connection, P], T],
        *arguments: P.args,
        **options: P.kwargs,
    ) -> T:
        """Run a query on one consistent view of the store."""
        return await self.store.read(lambda rows: query(rows, *arguments, **options))

    def write_now(
        self,
        service: Callable[Concatenate[Journal, Connection, P], T],
        *arguments: P.args,
        **options: P.kwargs,
    ) -> T:
        """As `write`, for callers that have no event loop."""
        done = self.store.write_now(lambda rows: service(self.journal, rows, *arguments, **options))
        self._tell()
        return done

    def read_now(
        self,
        query: Callable[Concatenate[Connection, P], T],
        *arguments: P.args,
        **options: P.kwargs,
    ) -> T:
        """As `read`, for callers that have no event loop."""
        return self.store.read_now(lambda rows: query(rows, *arguments, **options))

    def close(self) -> None:
        """Finish the work at hand and close the store."""
        self.store.close()

    def _tell(self) -> None:
        for told in self.written:
            told()


def open_site(data: Path | None = None, *, operator: str = "", clock: Clock | None = None) -> Site:
    """Open the store of a data folder, made and migrated where needed.

    Args:
        data: the folder; without it `ONSITE_DATA`, or the platform's data folder.
        operator: who works here; without it the name of the computer's user.
        clock: tells the time of everything that is recorded; without it that of the hub, as far
            as one was met, and this computer's until then.

    Raises:
        StoreError: it cannot be opened; with the sentence for the user.
        NotPossibleError: its data was erased, since the station was revoked.
    """
    from onsite import reactions
    from onsite.journal import identity
    from onsite.store import migrations
    from onsite.store.writer import Store
    from onsite.sync import intake
    from onsite.sync.clock.hub_clock import HubClock

    reactions.register()
    folder = data or data_folder()
    _refuse_erased(folder)
    clock = clock or HubClock(SystemClock(), folder)
    migrations.prepare(folder / STORE_FILE, clock=clock)
    store = Store(folder / STORE_FILE)
    try:
        journal = store.write_now(
            lambda rows: identity.open_journal(rows, folder, clock, intake.reconsider)
        )
        _join_event(store, journal)
    except BaseException:
        store.close()
        raise
    return Site(folder, store, journal, clock, clean(operator) or default_operator())


def _refuse_erased(folder: Path) -> None:
    if (folder / REVOKED_FILE).exists():
        from onsite.sync.erasing.erased import refuse

        refuse(folder)


def _join_event(store: Store, journal: Journal) -> None:
    """Bring in what the event of several stations says about roles and about the time."""
    from onsite.sync import permission
    from onsite.sync.clock import marks as clocks
    from onsite.sync.clock.hub_clock import HubClock

    journal.permit = permission.permit_of(journal.station)
    if isinstance(journal.clock, HubClock) and not journal.clock.met:
        kept = store.read_now(clocks.kept_offset)
        if kept is not None:
            journal.clock.restore(*kept)


def data_folder() -> Path:
    """Where the store lies when nobody says otherwise."""
    import platformdirs

    chosen = os.environ.get("ONSITE_DATA")
    return Path(chosen) if chosen else platformdirs.user_data_path("onsite", appauthor=False)


def default_operator() -> str:
    """The name of the computer's user; `ONSITE_OPERATOR` where it is set."""
    try:
        name = os.environ.get("ONSITE_OPERATOR") or getpass.getuser()
    except OSError:  # a container's user may have no name
        name = ""
    return clean(name) or "operator"
