"""A badge that was printed ahead, from its box into its holder's hands."""

from __future__ import annotations

import pytest

from onsite.badges.again.acts import print_again
from onsite.badges.bulk.boxes import boxed, printed_of, take_out
from onsite.badges.bulk.choosing import Wanted
from onsite.badges.bulk.collecting import collect, put_back
from onsite.badges.bulk.contents import contents, lying
from onsite.badges.bulk.facts import BadgeBoxed
from onsite.badges.bulk.preprint import make, prepare
from onsite.badges.bulk.sheets import Output
from onsite.badges.facts import BadgeIssued, JobAsked
from onsite.badges.jobs.reading import job_of, jobs
from onsite.badges.jobs.states import State
from onsite.badges.service import Asked, ask
from onsite.badges.temporary import card_codes, give
from onsite.checkin.badge_codes.told import happened
from onsite.checkin.badges.printing import fresh, fresh_of
from onsite.checkin.badges.views import badge_seen
from onsite.checkin.badges.words import handed_over, line
from onsite.checkin.desk.queue import Ask
from onsite.checkin.facts import Direction, Outcome, Reason
from onsite.checkin.history import history
from onsite.checkin.service import Attempt, scan, undo
from onsite.clock import to_ms
from onsite.errors import NotPossibleError
from onsite.plan.service import current, publish
from onsite.roster.acts.doing import Doer
from onsite.roster.facts import AttendeeListed, Record
from onsite.roster.service import attendee
from onsite.ui.line_list import LineList
from tests.badges.conftest import PRINTERS
from tests.checkin.badge_codes.event import Desks, at_door, made, record_, said
from tests.checkin.badges.test_desk import Stage, told
from tests.checkin.badges.test_printing import ADMISSION, code_of, jane, plan, press
from tests.checkin.conftest import PLAN, Roll
from tests.checkin.desk_stage import NARROW, desk_app

__all__ = ["jane", "plan", "press"]
DESK = '\n[desks.one]\nname = "Desk 1"\ncheckpoint = "door"\n'


def in_box(site, who, box="3", batch="b", **more) -> None:
    printed = printed_of(site.read_now(attendee, who).record)
    at_ms = to_ms(site.clock.now())
    fact = BadgeBoxed(
        attendee=who, box=box, batch=batch, printed=printed, at_ms=at_ms, **{"generation": 1} | more
    )
    record_(site, BadgeIssued(attendee=who, generation=fact.generation), fact)


@pytest.fixture
def ahead(site, plan, jane):
    """Jane, whose badge lies in box 3; the code on it."""
    in_box(site, jane)
    return code_of(site, plan, jane)


@pytest.fixture
def door(site, plan):
    made_keys = iter(range(100))

    def scanned(code, checkpoint="door", direction=Direction.ENTRY):
        attempt = Attempt(f"key-{next(made_keys)}", checkpoint, "Maria", direction, code=code)
        return site.write_now(scan, site.read_now(current), attempt)

    return scanned


@pytest.fixture
def shown(site, plan, jane):
    """What the desk says of Jane's badge."""

    def now():
        at = site.clock.now()
        return line(site.read_now(badge_seen, site.read_now(current), jane, "door", at))

    return now


def test_it_is_handed_over_by_its_scan_once(site, plan, door, jane, ahead, shown, clock) -> None:
    site.write_now(give, jane, "42", "Maria")
    assert door("JANE").verdict.outcome is Outcome.ADMIT
    assert shown() == ("Jane Doe: ✓ pre-printed, in box 3. Goes with the card TEMP-42.", "good")
    clock.advance(minutes=2)

    found = site.write_now(fresh, plan, "door", ahead, "Maria")
    assert (found.attendee, found.name, found.job, found.box) == (jane, "Jane Doe", "", "3")
    banner = handed_over(found)
    assert (banner.outcome, banner.sentence) == (
        "admit",
        "This is the badge from box 3: hand it over.",
    )
    assert shown() == ("Jane Doe: ✓ has the badge", "muted")
    assert site.read_now(card_codes, jane) == {}
    assert contents(plan, site.read_now(lying)) == ()
    with pytest.raises(NotPossibleError, match="No badges lie in a box 3"):
        site.write_now(take_out, "3", "Maria")

    # From now on it is a badge as any other: nobody gets in twice with it, and none is printed.
    assert site.write_now(fresh, plan, "door", ahead, "Maria") is None
    assert door(ahead).verdict.reason is Reason.ALREADY_IN
    door(ahead, direction=Direction.EXIT)
    assert door("JANE").verdict.outcome is Outcome.ADMIT
    with pytest.raises(NotPossibleError, match="handed over from box 3"):
        site.write_now(ask, plan, Asked(jane), "Maria")
    assert site.read_now(jobs) == ()
    lines = site.read_now(history, jane)
    assert [each.kind for each in lines].count("badge.collected") == 1
    assert "Badge printed ahead: box 3" in [happened(each) for each in lines]


async def test_only_at_its_own_door_on_the_way_in_and_soon(site, door, jane, ahead, clock) -> None:
    site.write_now(publish, PLAN + ADMISSION + DESK, "Maria")
    clock.advance(seconds=1)
    in_box(site, jane, "4", "c", desk="one")
    plan = site.read_now(current)
    assert site.write_now(fresh, plan, "door", ahead, "Maria") is None, "they are not in"
    door("JANE")
    assert await fresh_of(site, plan, Ask("door", "exit", code=ahead)) is None, "they leave"
    assert site.write_now(fresh, plan, "workshop", ahead, "Maria") is None, "not in there"
    forged = ahead[:-1] + ("0" if ahead[-1] != "0" else "1")
    assert site.write_now(fresh, plan, "door", forged, "Maria") is None, "not ours"
    clock.advance(minutes=31)
    assert site.write_now(fresh, plan, "door", ahead, "Maria") is None, "passed back?"
    assert not site.read_now(boxed, jane).collected
    clock.advance(minutes=-2)
    found = await fresh_of(site, plan, Ask("door", "entry", code=ahead))
    assert (found.box, site.read_now(boxed, jane).collected) == ("4", True)


def test_a_box_of_another_checkpoints_desk_is_not_meant(site, door, ahead, jane, clock) -> None:
    Roll(site).add("Jane Doe", "JANE", category="VIP")
    site.write_now(publish, PLAN + ADMISSION + DESK, "Maria")
    clock.advance(seconds=1)
    in_box(site, jane, "4", "c", desk="one")
    plan = site.read_now(current)
    assert door("JANE", "workshop").verdict.outcome is Outcome.ADMIT
    assert site.write_now(fresh, plan, "workshop", ahead, "Maria") is None


def test_who_comes_in_with_it_has_it(site, plan, door, jane, ahead, shown) -> None:
    assert door(ahead).verdict.outcome is Outcome.ADMIT
    assert shown() == ("Jane Doe: ✓ has the badge", "muted")
    assert site.read_now(jobs) == ()
    assert door(ahead).verdict.reason is Reason.ALREADY_IN


def test_who_leaves_with_it_has_it_and_who_is_refused_has_not(
    site, plan, door, jane, ahead
) -> None:
    assert door(ahead, "workshop").verdict.reason is Reason.CATEGORY
    assert not site.read_now(boxed, jane).collected, "it goes back into its box"
    assert door(ahead, direction=Direction.EXIT).verdict.reason is Reason.LEFT
    assert site.read_now(boxed, jane).collected


def test_it_is_said_by_a_key_and_twice_is_once(site, plan, jane, ahead, shown) -> None:
    before = len(site.read_now(history, jane))
    assert site.write_now(collect, jane, "Maria").box == "3"
    site.write_now(collect, jane, "Maria")
    assert len(site.read_now(history, jane)) == before + 1
    assert shown() == ("Jane Doe: ✓ has the badge", "muted")
    bob = Roll(site).add("Bob", "BOB")
    with pytest.raises(NotPossibleError, match="No badge of theirs lies in a box"):
        site.write_now(collect, bob, "Maria")


def test_the_wrong_badge_goes_back_into_its_box(site, plan, door, jane, ahead, shown) -> None:
    before = shown()
    door("JANE")
    site.write_now(undo, plan, "key-0", "wrong_person", "Maria")
    door(ahead)
    assert shown() == ("Jane Doe: ✓ has the badge", "muted")
    site.write_now(undo, plan, "key-1", "wrong_person", "Maria")
    assert shown() == before

    site.write_now(collect, jane, "Maria")
    site.write_now(put_back, jane, "Maria")
    assert shown() == before
    with pytest.raises(NotPossibleError, match="No badge of theirs was taken out"):
        site.write_now(put_back, jane, "Maria")
    assert door(ahead).verdict.outcome is Outcome.ADMIT
    assert shown() == ("Jane Doe: ✓ has the badge", "muted")


def test_one_that_says_something_else_counts_no_more_once_the_right_one_is_asked_for(
    site, plan, door, jane, ahead, shown, press
) -> None:
    Roll(site).add("Jane Doe", "JANE", company="Elsewhere")
    assert shown()[0] == (
        "Jane Doe: ! a badge in box 3 says something else by now: do not hand it over. "
        "Ctrl+K prints the right one."
    )
    with pytest.raises(NotPossibleError, match="box 3 is not right any more"):
        site.write_now(collect, jane, "Maria")

    door("JANE")

    job = site.read_now(job_of, jane)
    assert (job.generation, job.why) == (2, "admission")
    answer = door(ahead)
    assert answer.verdict.reason is Reason.REPLACED
    assert answer.verdict.details["why"] == "changed"
    assert "what it says has changed since; another one was printed" in said(site, answer)
    press.done(job.job)
    assert door("JANE").verdict.reason is Reason.ALREADY_IN
    assert [each.job for each in site.read_now(jobs)] == [job.job]


@pytest.mark.parametrize(
    ("name", "company", "noted"),
    [
        pytest.param("Jane Doe", "Elsewhere", "other", id="the company"),
        pytest.param("Janet Doe", "", "name", id="the name"),
    ],
)
def test_who_is_let_in_with_one_that_says_something_else_is_noted(
    site, plan, door, name, company, noted
) -> None:
    listed = AttendeeListed(
        attendee="j", source="test", source_key="j", record=Record(name="Jane Doe", codes=("J",))
    )
    record_(site, listed)
    in_box(site, "j", whose=printed_of(Record(name="Jane Doe")))
    code = code_of(site, plan, "j")
    changed = {"name": name, "company": company}
    record_(site, listed.model_copy(update={"record": listed.record.model_copy(update=changed)}))

    answer = door(code)

    assert answer.verdict.outcome is Outcome.ADMIT
    assert answer.verdict.details == {"changed": noted}
    assert site.read_now(boxed, "j").outdated == "changed", "it is not right, and not handed over"


def test_a_printed_badge_in_somebodys_hands_stays_good_beside_one_in_a_box(
    site, plan, door, jane, press
) -> None:
    door("JANE")
    press.done(site.read_now(job_of, jane).job)
    in_box(site, jane)
    Roll(site).add("Jane Doe", "JANE", company="Elsewhere")
    assert site.write_now(ask, plan, Asked(jane), "Maria") == site.read_now(job_of, jane).job
    assert site.read_now(job_of, jane).generation == 1


def printed_ahead(site, plan, folder):
    try:
        return list(make(site, plan, prepare(site, plan, Wanted("door")), Output(folder)))
    except NotPossibleError as error:
        return str(error)


@pytest.mark.parametrize(
    ("why", "printed"),
    [
        pytest.param("aborted", "maybe", id="it may have come out"),
        pytest.param("not_sent", "no", id="it is tried again"),
    ],
)
def test_none_is_printed_ahead_beside_one_that_may_come_of_a_printer(
    site, plan, jane, press, tmp_path, why, printed
) -> None:
    press.fail(press.ask(jane), why, printed)
    assert "is there already" in printed_ahead(site, plan, tmp_path)


def test_what_was_not_printed_here_lies_in_its_box_and_is_not_printed_again(
    site, plan, door, jane, press, shown, tmp_path
) -> None:
    job = press.ask(jane)
    press.fail(job, "drawing", "no")
    (made_,) = printed_ahead(site, plan, tmp_path)
    assert site.read_now(job_of, jane).state is State.CANCELLED
    assert f"pre-printed, in box {made_.packed.box}" in shown()[0]
    with pytest.raises(NotPossibleError, match="lies in box"):
        site.write_now(print_again, plan, job, "", Doer("Maria"))
    assert door("JANE").verdict.outcome is Outcome.ADMIT
    found = site.write_now(fresh, plan, "door", code_of(site, plan, jane), "Maria")
    assert found.box == made_.packed.box


def test_a_failed_job_of_a_desk_that_was_apart_does_not_hide_the_box(
    site, plan, jane, press, shown
) -> None:
    in_box(site, jane)
    press.tell(JobAsked(job="theirs", attendee=jane, generation=1, at_ms=1))
    press.fail("theirs", "drawing", "no")
    assert shown()[0] == "Jane Doe: ✓ pre-printed, in box 3"


def test_tickets_end_with_a_badge_that_was_fetched_and_not_with_one_that_was_not(
    site, jane, door, clock
) -> None:
    strict = ADMISSION.replace("[printer_pools", 'tickets = "until_badge"\n\n[printer_pools')
    site.write_now(publish, PLAN + strict, "Maria")
    in_box(site, jane)
    site.write_now(take_out, "3", "Maria")
    assert door("JANE").verdict.outcome is Outcome.ADMIT, "it was thrown away"
    door("JANE", direction=Direction.EXIT)
    bob = Roll(site).add("Bob", "BOB")
    in_box(site, bob)
    site.write_now(collect, bob, "Maria")
    assert door("BOB").verdict.reason is Reason.REVOKED


@pytest.fixture
def desks(tmp_path, clock):
    opened = Desks(tmp_path, clock, PLAN + PRINTERS)
    yield opened
    opened.close()


def test_two_desks_that_are_apart_both_fetch_it(desks, clock) -> None:
    who = desks.listed(desks.lead, "Jane")
    in_box(desks.lead, who)
    code = made(desks.lead, who).text
    desks.meet_all()

    assert at_door(desks.here, "T-Jane").verdict.outcome is Outcome.ADMIT
    found = desks.here.write_now(fresh, desks.here.read_now(current), "door", code, "Maria")
    assert found.box == "3"
    clock.advance(seconds=30)
    assert at_door(desks.there, code).verdict.outcome is Outcome.ADMIT, "who knows of nothing"
    desks.meet_all()

    seen = [site.read_now(boxed, who) for site in (desks.lead, desks.here, desks.there)]
    assert seen[0] == seen[1] == seen[2]
    assert (seen[0].collected, seen[0].besides) == (True, "")
    assert at_door(desks.lead, code).verdict.reason is Reason.ALREADY_IN


def test_two_stations_that_are_apart_print_and_hand_over_one_each(desks) -> None:
    who = desks.listed(desks.lead, "Jane")
    desks.meet_all()
    for site, box in ((desks.here, "KT1"), (desks.there, "MN1")):
        in_box(site, who, box, box)
        site.write_now(collect, who, "Maria")
        desks.clock.advance(seconds=1)
    desks.meet_all()
    plan, now = desks.lead.read_now(current), desks.clock.now()
    assert line(desks.lead.read_now(badge_seen, plan, who, "door", now)) == (
        (
            "Jane: ! two badges were given to them (boxes MN1, KT1): take one back, and destroy "
            "it. Ctrl+K shows what can be done."
        ),
        "warning",
    )


async def test_at_the_desk_by_its_scan_and_by_the_key(site, same_screen) -> None:
    stage = Stage(site, ADMISSION)
    codes = {}
    for who in (stage.jane, stage.bob):
        in_box(site, who)
        codes[who] = code_of(site, stage.plan, who)
    app = desk_app(site)
    async with app.run_test(size=NARROW) as pilot:
        hands = await stage.open(app, pilot)
        await hands.scan("JANE001")
        await told(hands, "Jane Doe: ✓ pre-printed, in box 3")
        await hands.scan(codes[stage.jane])
        await told(hands, "Jane Doe: ✓ has the badge")
        await same_screen(app, "badge-ahead-80x24")

        await hands.scan("BOB0001")
        await told(hands, "Bob: ✓ pre-printed, in box 3")
        await hands.press("ctrl+k")
        assert [each.cells[0] for each in app.screen.query_one(LineList).lines] == [
            "It is handed over (box 3)",
            "Issue another one; the one in box 3 is then refused",
            "Temporary badge: a card with a number",
        ]
        await hands.press("enter")
        await told(hands, "Bob: ✓ has the badge")
        await hands.scan(codes[stage.bob])
        assert hands.desk.answer.verdict.reason is Reason.ALREADY_IN
    assert site.read_now(jobs) == ()
