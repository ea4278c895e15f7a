"""In which box somebody's badge lies, and whether it still is right."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import bindparam, func, or_, select

from onsite.badges.bulk.facts import BadgeUnboxed
from onsite.badges.bulk.series import placed, series_of
from onsite.badges.bulk.tables import BoxedRow
from onsite.badges.codes.standing import replaced
from onsite.badges.templates.holder import ASIDE
from onsite.clock import from_ms
from onsite.errors import NotPossibleError
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.roster.acts.aliases import others_of, standing_for
from onsite.roster.facts import Record
from onsite.roster.service import attendee as known
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.badges.bulk.series import Series
    from onsite.journal.journal import Journal
    from onsite.store.prepared import Row

Outdated = Literal["", "changed", "replaced"]
"""`changed`: the roster says something else by now; `replaced`: the badge counts no more."""
_ON_A_BADGE = ("name", "given", "family", "company", "position", "country", "category")
"""Of a record; everything else may change, and a badge that lies in a box stays right."""
_BOXED = table_of(BoxedRow)
# Who had it in their hands knows better than whoever believed that it was thrown away.
IS_THERE = or_(_BOXED.c.undone.is_(False), _BOXED.c.collected_ms > 0)
_LIES = (_BOXED.c.undone.is_(False), _BOXED.c.at_ms > 0, _BOXED.c.collected_ms == 0)
_OF = Prepared(
    select(_BOXED)
    .where(
        _BOXED.c.attendee.in_(
            select(func.json_each(bindparam("records")).table_valued("value").c.value)
        ),
        IS_THERE,
        _BOXED.c.at_ms > 0,
    )
    .order_by(_BOXED.c.at_ms.desc(), _BOXED.c.batch.desc())
)
_IN_BOX = Prepared(
    select(_BOXED.c.attendee, _BOXED.c.batch).where(_BOXED.c.box == bindparam("box"), *_LIES)
)
_EVERYBODY = Prepared(select(_BOXED.c.attendee).distinct().where(IS_THERE, _BOXED.c.at_ms > 0))
_THROWN_AWAY = Prepared(
    select(_BOXED.c.batch)
    .where(
        _BOXED.c.attendee == bindparam("attendee"),
        _BOXED.c.generation == bindparam("generation"),
        _BOXED.c.undone.is_(True),
    )
    .limit(1)
)
_NAMES = Prepared(
    select(_BOXED.c.box, _BOXED.c.station)
    .distinct()
    .where(_BOXED.c.undone.is_(False), _BOXED.c.at_ms > 0)
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
    """Why it is not to be handed over; empty where it is right, and where its holder has it
    already, but for `replaced`."""
    attendee: str = ""
    """The record that it was made for."""
    batch: str = ""
    """With which others it was printed."""
    desk: str = ""
    """The id of the desk at which the box stands; empty for any."""
    collected: bool = False
    """Whether it was taken out for its holder."""
    scan: str = ""
    """The key of the scan that told of that; empty where somebody has said so."""
    besides: str = ""
    """The box out of which another badge was taken that is as good, by a desk that was apart; empty
    for none."""

    @property
    def lies(self) -> bool:
        """Whether it is to be taken out of its box and handed over."""
        return not self.outdated and not self.collected


def printed_of(record: Record, columns: Iterable[str] = ()) -> str:
    """Tells whether a badge that was made from a record would be the same now.

    Args:
        record: of its holder.
        columns: of the list of which it says something, in small letters. All others may change,
            as the time of a payment does with each import.
    """
    said = [getattr(record, field) for field in _ON_A_BADGE]
    known = {key.casefold(): each for key, each in record.extra}
    known |= {key: getattr(record, key) for key in ASIDE}
    shown = [known.get(each, "") for each in sorted(columns)]
    text = json.dumps([*said, record.speaker, shown], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def box_of(rows: Connection, attendee: str) -> str | None:
    """The box in which somebody's badge lies, to be handed over; None where none does.

    A badge that is in a box and no longer right is in none; see `boxed`.
    """
    found = boxed(rows, attendee)
    return found.box if found is not None and found.lies else None


def boxed(rows: Connection, attendee: str) -> Boxed | None:
    """The badge that was printed ahead for somebody, by whichever of their records.

    Of several it is one that counts: the one that its holder has, else the one that was printed
    last.
    """
    stays = standing_for(rows, attendee)
    records = list(dict.fromkeys((stays, attendee, *others_of(rows, stays))))
    found = _OF.all(rows, {"records": json.dumps(records)})
    if not found:
        return None
    good = [row for row in found if replaced(rows, row["attendee"], row["generation"]) is None]
    if not good:
        return _told(found[0], "replaced")
    given = [row for row in good if row["collected_ms"]]
    if given:
        besides = next((row["box"] for row in given[1:] if row["box"] != given[0]["box"]), "")
        return _told(given[0], "", besides)
    now = known(rows, stays)
    changed = now is not None and says_else(good[0], now.record)
    return _told(good[0], "changed" if changed else "")


def badge_ahead(rows: Connection, attendee: str, generation: int) -> Boxed | None:
    """That very badge, where it was printed ahead and still counts.

    Args:
        rows: the open transaction.
        attendee: the record that the badge was made for.
        generation: which badge of theirs.
    """
    found = boxed(rows, attendee)
    if found is None or found.outdated == "replaced" or found.generation != generation:
        return None
    return found


def thrown_away(rows: Connection, attendee: str, generation: int) -> str:
    """The batch of that badge, where its box was emptied since; empty where it was not.

    Args:
        rows: the open transaction.
        attendee: the record that the badge was made for.
        generation: which badge of theirs.
    """
    asked = {"attendee": attendee, "generation": generation}
    found = _THROWN_AWAY.first(rows, asked) if boxed(rows, attendee) is None else None
    return found["batch"] if found is not None else ""


def series_here(rows: Connection, station: str) -> Series:
    """How a station calls the boxes that it makes next.

    Args:
        rows: the open transaction.
        station: its id.
    """
    found = _NAMES.all(rows, {})
    own = [row["box"] for row in found if row["station"] == station]
    return series_of(station, own, [row["box"] for row in found if row["station"] != station])


def everybody_in_boxes(rows: Connection) -> frozenset[str]:
    """Whose badges were printed ahead, right or not, in a box or handed over."""
    return frozenset(row["attendee"] for row in _EVERYBODY.all(rows, {}))


def take_out(journal: Journal, rows: Connection, box: str, operator: str) -> int:
    """The badges of a box are in none: thrown away, or never printed. Answers how many.

    Args:
        box: what stands on it, in letters of any size; its number alone, where that is enough.
        operator: who says so.

    Raises:
        NotPossibleError: no badge lies in such a box.
    """
    found = _IN_BOX.all(rows, {"box": named(rows, box)})
    facts = [BadgeUnboxed(attendee=row["attendee"], batch=row["batch"]) for row in found]
    journal.append(rows, *facts, operator=operator)
    return len({row["attendee"] for row in found})


def named(rows: Connection, box: str) -> str:
    """The box with badges that somebody means, as it is called.

    Raises:
        NotPossibleError: there is none, or there are several.
    """
    said = box.strip().upper()
    lying: list[str] = sorted(rows.execute(select(_BOXED.c.box).distinct().where(*_LIES)).scalars())
    by_number = [each for each in lying if said == str(placed(each)[1])]
    meant = [each for each in lying if each.upper() == said] or by_number
    if len(meant) != 1:
        listed = _(", ").join(sorted(lying, key=placed)) or "–"
        raise NotPossibleError(
            _("No badges lie in a box {box}.").format(box=box)
            if not meant
            else _("Several boxes have the number {number}.").format(number=said),
            _("Boxes with badges: {boxes}.").format(boxes=listed),
        )
    return meant[0]


def said_otherwise(
    rows: Connection, attendee: str, generation: int
) -> Literal["", "name", "other"]:
    """What the roster says otherwise by now than a badge that was printed ahead; empty for nothing.

    Args:
        rows: the open transaction.
        attendee: the record that the badge was made for.
        generation: which badge of theirs.
    """
    now = known(rows, standing_for(rows, attendee))
    made = [
        row
        for row in _OF.all(rows, {"records": json.dumps([attendee])})
        if row["generation"] == generation
    ]
    if now is None or not any(says_else(row, now.record) for row in made):
        return ""
    name = printed_of(Record(name=now.record.name))
    return "name" if any(row["whose"] not in ("", name) for row in made) else "other"


def says_else(row: Row, record: Record) -> bool:
    """Whether a badge says something else than a record; with its row of `badge_boxed`."""
    return bool(printed_of(record, json.loads(row["columns"])) != row["printed"])


def _told(row: Row, outdated: Outdated, besides: str = "") -> Boxed:
    return Boxed(
        row["box"],
        row["generation"],
        from_ms(row["at_ms"]),
        outdated,
        row["attendee"],
        row["batch"],
        row["desk"],
        bool(row["collected_ms"]),
        row["collected_scan"],
        besides,
    )
