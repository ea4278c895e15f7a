"""A counter screen in a hall, with keys whose times are set."""

from __future__ import annotations

import pytest
from textual import events

from onsite.app import OnsiteApp
from onsite.areas import Place
from onsite.plan.service import publish
from onsite.ui.status import StatusBar
from tests.snapshots import settled

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24, 2026-11-25]

[checkpoints.door]
name = "Main door"

[zones.hall]
name = "Great hall"
capacity = 20
capacity_source = "permit"

[zones.foyer]
name = "Foyer"

[operators.ana]
name = "Ana Lima"
roles = ["coordinator"]

[operators.bo]
name = "Bo Stern"
"""
NAMED = {" ": "space", "+": "plus", "-": "minus", "\r": "enter", "?": "question_mark"}
HAND_S = 0.4
"""Between two taps of somebody who is in no hurry."""


class Keys:
    """Presses keys of the screen at times of its own; nobody waits for them to pass."""

    def __init__(self, pilot) -> None:
        self.pilot = pilot
        self.at = 1000.0
        self.screen.ticks = lambda: self.at

    @property
    def app(self):
        return self.pilot.app

    @property
    def screen(self):
        return self.app.screen_stack[0]

    def send(self, *keys: str, gap: float = HAND_S) -> None:
        """Keys, each so long after the one before, which are handled later."""
        for key in keys:
            self.at += gap
            name = NAMED.get(key, key)
            event = events.Key(name, key if len(key) == 1 else None)
            event.time = self.at
            self.app.post_message(event)

    async def tap(self, *keys: str, gap: float = HAND_S) -> None:
        """Press keys, and let everything that follows from it happen."""
        self.send(*keys, gap=gap)
        await self.done()

    async def hold(
        self, key: str, repeats: int, *, delay: float = 0.5, pace: float = 0.033
    ) -> None:
        """Hold a key down."""
        self.send(key)
        self.send(key, gap=delay)
        self.send(*[key] * (repeats - 1), gap=pace)
        await self.done()

    async def done(self) -> None:
        """Time passes, all is judged and written."""
        await self.pilot.pause(0.02)
        self.at += 0.3
        self.screen.judge(self.at)
        await self.screen.writing.flush()
        await self.screen.read_now()
        await settled(self.pilot)

    async def typed(self, *keys: str) -> None:
        """Keys of a dialog, one after another; `=12` types a text."""
        for key in keys:
            for each in key[1:] if key.startswith("=") else (key,):
                await self.pilot.press(NAMED.get(each, each))
            await settled(self.pilot)


@pytest.fixture
def hall(site):
    """A store whose plan has a hall."""
    site.write_now(publish, PLAN, "Maria")
    return site


def counter_app(site, zone: str = "hall", code: str = "en", **draft: str) -> OnsiteApp:
    place = Place("counter", drafts={"counter": {"zone": zone, **draft}})
    return OnsiteApp(lambda: site, language_code=code, clock=site.clock, place=place)


async def opened(pilot) -> Keys:
    """The screen, once it has read the store."""
    await pilot.app.site_ready()
    for _round in range(250):
        await pilot.pause(0.02)
        if pilot.app.screen_stack[0].opened:
            break
    keys = Keys(pilot)
    # How many entries there are depends on how many taps were written together.
    keys.screen.query_one(StatusBar).visible = False
    await settled(pilot)
    return keys
