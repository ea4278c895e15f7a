"""From a wish to a file in a folder: the whole way, with the shipped designs."""

from __future__ import annotations

import asyncio

from onsite.badges import service
from onsite.badges.jobs import words as job_words
from onsite.badges.layout import placing
from onsite.badges.layout.qr import TooSmallError
from onsite.badges.printing import output
from onsite.badges.printing.agent import Agent
from onsite.badges.printing.output import drawing
from onsite.badges.rules import State, needs_person
from onsite.badges.service import Asked
from onsite.errors import NotPossibleError
from onsite.journal.journal import entries_of
from onsite.roster.facts import AttendeeListed, Record


async def until(bureau, which, state):
    for _look in range(400):
        if (await bureau.site.read(service.job, which)).state is state:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(bureau.job(which))


async def test_the_embedded_default_prints_into_a_folder(bureau):
    agent = Agent(bureau.site, drawing(bureau.site))
    working = asyncio.create_task(agent.run())
    which = await bureau.site.write(service.ask, bureau.plan, Asked("ada"), "Maria")
    test = await bureau.site.write(service.ask_test, bureau.plan, "right", "Maria")

    await until(bureau, which, State.DONE)
    await until(bureau, test, State.DONE)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)

    (badge,) = (bureau.site.data / "left").glob("*.pdf")
    assert badge.read_bytes().startswith(b"%PDF")
    assert len(list((bureau.site.data / "right").glob("*.pdf"))) == 1
    entries = bureau.site.read_now(entries_of, bureau.site.journal.station)
    assert [each.operator for each in entries if each.kind == "badge.job_done"] == ["printing"] * 2


async def test_a_badge_that_cannot_be_drawn_waits_for_a_person(bureau):
    agent = Agent(bureau.site, drawing(bureau.site), lambda part: bureau.printers["left"])
    asked = Asked("ada", template="nobody-has-this")
    which = bureau.do(service.ask, bureau.plan, asked, "Maria")

    for _round in range(3):
        await agent.round()

    job = bureau.job(which)
    assert (job.state, job.printed, job.last.why) == (State.FAILED, "no", "drawing")
    assert len(job.attempts) == 1
    assert bureau.left.asked == []


async def test_why_a_badge_could_not_be_drawn_is_kept_as_a_code_and_told_with_what_helps(bureau):
    agent = Agent(bureau.site, drawing(bureau.site), lambda part: bureau.printers["left"])
    asked = Asked("ada", template="nobody-has-this")
    which = bureau.do(service.ask, bureau.plan, asked, "Maria")
    await agent.round()

    job = bureau.job(which)

    assert job.last.detail == "design:nobody-has-this"
    assert "its design “nobody-has-this” is not there" in job_words.state(job)
    assert "onsite badges templates" in job_words.what_next(job, "not_printed")


async def test_a_station_that_may_not_sign_badges_says_so(bureau, monkeypatch):
    def refused(*_given):
        raise NotPossibleError("No lead.")

    monkeypatch.setattr(output, "badge_code", refused)
    agent = Agent(bureau.site, drawing(bureau.site), lambda part: bureau.printers["left"])
    which = bureau.do(service.ask, bureau.plan, Asked("ada"), "Maria")
    await agent.round()

    job = bureau.job(which)

    assert job.last.detail == "no-key"
    assert "may not make the codes" in job_words.state(job)
    assert "another station" in job_words.what_next(job, "not_printed")


async def test_a_design_in_which_something_has_no_room_names_the_command_that_says_where(
    bureau, monkeypatch
):
    def crowded(*_given, **_options):
        raise TooSmallError("No room.")

    monkeypatch.setattr(placing, "lay_out", crowded)
    agent = Agent(bureau.site, drawing(bureau.site), lambda part: bureau.printers["left"])
    which = bureau.do(service.ask, bureau.plan, Asked("ada"), "Maria")
    await agent.round()

    job = bureau.job(which)

    assert job.last.detail == "room:a6"
    assert "onsite badges check a6" in job_words.what_next(job, "not_printed")


async def test_signs_that_no_font_has_are_a_warning_on_the_job(bureau):
    bureau.clock.advance(seconds=1)
    record = Record(name="Ada \U00012000", codes=("CODE-ada",))
    listed = AttendeeListed(attendee="ada", source="test", source_key="ada", record=record)
    bureau.do(lambda journal, rows: journal.append(rows, listed, operator="Import"))
    agent = Agent(bureau.site, drawing(bureau.site), lambda part: bureau.printers["left"])
    which = bureau.do(service.ask, bureau.plan, Asked("ada"), "Maria")
    other = bureau.do(service.ask, bureau.plan, Asked("bea"), "Maria")
    for _round in range(2):
        await agent.round()

    job, limits = bureau.job(which), service.limits(bureau.plan)
    need = needs_person(job, bureau.clock.now(), limits)
    assert (job.signs, need) == ("\U00012000", "signs")
    assert "No font has the sign \U00012000" in job_words.what_next(job, need)
    assert bureau.job(other).signs == ""

    bureau.do(service.hand_over, which, "Maria")
    assert needs_person(bureau.job(which), bureau.clock.now(), limits) == ""
