"""A camera over a door: its hint beside the hand count, and no count that it changes."""

from __future__ import annotations

import asyncio
import time

import pytest

from onsite.clock import to_ms
from onsite.plan.service import publish
from onsite.zones.camera import reading
from onsite.zones.camera.agent import LOST_MS, CameraAgent
from onsite.zones.camera.rules import span
from onsite.zones.camera.watching import Watching
from onsite.zones.camera.wording import hint as in_words
from tests.conftest import START
from tests.scanner.walking import Scene, Walker, written
from tests.zones.conftest import PLAN, Counter

MINUTE = 60_000


class AtOnce:
    """No frame is held back."""

    def wait(self, at, stopped):
        pass


@pytest.fixture
def film(tmp_path):
    """Five people come in, and one goes back."""
    walkers = [Walker(3 + 2 * n, 160, 110, 30) for n in range(5)]
    walkers.append(Walker(14, 160, -110, 230))
    written(Scene(walkers, seconds=19), tmp_path / "door.avi")
    return tmp_path / "door.avi"


@pytest.fixture
def counter(site, clock, film):
    camera = f'[zones.h1.camera]\nsource = "{film}"\nstation = "Desk 1"\ndirection = "down"\n'
    site.write_now(publish, PLAN + camera, "Maria")
    return Counter(site, clock)


class Watched:
    def __init__(self, site, clock) -> None:
        self.site, self.clock = site, clock
        self.mistakes: list[BaseException] = []
        self.watching: list[Watching] = []
        self.agent = CameraAgent(site, self._begin, mistaken=self.mistakes.append)

    def _begin(self, camera):
        self.watching.append(Watching(camera, self.clock, AtOnce))
        self.watching[-1].start()
        return self.watching[-1]

    def round(self):
        asyncio.run(self.agent.round())
        assert self.mistakes == []

    def until(self, done):
        until = time.monotonic() + 30
        while not done():
            assert time.monotonic() < until
            time.sleep(0.02)

    def hint(self, plan):
        return self.site.read_now(reading.hint, plan, "h1", to_ms(self.clock.now()))


@pytest.fixture
def watched(site, clock, counter):
    made = Watched(site, clock)
    yield made
    made.agent.stop()
    for each in made.watching:
        each.join(10)


def test_a_film_is_seen_beside_the_hand_count_and_changes_no_count(watched, counter, clock):
    clock.set(START.replace(second=0))
    watched.round()
    (watching,) = watched.watching
    watched.until(lambda: watching.sees or watching.trouble)
    watched.round()
    began = watched.site.read_now(reading.state_of, "h1")
    assert began["lost_ms"] is None
    counter.count("h1", 1, 1, 1, -1)
    watched.until(lambda: watching.trouble == "ended")
    clock.advance(minutes=1)
    watched.round()

    found = watched.hint(counter.plan)
    assert (found.people, found.by_hand, found.gap) == (4, 3, 1)
    assert in_words(found) == "Camera, a hint: 4 came in; by hand at all doors 3; gap +1"
    assert counter.total("h1") == 2

    watched.round()
    assert watched.hint(counter.plan).people == 4


def test_a_camera_that_is_lost_says_so_and_changes_no_count(watched, counter, clock):
    watched.round()
    (watching,) = watched.watching
    counter.count("h1", 1, 1)
    watched.until(lambda: watching.trouble == "ended")
    watched.round()
    assert watched.site.read_now(reading.state_of, "h1") is None
    clock.advance(milliseconds=LOST_MS)
    watched.round()

    found = watched.hint(counter.plan)
    assert (found.trouble, found.lost_ms) == ("ended", to_ms(clock.now()))
    assert "CAMERA LOST: its picture has ended. The count goes on" in in_words(found)
    assert counter.total("h1") == 2


def test_what_nobody_watched_while_the_app_was_closed_is_not_compared(watched, counter, clock):
    watched.round()
    watched.until(lambda: watched.watching[0].sees)
    watched.round()
    watched.agent.stop()
    clock.advance(minutes=5)
    counter.count("h1", 1, 1, 1)
    clock.advance(minutes=5)

    watched.round()
    watched.until(lambda: watched.watching[1].sees)
    watched.round()
    watched.round()
    clock.advance(minutes=1)

    found = watched.hint(counter.plan)
    assert (found.people, found.by_hand, found.gap) == (0, 0, 0)
    began = "SELECT count(*) FROM journal_entry WHERE kind = 'zone.camera_watching'"
    assert watched.site.read_now(lambda rows: rows.exec_driver_sql(began).scalar_one()) == 2


def test_a_camera_that_is_not_there_is_tried_again_and_told_once(watched, counter, clock, film):
    film.unlink()
    watched.round()
    (watching,) = watched.watching
    watched.until(lambda: watching.trouble)
    for _ in range(3):
        watched.round()
        clock.advance(milliseconds=LOST_MS)
    entries = "SELECT count(*) FROM journal_entry WHERE kind = 'zone.camera_watching'"
    told = watched.site.read_now(lambda rows: rows.exec_driver_sql(entries).scalar_one())

    assert told == 1
    assert watching.is_alive()


def test_without_a_camera_in_the_plan_none_is_watched(site, clock, watched, counter):
    site.write_now(publish, PLAN, "Maria")
    watched.round()

    assert watched.watching == []
    assert watched.hint(counter.plan) is None


def test_a_camera_that_the_plan_has_no_more_is_let_go_of(site, watched, counter):
    watched.round()
    site.write_now(publish, PLAN, "Maria")
    watched.round()
    (watching,) = watched.watching
    watching.join(10)

    assert not watching.is_alive()


@pytest.mark.parametrize(
    ("since", "lost", "now", "begins", "expected"),
    [
        (0, None, 5 * MINUTE, 0, (0, 5 * MINUTE)),
        (1, None, 5 * MINUTE + 9, 0, (MINUTE, 5 * MINUTE)),
        (0, 3 * MINUTE + 1, 5 * MINUTE, 0, (0, 3 * MINUTE)),
        (0, None, 5 * MINUTE, 2 * MINUTE + 1, (3 * MINUTE, 5 * MINUTE)),
        (MINUTE + 1, None, MINUTE + 2, 0, (2 * MINUTE, 2 * MINUTE)),
    ],
)
def test_whole_minutes_are_compared_in_which_both_have_counted(since, lost, now, begins, expected):
    assert span(since, lost, now, begins) == expected
