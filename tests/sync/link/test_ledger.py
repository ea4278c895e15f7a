from __future__ import annotations

from onsite.sync.link import ledger
from tests.sync.community import hand, written
from tests.sync.laptops import scanned


def kept(site, link: str = "hub"):
    return site.read_now(ledger.cursor, link), site.read_now(ledger.held, link)


def note(site, entries, link: str = "hub"):
    def work(rows):
        known = ledger.held(rows, link)
        return ledger.note_held(rows, link, known, entries)

    return site.store.write_now(work)


def test_a_cursor_is_kept_for_each_link(community):
    lead = community.lead
    at = ledger.Cursor("2026-11-24 08:30", 7, "ab:1-2:cd")
    lead.store.write_now(lambda rows: ledger.advance(rows, "hub", at))
    assert kept(lead) == (at, {})
    assert kept(lead, "upstream") == (None, {})


def test_what_was_seen_in_the_stream_is_kept_as_runs(community):
    for name in ("Desk 1", "Desk 2", "Desk 3"):
        community.station(name)
    lead = community.lead
    entries = written(lead)
    station = lead.journal.station
    assert len(entries) == 5
    assert note(lead, [entries[0], entries[3]]) == {station: ((1, 1), (4, 4))}
    assert note(lead, [entries[1]]) == {station: ((1, 2), (4, 4))}
    assert note(lead, [entries[2], entries[1]]) == {station: ((1, 4),)}
    assert kept(lead)[1] == {station: ((1, 4),)}


def test_another_stream_is_read_from_its_beginning(community):
    lead = community.lead
    note(lead, written(lead))
    note(lead, written(lead), "upstream")
    lead.write_now(ledger.rewind, "hub", "new")
    assert kept(lead) == (ledger.Cursor("new", 0, ""), {})
    assert kept(lead, "upstream")[1] != {}


def test_what_the_journal_holds_is_followed(community):
    desk = community.station("Desk 1")
    entries = written(community.lead)
    station = community.lead.journal.station
    hand([entries[0], entries[2]], desk)
    before = desk.read_now(ledger.here)
    assert before.spans == {station: ((1, 1), (3, 3))}
    assert before.entries == 2
    hand(entries, desk)
    after = desk.read_now(ledger.here_since, before)
    assert after == desk.read_now(ledger.here)
    assert after.spans == {station: ((1, 3),)}


def test_what_is_recorded_in_the_place_of_what_was_taken_out_is_seen(community):
    desk = community.station("Desk 1")
    hand(written(community.lead), desk)
    before = community.lead.read_now(ledger.here)
    scanned(desk, 2)
    hand(written(desk), community.lead)
    known = community.lead.read_now(ledger.here_since, before)
    community.revoke(desk, through=0)
    now = community.lead.read_now(ledger.here_since, known)
    assert now == community.lead.read_now(ledger.here)
    assert now.spans == {community.lead.journal.station: ((1, 4),)}


def test_entries_are_read_by_their_numbers(community):
    entries = written(community.lead)
    station = community.lead.journal.station
    read = community.lead.read_now
    assert read(ledger.span_of, station, 1, 99, 2) == entries[:2]
    assert read(ledger.span_of, station, 2, 2, 9) == entries[1:2]
    assert read(ledger.span_of, station, 4, 9, 9) == []
