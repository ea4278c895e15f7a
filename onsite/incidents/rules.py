"""What is decided about incidents from values alone: policies, times, who is meant by a name."""

from __future__ import annotations

import hashlib
from itertools import zip_longest
from typing import TYPE_CHECKING

from onsite.incidents.paging.facts import FrozenPolicy, FrozenStep

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onsite.plan.incidents.merged import Response
    from onsite.plan.incidents.parts import EndsOn, PolicyPart

_LAST: tuple[EndsOn, ...] = ("acknowledged", "on-scene", "closed")
_VERSION_DIGITS = 12
_SECOND_MS = 1000


def frozen_policy(response: Response, types: Iterable[str], severity: str) -> FrozenPolicy:
    """The policy of an incident as it is from now on.

    Where its types have several, it is all of them at once: their steps side by side, the shorter
    wait and the earlier expiry, the later end. Who is told once too often has lost less than who
    is not told.
    """
    ids = sorted(response.policies_of(types, severity))
    known = {each: response.policies[each] for each in ids if each in response.policies}
    # The usual one is always there: a plan that names none that it has is refused.
    parts = known or {ids[0]: response.policies["usual"]}
    return joined(frozen_alone(key, part) for key, part in parts.items())


def joined(policies: Iterable[FrozenPolicy]) -> FrozenPolicy:
    """All of these policies at once; see `frozen_policy`. There is one at least."""
    parts = tuple(policies)
    steps = tuple(_step(each) for each in zip_longest(*(part.steps for part in parts)))
    expiries = [part.ack_expires_ms for part in parts if part.ack_expires_ms is not None]
    made = FrozenPolicy(
        id="+".join(sorted({each for part in parts for each in part.id.split("+")})),
        version="",
        steps=steps,
        passes=max(part.passes for part in parts),
        ends_on=max((part.ends_on for part in parts), key=_LAST.index),
        ack_expires_ms=min(expiries, default=None),
    )
    version = hashlib.sha256(made.model_dump_json().encode()).hexdigest()[:_VERSION_DIGITS]
    return made.model_copy(update={"version": version})


def frozen_alone(key: str, part: PolicyPart) -> FrozenPolicy:
    """One policy of the plan, without a version yet."""
    steps = (
        FrozenStep(roles=each.roles, wait_ms=each.wait_ms, need=each.need) for each in part.steps
    )
    return FrozenPolicy(
        id=key,
        version="",
        steps=tuple(steps),
        passes=part.passes,
        ends_on=part.ends_on,
        ack_expires_ms=part.ack_expires_ms,
    )


def usual_severity(response: Response, types: Sequence[str]) -> str:
    """The severity of an incident of which nothing else is said: the gravest of its types'."""
    of_types = [response.types[each].severity for each in types if each in response.types]
    return max(of_types, key=response.rank, default=response.usual_severity)


def is_future(happened_ms: int, now_ms: int, allowed_s: int) -> bool:
    """Whether something that is said to have happened is still to come.

    Args:
        happened_ms: when it happened, in milliseconds UTC since 1970; so is `now_ms`.
        now_ms: the present.
        allowed_s: by how many seconds clocks may differ.
    """
    return happened_ms > now_ms + allowed_s * _SECOND_MS


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same, but for space and capitals."""
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def whose(name: str, people: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Who is meant by a name: the one with that id, otherwise all who are called so.

    Args:
        name: what was typed, without the `@`.
        people: by id, names and call signs.
    """
    wanted = "".join(name.split()).casefold()
    by_id = [key for key in people if key.casefold() == wanted]
    if by_id:
        return (by_id[0],)
    return tuple(
        key
        for key, names in people.items()
        if any("".join(each.split()).casefold() == wanted for each in names if each)
    )


def _step(parts: tuple[FrozenStep | None, ...]) -> FrozenStep:
    there = [each for each in parts if each is not None]
    return FrozenStep(
        roles=tuple(dict.fromkeys(role for each in there for role in each.roles)),
        wait_ms=min(each.wait_ms for each in there),
        need="all" if any(each.need == "all" for each in there) else "any",
    )


def policies_differ(one: FrozenPolicy, other_json: str) -> bool:
    """Whether a policy says something else than one that was frozen before, as JSON."""
    return not other_json or FrozenPolicy.model_validate_json(other_json).version != one.version
