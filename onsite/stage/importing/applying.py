"""What an import would do, as facts: each rundown's in an order in which they can be folded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, get_args

from onsite.stage.facts import ItemAdded, ItemChanged, ItemMoved, ItemRemoved
from onsite.stage.fields import Clearable, ItemFields
from onsite.stage.importing.compare import USUAL, values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onsite.stage.facts import Edit
    from onsite.stage.importing.compare import Values
    from onsite.stage.importing.diff import Changed, Diff, KeptItem, Moved

CLEARABLE: tuple[str, ...] = get_args(Clearable)
Where = tuple[str, str]
"""Stage and day."""


def edits(diff: Diff, kept: Sequence[KeptItem], source: str, press: str) -> Iterator[Edit]:
    """The facts that make the rundowns what the diff says.

    Args:
        diff: of `compare`.
        kept: every item that there is, as it was given to it.
        source: of the programme.
        press: the same for all of it, so that it can be undone at once.
    """
    changed = {id(each.kept): each for each in diff.changed}
    coming: dict[Where, list[tuple[int, str, ItemFields | None]]] = {}
    leaving: set[int] = {id(each) for each in diff.gone}
    for added in diff.added:
        session = added.planned.session
        start = session.fields.start_ms or 0
        coming.setdefault((added.planned.stage, session.day), []).append(
            (start, added.item, session.fields)
        )
    for moved in diff.moved:
        leaving.add(id(moved.kept))
        session = moved.planned.session
        where = (moved.planned.stage, session.day)
        whole = _whole(moved, changed.get(id(moved.kept)), source) if moved.elsewhere else None
        start = session.fields.start_ms or 0
        coming.setdefault(where, []).append((start, moved.kept.item, whole))
    for each in diff.gone:
        yield ItemRemoved(stage=each.stage, day=each.day, press=press, item=each.item)
    for moved in diff.moved:
        one = moved.kept
        if moved.elsewhere:
            yield ItemRemoved(stage=one.stage, day=one.day, press=press, item=one.item)
    yield from _changes(diff, press)
    orders = _orders(kept, leaving)
    before = {where: [each.item for each in _of(kept, where)] for where in coming}
    for where, items in coming.items():
        yield from _placed(where, items, orders.get(where, []), before[where], press)


def _changes(diff: Diff, press: str) -> Iterator[Edit]:
    starts = {
        id(each.kept): each.planned.session.fields.start_ms
        for each in diff.moved
        if not each.elsewhere
    }
    elsewhere = {id(each.kept) for each in diff.moved if each.elsewhere}
    said: dict[int, tuple[KeptItem, Values]] = {}
    for moved in diff.moved:
        if not moved.elsewhere:
            said[id(moved.kept)] = (moved.kept, {"start_ms": starts[id(moved.kept)]})
    for each in diff.changed:
        if id(each.kept) not in elsewhere:
            _kept, fields = said.setdefault(id(each.kept), (each.kept, {}))
            fields |= {name: after for name, (_before, after) in each.fields.items()}
    for one, fields in said.values():
        cleared = tuple(name for name in CLEARABLE if name in fields and fields[name] is None)
        yield ItemChanged(
            stage=one.stage,
            day=one.day,
            press=press,
            item=one.item,
            changes=as_fields(fields),
            cleared=cast("tuple[Clearable, ...]", cleared),
        )


def as_fields(said: Mapping[str, Any]) -> ItemFields:
    """Values by their names as fields; what is None is not said."""
    custom = {
        name.removeprefix("custom."): text
        for name, text in said.items()
        if name.startswith("custom.")
    }
    plain = {
        name: value
        for name, value in said.items()
        if not name.startswith("custom.") and value is not None
    }
    return ItemFields(**plain, **({"custom": custom} if custom else {}))


def _whole(moved: Moved, changed: Changed | None, source: str) -> ItemFields:
    """All fields of an item that goes to another rundown."""
    here = values(moved.kept.fields)
    after = {name: pair[1] for name, pair in changed.fields.items()} if changed else {}
    start = {"start_ms": moved.planned.session.fields.start_ms}
    said = {
        name: value
        for name, value in {**here, **after, **start}.items()
        if value != USUAL.get(name, "") or name == "title"
    }
    return as_fields({**said, "source": source})


def _orders(kept: Sequence[KeptItem], leaving: set[int]) -> dict[Where, list[tuple[int, str]]]:
    """The start and id of what stays in its place, by rundown."""
    orders: dict[Where, list[tuple[int, str]]] = {}
    for each in sorted(kept, key=lambda one: one.place):
        if id(each) not in leaving and not each.removed:
            start = each.fields.start_ms or 0
            orders.setdefault((each.stage, each.day), []).append((start, each.item))
    return orders


def _of(kept: Sequence[KeptItem], where: Where) -> list[KeptItem]:
    there = [each for each in kept if (each.stage, each.day) == where and not each.removed]
    return sorted(there, key=lambda one: one.place)


def _placed(
    where: Where,
    items: list[tuple[int, str, ItemFields | None]],
    order: list[tuple[int, str]],
    before: list[str],
    press: str,
) -> Iterator[Edit]:
    """Each after the last item that does not begin later; what is there in its place stays."""
    stage, day = where
    for start, item, fields in sorted(items, key=lambda each: (each[0], each[1])):
        at = max((n for n, (begins, _id) in enumerate(order, 1) if begins <= start), default=0)
        after = order[at - 1][1] if at else ""
        order.insert(at, (start, item))
        if fields is not None:
            yield ItemAdded(
                stage=stage, day=day, press=press, item=item, after=after, fields=fields
            )
        elif not _is_there(before, item, after):
            yield ItemMoved(stage=stage, day=day, press=press, item=item, after=after)


def _is_there(before: list[str], item: str, after: str) -> bool:
    at = before.index(item) if item in before else -1
    return at >= 0 and (before[at - 1] if at else "") == after
