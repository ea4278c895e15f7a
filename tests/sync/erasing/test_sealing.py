"""What a revoked station leaves to the lead."""

from __future__ import annotations

import pytest

from onsite.errors import BadInputError, NotPossibleError
from onsite.sync import membership, service
from onsite.sync.erasing.sealing import Sealed, seal, unsent
from onsite.sync.exchange.reading import read
from onsite.sync.exchange.writing import write
from onsite.sync.link.ledger import note_held
from tests.sync.laptops import everything, listed, pass_on, record, scanned, tables


def sealed(site) -> Sealed | None:
    trust = site.read_now(membership.trust)
    return site.write_now(seal, site.data, trust)


def held_by_hub(site, entries, link: str = "hub") -> None:
    site.write_now(lambda _journal, rows: note_held(rows, link, {}, entries))


def test_what_no_hub_holds_is_put_into_a_file_for_the_lead(laptops):
    desk = laptops.desk("Desk 3")
    held_by_hub(desk, everything(desk) + scanned(desk, 2))
    scanned(desk, 3)
    laptops.revoke(desk, through=2)
    found = sealed(desk)
    name = f"sealed-{desk.journal.station[:6]}-20261124.onsite"
    assert found == Sealed(desk.data / name, 3)
    assert b"T-1" not in found.file.read_bytes()
    report = read(laptops.lead, found.file)
    assert (report.name, report.sealed, report.new) == ("Desk 3", True, 0)
    assert (report.quarantined, report.held_back, report.lacking) == (3, 3, 0)
    assert tables(laptops.lead)["scan"] == []
    laptops.revoke(desk, through=5)
    assert len(tables(laptops.lead)["scan"]) == 3


def test_what_does_not_count_is_sealed_though_a_hub_has_seen_it(laptops):
    desk = laptops.desk("Desk 3")
    held_by_hub(desk, everything(desk) + scanned(desk, 4))
    laptops.revoke(desk, through=1)
    pass_on(laptops.lead, desk)
    station = laptops.lead.journal.station
    assert desk.read_now(unsent, desk.journal.station)[desk.journal.station] == ((2, 4),)
    assert station in desk.read_now(unsent, desk.journal.station)  # the revocation


def test_what_either_link_has_seen_is_held(laptops):
    desk = laptops.desk("Desk 3")
    held_by_hub(desk, everything(desk))
    first, second, third, _fourth = scanned(desk, 4)
    held_by_hub(desk, [first, second])
    held_by_hub(desk, [second, third], "upstream")
    assert desk.read_now(unsent, desk.journal.station) == {desk.journal.station: ((4, 4),)}


def test_entries_of_others_that_it_alone_has_got_are_sealed_too(laptops, tmp_path):
    one, two = laptops.desk("Desk 1"), laptops.desk("Desk 2")
    pass_on(laptops.lead, one)
    held_by_hub(one, everything(one))
    scanned(two, 3)
    write(two, tmp_path / "usb.onsite")
    read(one, tmp_path / "usb.onsite")
    laptops.revoke(one, through=0)
    report = read(laptops.lead, sealed(one).file)
    assert (report.name, report.new, report.held_back) == ("Desk 1", 3, 0)
    assert len(tables(laptops.lead)["scan"]) == 3


def test_where_hubs_hold_everything_there_is_no_file(laptops):
    desk = laptops.desk("Desk 3")
    held_by_hub(desk, everything(desk) + scanned(desk, 2))
    assert sealed(desk) is None
    assert list(desk.data.glob("*.onsite")) == []


def test_what_decides_who_belongs_is_no_reason_for_a_file(laptops):
    desk = laptops.desk("Desk 3")
    held_by_hub(desk, everything(desk))
    laptops.revoke(desk)
    pass_on(laptops.lead, desk)
    assert sealed(desk) is None
    assert list(desk.data.glob("*.onsite")) == []


def test_only_a_laptop_with_the_event_s_key_opens_it(laptops):
    one, two = laptops.desk("Desk 1"), laptops.desk("Desk 2")
    scanned(one, 2)
    found = sealed(one)
    for reader in (one, two):
        with pytest.raises(NotPossibleError, match="left to the lead") as caught:
            read(reader, found.file)
        assert caught.value.advice == "Read it on a laptop that has been the hub of this event."
    raw = bytearray(found.file.read_bytes())
    raw[-100] ^= 1
    found.file.write_bytes(raw)
    with pytest.raises(BadInputError, match="damaged or cut off"):
        read(laptops.lead, found.file)


def test_nothing_is_sealed_to_nobody(laptops):
    desk = laptops.alone("Desk 3")
    scanned(desk, 1)
    with pytest.raises(NotPossibleError, match="cannot be sealed"):
        sealed(desk)


def test_a_sealed_file_is_replaced_by_one_that_holds_more(laptops):
    desk = laptops.desk("Desk 3")
    held_by_hub(desk, everything(desk))
    scanned(desk, 1)
    first = sealed(desk)
    scanned(desk, 1)
    assert sealed(desk) == Sealed(first.file, 2)


def test_a_lead_s_own_admissions_are_in_every_journal_already(laptops):
    lead = laptops.opened("second lead")
    asked = service.described(lead.journal.signer, "Second", "lead")
    community = service.Community(laptops.ring.event, "PEM")
    lead.write_now(service.remember, community, asked, ())
    laptops.lead.write_now(service.admit, laptops.ring, asked, "Maria")
    pass_on(laptops.lead, lead)
    record(lead, listed("Jane"))
    laptops.revoke(lead, through=0)
    found = sealed(lead)
    assert read(laptops.lead, found.file).held_back == 1
