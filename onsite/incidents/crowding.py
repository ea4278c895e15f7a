"""Incidents that a crowd makes: a zone has come to a level of its capacity, or has left one.

Nobody reports them: they come from the count. What tells of one zone is one incident, as long as
that is open. It is never closed here: that a zone empties again does not say that all is well.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.incidents import facts, service
from onsite.incidents.acting import begin, words
from onsite.incidents.consequences import of_severity
from onsite.incidents.equipment.reading import still_open
from onsite.incidents.log.drafts import ID_BYTES
from onsite.incidents.service import NewIncident

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.incidents.outcomes import By
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan

TYPE = "crowd"


@dataclass(frozen=True, slots=True)
class Crowd:
    """What there is to say of a zone."""

    zone: str
    turn: int
    """The how-manieth thing that is said of it: two stations that say the same one make one
    incident."""
    text: str
    rises: bool
    """Whether somebody must be warned; otherwise it is only written down."""
    below_gravest: int
    """How many severities under the gravest one."""
    before: str = ""
    """The incident that told of it last; empty for none."""


def tell(journal: Journal, rows: Connection, plan: Plan, by: By, crowd: Crowd) -> str:
    """Open an incident, or write it down in the one that is open, which it makes graver perhaps.

    Returns:
        The id of the incident; empty where none is open and nobody must be warned.
    """
    there = still_open(rows, plan, [crowd.before])
    severity = severity_of(plan, crowd.below_gravest)
    if there:
        _go_on(journal, rows, plan, by, crowd, there[0].id, severity)
        return there[0].id
    if not crowd.rises:
        return ""
    new = NewIncident(
        by.moment,
        crowd.text,
        types=(TYPE,),
        severity=severity,
        zone=crowd.zone,
        id=incident_id(crowd.zone, crowd.turn),
    )
    return service.report(journal, rows, plan, by, new).incident


def incident_id(zone: str, turn: int) -> str:
    """The id of what is reported of a zone, the same at all stations."""
    return hashlib.sha256(f"crowd/{zone}/{turn}".encode()).hexdigest()[: 2 * ID_BYTES]


def severity_of(plan: Plan, below_gravest: int) -> str:
    """The severity so many under the gravest one; the slightest where there are not so many."""
    by_rank = plan.response.by_rank
    return by_rank[max(0, len(by_rank) - 1 - below_gravest)].id


def _go_on(  # noqa: PLR0913, PLR0917 - what every service takes, what is said, where, how grave
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    crowd: Crowd,
    incident: str,
    severity: str,
) -> None:
    """People are told again where it is graver than before: that begins its policy anew."""
    at = begin(journal, rows, plan, by, "entry", incident)
    raised = crowd.rises and plan.response.rank(severity) > at.incident.rank
    said = facts.EntryAdded(**at.timed(), text=words(crowd.text), happened_ms=by.moment.at_ms)
    at.record(said, *(of_severity(at, severity, raised=True, reason="") if raised else ()))
