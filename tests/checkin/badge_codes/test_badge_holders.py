"""Badges and what becomes of their holders: merged, transferred, typed, and what the plan says."""

from __future__ import annotations

import pytest

from onsite.badges import service
from onsite.badges.codes import keys, typed
from onsite.badges.codes.bearing import bears
from onsite.badges.codes.code import issue
from onsite.badges.codes.key import CHARACTERS, Scheme, new_key
from onsite.badges.codes.standing import newest, replaced, to_print
from onsite.badges.facts import BadgeIssued, JobAsked, JobDone, JobSent
from onsite.badges.service import Anew, Asked
from onsite.checkin.desk.source import _found
from onsite.checkin.facts import Direction, Reason
from onsite.checkin.history import history
from onsite.checkin.history_words import history_line
from onsite.plan.service import current, publish
from onsite.roster.acts import service as acts
from onsite.roster.acts.doing import Doer
from onsite.roster.acts.facts import AttendeesMerged, Field
from onsite.roster.listing import short_hash
from onsite.roster.service import attendee
from tests.checkin.badge_codes.event import Desks, at_door, made, record_, said
from tests.checkin.conftest import PLAN
from tests.conftest import START

MARIA = Doer("Maria")


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


@pytest.mark.parametrize("behind", [-5, 5])
def test_a_badge_that_is_made_by_whoever_has_not_heard_of_the_transfer_counts_nowhere(
    desks, behind
):
    ann = desks.listed(desks.lead, "Ann")
    desks.meet_all()
    desks.lead.write_now(acts.transfer, ann, {Field.NAME: "Ben"}, MARIA)
    desks.clock.advance(minutes=behind)
    desks.there.write_now(service.ask, desks.there.read_now(current), Asked(ann), "Maria")
    badge = made(desks.there, ann)
    assert at_door(desks.there, badge.text).verdict.reason is Reason.ADMITTED

    desks.meet_all()

    for site in (desks.lead, desks.here, desks.there):
        answer = at_door(site, badge.text)
        assert (answer.verdict.reason, answer.guest.name) == (Reason.REPLACED, "Ben")
        assert "bears the former name" in said(site, answer)
        assert answer.verdict.overrule == ("problem-desk", "lead")
    desks.clock.advance(minutes=10)
    desks.lead.write_now(service.ask, desks.lead.read_now(current), Asked(ann), "Maria")
    right = made(desks.lead, ann, desks.lead.read_now(to_print, ann))
    assert right.generation == 2
    desks.meet_all()
    assert at_door(desks.here, right.text, checkpoint="door").verdict.reason is not Reason.REPLACED


def test_of_two_badges_with_one_code_and_two_names_neither_counts(desks):
    ann = desks.listed(desks.lead, "Ann")
    desks.issued(desks.lead, ann)
    desks.meet_all()
    desks.clock.advance(minutes=1)
    desks.lead.write_now(acts.transfer, ann, {Field.NAME: "Ben"}, MARIA)
    codes = []
    for site in (desks.lead, desks.there):
        desks.clock.advance(minutes=1)
        asked = Anew(ann, "Torn")
        site.write_now(service.issue_again, site.read_now(current), asked, MARIA)
        codes.append(made(site, ann, 2).text)
    assert codes[0] == codes[1]

    desks.meet_all()

    assert at_door(desks.here, codes[0]).verdict.reason is Reason.REPLACED
    assert desks.here.read_now(to_print, ann) == 3


@pytest.mark.parametrize(
    ("field", "said_of_it"),
    [
        (Field.NAME, "The name was changed after this badge was printed"),
        (Field.COMPANY, "Something on this badge was changed after it was printed"),
        (Field.NOTES, ""),
    ],
)
def test_a_badge_that_says_something_else_than_the_roster_counts_and_is_noted(
    desks, field, said_of_it
):
    lead = desks.lead
    ann = desks.listed(lead, "Ann")
    badge = desks.issued(lead, ann)
    borne = bears(lead.read_now(attendee, ann).record)
    sent = {"printer": "left", "at_ms": 1, "says": borne.says, "whose": borne.whose}
    record_(
        lead,
        JobAsked(job="j", attendee=ann, generation=1),
        JobSent(job="j", name="n", **sent),
        JobDone(job="j", name="n"),
    )
    lead.write_now(acts.correct, None, ann, {field: "Anne"}, MARIA)

    answer = at_door(lead, badge.text)

    assert answer.verdict.reason is Reason.ADMITTED
    assert bool(answer.verdict.details) == bool(said_of_it)
    assert said_of_it in said(lead, answer)


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

    def typed(text):
        return at_door(desks.lead, text, by_hand=True)

    assert typed(old.typed.lower()).guest.attendee == ann
    record_(desks.lead, BadgeIssued(attendee=ann, generation=2, why="lost"))
    assert typed(old.typed.replace("-", "")).verdict.reason is Reason.REPLACED
    nobody = made(desks.lead, short_hash("no", "body")).typed
    assert typed(nobody).verdict.reason is Reason.UNKNOWN
    wrong = old.typed[:-1] + ("0" if old.typed[-1] != "0" else "1")
    answer = typed(wrong)
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


def test_an_id_that_is_scanned_proves_nothing(desks):
    ann = desks.listed(desks.lead, "Ann")
    desks.issued(desks.lead, ann)
    new = desks.issued(desks.lead, ann, 2, "lost")

    answer = at_door(desks.lead, new.typed)  # whoever has the old one can make a code of it

    assert (answer.verdict.reason, answer.guest) == (Reason.UNKNOWN, None)


def test_a_name_that_happens_to_be_an_id_is_found(desks):
    name = "Abraham Jacobsen"
    assert isinstance(typed.read(name), typed.Typed)
    whom = desks.listed(desks.lead, name)
    plan = desks.lead.read_now(current)
    found, _limits = desks.lead.read_now(_found, plan, name, "door", START, "Maria")
    assert [each.guest.attendee for each in found] == [whom]
