"""The rows of rundowns: items, edits, acts; with their folds.

Nothing that can be derived is a row: `engine` says what runs and what is to be expected.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Index
from sqlmodel import Field

from onsite.journal.fold import Row, Sheet, folds
from onsite.stage.facts import (
    Act,
    Added,
    Armed,
    Corrected,
    DelayApplied,
    Delayed,
    Ended,
    Followed,
    ItemAdded,
    ItemChanged,
    ItemMoved,
    ItemRemoved,
    ItemRestored,
    Paused,
    Resumed,
    RundownSet,
    Skipped,
    SpeakerLinked,
    Started,
    Undone,
    Unskipped,
)
from onsite.stage.fields import DEFAULTS
from onsite.stage.places import between
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry
    from onsite.stage.facts import Edit


class RundownRow(StoredRow, table=True):
    """A rundown that somebody has written something in."""

    __tablename__ = "stage_rundown"

    subject: str = Field(primary_key=True)
    stage: str
    day: str
    must_end_ms: int | None
    time: int
    """The stamp of the last edit."""


class ItemRow(StoredRow, table=True):
    """An item. One that was removed stays, so that what follows it has its place.

    What a station has said of an item whose adding comes later, by a clock that is ahead, waits
    here for it.
    """

    __tablename__ = "stage_item"
    __table_args__ = (Index("stage_item_order", "subject", "place", "item"),)

    subject: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    place: str
    """See `places`; of two with the same, the lesser id comes first. Empty for none yet."""
    added: bool
    removed: bool
    fields: str
    """`fields.DEFAULTS` and what else is said of it, as JSON."""


class EditRow(StoredRow, table=True):
    """An edit, with what it takes to undo it."""

    __tablename__ = "stage_edit"

    station: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    subject: str = Field(index=True)
    time: int
    operator: str
    press: str
    undoes: str
    kind: str
    item: str
    """Empty where it is about the rundown."""
    effect: bool
    """Whether anything was different afterwards."""
    fact: str
    """As it was said, as JSON."""
    before: str
    """What stood there before, as JSON; see `undoing`."""


class ActRow(StoredRow, table=True):
    """An act of the timekeeper, as it was recorded."""

    __tablename__ = "stage_act"

    station: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    subject: str = Field(index=True)
    time: int
    operator: str
    press: str
    kind: str
    at_ms: int
    fact: str
    """As it was said, as JSON."""


class SpeakerRow(StoredRow, table=True):
    """Who of the roster a speaker is, as somebody has said by hand."""

    __tablename__ = "stage_speaker"

    speaker: str = Field(primary_key=True)
    subject: str = Field(index=True)
    attendee: str
    operator: str
    time: int


@folds(
    *(ItemAdded, ItemChanged, ItemMoved, ItemRemoved, ItemRestored, RundownSet),
    into=(RundownRow, ItemRow, EditRow),
)
def fold_edit(sheet: Sheet, entry: Entry, fact: Edit) -> None:
    """The items as they are after it, and in the log what stood there before."""
    rundown = sheet.get(RundownRow, fact.subject, fact.subject) or _no_rundown(fact)
    if isinstance(fact, RundownSet):
        before: Row | None = {"must_end_ms": rundown["must_end_ms"]}
        rundown = {**rundown, "must_end_ms": fact.must_end_ms}
    elif isinstance(fact, ItemAdded):
        before = _add(sheet, fact)
    else:
        row = sheet.get(ItemRow, fact.subject, fact.subject, fact.item)
        before = _change(sheet, row or _no_item(fact), fact)
    sheet.put(RundownRow, {**rundown, "time": entry.time})
    logged = {
        **_logged(entry, fact),
        "undoes": fact.undoes,
        "item": "" if isinstance(fact, RundownSet) else fact.item,
        "effect": before is not None,
        "before": _json(before or {}),
    }
    sheet.put(EditRow, logged)


@folds(
    *(Armed, Started, Ended, Paused, Resumed, Added, Corrected, Delayed, DelayApplied),
    *(Skipped, Unskipped, Followed, Undone),
    into=(ActRow,),
)
def fold_act(sheet: Sheet, entry: Entry, fact: Act) -> None:
    """A row of each."""
    sheet.put(ActRow, {**_logged(entry, fact), "at_ms": fact.at_ms})


@folds(SpeakerLinked, into=(SpeakerRow,))
def fold_speaker(sheet: Sheet, entry: Entry, fact: SpeakerLinked) -> None:
    """What was said last counts."""
    row = {
        "speaker": fact.speaker,
        "subject": fact.subject,
        "attendee": fact.attendee,
        "operator": entry.operator,
        "time": entry.time,
    }
    sheet.put(SpeakerRow, row)


def _add(sheet: Sheet, fact: ItemAdded) -> Row:
    """One that is there already stays where it is: two may have imported the same file."""
    row = sheet.get(ItemRow, fact.subject, fact.subject, fact.item) or _no_item(fact)
    said, was = fact.fields.model_dump(mode="json", exclude_none=True), json.loads(row["fields"])
    place = row["place"]
    if not place or (row["added"] and row["removed"]):
        place = _place(sheet.all(ItemRow, fact.subject), fact.after, fact.item)
    if row["added"]:
        kept = {"place": place, "removed": False, "fields": _json(_with(was, said))}
        sheet.put(ItemRow, {**row, **kept})
        return {"was": _of(was, said), "removed": row["removed"]}
    fields = _json(_with(_with(DEFAULTS, said), was))
    sheet.put(ItemRow, {**row, "place": place, "added": True, "fields": fields})
    return {}


def _change(
    sheet: Sheet, row: Row, fact: ItemChanged | ItemMoved | ItemRemoved | ItemRestored
) -> Row | None:
    """Answers what was before; None where nothing is different."""
    if isinstance(fact, ItemChanged):
        was = json.loads(row["fields"])
        said = fact.changes.model_dump(mode="json", exclude_none=True)
        now = _with({key: was[key] for key in was if key not in fact.cleared}, said)
        sheet.put(ItemRow, {**row, "fields": _json(now)})
        before = _of(was, {**said, **dict.fromkeys(fact.cleared)})
        return {"was": before} if now != was else None
    if isinstance(fact, ItemMoved):
        rows = sheet.all(ItemRow, fact.subject)
        if fact.after == fact.item:
            return None
        sheet.put(ItemRow, {**row, "place": _place(rows, fact.after, fact.item)})
        return {"after": _before(rows, fact.item)}
    removed = isinstance(fact, ItemRemoved)
    sheet.put(ItemRow, {**row, "removed": removed})
    return {"removed": row["removed"]} if row["removed"] != removed else None


def _place(rows: list[Row], after: str, item: str) -> str:
    """A place right after an item, before the next one; the last where nobody knows that one."""
    # Not sorted: a rundown of hundreds of items is folded item by item.
    places = {row["item"]: row["place"] for row in rows if row["place"] and row["item"] != item}
    low = places.get(after) if after else ""
    if low is None:
        low = max(places.values(), default="")
    return between(low, min((each for each in places.values() if each > low), default=""))


def _before(rows: list[Row], item: str) -> str:
    order = [row["item"] for row in _ordered(rows)]
    at = order.index(item) if item in order else 0
    return str(order[at - 1]) if at else ""


def _ordered(rows: list[Row]) -> list[Row]:
    placed = (row for row in rows if row["place"])
    return sorted(placed, key=lambda row: (row["place"], row["item"]))


def _with(fields: Row, said: Row) -> Row:
    custom = {**fields.get("custom", {}), **said.get("custom", {})}
    return {**fields, **said, "custom": {key: text for key, text in custom.items() if text}}


def _of(fields: Row, said: Row) -> Row:
    """What stood where something is said; null for what was as usual."""
    before = {key: fields.get(key) for key in said}
    if "custom" in said:
        custom = fields.get("custom", {})
        before["custom"] = {key: custom.get(key, "") for key in said["custom"]}
    return before


def _logged(entry: Entry, fact: Edit | Act) -> Row:
    return {
        "station": entry.station,
        "number": entry.number,
        "subject": fact.subject,
        "time": entry.time,
        "operator": entry.operator,
        "press": fact.press,
        "kind": entry.kind,
        "fact": _json(fact.model_dump(mode="json", exclude_defaults=True)),
    }


def _no_rundown(fact: Edit) -> Row:
    return {
        "subject": fact.subject,
        "stage": fact.stage,
        "day": fact.day,
        "must_end_ms": None,
        "time": 0,
    }


def _no_item(fact: ItemAdded | ItemChanged | ItemMoved | ItemRemoved | ItemRestored) -> Row:
    return {
        "subject": fact.subject,
        "item": fact.item,
        "place": "",
        "added": False,
        "removed": False,
        "fields": "{}",
    }


def _json(what: Row) -> str:
    return json.dumps(what, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
