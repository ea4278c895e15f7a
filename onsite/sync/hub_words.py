"""A hub in words, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _, ngettext
from onsite.sync.hub_overview import HubPhase

if TYPE_CHECKING:
    from onsite.sync.hub_overview import HubOverview
    from onsite.sync.hub_running import HubEvent

_PHASES = {
    HubPhase.STARTING: N_("Starting"),
    HubPhase.OPEN: N_("Open"),
    HubPhase.WAITING: N_("Waiting for the other hubs"),
    HubPhase.RESTARTING: N_("Starting again"),
    HubPhase.FULL: N_("Full"),
    HubPhase.CLOSED: N_("Closed"),
}
_MEGA = 1_000_000


def phase(shown: HubPhase) -> str:
    """How a hub stands, in a word or two."""
    return _(_PHASES[shown])


def opened(hub: HubOverview) -> str:
    """What is said when a hub has been opened."""
    addresses = _(", ").join(hub.addresses)
    said = _("The hub is open at {addresses}.").format(addresses=addresses)
    return f"{said}\n" + _(
        "Let stations join with “onsite stations invite” in another terminal. Ctrl+C closes it."
    )


def line(hub: HubOverview) -> str:
    """A hub in one line."""
    stations = ngettext("{n} station is here", "{n} stations are here", hub.present)
    entries = _("{rate:.1f} entries per second").format(rate=hub.per_second)
    room = _("{used} of {limit} MB used").format(
        used=hub.stream_bytes // _MEGA, limit=hub.stream_limit // _MEGA
    )
    return _(" · ").join([phase(hub.phase), stations.format(n=hub.present), entries, room])


def event(happened: HubEvent) -> str:
    """Something that happened, with its time in UTC."""
    return _("{at:%H:%M:%S} UTC  {said}").format(at=happened.at, said=happened.said)


def recovery(code: str) -> str:
    """What is said of a recovery code when it is shown, once."""
    return _(
        """This laptop founds the event for several stations.

The event's recovery code:

    {code}

With it, any laptop of the event can take this one's place, should it break or be stolen.
Write it down on paper and keep it away from this laptop: it is not shown again, and without it
nobody can let stations join or revoke them once this laptop is gone."""
    ).format(code=code)
