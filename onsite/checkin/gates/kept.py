"""The gate at which this station stands: kept until another is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from onsite.checkin.gates.tables import GateRow
from onsite.errors import BadInputError
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan

_GATE = table_of(GateRow)
_HERE = Prepared(select(_GATE.c.gate).where(_GATE.c.checkpoint == bindparam("checkpoint")))
_PUT = insert(_GATE)
_STAND = Prepared(
    _PUT.on_conflict_do_update(index_elements=["checkpoint"], set_={"gate": _PUT.excluded["gate"]}),
    into=_GATE,
)
_LEAVE = Prepared(delete(_GATE).where(_GATE.c.checkpoint == bindparam("gone")))


def gate_here(rows: Connection, plan: Plan, checkpoint: str) -> str:
    """The gate at which this station stands; empty where it was not said, or does not matter.

    It matters where the checkpoint's condition asks for it.
    """
    rule = plan.checkpoints[checkpoint]
    if not rule.asks.gate:
        return ""
    row = _HERE.first(rows, {"checkpoint": checkpoint})
    return row["gate"] if row is not None and row["gate"] in rule.gates else ""


def stand_at(journal: Journal, rows: Connection, plan: Plan, checkpoint: str, gate: str) -> None:
    """Say at which gate of a checkpoint this station stands from now on.

    Args:
        gate: its id; empty for none.

    Raises:
        BadInputError: the checkpoint has no such gate.
    """
    del journal
    gates = plan.checkpoints[checkpoint].gates
    if not gate:
        _LEAVE.run(rows, {"gone": checkpoint})
        return
    if gate not in gates:
        raise BadInputError(
            _("“{checkpoint}” has no gate “{gate}”.").format(checkpoint=checkpoint, gate=gate),
            _("Choose one of: {gates}.").format(gates=", ".join(gates) or "–"),
        )
    _STAND.run(rows, {"checkpoint": checkpoint, "gate": gate})
