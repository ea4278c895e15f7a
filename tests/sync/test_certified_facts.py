"""What the event's key has signed, said again by anybody, at any time, in any order."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.journal.audit import audit
from onsite.sync import membership, service
from onsite.sync.facts import HubOpened, StationAdmitted, StationRevoked
from onsite.sync.intake import take, verified
from onsite.sync.keys.keyring import new_keyring
from onsite.sync.rules import hub_in_force
from tests.conftest import ManualClock
from tests.sync.laptops import Laptops, everything, pass_on, record, tables


def facts_of(site, kind) -> list:
    found = [entry for entry in everything(site) if entry.kind == kind.kind]
    return [kind.model_validate_json(entry.payload) for entry in found]


def said_again(laptops, desk, *facts) -> None:
    """A desk says again what the event's key once signed, and everybody hears it."""
    laptops.clock.advance(hours=1)
    record(desk, *facts)
    for site in laptops.sites:
        pass_on(desk, site)


def test_an_old_admission_said_again_changes_no_name_and_no_role(laptops):
    desk, other = laptops.desk("Desk 1"), laptops.desk("Desk 2", "display")
    asked = service.described(other.journal.signer, "Stage", "desk")
    laptops.lead.write_now(service.admit, laptops.ring, asked, "Maria")
    pass_on(laptops.lead, desk)
    before = [each for each in facts_of(desk, StationAdmitted) if each.name == "Desk 2"]
    said_again(laptops, desk, *before)
    for site in laptops.sites:
        known = site.read_now(membership.station, other.journal.station)
        assert (known.name, known.role, known.roles) == ("Stage", "desk", ("desk", "display"))


def test_a_revocation_said_again_takes_back_nothing_that_counted_since(laptops):
    desk, other = laptops.desk("Desk 1"), laptops.desk("Desk 2")
    laptops.revoke(other, through=3)
    laptops.revoke(other, through=7)
    pass_on(laptops.lead, desk)
    low = min(facts_of(desk, StationRevoked), key=lambda fact: fact.through)
    again = facts_of(desk, StationAdmitted)
    said_again(laptops, desk, low, *again)
    for site in (desk, laptops.lead):
        assert site.read_now(membership.station, other.journal.station).through == 7


def test_an_old_address_said_again_leads_nobody_astray(laptops):
    desk = laptops.desk("Desk 1")
    for address in ("10.0.0.1:4222", "10.0.0.2:4222"):
        laptops.lead.write_now(service.open_hub, laptops.ring, [address], "Maria")
    pass_on(laptops.lead, desk)
    said_again(laptops, desk, facts_of(desk, HubOpened)[0])
    for site in laptops.sites:
        assert hub_in_force(site.read_now(membership.hubs)).addresses == ("10.0.0.2:4222",)


def test_what_another_events_key_has_signed_counts_nothing(laptops):
    desk = laptops.desk("Desk 1")
    thief = new_keyring()
    huge = HubOpened(station=desk.journal.station, epoch=2**62, addresses=("10.6.6.6:4222",))
    lead = StationAdmitted.model_validate(
        service.described(desk.journal.signer, "Mine", "lead").model_dump()
    )
    entries = record(desk, thief.certified(huge), thief.certified(lead))
    pass_on(desk, laptops.lead)
    held = {(entry.station, entry.number) for entry in everything(laptops.lead)}
    assert not {(entry.station, entry.number) for entry in entries} & held
    assert laptops.lead.read_now(membership.hubs) == []
    assert laptops.lead.read_now(membership.station, desk.journal.station).role == "desk"


@settings(max_examples=15)
@given(st.data())
def test_any_order_and_any_repetition_gives_everybody_the_same_rows(tmp_path_factory, data):
    laptops = Laptops(tmp_path_factory.mktemp("laptops"), ManualClock())
    try:
        desk, one, two = laptops.desk("Desk 1"), laptops.desk("Desk 2"), laptops.desk("Desk 3")
        for name, role in (("Stage", "lead"), ("Hall", "display")):
            asked = service.described(one.journal.signer, name, role)
            laptops.lead.write_now(service.admit, laptops.ring, asked, "Maria")
        for address in ("10.0.0.1:4222", "10.0.0.2:4222", "10.0.0.1:4222"):
            laptops.lead.write_now(service.open_hub, laptops.ring, [address], "Maria")
        for through in (2, 5):
            laptops.revoke(two, through=through)
        pass_on(laptops.lead, desk)
        kinds = (StationAdmitted, StationRevoked, HubOpened)
        signed = [fact for kind in kinds for fact in facts_of(desk, kind)]
        laptops.clock.advance(hours=data.draw(st.integers(-2, 2)))
        record(desk, *data.draw(st.lists(st.sampled_from(signed), max_size=8)))
        entries = data.draw(st.permutations(everything(desk)))
        new = laptops.alone("Desk 4")
        cut = data.draw(st.integers(0, len(entries)))
        for some in (entries[:cut], entries[cut:]):
            new.write_now(take, *verified(some), "test")
        pass_on(laptops.lead, new)
        pass_on(new, laptops.lead)
        assert tables(new) == tables(laptops.lead)
        assert new.read_now(audit).good
        known = new.read_now(membership.station, one.journal.station)
        assert (known.name, known.roles) == ("Hall", ("desk", "display", "lead"))
        assert new.read_now(membership.station, two.journal.station).through == 5
    finally:
        laptops.close()
