"""Whether this very station may record something: asked before it is written.

The others would hold back what it may not record, so it must not come to be confirmed here.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.errors import NotPossibleError
from onsite.journal.fold import table_of
from onsite.language import N_, _
from onsite.store.prepared import Prepared
from onsite.sync.facts import Certified
from onsite.sync.rules import INCIDENTS, STAGE, Member
from onsite.sync.tables import MemberRow, TrustRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Connection

    from onsite.journal.facts import Fact

_TRUST = table_of(TrustRow)
_MEMBER = table_of(MemberRow)
_SELF = Prepared(
    select(_TRUST.c.role, _MEMBER.c.roles, _MEMBER.c.through).select_from(
        _TRUST.outerjoin(_MEMBER, _MEMBER.c.station == bindparam("station"))
    )
)
_A_LEADS = {
    "plan": N_("This station is a desk: publishing a plan is for a lead station."),
    "roster": N_("This station is a desk: changing the list is for a lead station."),
    "staff": N_("This station is a desk: setting PINs and roles is for a lead station."),
}


def permit_of(station: str) -> Callable[[Connection, Iterable[Fact]], None]:
    """What the journal asks before it records facts of that station, its own."""

    def permit(rows: Connection, facts: Iterable[Fact]) -> None:
        """Raises NotPossibleError where the station may not record one of them."""
        member = _member(rows, station)
        if member is None:
            return
        for fact in facts:
            if not _may(member, fact):
                raise _refusal(member, fact)

    return permit


def may(rows: Connection, station: str, fact: type[Fact]) -> bool:
    """Whether this station may record facts of that kind."""
    member = _member(rows, station)
    return member is None or (member.through is None and member.may(fact.duty))


def _member(rows: Connection, station: str) -> Member | None:
    """What the station is in its event; None while it works alone, and may record everything."""
    row = _SELF.first(rows, {"station": station})
    if row is None:
        return None
    # Right after joining its own admission may still be on the way.
    return _as_member(station, row["roles"] or json.dumps([row["role"]]), row["through"])


@lru_cache(maxsize=64)
def _as_member(station: str, roles: str, through: int | None) -> Member:
    return Member(station, frozenset(json.loads(roles)), through)


def _may(member: Member, fact: Fact) -> bool:
    # Of what the event's key has signed, its signature decides, whoever writes it down.
    if isinstance(fact, Certified):
        return True
    return member.through is None and member.may(fact.duty)


def _refusal(member: Member, fact: Fact) -> NotPossibleError:
    if member.through is not None:
        return NotPossibleError(
            _("This station was revoked: it can record nothing more."),
            _("Ask the lead for a join code and let it join again."),
        )
    if not member.may(""):
        return NotPossibleError(
            _("This station is a display: it shows, and records nothing."),
            _("Do it at a desk, or ask for a join code of another role."),
        )
    if fact.duty == STAGE:
        return NotPossibleError(
            _("This station is a desk: running a stage is for a stage or lead station."),
            _("Do it on the stage's laptop, or ask the lead for a join code of a stage."),
        )
    if fact.duty == INCIDENTS:
        return NotPossibleError(
            _("This station reports incidents: running them is for a control or lead station."),
            _("Tell the coordinator, or ask the lead for a join code of the role control."),
        )
    if not member.may("scan") and fact.duty == "scan":
        return NotPossibleError(
            _scans_nobody(member),
            _("Do it at a desk, or ask the lead for a join code of a desk."),
        )
    happened = _A_LEADS.get(fact.duty) or N_("This station is a desk: this is for a lead station.")
    return NotPossibleError(
        _(happened), _("Do it on the lead's laptop, or ask for a lead's join code.")
    )


def _scans_nobody(member: Member) -> str:
    if member.may(STAGE):
        return _("This station is a stage's: it scans nobody.")
    if member.may(INCIDENTS):
        return _("This station runs incidents: it scans nobody.")
    return _("This station counts people: it scans nobody.")
