"""A dialog with one line, above any screen: no key that was pressed before it stood there is lost.

A dialog takes a while to be drawn, and what it works with takes longer to be loaded. Keys that come
meanwhile wait here, in their order; none goes to the screen below, where Enter might let somebody
in.
"""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar

from textual import events
from textual.widgets import Input

from onsite.language import _
from onsite.scanner.hand.gate import ScanGate
from onsite.scanner.hand.shape import is_converted, is_name
from onsite.ui.base import Dialog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from onsite.scanner.hand.burst import Rhythm
    from onsite.scanner.hand.heard import Heard

Result = TypeVar("Result")


class FirstKey(NamedTuple):
    """When somebody began to type."""

    now: datetime
    """Aware, by the clock that the app had by then."""
    ticks_s: float
    """By `time.monotonic`."""


class OneLine(Input):
    """A line that takes a paste of several lines as one, and as much of it as there is room for."""

    async def _on_key(self, event: events.Key) -> None:
        # Textual's own handler takes the key after this one.
        if event.is_printable and isinstance(self.screen, PatientDialog):
            self.screen.begun()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        pasted = " ".join(event.text.split())
        start, end = sorted(self.selection)
        room = (self.max_length or len(pasted)) - len(self.value) + (end - start)
        self.replace(pasted[: max(room, 0)], start, end)


class PatientDialog(Dialog[Result]):
    """Keys and acts happen one after the other, each once the one before it has come to its end."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    TYPES_ALL = True

    def __init__(self, line: Input) -> None:
        super().__init__()
        self.line: Input = line
        """Has the focus once the dialog stands, and what had it last after that."""
        self.first_key: FirstKey | None = None
        """None while nothing was typed."""
        self._waiting: deque[events.Event | Callable[[], None]] = deque()
        self._gate = ScanGate(self._scanned, self._pass_on, self._later, self.reads_burst)

    def tune(self, rhythm: Rhythm) -> None:
        """Expect a hand scanner of this rhythm from now on."""
        self._gate.tune(rhythm)

    async def takes_key(self, event: events.Event) -> bool:
        """Hold the keys that may be a hand scanner's: a code is no word of what is reported."""
        return await self._gate.take(event)

    def reads_burst(self, text: str) -> bool:
        """Words that came as fast as a scanner sends are typed: an input method, a slow laptop."""
        return " " in text.strip() or is_converted(text) or is_name(text)

    def begun(self) -> None:
        """Somebody types; the first time says since when."""
        if self.first_key is None:
            self.first_key = FirstKey(self.onsite.clock.now(), time.monotonic())

    def in_turn(self, act: Callable[[], None]) -> None:
        """Act after the keys before it; those after it wait until `go_on`."""
        if self.focused is None:
            self._waiting.append(act)
        else:
            if isinstance(self.focused, Input):
                self.line = self.focused
            self._hold()
            self.line.call_later(act)

    def again(self, act: Callable[[], None]) -> None:
        """What acts now acts once more when it goes on, before all that waits."""
        self._waiting.appendleft(act)

    def go_on(self) -> None:
        """Give the line what waits, up to the next act, and after that what is typed from now."""
        self.line.can_focus = True
        self.set_focus(self.line)
        while self._waiting:
            each = self._waiting.popleft()
            if not isinstance(each, events.Event):
                self._hold()
                self.line.call_later(each)
                return
            self.line._forward_event(each)  # noqa: SLF001 - as the app does

    def _scanned(self, heard: Heard) -> None:
        """A code, with no desk below that answers it; a staff badge may be for the lock."""
        if not self.onsite.takes_scan(heard.text):
            said = _("That was a scan: it is not written here. Scan again once this is closed.")
            self.app.notify(said, severity="warning", markup=False)
            self.onsite.sound("ask")

    async def _pass_on(self, event: events.Event) -> None:
        await self.onsite.pass_on(event)

    def _later(self, seconds: float, back: Callable[[], Awaitable[None]]) -> None:
        self.app.set_timer(seconds, back)

    def _hold(self) -> None:
        self.line.can_focus = False
        self.set_focus(None)

    def _forward_event(self, event: events.Event) -> None:
        """What the app hands on while no field has the focus."""
        if event.is_forwarded or not isinstance(event, (events.Key, events.Paste)):
            super()._forward_event(event)
            return
        if isinstance(event, events.Paste) or event.is_printable:
            self.begun()
        self._waiting.append(event)
