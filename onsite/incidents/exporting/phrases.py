"""The words that several papers say: times, who, where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.clock import from_ms
from onsite.fact_words import fact
from onsite.incidents import wording
from onsite.incidents.exporting.gathering import FOREVER_MS
from onsite.incidents.lines import said
from onsite.language import _

if TYPE_CHECKING:
    from onsite.incidents.exporting.gathering import Given, Span
    from onsite.incidents.lines import Known
    from onsite.incidents.views import Incident, Line, Task
    from onsite.plan.model import Plan

SHORT_HASH = 16
_PROGRAM = ("policy", "page_begun", "page_handed", "page_failed")
"""What the program has recorded of its own doing; the log has it."""
_MINUTE_S = 60


def moment(plan: Plan, ms: int) -> str:
    """An instant with its day, in the event's zone; empty for none."""
    return f"{plan.local(from_ms(ms)):%Y-%m-%d %H:%M:%S}" if ms else ""


def clock(plan: Plan, ms: int) -> str:
    """The time of day of an instant, in the event's zone; empty for none."""
    return f"{plan.local(from_ms(ms)):%H:%M:%S}" if ms else ""


def span(plan: Plan, when: Span) -> str:
    """From when until when."""
    since = moment(plan, when.since_ms)
    until = moment(plan, when.until_ms) if when.until_ms < FOREVER_MS else _("the last entry")
    if not since:
        return _("everything until {until}").format(until=until)
    return _("{since} to {until}").format(since=since, until=until)


def as_of(given: Given) -> str:
    """The event, and of when its last entry is."""
    parts = [given.plan.event.name]
    if given.as_of_ms:
        parts.append(_("as of {at}").format(at=moment(given.plan, given.as_of_ms)))
    parts.append(_("times in {zone}").format(zone=given.plan.event.zone))
    return " · ".join(parts)


def label(given: Given) -> str:
    """What stands at the foot of every page: of which entries it was made."""
    entries = given.seal.sha256[:SHORT_HASH]
    return " · ".join([given.plan.event.name, _("entries {hash}").format(hash=entries)])


def banner(given: Given) -> str:
    """What stands at the head of every page."""
    return _(wording.EXERCISE) if given.drills else ""


def where(plan: Plan, incident: Incident) -> str:
    """Zone and place."""
    parts = (wording.zone_name(plan, incident.zone) if incident.zone else "", incident.place)
    return ", ".join(part for part in parts if part)


def kinds(plan: Plan, incident: Incident) -> str:
    """Severity and types; of one that may not be seen, that it is so."""
    if incident.veiled:
        return _(wording.RESTRICTED)
    parts = [_(wording.EXERCISE)] if incident.drill else []
    parts += [wording.severity_name(plan, incident.severity)]
    parts += [wording.types_in_words(plan, incident.types)]
    parts += [_(wording.RESTRICTED)] if incident.restricted else []
    return " · ".join(part for part in parts if part)


def owner(known: Known, task: Task) -> str:
    """Who does a task: somebody, or whoever has a role."""
    role = wording.role_name(known.plan, task.role) if task.role else ""
    return " · ".join(filter(None, [known.person(task.owner), role]))


def heading(plan: Plan, incident: Incident) -> str:
    """An incident in a few words."""
    return " · ".join([incident.number, kinds(plan, incident)])


def is_notable(line: Line) -> bool:
    """Whether people did it, or were told: no attempt of the program at telling them."""
    return line.kind.removeprefix("incident.") not in _PROGRAM


def what(known: Known, line: Line, of: str) -> str:
    """What an entry says, with whose it is where that is another one's.

    Args:
        known: what the ids in it stand for.
        line: the entry.
        of: the id of the incident whose timeline it is.
    """
    head = [known.numbers.get(line.incident, "")] if line.incident != of else []
    return " · ".join([*head, fact(line.kind), *filter(None, [said(known, line)])])


def remarks(known: Known, line: Line) -> str:
    """That an entry was typed late, was struck, or came too late, a line each."""
    below = []
    if line.late:
        typed = moment(known.plan, line.at_ms)
        below.append(_("late: typed {at}").format(at=typed))
    if line.strike is not None:
        who, reason = known.person(line.strike.operator), line.strike.reason
        below.append(_("STRUCK by {who}: {reason}").format(who=who, reason=reason))
    if not line.counts:
        below.append(_("came too late, changed nothing"))
    return "\n".join(below)


def minutes(ms: int | None) -> str:
    """A length in minutes and seconds, with hours where there are some; a dash for none."""
    if ms is None:
        return "–"
    seconds = round(ms / 1000)
    hours, rest = divmod(seconds, _MINUTE_S * _MINUTE_S)
    told = f"{rest // _MINUTE_S:02}:{rest % _MINUTE_S:02}"
    return f"{hours}:{told}" if hours else told
