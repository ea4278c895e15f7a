"""What `onsite status` says of working with other stations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.clock import SystemClock, to_ms
from onsite.language import _, ngettext
from onsite.sync import membership, wording
from onsite.sync.link import state
from onsite.sync.link.unsent import counted
from onsite.sync.stations.overview import listed, survey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.wiring import Site


def together(site: Site) -> dict[str, Any] | None:
    """The event of several stations as it is seen from here; None where this station is alone."""
    trust = site.read_now(membership.trust)
    if trust is None:
        return None
    news, known = state.read(site.data), site.read_now(survey)
    phase = news.phase_at(to_ms(SystemClock().now()))
    own = site.journal.station
    seen = listed(known, news, phase, own, site.clock.now())
    me = next((each for each in seen if each.station == own), None)
    return {
        "name": me.name if me is not None else trust.name,
        "role": me.role if me is not None else trust.role,
        "link": phase.value,
        "hub": news.hub,
        "unsent": site.read_now(counted),
        "quarantined": sum(known.held.values()),
        "stations": [
            {"name": each.name, "role": each.role, "state": each.how.value} for each in seen
        ],
    }


def lines(told: dict[str, Any]) -> Iterator[str]:
    """The same in words, in the language in use."""
    yield _("Called:     {name}, {role}").format(name=told["name"], role=wording.role(told["role"]))
    phase = wording.phase(state.Phase(told["link"]))
    yield _("Link:       {phase} {hub}").format(phase=phase, hub=told["hub"]).rstrip()
    yield _("Unsent:     {many}").format(many=told["unsent"])
    if told["quarantined"]:
        said = ngettext(
            "{many} entry is held back: “onsite stations quarantine” says why.",
            "{many} entries are held back: “onsite stations quarantine” says why.",
            told["quarantined"],
        )
        yield said.format(many=told["quarantined"])
    here = sum(each["state"] in ("own", "here") for each in told["stations"])
    yield _("Stations:   {many}, {here} of them here").format(many=len(told["stations"]), here=here)
