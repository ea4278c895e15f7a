"""Incidents on paper: each as it stands, with all that was recorded, as an inquiry reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.incidents import wording
from onsite.incidents.exporting import phrases
from onsite.incidents.exporting.frozen import known_then
from onsite.incidents.facts import DecisionRecorded
from onsite.incidents.repeats import told_once
from onsite.language import _, ngettext, pgettext
from onsite.paper.sheet import Fields, Grid, Heading, Row, Sheet, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.incidents.exporting.gathering import Given, Told
    from onsite.incidents.lines import Known
    from onsite.incidents.views import Incident, Line
    from onsite.paper.sheet import Block

_STATION_DIGITS = 6
_CONTENTS_FROM = 2
"""Of so many incidents, and more, a list stands before them."""


def log(given: Given) -> Sheet:
    """The log of incidents."""
    many = len(given.told)
    title = _("Incident log")
    if many == 1:
        title = _("Incident {number}").format(number=given.told[0].incident.number)
    blocks: list[Block] = [
        Fields(
            (
                (_("Typed"), phrases.span(given.plan, given.span)),
                (_("Incidents"), str(many)),
                (
                    pgettext("of an incident", "Entries"),
                    str(sum(len(each.lines) for each in given.told)),
                ),
            )
        )
    ]
    if many >= _CONTENTS_FROM:
        blocks.append(contents(given))
    for each in given.told:
        blocks += _one(given, each, fresh=many >= _CONTENTS_FROM)
    return Sheet(
        title, phrases.as_of(given), phrases.label(given), tuple(blocks), phrases.banner(given)
    )


def listed(given: Given) -> Sheet:
    """A line for each incident."""
    many = len(given.told)
    counted = ngettext("{n} incident", "{n} incidents", many).format(n=many)
    return Sheet(
        _("Incidents"),
        " · ".join([phrases.as_of(given), counted]),
        phrases.label(given),
        (contents(given),),
        phrases.banner(given),
    )


def contents(given: Given) -> Grid:
    """A list of incidents, in a line each."""
    plan = given.plan
    heads = (_("Number"), _("Happened"), _("What"), _("Where"), _("State"))
    rows = (
        Row(
            (
                each.number,
                phrases.moment(plan, each.happened_ms),
                "\n".join(filter(None, [phrases.kinds(plan, each), each.text])),
                phrases.where(plan, each),
                state(given.known, each),
            )
        )
        for each in (told.incident for told in given.told)
    )
    return Grid(heads, (20, 33, 0, 34, 27), tuple(rows))


def state(known: Known, incident: Incident) -> str:
    """The state of an incident, or in which one it goes on."""
    if incident.into:
        number = known.numbers.get(incident.into, "")
        return _("goes on in {number}").format(number=number)
    return wording.state(incident.state)


def _one(given: Given, told: Told, *, fresh: bool) -> Iterator[Block]:
    incident, plan, known = told.incident, given.plan, given.known
    yield Heading(phrases.heading(plan, incident), fresh=fresh)
    yield Fields(tuple((name, what) for name, what in _about(known, incident) if what))
    if incident.veiled:
        yield Words(_("It is restricted: who may open it exports it with --open."))
        return
    if incident.tasks:
        yield Heading(_("Tasks"), 2)
        yield _tasks(known, incident)
    if incident.attachments:
        yield Heading(_("Files"), 2)
        yield Grid(
            (_("File"), _("Bytes"), _("SHA-256")),
            (44, 18, 0),
            tuple(
                Row(
                    (each.name, str(each.size), each.sha256),
                    # Only there it lies.
                    wording.pair(_("Station"), each.station[:_STATION_DIGITS]),
                )
                for each in incident.attachments
            ),
        )
    yield Heading(_("What happened"), 2)
    yield timeline(known, told.lines, incident.id)
    for line in told.lines:
        if line.kind == DecisionRecorded.kind and line.details.get("frozen"):
            at = phrases.moment(plan, line.happened_ms)
            title = _("Known at the decision {entry}, {at}").format(entry=line.name, at=at)
            yield Heading(title, 2)
            yield Fields(known_then(known, line.details["frozen"]))


def timeline(known: Known, lines: tuple[Line, ...], of: str) -> Grid:
    """Entries, a row each; what was struck stays readable."""
    plan = known.plan
    rows = (
        Row(
            (
                phrases.moment(plan, line.happened_ms).replace(" ", "\n"),
                line.name,
                known.person(line.operator),
                phrases.what(known, line, of),
            ),
            phrases.remarks(known, line),
            struck=line.strike is not None,
        )
        for line in told_once(lines)
    )
    return Grid((_("Happened"), _("Entry"), _("Who"), _("What")), (19, 24, 30, 0), tuple(rows))


def _about(known: Known, incident: Incident) -> Iterator[tuple[str, str]]:
    plan = known.plan
    yield _("State"), state(known, incident)
    yield _("Where"), phrases.where(plan, incident)
    yield _("Happened"), phrases.moment(plan, incident.happened_ms)
    yield _("Typed"), phrases.moment(plan, incident.at_ms)
    yield _("Text"), incident.text
    yield _("Author"), known.person(incident.author)
    yield _("Reporter"), incident.reporter
    acked = phrases.moment(plan, incident.acked_ms)
    who = known.person(incident.acked_by)
    yield _("Acknowledged"), " · ".join(filter(None, [acked, who])) if who else ""
    yield _("There"), "\n".join(_units(known, incident))
    yield _("Outcome"), incident.outcome
    yield _("Answers for it"), known.person(incident.responsible)
    yield pgettext("of an incident", "Closed"), _("forced") if incident.forced else ""
    again = incident.reopened
    reopened = ngettext("{n} time", "{n} times", again).format(n=again)
    yield _("Opened again"), reopened if again else ""
    duplicates = [known.numbers.get(each, "") for each in incident.members]
    yield _("Duplicates"), _(", ").join(filter(None, duplicates))


def _units(known: Known, incident: Incident) -> Iterator[str]:
    for unit in incident.units:
        at = phrases.clock(known.plan, unit.at_ms)
        since = _("since {at}") if unit.assigned else _("until {at}")
        yield " · ".join(filter(None, [known.person(unit.unit), unit.role, since.format(at=at)]))


def _tasks(known: Known, incident: Incident) -> Grid:
    plan = known.plan
    rows = []
    for task in incident.tasks:
        at, who = phrases.moment(plan, task.done_ms), known.person(task.done_by)
        done = " · ".join(filter(None, [at, who])) if task.done else _("open")
        due = phrases.moment(plan, task.due_ms or 0)
        rows.append(Row((task.text, phrases.owner(known, task), due, done)))
    return Grid((_("Task"), _("Who"), _("Due"), _("Done")), (0, 30, 33, 40), tuple(rows))
