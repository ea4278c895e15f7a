"""The other pages of the board: one incident, who is there, the zones. Values into lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.fact_words import fact as called
from onsite.incidents import wording
from onsite.incidents.board import alike, showing
from onsite.incidents.contacts.resolving import way_to
from onsite.incidents.exporting.frozen import known_then
from onsite.incidents.lines import said
from onsite.incidents.repeats import told_once
from onsite.language import _, ngettext
from onsite.staff.shifts import words as shifts
from onsite.staff.shifts.rules import Stand
from onsite.ui.cells import wrap
from onsite.ui.line_list import Line

if TYPE_CHECKING:
    from onsite.incidents import views
    from onsite.incidents.board.survey import Survey, Whole
    from onsite.incidents.views import Incident
    from onsite.plan.incidents.merged import ResponseRole
    from onsite.staff.shifts.service import Duty
    from onsite.ui.line_list import Tone

SYSTEM = frozenset(
    f"incident.{what}"
    for what in ("policy", "fired", "page_begun", "page_handed", "page_failed", "opened")
)
"""What no person has written: h shows it."""
_MERGED = "incident.merged"
"""Shown though it changes nothing: who did it believes that the other one goes on for it."""
_HERE = (Stand.ON, Stand.RELIEF)


def head(survey: Survey, whole: Whole, now_ms: int) -> list[str]:
    """What an incident is: the lines above its timeline."""
    incident, plan = whole.incident, survey.plan
    zone = wording.zone_name(plan, incident.zone) if incident.zone else ""
    words = (wording.types_in_words(plan, incident.types), zone, incident.place)
    lines = [" · ".join(each for each in words if each), incident.text]
    lines.append(alike.in_words(survey, incident))
    happened = showing.clock(plan, incident.happened_ms, seconds=True)
    told = _("Happened {at}").format(at=happened)
    if incident.author:
        told += "  ·  " + _("typed by {who}").format(who=survey.name(incident.author))
    if incident.reporter:
        told += "  ·  " + _("said by {who}").format(who=incident.reporter)
    if incident.outcome:
        told += "  ·  " + _("outcome: {outcome}").format(outcome=incident.outcome)
    lines += [told, *_parts(survey, whole, now_ms)]
    return [each for each in lines if each]


def _parts(survey: Survey, whole: Whole, now_ms: int) -> list[str]:
    """Units, tasks, files, duplicates: each in a line."""
    incident = whole.incident
    there = [
        survey.name(each.unit) + (f" ({each.role})" if each.role else "")
        for each in incident.units
        if each.assigned
    ]
    lines = [_("There: {who}").format(who=_(", ").join(there))] if there else []
    tasks = [task for each in (incident, *whole.members) for task in each.tasks]
    if tasks:
        shown = "  ".join(_task(survey, each, now_ms) for each in tasks)
        lines.append(_("Tasks: {tasks}").format(tasks=shown))
    files = _(", ").join(each.name for each in incident.attachments)
    lines += [_("Files: {files}").format(files=files)] if files else []
    numbers = _(", ").join(each.number for each in whole.members)
    lines += [_("Duplicates: {numbers}").format(numbers=numbers)] if numbers else []
    return lines


def _task(survey: Survey, task: views.Task, now_ms: int) -> str:
    """A task with its box; ! where it should be done by now."""
    late = task.due_ms is not None and not task.done and task.due_ms < now_ms
    box = "☑" if task.done else "!" if late else "☐"
    owner = f" @{survey.name(task.owner)}" if task.owner else ""
    due = f" {showing.clock(survey.plan, task.due_ms)}" if task.due_ms is not None else ""
    return f"{box} {task.text}{owner}{due}"


def timeline(survey: Survey, whole: Whole, *, system: bool) -> list[Line]:
    """What happened, the last thing at the end; struck ones stay readable."""
    return [
        _line(survey, whole, each)
        for each in (told_once(whole.lines) if system else whole.lines)
        if system or each.kind == _MERGED or (each.kind not in SYSTEM and each.counts)
    ]


def _line(survey: Survey, whole: Whole, each: views.Line) -> Line:
    happened = showing.clock(survey.plan, each.happened_ms, seconds=True)
    words = said(whole.known, each)
    told = words or called(each.kind)
    if words and each.kind not in ("incident.entry", "incident.reported"):
        told = wording.pair(called(each.kind), words)
    if each.late:
        typed = showing.clock(survey.plan, each.at_ms, seconds=True)
        told = _("late: typed {at}").format(at=typed) + f"  {told}"
    if not each.counts:
        told += "  " + _("(came too late, changed nothing)")
    tone: Tone = "muted" if each.kind in SYSTEM else ""
    mark = " "
    if each.strike is not None:
        struck = _("STRUCK by {who}: {reason}")
        who = survey.name(each.strike.operator)
        told += "  " + struck.format(who=who, reason=each.strike.reason)
        mark, tone = "✗", "muted"
    elif each.late:
        mark, tone = "!", "warning"
    if each.incident != whole.incident.id:
        told = f"{whole.known.numbers.get(each.incident, '')}  {told}"
    return Line(each.name, (mark, happened, survey.name(each.operator), told), tone)


def entry(survey: Survey, whole: Whole, name: str, cells: int) -> list[Line]:
    """All that an entry says, in lines of so many cells; of a decision also what was known then."""
    found = next((each for each in whole.lines if each.name == name), None)
    if found is None:
        return []
    texts = [_line(survey, whole, found).cells[3]]
    if frozen := found.details.get("frozen"):
        texts += [wording.pair(*each) for each in known_then(whole.known, frozen)]
    return [Line(name, (part,)) for text in texts for part in wrap(text, cells)]


def people(survey: Survey) -> list[Line]:
    """Who is there and where, then the contacts by role, as a tree."""
    there = [each for each in survey.duties if each.stand in _HERE]
    lines = [Line("here", (_("On duty"), "", shifts.summary(survey.duties)), "strong")]
    lines += [_duty(survey, each) for each in there]
    for role in survey.plan.response.roles.values():
        lines += _role(survey, role)
    return lines


def _duty(survey: Survey, duty: Duty) -> Line:
    tone: Tone = "warning" if duty.stand is Stand.RELIEF else ""
    where = shifts.place_of(duty, survey.plan)
    key = f"duty {duty.shift} {duty.operator}"
    return Line(key, (f"  {duty.name}", where, shifts.stand_of(duty)), tone)


def _role(survey: Survey, role: ResponseRole) -> list[Line]:
    """A role, and below it whom it means: ✓ who is told now, d a deputy."""
    now = survey.people_of(role.id)
    every = tuple(dict.fromkeys((*now, *role.people, *role.deputies)))
    many = ngettext("{n} on duty", "{n} on duty", len(now)).format(n=len(now))
    name = wording.role_name(survey.plan, role.id)
    tone: Tone = "strong" if now else "bad"
    lines = [Line(f"role {role.id}", (name, "", many if now else _("nobody is on duty")), tone)]
    for place, person in enumerate(every):
        way = way_to(survey.plan, person, survey.names)
        branch = "└" if place == len(every) - 1 else "├"
        reached = " · ".join(each for each in (way.call_sign, way.channel, way.phone) if each)
        stands = _("on duty") if person in now else "–"
        if person in role.deputies:
            stands = _("deputy") if person not in now else _("on duty as deputy")
        lines.append(
            Line(
                f"{role.id} {person}",
                (f" {branch} {way.name}", reached or way.email or "–", stands),
                "" if person in now else "muted",
            )
        )
    return lines


def zones(survey: Survey) -> list[Line]:
    """Every zone with its level: the gravest of what is open there; the gravest first."""
    by_zone: dict[str, list[Incident]] = {key: [] for key in survey.plan.zones}
    for each in survey.incidents.values():
        if not each.drill:
            by_zone.setdefault(each.zone, []).append(each)
    order = sorted(by_zone, key=lambda key: (-_rank(by_zone[key]), -len(by_zone[key])))
    return [_zone(survey, key, by_zone[key]) for key in order]


def worst_in(survey: Survey, zone: str) -> Incident | None:
    """The gravest of what is open in a zone; None where nothing is, or all is restricted."""
    there = [
        each
        for each in survey.incidents.values()
        if each.zone == zone and not each.drill and not each.veiled
    ]
    return max(there, key=lambda each: each.rank, default=None)


def _rank(incidents: list[Incident]) -> int:
    return max((0 if each.veiled else each.rank for each in incidents), default=-1)


def _zone(survey: Survey, key: str, incidents: list[Incident]) -> Line:
    plan = survey.plan
    name = wording.zone_name(plan, key) if key else _("no zone")
    if not incidents:
        return Line(f"zone {key}", ("", name, _("quiet"), ""), "muted")
    worst = worst_in(survey, key) or incidents[0]
    level = f" {showing.shape(plan, worst)} {showing.severity(plan, worst)}"
    many = ngettext("{n} open", "{n} open", len(incidents)).format(n=len(incidents))
    numbers = _(", ").join(each.number for each in incidents)
    return Line(f"zone {key}", (level, name, many, numbers))
