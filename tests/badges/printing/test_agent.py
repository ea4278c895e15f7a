"""A station carries out its jobs: every step on disk, nothing printed twice by itself."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from onsite.badges import service
from onsite.badges.facts import LabelsCounted
from onsite.badges.jobs import words as job_words
from onsite.badges.printers.channel import Progress
from onsite.badges.printing.agent import Agent
from onsite.badges.rules import State, needs_person
from onsite.badges.service import Anew, Asked, Moving
from onsite.errors import BadInputError, NotPossibleError, StoreFullError
from onsite.plan.service import publish
from onsite.roster.acts.doing import Doer
from onsite.roster.acts.merging import merge
from onsite.staff.access import set_pin
from tests.badges.printing.conftest import PLAN

MARIA = Doer("Maria")


def ask(bureau, attendee="ada", **more):
    return bureau.do(service.ask, bureau.plan, Asked(attendee, **more), "Maria")


async def test_a_badge_goes_from_asked_to_done_and_all_of_it_is_evidence(bureau):
    which = ask(bureau)
    assert (bureau.job(which).state, bureau.job(which).generation) == (State.ASKED, 1)

    await bureau.agent.round()
    assert bureau.job(which).state is State.ACCEPTED
    await bureau.agent.round()
    assert bureau.left.badges() == []
    bureau.left.prints()
    busy = await bureau.agent.round()

    done = bureau.job(which)
    (attempt,) = done.attempts
    assert (done.state, done.printed, busy) == (State.DONE, "yes", False)
    assert attempt.name == f"onsite-{which}-1-{bureau.site.journal.station[:8]}"
    assert (attempt.printer, attempt.address, attempt.number) == ("left", "ipp://here", "1")
    assert attempt.sent_ms == attempt.accepted_ms == attempt.done_ms > 0
    kinds = [each.kind for each in bureau.entries()]
    assert kinds == [
        "badge.issued",
        "badge.job_asked",
        "badge.job_rendered",
        "badge.job_sent",
        "badge.job_accepted",
        "badge.job_done",
    ]
    assert bureau.left.badges() == [("ada", 1)]


async def test_the_same_wish_is_the_same_job(bureau):
    first = ask(bureau)
    assert ask(bureau) == first
    await bureau.agent.round()
    bureau.left.prints()
    await bureau.agent.round()

    assert ask(bureau, why="admission") == first
    assert ask(bureau, key="another-scan") != first


async def test_first_in_first_out_and_one_at_a_time(bureau):
    bureau.right.said["state"] = "offline"
    first, second = ask(bureau, "bea"), ask(bureau, "ada")

    await bureau.agent.round()
    await bureau.agent.round()
    assert [bureau.job(each).state for each in (first, second)] == [State.ACCEPTED, State.ASKED]
    bureau.left.prints()
    await bureau.agent.round()
    await bureau.agent.round()

    assert [bureau.job(each).state for each in (first, second)] == [State.DONE, State.ACCEPTED]


async def test_the_second_printer_of_a_pool_takes_what_the_first_one_cannot(bureau):
    first, second = ask(bureau, "bea"), ask(bureau, "ada")

    await bureau.agent.round()
    await bureau.agent.round()

    assert bureau.job(first).last.printer == "left"
    assert bureau.job(second).last.printer == "right"


async def test_a_printer_that_is_out_of_paper_gets_nothing(bureau):
    bureau.left.said["state"] = "out_of_paper"
    which = ask(bureau)

    await bureau.agent.round()
    await bureau.agent.round()

    assert bureau.left.asked == []
    assert bureau.job(which).last.printer == "right"


async def test_what_never_left_is_tried_again_by_itself(bureau):
    bureau.right.said["state"] = "offline"
    bureau.left.said["submit"] = "not_sent"
    which = ask(bureau)

    await bureau.agent.round()
    assert (bureau.job(which).state, bureau.job(which).printed) == (State.FAILED, "no")
    assert bureau.job(which).last.detail == "takes-none"
    assert needs_person(bureau.job(which), bureau.clock.now(), service.limits(bureau.plan)) == ""
    await bureau.agent.round()
    assert len(bureau.left.asked) == 1
    bureau.clock.advance(seconds=2)
    await bureau.agent.round()

    assert bureau.job(which).state is State.ACCEPTED
    assert [each.state for each in bureau.job(which).attempts] == [State.FAILED, State.ACCEPTED]


async def test_why_a_printer_took_nothing_is_kept_and_the_rest_of_the_queue_waits(bureau):
    bureau.right.said["state"] = "offline"
    bureau.left.said |= {"submit": "not_sent", "stops": ("disk-full",)}
    first, second = ask(bureau, "ada"), ask(bureau, "bea")

    for _round in range(60):
        await bureau.agent.round()
        bureau.clock.advance(seconds=2)

    job = bureau.job(first)
    assert (job.last.why, job.last.detail, len(job.attempts)) == ("not_sent", "disk-full", 1)
    assert job_words.state(job) == "failed: the printer was not reached: the disk is full"
    assert bureau.job(second).state is State.ASKED
    assert bureau.agent.kinds["left"] == "stopped"

    del bureau.left.said["state"]
    for _round in range(4):
        await bureau.agent.round()
        bureau.left.prints()
        bureau.clock.advance(seconds=2)
    assert {bureau.job(each).state for each in (first, second)} == {State.DONE}


async def test_what_cannot_be_made_for_a_printer_is_not_tried_again(bureau):
    bureau.left.said["submit"] = "not_drawn"
    which = ask(bureau)

    for _round in range(4):
        await bureau.agent.round()
        bureau.clock.advance(seconds=30)

    job = bureau.job(which)
    assert (job.last.why, job.printed, len(job.attempts)) == ("drawing", "no", 1)
    assert "Move it to another printer" in job_words.what_next(job, "not_printed")


@pytest.mark.parametrize("how", ["broken", "mistake"])
async def test_what_may_have_left_is_never_sent_again_by_itself(bureau, how):
    bureau.left.said |= {"submit": how, "find": "nothing"}
    which = ask(bureau)

    for _round in range(8):
        await bureau.agent.round()
        bureau.clock.advance(seconds=2)

    job = bureau.job(which)
    assert (job.state, job.printed, job.last.why) == (State.FAILED, "maybe", "unanswered")
    assert len(bureau.left.asked) == 1
    assert bureau.right.asked == []
    assert needs_person(job, bureau.clock.now(), service.limits(bureau.plan)) == "maybe_printed"


async def test_what_broke_off_and_is_found_goes_on(bureau):
    bureau.left.said["submit"] = "broken"
    which = ask(bureau)

    await bureau.agent.round()

    assert bureau.job(which).state is State.ACCEPTED


@pytest.mark.parametrize("lie", [Progress.CANCELLED, Progress.ABORTED])
async def test_that_a_printer_cancels_says_nothing_about_paper(bureau, lie):
    which = ask(bureau)
    await bureau.agent.round()
    bureau.left.prints()
    bureau.left.said["follow"] = lie

    await bureau.agent.round()
    await bureau.agent.round()

    job = bureau.job(which)
    assert (job.state, job.printed, job.last.detail) == (State.FAILED, "maybe", "a-lie")
    assert bureau.left.badges() + bureau.right.badges() == [("ada", 1)]


async def test_late_news_is_believed(bureau):
    which = ask(bureau)
    await bureau.agent.round()
    bureau.left.said["follow"] = Progress.UNKNOWN
    bureau.clock.advance(seconds=61)
    await bureau.agent.round()
    assert (bureau.job(which).state, bureau.job(which).last.why) == (State.FAILED, "forgotten")
    bureau.left.prints()
    del bureau.left.said["follow"]

    bureau.clock.advance(seconds=6)
    await bureau.agent.round()

    assert bureau.job(which).state is State.DONE


async def test_a_printer_that_never_tells_anything_is_taken_at_its_silence(bureau):
    which = ask(bureau)
    await bureau.agent.round()
    bureau.left.said |= {"follow": Progress.UNKNOWN, "reasons": ("no-status",)}
    await bureau.agent.round()
    assert bureau.job(which).state is State.ACCEPTED

    bureau.clock.advance(seconds=5)
    await bureau.agent.round()

    assert (bureau.job(which).state, bureau.job(which).last.detail) == (State.DONE, "no-status")


async def test_what_a_printer_has_forgotten_waits_for_a_person_soon(bureau):
    which = ask(bureau)
    await bureau.agent.round()
    bureau.left.said |= {"follow": Progress.UNKNOWN, "reasons": ("no-such-job",)}
    bureau.clock.advance(seconds=5)

    await bureau.agent.round()

    assert (bureau.job(which).state, bureau.job(which).last.why) == (State.FAILED, "forgotten")


async def test_a_printer_that_waits_for_paper_is_shown_and_goes_on(bureau):
    which = ask(bureau)
    await bureau.agent.round()
    bureau.left.becomes("jammed")
    bureau.left.said["state"] = "jam"
    await bureau.agent.round()
    await bureau.agent.round()

    held = bureau.job(which)
    assert (held.state, held.last.held) == (State.ACCEPTED, "jam")
    assert needs_person(held, bureau.clock.now(), service.limits(bureau.plan)) == "held"
    bureau.left.said.clear()
    bureau.left.prints()
    await bureau.agent.round()

    assert bureau.job(which).state is State.DONE
    assert [each.kind for each in bureau.entries()].count("badge.job_held") == 1


async def test_what_hangs_goes_to_another_printer_only_once_it_is_taken_back(bureau):
    which, other = ask(bureau, "ada"), ask(bureau, "bea")
    await bureau.agent.round()
    await bureau.agent.round()
    bureau.right.prints()
    await bureau.agent.round()
    assert bureau.job(other).state is State.DONE
    bureau.left.said["cancel"] = "unknown"
    bureau.clock.advance(seconds=61)
    await bureau.agent.round()
    assert bureau.job(which).last.printer == "left"
    assert bureau.right.asked == [bureau.job(other).last.name]

    del bureau.left.said["cancel"]
    bureau.clock.advance(seconds=3)
    await bureau.agent.round()
    await bureau.agent.round()

    assert bureau.job(which).last.printer == "right"
    assert [each.state for each in bureau.job(which).attempts] == [State.CANCELLED, State.ACCEPTED]


async def test_a_cancel_is_believed_once_the_printer_confirms_it(bureau):
    which = ask(bureau)
    await bureau.agent.round()
    bureau.do(service.cancel, which, "Wrong name", "Maria")
    assert bureau.job(which).state is State.ACCEPTED

    await bureau.agent.round()

    assert (bureau.job(which).state, bureau.job(which).printed) == (State.CANCELLED, "no")
    assert bureau.left.queue[0].truth == "cancelled"
    assert ask(bureau, why="admission") == which
    assert ask(bureau) != which


async def test_what_cannot_be_cancelled_may_be_printed(bureau):
    which = ask(bureau)
    await bureau.agent.round()
    bureau.left.said["cancel"] = "unknown"
    bureau.do(service.cancel, which, "", "Maria")
    for _round in range(3):
        await bureau.agent.round()
        bureau.clock.advance(seconds=40)

    job = bureau.job(which)
    assert (job.state, job.printed, job.last.why) == (State.FAILED, "maybe", "stuck")
    with pytest.raises(NotPossibleError):
        bureau.do(service.cancel, which, "", "Maria")


async def test_only_a_person_prints_again_and_says_why(bureau):
    which = ask(bureau)
    await bureau.agent.round()
    with pytest.raises(NotPossibleError, match="being printed"):
        bureau.do(service.print_again, bureau.plan, which, "Torn", MARIA)
    bureau.left.prints()
    await bureau.agent.round()
    with pytest.raises(BadInputError, match="needs a reason"):
        bureau.do(service.print_again, bureau.plan, which, " ", MARIA)

    again = bureau.do(service.print_again, bureau.plan, which, "Torn", MARIA)
    await bureau.agent.round()
    bureau.left.prints()
    await bureau.agent.round()

    assert bureau.left.badges() == [("ada", 1), ("ada", 1)]
    old, new = bureau.job(which), bureau.job(again)
    assert (old.state, old.instead, old.ended_reason) == (State.VOID, again, "Torn")
    assert (new.state, new.generation, new.reason, new.instead_of) == (
        State.DONE,
        1,
        "Torn",
        which,
    )
    with pytest.raises(NotPossibleError, match="Another badge stands"):
        bureau.do(service.print_again, bureau.plan, which, "Torn", MARIA)


async def test_issued_again_is_another_generation_and_the_old_one_is_void(bureau):
    which = ask(bureau)
    await bureau.agent.round()
    bureau.left.prints()
    await bureau.agent.round()

    new = bureau.do(service.issue_again, bureau.plan, Anew("ada", "Lost it", lost=True), MARIA)
    await bureau.agent.round()
    bureau.left.prints()
    await bureau.agent.round()

    assert (bureau.job(which).state, bureau.job(new).state) == (State.LOST, State.DONE)
    assert bureau.left.badges() == [("ada", 1), ("ada", 2)]
    assert bureau.site.read_now(service.generation, "ada") == (2, False)
    assert bureau.site.read_now(service.job_of, "ada").job == new
    assert ask(bureau) == new


async def test_moved_where_nobody_knows_is_another_generation(bureau):
    bureau.left.said |= {"submit": "broken", "find": "nothing"}
    which = ask(bureau)
    await bureau.agent.round()
    with pytest.raises(BadInputError):
        bureau.do(service.move, bureau.plan, Moving(which, "right"), MARIA)

    moving = Moving(which, "right", reason="Left is jammed")
    new = bureau.do(service.move, bureau.plan, moving, MARIA)
    await bureau.agent.round()
    bureau.right.prints()
    bureau.left.prints()
    await bureau.agent.round()

    assert bureau.left.badges() + bureau.right.badges() == [("ada", 1), ("ada", 2)]
    assert (bureau.job(which).state, bureau.job(new).why) == (State.VOID, "moved")


async def test_moved_while_it_is_in_a_printer_is_taken_back_first(bureau):
    which = ask(bureau)
    await bureau.agent.round()
    assert bureau.do(service.move, bureau.plan, Moving(which, "right"), MARIA) == which
    assert bureau.right.asked == []

    await bureau.agent.round()
    await bureau.agent.round()

    assert bureau.left.queue[0].truth == "cancelled"
    assert bureau.job(which).last.printer == "right"


async def test_a_badge_is_seen_and_handed_over(bureau):
    which = ask(bureau)
    with pytest.raises(NotPossibleError, match="not printed yet"):
        bureau.do(service.hand_over, which, "Maria")
    assert bureau.do(service.seen, ("ada", 1), "scan-1", "Maria") == ""
    await bureau.agent.round()

    assert bureau.do(service.seen, ("ada", 1), "scan-1", "Maria") == which
    assert (bureau.job(which).state, bureau.job(which).printed) == (State.SEEN, "yes")
    bureau.do(service.hand_over, which, "Maria")
    bureau.do(service.hand_over, which, "Maria")

    assert bureau.job(which).state is State.HANDED_OVER
    assert bureau.do(service.seen, ("ada", 7), "scan-2", "Maria") == ""


async def test_a_test_page_goes_to_its_printer_and_is_nobodys(bureau):
    which = bureau.do(service.ask_test, bureau.plan, "right", "Maria")

    await bureau.agent.round()

    assert bureau.left.asked == []
    assert (bureau.job(which).last.printer, bureau.job(which).why) == ("right", "test")
    with pytest.raises(NotPossibleError, match="no printer"):
        bureau.do(service.ask_test, bureau.plan, "middle", "Maria")


async def test_while_there_is_nothing_to_do_printers_are_asked_how_they_are(bureau):
    bureau.right.said["state"] = "jam"
    bureau.clock.advance(seconds=1)
    network = PLAN.replace("folder:left", "ipp://left/ipp").replace("folder:right", "zpl://right")
    bureau.do(publish, network, "Maria")
    told = []
    agent = Agent(
        bureau.site,
        bureau.draw,
        lambda part: bureau.printers[part.name.lower()],
        told=lambda: told.append(dict(agent.kinds)),
    )
    working = asyncio.create_task(agent.run())
    for _look in range(100):
        if len(agent.kinds) > 1:
            break
        await asyncio.sleep(0.01)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)

    assert agent.kinds == {"left": "ready", "right": "jam"}
    assert told[-1] == agent.kinds


async def test_of_two_programs_at_one_store_one_prints(bureau):
    other = Agent(bureau.site, bureau.draw, lambda part: bureau.printers[part.name.lower()])
    working = [asyncio.create_task(each.run()) for each in (bureau.agent, other)]
    which = await bureau.site.write(service.ask, bureau.plan, Asked("ada"), "Maria")
    for _look in range(200):
        if (await bureau.site.read(service.job, which)).state is State.ACCEPTED:
            break
        await asyncio.sleep(0.01)
    for task in working:
        task.cancel()
    await asyncio.gather(*working, return_exceptions=True)

    assert bureau.job(which).state is State.ACCEPTED
    assert len(bureau.left.asked) == 1
    assert sorted(bool(each.kinds) for each in (bureau.agent, other)) == [False, True]


async def test_what_was_sent_to_a_printer_that_the_plan_has_no_more_is_shown(bureau):
    which = ask(bureau)
    await bureau.agent.round()
    bureau.do(publish, PLAN.replace("left", "far").replace("Left", "Far"), "Maria")
    bureau.printers["far"] = bureau.right

    await bureau.agent.round()

    assert (bureau.job(which).state, bureau.job(which).last.why) == (State.FAILED, "stuck")


@pytest.mark.parametrize("step", ["rendered", "begin", "accepted", "done"])
async def test_a_step_that_the_disk_does_not_take_is_taken_later_and_prints_nothing_twice(
    bureau, monkeypatch, step
):
    write, full = bureau.site.write, []

    async def failing(act, *arguments, **options):
        if act.__name__ == step and not full:
            full.append(step)
            raise StoreFullError("No room.")
        return await write(act, *arguments, **options)

    monkeypatch.setattr(bureau.site, "write", failing)
    which = ask(bureau)
    for _round in range(6):
        with suppress(StoreFullError):
            await bureau.agent.round()
        bureau.left.prints()
        bureau.clock.advance(seconds=2)

    assert full == [step]
    assert bureau.job(which).state is State.DONE
    assert bureau.left.badges() + bureau.right.badges() == [("ada", 1)]


async def test_what_the_store_refuses_is_not_tried_again_at_once(bureau, monkeypatch):
    write, tries = bureau.site.write, []

    async def failing(act, *arguments, **options):
        if act.__name__ == "begin":
            tries.append(act)
            raise StoreFullError("No room.")
        return await write(act, *arguments, **options)

    monkeypatch.setattr(bureau.site, "write", failing)
    bureau.right.said["state"] = "offline"
    ask(bureau)
    working = asyncio.create_task(bureau.agent.run())
    await asyncio.sleep(0.6)
    assert not working.done()
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)

    assert len(tries) == 1
    assert bureau.left.asked == []


async def test_each_badge_takes_a_label(bureau):
    def left():
        now_ms = round(bureau.clock.now().timestamp() * 1000)
        stocks = bureau.site.read_now(service.labels, bureau.plan, now_ms)
        return {each.printer: (each.left, each.per_hour) for each in stocks}

    assert left() == {"left": (100, 0), "right": (None, 0)}
    for name in ("ada", "bea"):
        ask(bureau, name)
        for _round in range(3):
            await bureau.agent.round()
            bureau.left.prints()
    assert left()["left"] == (98, 4)

    bureau.clock.advance(minutes=1)
    bureau.do(service.count_labels, bureau.plan, LabelsCounted(printer="left", count=7), "Maria")
    assert left()["left"] == (7, 0)
    nowhere = LabelsCounted(printer="middle", count=7)
    with pytest.raises(NotPossibleError, match="no printer"):
        bureau.do(service.count_labels, bureau.plan, nowhere, "Maria")


async def test_issuing_again_is_for_those_who_may(bureau):
    staffed = (
        PLAN
        + """
[operators.vera]
name = "Vera"
roles = ["volunteer"]
[operators.lea]
name = "Lea"
roles = ["lead"]
"""
    )
    bureau.clock.advance(seconds=1)
    bureau.do(publish, staffed, "Maria")
    bureau.do(issue := service.issue_again, bureau.plan, Anew("ada", "No PINs yet"), Doer("vera"))
    bureau.do(set_pin, bureau.plan, "lea", "hash", "Maria")

    for doer in (Doer("vera"), Doer("Maria"), Doer("vera", by="vera"), Doer("nobody", by="x")):
        with pytest.raises(NotPossibleError, match="Lead"):
            bureau.do(issue, bureau.plan, Anew("ada", "Wants another"), doer)
    assert bureau.site.read_now(service.generation, "ada") == (1, False)
    bureau.do(issue, bureau.plan, Anew("ada", "Lost"), Doer("vera", by="lea"))
    bureau.do(issue, bureau.plan, Anew("ada", "Lost again"), Doer("lea"))
    assert bureau.site.read_now(service.generation, "ada") == (3, False)


async def test_a_merged_record_has_no_badge_of_its_own(bureau):
    mine, other = ask(bureau, "ada"), ask(bureau, "bea")
    for _round in range(6):
        await bureau.agent.round()
        bureau.left.prints()
        bureau.right.prints()
    bureau.do(merge, "ada", "bea", MARIA)

    assert {each.job for each in bureau.site.read_now(service.jobs_of, "ada")} == {mine, other}
    new = bureau.do(service.issue_again, bureau.plan, Anew("bea", "Two names"), MARIA)

    assert bureau.job(new).attendee == "ada"
    assert {bureau.job(each).instead for each in (mine, other)} == {new}
    assert bureau.site.read_now(service.generation, "ada") == (2, False)
    assert bureau.site.read_now(service.generation, "bea") == (2, False)
