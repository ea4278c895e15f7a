"""What takes edits of a rundown back: edits themselves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

from onsite.stage import facts
from onsite.stage.fields import Clearable, ItemFields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onsite.stage.acting import Acting
    from onsite.store.prepared import Row


def inverses(at: Acting, edited: Sequence[Row]) -> list[facts.Edit]:
    """What takes edits back, the last first."""
    return [fact for row in reversed(edited) if row["effect"] for fact in _inverse(at, row)]


def _inverse(at: Acting, row: Row) -> Iterator[facts.Edit]:
    before, said = json.loads(row["before"]), json.loads(row["fact"])
    of: dict[str, Any] = {**at.said_by(), "undoes": row["press"]}
    kind, item = row["kind"], row["item"]
    if kind == facts.RundownSet.kind:
        yield facts.RundownSet(**of, must_end_ms=before["must_end_ms"])
        return
    if kind in (facts.ItemChanged.kind, facts.ItemAdded.kind) and "was" in before:
        fields = said.get("changes") or said.get("fields") or {}
        yield from _restored(at, item, before["was"], fields, of)
    if kind == facts.ItemMoved.kind:
        yield facts.ItemMoved(**of, item=item, after=before["after"])
    elif kind == facts.ItemRemoved.kind:
        yield facts.ItemRestored(**of, item=item)
    elif kind == facts.ItemRestored.kind or before.get("removed", "was" not in before):
        yield facts.ItemRemoved(**of, item=item)


def _restored(
    at: Acting, item: str, was: Mapping[str, Any], said: Mapping[str, Any], of: dict[str, Any]
) -> Iterator[facts.ItemChanged]:
    """What stood there before, of the fields that are still as they were said."""
    known = at.kept.fields.get(item)
    now = known.model_dump(mode="json") if known is not None else {}
    back = {key: value for key, value in was.items() if now.get(key) == said.get(key)}
    if "custom" in was:
        own, set_to = now.get("custom") or {}, said["custom"]
        same = {key for key in was["custom"] if own.get(key, "") == set_to[key]}
        back["custom"] = {key: text for key, text in was["custom"].items() if key in same}
    cleared = [key for key, value in back.items() if value is None and key in get_args(Clearable)]
    changes = ItemFields.model_validate(
        {key: each for key, each in back.items() if each is not None}
    )
    if cleared or changes.model_dump(exclude_none=True):
        yield facts.ItemChanged(**of, item=item, changes=changes, cleared=tuple(cleared))
