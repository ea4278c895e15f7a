"""A store with a plan of two stages, and somebody who runs one of them."""

from __future__ import annotations

import pytest

from onsite.clock import to_ms
from onsite.plan.service import current, publish
from onsite.stage import facts, fields
from onsite.stage.display import service
from onsite.stage.display.app import DisplayApp
from onsite.stage.display.painted import Painted

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24, 2026-11-25]

[checkpoints.door]
name = "Main door"

[stages.main]
name = "Main stage"
"""
ANNEX = '\n[stages.annex]\nname = "Annex"\n'
DAY = "2026-11-24"
MIN = 60_000


class Keeper:
    """A timekeeper, who records what they do as the console does."""

    def __init__(self, site, stage: str = "main", day: str = DAY) -> None:
        self.site, self.of = site, {"stage": stage, "day": day}
        self.stage = stage
        self._runs: dict[str, int] = {}

    @property
    def now_ms(self) -> int:
        return to_ms(self.site.clock.now())

    @property
    def plan(self):
        return self.site.read_now(current)

    def tell(self, *told) -> None:
        self.site.write_now(lambda journal, rows: journal.append(rows, *told, operator="Maria"))

    def add(self, *titles: str, minutes: int = 10, **more) -> None:
        """Items one after the other, the first one now."""
        after, at = "", self.now_ms
        for title in titles:
            said = fields.ItemFields(title=title, start_ms=at, length_ms=minutes * MIN, **more)
            key = title.split()[0].lower()
            self.tell(facts.ItemAdded(**self.of, item=key, after=after, fields=said))
            after, at = key, at + minutes * MIN

    def start(self, item: str, before: str = "") -> None:
        self._runs[item] = self._runs.get(item, 0) + 1
        self.started_ms = self.now_ms
        self._act(facts.Started, item=item, run=str(self._runs[item]), before=before)

    def pause(self, item: str) -> None:
        self._act(facts.Paused, item=item, run=str(self._runs[item]))

    def arm(self, item: str) -> None:
        self._act(facts.Armed, item=item)

    def say(self, text: str, *, asks_seen: bool = False):
        said = service.Saying(self.stage, text, asks_seen=asks_seen)
        return self.site.write_now(service.show_message, self.plan, said, "Maria")

    def _act(self, kind, **more) -> None:
        self.tell(kind(**self.of, at_ms=self.now_ms, **more))


@pytest.fixture
def plan(site):
    site.write_now(publish, PLAN, "Maria")
    return site.read_now(current)


@pytest.fixture
def keeper(site, plan) -> Keeper:
    return Keeper(site)


def app_of(site, **draft: str) -> DisplayApp:
    """A display on an open site."""
    from onsite.areas import Place

    place = Place("display", drafts={"display": draft} if draft else {})
    return DisplayApp(lambda: site, place=place, language_code="en", clock=site.clock)


def face_of(app) -> str:
    """What stands on the display, one line for each row."""
    rows = app.screen.query_one(Painted).rows
    return "\n".join("".join(text for text, _look in row).rstrip() for row in rows)
