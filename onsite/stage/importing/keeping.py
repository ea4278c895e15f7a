"""What is kept of earlier imports: the items with what was said of them, mappings, rooms."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from onsite.journal.fold import table_of
from onsite.stage import reading
from onsite.stage.facts import ItemAdded, ItemChanged, ItemRemoved, ItemRestored
from onsite.stage.fields import ItemFields
from onsite.stage.importing.compare import claimed, values
from onsite.stage.importing.diff import KeptItem
from onsite.stage.importing.placing import LEAVE_OUT
from onsite.stage.importing.tables import ProgrammeRow
from onsite.stage.tables import ItemRow
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.stage.clock.steady import Reading as Clocks
    from onsite.store.prepared import Row

PRESS = "import-"
"""How the press of an import begins."""
_PROGRAMME = table_of(ProgrammeRow)
_ITEM = table_of(ItemRow)
_REMOVED = Prepared(
    select(_ITEM.c.item, _ITEM.c.fields).where(
        _ITEM.c.subject == bindparam("subject"), _ITEM.c.removed
    )
)
_MAPPINGS = Prepared(
    select(_PROGRAMME.c.headers, _PROGRAMME.c.mapping)
    .where(_PROGRAMME.c.mapping != "{}")
    .order_by(_PROGRAMME.c.time, _PROGRAMME.c.station, _PROGRAMME.c.number)
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is before an import."""

    items: tuple[KeptItem, ...]
    """Of every rundown, those that were removed by hand as well."""
    removed: Mapping[tuple[str, str, str], ItemFields] = field(default_factory=dict)
    """All that was in a rundown and is not, by stage, day and id: added again, it is there again
    in the place that it had, and as it was where nothing else is said."""


@dataclass(slots=True)
class _Told:
    """What imports have said of an item, and who has removed it."""

    said: dict[str, Any] | None = None
    added: ItemFields = field(default_factory=ItemFields)
    removed: bool = False
    before: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    """What was said before an import, by its press: an import may be undone."""


def kept(rows: Connection, plan: Plan, now: Clocks) -> Standing:
    """Every item of every rundown.

    Args:
        rows: the store.
        plan: the plan in force.
        now: both clocks of the station; what has begun by then has run.
    """
    found: list[KeptItem] = []
    removed: dict[tuple[str, str, str], ItemFields] = {}
    for listed in reading.rundowns(rows):
        here = reading.rundown(rows, plan, listed.stage, listed.day, now)
        told = _told(reading.edits(rows, listed.stage, listed.day))
        ran = here.show(now.at_ms).runs.keys()
        for place, (item, fields) in enumerate(here.fields.items()):
            said = told[item].said if item in told else None
            found.append(KeptItem(item, listed.stage, listed.day, fields, place, item in ran, said))
        found += [
            KeptItem(item, listed.stage, listed.day, each.added, removed=True)
            for item, each in told.items()
            if each.removed and item not in here.fields
        ]
        for row in _REMOVED.all(rows, {"subject": here.subject}):
            was = ItemFields.model_validate_json(row["fields"])
            removed[listed.stage, listed.day, row["item"]] = was
    return Standing(tuple(found), removed)


def _told(edits: Iterable[Row]) -> dict[str, _Told]:
    told: dict[str, _Told] = {}
    for row in edits:
        if not row["item"] or not row["effect"]:
            continue
        one = told.setdefault(row["item"], _Told())
        fact = json.loads(row["fact"])
        if row["press"].startswith(PRESS):
            one.before.setdefault(row["press"], dict(one.said) if one.said else one.said)
            _say(one, row["kind"], fact)
        elif row["undoes"].startswith(PRESS):
            one.said, one.removed = one.before.get(row["undoes"]), False
        elif row["kind"] == ItemRemoved.kind:
            one.removed = True
        elif row["kind"] in (ItemAdded.kind, ItemRestored.kind):
            one.removed = False
    return told


def _say(one: _Told, kind: str, fact: Mapping[str, Any]) -> None:
    if kind == ItemAdded.kind:
        one.added = ItemFields.model_validate_json(json.dumps(fact["fields"]))
        one.said, one.removed = claimed(one.added), False
    elif kind == ItemChanged.kind:
        changes = ItemFields.model_validate_json(json.dumps(fact.get("changes", {})))
        named = {name for name in changes.model_fields_set if name != "custom"}
        after = values(changes)
        said = {name: after[name] for name in after if name in named or name.startswith("custom.")}
        emptied = {
            f"custom.{name}": "" for name, text in (changes.custom or {}).items() if not text
        }
        cleared = dict.fromkeys(fact.get("cleared", ()))
        one.said = {**(one.said or {}), **said, **emptied, **cleared}
    elif kind == ItemRemoved.kind:
        one.said = None


def mappings(rows: Connection) -> dict[tuple[str, ...], dict[str, str]]:
    """The headers of sheets that somebody has explained, and how: field to header."""
    found = _MAPPINGS.all(rows, {})
    return {tuple(json.loads(row["headers"])): json.loads(row["mapping"]) for row in found}


def rooms(items: Sequence[KeptItem], source: str) -> dict[str, str]:
    """Room to stage, as the programme of that source was imported before."""
    own = [each for each in items if each.fields.source == source and each.fields.room]
    stages: dict[str, set[str]] = {}
    for each in own:
        stages.setdefault(each.fields.room or "", set()).add(each.stage)
    return {room: stage for room, known in stages.items() if len(known) == 1 for stage in known}


def wanted(rooms_said: Mapping[str, str]) -> dict[str, str]:
    """Room to stage as it was said, an empty stage taken as one that is not wanted."""
    return {room: stage or LEAVE_OUT for room, stage in rooms_said.items()}
