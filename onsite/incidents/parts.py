"""What hangs on an incident: place, people, tasks, files, links, restrictions, decisions."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from onsite.errors import BadInputError
from onsite.incidents import facts, reading
from onsite.incidents.acting import SHORT, begin, check_known, happened, words
from onsite.incidents.freezing import known_then
from onsite.incidents.log import states
from onsite.incidents.people import people
from onsite.incidents.rules import whose
from onsite.language import _

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.incidents.acting import Acting
    from onsite.incidents.log.attachments import Attached
    from onsite.incidents.outcomes import By, Outcome
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan

_ID_BYTES = 5


def set_place(  # noqa: PLR0913, PLR0917 - what every service takes, zone and place
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    zone: str | None = None,
    place: str | None = None,
) -> Outcome:
    """Say where it is. None: as before; empty: nobody knows.

    Raises:
        BadInputError: there is no such incident or zone.
    """
    at = begin(journal, rows, plan, by, "place", incident)
    check_known("zone", [zone] if zone else [], plan.zones)
    said = None if place is None else words(place, SHORT)
    changed = (zone if zone != at.incident.zone else None, said)
    if at.said is not None:
        return at.said
    if changed[0] is None and said in (None, at.incident.place):
        return at.nothing()
    now = (changed[0] or "", said or "")
    return at.record(facts.PlaceChanged(**at.timed(), zone=changed[0], place=said), now=now)


def assign(  # noqa: PLR0913, PLR0917 - what every service takes, whom and as what
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    unit: str,
    role: str = "",
) -> Outcome:
    """Send a person or a unit there. What is nobody's name is a unit's, as `Ambulance 2`.

    Raises:
        BadInputError: there is no such incident; nobody was named.
    """
    at = begin(journal, rows, plan, by, "assign", incident)
    named, said = _unit(at, unit), words(role, SHORT)
    there = next((each for each in at.incident.units if each.unit == named), None)
    if at.said is not None:
        return at.said
    if there is not None and there.assigned and said in ("", there.role):
        return at.nothing()
    return at.record(facts.UnitAssigned(**at.timed(), unit=named, role=said))


def release(
    journal: Journal, rows: Connection, plan: Plan, by: By, incident: str, unit: str
) -> Outcome:
    """A person or a unit works on it no longer.

    Raises:
        BadInputError: there is no such incident; nobody was named.
    """
    at = begin(journal, rows, plan, by, "release", incident)
    named = _unit(at, unit)
    if at.not_theirs is not None:
        return at.not_theirs
    if not any(each.unit == named and each.assigned for each in at.incident.units):
        return at.nothing()
    return at.record(facts.UnitReleased(**at.timed(), unit=named))


def add_task(  # noqa: PLR0913, PLR0917 - what every service takes, what, who, by when
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    text: str,
    owner: str = "",
    due_ms: int | None = None,
) -> Outcome:
    """Say what is to be done.

    Args:
        due_ms: by when, in milliseconds UTC since 1970.

    Raises:
        BadInputError: there is no such incident; nothing was written.
    """
    at = begin(journal, rows, plan, by, "task", incident)
    written = words(text, SHORT)
    if not written:
        raise BadInputError(_("Nothing is written."), _("Please write a few words."))
    if at.not_theirs is not None:
        return at.not_theirs
    if at.incident.state == states.CLOSED:
        return at.refused("closed")
    fact = facts.TaskAdded(
        **at.timed(),
        task=secrets.token_hex(_ID_BYTES),
        text=written,
        owner=_unit(at, owner) if owner else "",
        due_ms=due_ms,
    )
    return at.record(fact)


def set_task(  # noqa: PLR0913 - what every service takes, which one and whether
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    task: str,
    *,
    done: bool,
) -> Outcome:
    """A task is done; or, for whoever runs incidents, it is not after all.

    Args:
        task: its id, or its place in the list, from 1.

    Raises:
        BadInputError: there is no such incident or task.
    """
    at = begin(journal, rows, plan, by, "task-done" if done else "task-reopen", incident)
    tasks = at.incident.tasks
    by_place = {str(place): each for place, each in enumerate(tasks, 1)}
    found = next((each for each in tasks if each.id == task), by_place.get(task))
    if found is None:
        raise BadInputError(
            _("{number} has no task “{task}”.").format(number=at.incident.number, task=task),
            _("“onsite incidents show NUMBER” lists them."),
        )
    refused = at.said if done else at.not_theirs
    if refused is not None:
        return refused
    if found.done == done:
        return at.nothing()
    if not done and at.incident.state == states.CLOSED:
        return at.refused("closed")
    if done:
        return at.record(facts.TaskDone(**at.timed(), task=found.id))
    return at.record(facts.TaskReopened(**at.timed(), task=found.id))


def attach(
    journal: Journal, rows: Connection, plan: Plan, by: By, incident: str, file: Attached
) -> Outcome:
    """Add a file that `log.attachments.take` has copied in.

    Raises:
        BadInputError: there is no such incident.
    """
    at = begin(journal, rows, plan, by, "attach", incident)
    if at.said is not None:
        return at.said
    if any(each.sha256 == file.sha256 for each in at.incident.attachments):
        return at.nothing()
    said = {"sha256": file.sha256, "name": file.name, "size": file.size, "media": file.media}
    return at.record(facts.AttachmentAdded(**at.timed(), **said))


def link(  # noqa: PLR0913, PLR0917 - what every service takes, to what and how it is called
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    target: str,
    name: str = "",
) -> Outcome:
    """Say what it has to do with: a web address, a case, a ticket of somebody else.

    Raises:
        BadInputError: there is no such incident; nothing was written.
    """
    at = begin(journal, rows, plan, by, "link", incident)
    written = words(target, SHORT)
    if not written:
        raise BadInputError(_("Nothing is written."), _("Please write a few words."))
    fact = facts.LinkAdded(**at.timed(), target=written, name=words(name, SHORT))
    return at.said or at.record(fact)


def restrict(  # noqa: PLR0913 - what every service takes, whether and why
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    reason: str = "",
    *,
    on: bool,
) -> Outcome:
    """Let others see no more than number and zone; or, with a reason, everything again.

    All that goes on in one is seen again together.

    Raises:
        BadInputError: there is no such incident.
    """
    at = begin(journal, rows, plan, by, "restrict", incident)
    why = words(reason, SHORT)
    if at.not_theirs is not None:
        return at.not_theirs
    if at.incident.restricted == on:
        return at.nothing()
    if not on and at.incident.into:
        return at.refused("duplicate")
    if not on and not why:
        return at.refused("reason-needed")
    whole = (at.incident.id, *at.incident.members)
    hidden = reading.restricted_ones(rows)
    which = [at.incident.id] if on else [each for each in whole if each in hidden]
    return at.record(
        *(
            facts.RestrictedSet(**{**at.timed(), "incident": each}, on=on, reason=why)
            for each in which
        ),
        now=("on" if on else "off",),
    )


def decide(  # noqa: PLR0913, PLR0917 - what every service takes, what, of what, and why
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    chosen: str,
    options: tuple[str, ...] = (),
    reason: str = "",
    happened_ms: int | None = None,
) -> Outcome:
    """Record a decision: what there was to choose from, why, and what was on the screen then.

    Raises:
        BadInputError: there is no such incident; nothing was decided; the time is still to come.
    """
    at = begin(journal, rows, plan, by, "decide", incident)
    written, why = words(chosen), words(reason)
    when = happened(plan, by, happened_ms, by.moment.at_ms)
    if not written:
        raise BadInputError(_("Nothing is decided."), _("Say what was chosen."))
    if at.not_theirs is not None:
        return at.not_theirs
    if not why:
        return at.refused("reason-needed")
    fact = facts.DecisionRecorded(
        **at.timed(),
        options=tuple(filter(None, (words(each) for each in options))),
        chosen=written,
        reason=why,
        happened_ms=when,
        frozen=known_then(at),
    )
    return at.record(fact)


def _unit(at: Acting, unit: str) -> str:
    """The id of who is called so, or the words."""
    named = words(unit, SHORT)
    if not named:
        raise BadInputError(_("Nobody is named."), _("Give a name, a call sign or a unit."))
    found = whose(named, people(at.rows, at.plan))
    return found[0] if len(found) == 1 else named
