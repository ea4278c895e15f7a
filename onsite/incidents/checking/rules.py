"""Whether people can be told of incidents: policies and roles against who is there. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.incidents.checking.values import Lack
from onsite.readiness import State
from onsite.sync.rules import INCIDENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from onsite.incidents.checking.values import Check, Named, People, Used
    from onsite.incidents.paging.facts import FrozenStep
    from onsite.sync.rules import Member

SPOKESPERSON = "spokesperson"
ANSWERING = ("medical", "security", "technical", "management")
"""The response roles of which everywhere somebody must be reachable at once."""
_ALL: frozenset[str] = frozenset()


def of_policy(used: Used, people: People) -> list[Lack]:
    """What a policy lacks; that it lacks nothing where it does not."""
    steps = used.policy.steps
    found = [
        lack
        for number, step in enumerate(steps, 1)
        for lack in _of_step(used, number, step, people)
    ]
    if all(each.need == "all" for each in steps) and not any(
        people.named[role].all for each in steps for role in each.roles if role in people.named
    ):
        found.append(_lack(used, "never-acknowledged", State.MISSING))
    return found or [_lack(used, "policy", State.OK, step=len(steps))]


def _of_step(used: Used, number: int, step: FrozenStep, people: People) -> Iterator[Lack]:
    there = tuple(dict.fromkeys(who for role in step.roles for who in people.on_duty(role)))
    if not there:
        known = (people.named.get(role) for role in step.roles)
        named = any(each.all for each in known if each is not None)
        check: Check = "step-off-duty" if named else "step-nobody"
        yield _lack(used, check, State.MISSING, step=number, roles=step.roles)
        return
    mute = tuple(who for who in there if not people.ways(who).at_once(used.only))
    if mute == there:
        at_screen = any(people.ways(who).screen for who in there)
        state = State.NOTE if at_screen else State.MISSING
        yield _lack(used, "step-not-at-once", state, step=number, people=there)
    elif mute and step.need == "all":
        yield _lack(used, "step-some-not-at-once", State.NOTE, step=number, people=mute)


def of_role(role: str, named: Named, people: People) -> list[Lack]:
    """What a response role lacks of which somebody must be reachable at once."""
    if not named.all:
        return [Lack("role-nobody", State.MISSING, roles=(role,))]
    quick = tuple(who for who in named.all if people.ways(who).at_once(_ALL))
    if not quick:
        return [Lack("role-not-at-once", State.MISSING, roles=(role,), people=named.all)]
    found = list(_of_deputies(role, named, people))
    now = tuple(who for who in people.on_duty(role) if people.ways(who).at_once(_ALL))
    if not now:
        return [Lack("role-off-duty", State.NOTE, roles=(role,), people=quick), *found]
    return found or [Lack("role", State.OK, roles=(role,), people=now)]


def of_spokesperson(named: Named, people: People) -> list[Lack]:
    """Whether somebody may speak for the event."""
    if not named.all:
        return [Lack("role-nobody", State.MISSING, roles=(SPOKESPERSON,))]
    found = list(_of_deputies(SPOKESPERSON, named, people))
    return found or [Lack("role", State.OK, roles=(SPOKESPERSON,), people=named.all)]


def _of_deputies(role: str, named: Named, people: People) -> Iterator[Lack]:
    others = tuple(who for who in named.all if who != named.all[0])
    if not others:
        yield Lack("no-deputy", State.NOTE, roles=(role,), people=named.all)
        return
    mute = tuple(who for who in named.deputies if not people.ways(who).at_once(_ALL))
    if mute:
        yield Lack("deputy-not-at-once", State.NOTE, roles=(role,), people=mute)


def of_consoles(stations: Iterable[Member]) -> list[Lack]:
    """Whether some laptop of the event carries policies out; one that works alone does."""
    there = [each for each in stations if each.through is None]
    if not there or any(each.may(INCIDENTS) for each in there):
        return []
    return [Lack("no-console", State.MISSING)]


def once(lacks: Iterable[Lack]) -> list[Lack]:
    """Each lack once; what is in order only where nothing is said of the same policy."""
    found = list(dict.fromkeys(lacks))
    # Of what open incidents have, only what it lacks is told.
    wanting = {each.policy for each in found if each.check != "policy" and not each.number}
    return [
        each
        for each in found
        if each.check != "policy" or not (each.number or each.policy in wanting)
    ]


def _lack(used: Used, check: Check, state: State, **more: Any) -> Lack:
    severities = used.severities if used.only else ()
    return Lack(
        check,
        state,
        policy=used.policy.id,
        number=used.number,
        severities=severities if check == "step-not-at-once" else (),
        **more,
    )
