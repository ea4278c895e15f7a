"""The rows of handovers, and their fold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.incidents.handover.facts import (
    HandoverAccepted,
    HandoverOffered,
    HandoverTold,
    HandoverWithdrawn,
)
from onsite.journal.fold import Row, Sheet, folds
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class IncidentHandoverRow(StoredRow, table=True):
    """A handover as it stands."""

    __tablename__ = "incident_handover"

    handover: str = Field(primary_key=True)
    subject: str = Field(index=True)
    outgoing: str
    incoming: str
    roles: str
    """As JSON."""
    sheet: str
    sha256: str
    operator: str
    """Who offered it, and when."""
    offered_ms: int
    state: str
    """`offered`, `accepted` or `withdrawn`."""
    ended_by: str
    ended_ms: int
    reason: str
    time: int
    """The stamp of its offer, for the order."""
    told: str
    """As JSON, by page channel: when the last attempt was, why it failed, how many there were."""


_Said = HandoverOffered | HandoverAccepted | HandoverWithdrawn | HandoverTold


@folds(
    *(HandoverOffered, HandoverAccepted, HandoverWithdrawn, HandoverTold),
    into=(IncidentHandoverRow,),
)
def fold_handover(sheet: Sheet, entry: Entry, fact: _Said) -> None:
    """The first offer stands, and the first end that knew of its sheet."""
    row = sheet.get(IncidentHandoverRow, fact.subject, fact.handover)
    if isinstance(fact, HandoverOffered):
        if row is None:
            sheet.put(IncidentHandoverRow, _offered(entry, fact))
        return
    if row is not None and isinstance(fact, HandoverTold):
        sheet.put(IncidentHandoverRow, {**row, "told": _told(row, fact)})
        return
    if row is None or row["state"] != "offered":
        return
    if isinstance(fact, HandoverWithdrawn):
        end = {"state": "withdrawn", "reason": fact.reason}
    elif isinstance(fact, HandoverAccepted) and fact.sha256 == row["sha256"]:
        end = {"state": "accepted", "reason": ""}
    else:
        return
    who = {"ended_by": entry.operator, "ended_ms": fact.at_ms}
    sheet.put(IncidentHandoverRow, {**row, **end, **who})


def _told(row: Row, fact: HandoverTold) -> str:
    """Once they were told over a channel, that stands."""
    known = json.loads(row["told"])
    last = known.get(fact.channel, {"why": "-", "tries": 0})
    if last["why"]:
        tries = last["tries"] + 1
        known[fact.channel] = {"at_ms": fact.at_ms, "why": fact.why, "tries": tries}
    return json.dumps(known, sort_keys=True)


def _offered(entry: Entry, fact: HandoverOffered) -> dict[str, object]:
    return {
        "handover": fact.handover,
        "subject": fact.subject,
        "outgoing": fact.outgoing,
        "incoming": fact.incoming,
        "roles": json.dumps(fact.roles),
        "sheet": fact.sheet,
        "sha256": fact.sha256,
        "operator": entry.operator,
        "offered_ms": fact.at_ms,
        "state": "offered",
        "ended_by": "",
        "ended_ms": 0,
        "reason": "",
        "time": entry.time,
        "told": "{}",
    }
