"""The speakers of one item as the console shows them: lines, contact cards, what was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.language import _
from onsite.stage.hours import hour
from onsite.stage.readiness import wording
from onsite.stage.readiness.rules import STATES, Standing, standing
from onsite.stage.readiness.slots import PENDING
from onsite.stage.wording import status
from onsite.ui.line_list import Line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onsite.plan.model import Plan
    from onsite.stage.fields import ItemFields
    from onsite.stage.moment import Moment
    from onsite.stage.readiness.reading import Readiness, Ready
    from onsite.ui.line_list import Tone

_TONES: dict[Standing, Tone] = {
    Standing.READY: "good",
    Standing.WAITING: "strong",
    Standing.AMBER: "warning",
    Standing.RED: "bad",
}
_BETWEEN = "\n"


@dataclass(frozen=True, slots=True)
class View:
    """An item with its speakers, in the language in use."""

    item: str
    title: str
    lines: tuple[Line, ...]
    """Of each speaker one, and one of each state: their keys are made by `key_of`."""
    texts: tuple[str, ...]
    """The introduction, the moderator, what was agreed, how questions are taken."""
    before: str
    """The item with speakers before it, and the one after it; empty for none."""
    after: str


def view(
    plan: Plan, moment: Moment, ready: Readiness, item: str, stations: Mapping[str, str]
) -> View:
    """An item as it is shown.

    Args:
        plan: the plan in force.
        moment: the rundown now.
        ready: how far its speakers are.
        item: its id.
        stations: names by id.
    """
    order = [each.id for each in moment.kept.rundown.items if each.id in ready]
    at = order.index(item) if item in order else -1
    return View(
        item,
        _title(plan, moment, item),
        tuple(
            line
            for each in ready.get(item, ())
            for line in _speaker(plan, moment, item, each, stations)
        ),
        _texts(moment.kept.fields.get(item)),
        order[at - 1] if at > 0 else "",
        order[at + 1] if -1 < at < len(order) - 1 else "",
    )


def key_of(speaker: str, state: str = "") -> str:
    """The key of a line: of a speaker, or of a state of theirs."""
    return f"{state}{_BETWEEN}{speaker}"


def of_key(key: str) -> tuple[str, str]:
    """The speaker and the state of a line; the state is empty on a speaker's own."""
    state, _cut, speaker = key.partition(_BETWEEN)
    return speaker, state


def first_missing(lines: Sequence[Line], ready: Sequence[Ready]) -> int:
    """The number of the line where a hand is needed first."""
    held = {key_of(each.speaker.id, state) for each in ready for state in each.marks}
    for number, line in enumerate(lines):
        if of_key(line.key)[1] and line.key not in held:
            return number
    return 0


def _title(plan: Plan, moment: Moment, item: str) -> str:
    times = moment.schedule.of(item)
    known = moment.kept.rundown.by_id.get(item)
    title = (known.title if known is not None else "") or item
    if times is None:
        return title
    if times.status not in PENDING:
        return f"{title} · {status(times.status)}"
    at = hour(times.expected_start_ms, plan, moment.kept.day)
    said = f"{title} · {wording.begins(at, times.expected_start_ms - moment.now_ms)}"
    fields = moment.kept.fields.get(item)
    held = _("slot kept")
    return f"{said} · {held}" if fields is not None and fields.held else said


def _speaker(
    plan: Plan, moment: Moment, item: str, ready: Ready, stations: Mapping[str, str]
) -> list[Line]:
    times = moment.schedule.of(item)
    found = Standing.WAITING
    if times is not None and times.status in PENDING:
        found = standing(ready.marks, times.expected_start_ms, moment.now_ms, plan.stage)
    how = " · ".join(filter(None, (wording.how_far(ready.marks), wording.linked(ready))))
    head = Line(key_of(ready.speaker.id), (wording.sign(found), "", ready.name, how), _TONES[found])
    lines = [head]
    for number, state in enumerate(STATES, 1):
        mark = ready.marks.get(state)
        cells = (
            str(number),
            "[x]" if mark is not None else "[ ]",
            f"{wording.letter(state)} {wording.word(state)}",
            wording.mark(mark, plan, stations, moment.kept.day) if mark is not None else "",
        )
        lines.append(Line(key_of(ready.speaker.id, state), cells))
    return lines


def _texts(said: ItemFields | None) -> tuple[str, ...]:
    if said is None:
        return ()
    nothing = _("Neither introduction, moderator nor warnings are noted: e notes them.")
    return wording.texts(said) or (nothing,)
