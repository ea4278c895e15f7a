"""Where the keys of badges live: in the journal, sealed for each station that may have them.

A station that works alone seals its key for itself. Once it is one of several, whoever holds a
key gives it to every station that may have it and lacks it: the MAC's to whoever admits guests,
the secret of signatures to leads alone. A station that was revoked gets none, and a key that it
had is used for no further badge; badges that were made with it stay readable until somebody
revokes the key itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.badges.codes.facts import BadgeKeyRevoked, BadgeKeyShared, BadgeSigningKeyShared
from onsite.badges.codes.force import in_force, to_stand_by
from onsite.badges.codes.key import CHARACTERS, Key, Scheme, id_of, key_of, new_key, verifier
from onsite.badges.codes.tables import BadgeKeyRow, BadgeKeyShareRow
from onsite.cleaning import clean
from onsite.errors import BadInputError, NotPossibleError
from onsite.journal.fold import table_of
from onsite.journal.hlc import ms_of
from onsite.language import _
from onsite.store.prepared import Prepared
from onsite.sync import membership, permission
from onsite.sync.keys.sealed import opened, own_box, sealed_for
from onsite.sync.keys.secrets import is_box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from onsite.journal.entry import Signer
    from onsite.journal.journal import Journal
    from onsite.sync.membership import Station

Shared = BadgeKeyShared | BadgeSigningKeyShared
_FACTS: dict[Scheme, type[Shared]] = {
    Scheme.MAC: BadgeKeyShared,
    Scheme.ED25519: BadgeSigningKeyShared,
}
_KEY = table_of(BadgeKeyRow)
_SHARE = table_of(BadgeKeyShareRow)
_MINE = Prepared(
    select(_KEY, _SHARE.c.sealed)
    .outerjoin(_SHARE, (_SHARE.c.key == _KEY.c.key) & (_SHARE.c.station == bindparam("station")))
    .where(_KEY.c.scheme != "")
    .order_by(_KEY.c.made, _KEY.c.key, _SHARE.c.giver)
)
_SHARES = Prepared(select(_SHARE.c.key, _SHARE.c.station).distinct())


@dataclass(frozen=True, slots=True)
class Held:
    """A key of the event, as far as this station has it."""

    key: Key
    made_ms: int
    """When it was made, in milliseconds since 1970; so the next."""
    station: str
    """That made it."""
    revoked_ms: int = 0
    """0 while badges that were made with it count."""
    why: str = ""

    @property
    def tells(self) -> bool:
        """Whether this station can tell a forgery by it."""
        return bool(self.key.secret or self.key.public)


def held(rows: Connection, signer: Signer) -> tuple[Held, ...]:
    """Every key of the event, in the order in which they were made.

    Args:
        rows: the open transaction.
        signer: of this station: it alone opens what was sealed for it.
    """
    found: dict[str, Held] = {}
    for row in _MINE.all(rows, {"station": signer.station}):
        known = found.get(row["key"])
        if known is None or not known.key.secret:
            key = _opened(signer.seed(), row["key"], row["scheme"], row["public"], row["sealed"])
            more = (ms_of(row["made"]), row["station"], row["revoked_ms"], row["why"])
            found[row["key"]] = Held(key, *more)
    return tuple(found.values())


def current(journal: Journal, rows: Connection, scheme: Scheme, operator: str) -> Key:
    """The key that badges are made with from now on; one is made where there is none.

    Raises:
        NotPossibleError: this station may not make badges of that scheme.
    """
    return in_use(rows, journal.signer, scheme) or rotate(journal, rows, scheme, operator)


def in_use(rows: Connection, signer: Signer, scheme: Scheme) -> Key | None:
    """The key that badges are made with here; None where one would have to be made."""
    spoiled = _of_the_revoked(rows)
    known = [
        each.key
        for each in held(rows, signer)
        if each.key.scheme is scheme
        and each.key.secret
        and not each.revoked_ms
        and each.key.id not in spoiled
    ]
    return known[-1] if known else None


def rotate(journal: Journal, rows: Connection, scheme: Scheme, operator: str) -> Key:
    """Make a new key for all badges from now on; answers it. Older badges stay good.

    Raises:
        NotPossibleError: this station may not make badges of that scheme.
    """
    if not permission.may(rows, journal.station, _FACTS[scheme]):
        raise _not_here(scheme)
    taken = {each.key.character for each in held(rows, journal.signer)}
    # With so many keys two must share a character; then each of them is tried.
    key = new_key(scheme, taken if len(taken) < len(CHARACTERS) else ())
    own = _given(key, journal.station, own_box(journal.signer))
    journal.append(rows, own, *_owed(rows, journal, [key]), operator=operator)
    return key


def revoke(
    journal: Journal, rows: Connection, character: str, why: str, by: str, operator: str
) -> Key:
    """Let no badge count any more that was made with a key; answers it.

    Args:
        character: the key's, or the beginning of its id where several have that character.
        why: for whoever reads the record later.
        by: who answered for it with their PIN; empty where nobody had to.
        operator: who works here.

    Raises:
        BadInputError: there is no such key, there are several, or no reason was given.
        NotPossibleError: this station may not do it, or it was done before.
    """
    why = clean(why)
    if not why:
        raise BadInputError(
            _("Revoking a badge key needs a reason."), _("Say in a few words what happened.")
        )
    one = _named(held(rows, journal.signer), character)
    if one.revoked_ms:
        raise NotPossibleError(_("This key was revoked before."))
    journal.append(rows, BadgeKeyRevoked(key=one.key.id, why=why, by=by), operator=operator)
    return one.key


def share(journal: Journal, rows: Connection, operator: str) -> int:
    """Give the keys of this station to every other that may have them and lacks one.

    A lead station gives itself those that other stations have made: see `force`. Answers how many
    were given; none while this station works alone.
    """
    mine = _mine(rows, journal.signer)
    own = [
        _given(key, journal.station, own_box(journal.signer))
        for key in to_stand_by(rows, journal.station, mine)
    ]
    facts = [*own, *_owed(rows, journal, mine)]
    if facts:
        journal.append(rows, *facts, operator=operator)
    return len(facts)


def lacking(rows: Connection, signer: Signer) -> bool:
    """Whether `share` would give anything, as far as that can be said without opening a key."""
    if membership.trust(rows) is None:
        return False
    given = {(row["key"], row["station"]) for row in _SHARES.all(rows, {})}
    mine = _mine(rows, signer)
    return bool(to_stand_by(rows, signer.station, mine)) or any(
        (key.id, each.station) not in given
        for key in mine
        if permission.may(rows, signer.station, _FACTS[key.scheme])
        for each in _receivers(rows, key.scheme)
    )


def holders(rows: Connection) -> list[str]:
    """The stations that were given any key and still belong to the event, in a fixed order."""
    gone = {each.station for each in membership.stations(rows) if each.revoked}
    return sorted({row["station"] for row in _SHARES.all(rows, {})} - gone)


def _mine(rows: Connection, signer: Signer) -> list[Key]:
    """The keys that this station can give: those that count, and that it has itself."""
    known = in_force(rows, held(rows, signer))
    return [each.key for each in known if each.key.secret and not each.revoked_ms]


def _owed(rows: Connection, journal: Journal, keys: Iterable[Key]) -> list[Shared]:
    if membership.trust(rows) is None:
        return []
    given = {(row["key"], row["station"]) for row in _SHARES.all(rows, {})}
    return [
        _given(key, each.station, each.box)
        for key in keys
        if permission.may(rows, journal.station, _FACTS[key.scheme])
        for each in _receivers(rows, key.scheme)
        if each.station != journal.station and (key.id, each.station) not in given
    ]


def _receivers(rows: Connection, scheme: Scheme) -> list[Station]:
    """The stations that may have the secret of keys of that scheme."""
    duty = _FACTS[scheme].duty
    return [
        each
        for each in membership.stations(rows)
        if not each.revoked and each.link and each.member.may(duty) and is_box(each.box)
    ]


def _given(key: Key, station: str, box: str) -> Shared:
    sealed = sealed_for(box, key.secret)
    if key.scheme is Scheme.ED25519:
        public = key.public.hex()
        return BadgeSigningKeyShared(key=key.id, station=station, sealed=sealed, public=public)
    return BadgeKeyShared(key=key.id, station=station, sealed=sealed)


def _of_the_revoked(rows: Connection) -> set[str]:
    """The keys that a revoked station has: whoever has its laptop can make badges with them."""
    revoked = {each.station for each in membership.stations(rows) if each.revoked}
    return {row["key"] for row in _SHARES.all(rows, {}) if row["station"] in revoked}


def _named(known: Sequence[Held], character: str) -> Held:
    wanted = character.strip()
    found = [
        each
        for each in known
        if wanted.upper() == each.key.character
        or (len(wanted) > 1 and each.key.id.startswith(wanted.lower()))
    ]
    if len(found) != 1:
        there = _(", ").join(f"{each.key.character} ({each.key.id[:8]})" for each in known)
        raise BadInputError(
            _("There is no one badge key “{key}”.").format(key=character),
            _("The keys are: {keys}.").format(keys=there or _("none")),
        )
    return found[0]


@lru_cache(maxsize=256)
def _opened(seed: bytes, key: str, scheme: str, public: str, sealed: str | None) -> Key:
    """The key as far as a station with that seed can have it; never another than the id says."""
    from onsite.journal.entry import Signer

    kind = Scheme(scheme)
    secret = opened(Signer.from_seed(seed), sealed) if sealed else None
    if secret is not None and len(secret) == len(seed):
        found = key_of(kind, secret)
        if found.id == key:
            return found
    if kind is Scheme.ED25519 and id_of(kind, bytes.fromhex(public)) == key:
        return verifier(bytes.fromhex(public))
    return Key(key, kind)


def _not_here(scheme: Scheme) -> NotPossibleError:
    if scheme is Scheme.ED25519:
        return NotPossibleError(
            _("This station can tell signed badges, and cannot sign any: it is no lead station."),
            _("Print at a lead's laptop, or set code = “mac” in the plan's [badges]."),
        )
    return NotPossibleError(
        _("This station makes no badges: it may not record guests."),
        _("Print at a desk, or ask for a join code of another role."),
    )
