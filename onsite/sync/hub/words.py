"""A hub in words, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _, ngettext
from onsite.sync.hub.events import What
from onsite.sync.hub.overview import HubPhase
from onsite.ui.cells import wrap

if TYPE_CHECKING:
    from onsite.sync.hub.events import HubEvent
    from onsite.sync.hub.overview import HubOverview

_PHASES = {
    HubPhase.STARTING: N_("Starting"),
    HubPhase.OPEN: N_("Open"),
    HubPhase.WAITING: N_("Waiting for the other hubs"),
    HubPhase.RESTARTING: N_("Starting again"),
    HubPhase.SILENT: N_("Its server does not answer"),
    HubPhase.FULL: N_("Full"),
    HubPhase.CLOSED: N_("Closed"),
}
_EVENTS = {
    What.OPENED: N_("The hub is open."),
    What.SERVER_ENDED: N_("The hub's server ended; it is being started again."),
    What.SERVER_RUNS: N_("The hub's server runs again."),
    What.SERVER_SILENT: N_("The hub's server does not answer. The stations go on alone meanwhile."),
    What.SERVER_ANSWERS: N_("The hub's server answers again."),
    What.SERVER_KILLED: N_(
        "The hub's server still does not answer, so it is ended. Nothing is lost."
    ),
    What.FULL: N_("The hub has no room left: free space on its disk."),
    What.STATION_ADMITTED: N_("“{name}” belongs to the event now."),
    What.STATION_HERE: N_("“{name}” is here."),
    What.STATION_GONE: N_("“{name}” is not heard any more."),
    What.STATION_COPIED: N_("“{name}” is used on two computers at once."),
    What.STATION_REVOKED: N_("“{name}” was revoked."),
}
_MEGA = 1_000_000


def phase(shown: HubPhase) -> str:
    """How a hub stands, in a word or two."""
    return _(_PHASES[shown])


def opened(hub: HubOverview) -> str:
    """What is said when a hub has been opened."""
    addresses = _(", ").join(hub.addresses)
    said = _("The hub is open at {addresses}.").format(addresses=addresses)
    if hub.leaf:
        said = _("The leaf node is open at {addresses}.").format(addresses=addresses)
    return f"{said}\n" + _(
        "Let stations join with “onsite stations invite” in another terminal. Ctrl+C closes it."
    )


def place(hub: HubOverview) -> str:
    """What it is besides the one hub of an event, and whom it works with; empty for that one."""
    parts = []
    if hub.venue:
        parts.append(_("Venue: {name}").format(name=hub.venue))
    if hub.upstream:
        parts.append(_upstream(hub).format(address=hub.upstream))
    if hub.nodes:
        there = [f"{each.name} {'●' if each.there else '✗'}" for each in hub.nodes]
        parts.append(_("Hubs of the cluster: {names}").format(names=_(", ").join(there)))
    if hub.leaves:
        parts.append(_("Leaf nodes: {names}").format(names=_(", ").join(hub.leaves)))
    return _(" · ").join(parts)


def _upstream(hub: HubOverview) -> str:
    if hub.leaf:
        if hub.line:
            return _("Leaf node: the line to the hub at {address} stands")
        return _("Leaf node: NO LINE to the hub at {address}; stations here reach nobody")
    if hub.line:
        return _("Exchanges everything with the hub at {address}")
    return _("NO LINE to the hub at {address}; it is tried again and again")


def twice(hub: HubOverview) -> str:
    """Which stations two computers speak as, and what to do; empty where none is."""
    names = _(", ").join(each.name for each in hub.stations if each.copied)
    if not names:
        return ""
    said = _("Used on two computers at once: {names}. Close one of the two, and let it join again.")
    return said.format(names=names)


def line(hub: HubOverview) -> str:
    """A hub in one line."""
    stations = ngettext("{n} station is here", "{n} stations are here", hub.present)
    entries = _("{rate:.1f} entries per second").format(rate=hub.per_second)
    room = _("{used} of {limit} MB used").format(
        used=hub.stream_bytes // _MEGA, limit=hub.stream_limit // _MEGA
    )
    room = room if hub.stream_limit else ""
    said = [phase(hub.phase), twice(hub), place(hub), stations.format(n=hub.present), entries, room]
    return _(" · ").join(filter(None, said))


def happened(event: HubEvent) -> str:
    """Something that happened, as a sentence; an error in its own words."""
    said = _EVENTS.get(event.what)
    return _(said).format(name=event.about) if said else event.about


def happened_at(event: HubEvent) -> str:
    """The same, with its time in UTC."""
    return _("{at:%H:%M:%S} UTC  {said}").format(at=event.at, said=happened(event))


def recovery(code: str, cells: int) -> str:
    """What is said of a recovery code when it is shown, once.

    Args:
        code: which is never broken.
        cells: the width of the terminal.
    """
    said = (
        _("This laptop founds the event for several stations."),
        _("The event's recovery code:"),
        code,
        _(
            "With it, any laptop of the event can take this one's place, should it break or be "
            "stolen. Write it down on paper and keep it away from this laptop: it is not shown "
            "again, and without it nobody can let stations join or revoke them once this laptop "
            "is gone."
        ),
    )
    return "\n\n".join(
        f"    {code}" if each is code else "\n".join(wrap(each, cells)) for each in said
    )
