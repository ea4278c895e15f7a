"""Who of the roster the speakers are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, or_, select

from onsite.errors import BadInputError
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.roster.acts.aliases import aliases
from onsite.roster.folding import key, words
from onsite.roster.search_tables import AttendeeSearchRow
from onsite.roster.tables import AttendeeRow
from onsite.stage.facts import SpeakerLinked
from onsite.stage.rules import Link, linked
from onsite.stage.tables import SpeakerRow
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.stage.fields import Speaker

_BY_HAND = table_of(SpeakerRow)
_PERSON = table_of(AttendeeRow)
_FOUND = table_of(AttendeeSearchRow)
_HAND = Prepared(select(_BY_HAND.c.speaker, _BY_HAND.c.attendee))
_emails = func.json_each(bindparam("emails")).table_valued("value")
_EMAIL = Prepared(
    select(func.lower(_PERSON.c.email).label("email"), _PERSON.c.attendee).where(
        _PERSON.c.email != "",
        ~_PERSON.c.withdrawn,
        func.lower(_PERSON.c.email).in_(select(_emails.c.value)),
    )
)
_names = func.json_each(bindparam("names")).table_valued("value")
_NAME = Prepared(
    select(_FOUND.c.attendee, _FOUND.c.name, _FOUND.c.turned)
    .join(_PERSON, _PERSON.c.attendee == _FOUND.c.attendee)
    .where(
        or_(_FOUND.c.name.in_(select(_names.c.value)), _FOUND.c.turned.in_(select(_names.c.value))),
        ~_PERSON.c.withdrawn,
    )
)


def links(rows: Connection, speakers: Iterable[Speaker]) -> dict[str, Link]:
    """Who of the roster each speaker is, by their ids; nothing of it is kept.

    It goes through the whole list, once for all of them.
    """
    asked = {each.id: each for each in speakers}
    said = by_hand(rows)
    stays = aliases(rows)
    by_email = _by_email(rows, {each.email.strip().lower() for each in asked.values()} - {""})
    wanted = {each.id: key(words(each.name)) for each in asked.values()}
    by_name = _by_name(rows, {*wanted.values()} - {""})
    found = {}
    for each in asked.values():
        emailed = by_email.get(each.email.strip().lower(), set())
        named = by_name.get(wanted[each.id], set())
        link = linked(said.get(each.id), each.attendee, emailed, named)
        if link.several:  # records of one person are one
            several = tuple(sorted({stays.get(other, other) for other in link.several}))
            link = Link(several[0], "name") if len(several) == 1 else Link(several=several)
        found[each.id] = Link(stays.get(link.attendee, link.attendee), link.how, link.several)
    return found


def by_hand(rows: Connection) -> dict[str, str]:
    """Who each speaker is of whom somebody has said it by hand; there are few."""
    return {row["speaker"]: row["attendee"] for row in _HAND.all(rows, {})}


def link(journal: Journal, rows: Connection, speaker: str, attendee: str, operator: str) -> None:
    """Say by hand who a speaker is, once for the whole event.

    Args:
        attendee: of the roster; empty for nobody.

    Raises:
        BadInputError: the roster has no such attendee.
    """
    known = select(_PERSON.c.attendee).where(_PERSON.c.attendee == attendee)
    if attendee and rows.execute(known).first() is None:
        raise BadInputError(
            _("Nobody on the list has the id “{id}”.").format(id=attendee),
            _("Search with “onsite roster search NAME”."),
        )
    journal.append(rows, SpeakerLinked(speaker=speaker, attendee=attendee), operator=operator)


def _by_email(rows: Connection, emails: set[str]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    # One look at the whole list: without anybody to look for, none.
    for row in _EMAIL.all(rows, {"emails": json.dumps(sorted(emails))}) if emails else ():
        found.setdefault(row["email"], set()).add(row["attendee"])
    return found


def _by_name(rows: Connection, names: set[str]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in _NAME.all(rows, {"names": json.dumps(sorted(names))}) if names else ():
        for name in {row["name"], row["turned"]} & names:
            found.setdefault(name, set()).add(row["attendee"])
    return found
