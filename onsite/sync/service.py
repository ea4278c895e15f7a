"""The acts that decide who belongs to the event, and where its hub is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, insert, select, update

from onsite.cleaning import clean
from onsite.clock import to_ms
from onsite.errors import BadInputError, NotPossibleError
from onsite.journal.fold import table_of
from onsite.journal.tables import StationRow
from onsite.language import _
from onsite.sync import membership
from onsite.sync.facts import EventFounded, HubOpened, StationAdmitted, StationRevoked
from onsite.sync.intake import settle
from onsite.sync.keys.secrets import box_key, link_key
from onsite.sync.rules import hub_in_force
from onsite.sync.tables import TrustRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from onsite.journal.entry import Signer
    from onsite.journal.journal import Journal
    from onsite.sync.facts import Role
    from onsite.sync.keys.keyring import Keyring

_TRUST = table_of(TrustRow)
_CHAIN = table_of(StationRow)
_LAST = select(func.max(_CHAIN.c.last_number)).where(_CHAIN.c.station == bindparam("station"))
_OTHER_CHAINS = select(_CHAIN.c.station).where(_CHAIN.c.own.is_(False))
_LONGEST_NAME = 40
_HIGHEST = 2**63 - 1
"""That an entry can have: a column of SQLite takes no more."""


@dataclass(frozen=True, slots=True)
class Community:
    """An event as whoever belongs to it must know it."""

    event: str
    """The event's public key."""
    authority: str
    """Its certificate authority, PEM."""


@dataclass(frozen=True, slots=True)
class Founding:
    """What an event of several stations begins with."""

    keyring: Keyring
    authority: str
    """Its certificate authority, PEM."""
    code: str
    """The recovery code, which is kept nowhere."""
    name: str
    """Of the station that founds it."""


def found(journal: Journal, rows: Connection, founding: Founding, operator: str) -> None:
    """Open this station's event to several stations; it becomes a lead itself.

    Chains that this store had before, under an earlier identity, are taken along.

    Raises:
        NotPossibleError: this station belongs to an event of several stations already.
    """
    if membership.trust(rows) is not None:
        raise NotPossibleError(
            _("This computer belongs to an event of several stations already."),
            _("To found another event, use an empty folder with --data."),
        )
    keyring = founding.keyring
    event = EventFounded(
        event=keyring.event,
        authority=founding.authority,
        box=keyring.box().public_key.encode().hex(),
        sealed_key=keyring.sealed(founding.code),
    )
    asked = described(journal.signer, founding.name, "lead")
    remember(journal, rows, Community(keyring.event, founding.authority), asked, ())
    journal.append(rows, keyring.certified(event), operator=operator)
    admit(journal, rows, keyring, asked, operator)
    for station in rows.execute(_OTHER_CHAINS).scalars().all():
        former = f"{asked.name} ({station[:6]})"
        fact = StationAdmitted(station=station, name=former, role="lead", link="", box=event.box)
        admit(journal, rows, keyring, fact, operator)


def described(signer: Signer, name: str, role: Role) -> StationAdmitted:
    """How a station asks to be admitted; the event's key must still sign it."""
    return StationAdmitted(
        station=signer.station,
        name=station_name(name),
        role=role,
        link=link_key(signer).public,
        box=box_key(signer).public_key.encode().hex(),
    )


def admit(
    journal: Journal, rows: Connection, keyring: Keyring, asked: StationAdmitted, operator: str
) -> None:
    """Let a station belong to the event.

    Raises:
        BadInputError: another station has that name.
        NotPossibleError: it was revoked; that identity does not come back. Or it comes with
            the link's key of another.
    """
    known = membership.station(rows, asked.station)
    asked = asked.model_copy(update={"edition": known.edition + 1 if known is not None else 1})
    for other in membership.stations(rows):
        if other.station != asked.station and asked.link and other.link == asked.link:
            raise NotPossibleError(_("Another station has this station's key for the link."))
        if other.station == asked.station and other.revoked:
            raise NotPossibleError(
                _("This station was revoked."),
                _("Let it join again: it then gets a new identity."),
            )
        same = other.name.casefold() == asked.name.casefold()
        if same and other.station != asked.station and not other.revoked:
            raise BadInputError(
                _("There is a station called “{name}” already.").format(name=asked.name),
                _("Choose another name."),
            )
    journal.append(rows, keyring.certified(asked), operator=operator)
    settle(journal, rows)


def revoke(  # noqa: PLR0913 - the act, and what the record says of it
    journal: Journal,
    rows: Connection,
    keyring: Keyring,
    station: str,
    why: str,
    operator: str,
    *,
    through: int | None = None,
) -> int:
    """Take a station out of the event; answers the number of its last entry that counts.

    The founder's as well: a stolen laptop must be shut out, whatever it was.

    Args:
        station: its public key.
        why: for whoever reads the record later.
        operator: who decides.
        through: the last entry that counts; without it, the last that is known here. Said again
            with a higher number, it takes in what was held back.

    Raises:
        BadInputError: no entry can have that number.
        NotPossibleError: there is no such station, it is this one, or more of it counts now.
    """
    known = membership.station(rows, station)
    if known is None or not known.name:
        raise NotPossibleError(_("There is no such station."))
    if station == journal.station:
        raise NotPossibleError(
            _("This is the station in front of you: it cannot revoke itself."),
            _("Revoke it from another laptop that has been the hub."),
        )
    last = _last_number(rows, station) if through is None else _number(through)
    if known.through is not None and last < known.through:
        raise NotPossibleError(_("A revocation cannot take back what counted until now."))
    fact = StationRevoked(station=station, through=last, why=clean(why))
    journal.append(rows, keyring.certified(fact), operator=operator)
    settle(journal, rows)
    return last


def open_hub(  # noqa: PLR0913 - the act, and what the record says of it
    journal: Journal,
    rows: Connection,
    keyring: Keyring,
    addresses: Sequence[str],
    operator: str,
    *,
    venue: str = "",
    upstream: str = "",
) -> int:
    """Record that this laptop is the hub of a venue now; answers its epoch.

    The same hub with the same addresses stays what it was. This station keeps to that venue.
    """
    rows.execute(update(_TRUST).values(venue=venue))
    known, there = membership.hubs(rows), tuple(addresses)
    now = hub_in_force(known, venue)
    here = (journal.station, there, upstream)
    if now is not None and (now.station, now.addresses, now.upstream) == here:
        return now.epoch
    epoch = 1 + max((hub.epoch for hub in known), default=0)
    fact = HubOpened(
        station=journal.station, epoch=epoch, addresses=there, venue=venue, upstream=upstream
    )
    journal.append(rows, keyring.certified(fact), operator=operator)
    return epoch


def remember(
    journal: Journal,
    rows: Connection,
    community: Community,
    asked: StationAdmitted,
    addresses: Sequence[str],
) -> None:
    """Keep which event this station belongs to, and under which name."""
    now_ms = to_ms(journal.clock.now())
    kept = {"name": asked.name, "role": asked.role, "addresses": json.dumps(list(addresses))}
    whose = {"event": community.event, "authority": community.authority}
    rows.execute(delete(_TRUST))
    times = {"joined_ms": now_ms, "contact_ms": now_ms}
    rows.execute(insert(_TRUST), {**whose, **kept, **times, "venue": None, "leaf": "[]"})


def note_contact(journal: Journal, rows: Connection) -> None:
    """Keep that a hub was heard just now."""
    rows.execute(update(_TRUST).values(contact_ms=to_ms(journal.clock.now())))


def station_name(name: str) -> str:
    """The name of a station as it was typed, made fit to be shown.

    Raises:
        BadInputError: it is empty or too long.
    """
    named = clean(name)
    if not named or len(named) > _LONGEST_NAME:
        raise BadInputError(
            _("A station needs a name of 1 to {most} characters.").format(most=_LONGEST_NAME),
            _("For example: Desk 3."),
        )
    return named


def _number(through: int) -> int:
    if not 0 <= through <= _HIGHEST:
        raise BadInputError(
            _("{number} is not the number of an entry.").format(number=through),
            _("Give the number of its last entry that counts, or 0 for none."),
        )
    return through


def _last_number(rows: Connection, station: str) -> int:
    return int(rows.execute(_LAST, {"station": station}).scalar() or 0)
