"""In which box somebody's badge lies, and whether it still is right."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import bindparam, func, select

from onsite.badges.bulk.facts import BadgeUnboxed
from onsite.badges.bulk.tables import BoxedRow
from onsite.badges.codes.standing import replaced
from onsite.clock import from_ms
from onsite.errors import NotPossibleError
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.roster.acts.aliases import others_of, standing_for
from onsite.roster.service import attendee as known
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.roster.facts import Record

Outdated = Literal["", "changed", "replaced"]
"""`changed`: the roster says something else by now; `replaced`: the badge counts no more."""
_ON_A_BADGE = ("name", "given", "family", "company", "position", "country", "category")
"""Of a record; everything else may change, and a badge that lies in a box stays right."""
_BOXED = table_of(BoxedRow)
_OF = Prepared(
    select(_BOXED)
    .where(
        _BOXED.c.attendee.in_(
            select(func.json_each(bindparam("records")).table_valued("value").c.value)
        ),
        _BOXED.c.undone.is_(False),
        _BOXED.c.at_ms > 0,
    )
    .order_by(_BOXED.c.at_ms.desc(), _BOXED.c.batch.desc())
)
_IN_BOX = Prepared(
    select(_BOXED.c.attendee, _BOXED.c.batch).where(
        _BOXED.c.box == bindparam("box"), _BOXED.c.undone.is_(False), _BOXED.c.at_ms > 0
    )
)
_EVERYBODY = Prepared(
    select(_BOXED.c.attendee).distinct().where(_BOXED.c.undone.is_(False), _BOXED.c.at_ms > 0)
)


@dataclass(frozen=True, slots=True)
class Boxed:
    """A badge that was printed ahead."""

    box: str
    """What stands on the box."""
    generation: int
    at: datetime
    """When it was printed, aware."""
    outdated: Outdated = ""
    """Why it is not to be handed over; empty where it is right."""


def printed_of(record: Record) -> str:
    """Tells whether a badge that was made from a record would be the same now."""
    said = [getattr(record, field) for field in _ON_A_BADGE]
    text = json.dumps([*said, record.speaker, record.extra], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def box_of(rows: Connection, attendee: str) -> str | None:
    """The box in which somebody's badge lies, to be handed over; None where none does.

    A badge that is in a box and no longer right is in none; see `boxed`.
    """
    found = boxed(rows, attendee)
    return found.box if found is not None and not found.outdated else None


def boxed(rows: Connection, attendee: str) -> Boxed | None:
    """The badge that was printed ahead for somebody last, by whichever of their records."""
    stays = standing_for(rows, attendee)
    records = list(dict.fromkeys((stays, attendee, *others_of(rows, stays))))
    row = _OF.first(rows, {"records": json.dumps(records)})
    if row is None:
        return None
    outdated: Outdated = ""
    now = known(rows, stays)
    if replaced(rows, row["attendee"], row["generation"]) is not None:
        outdated = "replaced"
    elif now is not None and printed_of(now.record) != row["printed"]:
        outdated = "changed"
    return Boxed(row["box"], row["generation"], from_ms(row["at_ms"]), outdated)


def next_number(rows: Connection) -> int:
    """The number of the next box."""
    return max((number_of(box) for box in _known(rows)), default=0) + 1


def everybody_in_boxes(rows: Connection) -> frozenset[str]:
    """Whose badges were printed ahead, right or not."""
    return frozenset(row["attendee"] for row in _EVERYBODY.all(rows, {}))


def take_out(journal: Journal, rows: Connection, box: str, operator: str) -> int:
    """The badges of a box are in none: thrown away, or never printed. Answers how many.

    Raises:
        NotPossibleError: no badge lies in such a box.
    """
    found = _IN_BOX.all(rows, {"box": box})
    if not found:
        listed = ", ".join(sorted(_known(rows), key=number_of)) or "–"
        raise NotPossibleError(
            _("No badges lie in a box {box}.").format(box=box),
            _("Boxes with badges: {boxes}.").format(boxes=listed),
        )
    facts = [BadgeUnboxed(attendee=row["attendee"], batch=row["batch"]) for row in found]
    journal.append(rows, *facts, operator=operator)
    return len({row["attendee"] for row in found})


def number_of(box: str) -> int:
    """The number of a box, by which boxes are sorted; 0 where it has none."""
    return int(box) if box.isascii() and box.isdecimal() else 0


def _known(rows: Connection) -> list[str]:
    found = select(_BOXED.c.box).distinct().where(_BOXED.c.undone.is_(False), _BOXED.c.at_ms > 0)
    return list(rows.execute(found).scalars())
