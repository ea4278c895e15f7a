"""Signed tickets at a desk that has never heard of them, alone and beside others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onsite.checkin.entrants import entrants
from onsite.checkin.facts import Direction, Outcome, Reason
from onsite.checkin.history import history
from onsite.checkin.roll import conflicts, counters, guests_by_id
from onsite.checkin.service import Attempt, scan, undo
from onsite.plan.service import current, publish
from onsite.roster.listing import understood
from onsite.roster.reading import Line, Table
from onsite.roster.service import carry_out, preview, roster, steps
from onsite.roster.signed.facts import Bar, CodeBarred
from onsite.roster.signed.layout import attendee_of
from onsite.wiring import open_site
from tests.checkin.apart import meet
from tests.checkin.conftest import PLAN
from tests.checkin.signed.codes import Shop
from tests.conftest import START, ManualClock
from tests.roster.signed.samples import CODES, PUBLIC_KEY_PEM, REVOKED, TAMPERED

SHOP = Shop(1)
SECTION = f"""
[signed_tickets]
keys = ['''{PUBLIC_KEY_PEM}''', "{SHOP.public}"]
products = {{ 3 = "regular", 3-7 = "vip", 5 = "wednesday" }}
subevents = [0, 12]
"""


@pytest.fixture
def plan(site):
    site.write_now(publish, PLAN + SECTION, "Maria")
    return site.read_now(current)


@pytest.fixture
def there(site, plan, tmp_path):
    """Another desk, which knows the plan alone."""
    opened = open_site(tmp_path / "there", operator="Tom", clock=ManualClock(START))
    meet(site, opened)
    yield opened
    opened.close()


def at_door(site, key, code, direction=Direction.ENTRY, checkpoint="door"):
    plan = site.read_now(current)
    attempt = Attempt(key, checkpoint, site.operator, direction, code=code)
    return site.write_now(scan, plan, attempt)


def bar(site, *codes, how=Bar.REVOKED):
    facts = [CodeBarred(code=code, bar=how) for code in codes]
    site.store.write_now(lambda rows: site.journal.append(rows, *facts, operator="Maria"))


def listed(site, *people):
    """Import a list of pretix: (position, name, code, type)."""
    headers = ("Order code", "Position ID", "Attendee name", "Secret", "Product")
    lines = tuple(
        Line(at, ("ORD", key, name, code, kind))
        for at, (key, name, code, kind) in enumerate(people, 2)
    )
    table = Table(file="l.csv", sha256="0" * 64, headers=headers, lines=lines)
    plan = site.read_now(current)
    mapping = {
        "order": "Order code",
        "key": "Position ID",
        "name": "Attendee name",
        "code": "Secret",
        "category": "Product",
    }
    found = preview(understood(table, plan.zone, mapping), site.read_now(roster), plan)
    for batch in steps(found):
        site.write_now(carry_out, batch, "Import")


def everybody(site):
    return {known.attendee: known.record.name for known in site.read_now(roster)}


def test_a_genuine_ticket_comes_in_and_is_on_the_roster_from_then_on(site, plan):
    answer = at_door(site, "one", CODES[0])

    assert answer.verdict.outcome is Outcome.ADMIT
    assert (answer.guest.name, answer.guest.listed, answer.guest.category) == ("", False, "Regular")
    assert everybody(site) == {attendee_of(CODES[0]): ""}
    again = at_door(site, "two", CODES[0])
    assert (again.verdict.reason, again.guest.state) == (Reason.ALREADY_IN, "inside")
    assert at_door(site, "out", CODES[0], Direction.EXIT).verdict.warning is None
    assert at_door(site, "three", CODES[0]).verdict.reason is Reason.ADMITTED
    assert site.read_now(counters, plan, "door", START).inside == 1


def test_every_sample_of_the_server_is_genuine(site, plan):
    answers = [at_door(site, code, code) for code in CODES]
    assert {each.verdict.outcome for each in answers} == {Outcome.ADMIT}


@pytest.mark.parametrize(
    ("said", "reason", "details"),
    [
        ({"item": 4}, Reason.OTHER_EVENT, {"product": "4"}),
        ({"item": 4, "variation": 7}, Reason.OTHER_EVENT, {"product": "4-7"}),
        ({"item": 3, "subevent": 13}, Reason.OTHER_EVENT, {"subevent": "13"}),
        ({"item": 3, "valid_from": START + timedelta(hours=1)}, Reason.TOO_EARLY, None),
        ({"item": 3, "valid_until": START}, Reason.TOO_LATE, None),
        ({"item": 5}, Reason.WRONG_DAY, None),
        ({"item": 3, "variation": 7, "subevent": 12}, Reason.ADMITTED, {}),
    ],
)
def test_product_date_and_window_are_checked_without_a_list(site, plan, said, reason, details):
    verdict = at_door(site, "one", SHOP.code("seed", **said)).verdict

    assert verdict.reason is reason
    assert details is None or verdict.details == details


def test_the_category_of_the_product_counts_at_every_checkpoint(site, plan):
    regular, vip = SHOP.code("a", item=3), SHOP.code("b", item=3, variation=7)
    assert at_door(site, "a", regular, checkpoint="workshop").verdict.reason is Reason.CATEGORY
    assert at_door(site, "b", vip, checkpoint="workshop").verdict.reason is Reason.ADMITTED


@pytest.mark.parametrize(
    "code",
    [
        TAMPERED,
        CODES[0][:-1],
        f"{CODES[0]}=",
        CODES[0][::-1],
        Shop(2).code("seed", item=3),
        "bj549unjwze7q4eahy9eapv745vypjkv",
    ],
    ids=["tampered", "cut", "longer", "reversed", "another shop's", "of the random scheme"],
)
def test_what_no_key_has_signed_is_unknown(site, plan, code):
    assert at_door(site, "one", code).verdict.reason is Reason.UNKNOWN
    assert everybody(site) == {}


def test_without_keys_in_the_plan_every_signed_code_is_unknown(site):
    site.write_now(publish, PLAN, "Maria")
    assert at_door(site, "one", CODES[0]).verdict.reason is Reason.UNKNOWN


@pytest.mark.parametrize(
    ("how", "reason"), [(Bar.REVOKED, Reason.REVOKED), (Bar.BLOCKED, Reason.BLOCKED)]
)
def test_what_the_shop_has_taken_back_lets_nobody_in(site, plan, how, reason):
    bar(site, REVOKED[0], how=how)

    refused = at_door(site, "one", REVOKED[0]).verdict
    assert (refused.reason, refused.overrule) == (reason, ())
    assert at_door(site, "two", REVOKED[1]).verdict.reason is Reason.ADMITTED
    left = at_door(site, "three", REVOKED[0], Direction.EXIT).verdict
    assert (left.outcome, left.warning) == (Outcome.ADMIT, reason)
    assert list(everybody(site)) == [attendee_of(REVOKED[1])]


def test_a_block_can_be_taken_away_and_a_revocation_cannot(site, plan):
    bar(site, CODES[0], how=Bar.BLOCKED)
    bar(site, CODES[0], how=Bar.FREE)
    assert at_door(site, "one", CODES[0]).verdict.reason is Reason.ADMITTED
    bar(site, CODES[1])
    bar(site, CODES[1], how=Bar.FREE)
    assert at_door(site, "two", CODES[1]).verdict.reason is Reason.REVOKED


@pytest.mark.parametrize("code", [CODES[0], "plain-code"])
def test_a_code_of_somebody_on_the_list_is_barred_too(site, plan, code):
    listed(site, ("1", "Mia Klein", code, "Regular"))
    bar(site, code, how=Bar.BLOCKED)
    assert at_door(site, "one", code).verdict.reason is Reason.BLOCKED
    bar(site, code)
    assert at_door(site, "two", code).verdict.reason is Reason.REVOKED


def test_whose_ticket_the_shop_has_blocked_is_not_let_in_by_name_either(site, plan, roll):
    ann, ben = roll.add("Ann", "A1"), roll.add("Ben", "B1", "B2")
    bar(site, "A1", "B1", how=Bar.BLOCKED)

    def by_name(key, attendee):
        attempt = Attempt(key, "door", "Maria", attendee=attendee)
        return site.write_now(scan, plan, attempt).verdict.reason

    assert by_name("one", ann) is Reason.BLOCKED
    assert by_name("two", ben) is Reason.ADMITTED  # by the other code
    (guest,) = site.read_now(guests_by_id, plan, [ann], "door", site.clock.now())
    assert guest.state == Reason.BLOCKED
    out = site.read_now(entrants, plan, "door", site.clock.now(), admitted=False)
    assert (ann, Reason.BLOCKED) in [(each.attendee, each.verdict.reason) for each in out]
    bar(site, "A1", how=Bar.FREE)
    assert by_name("three", ann) is Reason.ADMITTED


def test_two_desks_that_were_apart_make_the_same_person(site, there):
    at_door(there, "there", CODES[0])
    site.clock.advance(minutes=2)
    at_door(site, "here", CODES[0])
    meet(site, there)

    for desk in (site, there):
        plan = desk.read_now(current)
        assert everybody(desk) == {attendee_of(CODES[0]): ""}
        assert [each.key for each in desk.read_now(conflicts)] == ["here"]
        figures = desk.read_now(counters, plan, "door", site.clock.now())
        assert (figures.admitted, figures.inside, figures.conflicts) == (1, 1, 1)


@pytest.mark.parametrize("first", ["scan", "list"])
def test_the_list_and_the_code_come_to_one_person_in_either_order(site, there, first):
    if first == "scan":
        at_door(there, "there", CODES[0])
        there.clock.advance(minutes=1)
        site.clock.advance(minutes=2)
        listed(site, ("1", "Jonas Lefèvre", CODES[0], "VIP"))
    else:
        listed(site, ("1", "Jonas Lefèvre", CODES[0], "VIP"))
        there.clock.advance(minutes=2)
        at_door(there, "there", CODES[0])
    meet(site, there)

    for desk in (site, there):
        plan, who = desk.read_now(current), attendee_of(CODES[0])
        assert everybody(desk) == {who: "Jonas Lefèvre"}
        (guest,) = desk.read_now(guests_by_id, plan, [who], "door", site.clock.now())
        assert (guest.name, guest.category, guest.listed) == ("Jonas Lefèvre", "VIP", True)
        assert guest.state == "inside"
    assert at_door(site, "again", CODES[0]).verdict.reason is Reason.ALREADY_IN


def test_a_list_that_comes_to_a_desk_that_knows_the_code_takes_the_person_over(site, plan):
    at_door(site, "one", CODES[0])
    listed(site, ("1", "Jonas Lefèvre", CODES[0], "Regular"), ("2", "Mia", "plain", "Regular"))
    assert sorted(everybody(site).values()) == ["Jonas Lefèvre", "Mia"]
    listed(site, ("1", "Jonas Lefevre", CODES[0], "Regular"), ("2", "Mia", "plain", "Regular"))
    assert sorted(everybody(site).values()) == ["Jonas Lefevre", "Mia"]
    assert everybody(site)[attendee_of(CODES[0])] == "Jonas Lefevre"


def test_a_list_that_does_not_name_them_withdraws_nobody(site, plan):
    at_door(site, "one", CODES[0])
    listed(site, ("2", "Mia", "plain", "Regular"))
    assert everybody(site)[attendee_of(CODES[0])] == ""
    assert at_door(site, "two", CODES[0]).verdict.reason is Reason.ALREADY_IN


def test_the_record_says_that_nobody_knew_them(site, plan):
    at_door(site, "one", CODES[0])
    kinds = [line.kind for line in site.read_now(history, attendee_of(CODES[0]))]
    assert kinds == ["attendee.from_code", "scan.made"]


def test_an_undo_leaves_the_person_outside(site, plan):
    at_door(site, "one", CODES[0])
    site.write_now(undo, plan, "one", "wrong_person", "Maria")
    assert at_door(site, "two", CODES[0]).verdict.reason is Reason.ADMITTED


def test_a_code_that_the_shop_has_replaced_leads_to_the_same_person(site, there):
    listed(site, ("1", "Jonas Lefèvre", CODES[0], "Regular"))
    listed(site, ("1", "Jonas Lefèvre", CODES[1], "Regular"))
    there.clock.advance(minutes=1)
    at_door(there, "there", CODES[1])
    meet(site, there)
    site.clock.advance(minutes=2)
    assert len(everybody(site)) == 2

    answer = at_door(site, "here", CODES[1])

    assert (answer.guest.name, answer.verdict.reason) == ("Jonas Lefèvre", Reason.ALREADY_IN)
    plan = site.read_now(current)
    figures = site.read_now(counters, plan, "door", site.clock.now())
    assert (figures.admitted, figures.inside) == (1, 1)
    assert at_door(site, "out", CODES[1], Direction.EXIT).verdict.warning is None
    assert at_door(site, "again", CODES[1]).verdict.reason is Reason.ADMITTED
    assert at_door(site, "old", CODES[0]).verdict.reason is Reason.REVOKED
