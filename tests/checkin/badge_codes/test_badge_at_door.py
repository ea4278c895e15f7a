"""Badges at doors that are apart: genuine, forged, replaced, of nobody that is known there."""

from __future__ import annotations

import pytest

from onsite.badges.codes import keys
from onsite.badges.codes.code import issue
from onsite.badges.codes.key import CHARACTERS, Scheme, new_key
from onsite.badges.facts import BadgeIssued
from onsite.checkin.asking.overruling import Overruling
from onsite.checkin.facts import Direction, Outcome, Reason
from onsite.checkin.roll import counters
from onsite.checkin.service import overrule
from onsite.plan.service import current, publish
from onsite.roster.acts import service as acts
from onsite.roster.acts.doing import Doer
from onsite.roster.listing import short_hash
from onsite.roster.service import attendee
from tests.checkin.badge_codes.event import at_door, made, record_, said
from tests.checkin.conftest import PLAN
from tests.conftest import START
from tests.sync.community import hand, written

MARIA = Doer("Maria")


def kinds(site):
    return [each.kind for each in written(site)]


def test_whose_registration_has_not_arrived_comes_in_and_a_forgery_does_not(desks):
    desks.issued(desks.lead, desks.listed(desks.lead, "Zoe"))
    desks.meet_all()
    walk_in = desks.here.write_now(acts.register, None, acts.NewGuest("Ann"), MARIA).attendee
    badge = desks.issued(desks.here, walk_in)

    answer = at_door(desks.there, badge.text)

    assert (answer.verdict.outcome, answer.verdict.details) == (Outcome.ADMIT, {})
    assert (answer.guest.attendee, answer.guest.listed) == (walk_in, False)
    assert kinds(desks.there)[-3:] == ["attendee.from_code", "badge.met", "scan.made"]
    assert at_door(desks.there, badge.text).verdict.reason is Reason.ALREADY_IN
    forged = badge.text[:-1] + ("0" if badge.text[-1] != "0" else "1")
    refused = at_door(desks.there, forged)
    assert (refused.verdict.reason, refused.verdict.overrule) == (Reason.FORGED, ())
    assert refused.guest is None
    assert said(desks.there, refused) == (
        "Not a genuine badge: This event has not made it. Keep it, if you can, and send to the"
        " problem desk."
    )

    desks.meet_all()
    for site in (desks.lead, desks.here, desks.there):
        assert site.read_now(attendee, walk_in).record.name == "Ann"
        figures = site.read_now(counters, site.read_now(current), "door", START)
        assert (figures.admitted, figures.conflicts) == (1, 0)


@pytest.mark.parametrize("behind", [-5, 0, 5])
def test_a_walk_in_is_known_everywhere_though_the_clock_of_the_other_door_is_off(desks, behind):
    desks.meet_all()
    made(desks.here, short_hash("any", "body"))
    desks.meet_all()
    walk_in = desks.here.write_now(acts.register, None, acts.NewGuest("Ann"), MARIA).attendee
    badge = made(desks.here, walk_in)
    desks.clock.advance(minutes=behind)
    assert at_door(desks.there, badge.text).verdict.reason is Reason.ADMITTED
    desks.clock.advance(minutes=10)
    desks.meet_all()

    for site in (desks.lead, desks.here, desks.there):
        assert site.read_now(attendee, walk_in).record.name == "Ann"


def test_after_a_loss_every_desk_refuses_the_old_badge_once_it_heard_of_it(desks):
    ann = desks.listed(desks.lead, "Ann")
    old = desks.issued(desks.lead, ann)
    desks.meet_all()
    desks.clock.advance(minutes=5)
    new = desks.issued(desks.lead, ann, 2, "lost")
    desks.meet(desks.lead, desks.here)

    answer = at_door(desks.here, old.text)

    assert (answer.verdict.reason, answer.guest.attendee) == (Reason.REPLACED, ann)
    assert answer.verdict.overrule == ("problem-desk", "lead")
    assert said(desks.here, answer) == (
        "This badge counts no more: It was reported lost at 09:35. Keep it, if you can, and send to"
        " the problem desk."
    )
    asked = Overruling(answer.key, "lead", "Knows her")
    plan = desks.here.read_now(current)
    let_in = desks.here.write_now(overrule, plan, asked, "Maria")
    assert let_in.verdict.outcome is Outcome.ADMIT
    assert at_door(desks.there, old.text).verdict.reason is Reason.ADMITTED  # heard nothing
    left = at_door(desks.here, old.text, Direction.EXIT).verdict
    assert (left.outcome, left.warning) == (Outcome.ADMIT, Reason.REPLACED)
    assert at_door(desks.here, new.text).verdict.reason is Reason.ADMITTED


def test_a_desk_that_has_seen_the_newer_badge_refuses_the_older_one_and_tells_the_others(desks):
    ann = desks.listed(desks.lead, "Ann")
    old = desks.issued(desks.lead, ann)
    desks.meet_all()
    new = desks.issued(desks.lead, ann, 2, "again")

    assert at_door(desks.there, new.text).verdict.reason is Reason.ADMITTED
    assert kinds(desks.there)[-2:] == ["badge.met", "scan.made"]
    refused = at_door(desks.there, old.text)
    assert refused.verdict.reason is Reason.REPLACED
    assert said(desks.there, refused) == (
        "This badge counts no more: It was replaced at 09:30. Ask for the newer one, or send to the"
        " problem desk."
    )
    at_door(desks.there, new.text)
    assert kinds(desks.there).count("badge.met") == 1
    desks.meet(desks.here, desks.there)
    assert at_door(desks.here, old.text).verdict.reason is Reason.REPLACED


def test_a_desk_without_the_key_lets_nobody_in_with_what_may_be_forged(desks):
    ann = desks.listed(desks.lead, "Ann")
    badge = desks.issued(desks.lead, ann)
    apart = desks.event.station("Apart")  # admitted after the key was made
    hand(written(desks.lead), apart)
    alike = new_key(Scheme.MAC, set(CHARACTERS) - {badge.text[2]})

    answers = [at_door(apart, each) for each in (badge.text, issue(alike, ann, 1).text)]

    for answer in answers:
        assert (answer.verdict.outcome, answer.guest.attendee) == (Outcome.REFUSE, ann)
        assert said(apart, answer) == (
            "Badge cannot be checked here: Such a badge was issued, but this desk was not given its"
            " key: it cannot tell whether this one is forged. Scan it at another desk, or send to"
            " the problem desk."
        )
        assert answer.verdict.overrule == ("problem-desk", "lead")
    asked = Overruling(answers[0].key, "lead", "Looked at her passport")
    plan = apart.read_now(current)
    assert apart.write_now(overrule, plan, asked, "Maria").verdict.outcome is Outcome.ADMIT
    unheard = at_door(apart, made(desks.lead, ann, 2).text)
    assert (unheard.verdict.reason, unheard.verdict.overrule) == (
        Reason.UNPROVEN,
        ("problem-desk", "lead"),
    )
    stranger = at_door(apart, made(desks.lead, short_hash("x", "y")).text)
    assert (stranger.verdict.reason, stranger.guest) == (Reason.UNPROVEN, None)
    assert "was not given its key" in said(apart, stranger)
    assert kinds(apart)[-2:] == ["scan.made"] * 2


def test_a_desk_that_has_no_key_at_all_lets_nobody_in_with_a_code_that_anybody_can_make(desks):
    desks.meet_all()
    desk = desks.here
    who = desk.write_now(acts.register, None, acts.NewGuest("Ann"), MARIA).attendee
    record_(desk, BadgeIssued(attendee=who, generation=1))
    codes = [issue(new_key(Scheme.MAC), who, number) for number in (1, 2)]

    answers = [at_door(desk, each.text) for each in codes]

    assert [each.verdict.details["key"] for each in answers] == ["issued", "lacking"]
    assert {each.verdict.reason for each in answers} == {Reason.UNPROVEN}


def test_who_is_let_in_by_decision_with_a_badge_that_cannot_be_told_gets_no_second_one(desks):
    desks.lead.write_now(publish, f'{PLAN}\n[badges]\nprints = "on_admission"\n', "Maria")
    badge = desks.issued(desks.lead, desks.listed(desks.lead, "Ann"))
    apart = desks.event.station("Apart")
    hand(written(desks.lead), apart)
    refused = at_door(apart, badge.text)

    asked = Overruling(refused.key, "lead", "Looked at her passport")
    apart.write_now(overrule, apart.read_now(current), asked, "Maria")

    assert "badge.job_asked" not in kinds(apart)


def test_who_comes_in_with_a_badge_of_another_desk_gets_no_second_one(desks):
    desks.lead.write_now(publish, f'{PLAN}\n[badges]\nprints = "on_admission"\n', "Maria")
    desks.meet_all()
    ann = desks.here.write_now(acts.register, None, acts.NewGuest("Ann"), MARIA)
    first = at_door(desks.here, ann.code)
    assert "badge.job_asked" in kinds(desks.here)
    at_door(desks.here, ann.code, Direction.EXIT)
    badge = made(desks.here, ann.attendee)
    hand([each for each in written(desks.here) if each.kind == "badge.key_shared"], desks.there)

    answer = at_door(desks.there, badge.text)

    assert (first.guest.attendee, answer.verdict.reason) == (ann.attendee, Reason.ADMITTED)
    assert "badge.job_asked" not in kinds(desks.there)


def test_another_events_badge_is_not_ours(desks):
    ann = desks.listed(desks.lead, "Ann")
    badge = desks.issued(desks.lead, ann)
    ours = badge.text[2]
    other = new_key(Scheme.MAC, {ours})
    like_ours = new_key(Scheme.MAC, set(CHARACTERS) - {ours})

    foreign = at_door(desks.lead, issue(other, short_hash("a", "b"), 1).text)
    assert foreign.verdict.reason is Reason.UNPROVEN
    assert "may be another event's" in said(desks.lead, foreign)
    assert at_door(desks.lead, issue(like_ours, ann, 1).text).verdict.reason is Reason.FORGED
    invented = at_door(desks.lead, issue(other, ann, 1).text)  # with a key that there is not
    assert (invented.verdict.reason, invented.guest.attendee) == (Reason.UNPROVEN, ann)
    assert invented.verdict.overrule == ("problem-desk", "lead")


def test_a_badge_with_a_withdrawn_key_counts_nowhere_and_one_with_an_older_key_does(desks):
    ann, ben = desks.listed(desks.lead, "Ann"), desks.listed(desks.lead, "Ben")
    first = desks.issued(desks.lead, ann)
    desks.lead.write_now(keys.rotate, Scheme.MAC, "Maria")
    second = desks.issued(desks.lead, ben)
    assert first.text[2] != second.text[2]
    desks.meet_all()
    assert at_door(desks.here, first.text).verdict.details == {}

    desks.lead.write_now(keys.revoke, first.text[2], "laptop stolen", "", "Maria")
    desks.meet_all()

    refused = at_door(desks.there, first.text)
    assert refused.verdict.reason is Reason.REPLACED
    assert "The key that it was made with was withdrawn at 09:30." in said(desks.there, refused)
    assert at_door(desks.there, second.text).verdict.details == {}
    late = desks.event.station("Late")  # which is given no key that was revoked
    desks.meet(desks.lead, late)
    assert at_door(late, first.text).verdict.details["why"] == "key"
