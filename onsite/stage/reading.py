"""Rundowns as they are kept: rows into the values that the engine and the screens work with."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from onsite.journal.fold import table_of
from onsite.journal.hlc import ms_of
from onsite.plan.stage import StagePart, thresholds_ms
from onsite.stage import facts
from onsite.stage.clock.steady import placed
from onsite.stage.engine import acts as deeds
from onsite.stage.engine import replay
from onsite.stage.engine.items import Item, Kind, Rundown, StartRule
from onsite.stage.facts import rundown_subject
from onsite.stage.fields import ItemFields
from onsite.stage.rules import must_end_ms
from onsite.stage.tables import ActRow, EditRow, ItemRow, RundownRow
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.stage.clock.steady import Reading
    from onsite.stage.engine.acts import Act, ActId
    from onsite.stage.engine.show import Show
    from onsite.store.prepared import Row

_RUNDOWN = table_of(RundownRow)
_ITEM = table_of(ItemRow)
_EDIT = table_of(EditRow)
_ACT = table_of(ActRow)
_SUBJECT: Any = bindparam("subject")
_OF = Prepared(select(_RUNDOWN).where(_RUNDOWN.c.subject == _SUBJECT))
_ITEMS = Prepared(
    select(_ITEM.c.item, _ITEM.c.fields, _ITEM.c.removed)
    .where(_ITEM.c.subject == _SUBJECT, _ITEM.c.added)
    .order_by(_ITEM.c.place, _ITEM.c.item)
)
_ACTS = Prepared(
    select(_ACT)
    .where(_ACT.c.subject == _SUBJECT)
    .order_by(_ACT.c.time, _ACT.c.station, _ACT.c.number)
)
_EDITS = Prepared(
    select(_EDIT)
    .where(_EDIT.c.subject == _SUBJECT)
    .order_by(_EDIT.c.time, _EDIT.c.station, _EDIT.c.number)
)
_ALL = Prepared(
    select(
        _RUNDOWN.c.stage,
        _RUNDOWN.c.day,
        func.count(_ITEM.c.item).label("items"),
    )
    .select_from(
        _RUNDOWN.outerjoin(
            _ITEM, (_ITEM.c.subject == _RUNDOWN.c.subject) & _ITEM.c.added & ~_ITEM.c.removed
        )
    )
    .group_by(_RUNDOWN.c.subject)
    .order_by(_RUNDOWN.c.day, _RUNDOWN.c.stage)
)
_KINDS: dict[str, Callable[..., Act]] = {
    getattr(facts, kind.__name__).kind: kind
    for kind in (
        *(deeds.Armed, deeds.Started, deeds.Ended, deeds.Paused, deeds.Resumed, deeds.Added),
        *(deeds.Corrected, deeds.Delayed, deeds.DelayApplied, deeds.Skipped, deeds.Unskipped),
        *(deeds.Followed, deeds.Undone),
    )
}
_WHERE = ("stage", "day")
_FIRST_YEAR = 1971
_NO_STAGE = StagePart(name="–")


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did an act, for the log: what it was says the act itself."""

    operator: str
    time: int
    """The stamp of its entry."""


@dataclass(frozen=True)
class Kept:
    """A rundown as it is kept: what is planned, and what was done."""

    stage: str
    day: str
    """Of the event, as ISO date."""
    rundown: Rundown
    fields: Mapping[str, ItemFields] = field(default_factory=dict)
    """By item, all that is said of it: texts, speakers, custom fields."""
    acts: tuple[Act, ...] = ()
    """In the order of the journal."""
    deeds: Mapping[ActId, Deed] = field(default_factory=dict)
    must_end_ms: int | None = None
    """Its own; `rundown.must_end_ms` is the plan's where it has none."""

    @property
    def subject(self) -> str:
        """What its facts are about."""
        return rundown_subject(self.stage, self.day)

    def show(self, now_ms: int) -> Show:
        """What has come of it by a moment."""
        return self._replayed.show(now_ms)

    @cached_property
    def _replayed(self) -> replay.Replay:
        # A screen asks for every second of a rundown in which nothing has been done since.
        return replay.Replay(self.rundown, self.acts)


@dataclass(frozen=True, slots=True)
class Listed:
    """A rundown that there is."""

    stage: str
    day: str
    items: int


def rundown(rows: Connection, plan: Plan, stage: str, day: str, now: Reading | None = None) -> Kept:
    """What is kept of a rundown; one that nobody has begun is empty.

    Args:
        rows: the store.
        plan: the plan in force.
        stage: its id in the plan.
        day: of the event, as ISO date.
        now: both clocks of this station, by which its acts stand where they must after a sleep
            or a step of its clock; see `clock.steady`. None where that is not asked.
    """
    subject = {"subject": rundown_subject(stage, day)}
    listed = _ITEMS.all(rows, subject)
    said = {row["item"]: row["fields"] for row in listed if not row["removed"]}
    kept = _OF.first(rows, subject)
    own = kept["must_end_ms"] if kept is not None else None
    edited_ms = ms_of(kept["time"]) if kept is not None else 0
    done = _ACTS.all(rows, subject)
    acts = placed([_act(row) for row in done], now)
    return Kept(
        stage,
        day,
        replace(_rundown(plan, stage, day, listed, own), edited_ms=edited_ms),
        {key: _fields(text) for key, text in said.items()},
        acts,
        {act.id: Deed(row["operator"], row["time"]) for act, row in zip(acts, done, strict=True)},
        own,
    )


def rundowns(rows: Connection) -> tuple[Listed, ...]:
    """Every rundown in which something stands or stood, by day and stage."""
    return tuple(Listed(row["stage"], row["day"], row["items"]) for row in _ALL.all(rows, {}))


def edits(rows: Connection, stage: str, day: str) -> list[Row]:
    """What was edited, in the order of the journal, as rows of `EditRow`."""
    return _EDITS.all(rows, {"subject": rundown_subject(stage, day)})


def taken_back(edited: Sequence[Row]) -> set[str]:
    """The presses whose edits were undone, and not done again by undoing that.

    Args:
        edited: all edits of a rundown, in the order of the journal.
    """
    gone: set[str] = set()
    for row in reversed(edited):
        if row["undoes"] and row["press"] not in gone:
            gone.add(row["undoes"])
    return gone


def _rundown(plan: Plan, stage: str, day: str, said: Sequence[Row], own: int | None) -> Rundown:
    part = plan.stages.get(stage, _NO_STAGE)
    usual = thresholds_ms(plan.stage, part)
    early = frozenset(plan.stage.early)
    items: list[Item] = []
    removed: list[tuple[int, Item]] = []
    for row in said:
        item = _item(row["item"], row["fields"], usual, early)
        if row["removed"]:
            removed.append((len(items), item))
        else:
            items.append(item)
    must_end = own if own is not None else must_end_ms(plan, stage, _date(plan, day))
    subject = rundown_subject(stage, day)
    return Rundown(subject, tuple(items), must_end, removed=tuple(removed))


def item_of(
    key: str, said: ItemFields, usual: tuple[int, int], early: frozenset[str] = frozenset()
) -> Item:
    """An item as the engine takes it.

    Args:
        key: its id.
        said: all of its fields.
        usual: warning and danger where it has none of its own, in milliseconds; of a short item
            no more than half and a quarter of it.
        early: the kinds that may begin before their planned start where it does not say.
    """
    kind, length = said.kind or "talk", said.length_ms or 0
    return Item(
        id=key,
        title=said.title or "",
        kind=Kind(kind),
        start_ms=said.start_ms or 0,
        length_ms=length,
        rule=StartRule.MANUAL if said.held else StartRule(said.rule or "linked"),
        shortest_ms=said.shortest_ms,
        qa_ms=min(said.qa_ms or 0, length),
        early=kind in early if said.early is None else said.early,
        warn_ms=min(usual[0], length // 2) if said.warn_ms is None else said.warn_ms,
        danger_ms=min(usual[1], length // 4) if said.danger_ms is None else said.danger_ms,
        qualify=said.qualify,
        speakers=tuple(each.id for each in said.speakers or ()),
        skipped=bool(said.skipped),
    )


@lru_cache(maxsize=4096)
def _item(key: str, text: str, usual: tuple[int, int], early: frozenset[str]) -> Item:
    return item_of(key, _fields(text), usual, early)


@lru_cache(maxsize=4096)
def _fields(text: str) -> ItemFields:
    return ItemFields.model_validate_json(text)


def as_act(fact: facts.Act, station: str, number: int, stamp: int) -> Act:
    """The act that an entry says, as the engine takes it."""
    said = fact.model_dump(exclude={"stage", "day"})
    if isinstance(fact, facts.Undone):
        said["act"] = deeds.ActId(said.pop("act_station"), said.pop("act_number"))
    _name_closed(said)
    return _KINDS[fact.kind](**said, station=station, number=number, stamp=stamp)


def _name_closed(said: dict[str, Any]) -> None:
    if "closes" in said:
        said["closes"] = tuple(deeds.ActId(*each) for each in said["closes"])


def _act(row: Row) -> Act:
    said = (row["kind"], row["fact"], row["station"], row["number"], row["time"], row["at_ms"])
    return _made(*said)


@lru_cache(maxsize=8192)
def _made(kind: str, fact: str, station: str, number: int, stamp: int, at_ms: int) -> Act:
    # An entry never changes: of a day's acts only the last one is new.
    said = {key: value for key, value in json.loads(fact).items() if key not in _WHERE}
    if kind == facts.Undone.kind:
        said["act"] = deeds.ActId(said.pop("act_station", ""), said.pop("act_number", 0))
    _name_closed(said)
    return _KINDS[kind](**{**said, "at_ms": at_ms}, station=station, number=number, stamp=stamp)


def _date(plan: Plan, day: str) -> date:
    """A day that a calendar knows; that of nobody's but a newer Onsite is the event's first."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return plan.event.days[0]
    return found if _FIRST_YEAR <= found.year < date.max.year else plan.event.days[0]


def kind_of(act: Act) -> str:
    """The kind of the fact that says an act."""
    return next(kind for kind, known in _KINDS.items() if type(act) is known)
