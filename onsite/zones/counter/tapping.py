"""Keys become people: each press is judged first, then counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from onsite.clock import to_ms
from onsite.language import N_, _, ngettext
from onsite.zones.counter.presses import Made, Presses
from onsite.zones.counter.strokes import change, is_digit, stroke
from onsite.zones.counter.typed import Typed
from onsite.zones.counter.work import CounterWork

if TYPE_CHECKING:
    from onsite.zones.counter.presses import Judged
    from onsite.zones.counter.showing import Ahead
    from onsite.zones.evacuation.views import Evacuation

SECOND_S = 4.0
"""While everybody leaves, somebody comes in by two presses within this time, in seconds."""
_SOON_S = 0.005
_LEAVES_S = 5.0
_AGAIN = {
    False: N_("EVACUATION: everybody leaves. Press the same again if somebody went in."),
    True: N_("EXERCISE, evacuation: everybody leaves. Press the same again if somebody went in."),
}
"""By whether it is an exercise."""
_TOLD = {
    Made.HELD: N_("A key that is held counts once: tap it for each person."),
    Made.SENT: N_("That was a scanner, or pasted: nobody was counted."),
}


class CounterTapping(CounterWork):
    """Takes the keys of the screen, all that type something."""

    def __init__(self) -> None:
        super().__init__()
        self.presses = Presses()
        self.typed = Typed()
        self._told: tuple[Made, str] | None = None
        """What was said last of presses that are no taps."""
        self._second: float | None = None
        """When somebody came in while everybody leaves, and the second press is awaited."""
        self._leaving: float | None = None
        """When it was said that leaving loses what is not saved."""

    def ticks(self) -> float:
        """The clock of the keys, in seconds."""
        return events.Event().time

    @property
    def pressed(self) -> Ahead:
        """What was pressed and may turn out to be no tap."""
        from onsite.zones.counter.showing import Ahead

        if self.is_emptied:
            return Ahead()
        changes = [change(each.key) for each in self.presses.likely]
        return Ahead(changes.count(1), changes.count(-1), sum(map(abs, changes)))

    @property
    def is_emptied(self) -> bool:
        """Whether everybody leaves."""
        return self._evacuation is not None

    @property
    def _evacuation(self) -> Evacuation | None:
        view = self.found.view(self.zone) if self.found is not None else None
        return view.evacuation if view is not None else None

    # Keys.

    async def takes_key(self, event: events.Event) -> bool:
        """All that types something is the counter's: any other key goes where it was going."""
        if isinstance(event, events.Paste):
            self._hear_paste()
            return True
        if not isinstance(event, events.Key) or event.is_forwarded:
            return await super().takes_key(event)
        if event.key == "ctrl+q":
            return self._would_lose(event.time)
        pressed = stroke(event.key, event.character)
        if pressed is None:
            return await super().takes_key(event)
        self.onsite.guard.touch()
        self.presses.press(pressed, event.time)
        self.judge(event.time)
        return True

    def judge(self, now: float) -> None:
        """Go by what is known of the presses by now."""
        self._hear(self.presses.judged(now))
        self.show_all()
        known_at = self.presses.known_at
        if known_at is not None:
            wait = max(known_at - now, 0) + _SOON_S
            # Behind the keys that are on their way already: a busy screen changes no verdict.
            self.set_timer(wait, lambda: self.app.call_later(self._judge_by_clock))

    def settle(self) -> None:
        """What was pressed so far is all: something else begins."""
        self._hear(self.presses.settle())

    def _judge_by_clock(self) -> None:
        if self.presses.known_at is not None:
            self.judge(self.ticks())

    def _hear(self, judged: list[Judged]) -> None:
        for each in judged:
            key, at = each.press.key, each.press.at
            if each.made is Made.TAP:
                self._told = None
                self._press(key, at)
            else:
                self._leave_out(each.made, key)

    def _press(self, key: str, at: float) -> None:
        self.hush()
        if self.typed.lapse(at):
            self.tell(_("The number was typed too long ago: nobody was counted by it."), "warning")
        people = change(key)
        many = self.typed.people if key in "+-=" else None
        if key == "enter" or many is not None:
            self.count_many(-1 if people < 0 else 1, at)
        elif people:
            self.count(people, at)
        elif is_digit(key):
            if not self.typed.add(key, at):
                self.tell(_("That is too many for one number."), "warning")
        elif key == "backspace":
            self.typed.shorten(at)
        elif key == "escape":
            self.typed.forget()
            self._second = None
        else:
            self.act_by_key(key)

    def act_by_key(self, key: str) -> None:
        """A key that counts nobody."""
        raise NotImplementedError

    def _leave_out(self, made: Made, key: str) -> None:
        """Say once that a press is nobody."""
        if made is Made.SENT:
            self.typed.forget()
        told = (made, "" if made is Made.SENT else key)
        means = made is Made.SENT or change(key) or is_digit(key)
        if means and told != self._told:
            self._told = told
            self.tell(_(_TOLD[made]), "warning")
            self.onsite.sound("ask")

    def _hear_paste(self) -> None:
        self.settle()
        self.tell(_(_TOLD[Made.SENT]), "warning")
        self.onsite.sound("ask")

    # Counting.

    def count(self, people: int, at: float | None = None) -> None:
        """So many came in, or below zero went out.

        Args:
            people: how many.
            at: when the key was pressed, by the clock of the keys; None for now.
        """
        if self.counted is None:
            self.tell(_("Not counted: there is no zone to count in yet."), "bad")
            self.onsite.sound("refuse")
            return
        now = self.ticks()
        at = now if at is None else at
        going = self._evacuation
        if people > 0 and going is not None and not self._is_second(at):
            self.tell(_(_AGAIN[going.drill]), "bad")
            self.onsite.sound("refuse")
            return
        age_ms = round(max(now - at, 0) * 1000)
        self.add(people, to_ms(self.onsite.clock.now()) - age_ms)
        self.show_all()

    def count_many(self, sign: int, at: float) -> None:
        """As many as were typed came in, or went out."""
        people = self.typed.take(at)
        if people is None:
            return
        before = self.writing.taps
        self.count(sign * people, at)
        if self.writing.taps == before:
            self.typed.put(people, at)  # It waits for the second press.
            return
        said = (
            ngettext("{n} in.", "{n} in.", people)
            if sign > 0
            else ngettext("{n} out.", "{n} out.", people)
        )
        self.tell(said.format(n=people), "good")

    def _is_second(self, at: float) -> bool:
        """Whether it was pressed just before that somebody comes in while everybody leaves."""
        first, self._second = self._second, at
        if first is None or at - first > SECOND_S:
            return False
        self._second = None
        return True

    def _would_lose(self, at: float) -> bool:
        """Hold the key that ends the app once, while what was tapped cannot be saved."""
        said, self._leaving = self._leaving, at
        taps = self.writing.taps
        if self.writing.failure is None or not taps or (said is not None and at - said < _LEAVES_S):
            return False
        told = ngettext(
            "{n} tap is not saved. Ctrl+Q again leaves without it.",
            "{n} taps are not saved. Ctrl+Q again leaves without them.",
            taps,
        )
        self.tell(told.format(n=taps), "bad")
        return True
