"""Cues as the console has them: the line of what comes next, and the list of an item's. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _, ngettext
from onsite.stage.cues import wording as words
from onsite.stage.cues.cue import CALLER
from onsite.stage.cues.rules import LATE_MS, next_to_fire
from onsite.stage.wording import clock, length
from onsite.ui.line_list import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onsite.plan.model import Plan
    from onsite.stage.cues.cue import Standing, State
    from onsite.ui.line_list import Tone

NOBODY = "-"
CALLED_MS = 60_000
"""So long a line for the caller stands there."""
_TROUBLE = ("failed", "missed", "unknown")
_TONES: Mapping[State, Tone] = {
    **dict.fromkeys(("standby", "due", "firing"), "strong"),
    **dict.fromkeys(("failed", "missed", "unknown"), "bad"),
    **dict.fromkeys(("done", "passed"), "muted"),
}
_SECOND_MS = 1_000


def next_line(plan: Plan, found: Sequence[Standing], now_ms: int, *, elsewhere: str = "") -> str:
    """What is called and what comes next of an item's cues; empty for nothing.

    Args:
        plan: the plan, for its targets.
        found: the cues of the item.
        now_ms: the moment.
        elsewhere: the name of the laptop that fires them; empty for this one, `-` for none.
    """
    parts = [*_called(plan, found, now_ms), *_caught_up(found, now_ms)]
    coming = next_to_fire([each for each in found if each.state not in _TROUBLE])
    if coming is not None:
        parts.append(_coming(coming, now_ms, here=elsewhere in ("", NOBODY)))
    firing = [each.cue.name for each in found if each.state == "firing"]
    parts += [_("{cue} is being fired …").format(cue=name) for name in firing]
    if elsewhere == NOBODY and coming is not None:
        parts.append(_("nobody fires it by the clock: w, then t"))
    elif elsewhere not in ("", NOBODY) and parts:
        parts.append(_("fired by {station}").format(station=elsewhere))
    return "  ·  ".join(parts)


def trouble_line(found: Sequence[Standing]) -> str:
    """What was not done as it should have been; empty where all was."""
    wrong = [each for each in found if each.state in _TROUBLE]
    if not wrong:
        return ""
    first = _("! Cue {cue} {state}. w: fire it again, or say that it was done.").format(
        cue=wrong[0].cue.name, state=words.state(wrong[0])
    )
    rest = len(wrong) - 1
    if not rest:
        return first
    more = ngettext("{n} more is not done.", "{n} more are not done.", rest).format(n=rest)
    return f"{first} {more}"


def lost_line(found: Iterable[Standing]) -> str:
    """What will not be fired, as its item was over before; empty for nothing."""
    names = ", ".join(each.cue.name for each in found if each.state == "passed")
    return _("Not fired, the item was over: {cues}").format(cues=names) if names else ""


def lines(plan: Plan, found: Iterable[Standing], department: str = "") -> list[Line]:
    """The cues of an item, of one department or of all: name, when, at, who, what, how it stands.

    Args:
        plan: the plan, for its time zone and its targets.
        found: the cues.
        department: empty for all.
    """
    return [
        Line(each.cue.id, _cells(plan, each), _TONES.get(each.state, ""))
        for each in found
        if department in ("", each.cue.department)
    ]


def _cells(plan: Plan, each: Standing) -> tuple[str, ...]:
    cue = each.cue
    at = clock(each.due_ms, plan, seconds=True) if each.due_ms is not None else ""
    return (
        words.SIGNS[each.state],
        cue.name,
        words.department(cue.department),
        words.when(cue),
        at,
        words.state(each),
        words.what(plan, cue),
    )


def _coming(each: Standing, now_ms: int, *, here: bool) -> str:
    name = each.cue.name
    if each.state == "waiting" or each.due_ms is None:
        told = _("Standby: {cue}") if each.state == "standby" else _("Next cue: {cue}")
        told = told.format(cue=name)
    else:
        # Up to the second: at 0:00 it is fired.
        left = length(-(-(each.due_ms - now_ms) // _SECOND_MS) * _SECOND_MS)
        told = _("Standby: {cue} in {left}") if each.state == "standby" else ""
        told = (told or _("Next cue: {cue} in {left}")).format(cue=name, left=left)
    sign = "◆ " if each.state in ("standby", "due") else ""
    key = _(" (g)") if here else ""
    return f"{sign}{told}{key}"


def _caught_up(found: Sequence[Standing], now_ms: int) -> list[str]:
    """What was due before anybody knew, and was fired as soon as the timer was set right."""
    shots = [(each.cue.name, each.record.last) for each in found]
    return [
        _("{cue}: fired {late} late, as the timer was set right").format(
            cue=name, late=length(shot.at_ms - shot.due_ms)
        )
        for name, shot in shots
        if shot is not None
        and shot.by_clock
        and shot.due_ms is not None
        and shot.at_ms - shot.due_ms > LATE_MS
        and now_ms - shot.at_ms < CALLED_MS
    ]


def _called(plan: Plan, found: Sequence[Standing], now_ms: int) -> list[str]:
    """What somebody is to call now, the latest alone."""
    callers = {CALLER, *(key for key, part in plan.cue_targets.items() if part.kind == CALLER)}
    called = [
        (each.record.last.at_ms, each.cue)
        for each in found
        if each.cue.target in callers
        and each.record.last is not None
        and now_ms - each.record.last.at_ms < CALLED_MS
    ]
    if not called:
        return []
    cue = max(called, key=lambda one: one[0])[1]
    return ["» " + _(": ").join((cue.name, cue.value))]
