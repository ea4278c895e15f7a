"""Products, variations and gates of pretix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.plan.conditions.pretix.meanings import UnsaidError, variable
from onsite.plan.conditions.tree import Choice, Subject, all_of, any_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.plan.conditions.pretix.meanings import Meanings
    from onsite.plan.conditions.tree import Condition

_DASHES = (" – ", " - ")


def in_list(operands: list[Any], meanings: Meanings) -> Condition:
    subject = variable(operands[0])
    listed = (
        operands[1].get("objectList")
        if len(operands) > 1 and isinstance(operands[1], dict)
        else None
    )
    if subject not in _LISTS or not isinstance(listed, list):
        raise UnsaidError("variable", subject or "?")
    if not listed:
        raise UnsaidError("never")
    return _LISTS[subject]([_lookup(each) for each in listed], meanings)


def _lookup(node: Any) -> tuple[str, str]:
    """The id in pretix and the name of a product, a variation or a gate."""
    found = node.get("lookup") if isinstance(node, dict) else None
    if not isinstance(found, list) or len(found) < 3:  # noqa: PLR2004 - what, id, name
        raise UnsaidError("shape")
    return str(found[1]), str(found[2])


def _products(listed: list[tuple[str, str]], meanings: Meanings) -> Condition:
    names = {name.strip().casefold(): name.strip() for _key, name in listed}
    whole = [
        key
        for key, known in meanings.categories.items()
        if known & names.keys() and _all_tickets(key, known) <= names.keys()
    ]
    covered = frozenset().union(*(meanings.categories[key] for key in whole))
    single = [name for folded, name in names.items() if folded not in covered]
    _know(single, meanings)
    parts: list[Condition] = []
    if whole:
        parts.append(Choice(Subject.CATEGORY, tuple(whole)))
    if single:
        parts.append(Choice(Subject.TICKET, tuple(single)))
    return any_of(tuple(parts))


def _all_tickets(key: str, known: frozenset[str]) -> frozenset[str]:
    """What a list must name so that a whole category is meant."""
    return known - {key} if len(known) > 1 else known


def _know(names: list[str], meanings: Meanings) -> None:
    known = frozenset().union(*meanings.categories.values())
    for name in names:
        if name.casefold() not in known:
            raise UnsaidError("ticket", name)


def _variations(listed: list[tuple[str, str]], meanings: Meanings) -> Condition:
    parts: dict[str, list[str]] = {}
    for _key, name in listed:
        product, variation = _parted(name)
        parts.setdefault(product, []).append(variation)
    _know([product for product in parts if product], meanings)
    found = []
    for product, names in parts.items():
        variant = Choice(Subject.VARIANT, tuple(names))
        found.append(all_of((Choice(Subject.TICKET, (product,)), variant)) if product else variant)
    return any_of(tuple(found))


def _parted(name: str) -> tuple[str, str]:
    for dash in _DASHES:
        product, found, variation = name.partition(dash)
        if found:
            return product.strip(), variation.strip()
    return "", name.strip()


def _gates(listed: list[tuple[str, str]], meanings: Meanings) -> Condition:
    for _key, name in listed:
        if name.strip().casefold() not in meanings.gates:
            raise UnsaidError("gate", name)
    gates = (meanings.gates[name.strip().casefold()] for _key, name in listed)
    return Choice(Subject.GATE, tuple(dict.fromkeys(gates)))


_LISTS: dict[str, Callable[[list[tuple[str, str]], Meanings], Condition]] = {
    "product": _products,
    "variation": _variations,
    "gate": _gates,
}
