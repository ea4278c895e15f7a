"""What anybody may do about incidents: report one, add to it, strike, say that they have it."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.errors import BadInputError
from onsite.incidents import facts, reading
from onsite.incidents.acting import (
    SHORT,
    begin,
    check_known,
    fields,
    happened,
    known,
    unknown,
    words,
)
from onsite.incidents.log import drafts, numbers
from onsite.incidents.numbering import next_number
from onsite.incidents.outcomes import Outcome
from onsite.incidents.paging.facts import Acked, ArmedBy, How, PolicyFrozen
from onsite.incidents.people import to_be_named
from onsite.incidents.rights import may_see
from onsite.incidents.rules import frozen_policy, same_words, usual_severity, whose
from onsite.incidents.tables import IncidentEntryRow
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.nearest import nearest_of
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.incidents.outcomes import By
    from onsite.incidents.views import Incident
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.store.prepared import Row
    from onsite.sync.clock.moments import Moment

_ENTRY = table_of(IncidentEntryRow)
_JUST_SAID = Prepared(
    select(_ENTRY).where(
        _ENTRY.c.at_ms >= bindparam("since"),
        _ENTRY.c.at_ms <= bindparam("until"),
        _ENTRY.c.operator == bindparam("who"),
        _ENTRY.c.kind == bindparam("kind"),
    )
)
_ID_BYTES = drafts.ID_BYTES
_SECOND_MS = 1000
_MOST_NAMED = 10
"""Of the entries that can be struck, the last ones."""
_LOOKED_MS = 60_000
"""Who looks at a restricted one again within so long is not logged twice."""


@dataclass(frozen=True, slots=True)
class NewIncident:
    """What somebody reports."""

    begun: Moment
    """When the first key was pressed: the time of the incident."""
    text: str = ""
    types: tuple[str, ...] = ()
    """Empty: as the plan says."""
    severity: str = ""
    """Empty: as the types say."""
    zone: str = ""
    place: str = ""
    reporter: str = ""
    units: tuple[str, ...] = ()
    """Contacts and operators who go there."""
    happened_ms: int | None = None
    """When it happened, where that is another time."""
    restricted: bool = False
    """Besides what the types say."""
    drill: bool = False
    id: str = field(default_factory=lambda: secrets.token_hex(_ID_BYTES))
    """Made before the act, as with a draft: the same id again is the same incident."""


def report(journal: Journal, rows: Connection, plan: Plan, by: By, new: NewIncident) -> Outcome:
    """Report an incident. Its escalation begins with it.

    Raises:
        BadInputError: the plan has no such type, severity or zone; nobody is called so; the time
            is still to come.
    """
    types, severity = _kind(plan, new)
    units = tuple(dict.fromkeys(person(rows, plan, each) for each in new.units))
    happened_ms = happened(plan, by, new.happened_ms, new.begun.at_ms)
    alike = replace(new, types=types, severity=severity, units=units)
    there = reading.one(rows, plan, new.id) or _just_reported(rows, plan, by, alike)
    drafts.forget(rows, new.id)
    if there is not None:
        return Outcome("same", "report", there.id, there.number)
    prefix, count = next_number(journal, rows, drill=new.drill)
    of, response = fields(by, new.id), plan.response
    reported = facts.IncidentReported(
        **of,
        prefix=prefix,
        count=count,
        drill=new.drill,
        types=types,
        severity=severity,
        zone=new.zone,
        place=words(new.place, SHORT),
        reporter=words(new.reporter, SHORT),
        text=words(new.text),
        happened_ms=happened_ms,
        restricted=new.restricted or any(response.types[each].restricted for each in types),
    )
    policy, rank = frozen_policy(response, types, severity), response.rank(severity)
    told = PolicyFrozen(**of, policy=policy, rank=rank, because="reported")
    assigned = [facts.UnitAssigned(**of, unit=each) for each in units]
    journal.append(rows, reported, told, *assigned, operator=by.operator)
    return Outcome("took", "report", new.id, numbers.shown(prefix, count, drill=new.drill))


def entry(  # noqa: PLR0913, PLR0917 - what every service takes, and what is written when
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    text: str,
    happened_ms: int | None = None,
    reporter: str = "",
) -> Outcome:
    """Write something down. The same words by the same author within seconds are one entry.

    Raises:
        BadInputError: there is no such incident; nothing was written; the time is still to come.
    """
    at = begin(journal, rows, plan, by, "entry", incident)
    written = words(text)
    if not written:
        raise BadInputError(_("Nothing is written."), _("Please write a few words."))
    when = happened(plan, by, happened_ms, by.moment.at_ms)
    drafts.forget(rows, by.key)
    if at.said is not None:
        return at.said
    repeat_ms = plan.response.rules.repeat_s * _SECOND_MS
    for said in _said_since(rows, by, facts.EntryAdded.kind, repeat_ms):
        was = json.loads(said["fact"])["text"]
        if said["incident"] == incident and same_words(was, written):
            return Outcome("same", "entry", incident, at.incident.number)
    fact = facts.EntryAdded(
        **at.timed(), text=written, happened_ms=when, reporter=words(reporter, SHORT)
    )
    return at.record(fact)


def strike(  # noqa: PLR0913, PLR0917 - what every service takes, which entry and why
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    entry_name: str,
    reason: str,
) -> Outcome:
    """Say that an entry does not hold. It stays readable. One's own, or, running them, any.

    Args:
        entry_name: as `views.Line.name` says.
        reason: kept with it.

    Raises:
        BadInputError: there is no such incident or entry.
    """
    at = begin(journal, rows, plan, by, "strike", incident)
    lines = reading.timeline(rows, plan, at.incident)
    line = next((each for each in lines if each.name == entry_name), None)
    if line is None or line.kind not in STRIKABLE:
        names = [each.name for each in lines if each.kind in STRIKABLE and each.strike is None]
        those = _("These can be: {entries}.").format(entries=_(", ").join(names[-_MOST_NAMED:]))
        raise BadInputError(
            _("“{entry}” is no entry that can be struck.").format(entry=entry_name),
            those if names else _("Nothing was written down there that could be struck."),
        )
    if line.operator != by.operator and (refusal := at.not_theirs) is not None:
        return refusal
    why = words(reason, SHORT)
    if at.said is not None or line.strike is not None:
        return at.said or at.nothing("struck")
    if not why:
        return at.refused("reason-needed")
    of = {**at.timed(), "incident": line.incident}
    fact = facts.EntryStruck(**of, entry_station=line.station, entry_number=line.number, reason=why)
    return at.record(fact)


STRIKABLE = (facts.EntryAdded.kind, facts.DecisionRecorded.kind)
"""What somebody wrote down. What was done is undone by doing something else."""


def acknowledge(  # noqa: PLR0913, PLR0917 - what every service takes, who has it and how
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    who: str,
    how: How = "key",
    saw: ArmedBy | None = None,
) -> Outcome:
    """Say that somebody has it.

    Args:
        who: a contact or an operator, by id or name.
        how: they said so.
        saw: what had armed the chain, as it was on the screen; see `paging.facts.Acked`.

    Raises:
        BadInputError: there is no such incident; nobody is called so.
    """
    at = begin(journal, rows, plan, by, "ack", incident)
    # Who signs on with no more than a name is known by it alone.
    has_it = who if who == by.operator else person(rows, plan, who)
    if at.said is not None:
        return at.said
    if not at.incident.is_open:
        return at.refused("closed" if at.incident.state == "closed" else "duplicate")
    return at.record(Acked(**at.timed(), person=has_it, how=how, saw=saw))


def look(journal: Journal, rows: Connection, plan: Plan, by: By, incident: str) -> Outcome:
    """Open an incident; of a restricted one it is logged who does.

    Raises:
        BadInputError: there is no such incident.
    """
    at = begin(journal, rows, plan, by, "open", incident)
    if not at.incident.restricted:
        return at.nothing()
    if not may_see(rows, plan, by.operator):
        return at.refused("veiled", roles=plan.response.rules.sees_restricted)
    looked = _said_since(rows, by, facts.RestrictedOpened.kind, _LOOKED_MS)
    if any(each["incident"] == incident for each in looked):
        return at.nothing()
    return at.record(facts.RestrictedOpened(**at.timed()))


def person(rows: Connection, plan: Plan, name: str) -> str:
    """The id of a contact or an operator, by id, name or call sign.

    Raises:
        BadInputError: nobody is called so, or several are; with the nearest.
    """
    there = to_be_named(rows, plan)
    found = whose(name, there)
    if len(found) != 1:
        raise unknown("person", name, found or nearest_of(name, there))
    return found[0]


def _kind(plan: Plan, new: NewIncident) -> tuple[tuple[str, ...], str]:
    """Types, in order, and severity."""
    response = plan.response
    types = tuple(sorted({*new.types})) or (response.rules.type,)
    check_known("type", types, response.types)
    check_known("zone", [new.zone] if new.zone else [], plan.zones)
    severity = new.severity or usual_severity(response, types)
    check_known("severity", [severity], response.severities)
    return types, severity


def _just_reported(rows: Connection, plan: Plan, by: By, new: NewIncident) -> Incident | None:
    """What the same author has just reported in the same words; of another kind, it is another."""
    text, place = words(new.text), words(new.place, SHORT)
    repeat_ms = plan.response.rules.repeat_s * _SECOND_MS
    for said in _said_since(rows, by, facts.IncidentReported.kind, repeat_ms):
        was = json.loads(said["fact"])
        about = (was.get("zone", ""), was.get("drill", False), was["severity"])
        if (
            same_words(was.get("text", ""), text)
            and same_words(was.get("place", ""), place)
            and about == (new.zone, new.drill, new.severity)
            and tuple(was.get("types", ())) == new.types
        ):
            found = known(rows, plan, said["incident"])
            if {*new.units} <= {each.unit for each in found.units if each.assigned}:
                return found
    return None


def _said_since(rows: Connection, by: By, kind: str, within_ms: int) -> list[Row]:
    """What the same operator has said of a kind within so long, here or elsewhere."""
    at_ms = by.moment.at_ms
    asked = {"since": at_ms - within_ms, "until": at_ms, "who": by.operator, "kind": kind}
    return _JUST_SAID.all(rows, asked) if within_ms else []
