from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.checkin.facts import Direction, Outcome, Reason, ScanMade, Verdict
from onsite.errors import NotPossibleError
from onsite.journal import facts
from onsite.journal.audit import audit
from onsite.journal.compare import compare_stores
from onsite.plan.facts import PlanPublished
from onsite.plan.service import current
from onsite.sync import intake, membership, service
from onsite.sync.erasing.emptying import empty
from onsite.sync.facts import StationAdmitted, StationRevoked
from onsite.sync.keys.keyring import new_keyring
from onsite.wiring import open_site
from tests.sync.community import Community, hand, written


def scan(site, key: str) -> None:
    fact = ScanMade(
        key=key,
        at_ms=1,
        checkpoint="door",
        direction=Direction.ENTRY,
        code=key,
        attendee=None,
        verdict=Verdict(outcome=Outcome.REFUSE, reason=Reason.UNKNOWN),
    )
    site.store.write_now(lambda rows: site.journal.append(rows, fact, operator="Maria"))


def held(site) -> list[tuple[int, str]]:
    return sorted((row["number"], row["reason"]) for row in site.read_now(intake.quarantined))


def keys(site) -> set[str]:
    found = site.store.read_now(
        lambda rows: rows.exec_driver_sql("SELECT key FROM scan").scalars().all()
    )
    return set(found)


def test_a_new_station_learns_who_belongs_to_the_event(community):
    desk = community.station("Desk 1")
    hand(written(community.lead), desk)
    names = [each.name for each in desk.read_now(membership.stations)]
    assert names == ["Desk 1", "Lead"]
    assert desk.read_now(membership.founded).event == community.keyring.event


def test_entries_of_a_stranger_wait_until_it_is_admitted(community):
    desk, other = community.station("Desk 1"), community.opened("Desk 2")
    hand(written(community.lead), desk)
    scan(other, "a")
    scan(other, "b")
    came = hand(written(other), desk)
    assert (came.new, came.quarantined) == (0, 2)
    assert held(desk) == [(1, "stranger"), (2, "stranger")]

    asked = service.described(other.journal.signer, "Desk 2", "desk")
    community.lead.write_now(service.admit, community.keyring, asked, "Maria")
    came = hand(written(community.lead), desk)
    assert came.released == 2
    assert held(desk) == []
    assert keys(desk) == {"a", "b"}


def test_in_a_store_that_was_emptied_meanwhile_nothing_is_taken_nor_held_back(community):
    desk = community.station("Desk 1")
    desk.store.write_now(empty)
    with pytest.raises(NotPossibleError, match="nothing was taken in"):
        hand(written(community.lead), desk)
    assert held(desk) == []
    assert written(desk) == []


def test_a_forged_entry_is_held_back_and_changes_nothing(community):
    desk, other = community.station("Desk 1"), community.station("Desk 2")
    hand(written(community.lead), desk)
    scan(other, "a")
    forged = replace(written(other)[0], operator="Somebody else")
    came = hand([forged], desk)
    assert (came.new, came.quarantined) == (0, 1)
    assert held(desk) == [(1, "forged")]
    assert hand([forged], desk).quarantined == 1
    assert held(desk) == [(1, "forged")]
    assert hand(written(other), desk).new == 1


def test_another_entry_under_the_same_number_is_held_back(community):
    desk, other = community.station("Desk 1"), community.station("Desk 2")
    hand(written(community.lead), desk)
    scan(other, "a")
    hand(written(other), desk)
    first = written(other)[0]
    body = replace(first, operator="Later", signature=b"")
    clash = replace(body, signature=other.journal.signer.sign(body.body))
    came = hand([clash], desk)
    assert (came.new, came.quarantined, came.forked) == (0, 1, False)
    assert held(desk) == [(1, "unlinked")]
    scan(desk, "own")
    own = written(desk)[0]
    body = replace(own, operator="Later", signature=b"")
    clash = replace(body, signature=desk.journal.signer.sign(body.body))
    assert hand([clash], desk).forked


def test_a_desk_may_not_publish_a_plan(community):
    desk, other = community.station("Desk 1"), community.station("Desk 2")
    hand(written(community.lead), desk)
    fact = PlanPublished(text="x", sha256="0" * 64)
    unguarded = other.journal
    unguarded.permit = None
    other.store.write_now(lambda rows: unguarded.append(rows, fact, operator="Maria"))
    came = hand(written(other), desk)
    assert (came.new, came.quarantined) == (0, 1)
    assert held(desk) == [(1, "not_allowed")]
    asked = service.described(other.journal.signer, "Desk 2", "lead")
    community.lead.write_now(service.admit, community.keyring, asked, "Maria")
    assert hand(written(community.lead), desk).released == 1


def test_only_the_events_key_decides_who_belongs_to_it(community):
    desk, other = community.station("Desk 1"), community.station("Desk 2")
    hand(written(community.lead), desk)
    fact = StationRevoked(station=community.lead.journal.station, through=0, why="mine now")
    thief = new_keyring()
    other.journal.permit = None
    other.store.write_now(
        lambda rows: other.journal.append(rows, thief.certified(fact), operator="Maria")
    )
    assert hand(written(other), desk).quarantined == 1
    assert held(desk) == [(1, "uncertified")]
    assert not any(each.revoked for each in desk.read_now(membership.stations))


@pytest.mark.parametrize("order", ["before", "after"])
def test_what_a_revoked_station_wrote_later_counts_nowhere(community, order):
    desk, other = community.station("Desk 1"), community.station("Desk 2")
    hand(written(community.lead), desk)
    scan(other, "a")
    hand(written(other), community.lead)
    scan(other, "b")
    if order == "before":
        hand(written(other), desk)
    assert community.revoke(other) == 1
    hand(written(community.lead), desk)
    hand(written(other), desk)
    hand(written(other), community.lead)
    assert keys(desk) == keys(community.lead) == {"a"}
    assert held(desk) == held(community.lead) == [(2, "revoked")]
    assert desk.read_now(audit).good


def test_what_was_held_back_counts_once_the_lead_lets_it(community):
    desk, other = community.station("Desk 1"), community.station("Desk 2")
    scan(other, "a")
    community.revoke(other)
    for site in (desk, community.lead):
        hand(written(community.lead), site)
        hand(written(other), site)
    assert held(desk) == [(1, "revoked")]
    community.revoke(other, through=1)
    hand(written(community.lead), desk)
    assert keys(desk) == keys(community.lead) == {"a"}
    assert held(desk) == []


@pytest.fixture
def kinds():
    """The register of kinds, as it was before."""
    before = dict(facts._KINDS)
    yield facts._KINDS
    facts._KINDS.update(before)


def reopened(site):
    again = open_site(site.data, operator="Maria")
    again.close()
    return site


def test_what_an_older_onsite_took_unread_is_judged_after_the_upgrade(community, kinds):
    desk, other = community.station("Desk 1"), community.station("Desk 2")
    hand(written(community.lead), desk)
    plan, mine = PlanPublished(text="x", sha256="0" * 64), new_keyring()
    revoked = mine.certified(StationRevoked(station=desk.journal.station, through=0))
    other.journal.permit = None
    other.store.write_now(lambda rows: other.journal.append(rows, plan, revoked, operator="M"))
    scan(other, "a")
    for kind in ("plan.published", "station.revoked"):
        del kinds[kind]
    assert hand(written(other), desk).new == 3
    assert held(desk) == []
    kinds.update({fact.kind: fact for fact in (PlanPublished, StationRevoked)})
    reopened(desk)
    assert held(desk) == [(1, "not_allowed"), (2, "uncertified")]
    assert keys(desk) == {"a"}
    assert desk.read_now(current) is None
    assert not any(each.revoked for each in desk.read_now(membership.stations))
    assert desk.read_now(audit).good


def test_what_an_older_onsite_held_back_unread_is_judged_as_what_it_is(community, kinds):
    desk, other = community.station("Desk 1"), community.opened("Desk 2")
    hand(written(community.lead), desk)
    fact = new_keyring().certified(service.described(other.journal.signer, "Mine", "lead"))
    other.store.write_now(lambda rows: other.journal.append(rows, fact, operator="M"))
    del kinds["station.admitted"]
    assert hand(written(other), desk).quarantined == 1
    assert held(desk) == [(1, "stranger")]
    kinds["station.admitted"] = StationAdmitted
    asked = service.described(other.journal.signer, "Desk 2", "desk")
    community.lead.write_now(service.admit, community.keyring, asked, "Maria")
    hand(written(community.lead), desk)
    assert held(desk) == [(1, "uncertified")]
    assert desk.read_now(membership.station, other.journal.station).roles == ("desk",)


def test_what_a_newer_onsite_allows_is_taken_after_the_upgrade(community, kinds):
    desk, other = community.station("Desk 1"), community.station("Desk 2")
    hand(written(community.lead), desk)
    scan(other, "a")
    stricter = {"duty": "plan", "__qualname__": "ScanMade", "__module__": ScanMade.__module__}
    kinds["scan.made"] = type("ScanMade", (ScanMade,), stricter)
    assert hand(written(other), desk).quarantined == 1
    kinds["scan.made"] = ScanMade
    assert keys(reopened(desk)) == {"a"}
    assert held(desk) == []


@settings(max_examples=20)
@given(st.data())
def test_any_order_of_delivery_gives_the_same_rows(tmp_path_factory, data):
    from tests.conftest import ManualClock

    community = Community(tmp_path_factory.mktemp("community"), ManualClock())
    try:
        desk, other = community.station("Desk 1"), community.station("Desk 2")
        for key in "abc":
            scan(other, key)
        through = data.draw(st.integers(0, 3))
        hand(written(other)[:through], community.lead)
        community.revoke(other)
        entries = [*written(community.lead), *written(other)]
        shuffled = data.draw(st.permutations(entries))
        cut = data.draw(st.integers(0, len(entries)))
        for some in (shuffled[:cut], shuffled[cut:], shuffled):
            hand(some, desk)
        hand(written(other), community.lead)
        same = desk.store.read_now(
            lambda rows: community.lead.store.read_now(lambda lead: compare_stores(rows, lead))
        )
        assert same.equal
        assert keys(desk) == set("abc"[:through])
    finally:
        community.close()
