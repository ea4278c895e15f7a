"""What the screens and the commands say about incidents. Codes in, words out."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from onsite.language import N_, _, pgettext
from onsite.staff.wording import roles_in_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from onsite.incidents.facts import State
    from onsite.incidents.log.closing import Missing
    from onsite.incidents.oneline.reading import Kind, Problem
    from onsite.incidents.outcomes import Deed, Outcome, Why
    from onsite.plan.model import Plan

FACTS = {
    "incident.reported": N_("Incident reported"),
    "incident.entry": N_("Written down"),
    "incident.struck": N_("Entry struck"),
    "incident.types": N_("Types changed"),
    "incident.severity": N_("Severity changed"),
    "incident.place": N_("Place changed"),
    "incident.state": N_("State changed"),
    "incident.unit_assigned": N_("Sent there"),
    "incident.unit_released": N_("Free again"),
    "incident.task_added": N_("Task added"),
    "incident.task_done": N_("Task done"),
    "incident.task_reopened": N_("Task open again"),
    "incident.attachment": N_("File added"),
    "incident.link": N_("Link added"),
    "incident.restricted": N_("Restriction changed"),
    "incident.opened": N_("Restricted incident looked at"),
    "incident.decision": N_("Decision"),
    "incident.merged": N_("Merged into another"),
    "incident.unmerged": N_("Taken apart again"),
    "incident.policy": N_("Escalation set"),
    "incident.acked": N_("Acknowledged by"),
    "incident.ack_lapsed": N_("Acknowledgement lapsed"),
    "incident.handed_over": N_("Handover accepted"),
    "incident.escalated": N_("Escalated"),
    "incident.fired": N_("Step carried out"),
    "incident.page_begun": N_("Telling begun"),
    "incident.page_handed": N_("Told"),
    "incident.page_failed": N_("Telling failed"),
    "incident.methane": N_("METHANE"),
    "incident.playbook": N_("Playbook begun"),
    "incident.statement": N_("Statement written"),
    "incident.statement_released": N_("Statement released"),
    "incident.statement_withdrawn": N_("Statement withdrawn"),
    "incident_filter.saved": N_("Search kept"),
    "response_role.duty": N_("On duty changed"),
    "checklist.item": N_("Equipment looked at"),
    "checklist.backup": N_("Backup in use"),
    "checklist.missed": N_("Equipment not looked at in time"),
    "handover.offered": N_("Handover offered"),
    "handover.accepted": N_("Handover accepted"),
    "handover.withdrawn": N_("Handover withdrawn"),
    "handover.told": N_("Told of a handover"),
}
"""What is called how; see `fact_words`."""

_STATES: dict[str, str] = {
    "acknowledged": N_("Acknowledged"),
    "on-scene": N_("On scene"),
    "on-hold": N_("On hold"),
    "on-backup": N_("On backup"),
}


def state(code: State) -> str:
    """A state in a word or two."""
    if code == "new":
        return pgettext("of an incident", "New")
    return pgettext("of an incident", "Closed") if code == "closed" else _(_STATES[code])


_TYPES = {
    "medical": N_("Medical"),
    "security": N_("Security"),
    "technical": N_("Technical"),
    "lost-child": N_("Lost child"),
    "safeguarding": N_("Safeguarding"),
    "crowd": N_("Crowd"),
    "weather": N_("Weather"),
    "other": N_("Something else"),
}
_SEVERITIES = {
    "serious": N_("Serious"),
    "critical": N_("Critical"),
}
_ROLES = {
    "coordinator": N_("Incident coordinator"),
    "lead": N_("Lead"),
    "medical": N_("Medical"),
    "security": N_("Security"),
    "technical": N_("Technical"),
    "management": N_("Management"),
    "spokesperson": N_("Spokesperson"),
}
RESTRICTED = N_("restricted")
EXERCISE = N_("EXERCISE")


def type_name(plan: Plan, code: str) -> str:
    """What a type is called; its id where the plan has it no more."""
    known = plan.response.types.get(code)
    if known is not None and known.name:
        return known.name
    return pgettext("of an incident", "Fire") if code == "fire" else _(_TYPES.get(code, code))


def severity_name(plan: Plan, code: str) -> str:
    """What a severity is called; its id where the plan has it no more."""
    known = plan.response.severities.get(code)
    if known is not None and known.name:
        return known.name
    usual = _(_SEVERITIES.get(code, code))
    return pgettext("of an incident", "Minor") if code == "minor" else usual


def role_name(plan: Plan, code: str) -> str:
    """What a response role is called; its id where the plan has it no more."""
    known = plan.response.roles.get(code)
    return known.name if known is not None and known.name else _(_ROLES.get(code, code))


def zone_name(plan: Plan, code: str) -> str:
    """What a zone is called; its id where the plan has it no more."""
    known = plan.zones.get(code)
    return known.name if known is not None else code


def types_in_words(plan: Plan, types: Collection[str]) -> str:
    """Types by their names."""
    return _(", ").join(type_name(plan, each) for each in types)


_TOOK: dict[Deed, str] = {
    "report": N_("{number} is reported."),
    "entry": N_("{number}: written down."),
    "strike": N_("{number}: struck. It stays readable."),
    "types": N_("{number}: {now} now."),
    "severity": N_("{number}: {now} now."),
    "place": N_("{number}: {now} now."),
    "state": N_("{number}: {now} now."),
    "close": N_("{number} is closed."),
    "assign": N_("{number}: sent there."),
    "release": N_("{number}: free again."),
    "task": N_("{number}: one more task."),
    "task-done": N_("{number}: the task is done."),
    "task-reopen": N_("{number}: the task is open again."),
    "attach": N_("{number}: the file was copied in."),
    "link": N_("{number}: linked."),
    "restrict": N_("{number}: {now} now."),
    "open": N_("{number} was opened; that is logged."),
    "decide": N_("{number}: the decision is recorded."),
    "merge": N_("{number} goes on in {other}."),
    "unmerge": N_("{number} is one of its own again."),
    "ack": N_("{number} is acknowledged."),
    "escalate": N_("{number}: the next are told."),
    "methane": N_("{number}: said, letter by letter."),
    "playbook": N_("{number}: the playbook is begun; its steps are tasks."),
    "statement": N_("{number}: statement {other} is written. It is not released."),
    "publish": N_("{number}: statement {other} is released."),
    "withdraw": N_("{number}: statement {other} is withdrawn. Say so wherever it was said."),
}
_WHY: dict[Why, str] = {
    "": N_("{number}: there was nothing to do."),
    "not-yours": N_("Running incidents is for {roles}."),
    "veiled": N_("{number} is restricted: {roles} may open it."),
    "no-change": N_("{number}: it is so already."),
    "reason-needed": N_("{number}: that needs a reason."),
    "never-new": N_("{number} was looked at: it is not new any more."),
    "incomplete": N_("{number} is serious. Before it is closed: {missing}."),
    "not-forced": N_("{number} lacks something: only {roles} may close it all the same."),
    "circle": N_("{number} cannot go on in {other}, which goes on in it."),
    "itself": N_("{number} is that one itself."),
    "drill": N_("{number} and {other}: one is an exercise, and the other is not."),
    "into-closed": N_("{other} is closed: nothing goes on there. Open it again first."),
    "not-merged": N_("{number} goes on in no other one."),
    "duplicate": N_("{number} goes on in another one: act on that, or take it apart first."),
    "struck": N_("{number}: that entry was struck before."),
    "closed": N_("{number} is closed: open it again first."),
    "clock-ahead": N_(
        "{number}: it is in the log, but another laptop, whose clock is ahead, has the last word. "
        "Set its clock right."
    ),
    "no-playbook": N_("{number}: the plan has no playbook for its types."),
    "not-speaker": N_("What is said in public is for {roles} to release."),
    "not-released": N_("{number}: statement {other} is not what is said in public now."),
}
_MISSING: dict[Missing, str] = {
    "type": N_("say what type it is of"),
    "outcome": N_("say what came of it"),
    "responsible": N_("say who answers for it"),
    "tasks": N_("finish its tasks"),
}


def pair(what: str, details: str) -> str:
    """A name and what it stands for, with the colon of the language in use."""
    return _("{what}: {details}").format(what=what, details=details)


def _now(plan: Plan, done: Outcome) -> str:
    """What it is by now: what was given to it."""
    found = done.now
    match done.deed:
        case "types":
            parts = [f"{each[0]} {type_name(plan, each[1:])}" for each in found]
        case "severity":
            parts = [severity_name(plan, each) for each in found]
        case "state":
            parts = [state(cast("State", each)) for each in found]
        case "place":
            parts = [zone_name(plan, found[0]), *found[1:]] if found else []
        case _:
            parts = [_(RESTRICTED) if each == "on" else _("for everybody") for each in found]
    return _(", ").join(each for each in parts if each) or _("nowhere in particular")


def outcome(plan: Plan, done: Outcome) -> str:
    """What came of an act, in a sentence."""
    said = _(_WHY[done.why])
    if done.what == "took":
        said = _(_TOOK[done.deed])
    elif done.what == "same":
        said = _("{number}: that was there already; it is one entry.")
    return said.format(
        number=done.number,
        other=done.other,
        roles=roles_in_words(plan, done.roles),
        now=_now(plan, done),
        missing=_(", ").join(_(_MISSING[each]) for each in done.missing),
    )


_PROBLEMS: dict[Kind, str] = {
    "type": N_("“{given}” is no type of incident."),
    "zone": N_("“{given}” is no zone."),
    "person": N_("Nobody is called “{given}”."),
    "time": N_("{given} is still to come."),
}


_MOST_NAMED = 6


def _there(plan: Plan, kind: Kind) -> Collection[str]:
    """The ids of what can be named so."""
    named: dict[Kind, Collection[str]] = {
        "type": plan.response.types,
        "zone": plan.zones,
        "person": plan.contacts,
    }
    return tuple(named.get(kind, ()))


def _written(plan: Plan, kind: Kind, each: str) -> str:
    """How it is written in a line, with its name."""
    if kind == "person":
        return f"@{each}"
    name = {"type": type_name, "zone": zone_name}.get(kind, _of_bangs)
    return f"{each} ({name(plan, each)})"


def _of_bangs(plan: Plan, bangs: str) -> str:
    """The severity that so many exclamation marks say."""
    known = list(plan.response.severities)
    return severity_name(plan, known[min(len(bangs), len(known)) - 1])


def problem(plan: Plan, found: Problem) -> str:
    """What nobody knows of a line, and what was meant perhaps."""
    said = _(_PROBLEMS.get(found.kind, "{given}")).format(given=found.given)
    near = [_written(plan, found.kind, each) for each in found.nearest]
    if not near:
        there = [_written(plan, found.kind, each) for each in _there(plan, found.kind)]
        more = ["…"] if len(there) > _MOST_NAMED else []
        every = _(", ").join([*there[:_MOST_NAMED], *more])
        return _("{said} There are: {every}.").format(said=said, every=every) if there else said
    if not found.certain:
        said = _("“{given}” is read as text.").format(given=found.given)
    meant = _("Did you mean {nearest}?").format(nearest=_(", ").join(near))
    return f"{said} {meant}"
