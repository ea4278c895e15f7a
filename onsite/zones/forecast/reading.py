"""Who came and left in the last minutes, of all zones at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared
from onsite.zones.counting.facts import MINUTE_MS
from onsite.zones.counting.tables import ZoneFlowRow
from onsite.zones.counting.views import Minute

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

_FLOW = table_of(ZoneFlowRow)
_ASKED = func.json_each(bindparam("zones")).table_valued("value")
_CAME, _LEFT = func.sum(_FLOW.c.came), func.sum(_FLOW.c.left)
_SINCE = Prepared(
    select(_FLOW.c.zone, _FLOW.c.minute, _CAME.label("came"), _LEFT.label("gone"))
    .where(_FLOW.c.zone.in_(select(_ASKED.c.value)), _FLOW.c.minute >= bindparam("minute"))
    .group_by(_FLOW.c.zone, _FLOW.c.minute)
    .having(_CAME + _LEFT > 0)
    .order_by(_FLOW.c.zone, _FLOW.c.minute)
)


def since(rows: Connection, zones: Iterable[str], from_ms: int) -> Mapping[str, tuple[Minute, ...]]:
    """By zone, its minutes with crossings, the oldest first. Zones without any are left out.

    Args:
        rows: the open transaction.
        zones: their ids.
        from_ms: the minute of this instant is the first one; UTC since 1970.
    """
    asked = {"zones": json.dumps(list(zones)), "minute": from_ms // MINUTE_MS}
    found: dict[str, list[Minute]] = {}
    for row in _SINCE.all(rows, asked):
        minute = Minute(row["minute"] * MINUTE_MS, row["came"], row["gone"])
        found.setdefault(row["zone"], []).append(minute)
    return {zone: tuple(minutes) for zone, minutes in found.items()}
