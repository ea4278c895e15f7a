"""The lines of the board in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, overload

from onsite.clock import from_ms
from onsite.incidents import wording
from onsite.incidents.escalation.chain import Standing
from onsite.incidents.log.acking import late_ms
from onsite.language import N_, _, ngettext, pgettext
from onsite.ui.line_list import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.incidents.board.survey import Survey
    from onsite.incidents.paging.board import BoardLine, Reached
    from onsite.incidents.views import Incident
    from onsite.plan.model import Plan
    from onsite.ui.line_list import Tone

SHAPES = ("●", "◆", "▲")
"""Of severities, the slightest first; the last one is that of all graver ones."""
VEILED = "■"
_SECOND_MS = 1000
_MINUTE_S = 60
_HOUR_S = 3600


def shape(plan: Plan, incident: Incident) -> str:
    """The sign of its severity."""
    if incident.veiled:
        return VEILED
    ranks = list(plan.response.severities)
    place = ranks.index(incident.severity) if incident.severity in ranks else len(ranks)
    return SHAPES[min(place, len(SHAPES) - 1)]


def colour(plan: Plan, incident: Incident) -> str:
    """That of its severity, as the plan says; empty where it may not be told."""
    known = plan.response.severities.get(incident.severity)
    return known.colour if known is not None and not incident.veiled else ""


def severity(plan: Plan, incident: Incident) -> str:
    """The word of its severity; of what is veiled, that it is restricted."""
    if incident.veiled:
        return _(wording.RESTRICTED)
    return wording.severity_name(plan, incident.severity)


def countdown(left_ms: int) -> str:
    """A length as it runs down: 02:10, 1:02:10."""
    seconds = max(0, -(-left_ms // _SECOND_MS))
    hours, rest = divmod(seconds, _HOUR_S)
    shown = f"{rest // _MINUTE_S:02}:{rest % _MINUTE_S:02}"
    return f"{hours}:{shown}" if hours else shown


def next_cell(line: BoardLine | None, now_ms: int) -> str:
    """What comes next by itself, as short as can be."""
    if line is None:
        return ""
    if line.alarm:
        return _("ALARM")
    left_ms = line.left_ms(now_ms)
    if left_ms is None:
        return pgettext("of an incident", "held") if line.acks else "–"
    shown = countdown(left_ms) if left_ms else _("now")
    if line.coming == "expiry":
        return f"✓ {shown}"
    return _("you {in_}").format(in_=shown) if line.reaches_me else shown


def incident_line(
    survey: Survey, incident: Incident, line: BoardLine | None, now_ms: int, *, wide: bool
) -> Line:
    """An incident in the list: shape and word of its severity, when it goes on, what it is."""
    plan = survey.plan
    mark = f" {shape(plan, incident)} {severity(plan, incident)}"
    zone = wording.zone_name(plan, incident.zone) if incident.zone else ""
    state = wording.state(incident.state)
    if line is not None and _lapsed(incident, line):
        state = _("Nobody has it")
    if late_ms(plan.response, incident, now_ms):
        state = f"! {state}"
    text = told(plan, incident)
    if not wide:
        # What must not be cut off comes first.
        drill = _(wording.EXERCISE) if incident.drill else ""
        what = told(plan, replace(incident, drill=False))
        text = " · ".join(part for part in (drill, state, zone, what) if part)
    if incident.id in survey.alike:
        text = f"≈ {text}"
    first = (mark, next_cell(line, now_ms), incident.number)
    cells = (*first, state, zone, text) if wide else (*first, text)
    return Line(incident.id, cells, _tone(line, incident, now_ms))


def _lapsed(incident: Incident, line: BoardLine) -> bool:
    """Whether nobody has any more what somebody had acknowledged."""
    running = line.standing is Standing.RUNNING
    return incident.state == "acknowledged" and running and not line.acks


def told(plan: Plan, incident: Incident) -> str:
    """What it is: an exercise, its types, its place, its text."""
    parts = [_(wording.EXERCISE)] if incident.drill else []
    if incident.types:
        parts.append(wording.types_in_words(plan, incident.types))
    parts += [each for each in (incident.place, incident.text) if each]
    return " · ".join(parts)


def _tone(line: BoardLine | None, incident: Incident, now_ms: int) -> Tone:
    if incident.state == "closed":
        return "muted"
    if line is None:
        return ""
    if line.alarm or line.left_ms(now_ms) == 0:
        return "bad"
    if line.reaches_me and line.coming == "step":
        return "warning"
    return "strong" if incident.state == "new" else ""


def figures(survey: Survey, lines: Sequence[BoardLine], now_ms: int) -> str:
    """The line above everything: how many are open, what comes next, the alarm."""
    there = survey.incidents.values()
    ringing = [survey.incidents[each.incident].drill for each in lines if each.alarm]
    parts = []
    for drill in (False, True):
        alarms = ringing.count(drill)
        said = ngettext("ALARM: nobody has {n}", "ALARM: nobody has {n} of them", alarms)
        told = said.format(n=alarms)
        parts += [wording.pair(_(wording.EXERCISE), told) if drill else told] if alarms else []
    parts += _soonest(survey, lines, now_ms)
    many = sum(not each.drill for each in there)
    new = sum(each.state == "new" and not each.drill for each in there)
    said = _("{n} open, {new} new") if new else ngettext("{n} open", "{n} open", many)
    parts.append(said.format(n=many, new=new))
    drills = len(survey.incidents) - many
    if drills:
        parts.append(ngettext("{n} exercise", "{n} exercises", drills).format(n=drills))
    return " · ".join(parts)


def _soonest(survey: Survey, lines: Sequence[BoardLine], now_ms: int) -> list[str]:
    """What comes first of all, and what reaches whoever looks first."""
    steps = [each for each in lines if each.coming == "step" and each.next_ms is not None]
    if not steps:
        return []
    mine = next((each for each in steps if each.reaches_me), None)
    first = mine or steps[0]
    number = survey.incidents[first.incident].number
    left = countdown(first.left_ms(now_ms) or 0)
    said = _("{number} reaches you in {left}") if mine else _("{number} goes on in {left}")
    return [said.format(number=number, left=left)]


_ENDED = {
    "ended": N_("Nobody more is told: what ends it has come."),
    "closed": N_("Closed."),
    "merged": N_("It goes on in another one."),
    "unknown": N_("Its report has not arrived yet."),
}


def chain_words(survey: Survey, line: BoardLine | None, now_ms: int, *, veiled: bool) -> str:
    """How its escalation stands, in a sentence."""
    if line is None:
        return ""
    if line.alarm:
        return _alarm_words(line)
    if line.standing.value in _ENDED:
        return _(_ENDED[line.standing.value])
    left_ms = line.left_ms(now_ms)
    left = countdown(left_ms) if left_ms is not None else ""
    if line.acks:
        return _held_words(survey, line, left, veiled=veiled)
    if line.coming == "alarm":
        return _("Everybody was told. The alarm rings in {left}.").format(left=left)
    return _step_words(survey, line, left, veiled=veiled) if left else ""


def _alarm_words(line: BoardLine) -> str:
    if not line.told:
        return _("ALARM: nobody was on duty, and nobody was told. o: who can be called.")
    return _("ALARM: everybody was told, and nobody has it. Space: you have it.")


def _held_words(survey: Survey, line: BoardLine, left: str, *, veiled: bool) -> str:
    who = "" if veiled else _(", ").join(survey.name(each) for each in line.acks)
    held = _("Held by {who}").format(who=who) if who else _("Somebody has it")
    more = _("; goes on in {left} unless something happens").format(left=left) if left else ""
    return held + more


def _step_words(survey: Survey, line: BoardLine, left: str, *, veiled: bool) -> str:
    said = _("Step {step} of {steps} in {left}").format(step=line.step, steps=line.steps, left=left)
    if line.passes > 1:
        said += _(", pass {n} of {many}").format(n=line.passing, many=line.passes)
    if line.reaches_me:
        said += "  ·  " + _("reaches you in {left}").format(left=left)
    if veiled:
        return said
    roles = _(", ").join(wording.role_name(survey.plan, each) for each in line.roles)
    people = _(", ").join(survey.name(each) for each in line.people) or _("nobody is on duty")
    return f"{said}  ·  {wording.pair(roles, people)}"


_REACHED = {
    "acknowledged": N_("has it"),
    "handed": N_("was told"),
    "under-way": N_("is being told"),
    "failed": N_("could not be told"),
    "no-page": N_("to be called"),
}


def reached(how: Reached) -> str:
    """How far the telling of somebody has come, said of them."""
    return _(_REACHED[how])


def told_words(survey: Survey, line: BoardLine | None) -> str:
    """Who was told so far, and how far that has come."""
    if line is None or not line.told:
        return ""
    said = (f"{survey.name(each.person)} {reached(each.reached)}" for each in line.told)
    return _("Told: {people}").format(people=_(", ").join(said))


class IncidentLines(Sequence[Line]):
    """The lines of the list, each made when it is drawn: five hundred are quickly shown.

    Args:
        incidents: in the order of the list.
        make: makes the line of one.
    """

    def __init__(self, incidents: Sequence[Incident], make: Callable[[Incident], Line]) -> None:
        self._incidents = incidents
        self._make = make
        self._made: dict[int, Line] = {}

    def __len__(self) -> int:
        return len(self._incidents)

    @overload
    def __getitem__(self, place: int) -> Line: ...

    @overload
    def __getitem__(self, place: slice) -> list[Line]: ...

    def __getitem__(self, place: int | slice) -> Line | list[Line]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        if place not in self._made:
            self._made[place] = self._make(self._incidents[place])
        return self._made[place]


def found(
    survey: Survey, incidents: Sequence[Incident], words: Sequence[str]
) -> Sequence[Incident]:
    """Those in which all the words are found, however they are written."""
    if not words:
        return incidents
    return [each for each in incidents if all(word in _text(survey, each) for word in words)]


def _text(survey: Survey, incident: Incident) -> str:
    """All that is looked through of an incident; made once for what was read."""
    known = survey.texts.get(incident.id)
    if known is not None:
        return known
    plan = survey.plan
    parts = (
        *(incident.number, told(plan, incident), severity(plan, incident), incident.reporter),
        *(wording.zone_name(plan, incident.zone), wording.state(incident.state)),
        *(survey.name(unit.unit) for unit in incident.units if unit.assigned),
    )
    survey.texts[incident.id] = text = " ".join(parts).casefold()
    return text


def clock(plan: Plan, at_ms: int, *, seconds: bool = False) -> str:
    """A time of day in the event's zone."""
    return f"{plan.local(from_ms(at_ms)):{'%H:%M:%S' if seconds else '%H:%M'}}"
