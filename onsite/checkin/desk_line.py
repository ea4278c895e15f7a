"""The scan line: codes and names go into the same field, and are told apart by their rhythm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.widgets import Input

from onsite.checkin.desk_burst import FAST_S, Burst, Kind

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

LINE_END_KEYS = {"enter": "\r", "ctrl+j": "\n", "tab": "\t"}
"""What terminals call the keys that a scanner ends with."""
ALT_DIGITS = "¡™£¢∞§¶•ª"
"""What arrives for Alt+1 to Alt+9 where terminals do as a Mac's Option key does.

Inside a scanner's burst they are signs as any other: codes have £ and § in them."""
SETTLES_S = 0.040
"""A search waits for so long a pause in the typing, in seconds."""
HOLD_S = FAST_S + 0.005
"""So long after a key alone it is sure that no scanner sent it, in seconds."""
_EDITS = {"backspace", "delete", "left", "right", "home", "end"}
_EDITS |= {f"ctrl+{letter}" for letter in "adekuwx"}


def pasted_codes(text: str) -> list[str]:
    """The codes of a paste that ends its lines, as a scanner does; none of a pasted word."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines if len(lines) > 1 or text.endswith(("\r", "\n")) else []


class ScanLine(Input):
    """Where scans and names arrive. It alone takes the focus on the desk."""

    @dataclass
    class Scanned(Message):
        """A scanner has sent a code."""

        text: str

    @dataclass
    class Settled(Message):
        """What was typed has settled; empty when it was taken away."""

        text: str

    @dataclass
    class Entered(Message):
        """A person has pressed Enter; the text may be empty."""

        text: str

    @dataclass
    class Numbered(Message):
        """Alt and a digit were pressed."""

        number: int

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name that Textual's widgets use
        super().__init__(id=id, select_on_focus=False, compact=True)
        self._burst = Burst()
        self._settling: Timer | None = None
        self._picking: tuple[str, Timer] | None = None

    def forget(self) -> None:
        """Empty the line, as after a scan."""
        self._burst.broken()
        self.value = ""

    async def _on_key(self, event: events.Key) -> None:
        self._decide_picking(event)
        ending = LINE_END_KEYS.get(event.key)
        if ending is not None:
            event.stop()
            event.prevent_default()
            self._end(ending, event.time)
        elif self._is_alt_digit(event):
            event.stop()
            event.prevent_default()
            self._hold(event.character or "", event.time)
        elif event.is_printable and event.character is not None:
            self._burst.feed(event.character, event.time)
        elif self._burst.running(event.time) and event.character is not None:
            event.stop()  # a control character inside a code, such as GS
            event.prevent_default()
        elif event.key in _EDITS:
            self._burst.broken()

    def _is_alt_digit(self, event: events.Key) -> bool:
        known = event.character is not None and event.character in ALT_DIGITS
        return known and not self._burst.follows(event.time)

    def _hold(self, sign: str, at: float) -> None:
        """Wait whether a scanner goes on: a code may begin with the sign."""
        self._burst.feed(sign, at)
        self._picking = (sign, self.set_timer(HOLD_S, self._pick))

    def _decide_picking(self, event: events.Key) -> None:
        if self._picking is None:
            return
        if self._burst.follows(event.time):
            sign, timer = self._picking
            timer.stop()
            self._picking = None
            self.insert_text_at_cursor(sign)
        else:
            self._pick()

    def _pick(self) -> None:
        if self._picking is None:
            return
        sign, timer = self._picking
        timer.stop()
        self._picking = None
        self._burst.broken()
        self.post_message(self.Numbered(ALT_DIGITS.index(sign) + 1))

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        codes = pasted_codes(event.text)
        if codes:
            self.forget()
            for code in codes:
                self.post_message(self.Scanned(code))
            return
        self._burst.broken()
        pasted = "".join(character for character in event.text if character.isprintable())
        self.insert_text_at_cursor(pasted)

    def _end(self, ending: str, at: float) -> None:
        said = self._burst.feed(ending, at)
        if said is None or said.kind is Kind.ECHO:
            return
        if said.kind is Kind.SCAN:
            self.forget()
            self.post_message(self.Scanned(said.text))
        elif ending != "\t":
            self.post_message(self.Entered(self.value.strip()))

    @on(Input.Changed)
    def _settle(self, event: Input.Changed) -> None:
        event.stop()
        if self._settling is not None:
            self._settling.stop()
            self._settling = None
        if not self.value.strip():
            self.post_message(self.Settled(""))
            return
        self._settling = self.set_timer(SETTLES_S, self._settled)

    def _settled(self) -> None:
        self._settling = None
        self.post_message(self.Settled(self.value.strip()))
