"""Which keys count: where the plan has badges signed, no desk brings a key of its own into force.

Every desk may make a MAC key, since it has to make badges while it is alone. Where the plan wants
signatures it must not: whoever has such a desk would make badges after all. By the time that an
entry bears this cannot be told, since who makes up a key makes up the time as well. So a MAC key
counts there only if a lead station has given it to anybody; each lead does so, for itself, with
every key that it comes to have as long as the plan takes such codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from onsite.badges.codes.facts import BadgeKeyRevoked
from onsite.badges.codes.key import Scheme
from onsite.badges.codes.tables import BadgeKeyShareRow
from onsite.journal.fold import table_of
from onsite.plan.service import current
from onsite.store.prepared import Prepared
from onsite.sync import membership, permission

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from onsite.badges.codes.key import Key
    from onsite.badges.codes.keys import Held

_SHARE = table_of(BadgeKeyShareRow)
_GIVERS = Prepared(select(_SHARE.c.key, _SHARE.c.giver).distinct())
_LEADS = BadgeKeyRevoked.duty


def in_force(rows: Connection, known: tuple[Held, ...]) -> tuple[Held, ...]:
    """Those of the keys whose codes count, as the plan wants them."""
    if all(each.key.scheme is not Scheme.MAC for each in known) or not _signs(rows):
        return known
    if membership.trust(rows) is None:
        return known  # it works alone: it has made them itself
    by_leads = _by_leads(rows)
    return tuple(
        each for each in known if each.key.scheme is not Scheme.MAC or each.key.id in by_leads
    )


def to_stand_by(rows: Connection, station: str, keys: Iterable[Key]) -> list[Key]:
    """The keys that this station, a lead's, is to give itself so that they stay in force.

    Args:
        rows: the open transaction.
        station: this one.
        keys: those that it has.
    """
    if membership.trust(rows) is None or not permission.may(rows, station, BadgeKeyRevoked):
        return []
    plan = current(rows)
    if plan is None or plan.badges.code == Scheme.ED25519.value:
        return []
    by_leads = _by_leads(rows)
    return [each for each in keys if each.scheme is Scheme.MAC and each.id not in by_leads]


def _signs(rows: Connection) -> bool:
    plan = current(rows)
    return plan is not None and plan.badges.code == Scheme.ED25519.value


def _by_leads(rows: Connection) -> set[str]:
    """The keys that a lead station has given to anybody."""
    known = membership.members(rows)
    leads = {station for station, member in known.items() if member.may(_LEADS)}
    return {row["key"] for row in _GIVERS.all(rows, {}) if row["giver"] in leads}
