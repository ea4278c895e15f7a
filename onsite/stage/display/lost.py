"""Whether a display still hears its source: the station whose timekeeper runs the stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.sync.link.state import Phase

if TYPE_CHECKING:
    from onsite.sync.link.state import LinkState

PATIENCE_MS = 6_000
"""A source that was heard within this is there: stations say every two seconds that they are."""
_HEARING = (Phase.LIVE, Phase.CATCHING_UP, Phase.HUB_FULL)


def cut_off_since(
    state: LinkState, phase: Phase | None, source: str, own: str, now_ms: int
) -> int | None:
    """Since when nothing was heard of the source; None where it is heard, or is this station.

    Args:
        state: the last news of this station's link.
        phase: how the link stands; None while it is being started.
        source: the station that acted last; empty for none.
        own: this station.
        now_ms: by the corrected clock, as the answer is.
    """
    if source in ("", own) or phase in (None, Phase.ALONE):
        return None
    since = _since(state, phase, source)
    return since if since is not None and now_ms - since >= PATIENCE_MS else None


def _since(state: LinkState, phase: Phase | None, source: str) -> int | None:
    # The news bears the time of this computer's own clock, what was heard that of the hub's.
    corrected = round(state.offset_ms or 0)
    if phase is Phase.SILENT:
        return state.at_ms + corrected
    heard = next((peer.heard_ms for peer in state.peers if peer.station == source), None)
    if phase in _HEARING:
        return heard if heard is not None else state.since_ms + corrected
    return state.since_ms + corrected
