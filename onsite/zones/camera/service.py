"""What a station tells of a camera that it watches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.zones.camera.facts import CameraCrossings, CameraWatching
from onsite.zones.camera.reading import state_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal


def tell_minutes(
    journal: Journal, rows: Connection, zone: str, run: str, minutes: Mapping[int, tuple[int, int]]
) -> None:
    """Record who has crossed, by minutes since 1970: forward and back.

    Args:
        journal: of this station.
        rows: the open transaction.
        zone: the camera's.
        run: as in `CameraCrossings`.
        minutes: those that are over.
    """
    facts = [
        CameraCrossings(zone=zone, run=run, minute=minute, forward=forward, back=back)
        for minute, (forward, back) in sorted(minutes.items())
    ]
    journal.append(rows, *facts, operator="")


def is_news(rows: Connection, station: str, zone: str, trouble: str) -> bool:
    """Whether what this station says of a camera is not recorded yet.

    Args:
        rows: the open transaction.
        station: this one.
        zone: the camera's.
        trouble: why it was lost; empty for one that watches.
    """
    known = state_of(rows, zone)
    if known is None:
        return True
    watches = known["lost_ms"] is None
    return watches != (not trouble) or (not trouble and known["station"] != station)


def tell_state(journal: Journal, rows: Connection, zone: str, trouble: str, at_ms: int) -> None:
    """Record that a camera watches, or was lost.

    Args:
        journal: of this station.
        rows: the open transaction.
        zone: the camera's.
        trouble: why it was lost, as a code; empty for one that watches.
        at_ms: since when.
    """
    fact = CameraWatching(zone=zone, watching=not trouble, trouble=trouble, at_ms=at_ms)
    journal.append(rows, fact, operator="")
