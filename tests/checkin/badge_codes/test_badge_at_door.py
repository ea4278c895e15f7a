"""Badges at doors that are apart: genuine, forged, replaced, of nobody that is known there."""

from __future__ import annotations

import pytest

from onsite.badges.codes import keys
from onsite.badges.codes.code import issue
from onsite.badges.codes.key import CHARACTERS, Scheme, new_key
from onsite.badges.codes.standing import newest, replaced, to_print
from onsite.badges.facts import BadgeIssued
from onsite.checkin.asking.overruling import Overruling
from onsite.checkin.facts import Direction, Outcome, Reason
from onsite.checkin.history import history
from onsite.checkin.history_words import history_line
from onsite.checkin.roll import counters
from onsite.checkin.service import overrule
from onsite.checkin.wording import sentence, title
from onsite.plan.service import current, publish
from onsite.roster.acts import service as acts
from onsite.roster.acts.doing import Doer
from onsite.roster.acts.facts import AttendeesMerged, Field
from onsite.roster.listing import short_hash
from onsite.roster.service import attendee
from tests.checkin.badge_codes.event import Desks, at_door, made, record_
from tests.checkin.conftest import PLAN
from tests.conftest import START
from tests.sync.community import hand, written

MARIA = Doer("Maria")


def said(site, answer):
    verdict = answer.verdict
    return f"{title(verdict)}: {sentence(verdict, site.read_now(current), site.clock.now())}"


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


def test_a_desk_without_the_key_takes_the_badges_it_has_heard_of_and_says_what_it_cannot(desks):
    ann = desks.listed(desks.lead, "Ann")
    badge = desks.issued(desks.lead, ann)
    apart = desks.event.station("Apart")  # admitted after the key was made
    hand(written(desks.lead), apart)

    answer = at_door(apart, badge.text)

    assert (answer.verdict.outcome, answer.guest.attendee) == (Outcome.ADMIT, ann)
    assert said(apart, answer) == (
        "Come in: This desk lacks the key of this badge: it cannot tell whether the badge is"
        " forged."
    )
    unheard = at_door(apart, made(desks.lead, ann, 2).text)
    assert (unheard.verdict.reason, unheard.verdict.overrule) == (
        Reason.UNPROVEN,
        ("problem-desk", "lead"),
    )
    stranger = at_door(apart, made(desks.lead, short_hash("x", "y")).text)
    assert (stranger.verdict.reason, stranger.guest) == (Reason.UNPROVEN, None)
    assert "was not given its key" in said(apart, stranger)
    assert kinds(apart)[-3:] == ["scan.made"] * 3


def test_a_desk_that_has_no_key_at_all_takes_what_it_has_heard_of(desks):
    desks.meet_all()
    desk = desks.here
    who = desk.write_now(acts.register, None, acts.NewGuest("Ann"), MARIA).attendee
    record_(desk, BadgeIssued(attendee=who, generation=1))
    codes = [issue(new_key(Scheme.MAC), who, number) for number in (1, 2)]

    answers = [at_door(desk, each.text) for each in codes]

    assert [each.verdict.reason for each in answers] == [Reason.ADMITTED, Reason.UNPROVEN]
    assert answers[0].verdict.details == {"unproven": "yes"}


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


def test_merged_records_are_one_person_with_either_badge_until_one_is_replaced(desks):
    lead = desks.lead
    ann, anna = desks.listed(lead, "Ann"), desks.listed(lead, "Anna")
    badges = [desks.issued(lead, who) for who in (ann, anna)]
    desks.clock.advance(minutes=1)
    record_(lead, AttendeesMerged(attendee=ann, other=anna))

    answers = [at_door(lead, each.text) for each in badges]
    assert [each.guest.attendee for each in answers] == [ann, ann]
    assert [each.verdict.reason for each in answers] == [Reason.ADMITTED, Reason.ALREADY_IN]
    assert lead.read_now(to_print, ann) == 1
    desks.clock.advance(minutes=1)
    new = desks.issued(lead, ann, 2, "lost")
    reasons = [at_door(lead, each.text, checkpoint="door").verdict.reason for each in badges]
    assert reasons == [Reason.REPLACED, Reason.REPLACED]
    assert at_door(lead, new.text).verdict.reason is Reason.ALREADY_IN


def test_a_badge_of_a_merged_record_that_was_replaced_before_does_not_spoil_the_next(desks):
    lead = desks.lead
    ann, anna = desks.listed(lead, "Ann"), desks.listed(lead, "Anna")
    first = desks.issued(lead, ann)
    desks.clock.advance(minutes=1)
    desks.issued(lead, anna, 3, "lost")
    record_(lead, AttendeesMerged(attendee=ann, other=anna))

    assert lead.read_now(replaced, ann, 1).by == 3
    assert at_door(lead, first.text).verdict.reason is Reason.REPLACED
    assert (lead.read_now(newest, ann), lead.read_now(to_print, ann)) == (3, 4)
    desks.clock.advance(minutes=1)
    assert at_door(lead, desks.issued(lead, ann, 4, "again").text).verdict.reason is Reason.ADMITTED


def test_after_a_transfer_the_badge_with_the_former_name_counts_no_more(desks):
    lead = desks.lead
    ann = desks.listed(lead, "Ann")
    badge = desks.issued(lead, ann)
    desks.clock.advance(minutes=1)
    lead.write_now(acts.transfer, ann, {Field.NAME: "Ben"}, MARIA)

    answer = at_door(lead, badge.text)
    assert (answer.verdict.reason, answer.guest.name) == (Reason.REPLACED, "Ben")
    assert "bears the former name" in said(lead, answer)
    assert lead.read_now(to_print, ann) == 2
    assert at_door(lead, desks.issued(lead, ann, 2).text).verdict.reason is Reason.ADMITTED


@pytest.mark.parametrize("tickets", ["always", "until_badge"])
def test_tickets_stay_good_as_the_plan_says(desks, tickets):
    desks.lead.write_now(publish, f'{PLAN}\n[badges]\ntickets = "{tickets}"\n', "Maria")
    ann = desks.listed(desks.lead, "Ann")
    assert at_door(desks.lead, "T-Ann").verdict.reason is Reason.ADMITTED
    assert at_door(desks.lead, "T-Ann", Direction.EXIT).verdict.warning is None
    badge = desks.issued(desks.lead, ann)

    again = at_door(desks.lead, "T-Ann")

    if tickets == "always":
        assert again.verdict.reason is Reason.ADMITTED
        return
    assert (again.verdict.reason, again.guest.attendee) == (Reason.REVOKED, ann)
    assert "Code no longer valid: A badge was given out for this ticket." in said(desks.lead, again)
    assert at_door(desks.lead, badge.text).verdict.reason is Reason.ADMITTED


def test_the_plan_may_have_badges_bear_the_tickets_own_code(desks):
    desks.lead.write_now(publish, f'{PLAN}\n[badges]\ncode = "ticket"\n', "Maria")
    ann = desks.listed(desks.lead, "Ann")
    assert made(desks.lead, ann).text == "T-Ann"


def test_only_a_lead_signs_badges_where_partners_scan_them(tmp_path, clock):
    desks = Desks(tmp_path, clock, f'{PLAN}\n[badges]\ncode = "ed25519"\n')
    ann = desks.listed(desks.lead, "Ann")
    badge = made(desks.lead, ann)
    desks.meet_all()
    (key,) = desks.there.read_now(keys.held, desks.there.journal.signer)
    assert (key.key.secret, key.tells) == (b"", True)

    assert len(badge.text) == 116
    assert at_door(desks.there, badge.text).verdict.reason is Reason.ADMITTED
    forged = issue(new_key(Scheme.ED25519, set(CHARACTERS) - {badge.text[2]}), ann, 1)
    assert at_door(desks.there, forged.text).verdict.reason is Reason.FORGED
    with pytest.raises(Exception, match="cannot sign"):
        made(desks.there, ann)
    desks.close()


def test_an_id_that_was_typed_leads_to_the_person_and_to_their_badge(desks):
    ann = desks.listed(desks.lead, "Ann")
    old = desks.issued(desks.lead, ann)

    assert at_door(desks.lead, old.typed.lower()).guest.attendee == ann
    record_(desks.lead, BadgeIssued(attendee=ann, generation=2, why="lost"))
    assert at_door(desks.lead, old.typed.replace("-", "")).verdict.reason is Reason.REPLACED
    nobody = made(desks.lead, short_hash("no", "body")).typed
    assert at_door(desks.lead, nobody).verdict.reason is Reason.UNKNOWN
    wrong = old.typed[:-1] + ("0" if old.typed[-1] != "0" else "1")
    answer = at_door(desks.lead, wrong)
    assert answer.verdict.reason is Reason.UNKNOWN
    assert f"The check character of “{wrong}” does not fit" in said(desks.lead, answer)


def test_the_history_says_which_badges_there_were(desks):
    ann = desks.listed(desks.lead, "Ann")
    desks.issued(desks.lead, ann)
    record_(desks.lead, BadgeIssued(attendee=ann, generation=2, why="lost", note="in the tram"))
    desks.meet_all()
    newest_one = made(desks.lead, ann, 3)
    at_door(desks.there, newest_one.text)
    at_door(desks.there, made(desks.lead, short_hash("no", "body")).text)

    def said(who):
        plan = desks.there.read_now(current)
        lines = desks.there.read_now(history, who)
        return [history_line(0, each, plan, START, {}).cells[1] for each in lines]

    assert said(ann) == [
        "On the list – test",
        "Badge issued: 1",
        "Badge issued: 2 – the older one was lost; in the tram",
        "Newer badge met: 3",
        "Main door: Come in",
    ]
    assert said(short_hash("no", "body")) == [
        "Badge 1 read, not on the list",
        "Newer badge met: 1",
        "Main door: Come in",
    ]
