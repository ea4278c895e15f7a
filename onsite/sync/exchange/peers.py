"""What other stations held when they last wrote a file, kept in `exchange.json`.

It only spares writing what the other has already; without the file, everything is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from onsite.sync.placing import placed

if TYPE_CHECKING:
    from pathlib import Path

    from onsite.sync.rules import Spans

PEERS_FILE = "exchange.json"
_Number = Annotated[int, Field(ge=1, le=2**63 - 1)]


class Holding(BaseModel):
    """What one station held at one moment."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    at_ms: int
    """By that station's clock, in milliseconds since 1970."""
    held: dict[str, tuple[tuple[_Number, _Number], ...]]
    """Runs of entry numbers by station, as that station wrote them down."""

    def spans(self) -> dict[str, Spans]:
        """The same, as the rules want it."""
        return {station: in_order(spans) for station, spans in self.held.items()}


class _Known(BaseModel):
    event: str
    peers: dict[str, Holding]


def known(data: Path, event: str) -> dict[str, Holding]:
    """What each station of this event is known to have held; nothing where nothing is kept."""
    try:
        kept = _Known.model_validate_json((data / PEERS_FILE).read_bytes())
    except (OSError, ValidationError):
        return {}
    return kept.peers if kept.event == event else {}


def note(data: Path, event: str, station: str, holding: Holding) -> None:
    """Keep what a station holds, unless something later is known of it.

    Raises:
        OSError: it cannot be written.
    """
    peers = known(data, event)
    before = peers.get(station)
    if before is not None and before.at_ms > holding.at_ms:
        return
    kept = _Known(event=event, peers={**peers, station: holding})
    with placed(data / PEERS_FILE) as file:
        file.write(kept.model_dump_json().encode())


def in_order(spans: Spans) -> Spans:
    """Runs as the rules want them: in order and apart, whoever wrote them down."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(span for span in spans if span[0] <= span[1]):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)
