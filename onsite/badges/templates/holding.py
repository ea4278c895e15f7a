"""From the roster to whom a badge is made for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.templates.holder import ASIDE, NOBODY, Holder
from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.roster.service import attendee as known

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlalchemy import Connection

    from onsite.badges.codes.code import BadgeCode
    from onsite.plan.model import Plan
    from onsite.roster.facts import Record

PRONOUNS = ("pronouns", "pronoun", "preferred pronouns")
"""Headers, in small letters, of the column that has them."""
_PICTURES = (".jpg", ".jpeg", ".png")


def holder(
    rows: Connection,
    plan: Plan,
    attendee: str,
    code: BadgeCode | None,
    photos: Path | None = None,
) -> Holder:
    """What a badge says of somebody, as the roster knows them now.

    Args:
        rows: of the store.
        plan: has the categories and the VIPs.
        attendee: id in the roster.
        code: of this badge; None where it is only to be looked at.
        photos: the folder of portraits, each named by its holder's id or one of their codes.

    Raises:
        NotPossibleError: nobody has that id.
    """
    found = known(rows, attendee)
    if found is None:
        raise NotPossibleError(
            _("There is nobody with the id {attendee} on the list.").format(attendee=attendee),
            _("Import the list again, or wait until it has come here."),
        )
    return holder_of(plan, attendee, found.record, code, photos)


def holder_of(
    plan: Plan,
    attendee: str,
    record: Record,
    code: BadgeCode | None,
    photos: Path | None = None,
) -> Holder:
    """As `holder`, of a record that was read already."""
    category = plan.category_of(record.category) or ""
    part = plan.categories.get(category)
    extra = dict(record.extra) | {key: said for key in ASIDE if (said := getattr(record, key))}
    pronouns = next((said for key, said in extra.items() if key.casefold() in PRONOUNS), "")
    return Holder(
        attendee=attendee,
        name=record.name,
        given=record.given,
        family=record.family,
        company=record.company,
        position=record.position,
        country=record.country,
        category=category,
        category_name=part.name if part is not None else record.category,
        category_colour=part.colour if part is not None else "#000000",
        category_number=list(plan.categories).index(category) if part is not None else NOBODY,
        pronouns=pronouns,
        extra=extra,
        speaker=record.speaker,
        vip=_is_vip(plan, record),
        code=code.text if code is not None else "",
        typed=code.typed if code is not None else "",
        photo=_photo(photos, (attendee, *record.codes)) if photos is not None else None,
        event=plan.event.name,
    )


def _is_vip(plan: Plan, record: Record) -> bool:
    if record.vip or not plan.vips:
        return record.vip
    return plan.known_vips.of(record.codes, record.email, record.name) is not None


def _photo(folder: Path, keys: Iterable[str]) -> Path | None:
    # A code is a text from outside: only its own letters and digits make a file's name.
    plain = ["".join(char for char in key if char.isalnum() or char in "-_") for key in keys]
    places = (folder / f"{key}{ending}" for key in plain if key for ending in _PICTURES)
    return next((place for place in places if place.is_file()), None)
