"""Setting a count right: recounts, and the close of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, cast

from onsite.clock import from_ms
from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _
from onsite.zones.counting import bases, reading
from onsite.zones.counting.facts import (
    CountedRow,
    DayClosed,
    RecountWithdrawn,
    ZoneRecounted,
)
from onsite.zones.counting.places import check_zone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.store.prepared import Row
    from onsite.zones.acting import By
    from onsite.zones.counting.views import Absorbed, Standing

    Because = Literal["drift", "inside", "other"]

MOST = 10_000_000
"""People in a zone."""
MOST_ROWS = 2000
LONGEST = 500
SHORT = 80
REASONS = ("drift", "inside", "other")


@dataclass(frozen=True, slots=True)
class Recounted:
    """What came of a recount, or of the close of a day."""

    standing: Standing
    """Now; its base is another one where a newer recount is known."""
    key: str
    """Of the recount, to withdraw it."""
    expected: int
    """What the taps had made of it at the cut."""
    error: int
    """Counted less expected."""
    absorbed: tuple[Absorbed, ...]
    """What has come late to the base in force."""


def recount(  # noqa: PLR0913 - the act, and where it is done
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    zone: str,
    people: int,
    *,
    rows_counted: Sequence[tuple[str, int]] = (),
    began_ms: int | None = None,
    cut_ms: int | None = None,
) -> Recounted:
    """Say how many are in a zone: a new base, from the cut on.

    Args:
        people: everybody in it.
        rows_counted: by rows of seats, their names and people; in all as many as `people`.
        began_ms: when counting began; None: at the cut.
        cut_ms: the instant for which it holds, in milliseconds UTC since 1970; None: now.

    Raises:
        BadInputError: there is no such zone, the rows do not add up, or a time is impossible.
    """
    zone = check_zone(plan, zone)
    known = bases.one(rows, zone, by.key)
    if known is None:
        parts = _parts(people, rows_counted)
        cut_ms = _cut(rows, by, zone, cut_ms)
        said = ZoneRecounted(
            zone=zone,
            key=by.key,
            began_ms=_began(began_ms, cut_ms),
            cut_ms=cut_ms,
            people=people,
            rows=parts,
            expected=reading.total_at(rows, zone, cut_ms),
        )
        journal.append(rows, said, operator=by.operator)
    return _told(rows, zone, by.key)


def withdraw_recount(  # noqa: PLR0913, PLR0917 - the act, and where it is done
    journal: Journal, rows: Connection, plan: Plan, by: By, zone: str, recount: str, why: str = ""
) -> Standing:
    """Take a recount back: what stood before it holds again.

    Raises:
        BadInputError: there is no such zone.
        NotPossibleError: there is no such recount. One that was taken back already stays so.
    """
    zone = check_zone(plan, zone)
    known = bases.one(rows, zone, recount)
    if known is None or known["how"] == "day":
        raise NotPossibleError(_("There is no such recount."))
    if not known["withdrawn"]:
        said = RecountWithdrawn(
            zone=zone, key=by.key, recount=recount, why=why[:LONGEST], at_ms=by.at_ms
        )
        journal.append(rows, said, operator=by.operator)
    return reading.standing(rows, zone)


def close_day(  # noqa: PLR0913, PLR0917 - the act, and where it is done
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    zone: str,
    because: Because,
    starts_with: int = 0,
    note: str = "",
    day: str | None = None,
) -> Recounted:
    """End the day of a zone: name what is left in its count, and what the next day begins with.

    Args:
        because: what the residual is: errors of counting, people who are still there, or else.
        starts_with: how many are in it when the next day begins.
        note: in words; needed where the residual is something else.
        day: of the event, ISO 8601; None: the one that it is.

    Raises:
        BadInputError: there is no such zone, reason or day, or the words are missing.
    """
    zone = check_zone(plan, zone)
    if bases.one(rows, zone, by.key) is None:
        _check_close(because, starts_with, note)
        cut_ms = _cut(rows, by, zone, None)
        said = DayClosed(
            zone=zone,
            key=by.key,
            day=_day(plan, by, day),
            cut_ms=cut_ms,
            residual=reading.total_at(rows, zone, cut_ms),
            because=because,
            note=note[:LONGEST],
            starts_with=starts_with,
        )
        journal.append(rows, said, operator=by.operator)
    return _told(rows, zone, by.key)


def _told(rows: Connection, zone: str, key: str) -> Recounted:
    row = cast("Row", bases.one(rows, zone, key))
    late = reading.absorbed(rows, zone)
    error = row["people"] - row["expected"]
    return Recounted(reading.standing(rows, zone), key, row["expected"], error, late)


def _parts(people: int, counted: Sequence[tuple[str, int]]) -> tuple[CountedRow, ...]:
    if not 0 <= people <= MOST or any(not 0 <= each <= MOST for _name, each in counted):
        raise BadInputError(
            _("Nobody can count so many."), _("Give how many are there, 0 or more.")
        )
    if len(counted) > MOST_ROWS:
        raise BadInputError(
            _("Those are too many rows."), _("Give {most} at the most.").format(most=MOST_ROWS)
        )
    found = sum(each for _name, each in counted)
    if counted and found != people:
        raise BadInputError(
            _("The rows add up to {found}, not to {people}.").format(found=found, people=people)
        )
    return tuple(CountedRow(name=name[:SHORT], people=each) for name, each in counted)


def _cut(rows: Connection, by: By, zone: str, cut_ms: int | None) -> int:
    """For which instant it holds; one that is made now is newer than all that are known."""
    if cut_ms is None:
        return max(by.at_ms, bases.newest_cut(rows, zone) + 1)
    if cut_ms > by.at_ms:
        raise BadInputError(
            _("That time is still to come."), _("Give the time at which everybody was counted.")
        )
    return max(0, cut_ms)


def _began(began_ms: int | None, cut_ms: int) -> int:
    if began_ms is not None and began_ms > cut_ms:
        raise BadInputError(
            _("Counting cannot begin after it has ended."),
            _("Give the time at which it began, or leave it out."),
        )
    return cut_ms if began_ms is None else max(0, began_ms)


def _check_close(because: str, starts_with: int, note: str) -> None:
    if because not in REASONS:
        raise BadInputError(
            _("There is no reason “{because}”.").format(because=because),
            _("Give one of {reasons}.").format(reasons=_(", ").join(REASONS)),
        )
    if because == "other" and not note.strip():
        raise BadInputError(_("Say in words what is left in the count."))
    if not 0 <= starts_with <= MOST:
        raise BadInputError(
            _("Nobody can count so many."), _("Give how many are there, 0 or more.")
        )


def _day(plan: Plan, by: By, day: str | None) -> str:
    if day is None:
        return plan.day_of(from_ms(by.at_ms)).isoformat()
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise BadInputError(
            _("“{day}” is no day.").format(day=day), _("Give it as 2026-11-24.")
        ) from None
