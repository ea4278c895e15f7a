"""Where this station looks for its hub: what a person has told it, and what it met there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, update

from onsite.journal.fold import table_of
from onsite.sync import membership
from onsite.sync.rules import hub_of
from onsite.sync.tables import TrustRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal

_TRUST = table_of(TrustRow)
_MOST_ADDRESSES = 8
_MET = update(_TRUST).values(venue=func.coalesce(_TRUST.c.venue, bindparam("met")))


def go_to(_journal: Journal, rows: Connection, address: str) -> None:
    """Look for the hub at this address first, and keep to the venue that it leads to."""
    _name(rows, address)
    rows.execute(update(_TRUST).values(venue=None))


def note_hub(_journal: Journal, rows: Connection, address: str, venue: str) -> None:
    """Keep that a hub has answered at this address, and of which venue it is.

    Where the venue of this station is known it stays what it is.
    """
    _name(rows, address)
    rows.execute(_MET, {"met": venue})


def note_here(_journal: Journal, rows: Connection, addresses: Sequence[str]) -> None:
    """Keep where what runs on this laptop is reached, as nothing recorded says it.

    Args:
        rows: of its store.
        addresses: of a leaf node, or of a hub of a cluster; none once it is closed.
    """
    rows.execute(update(_TRUST).values(leaf=json.dumps(list(addresses))))


def reached_at(rows: Connection, station: str) -> tuple[str, ...]:
    """Where stations reach the hub or the leaf node that this laptop is; empty where it is none.

    Of a cluster, its own address comes first: only there whom it invites is let in.

    Args:
        rows: of its store.
        station: its own.
    """
    trust = membership.trust(rows)
    if trust is not None and trust.leaf:
        return trust.leaf
    own = hub_of(membership.hubs(rows), station)
    return own.addresses if own is not None else ()


def _name(rows: Connection, address: str) -> None:
    known = membership.trust(rows)
    if known is None or known.addresses[:1] == (address,):
        return
    kept = [address, *(each for each in known.addresses if each != address)][:_MOST_ADDRESSES]
    rows.execute(update(_TRUST).values(addresses=json.dumps(kept)))
