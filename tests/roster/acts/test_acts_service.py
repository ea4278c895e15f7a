"""What the problem desk does to the roster: what holds afterwards, and what is refused."""

from __future__ import annotations

import pytest

from onsite.checkin.facts import Outcome, Reason
from onsite.checkin.service import Attempt, scan
from onsite.errors import BadInputError, NotPossibleError, OnsiteError
from onsite.journal.audit import audit
from onsite.roster.acts import codes, merging, service, states
from onsite.roster.acts.doing import Doer
from onsite.roster.acts.facts import Field
from onsite.roster.acts.likeness import alike
from onsite.roster.acts.service import NewGuest
from onsite.roster.facts import Payment, Status
from onsite.roster.search import search
from onsite.roster.service import attendee, size


@pytest.fixture
def door(site, plan):
    keys = iter(range(1000))

    def answer(code: str):
        attempt = Attempt(f"k{next(keys)}", "door", "Maria", code=code)
        return site.write_now(scan, plan, attempt).verdict

    return answer


def test_a_walk_in_is_let_in_with_the_code_they_were_given(site, plan, doer, door, record):
    guest = NewGuest("Ada Byron", "regular", "Analytical", "ada@engine.com", "Press")

    given = site.write_now(service.register, plan, guest, doer)

    assert record(given.attendee).model_dump(exclude_defaults=True) == {
        "name": "Ada Byron",
        "category": "Regular",
        "company": "Analytical",
        "email": "ada@engine.com",
        "notes": "Press",
        "codes": (given.code,),
    }
    assert len(given.code) == codes.LENGTH
    assert set(given.code) <= set(codes.ALPHABET)
    assert door(given.code).outcome is Outcome.ADMIT
    assert site.read_now(size).current == 1
    assert [hit.attendee for hit in site.read_now(search, "byron analyt")] == [given.attendee]


def test_the_same_key_is_the_same_guest(site, plan, doer):
    guest = NewGuest("Ada Byron", "regular", key="once")
    first = site.write_now(service.register, plan, guest, doer)
    assert site.write_now(service.register, plan, guest, doer) == first
    assert site.read_now(size).listed == 1


def test_a_registration_is_taken_back(site, plan, doer, door, roll):
    given = site.write_now(service.register, plan, NewGuest("Ada", "vip"), doer)
    site.write_now(service.unregister, given.attendee, doer)
    assert door(given.code).reason is Reason.WITHDRAWN
    with pytest.raises(NotPossibleError, match="taken back already"):
        site.write_now(service.unregister, given.attendee, doer)
    with pytest.raises(NotPossibleError, match="is on the list"):
        site.write_now(service.unregister, roll.add("Bob", "B1"), doer)


def test_a_companion_is_of_the_party_of_whom_they_came_with(site, plan, doer, roll, record):
    host = roll.add("Bob", "B1")

    given = site.write_now(service.add_companion, plan, host, NewGuest("Eve", "vip"), doer)

    assert record(host).order
    assert record(given.attendee).order == record(host).order
    assert site.read_now(attendee, given.attendee).companion_of == host


@pytest.mark.parametrize(
    ("guest", "said"),
    [
        (NewGuest(" ", "vip"), "The name is empty"),
        (NewGuest("Ada", ""), "The category is missing.*Regular, VIP"),
        (NewGuest("Ada", "gold"), "no category “gold”"),
        (NewGuest("Ada", "vip", email="ada"), "no e-mail address"),
        (NewGuest("Ada" * 200, "vip"), "too long"),
    ],
)
def test_a_walk_in_that_cannot_be(site, plan, doer, guest, said):
    with pytest.raises(BadInputError, match=said):
        site.write_now(service.register, plan, guest, doer)
    assert site.read_now(size).listed == 0


def test_a_correction_stands_over_the_list_until_it_says_the_same(site, plan, doer, roll, record):
    who = roll.add("Jon Smith", "J1", company="ACME", given="Jon", family="Smith")
    values = {Field.NAME: "John Smith", Field.COMPANY: "Apex"}
    made = site.write_now(service.correct, plan, who, values, doer)
    assert [(each.field.value, each.before, each.after) for each in made] == [
        ("given", "Jon", ""),
        ("name", "Jon Smith", "John Smith"),
        ("company", "ACME", "Apex"),
    ]

    assert roll.add("Jon Smith", "J1", company="ACME Ltd", diet="vegan") == who
    assert (record(who).name, record(who).company) == ("John Smith", "Apex")
    assert record(who).diet == "vegan"

    roll.add("Jon Smith", "J1", company="Apex")
    roll.add("Jon Smith", "J1", company="Apex Europe")
    assert (record(who).name, record(who).company) == ("John Smith", "Apex Europe")
    with pytest.raises(NotPossibleError, match="Nothing would change"):
        site.write_now(service.correct, plan, who, {Field.NAME: "John  Smith"}, doer)


def test_a_ticket_is_anothers_and_the_old_code_is_no_good(site, doer, roll, door, record):
    who = roll.add("Jon Smith", "J1", company="ACME", email="jon@acme.com", diet="vegan")

    given = site.write_now(service.transfer, who, {Field.NAME: "王小明"}, doer)

    assert (record(who).name, record(who).company, record(who).email) == ("王小明", "", "")
    assert door("J1").reason is Reason.REVOKED
    assert door(given.code).outcome is Outcome.ADMIT
    roll.add("Jon Smith", "J1", company="ACME")
    assert record(who).name == "王小明"
    assert record(who).codes == (given.code,)
    kept = site.write_now(service.transfer, who, {Field.NAME: "Eve"}, doer, revoke=False)
    assert (kept.code, record(who).codes) == ("", (given.code,))
    with pytest.raises(NotPossibleError, match="Eve's already"):
        site.write_now(service.transfer, who, {Field.NAME: "eve"}, doer)


def test_blocked_until_it_is_lifted_whatever_a_list_says(site, doer, roll, door):
    who = roll.add("Bob", "B1", blocked=True)
    assert door("B1").reason is Reason.BLOCKED
    site.write_now(states.lift_block, who, doer)
    roll.add("Bob", "B1", blocked=True, company="New")
    assert door("B1").outcome is Outcome.ADMIT
    with pytest.raises(NotPossibleError, match="not blocked"):
        site.write_now(states.lift_block, who, doer)
    site.write_now(states.block, who, doer)
    with pytest.raises(NotPossibleError, match="blocked already"):
        site.write_now(states.block, who, doer)


def test_money_taken_on_site_stays_taken(site, doer, roll, record):
    who = roll.add("Bob", "B1", payment=Payment.UNPAID)
    with pytest.raises(BadInputError, match="receipt number is missing"):
        site.write_now(states.accept_payment, who, " ", "", doer)
    site.write_now(states.accept_payment, who, "R-17", "90 EUR", doer)
    roll.add("Bob", "B1", payment=Payment.PAID)
    roll.add("Bob", "B1", payment=Payment.UNPAID)
    assert record(who).payment is Payment.PAID
    with pytest.raises(NotPossibleError, match="paid already"):
        site.write_now(states.accept_payment, who, "R-18", "", doer)
    site.write_now(states.return_payment, who, doer)
    assert record(who).payment is Payment.UNPAID
    with pytest.raises(NotPossibleError, match="No money was taken"):
        site.write_now(states.return_payment, who, doer)


def test_the_list_alone_says_what_was_cancelled(site, plan, doer, roll, door):
    who = roll.add("Bob", "B1", payment=Payment.UNPAID)
    site.write_now(states.accept_payment, who, "R-17", "", doer)
    roll.add("Bob", "B1", status=Status.CANCELLED)
    assert door("B1").reason is Reason.CANCELLED
    for act in (
        lambda: site.write_now(codes.issue, who, doer),
        lambda: site.write_now(service.transfer, who, {Field.NAME: "Eve"}, doer),
        lambda: site.write_now(service.add_companion, plan, who, NewGuest("Eve", "vip"), doer),
    ):
        with pytest.raises(NotPossibleError, match="cancelled or withdrawn"):
            act()


def test_codes_given_and_taken_on_site_stay_so(site, doer, roll, door, record):
    who = roll.add("Bob", "B1")
    site.write_now(codes.revoke, "B1", doer, state="lost")
    new = site.write_now(codes.issue, who, doer)
    roll.add("Bob", "B1")
    assert record(who).codes == (new,)
    assert site.read_now(attendee, who).codes == {"B1": "lost", new: "live"}
    assert door("B1").reason is Reason.REVOKED
    with pytest.raises(NotPossibleError, match="before"):
        site.write_now(codes.revoke, "B1", doer)
    site.write_now(codes.give_back, "B1", doer)
    assert door("B1").outcome is Outcome.ADMIT
    with pytest.raises(NotPossibleError, match="is live"):
        site.write_now(codes.give_back, "B1", doer)
    with pytest.raises(NotPossibleError, match="Nobody has the code"):
        site.write_now(codes.revoke, "B9", doer)
    instead = site.write_now(codes.issue, who, doer, instead=True)
    assert record(who).codes == (instead,)


def test_a_code_of_several_must_be_said_whose(site, doer, roll):
    one, two = roll.add("Ann", "X"), roll.add("Bob", "X")
    with pytest.raises(NotPossibleError, match="Several attendees"):
        site.write_now(codes.revoke, "X", doer)
    assert site.write_now(codes.revoke, "X", doer, attendee=two) == two
    assert site.read_now(attendee, one).codes == {"X": "live"}


def test_a_code_is_made_until_nobody_has_it(site, roll):
    roll.add("Bob", "CCCCCCCCCC")
    letters = iter("C" * 10 + "CD" * 5)
    assert site.read_now(codes.free_code, lambda _alphabet: next(letters)) == "CDCDCDCDCD"


def test_a_merge_that_cannot_be(site, doer, roll):
    one, two = roll.add("Ann", "A1"), roll.add("Anne", "A2")
    with pytest.raises(NotPossibleError, match="one person already"):
        site.write_now(merging.merge, one, one, doer)
    with pytest.raises(NotPossibleError, match="was not merged"):
        site.write_now(merging.part, two, doer)
    site.write_now(merging.merge, one, two, doer)
    with pytest.raises(NotPossibleError, match="one person already"):
        site.write_now(merging.merge, two, one, doer)


def test_nobody_of_that_id(site, plan, doer):
    for act in (
        lambda: site.write_now(service.correct, plan, "x", {Field.NAME: "A"}, doer),
        lambda: site.write_now(states.block, "x", doer),
        lambda: site.write_now(codes.issue, "x", doer),
        lambda: site.write_now(merging.merge, "x", "y", doer),
    ):
        with pytest.raises(OnsiteError, match="Nobody on the roster"):
            act()


@pytest.mark.parametrize(
    ("listed", "typed", "why"),
    [
        ("Ada Byron", "ada  byron", "name"),
        ("Ada Byron", "Byron Ada", "name"),
        ("Ada Byron", "Ada Biron", "similar"),
        ("王小明", "Wang Xiaoming", "name"),
        ("Wang Xiaoming", "王小明", "name"),
        ("Xiaoming Wang", "王小明", "name"),
        ("王小明", "王小明", "name"),
        ("José Müller", "Jose Mueller", "similar"),
        ("王小明", "Wang Xiaoming Jr", "similar"),
        ("Ada Byron", "Ada Byron King", "similar"),
        ("Ada Byron", "Ada Miller", None),
        ("Ada Byron", "Bob Miller", None),
    ],
)
def test_who_may_be_the_same_is_found_in_any_script(site, roll, listed, typed, why):
    who = roll.add(listed, "A1", company="ACME")
    found = site.read_now(alike, typed)
    assert [(each.attendee, each.why) for each in found] == ([(who, why)] if why else [])


def test_the_same_address_is_the_surest(site, roll):
    roll.add("Ada Byron", "A1")
    other = roll.add("A. King", "A2", email="Ada@engine.com")
    found = site.read_now(alike, "Ada Byron", "ada@engine.com")
    assert [(each.attendee == other, each.why) for each in found] == [
        (True, "email"),
        (False, "name"),
    ]


def test_everything_survives_being_folded_again(site, plan, doer, roll):
    one, two = roll.add("Ann", "A1", payment=Payment.UNPAID), roll.add("Anne", "A2")
    site.write_now(service.correct, plan, one, {Field.COMPANY: "Apex"}, doer)
    site.write_now(states.accept_payment, one, "R1", "", doer)
    site.write_now(service.register, plan, NewGuest("Eve", "vip"), Doer("maria"))
    site.write_now(merging.merge, one, two, doer)
    site.write_now(codes.issue, two, doer)
    assert site.read_now(audit).good
