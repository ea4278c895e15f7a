"""The number of this station's next incident; see `log.numbers`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.incidents.log import numbers
from onsite.incidents.tables import IncidentRow
from onsite.journal.fold import table_of
from onsite.journal.tables import StationRow
from onsite.store.prepared import Prepared
from onsite.sync.membership import members

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.journal import Journal

_INCIDENT = table_of(IncidentRow)
_STATION = table_of(StationRow)
_OF_STATION = Prepared(
    select(_INCIDENT.c.prefix, _INCIDENT.c.count, _INCIDENT.c.drill)
    .where(_INCIDENT.c.station == bindparam("station"), _INCIDENT.c.reported)
    .order_by(_INCIDENT.c.time.desc())
)
_PREFIXES = Prepared(
    select(_INCIDENT.c.prefix)
    .where(_INCIDENT.c.station != bindparam("station"), _INCIDENT.c.reported)
    .distinct()
)
_STATIONS = Prepared(select(_STATION.c.station))


def next_number(journal: Journal, rows: Connection, *, drill: bool) -> tuple[str, int]:
    """The prefix of this station, and the next count of its incidents, or of its drills."""
    own = _OF_STATION.all(rows, {"station": journal.station})
    if own:
        prefix = own[0]["prefix"]
    else:
        used = [each["prefix"] for each in _PREFIXES.all(rows, {"station": journal.station})]
        heard = (each["station"] for each in _STATIONS.all(rows, {}))
        others = {*heard, *members(rows)}
        prefix = numbers.prefix(journal.station, used, others)
    series = (each["count"] for each in own if each["drill"] == drill)
    return prefix, max(series, default=0) + 1
