"""Print jobs of stations that were apart, and their meeting."""

from __future__ import annotations

import random

import pytest

from onsite.badges import service
from onsite.badges.jobs.reading import job as job_of_id
from onsite.badges.rules import State, needs_person
from onsite.badges.service import Anew, Asked, Moving
from onsite.errors import NotPossibleError
from onsite.journal.fold import folded_tables
from onsite.journal.journal import entries_of
from onsite.roster.acts.doing import Doer
from tests.badges.printing.conftest import make, prepared
from tests.checkin.apart import meet

__all__ = ["make", "prepared"]
MARIA = Doer("Maria")
BADGES = [table for table in folded_tables() if table.name.startswith("badge")]


@pytest.fixture
def pair(make):
    return make(seed=1), make(seed=2)


def ask(bureau, **more):
    return bureau.do(service.ask, bureau.plan, Asked("ada", **more), "Maria")


async def printed(bureau):
    for _step in range(2):
        await bureau.agent.round()
        bureau.left.prints()
    await bureau.agent.round()


def rows_of(bureau):
    return bureau.site.store.read_now(
        lambda rows: {
            table.name: sorted(map(repr, rows.execute(table.select()))) for table in BADGES
        }
    )


async def test_two_desks_that_both_admit_somebody_ask_for_the_same_job(pair):
    here, there = pair
    first = ask(here, why="admission", scan="s1", checkpoint="main")
    there.clock.advance(seconds=5)
    second = ask(there, why="admission", scan="s2", checkpoint="main")
    assert first == second

    meet(here.site, there.site)
    await there.agent.round()
    await printed(here)
    meet(here.site, there.site)
    await there.agent.round()

    assert there.left.asked + there.right.asked == []
    assert here.left.badges() == [("ada", 1)]
    assert here.job(first) == there.job(first)
    assert (there.job(first).state, there.job(first).station) == (
        State.DONE,
        here.site.journal.station,
    )
    assert rows_of(here) == rows_of(there)


async def test_both_printed_it_before_they_met_and_everybody_is_told(pair):
    here, there = pair
    which = ask(here)
    ask(there)
    await printed(here)
    await printed(there)
    assert here.job(which).conflict == there.job(which).conflict == ""

    meet(here.site, there.site)

    assert here.job(which) == there.job(which)
    assert (here.job(which).state, here.job(which).conflict) == (State.DONE, "two_stations")
    assert len(here.job(which).attempts) == 2
    limits = service.limits(here.plan)
    assert needs_person(here.job(which), here.clock.now(), limits) == "conflict"
    new = here.do(service.issue_again, here.plan, Anew("ada", "Two came out"), MARIA)
    meet(here.site, there.site)
    assert there.job(which).instead == new
    assert needs_person(there.job(which), there.clock.now(), limits) == ""
    assert there.site.read_now(service.generation, "ada") == (2, False)


async def test_cancelled_here_while_it_was_printed_there(pair):
    here, there = pair
    which = ask(here)
    meet(here.site, there.site)
    there.do(service.cancel, which, "", "Jon")
    await printed(here)

    meet(here.site, there.site)

    assert here.job(which) == there.job(which)
    assert (here.job(which).state, here.job(which).conflict) == (State.DONE, "after_cancel")


async def test_another_station_takes_over_what_has_not_left(pair):
    here, there = pair
    which = ask(here)
    meet(here.site, there.site)
    there.do(service.move, there.plan, Moving(which, here=True), MARIA)
    meet(here.site, there.site)

    await printed(here)
    await printed(there)

    assert here.left.asked + here.right.asked == []
    assert there.left.badges() == [("ada", 1)]


async def test_nobody_takes_over_what_is_in_anothers_printer(pair):
    here, there = pair
    which = ask(here)
    await here.agent.round()
    meet(here.site, there.site)

    with pytest.raises(NotPossibleError, match="Another station"):
        there.do(service.move, there.plan, Moving(which, here=True), MARIA)


async def test_both_decide_to_print_again_and_it_is_one_job(pair):
    here, there = pair
    which = ask(here)
    await printed(here)
    meet(here.site, there.site)
    again = [
        each.do(service.print_again, each.plan, which, "Torn", MARIA) for each in (here, there)
    ]
    assert again[0] == again[1]
    meet(here.site, there.site)

    assert here.job(again[0]) == there.job(again[0])
    carrying = [each for each in pair if each.job(again[0]).station == each.site.journal.station]
    assert len(carrying) == 1


async def test_the_same_news_in_any_order_give_the_same_rows(make):
    writers = [make(seed=seed) for seed in (1, 2)]
    which = ask(writers[0])
    ask(writers[1])
    await printed(writers[0])
    await writers[1].agent.round()
    writers[1].do(service.cancel, which, "Enough", "Jon")
    await writers[1].agent.round()
    meet(*[each.site for each in writers])
    writers[1].do(service.print_again, writers[1].plan, which, "Torn", MARIA)
    writers[0].do(service.seen, ("ada", 1), "scan", "Maria")
    writers[0].do(service.issue_again, writers[0].plan, Anew("ada", "Lost", lost=True), MARIA)
    meet(*[each.site for each in writers])
    entries = [
        each
        for writer in writers
        for each in writer.site.read_now(entries_of, writer.site.journal.station)
    ]
    expected = rows_of(writers[0])
    assert rows_of(writers[1]) == expected
    assert len(expected["badge_job"]) == 3

    reader, chance = make(seed=3), random.Random(6)
    hear = reader.site.journal.receive
    for one in chance.sample(entries, len(entries)):
        reader.site.store.write_now(lambda rows, one=one: hear(rows, [one]))
    assert rows_of(reader) == expected
    assert reader.site.read_now(job_of_id, which) == writers[0].job(which)
