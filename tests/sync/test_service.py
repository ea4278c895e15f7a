from __future__ import annotations

import pytest

from onsite.errors import BadInputError, NotPossibleError
from onsite.journal.entry import is_signed_by
from onsite.sync import membership, service
from onsite.sync.keys.keyring import (
    from_letters,
    grouped,
    in_letters,
    keep,
    load,
    new_keyring,
    new_recovery_code,
    recovered,
)
from onsite.sync.rules import hub_in_force
from onsite.sync.stations.overview import survey
from tests.sync.community import AUTHORITY, hand, written


def test_who_founds_an_event_leads_it(community):
    lead = community.lead.journal.station
    known = community.lead.read_now(membership.station, lead)
    assert (known.name, known.role, known.revoked) == ("Lead", "lead", False)
    trusted = community.lead.read_now(membership.trust)
    assert (trusted.event, trusted.authority) == (community.keyring.event, AUTHORITY)
    event = community.lead.read_now(membership.founded)
    assert (
        recovered(event.sealed_key, community.code.lower().replace("-", " ")).event == event.event
    )


def test_an_event_is_founded_once(community):
    founding = service.Founding(new_keyring(), AUTHORITY, new_recovery_code(), "Again")
    with pytest.raises(NotPossibleError, match="belongs to an event of several stations already"):
        community.lead.write_now(service.found, founding, "Maria")


def test_two_stations_cannot_have_one_name(community):
    community.station("Desk 1")
    with pytest.raises(BadInputError, match="called “desk 1” already"):
        community.station("desk 1")


@pytest.mark.parametrize("name", ["", " \t", "x" * 41])
def test_a_name_is_one_to_forty_signs(community, name):
    with pytest.raises(BadInputError, match="a name of 1 to 40 characters"):
        service.described(community.lead.journal.signer, name, "desk")


def test_a_revoked_identity_does_not_come_back(community):
    desk = community.station("Desk 1")
    assert community.revoke(desk) == 0
    asked = service.described(desk.journal.signer, "Desk 1", "desk")
    with pytest.raises(NotPossibleError, match="This station was revoked"):
        community.lead.write_now(service.admit, community.keyring, asked, "Maria")


def test_a_station_cannot_revoke_itself_nor_a_stranger(community):
    with pytest.raises(NotPossibleError, match="cannot revoke itself"):
        community.revoke(community.lead)
    with pytest.raises(NotPossibleError, match="no such station"):
        community.revoke(community.opened("Nobody"))


def test_a_revocation_is_only_ever_relaxed(community):
    desk = community.station("Desk 1")
    community.revoke(desk, through=5)
    with pytest.raises(NotPossibleError, match="cannot take back what counted"):
        community.revoke(desk, through=4)
    assert community.revoke(desk, through=7) == 7


@pytest.mark.parametrize("through", [-1, 2**63, 2**200])
def test_a_number_that_no_entry_has_is_told(community, through):
    desk = community.station("Desk 1")
    with pytest.raises(BadInputError, match=f"{through} is not the number of an entry"):
        community.revoke(desk, through=through)
    assert community.revoke(desk, through=2**63 - 1) == 2**63 - 1


def test_the_founders_laptop_is_shut_out_like_any_other(community):
    """It may be the one that is stolen; with the recovery code any other takes its place."""
    desk, lead = community.station("Desk 1"), community.lead.journal.station
    hand(written(community.lead), desk)
    founded = desk.read_now(survey)
    assert (founded.keyholders, founded.led) == ({lead}, True)
    desk.write_now(service.open_hub, community.keyring, ["10.0.0.2:4222"], "Noor")
    desk.write_now(service.revoke, community.keyring, lead, "stolen", "Noor")
    left = desk.read_now(survey)
    assert (left.keyholders, left.led) == ({lead, desk.journal.station}, False)
    asked = service.described(community.opened("Desk 2").journal.signer, "Desk 2", "lead")
    desk.write_now(service.admit, community.keyring, asked, "Noor")
    assert desk.read_now(survey).led


def test_each_new_hub_has_a_higher_epoch_and_keeps_it(community):
    def opened(site, *addresses):
        return site.write_now(service.open_hub, community.keyring, addresses, "Maria")

    assert opened(community.lead, "10.0.0.1:4222") == 1
    assert opened(community.lead, "10.0.0.1:4222") == 1
    assert opened(community.lead, "10.0.0.9:4222") == 2
    hub = hub_in_force(community.lead.read_now(membership.hubs))
    assert hub.addresses == ("10.0.0.9:4222",)
    other = community.station("Other", "lead")
    hand(written(community.lead), other)
    assert opened(other, "10.0.0.2:4222") == 3
    assert hub_in_force(other.read_now(membership.hubs)).station == other.journal.station


def test_facts_of_membership_are_signed_by_the_events_key(community):
    fact = service.described(community.lead.journal.signer, "Lead", "lead")
    signed = community.keyring.certified(fact)
    signature = bytes.fromhex(signed.signature)
    assert is_signed_by(community.keyring.event, signature, signed.statement())
    other = signed.model_copy(update={"role": "desk"})
    assert not is_signed_by(community.keyring.event, signature, other.statement())


def test_the_key_is_kept_for_this_user_alone(tmp_path):
    assert load(tmp_path) is None
    keyring = new_keyring()
    keep(tmp_path, keyring)
    assert load(tmp_path).event == keyring.event
    assert (tmp_path / "event.key").stat().st_mode & 0o077 == 0


def test_a_wrong_recovery_code_opens_nothing():
    sealed = new_keyring().sealed(new_recovery_code())
    for code in (new_recovery_code(), "", "short", "U" * 26):
        with pytest.raises(BadInputError, match="not the recovery code"):
            recovered(sealed, code)


def test_letters_are_read_as_people_type_them():
    secret = bytes(range(16))
    letters = in_letters(secret)
    assert from_letters(grouped(letters), 16) == secret
    assert from_letters(letters.lower().replace("0", "o").replace("1", "l"), 16) == secret
