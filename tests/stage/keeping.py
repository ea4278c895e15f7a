"""A stage with a short rundown on a real store, and a timekeeper who presses keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onsite.clock import from_ms, to_ms
from onsite.plan.service import current, publish
from onsite.stage import editing, reading, service, undoing
from onsite.stage.engine import schedule
from onsite.stage.fields import ItemFields, Speaker
from onsite.stage.outcomes import Outcome, Press, press

if TYPE_CHECKING:
    from onsite.stage.reading import Kept
    from onsite.wiring import Site
    from tests.conftest import ManualClock

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24, 2026-11-25]

[checkpoints.door]
name = "Main door"

[stages.main]
name = "Main stage"

[stages.blue]
name = "Blue stage"
warn_min = 3

[stage]
must_end = "18:00"
"""
DAY = "2026-11-24"
MINUTE_MS = 60_000
NINE_MS = 1_795_507_200_000
"""9:00 in Berlin on the day."""
EARLY = from_ms(NINE_MS - 30 * MINUTE_MS)
"""To what the clock is set before a programme is made that begins at nine."""


@dataclass
class Keeper:
    """Works at the console of one station."""

    site: Site
    clock: ManualClock
    stage: str = "main"
    day: str = DAY
    nine_ms: int = NINE_MS

    def __post_init__(self) -> None:
        if self.site.read_now(current) is None:
            self.site.write_now(publish, PLAN, "Maria")
        self.plan = self.site.read_now(current)

    @property
    def now_ms(self) -> int:
        return to_ms(self.clock.now())

    @property
    def kept(self) -> Kept:
        return self.site.read_now(reading.rundown, self.plan, self.stage, self.day)

    @property
    def order(self) -> list[str]:
        return [item.id for item in self.kept.rundown.items]

    def press(self, **said: Any) -> Press:
        return press(self.clock, self.stage, self.day, **said)

    def do(self, act: str, *given: Any, at: Press | None = None, **said: Any) -> Outcome:
        acts = {"undo": undoing.undo, "redo": undoing.redo, "edit": editing.edit}
        found = acts.get(act) or getattr(service, act)
        pressed = at or self.press()
        return self.site.write_now(found, self.plan, pressed, "Thandi", *given, **said)

    def did(self, act: str, *given: Any, **said: Any) -> str:
        """What came of it, and to which item; the clock goes on for a second afterwards."""
        outcome = self.do(act, *given, **said)
        self.clock.advance(seconds=1)
        return " ".join(filter(None, (outcome.what, outcome.item, outcome.why)))

    def edit(self, *make: Any) -> Outcome:
        """Edits, made of one press."""
        pressed = self.press()
        return self.do("edit", [each(pressed) for each in make], at=pressed)

    def program(self) -> None:
        """An opening of ten minutes at nine, a talk of thirty, a break of twenty, a talk."""
        items = (
            ("opening", 0, 10, {}),
            (
                "talk",
                10,
                30,
                {"qa_ms": 5 * MINUTE_MS, "speakers": (Speaker(id="ada", name="Ada"),)},
            ),
            ("break", 40, 20, {"kind": "break", "shortest_ms": 10 * MINUTE_MS}),
            ("closing", 60, 15, {}),
        )
        pressed, before, edits = self.press(), "", []
        for key, at, length, more in items:
            fields = ItemFields(
                title=key.title(),
                start_ms=self.nine_ms + at * MINUTE_MS,
                length_ms=length * MINUTE_MS,
                **more,
            )
            edits.append(editing.added(pressed, fields, after=before, item=key))
            before = key
        assert self.do("edit", edits, at=pressed).what == "took"

    def at(self, minutes: float) -> None:
        """So many minutes after nine."""
        self.clock.advance(milliseconds=self.nine_ms + minutes * MINUTE_MS - self.now_ms)

    def times(self) -> dict[str, tuple[float, float]]:
        """Expected start and end of every item, in minutes after nine."""
        seen = schedule.expected(self.kept.rundown, self.kept.show(self.now_ms), self.now_ms)
        return {
            each.item: tuple(
                round((ms - self.nine_ms) / MINUTE_MS, 2)
                for ms in (each.expected_start_ms, each.expected_end_ms)
            )
            for each in seen.times
        }
