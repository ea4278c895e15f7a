"""The cues of a rundown as they are kept: rows into plain values."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from onsite.journal.fold import table_of
from onsite.stage.cues import facts
from onsite.stage.cues.cue import NOTHING, Cue, Record, Shot
from onsite.stage.cues.rules import Turn, keeper, standings, turning
from onsite.stage.cues.tables import CueLogRow, CueRow
from onsite.stage.facts import rundown_subject
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from onsite.stage.cues.cue import Standing
    from onsite.stage.engine.show import Show
    from onsite.stage.reading import Kept
    from onsite.store.prepared import Row

_CUE, _LOG = table_of(CueRow), table_of(CueLogRow)
_SUBJECT: Any = bindparam("subject")
_CUES = Prepared(
    select(_CUE)
    .where(_CUE.c.subject == _SUBJECT, _CUE.c.item != "", ~_CUE.c.removed)
    .order_by(_CUE.c.time, _CUE.c.cue)
)
_SAID = Prepared(
    select(_LOG)
    .where(_LOG.c.subject == _SUBJECT)
    .order_by(_LOG.c.time, _LOG.c.station, _LOG.c.number)
)
_SUBJECTS = Prepared(select(_CUE.c.subject).where(_CUE.c.item != "", ~_CUE.c.removed).distinct())


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of a rundown, and all that happened to them."""

    cues: tuple[Cue, ...] = ()
    records: Mapping[tuple[str, str], Record] = field(default_factory=dict)
    """By cue and run."""
    taken: tuple[int, str] | None = None
    """Stamp and station of the last taking over; an empty station for nobody, as where something
    was begun from the shell and no console is open."""

    def standings(self, kept: Kept, show: Show, now_ms: int) -> list[Standing]:
        """How they stand at a moment."""
        known = (self.cues, kept.rundown, show, self.records, now_ms)
        act = turning(kept.acts, show, now_ms)
        if act is None:
            return standings(*known)
        earlier = replace(kept, acts=tuple(each for each in kept.acts if each.order < act.order))
        return standings(*known, Turn(act.at_ms, earlier.show(act.at_ms)))

    def keeper(self, kept: Kept, show: Show, item: str) -> str:
        """The station that fires those of an item; empty for none so far."""
        return keeper(kept.acts, show, show.run(item), self.taken)

    def of_item(self, item: str) -> Cues:
        """Those of one item."""
        return replace(self, cues=tuple(each for each in self.cues if each.item == item))

    def named(self, cue: str) -> Cue | None:
        """The cue of that id."""
        return next((each for each in self.cues if each.id == cue), None)


def cues(rows: Connection, stage: str, day: str) -> Cues:
    """The cues of a rundown."""
    subject = {"subject": rundown_subject(stage, day)}
    found = tuple(_cue(row) for row in _CUES.all(rows, subject))
    said = _counting(_SAID.all(rows, subject))
    taken = [(row["time"], _taken_by(row)) for row in said if not row["cue"]]
    return Cues(found, _records(said), taken[-1] if taken else None)


def rundowns_with_cues(rows: Connection) -> list[tuple[str, str]]:
    """Stage and day of every rundown that has a cue."""
    found = (row["subject"].partition(":")[2] for row in _SUBJECTS.all(rows, {}))
    return [(name.rpartition("/")[0], name.rpartition("/")[2]) for name in found]


def _taken_by(row: Row) -> str:
    if row["kind"] == facts.CuesLeft.kind:
        return str(_fields(row["fact"]).get("to", ""))
    return str(row["station"])


@lru_cache(maxsize=4096)
def _fields(text: str) -> Mapping[str, Any]:
    said: dict[str, Any] = json.loads(text)
    return said


def _cue(row: Row) -> Cue:
    return Cue(row["cue"], row["item"], **_fields(row["fields"]))


def _counting(said: list[Row]) -> list[Row]:
    """What was not taken back."""
    kind = facts.CueTakenBack.kind
    gone = {_fields(row["fact"]).get("takes_back") for row in said if row["kind"] == kind}
    return [
        row
        for row in said
        if row["kind"] != kind and f"{row['station']}-{row['number']}" not in gone
    ]


def _records(said: list[Row]) -> dict[tuple[str, str], Record]:
    found: dict[tuple[str, str], Record] = {}
    for row in said:
        if row["cue"]:
            key = (row["cue"], row["run"])
            found[key] = _after(found.get(key, NOTHING), row)
    return found


def _after(record: Record, row: Row) -> Record:
    kind, told = row["kind"], _fields(row["fact"])
    if kind == facts.CueStoodBy.kind:
        return replace(record, stood_by_ms=row["at_ms"])
    if kind == facts.CueDone.kind:
        return replace(
            record,
            done_ms=row["at_ms"],
            done_station=row["station"],
            done_operator=row["operator"],
        )
    known = {shot.id: shot for shot in record.shots}
    if kind == facts.CueFired.kind:
        known.setdefault(told["shot"], _shot(row, told))
    elif told["shot"] in known:
        known[told["shot"]] = replace(
            known[told["shot"]],
            ended_ms=row["at_ms"],
            result=told["result"],
            why=told.get("why", ""),
            detail=told.get("detail", ""),
        )
    return replace(record, shots=tuple(known.values()))


def _shot(row: Row, told: Mapping[str, Any]) -> Shot:
    return Shot(
        told["shot"],
        row["at_ms"],
        row["station"],
        row["operator"],
        told.get("due_ms"),
        told.get("by_clock", False),
    )
