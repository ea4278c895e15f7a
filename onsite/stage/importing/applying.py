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
    from onsite.stage.importing.keeping import Standing

CLEARABLE: tuple[str, ...] = get_args(Clearable)
Where = tuple[str, str]
"""Stage and day."""
Coming = tuple[int, str, ItemFields | None]
"""Start and id of an item, with its fields where it is added."""


def edits(diff: Diff, standing: Standing, source: str, press: str) -> Iterator[Edit]:
    """The facts that make the rundowns what the diff says.

    Args:
        diff: of `compare`.
        standing: what there is, as it was given to it.
        source: of the programme.
        press: the same for all of it, so that it can be undone at once.
    """
    kept = standing.items
    leaving = {id(each) for each in diff.gone} | {id(each.kept) for each in diff.moved}
    leaves = [*diff.gone, *(each.kept for each in diff.moved if each.elsewhere)]
    for one in leaves:
        yield ItemRemoved(stage=one.stage, day=one.day, press=press, item=one.item)
    yield from _changes(diff, press)
    orders = _orders(kept, leaving)
    for where, items in _coming(diff, source).items():
        before = [each.item for each in _of(kept, where)]
        for edit in _placed(where, items, orders.get(where, []), before, press):
            yield edit
            was = standing.removed.get((*where, edit.item))
            if isinstance(edit, ItemAdded) and was is not None:
                yield from _again(edit, was)


def _coming(diff: Diff, source: str) -> dict[Where, list[Coming]]:
    """What comes to a place in a rundown: its start, its id, and its fields where it is added."""
    changed = {id(each.kept): each for each in diff.changed}
    coming: dict[Where, list[Coming]] = {}
    for added in diff.added:
        session = added.planned.session
        where = (added.planned.stage, session.day)
        start = session.fields.start_ms or 0
        coming.setdefault(where, []).append((start, added.item, session.fields))
    for moved in diff.moved:
        session = moved.planned.session
        where = (moved.planned.stage, session.day)
        whole = _whole(moved, changed.get(id(moved.kept)), source) if moved.elsewhere else None
        start = session.fields.start_ms or 0
        coming.setdefault(where, []).append((start, moved.kept.item, whole))
    return coming


def _again(edit: ItemAdded, was: ItemFields) -> Iterator[Edit]:
    """What was there once would be as it was, in its old place, where nothing else is said."""
    of = {"stage": edit.stage, "day": edit.day, "press": edit.press, "item": edit.item}
    yield ItemMoved(**of, after=edit.after)
    wanted, before = values(edit.fields), values(was)
    said = {name for name in edit.fields.model_fields_set if getattr(edit.fields, name) is not None}
    stale = {
        name: wanted.get(name, USUAL.get(name, ""))
        for name, value in before.items()
        if name not in said and value != wanted.get(name, USUAL.get(name, ""))
    }
    if stale:
        cleared = _cleared(stale)
        yield ItemChanged(**of, changes=as_fields(stale), cleared=cleared)


def _cleared(fields: Mapping[str, Any]) -> tuple[Clearable, ...]:
    found = tuple(name for name in CLEARABLE if name in fields and fields[name] is None)
    return cast("tuple[Clearable, ...]", found)


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
        yield ItemChanged(
            stage=one.stage,
            day=one.day,
            press=press,
            item=one.item,
            changes=as_fields(fields),
            cleared=_cleared(fields),
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
    items: list[Coming],
    order: list[tuple[int, str]],
    before: list[str],
    press: str,
) -> Iterator[ItemAdded | ItemMoved]:
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
