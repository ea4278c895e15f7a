"""What was known at a decision, in words: a pair of what it is about and how it was, each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from onsite.incidents import wording
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from onsite.incidents.lines import Known

    Pair = tuple[str, str]


def known_then(known: Known, frozen: str) -> tuple[Pair, ...]:
    """All of it; what this version does not know as it was kept.

    Args:
        known: what the ids in it stand for.
        frozen: as `log.frozen` keeps it.
    """
    whole: dict[str, Any] = json.loads(frozen)
    pairs = [
        pair
        for name, tell in _TELLING.items()
        if name in whole
        for pair in tell(known, whole.pop(name))
    ]
    return (*pairs, *((name, _plain(each)) for name, each in whole.items()))


def _open(known: Known, waiting: Iterable[dict[str, Any]]) -> Iterable[Pair]:
    plan = known.plan
    for each in waiting:
        parts = [wording.zone_name(plan, each["zone"]), wording.state(each["state"])]
        parts += [wording.severity_name(plan, each["severity"])] if "severity" in each else []
        parts += [wording.types_in_words(plan, each["types"])] if "types" in each else []
        yield each["number"], " · ".join(filter(None, parts))


def _on_duty(_known: Known, there: Iterable[tuple[str, str]]) -> Iterable[Pair]:
    for post, name in there:
        yield _("on duty"), " · ".join(filter(None, (name, post)))


def _answering(known: Known, roles: dict[str, list[str]]) -> Iterable[Pair]:
    for role, people in roles.items():
        yield wording.role_name(known.plan, role), _(", ").join(map(known.person, people))


def _checkpoints(known: Known, counts: dict[str, dict[str, int]]) -> Iterable[Pair]:
    for key, each in counts.items():
        part = known.plan.checkpoints.get(key)
        said = _("{inside} inside, {admitted} ever let in").format(**each)
        yield part.name if part is not None else key, said


def _zones(known: Known, counts: dict[str, dict[str, Any]]) -> Iterable[Pair]:
    for key, each in counts.items():
        said = [_("{inside} inside").format(inside=each["inside"])]
        if "capacity" in each:
            said.append(_("room for {capacity}").format(capacity=each["capacity"]))
        if "per_m2" in each:
            said.append(_("{density} on each m²").format(density=each["per_m2"]))
        yield wording.zone_name(known.plan, key), " · ".join(said)


def _plain(kept: Any) -> str:
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


_TELLING: dict[str, Callable[[Known, Any], Iterable[Pair]]] = {
    "open": _open,
    "on_duty": _on_duty,
    "answering": _answering,
    "checkpoints": _checkpoints,
    "zones": _zones,
}
