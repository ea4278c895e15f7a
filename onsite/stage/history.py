"""All that was done to a rundown, in order, and what came of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from onsite.journal.hlc import ms_of
from onsite.stage import beside
from onsite.stage.acting import title
from onsite.stage.engine.acts import ActId, Undone
from onsite.stage.engine.show import Fate, FateKind
from onsite.stage.reading import kind_of, taken_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onsite.stage.beside import Done
    from onsite.stage.engine.acts import Act
    from onsite.stage.reading import Kept
    from onsite.store.prepared import Row

Came = Literal["took", "same-press", "already", "undone", "nothing-to-do"]
_FATES: dict[FateKind, Came] = {
    FateKind.TOOK: "took",
    FateKind.SAME_PRESS: "same-press",
    FateKind.ALREADY: "already",
    FateKind.UNDONE: "undone",
    FateKind.NOTHING: "nothing-to-do",
}
_NOT_SAID_BESIDE = ("stage", "day", "press", "item", "at_ms", "undoes", "run", "shot", "due_ms")
_NOT_SAID = ("stage", "day", "press", "item", "at_ms", "boot", "boot_ms", "undoes", "run")


@dataclass(frozen=True, slots=True)
class Line:
    """One act or edit."""

    id: ActId
    time: int
    """The stamp of its entry, by which they are in order."""
    at_ms: int
    """When it was done, in milliseconds UTC since 1970."""
    operator: str
    kind: str
    """Of its fact."""
    item: str
    """Empty where it is about the rundown."""
    title: str
    came: Came
    first: ActId | None
    """What was there first, or what has undone it."""
    press: str
    details: dict[str, Any]
    """What else it says."""


def history(
    kept: Kept, edits: Iterable[Row], now_ms: int, others: Sequence[Done] = ()
) -> list[Line]:
    """Everything in the order of the journal.

    Args:
        kept: the rundown.
        edits: `reading.edits` of it.
        now_ms: what came of the acts by then.
        others: `beside.done` of it: what was done to its cues, speakers and displays.
    """
    fates = kept.show(now_ms).fates
    edited = list(edits)
    gone = taken_back(edited)
    lines = [
        *(_of_act(kept, act, fates.get(act.id, Fate(FateKind.NOTHING))) for act in kept.acts),
        *(_of_edit(kept, row, gone) for row in edited),
        *_of_others(others),
    ]
    return sorted(lines, key=lambda line: (line.time, *line.id))


def _of_act(kept: Kept, act: Act, fate: Fate) -> Line:
    details = {
        name: getattr(act, name)
        for name in ("by_ms", "started_ms", "on", "by_clock", "before")
        if getattr(act, name, None)
    }
    meant = act
    if isinstance(act, Undone):
        meant = next((each for each in kept.acts if each.id == act.act), act)
        details = {"act": f"{act.act.station}-{act.act.number}", "undone": kind_of(meant)}
    item = getattr(meant, "item", "")
    return Line(
        act.id,
        act.stamp,
        act.at_ms,
        kept.deeds[act.id].operator,
        kind_of(act),
        item,
        title(kept, item),
        _FATES[fate.kind],
        fate.first,
        act.press,
        details,
    )


def _of_others(others: Sequence[Done]) -> Iterator[Line]:
    gone = beside.undone([*others])
    for each in others:
        said = each.fact.model_dump(mode="json", exclude_defaults=True)
        if "changes" in said:
            said["fields"] = said.pop("changes")
        details = {key: value for key, value in said.items() if key not in _NOT_SAID_BESIDE}
        came: Came = "undone" if each.key in gone else "took"
        about = (each.item, each.name, came, None, getattr(each.fact, "press", ""))
        yield Line(
            each.id, each.time, ms_of(each.time), each.operator, each.fact.kind, *about, details
        )


def _of_edit(kept: Kept, row: Row, gone: set[str]) -> Line:
    said = {key: value for key, value in json.loads(row["fact"]).items() if key not in _NOT_SAID}
    came: Came = "took" if row["effect"] else "nothing-to-do"
    return Line(
        ActId(row["station"], row["number"]),
        row["time"],
        ms_of(row["time"]),
        row["operator"],
        row["kind"],
        row["item"],
        title(kept, row["item"]),
        "undone" if row["press"] in gone and row["effect"] else came,
        None,
        row["press"],
        said,
    )
