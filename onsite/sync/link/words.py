"""What the status bar and the notice above every screen say of the link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.language import N_, _, ngettext
from onsite.sync import wording
from onsite.sync.link.state import SILENCE, Phase
from onsite.ui.told import Notice, Told

if TYPE_CHECKING:
    from datetime import datetime

    from onsite.sync.link.state import LinkState

CLOCK_OFF_MS = 1000
"""From here on a clock is said to be off, in milliseconds."""
MUCH_BEHIND = 50
"""From so many messages on it is said above every screen that they are still to come."""

_TROUBLES = {
    Phase.SEARCHING: N_("no hub – working alone"),
    Phase.HUB_FULL: N_("hub full"),
    Phase.NOT_ADMITTED: N_("NOT ADMITTED"),
    Phase.REVOKED: N_("REVOKED"),
    Phase.WRONG_HUB: N_("WRONG HUB"),
    Phase.EXPIRED: N_("CLOCKS DISAGREE"),
    Phase.COPIED: N_("COPIED IDENTITY"),
    Phase.FORKED: N_("OLD COPY"),
    Phase.SILENT: N_("link not answering"),
}
_NOTICED = (Phase.REVOKED, Phase.FORKED, Phase.COPIED, Phase.NOT_ADMITTED, Phase.WRONG_HUB)
_FIRST, _EARLY, _MIDDLE, _LATE = 2, 3, 5, 6
_HEARD_BY_MS = 4000
"""So long after connecting, every station that is there has been heard, in milliseconds."""


def told(state: LinkState, phase: Phase | None, now: datetime) -> tuple[Told, ...]:
    """What the status bar says, the link itself first.

    Args:
        state: the link's last news.
        phase: how it stands now; None while it is being started.
        now: by this computer's own clock.
    """
    if phase is Phase.ALONE:
        return ()
    parts = [_link(state, phase, now)]
    if state.unsent:
        said = ngettext("{n} unsent", "{n} unsent", state.unsent).format(n=state.unsent)
        parts.append(Told(_EARLY, said))
    if state.offset_ms is not None and abs(state.offset_ms) >= CLOCK_OFF_MS:
        said = _("clock {off}").format(off=clock_off(state.offset_ms))
        parts.append(Told(_LATE, said, trouble=True))
    return tuple(parts)


def notice(state: LinkState, phase: Phase | None) -> Notice:
    """What everybody at this station must know; empty where all is well."""
    if phase in _NOTICED:
        return Notice(wording.phase_sentence(phase, state))
    if phase is Phase.CATCHING_UP and state.behind >= MUCH_BEHIND:
        said = _("Still fetching ({percent} %): a guest not found now may be in what is to come.")
        return Notice(said.format(percent=percent(state)), calm=True)
    return Notice()


def erased_in(days: int) -> str:
    """That the data goes unless a hub is met.

    Args:
        days: whole ones that are left.
    """
    if not days:
        return _(
            "No hub was met for too long: the data on this computer is erased today. "
            "Connect it to the hub to keep it."
        )
    said = ngettext(
        "No hub was met for long: the data on this computer is erased in {n} day. "
        "Connect it to the hub to keep it.",
        "No hub was met for long: the data on this computer is erased in {n} days. "
        "Connect it to the hub to keep it.",
        days,
    )
    return said.format(n=days)


def clock_off(offset_ms: float) -> str:
    """How far a clock is ahead (+) or behind (−), as `+3.2 s`.

    Args:
        offset_ms: what must be added to it.
    """
    off = -offset_ms / 1000
    if abs(off) < 60:  # noqa: PLR2004 - a minute
        return _("{seconds} s").format(seconds=f"{off:+.1f}".replace("-", "−"))
    return _("{minutes} min").format(minutes=f"{off / 60:+.0f}".replace("-", "−"))


def percent(state: LinkState) -> int:
    """How much of what was missed has been read."""
    total = max(state.total, state.behind, 1)
    return (total - state.behind) * 100 // total


def _link(state: LinkState, phase: Phase | None, now: datetime) -> Told:
    if phase is None:
        return Told(_MIDDLE, _("link starting…"))
    if phase is Phase.CATCHING_UP:
        return Told(_FIRST, _("catching up {percent} %").format(percent=percent(state)))
    if phase in _TROUBLES:
        return Told(_FIRST, _(_TROUBLES[phase]), trouble=True)
    if 0 <= to_ms(now) - state.since_ms < _HEARD_BY_MS:
        return Told(_MIDDLE, _("hub live"))
    # Peers are heard by the corrected clock, and only as long as the link itself listens.
    oldest = state.at_ms + (state.offset_ms or 0) - SILENCE.total_seconds() * 1000
    many = 1 + sum(peer.heard_ms >= oldest for peer in state.peers)
    said = ngettext("hub live · {n} station", "hub live · {n} stations", many)
    return Told(_MIDDLE, said.format(n=many))
