"""What only those may do who run incidents: types, severity, state, closing, escalating."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.errors import BadInputError
from onsite.incidents import facts, reading
from onsite.incidents.acting import SHORT, begin, check_known, words
from onsite.incidents.consequences import of_severity, of_types
from onsite.incidents.log import closing, states
from onsite.incidents.paging.facts import Acked, Escalated, FrozenPolicy
from onsite.incidents.rights import has_one
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from onsite.incidents.acting import Acting
    from onsite.incidents.facts import State
    from onsite.incidents.outcomes import By, Outcome
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Ending:
    """How an incident ends."""

    outcome: str = ""
    """What came of it."""
    responsible: str = ""
    """Who answers for it."""
    forced: bool = False
    """Closed all the same, though something is missing; needs a reason."""
    reason: str = ""


def set_types(  # noqa: PLR0913, PLR0917 - what every service takes, and both kinds of changes
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    add: Collection[str] = (),
    remove: Collection[str] = (),
) -> Outcome:
    """Let it be of other types. Who must know of it by a new type, is told from now on.

    Raises:
        BadInputError: there is no such incident or type.
    """
    at = begin(journal, rows, plan, by, "types", incident)
    check_known("type", add, plan.response.types)
    if at.not_theirs is not None:
        return at.not_theirs
    was = {*at.incident.types}
    added, removed = tuple(sorted({*add} - was)), tuple(sorted({*remove} & was - {*add}))
    if not added and not removed:
        return at.nothing()
    changed = facts.TypesChanged(**at.timed(), added=added, removed=removed)
    now = (*(f"+{each}" for each in added), *(f"−{each}" for each in removed))
    return at.record(changed, *of_types(at, added, at.incident.severity), now=now)


def set_severity(  # noqa: PLR0913, PLR0917 - what every service takes, to what and why
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    severity: str,
    reason: str = "",
) -> Outcome:
    """Let it be more serious, or, with a reason, less, which silences nothing.

    Raises:
        BadInputError: there is no such incident or severity.
    """
    at = begin(journal, rows, plan, by, "severity", incident)
    check_known("severity", [severity], plan.response.severities)
    if at.not_theirs is not None:
        return at.not_theirs
    if severity == at.incident.severity:
        return at.nothing()
    why, raised = words(reason, SHORT), plan.response.rank(severity) > at.incident.rank
    if not raised and not why:
        return at.refused("reason-needed")
    if raised and at.incident.state == states.CLOSED:
        # Graver, it might lack what it is closed with; and nobody would be told.
        return at.refused("closed")
    said = of_severity(at, severity, raised=raised, reason=why)
    return at.record(*said, now=(severity,), holds=lambda now: now.severity == severity)


def set_state(  # noqa: PLR0913, PLR0917 - what every service takes, to what and why
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    state: State,
    reason: str = "",
) -> Outcome:
    """Give it another state; to open it again, or to let it wait, needs a reason.

    To close it, see `close`; to say who has it, `service.acknowledge`: a new one that is said to
    be acknowledged, and no more, who says so has.

    Raises:
        BadInputError: there is no such incident.
    """
    if state == states.CLOSED:
        return close(journal, rows, plan, by, incident, Ending(reason=reason))
    at = begin(journal, rows, plan, by, "state", incident)
    if at.not_theirs is not None:
        return at.not_theirs
    why = words(reason, SHORT)
    refused = states.refused(at.incident.state, state, why)
    if refused:
        return at.nothing() if refused == "no-change" else at.refused(refused)
    seen, after = at.incident.state, at.incident.state_by
    fact = facts.StateChanged(**at.timed(), to=state, seen=seen, after=after, reason=why)
    more = []
    if (seen, state) == (states.NEW, states.ACKNOWLEDGED):
        # Otherwise people would be told on of what the board says that somebody has.
        more = [Acked(**at.timed(), person=by.operator)]
    return at.record(fact, *more, now=(state,), holds=lambda now: now.state == state)


def close(
    journal: Journal, rows: Connection, plan: Plan, by: By, incident: str, ending: Ending
) -> Outcome:
    """Close it. A serious one needs a type, an outcome, who answers for it, and no open task.

    Raises:
        BadInputError: there is no such incident.
    """
    at = begin(journal, rows, plan, by, "close", incident)
    if at.not_theirs is not None:
        return at.not_theirs
    if at.incident.state == states.CLOSED:
        return at.nothing()
    outcome, responsible = words(ending.outcome), words(ending.responsible, SHORT)
    missing = _missing(at, outcome, responsible)
    refused = _not_closed(at, ending, missing)
    if refused is not None:
        return refused
    fact = facts.StateChanged(
        **at.timed(),
        to=states.CLOSED,
        seen=at.incident.state,
        after=at.incident.state_by,
        reason=words(ending.reason, SHORT),
        outcome=outcome,
        responsible=responsible,
        forced=bool(missing),
        duplicates=at.incident.members,
    )
    return at.record(fact, holds=lambda now: now.state == states.CLOSED)


def escalate(  # noqa: PLR0913, PLR0917 - what every service takes, to which step and why
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    step: int = 0,
    reason: str = "",
) -> Outcome:
    """Have the next step at once, or a certain one, counted from 1.

    Raises:
        BadInputError: there is no such incident; its policy has no such step.
    """
    at = begin(journal, rows, plan, by, "escalate", incident)
    if at.not_theirs is not None:
        return at.not_theirs
    if not at.incident.is_open:
        return at.refused("closed" if at.incident.state == states.CLOSED else "duplicate")
    known = at.incident.policy
    steps = len(FrozenPolicy.model_validate_json(known).steps) if known else step
    if not 0 <= step <= steps:
        raise BadInputError(
            _("There is no step {step}.").format(step=step),
            _("The last one of this incident is step {last}.").format(last=steps),
        )
    return at.record(Escalated(**at.timed(), step=step, reason=words(reason, SHORT)))


def _missing(at: Acting, outcome: str, responsible: str) -> tuple[closing.Missing, ...]:
    incident, response = at.incident, at.plan.response
    if not response.is_serious(incident.types, incident.severity):
        return ()
    tasks = sum(
        each.open_tasks
        for member in (incident.id, *incident.members)
        if (each := reading.one(at.rows, at.plan, member)) is not None
    )
    return closing.missing(
        types=incident.types,
        outcome=outcome,
        responsible=responsible,
        open_tasks=tasks,
        unsaid=response.rules.type,
    )


def _not_closed(at: Acting, ending: Ending, missing: tuple[closing.Missing, ...]) -> Outcome | None:
    if not missing:
        return None
    if not ending.forced:
        return at.refused("incomplete", missing=missing)
    allowed = at.plan.response.rules.force_close
    if not has_one(at.rows, at.plan, at.by.operator, allowed):
        return at.refused("not-forced", roles=allowed)
    return None if words(ending.reason) else at.refused("reason-needed")
