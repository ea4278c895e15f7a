"""Cases as the texts that the screen draws."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, overload

from onsite import entry_times
from onsite.cases import wording
from onsite.cases.rules import is_late, open_for, sees_details
from onsite.cases.types import type_of
from onsite.cleaning import clean
from onsite.language import N_, _, ngettext
from onsite.ui.line_list import Line, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from onsite.cases.acts import Act
    from onsite.cases.reading import Survey
    from onsite.cases.views import Case, LogLine, Step
    from onsite.plan.model import Plan

STEP, ACT = "step:", "act:"
"""How the keys of lines begin that are steps, and acts."""
_LATE = "!"
_DONE, _NOT_DONE = "✓", "·"
_TOO_LATE = {
    "case.taken": N_("came too late: somebody had it already"),
    "case.resolved": N_("came too late: it was resolved already"),
    "case.opened": N_("came too late: it was open already"),
}


class CaseLines(Sequence[Line]):
    """Lines that are made when they are drawn: there may be thousands, and their clocks run.

    Args:
        cases: what to show.
        line: makes one.
    """

    def __init__(self, cases: Sequence[Case], line: Callable[[Case], Line]) -> None:
        self._cases = cases
        self._line = line

    def __len__(self) -> int:
        return len(self._cases)

    @overload
    def __getitem__(self, at: int) -> Line: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Line]: ...

    def __getitem__(self, at: int | slice) -> Line | Sequence[Line]:
        if isinstance(at, slice):
            return CaseLines(self._cases[at], self._line)
        return self._line(self._cases[at])


def case_line(case: Case, survey: Survey, now: datetime) -> Line:
    """A line of the list: for how long, what, who, whose."""
    plan = survey.plan
    if plan is None:
        return Line(case.id, ("", "", case.id, ""))
    late = case.resolved is None and is_late(case.since, type_of(plan, case.kind).target_min, now)
    span = wording.clock(open_for(case.since, now, case.resolved))
    state = case.owner
    if case.resolved is not None:
        state = wording.resolution(case.resolution)
    tone: Tone = "muted" if case.resolved else "bad" if late else ""
    kind = kind_of(case, plan, survey.roles)
    whom = who(case) if sees(case, plan, survey.roles) else case.name
    return Line(case.id, (span, _LATE if late else "", kind, whom, state), tone)


def kind_of(case: Case, plan: Plan, roles: frozenset[str] | None) -> str:
    """What a case is called for whoever looks."""
    seen = sees(case, plan, roles)
    return wording.type_name(plan, case.kind) if seen else _(wording.NEUTRAL)


def sees(case: Case, plan: Plan, roles: frozenset[str] | None) -> bool:
    """Whether somebody with these roles may see what the case is about."""
    return sees_details(security=type_of(plan, case.kind).security, roles=roles)


def who(case: Case) -> str:
    """The person, or what there is in the place of one."""
    name = " · ".join(filter(None, (case.name, case.company)))
    return name or (_("Code: {code}").format(code=case.code) if case.code else case.note)


def figures(survey: Survey, which: str, mine: int, now: datetime) -> str:
    """The line above the list: which one it is, and how many wait."""
    many = len(survey.waiting)
    counted = ngettext("{n} open", "{n} open", many).format(n=many)
    parts = [counted, _("{n} mine").format(n=mine)]
    late = many_late(survey, now)
    if late:
        parts.append(_("{sign} {n} past their target").format(sign=_LATE, n=late))
    titles = {"open": _("All open cases"), "mine": _("My cases"), "closed": _("Closed cases")}
    return f"{titles[which]} · {' · '.join(parts)}"


def many_late(survey: Survey, now: datetime) -> int:
    """How many open cases have waited for longer than their target."""
    plan = survey.plan
    if plan is None:
        return 0
    targets = {kind: type_of(plan, kind).target_min for kind in {c.kind for c in survey.waiting}}
    return sum(is_late(case.since, targets[case.kind], now) for case in survey.waiting)


def empty(which: str) -> str:
    """What stands in the place of an empty list."""
    if which == "mine":
        return _("You have no case. F7 shows those of all; F5 takes the one under the cursor.")
    if which == "closed":
        return _("No case has been resolved yet.")
    return _("Nobody is waiting.")


def clock(case: Case, plan: Plan, now: datetime) -> str:
    """For how long a case is open, and for how long it should be at most."""
    target = timedelta(minutes=type_of(plan, case.kind).target_min)
    span = wording.clock(open_for(case.since, now, case.resolved))
    if case.resolved is not None:
        return _("was open for {span}").format(span=span)
    said = _("open for {span} of {target}").format(span=span, target=wording.clock(target))
    late = is_late(case.since, type_of(plan, case.kind).target_min, now)
    return f"{_LATE} {said}" if late else said


def about(case: Case, plan: Plan, now: datetime, names: Mapping[str, str]) -> list[str]:
    """Lines on the case itself: when, where, by whom, whose, its note."""
    when = entry_times.shown(case.since, now, plan.zone, "%H:%M")
    place = plan.checkpoints[case.checkpoint].name if case.checkpoint in plan.checkpoints else ""
    station = clean(names.get(case.opened_station, ""))
    if case.opened_by:
        opened = _("Opened {time} by {operator}").format(time=when, operator=case.opened_by)
    else:
        opened = _("Found by the system, {time}").format(time=when)
    stops = _("keeps the guest out") if case.stops and case.resolved is None else ""
    whose = _("Owner: {owner}").format(owner=case.owner) if case.owner else _("Nobody has it yet")
    lines = [" · ".join(filter(None, (opened, station, place, stops))), whose]
    if case.resolved is not None:
        lines[1] = _("Resolved by {operator}: {how}").format(
            operator=case.resolved_by, how=wording.resolution(case.resolution)
        )
        lines += [case.resolution_note] if case.resolution_note else []
    code = _("Code: {code}").format(code=case.code) if case.code else ""
    note = _("Note: {text}").format(text=case.note) if case.note else ""
    return list(filter(None, [*lines, code, note]))


def step_line(step: Step, plan: Plan, now: datetime) -> Line:
    """A step of the playbook: whether it is done, what, by whom and when."""
    by = ""
    if step.at is not None:
        when = entry_times.shown(step.at, now, plan.zone, "%H:%M")
        by = f"{step.operator} {when}"
    sign, tone = (_DONE, "good") if step.at is not None else (_NOT_DONE, "")
    return Line(f"{STEP}{step.step}", (sign, wording.step(step.step), by), _tone(tone))


def act_line(number: int, act: Act) -> Line:
    """An act, with its number key."""
    return Line(f"{ACT}{act.key}", (str(number), _(act.label), ""), "strong")


def log_line(
    number: int, line: LogLine, plan: Plan, now: datetime, names: Mapping[str, str]
) -> Line:
    """A line of the log: when, what, by whom."""
    when = entry_times.shown(line.at, now, plan.zone, "%H:%M:%S")
    station = clean(names.get(line.station, "")) or line.station[:6]
    by = " · ".join(filter(None, (line.operator, station)))
    tone: Tone = "" if line.in_force else "muted"
    return Line(str(number), (when, _happened(line), by), tone)


def _happened(line: LogLine) -> str:
    said = dict(line.details)
    texts = {
        "case.opened": _("opened"),
        "case.taken": _("taken") if said.get("owner") else _("put back"),
        "case.noted": said.get("note", ""),
        "case.resolved": _("resolved: {how}").format(how=wording.resolution(said.get("code", ""))),
        "case.acted": _acted(line),
    }
    if line.kind == "case.step":
        done = _("done: {step}") if said.get("done") else _("not done after all: {step}")
        texts[line.kind] = done.format(step=wording.step(said.get("step", "")))
    text = texts.get(line.kind, line.kind)
    if not line.in_force and line.kind in _TOO_LATE:
        return f"{text} ({_(_TOO_LATE[line.kind])})"
    return text


def _acted(line: LogLine) -> str:
    from onsite.cases.acts import registered

    said = dict(line.details)
    labels = {act.key: _(act.label) for act in registered()}
    key = said.pop("act", "")
    said.pop("attendee", None)
    more = ", ".join(clean(text) for text in said.values() if text)
    label = labels.get(key, key)
    return _("{what}: {details}").format(what=label, details=more) if more else label


def _tone(tone: str) -> Tone:
    return "good" if tone == "good" else ""
