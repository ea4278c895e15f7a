"""Taps, transfers, recounts and what is taken back on three stations, over a real hub."""

from __future__ import annotations

import random

from onsite.zones.capacity import service as capacity
from onsite.zones.counting import reading, service
from onsite.zones.evacuation import service as evacuation
from onsite.zones.surveying import survey
from tests.sync.laptops import tables
from tests.zones.sync import said
from tests.zones.sync.conftest import ZONES, until

COUNTS = ("zone_flow", "zone_batch", "zone_base")


def counts(site) -> dict[str, list[tuple]]:
    """What the counts of a station are read from."""
    return {name: rows for name, rows in tables(site).items() if name in COUNTS}


async def agree(posts) -> dict[str, int]:
    """Wait until all stations say the same; answers what."""
    await until(lambda: all(counts(each.site) == counts(posts[0].site) for each in posts))
    return posts[0].totals()


async def test_three_count_one_zone_and_all_of_them_know(posts):
    one, two, three = posts
    await one.count("hall", 1, 1, 1)
    await two.count("hall", 12, -1)
    await three.count("hall", -20)
    await two.count("hall", 12, -1, key="op1-1")

    assert await agree(posts) == {"hall": -6, "foyer": 0}
    assert [each.totals() for each in posts] == [{"hall": -6, "foyer": 0}] * 3
    seen = one.site.read_now(reading.standing, "hall")
    assert sorted((each.operator, each.came, each.left) for each in seen.counters) == [
        ("op0", 3, 0),
        ("op1", 12, 1),
        ("op2", 0, 20),
    ]


async def test_a_transfer_arrives_as_a_whole_and_who_counts_what_takes_it_back(posts):
    one, two, _three = posts
    await one.count("hall", 30)
    await until(lambda: two.totals()["hall"] == 30)
    await two.move("hall", "foyer", 10)
    assert await agree(posts) == {"hall": 20, "foyer": 10}

    await one.count("foyer", 5)
    await two.undo()
    assert await agree(posts) == {"hall": 30, "foyer": 5}


async def test_what_was_counted_offline_before_a_recount_is_in_it_already(posts):
    one, two, three = posts
    await one.count("hall", 40)
    await until(lambda: three.totals()["hall"] == 40)
    await three.leave()
    await three.count("hall", 7)
    await three.move("hall", "foyer", 3)
    assert three.totals() == {"hall": 44, "foyer": 3}

    await one.recount("hall", 50)
    await two.count("hall", 2)
    await until(lambda: one.totals()["hall"] == 52)
    await three.count("hall", 1)
    three.connect()

    # Its 7 and 3 were tapped before the recount, which has them; its 1 came after it.
    assert await agree(posts) == {"hall": 53, "foyer": 3}
    late = [
        sorted(each.people for each in post.site.read_now(reading.absorbed, "hall"))
        for post in posts[:2]
    ]
    assert late == [[-3, 7], [-3, 7]]


async def test_two_recounts_apart_and_the_newer_one_holds_everywhere(posts):
    one, two, three = posts
    await one.leave()
    await three.leave()
    first = await one.recount("hall", 10)
    second = await three.recount("hall", 20)
    await two.count("hall", 4)
    one.connect()
    three.connect()
    assert await agree(posts) == {"hall": 24, "foyer": 0}

    await two.act(service.withdraw_recount, "hall", second.key, "of another hall")
    assert await agree(posts) == {"hall": 14, "foyer": 0}
    await two.act(service.withdraw_recount, "hall", first.key, "so was that")
    assert await agree(posts) == {"hall": 4, "foyer": 0}


async def test_whatever_three_stations_do_while_one_comes_and_goes_they_agree(posts):
    rolled = random.Random(20261124)
    one, _two, three = posts
    for step in range(90):
        post = rolled.choice(posts)
        await acted(rolled, post)
        if step in (15, 55):
            await three.leave()
        if step in (40, 80):
            three.connect()
        if step == 60:
            await one.leave()
        if step == 70:
            one.connect()

    found = await agree(posts)
    assert found == said.totals(posts[0].site, ZONES)
    assert [each.totals() for each in posts] == [found] * 3


async def test_blocked_ways_limits_and_an_evacuation_that_two_begin_apart(posts):
    one, two, three = posts
    await one.count("hall", 60)
    await until(lambda: all(each.totals()["hall"] == 60 for each in posts))
    await three.leave()
    await three.act(capacity.block, "hall", "north", "smoke")
    # A counter's laptop counts and says what is blocked; it neither limits nor empties a zone.
    await one.act(capacity.set_limit, "hall", 40, "rain")
    await two.leave()
    for post in (one, two):
        await post.act(evacuation.begin, "hall", "smoke")
    await three.count("hall", -25)
    two.connect()
    three.connect()
    await agree(posts)

    def seen(post):
        view = post.site.read_now(survey, post.plan, post.site.clock.now()).zone("hall")
        blocked = [each.way for each in view.capacity.blocked]
        left = view.evacuation.left if view.evacuation is not None else None
        return view.people, view.capacity.people, blocked, left, view.stop_entry

    await until(lambda: [seen(each) for each in posts] == [(35, 40, ["north"], 35, True)] * 3)
    await one.act(evacuation.end, "hall", "a drill of the kitchen")
    await one.act(capacity.set_limit, "hall", None)
    await two.act(capacity.clear, "hall", "north")
    await until(lambda: [seen(each) for each in posts] == [(35, 100, [], None, False)] * 3)


async def acted(rolled: random.Random, post) -> None:
    """Something that a counter may do."""
    zone, other = rolled.sample(ZONES, 2)
    what = rolled.choices(("tap", "move", "undo", "recount", "close"), (60, 15, 12, 10, 3))[0]
    if what == "tap":
        changes = [rolled.choice((-3, -1, 1, 1, 1, 12)) for _tap in range(rolled.randint(1, 5))]
        await post.count(zone, *changes)
    elif what == "move":
        await post.move(zone, other, rolled.randint(1, 9))
    elif what == "undo":
        await post.undo(rolled.randint(1, 3))
    elif what == "recount":
        await post.recount(zone, rolled.randint(0, 80))
    else:
        await post.act(service.close_day, zone, "drift", rolled.randint(0, 5))
