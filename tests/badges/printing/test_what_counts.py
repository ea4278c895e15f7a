"""A badge that counts no more is not printed, and what was given up is asked for again."""

from __future__ import annotations

from functools import partial

import pytest

from onsite.badges import service
from onsite.badges.bulk.boxes import printed_of
from onsite.badges.bulk.facts import BadgeBoxed
from onsite.badges.codes.genuine import Genuine, Old, check
from onsite.badges.codes.making import badge_code
from onsite.badges.facts import BadgeIssued, JobCancelled
from onsite.badges.jobs.handing import hand_over
from onsite.badges.jobs.words import state
from onsite.badges.rules import State
from onsite.badges.service import Anew, Asked
from onsite.badges.temporary import give
from onsite.errors import NotPossibleError
from onsite.plan.service import publish
from onsite.roster.acts.codes import live_codes
from onsite.roster.acts.doing import Doer
from onsite.roster.acts.service import transfer
from onsite.roster.service import attendee
from onsite.staff.access import set_pin
from tests.badges.printing.conftest import PLAN

MARIA = Doer("Maria")


def ask(bureau, who="ada", **more):
    return bureau.do(service.ask, bureau.plan, Asked(who, **more), "Maria")


def tell(bureau, *facts):
    bureau.do(lambda journal, rows: journal.append(rows, *facts, operator="Maria"))


def standing(bureau, generation, who="ada"):
    """What a desk says of a badge."""
    code = bureau.do(badge_code, bureau.plan, who, generation, "Maria")
    return type(bureau.site.read_now(check, bureau.site.journal.signer, code.text))


async def printed(bureau, which):
    await bureau.agent.round()
    bureau.left.prints()
    await bureau.agent.round()
    assert bureau.job(which).state is State.DONE


async def test_what_waits_while_another_badge_is_issued_elsewhere_is_never_printed(bureau):
    which = ask(bureau)
    tell(bureau, BadgeIssued(attendee="ada", generation=2, why="again"))

    for _round in range(3):
        await bureau.agent.round()

    job = bureau.job(which)
    assert (job.state, job.ended_reason, job.printed) == (State.VOID, "replaced", "no")
    assert state(job) == "void: Another badge was issued"
    assert bureau.left.asked + bureau.right.asked == []


async def test_what_was_tried_in_vain_is_not_tried_again_once_the_ticket_is_anothers(bureau):
    bureau.right.said["state"] = "offline"
    bureau.left.said["submit"] = "not_sent"
    which = ask(bureau)
    await bureau.agent.round()
    bureau.do(transfer, "ada", {"name": "Cleo"}, MARIA)
    bureau.clock.advance(seconds=40)

    await bureau.agent.round()

    job = bureau.job(which)
    assert (job.state, job.ended_reason) == (State.VOID, "transferred")
    assert len(bureau.left.asked) == 1
    assert bureau.job(ask(bureau, why="admission")).generation == 2


async def test_who_comes_in_again_after_their_admission_was_taken_back_gets_a_badge(bureau):
    first = ask(bureau, why="admission", scan="one")
    tell(bureau, JobCancelled(job=first, reason="undone"))

    second = ask(bureau, why="admission", scan="two")
    tell(bureau, JobCancelled(job=second, reason="undone"))
    third = ask(bureau, why="admission", scan="three")

    assert len({first, second, third}) == 3
    assert ask(bureau, why="admission", scan="four") == third
    bureau.do(service.cancel, third, "", "Maria")
    assert ask(bureau, why="admission", scan="five") == third


async def test_a_badge_that_was_destroyed_lets_nobody_in(bureau):
    which = ask(bureau)
    await printed(bureau, which)
    assert standing(bureau, 1) is Genuine

    bureau.do(service.void, which, "Left on the floor", MARIA)

    assert standing(bureau, 1) is Old
    new = ask(bureau)
    assert (bureau.job(new).generation, bureau.job(new).state) == (2, State.ASKED)


async def test_of_two_with_the_same_code_one_may_be_destroyed(bureau):
    which = ask(bureau)
    await printed(bureau, which)
    other = ask(bureau, key="another")
    await printed(bureau, other)

    bureau.do(service.void, other, "Torn", MARIA)
    assert standing(bureau, 1) is Genuine

    bureau.do(service.void, which, "Torn, too", Doer("Maria", by="lea"))
    assert [bureau.job(each).ended_by for each in (other, which)] == ["Maria", "lea"]
    assert standing(bureau, 1) is Old


async def test_what_was_made_void_before_it_was_printed_can_be_asked_for_again(bureau):
    which = ask(bureau)
    bureau.do(service.void, which, "Wrong person", MARIA)

    assert ask(bureau, why="admission") == which
    again = ask(bureau)

    assert (bureau.job(again).generation, bureau.job(again).instead_of) == (1, which)


async def test_whose_badge_lies_in_a_box_gets_no_second_one_but_a_newer_one(bureau):
    record = bureau.site.read_now(attendee, "ada").record
    more = {"batch": "b", "printed": printed_of(record), "at_ms": 1_795_000_000_000}
    tell(
        bureau,
        BadgeIssued(attendee="ada", generation=1),
        BadgeBoxed(attendee="ada", generation=1, box="3", **more),
    )

    with pytest.raises(NotPossibleError, match="lies in box 3"):
        ask(bureau)
    new = bureau.do(service.issue_again, bureau.plan, Anew("ada", "Not in the box"), MARIA)

    assert bureau.job(new).generation == 2
    assert ask(bureau) == new


async def test_where_the_code_is_the_tickets_the_old_badge_ends_with_it(bureau):
    bureau.clock.advance(seconds=1)
    bureau.do(publish, PLAN + 'code = "ticket"\n', "Maria")
    which = ask(bureau)
    await printed(bureau, which)
    assert set(bureau.site.read_now(live_codes, "ada")) == {"CODE-ada"}

    bureau.do(service.issue_again, bureau.plan, Anew("ada", "Lost", lost=True), MARIA)

    assert bureau.site.read_now(live_codes, "ada") == {}
    assert bureau.site.read_now(attendee, "ada").codes == {"CODE-ada": "lost"}
    assert standing(bureau, 2) is Genuine


async def test_the_card_stays_good_until_the_badge_that_is_issued_again_is_handed_over(bureau):
    bureau.clock.advance(seconds=1)
    bureau.do(publish, PLAN + 'code = "ticket"\n', "Maria")
    await printed(bureau, ask(bureau))
    bureau.do(give, "ada", "KXRFP", "Maria")

    new = bureau.do(service.issue_again, bureau.plan, Anew("ada", "Lost", lost=True), MARIA)
    assert bureau.site.read_now(live_codes, "ada") == {"TEMP-KXRFP": "ada"}
    await printed(bureau, new)
    bureau.do(hand_over, new, "Maria")

    assert bureau.site.read_now(live_codes, "ada") == {}


async def test_after_as_many_badges_as_a_code_can_tell_apart_no_other_is_issued(bureau):
    tell(bureau, BadgeIssued(attendee="ada", generation=127, why="again"))

    with pytest.raises(NotPossibleError, match="more than 127"):
        bureau.do(service.issue_again, bureau.plan, Anew("ada", "Lost", lost=True), MARIA)

    assert bureau.site.read_now(service.generation, "ada") == (127, False)


async def test_whose_code_ends_with_a_destroyed_badge_is_for_those_who_may_issue_another(bureau):
    staffed = '[operators.lea]\nname = "Lea"\nroles = ["lead"]\n'
    bureau.clock.advance(seconds=1)
    bureau.do(publish, f"{PLAN}\n{staffed}", "Maria")
    bureau.do(set_pin, bureau.plan, "lea", "hash", "Maria")
    which = ask(bureau)
    await printed(bureau, which)
    waiting = ask(bureau, "bea")

    with pytest.raises(NotPossibleError, match="Lead"):
        bureau.do(service.void, which, "Torn", MARIA)
    assert standing(bureau, 1) is Genuine
    bureau.do(service.void, waiting, "Wrong person", MARIA)
    bureau.do(service.void, which, "Torn", Doer("Maria", by="lea"))
    assert standing(bureau, 1) is Old


async def test_a_badge_is_printed_again_where_that_is_asked_for(bureau):
    first = ask(bureau, checkpoint="door", pool="both")
    await printed(bureau, first)
    again = bureau.do(service.print_again, bureau.plan, first, "Torn", MARIA)
    assert (bureau.job(again).checkpoint, bureau.job(again).pool) == ("door", "both")
    await printed(bureau, again)
    here = partial(service.print_again, checkpoint="back", pool="left")
    third = bureau.do(here, bureau.plan, again, "Torn", MARIA)
    assert (bureau.job(third).checkpoint, bureau.job(third).pool) == ("back", "left")
