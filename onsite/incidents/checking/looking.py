"""The store and the plan, looked at for whether people can be told of incidents now."""

from __future__ import annotations

import os
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from onsite.incidents import reading
from onsite.incidents.checking import rules, wording
from onsite.incidents.checking.values import Lack, Named, People, Used, Ways
from onsite.incidents.contacts.on_duty import duty
from onsite.incidents.contacts.resolving import Way, address_of, channels, person_of
from onsite.incidents.paging.facts import FrozenPolicy
from onsite.incidents.rules import frozen_alone, frozen_policy
from onsite.readiness import State
from onsite.staff.service import operators
from onsite.sync.membership import members

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.incidents.contacts.on_duty import Duty
    from onsite.plan.model import Plan
    from onsite.readiness import Finding


def findings(rows: Connection, plan: Plan, now: datetime) -> list[Finding]:
    """What there is to say of who can be told of incidents, at an aware instant."""
    found = lacks(rows, plan, now, os.environ)
    names = {each.id: each.name for each in operators(rows, plan)}
    return [wording.finding(plan, names, each) for each in found]


def lacks(
    rows: Connection, plan: Plan, now: datetime, environment: Mapping[str, str]
) -> list[Lack]:
    """The same in codes, what is missing first.

    Args:
        rows: the store.
        plan: the plan in force.
        now: the moment, aware.
        environment: of this laptop, from which addresses take what is secret.
    """
    there = duty(rows, plan, now)
    people = People(
        on_duty=there.of,
        named=_named(rows, plan, there),
        ways=partial(ways, plan, environment=environment),
    )
    found = [
        *rules.of_consoles(members(rows).values()),
        *(lack for used in _used(rows, plan) for lack in rules.of_policy(used, people)),
        *(lack for role in _answering(plan) for lack in _of_role(role, people)),
        *_unset(plan, environment),
    ]
    order = (State.MISSING, State.NOTE, State.OK)
    return sorted(rules.once(found), key=lambda each: order.index(each.state))


def ways(plan: Plan, person: str, *, environment: Mapping[str, str]) -> Ways:
    """How somebody can be told from this laptop."""
    contact = plan.contacts.get(person)
    if contact is None:
        return Ways(call=False, screen=True)
    by_speed: dict[bool, set[str]] = {True: set(), False: set()}
    for each in channels(plan, person):
        part = plan.page_channels[each]
        if not address_of(part, _NOBODY, environment, quote=False)[1]:
            by_speed[part.immediate].add(each)
    return Ways(
        call=bool(contact.channel or contact.phone),
        pages=frozenset(by_speed[True]),
        slow=frozenset(by_speed[False]),
        screen=contact.operator is not None,
    )


_NOBODY = Way("")


def _named(rows: Connection, plan: Plan, there: Duty) -> dict[str, Named]:
    """Whom the plan names, and whom somebody has named since."""
    everybody = [each for each in operators(rows, plan) if each.active]
    found = {}
    for key, role in plan.response.roles.items():
        said = there.said[key].people if key in there.said else ()
        staff = (each.id for each in everybody if not {*each.roles}.isdisjoint(role.staff_roles))
        people = dict.fromkeys(person_of(plan, each) for each in (*said, *role.people, *staff))
        deputies = dict.fromkeys(person_of(plan, each) for each in role.deputies)
        found[key] = Named(tuple(people), tuple(each for each in deputies if each not in people))
    return found


def _answering(plan: Plan) -> tuple[str, ...]:
    """The response roles of which somebody must be reachable at once, and who speaks."""
    roles = plan.response.roles
    quick = (key for key, role in roles.items() if role.immediate and key != rules.SPOKESPERSON)
    return (*dict.fromkeys((*rules.ANSWERING, *quick)), rules.SPOKESPERSON)


def _of_role(role: str, people: People) -> list[Lack]:
    if role == rules.SPOKESPERSON:
        return rules.of_spokesperson(people.named[role], people)
    return rules.of_role(role, people.named[role], people)


def _used(rows: Connection, plan: Plan) -> Iterator[Used]:
    """The policies that the plan has for something, its own ones, and those of open incidents."""
    response = plan.response
    severities: dict[str, list[str]] = defaultdict(list)
    for severity in response.severities:
        for kind in response.types:
            for key in response.policies_of((kind,), severity):
                severities[key] += [] if severity in severities[key] else [severity]
    for key in dict.fromkeys((*severities, *plan.policies)):
        policy = frozen_alone(key, response.policies[key])
        by_channels: dict[frozenset[str], list[str]] = defaultdict(list)
        for severity in severities[key]:
            by_channels[frozenset(response.severities[severity].channels)].append(severity)
        for only, those in (by_channels or {frozenset(): []}).items():
            yield Used(policy, only, tuple(those))
    yield from _in_force(rows, plan)


def _in_force(rows: Connection, plan: Plan) -> Iterator[Used]:
    """Of open incidents, what the plan would not say of them now."""
    response, said = plan.response, set[str]()
    for incident in sorted(reading.open_ones(rows, plan), key=lambda each: each.at_ms):
        if not incident.policy or not incident.is_open:
            continue
        policy = FrozenPolicy.model_validate_json(incident.policy)
        planned = frozen_policy(response, incident.types, incident.severity)
        if policy.version in {planned.version, *said}:
            continue
        said.add(policy.version)
        severity = response.severities.get(incident.severity)
        only = frozenset(severity.channels) if severity is not None else frozenset()
        yield Used(policy, only, (incident.severity,), incident.number)


def _unset(plan: Plan, environment: Mapping[str, str]) -> Iterator[Lack]:
    """The channels of people that this laptop cannot use, as its environment lacks something."""
    used = dict.fromkeys(each for contact in plan.contacts.values() for each in contact.pages)
    for each in used:
        missing = address_of(plan.page_channels[each], _NOBODY, environment, quote=False)[1]
        if missing:
            yield Lack("channel-unset", State.NOTE, channel=each, name=missing)
