"""What a check of the escalation has found, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.incidents import wording
from onsite.incidents.contacts.resolving import way_to
from onsite.language import N_, _
from onsite.readiness import Finding, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.incidents.checking.values import Check, Lack
    from onsite.plan.model import Plan

_SAID: dict[Check, str] = {
    "policy": N_("Policy {policy}: each of its steps ({step}) tells somebody at once."),
    "step-nobody": N_("Policy {policy}, step {step}: nobody is named for {roles}."),
    "step-off-duty": N_("Policy {policy}, step {step}: nobody of {roles} is on duty."),
    "step-not-at-once": N_(
        "Policy {policy}, step {step}: {people}: nothing but the board tells them at once."
    ),
    "step-some-not-at-once": N_(
        "Policy {policy}, step {step} needs everybody, but nothing tells {people} at once."
    ),
    "never-acknowledged": N_(
        "Policy {policy}: each step needs everybody, and nobody is named: nothing but closing it "
        "ends it."
    ),
    "role": N_("{roles}: {people}."),
    "role-nobody": N_("{roles}: nobody is named."),
    "role-off-duty": N_("{roles}: nobody who is told at once is on duty ({people})."),
    "role-not-at-once": N_("{roles}: nothing tells {people} at once."),
    "no-deputy": N_("{roles}: {people} has no deputy."),
    "deputy-not-at-once": N_("{roles}: nothing tells the deputy, {people}, at once."),
    "channel-unset": N_("This laptop cannot page by {channel}: {name} is not set here."),
    "no-console": N_("No laptop of the event runs incidents: nobody would be told of any."),
}
_NAME = N_("Name a contact under [response_roles.{role}], in the plan.")
_WAY = N_("Give one of them a phone, a radio channel or a page channel, in the plan.")
_DUTY = N_("Say who is: onsite incidents duty {role} NAME; or name a deputy, in the plan.")
_MEND: dict[Check, str] = {
    "step-nobody": _NAME,
    "step-off-duty": _DUTY,
    "step-not-at-once": _WAY,
    "step-some-not-at-once": _WAY,
    "never-acknowledged": _NAME,
    "role-nobody": _NAME,
    "role-off-duty": _DUTY,
    "role-not-at-once": _WAY,
    "no-deputy": N_("Name somebody as deputies under [response_roles.{role}], in the plan."),
    "deputy-not-at-once": _WAY,
    "channel-unset": N_("Set {name} before Onsite is started, where incidents are run."),
    "no-console": N_("Invite one as control: onsite stations invite --role control"),
}


def finding(plan: Plan, names: Mapping[str, str], lack: Lack) -> Finding:
    """What was found, in the language in use.

    Args:
        plan: the plan in force.
        names: of operators, by id.
        lack: what was found.
    """
    policy = _("“{policy}”").format(policy=plan_name(plan, lack.policy))
    if lack.severities:
        policy += f" ({_of([wording.severity_name(plan, each) for each in lack.severities])})"
    if lack.number:
        policy = _("{policy} of {number}").format(policy=policy, number=lack.number)
    words = {
        "policy": policy,
        "step": lack.step,
        "roles": _of([wording.role_name(plan, each) for each in lack.roles]),
        "role": next(iter(lack.roles), ""),
        "people": _of([way_to(plan, each, names).name for each in lack.people]),
        "channel": _channel(plan, lack.channel),
        "name": lack.name,
    }
    mend = _(_MEND[lack.check]).format(**words) if lack.state is not State.OK else ""
    return Finding(lack.check, lack.state, _(_SAID[lack.check]).format(**words), mend)


def plan_name(plan: Plan, policy: str) -> str:
    """What a policy is called; its id where it has no name."""
    part = plan.policies.get(policy)
    return (part.name if part is not None else None) or policy


def _channel(plan: Plan, channel: str) -> str:
    part = plan.page_channels.get(channel)
    return (part.name if part is not None else None) or channel


def _of(names: list[str]) -> str:
    return _(", ").join(names)
