"""The hubs that are named above the list of stations."""

from __future__ import annotations

from onsite.sync import service
from tests.snapshots import screen_text, settled
from tests.sync.station_stage import HUB, found, news, station_app, until


async def test_a_hub_that_was_opened_again_and_again_is_named_once(site):
    held = found(site)
    for _opening in range(3):
        site.write_now(service.open_hub, held, HUB, "Maria")
    news(site)
    app = station_app(site)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.site_ready()
        await until(pilot, lambda: app.screen.known is not None and app.link is not None)
        app._tell_link()
        app.screen.look()
        await settled(pilot)
        text = screen_text(app)
    assert "Hub: " in text
    assert "before:" not in text
