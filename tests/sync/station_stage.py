"""An event of several stations in one store, as its screens see it, and an app around it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from onsite.app import OnsiteApp
from onsite.clock import to_ms
from onsite.journal.entry import Signer
from onsite.sync import service
from onsite.sync.facts import StationAdmitted
from onsite.sync.keys import keyring
from onsite.sync.keys.secrets import box_key, link_key
from onsite.sync.link import state
from onsite.sync.link.state import LinkState, Peer, Phase
from tests.conftest import START
from tests.snapshots import screen_text
from tests.ui.stage import prepare

if TYPE_CHECKING:
    from onsite.wiring import Site

SEED = bytes(range(32))
OTHERS = {
    "Desk 2": ("desk", Signer.from_seed(b"\x02" * 32)),
    "问讯处 Info desk": ("desk", Signer.from_seed(b"\x03" * 32)),
    "Screen at the stage": ("display", Signer.from_seed(b"\x04" * 32)),
    "Old laptop": ("desk", Signer.from_seed(b"\x05" * 32)),
}
HUB = ("192.168.1.10:4222",)


def station(name: str) -> str:
    """The id of one of the others."""
    return OTHERS[name][1].station


def found(site: Site, *, key: bool = True) -> keyring.Keyring:
    """The site's event with four other stations, its hub here."""
    prepare(site)
    held = keyring.Keyring(Signer.from_seed(SEED))
    founding = service.Founding(held, "PEM", keyring.new_recovery_code(), "Lead's laptop")
    site.write_now(service.found, founding, "Maria")
    for name, (role, signer) in OTHERS.items():
        site.write_now(service.admit, held, _asked(name, role, signer), "Maria")
    site.write_now(service.open_hub, held, HUB, "Maria")
    if key:
        keyring.keep(site.data, held)
    return held


def _asked(name: str, role: str, signer: Signer) -> StationAdmitted:
    return StationAdmitted(
        station=signer.station,
        name=name,
        role=role,
        link=link_key(signer).public,
        box=box_key(signer).public_key.encode().hex(),
    )


def news(site: Site, phase: Phase = Phase.LIVE, **more: Any) -> LinkState:
    """What the link says: two of the others are here."""
    now = to_ms(START)
    here = Peer(
        station=station("Desk 2"),
        instance="a",
        name="Desk 2",
        role="desk",
        version="0.1.0",
        entries=9,
        unsent=3,
        imported_ms=now - 180_000,
        offset_ms=-3200.0,
        error_ms=4,
        heard_ms=now,
    )
    newer = here.model_copy(
        update={
            "station": station("问讯处 Info desk"),
            "version": "0.2.0",
            "offset_ms": 2.0,
            "unsent": 0,
        }
    )
    gone = here.model_copy(
        update={"station": station("Screen at the stage"), "heard_ms": now - 600_000}
    )
    given = {
        "at_ms": now,
        "hub": HUB[0],
        "since_ms": now - 3_600_000,
        "round_trip_ms": 1.23,
        "offset_ms": 12.0,
        "error_ms": 1.0,
        "peers": (here, newer, gone),
        **more,
    }
    said = LinkState(phase=phase, **given)
    state.write(site.data, said)
    return said


def station_app(site: Site, **options: Any) -> OnsiteApp:
    """The app with the stations in front."""
    options = {"start_mode": "stations", "language_code": "en", "clock": site.clock, **options}
    return OnsiteApp(lambda: site, **options)


def kept(site: Site, file: str) -> Any:
    """What lies in a file of the data folder."""
    return json.loads((site.data / file).read_text("utf-8"))


async def until(pilot: Any, done: Any, patience: int = 500) -> None:
    """Wait until something is so; on a busy machine that may take a while."""
    for _turn in range(patience):
        if done():
            return
        await pilot.pause(0.02)
    raise AssertionError(screen_text(pilot.app))
