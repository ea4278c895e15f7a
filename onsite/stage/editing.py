"""The rundown edited while it runs: items added, changed, moved, swapped, held, removed."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _
from onsite.stage import reading
from onsite.stage.acting import begin, title, unknown
from onsite.stage.engine.acts import ActId
from onsite.stage.engine.items import nature
from onsite.stage.facts import (
    ItemAdded,
    ItemChanged,
    ItemMoved,
    ItemRemoved,
    ItemRestored,
    RundownSet,
)
from onsite.stage.fields import ItemFields
from onsite.stage.outcomes import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.stage.acting import Acting
    from onsite.stage.facts import Edit
    from onsite.stage.fields import Clearable
    from onsite.stage.outcomes import Press
    from onsite.stage.reading import Kept

_MOST = 2_000
"""So many items a rundown may have: more than any has, and few enough to be quick."""


def edit(
    journal: Journal,
    rows: Connection,
    plan: Plan,
    press: Press,
    operator: str,
    edits: Sequence[Edit],
) -> Outcome:
    """Record edits, all of them or none; those that change nothing are left out.

    What the clock has done by then is recorded before them, so that they change nothing of it.

    Args:
        edits: of the press's rundown, in their order; see the makers below.

    Raises:
        BadInputError: there is no such stage or item.
        NotPossibleError: what runs would be removed or moved; or what has run would be a timer
            behind the others or a milestone, or would not be one any more.
    """
    at = begin(journal, rows, plan, press, operator, "edit")
    said = at.said or _done_before(at)
    meant = list(_effective(at.kept, edits)) if said is None else []
    if said is not None or not meant:
        return said or at.nothing("no-change")
    if len(at.kept.fields) + sum(isinstance(each, ItemAdded) for each in meant) > _MOST:
        raise BadInputError(
            _("A rundown has at most {most} items.").format(most=_MOST),
            _("Put what belongs to other days or stages into rundowns of their own."),
        )
    _refuse_what_runs(at, meant)
    _refuse_what_ran(at, meant)
    at.settle()
    first = journal.append(rows, *meant, operator=operator)[0]
    return _recorded(at, meant, ActId(first.station, first.number))


def new_id() -> str:
    """The id of an item that is made here: short, as it is typed sometimes."""
    return uuid.uuid4().hex[:8]


def added(press: Press, fields: ItemFields, *, after: str = "", item: str = "") -> ItemAdded:
    """There is one more item.

    Args:
        press: the press that it belongs to.
        fields: what it is.
        after: the item that it follows; empty for the first place.
        item: the id that its source gives it; made here where it has none.
    """
    return ItemAdded(**_of(press), item=item or new_id(), after=after, fields=fields)


def changed(
    press: Press, item: str, changes: ItemFields, cleared: Iterable[Clearable] = ()
) -> ItemChanged:
    """Some fields of an item are different; the others stay, whatever they are by then."""
    return ItemChanged(**_of(press), item=item, changes=changes, cleared=tuple(cleared))


def moved(press: Press, item: str, after: str) -> ItemMoved:
    """An item follows another one; empty for the first place. Its planned start stays."""
    return ItemMoved(**_of(press), item=item, after=after)


def removed(press: Press, item: str) -> ItemRemoved:
    """An item is not in the rundown any more."""
    return ItemRemoved(**_of(press), item=item)


def held(press: Press, item: str, *, on: bool) -> ItemChanged:
    """The slot of an item is kept for whoever is to fill it: it begins by hand only."""
    return changed(press, item, ItemFields(held=on))


def set_must_end(press: Press, must_end_ms: int | None) -> RundownSet:
    """When everything must be over; None: as the plan says."""
    return RundownSet(**_of(press), must_end_ms=must_end_ms)


def swapped(kept: Kept, press: Press, one: str, other: str) -> tuple[Edit, ...]:
    """Two items change places. The first slot begins and the last one ends as planned before.

    Raises:
        BadInputError: there is no such item, or both are the same.
    """
    order = [item.id for item in kept.rundown.items]
    for item in (one, other):
        if item not in order:
            raise unknown(kept, item)
    if one == other:
        raise BadInputError(_("An item cannot change places with itself."))
    first, last = sorted((one, other), key=order.index)
    at, until = order.index(first), order.index(last)
    begins, ends = kept.rundown.items[at].start_ms, kept.rundown.items[until].end_ms
    later = max(0, ends - kept.rundown.items[at].length_ms)
    before = order[at - 1] if at else ""
    follows = order[until - 1] if until - at > 1 else last
    return (
        moved(press, last, before),
        moved(press, first, follows),
        changed(press, last, ItemFields(start_ms=begins)),
        changed(press, first, ItemFields(start_ms=later)),
    )


def _refuse_what_runs(at: Acting, edits: Iterable[Edit]) -> None:
    """What runs stays: without it nobody would know any more what the stage is doing."""
    show = at.show
    for each in edits:
        if isinstance(each, ItemRemoved) and each.item in (show.running, *show.sessions):
            advice = _("Stop it first, or let it be over; then take it out.")
        elif isinstance(each, ItemMoved) and each.item == show.running:
            # It would pass over whatever it is moved behind.
            advice = _("It stays where it is: move what is to come after it.")
        else:
            continue
        happened = _("“{item}” runs.").format(item=title(at.kept, each.item))
        raise NotPossibleError(happened, advice)


def _refuse_what_ran(at: Acting, edits: Iterable[Edit]) -> None:
    """What has run is kept as it was: a timer behind the others did not end what it follows."""
    for each in edits:
        if not isinstance(each, ItemChanged) or each.changes.kind is None:
            continue
        item = at.kept.rundown.by_id.get(each.item)
        if item is None or each.item not in at.show.runs:
            continue
        if nature(item.kind) != nature(each.changes.kind):
            raise NotPossibleError(
                _("“{item}” has run: it cannot be another kind of item now.").format(
                    item=title(at.kept, each.item)
                ),
                _("Add another item, and leave this one out."),
            )


def _done_before(at: Acting) -> Outcome | None:
    """What this very press has done already."""
    press = at.press
    rows = reading.edits(at.rows, press.stage, press.day)
    item = next((row["item"] for row in rows if row["press"] == press.key), None)
    return Outcome("took", "edit", item, title(at.kept, item)) if item is not None else None


def _recorded(at: Acting, edits: Sequence[Edit], act: ActId) -> Outcome:
    item = next((each.item for each in edits if not isinstance(each, RundownSet)), "")
    after = reading.rundown(at.rows, at.plan, at.press.stage, at.press.day)
    return Outcome(
        "took",
        "edit",
        item,
        title(after if item in after.fields else at.kept, item),
        id=act,
        at_ms=at.press.at_ms,
        changes=len(edits),
        edited=edits[0].kind if len(edits) == 1 else "",
    )


def _effective(kept: Kept, edits: Iterable[Edit]) -> Iterable[Edit]:
    """Those that change something, as far as it can be told before."""
    order = [item.id for item in kept.rundown.items]
    for each in edits:
        _check_items(kept, order, each)
        if isinstance(each, RundownSet):
            said = each.must_end_ms == kept.must_end_ms
        elif isinstance(each, ItemChanged):
            said = _is_said(kept.fields.get(each.item), each)
        else:
            before = list(order)
            _apply(order, each)
            said = isinstance(each, ItemMoved) and order == before
        if not said:
            yield each


def _check_items(kept: Kept, order: list[str], edit: Edit) -> None:
    if isinstance(edit, ItemChanged | ItemMoved | ItemRemoved) and edit.item not in order:
        raise unknown(kept, edit.item)
    if isinstance(edit, ItemMoved) and edit.after and edit.after not in order:
        raise unknown(kept, edit.after)


def _apply(order: list[str], edit: ItemAdded | ItemMoved | ItemRemoved | ItemRestored) -> None:
    """Change the order as the edit will, for what comes after it."""
    after = getattr(edit, "after", "")
    if after == edit.item or (isinstance(edit, ItemAdded) and edit.item in order):
        return
    if edit.item in order:
        order.remove(edit.item)
    if not isinstance(edit, ItemRemoved):
        last = len(order) if after and after not in order else 0
        order.insert(order.index(after) + 1 if after in order else last, edit.item)


def _is_said(fields: ItemFields | None, edit: ItemChanged) -> bool:
    """Whether all of it stands there already."""
    if fields is None:
        return False
    said = edit.changes.model_dump(exclude_none=True)
    custom = said.pop("custom", {})
    own = fields.model_dump()
    if any(own[name] is not None for name in edit.cleared):
        return False
    known = own["custom"] or {}
    return all(own[name] == value for name, value in said.items()) and all(
        known.get(name, "") == text for name, text in custom.items()
    )


def _of(press: Press) -> dict[str, Any]:
    return {"stage": press.stage, "day": press.day, "press": press.key}
