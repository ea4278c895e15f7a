"""The scan line: codes and names go into the same field, and are told apart by their rhythm."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.message import Message
from textual.widgets import Input

from onsite.scanner.hand.burst import USUAL, Burst, Kind, Rhythm, Said
from onsite.scanner.hand.heard import Heard, heard
from onsite.scanner.hand.line_ends import LINE_END_KEYS, hold_s, pasted_codes
from onsite.scanner.hand.shape import is_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.timer import Timer
    from textual.widgets.input import Selection

ALT_DIGITS = "¡™£¢∞§¶•ª"
"""What arrives for Alt+1 to Alt+9 where terminals do as a Mac's Option key does.

Inside a scanner's burst they are signs as any other: codes have £ and § in them."""
SETTLES_S = 0.040
"""A search waits for so long a pause in the typing, in seconds."""
UNENDED_S = 0.600
"""A scan that has not ended after so many seconds will not end."""
_EDITS = {"backspace", "delete", "left", "right", "home", "end"}
_EDITS |= {f"ctrl+{letter}" for letter in "adekuwx"}


class _Draft(NamedTuple):
    """What stood in the line before a key."""

    value: str
    selection: Selection


class _Waiting(NamedTuple):
    """A key that means one thing alone, and another where a scanner goes on after it."""

    at: float
    alone: Callable[[], None]
    first_of_many: Callable[[], None]
    timer: Timer


def _heard(said: Said) -> Heard:
    """A scan; where Esc came just before it, terminals make Alt of it and of the first digit."""
    first = ALT_DIGITS.find(said.text[0])
    others = (f"{first + 1}{said.text[1:]}",) if first >= 0 else ()
    return replace(heard(said), others=others)


def _keep(event: events.Key) -> None:
    """Let nobody else see it."""
    event.stop()
    event.prevent_default()


class ScanLine(Input):
    """Where scans and names arrive. It alone takes the focus on the desk."""

    @dataclass
    class Scanned(Message):
        """A scanner has sent a code."""

        heard: Heard

    @dataclass
    class SentTwice(Message):
        """A scanner has sent its code a second time, at once."""

    @dataclass
    class Unended(Message):
        """A scanner has sent a text, and no line end behind it."""

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

    @dataclass
    class Chosen(Message):
        """A digit was pressed alone, while there was something to choose by it."""

        number: int

    def __init__(self, *, id: str) -> None:  # noqa: A002 - the name that Textual's widgets use
        super().__init__(id=id, select_on_focus=False, compact=True)
        self._burst = Burst()
        self._drafts: list[_Draft] = []
        self._settling: Timer | None = None
        self._sought = ""
        self._waiting: _Waiting | None = None
        self._hold_s = hold_s(USUAL)
        self.numbers = 0
        """Up to which digit something is chosen, in an empty line."""

    def tune(self, rhythm: Rhythm) -> None:
        """Expect a scanner of this rhythm from now on."""
        self._burst.tune(rhythm)
        self._hold_s = hold_s(rhythm)

    def forget(self) -> None:
        """Empty the line."""
        self._break()
        self.value = ""

    def take_back(self, stray: str) -> None:
        """Remove what stands before the cursor, where that was the beginning of a scan."""
        at = self.cursor_position
        if stray and self.value[:at].endswith(stray):
            self.delete(at - len(stray), at)

    def put(self, text: str) -> None:
        """Write a text that a person has typed, where nothing else is written."""
        if not self.value:
            self.value = text
            self.cursor_position = len(text)

    async def _on_key(self, event: events.Key) -> None:
        ending = LINE_END_KEYS.get(event.key)
        self._decide(event, goes_on=ending is not None or event.is_printable)
        if ending is not None:
            _keep(event)
            self._end(ending, event.time)
        elif self._is_number(event):
            _keep(event)
            self._pick_or_begin(event.character or "", event.time)
        elif event.is_printable and event.character is not None:
            self._feed(event.character, event.time)
        elif self._burst.running(event.time) and event.character is not None:
            _keep(event)  # a control character inside a code, such as GS
        elif event.key in _EDITS:
            self._break()

    def _feed(self, character: str, at: float) -> None:
        self._drafts.append(_Draft(self.value, self.selection))
        self._burst.feed(character, at)

    def _break(self) -> None:
        """It was edited in another way: what was typed so far is no scan."""
        self._burst.broken()
        self._drafts.clear()

    def _is_number(self, event: events.Key) -> bool:
        sign, digits = event.character, "123456789"[: 0 if self.value else self.numbers]
        known = sign is not None and (sign in ALT_DIGITS or sign in digits)
        return known and not self._burst.follows(event.time)

    def _pick_or_begin(self, sign: str, at: float) -> None:
        """Wait whether a scanner goes on: a code may begin with the sign."""
        self._feed(sign, at)
        alt = ALT_DIGITS.find(sign) + 1
        said = self.Numbered(alt) if alt else self.Chosen(int(sign))

        def pick() -> None:
            self._break()
            self.post_message(said)

        self._wait(at, pick, lambda: self.insert_text_at_cursor(sign))

    def _wait(self, at: float, alone: Callable[[], None], begins: Callable[[], None]) -> None:
        self._waiting = _Waiting(at, alone, begins, self.set_timer(self._hold_s, self._decide))

    def _decide(self, event: events.Key | None = None, *, goes_on: bool = False) -> None:
        """Say what the key that waits has meant, now that another came or none did."""
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            return
        waiting.timer.stop()
        if event is not None and goes_on and event.time - waiting.at < self._hold_s:
            waiting.first_of_many()
        else:
            waiting.alone()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        codes = pasted_codes(event.text)
        for code in codes:
            self.post_message(self.Scanned(code))
        if codes:
            return
        self._break()
        pasted = "".join(character for character in event.text if character.isprintable())
        self.insert_text_at_cursor(pasted)

    def _end(self, ending: str, at: float) -> None:
        said = self._burst.feed(ending, at)
        if said is None or said.kind is Kind.ECHO:
            return
        self._put_back(said)
        if said.kind is Kind.SCAN:
            self.post_message(self.Scanned(_heard(said)))
        elif said.kind is Kind.TWICE:
            self.post_message(self.SentTwice())
        elif ending != "\t":
            self._enter_or_begin(at)

    def _enter_or_begin(self, at: float) -> None:
        """Some scanners send a line end before the code as well: that lets nobody in."""
        entered = self.Entered(self.value.strip())

        def enter() -> None:
            self.post_message(entered)

        self._wait(at, enter, lambda: None)

    def _put_back(self, said: Said) -> None:
        """What a person had typed before the scan stands there again, the cursor where it was."""
        drafts, self._drafts = self._drafts, []
        if said.text:
            draft = drafts[-len(said.text)]
            self.value, self.selection = draft

    @on(Input.Changed)
    def _settle(self, event: Input.Changed) -> None:
        event.stop()
        if self._settling is not None:
            self._settling.stop()
            self._settling = None
        if not self.value.strip():
            self._sought = ""
            self.post_message(self.Settled(""))
            return
        self._settling = self.set_timer(SETTLES_S, self._settled)

    def _settled(self) -> None:
        self._settling = None
        text = self.value.strip()
        if text != self._sought:  # a scan has passed, and what was typed is as it was
            self._sought = text
            self.post_message(self.Settled(text))
        pending = self._burst.pending()
        if pending and not is_name(pending):
            self.set_timer(UNENDED_S, partial(self._tell_unended, pending))

    def _tell_unended(self, text: str) -> None:
        if self._burst.pending() == text:
            self.post_message(self.Unended(text))
