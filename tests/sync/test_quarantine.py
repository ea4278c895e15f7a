"""What is held back is bounded, and nothing that could still count is lost by it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from onsite.sync import intake, quarantine, service
from onsite.sync.intake import take
from onsite.sync.quarantine import MOST_SHOWN, MOST_WAITING
from onsite.sync.rules import Held
from tests.sync.laptops import everything, pass_on, scanned


def many(entry, number: int) -> list:
    """Entries as if their signatures had been looked at."""
    return [replace(entry, number=at, time=entry.time + at) for at in range(2, number + 2)]


def held(site) -> Counter:
    return Counter(row["reason"] for row in site.read_now(intake.quarantined))


def hand(site, entries):
    return site.write_now(take, entries, [], "test")


def test_strangers_cannot_fill_the_disk_and_are_heard_once_they_belong(laptops):
    desk, stranger = laptops.desk("Desk 1"), laptops.opened("Stranger")
    entries = scanned(stranger, 12)
    hand(desk, entries[:5])
    hand(desk, many(entries[0], MOST_WAITING))
    assert not hand(desk, entries).reread
    assert held(desk) == {"stranger": MOST_WAITING}
    assert not desk.read_now(quarantine.dropped_in_vain)

    asked = service.described(stranger.journal.signer, "Desk 2", "desk")
    laptops.lead.write_now(service.admit, laptops.ring, asked, "Maria")
    assert hand(desk, everything(laptops.lead)).reread
    assert desk.read_now(quarantine.dropped_in_vain)
    desk.write_now(quarantine.read_again)
    assert not desk.read_now(quarantine.dropped_in_vain)


def test_one_station_takes_nobody_elses_room(laptops):
    desk, one, two = laptops.desk("Desk 1"), laptops.desk("Desk 2"), laptops.desk("Desk 3")
    for site in (one, two):
        laptops.revoke(site, through=0)
    pass_on(laptops.lead, desk)
    hand(desk, many(scanned(one)[0], MOST_WAITING + 9))
    hand(desk, scanned(two, 2))
    assert held(desk) == {"revoked": MOST_WAITING + 2}


def test_of_what_can_never_count_the_last_ones_are_kept(laptops):
    desk = laptops.desk("Desk 1")
    bad = [(entry, Held.FORGED, "") for entry in many(scanned(desk)[0], MOST_SHOWN + 9)]
    for some in (bad[:50], bad[50:]):
        desk.write_now(take, [], some, "test")
    assert held(desk) == {"forged": MOST_SHOWN}


def test_what_the_journal_held_is_kept_however_little_room_there_is(laptops):
    desk = laptops.desk("Desk 1")
    entries = scanned(desk, 3)
    hand(laptops.lead, entries)
    plan = replace(entries[0], kind="plan.published")
    hand(laptops.lead, many(plan, MOST_WAITING + 9))
    assert held(laptops.lead) == {"not_allowed": MOST_WAITING}
    laptops.revoke(desk, through=0)
    assert held(laptops.lead)["revoked"] == MOST_WAITING + 3
    laptops.revoke(desk, through=1)
    assert entries[0] in everything(laptops.lead)
