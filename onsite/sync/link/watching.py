"""Watching the link for the screens: its news, read where they need not wait for the disk."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from onsite.clock import to_ms
from onsite.errors import OnsiteError
from onsite.sync.joining import invited
from onsite.sync.link import words as link_words
from onsite.sync.link.state import SILENCE, STATE_FILE, LinkState, Phase, read
from onsite.ui.told import Notice
from onsite.wiring import REVOKED_FILE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from onsite.clock import Clock
    from onsite.standing import Standing
    from onsite.sync.joining.invited import Invitation
    from onsite.ui.told import Told

LOOK_S = 0.5
"""How often the news are read, in seconds."""
_COUNT_S = 60.0
_UNSENT_S = 2.0
_UNDECIDED = (Phase.ALONE, Phase.SILENT, Phase.SEARCHING)
"""What says nothing yet while the link is being started."""


class SidecarLike(Protocol):
    """The process in which the link runs."""

    def start(self) -> None:
        """Start it, unless it runs."""
        ...

    def stop(self) -> None:
        """End it."""
        ...

    def wake(self) -> None:
        """Tell it that something was recorded."""
        ...

    def check(self) -> None:
        """Start it again if it has ended by itself."""
        ...


class LinkWatch:
    """What is known of this station's link. Only `look` may have to wait for the disk.

    Args:
        data: the folder of the store.
        clock: this computer's own, by which the age of the news is told.
        sidecar: the process of the link; None where somebody else runs it, or nobody.
        days_left: tells in how many days the data is erased, should no hub be met; None while
            that is far off. May take its time.
        unsent: counts what no hub holds yet, for the time in which the link does not; None
            where it cannot be counted. May take its time.
    """

    def __init__(
        self,
        data: Path,
        clock: Clock,
        sidecar: SidecarLike | None = None,
        days_left: Callable[[], int | None] = lambda: None,
        unsent: Callable[[], int | None] = lambda: None,
    ) -> None:
        self.state = LinkState()
        self._data = data
        self._clock = clock
        self._sidecar = sidecar
        self._days_left = days_left
        self._unsent = unsent
        self._unsent_at = 0.0
        self._left: int | None = None
        self._counted = 0.0
        self._begun: datetime | None = None
        self._running = False
        self._seen = 0
        self._invited = 0
        self._asking: list[Invitation] = []
        self.erased: OnsiteError | None = None
        """That this station's data was erased, with what to do now."""

    async def keep(self) -> None:
        """Read the news again and again; a disk that hangs makes them old, which is told."""
        while True:
            await asyncio.to_thread(self.look)
            await asyncio.sleep(LOOK_S)

    def look(self) -> None:
        """Read the news if there are any, and see to it that the link runs."""
        if self._running and self._sidecar is not None:
            self._sidecar.check()
        try:
            written = (self._data / STATE_FILE).stat().st_mtime_ns
        except OSError:
            written = 0
        if written != self._seen:
            self._seen = written
            self.state = read(self._data)
        self._count_unsent()
        self._look_who_asks()
        self._look_whether_erased()
        self._count_days()

    def join(self) -> None:
        """Run the link from now on: this station belongs to an event of several stations."""
        if self._begun is None:
            self._begun = self._clock.now()
        if not self._running and self._sidecar is not None:
            self._sidecar.start()
            self._running = True

    def wake(self) -> None:
        """Something was recorded here: send it now."""
        if self._running and self._sidecar is not None:
            self._sidecar.wake()

    def close(self) -> None:
        """End the link, if it was run from here."""
        if self._running and self._sidecar is not None:
            self._sidecar.stop()
            self._running = False

    def asking(self) -> list[Invitation]:
        """Those who ask to join now."""
        return self._asking

    def is_erased(self) -> bool:
        """Whether this station's data was erased, at this very moment."""
        return (self._data / REVOKED_FILE).exists()

    def phase(self) -> Phase | None:
        """How the link stands; None while it is being started."""
        if self.erased is not None:
            return Phase.REVOKED
        if self._begun is None:
            return Phase.ALONE
        now = self._clock.now()
        shown = self.state.phase_at(to_ms(now))
        if shown in _UNDECIDED and now - self._begun < SILENCE:
            return None
        return Phase.SILENT if shown is Phase.ALONE else shown

    def told(self) -> tuple[Told, ...]:
        """What the status bar says of it, in the language in use."""
        return link_words.told(self.state, self.phase(), self._clock.now())

    def notice(self, standing: Standing) -> Notice:
        """What everybody at this station must know of it; empty where all is well."""
        if self.erased is not None:
            return Notice(str(self.erased))
        phase = Phase.REVOKED if standing.revoked else self.phase()
        said = link_words.notice(self.state, phase)
        if not said.text and self._left is not None and phase is not Phase.LIVE:
            return Notice(link_words.erased_in(self._left))
        return said

    def _look_whether_erased(self) -> None:
        if self.erased is not None or not self.is_erased():
            return
        from onsite.sync.erasing.erased import erased, sentence

        found = erased(self._data)
        self.erased = sentence(found, self._data) if found is not None else None

    def _look_who_asks(self) -> None:
        changed = invited.version(self._data)
        if changed == self._invited:
            return
        self._invited = changed
        with suppress(OnsiteError):
            self._asking = invited.asking(self._data, self._clock.now())

    def _count_unsent(self) -> None:
        """A link that hangs does not know what was recorded since."""
        if self.phase() is not Phase.SILENT or time.monotonic() < self._unsent_at:
            return
        self._unsent_at = time.monotonic() + _UNSENT_S
        with suppress(OnsiteError):
            many = self._unsent()
            if many is not None:
                self.state = self.state.model_copy(update={"unsent": many})

    def _count_days(self) -> None:
        if time.monotonic() < self._counted or self.erased is not None:
            return
        self._counted = time.monotonic() + _COUNT_S
        with suppress(OnsiteError):
            self._left = self._days_left()
