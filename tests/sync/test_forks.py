"""Stations that contradict themselves: put back from a copy, or lying."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.checkin.facts import Direction, Outcome, Reason, ScanMade, Verdict
from onsite.journal.audit import audit
from onsite.journal.entry import NO_PREVIOUS, Entry
from onsite.journal.linking import standing
from onsite.sync import intake
from onsite.sync.intake import take, verified
from onsite.sync.link import ledger
from tests.conftest import ManualClock
from tests.sync.laptops import Laptops, everything, pass_on, scanned, tables

BEGIN = 1_700_000_000_000 << 16


@dataclass(frozen=True)
class Step:
    """An entry to be made by a liar: behind which one it stands, and how."""

    parent: int
    skip: int
    later: int


STEPS = st.lists(
    st.builds(
        Step,
        parent=st.integers(0, 9),
        skip=st.sampled_from([1, 1, 1, 1, 2]),
        later=st.integers(-1, 3),
    ),
    min_size=1,
    max_size=9,
)


def made(site, number: int, previous: str, time: int, key: str) -> Entry:
    fact = ScanMade(
        key=key,
        at_ms=0,
        checkpoint="main",
        direction=Direction.ENTRY,
        code=key,
        attendee=None,
        verdict=Verdict(outcome=Outcome.REFUSE, reason=Reason.UNKNOWN),
    )
    said = (fact.subject, fact.kind, fact.version, fact.model_dump_json(), previous)
    unsigned = Entry(site.journal.station, number, time, "Maria", *said)
    return replace(unsigned, signature=site.journal.signer.sign(unsigned.body))


def lies(site, steps: list[Step]) -> list[Entry]:
    entries: list[Entry] = []
    for at, step in enumerate(steps):
        parent = entries[step.parent % len(entries)] if entries and step.parent else None
        number = (parent.number if parent else 0) + step.skip
        time = (parent.time if parent else BEGIN) + step.later
        entries.append(made(site, number, parent.hash if parent else NO_PREVIOUS, time, f"s{at}"))
    return entries


def hashes(site, station: str) -> list[str]:
    return [entry.hash for entry in everything(site) if entry.station == station]


@settings(max_examples=40)  # each founds an event of three stations
@given(STEPS, st.data())
def test_whatever_a_liar_says_to_whom_all_come_to_the_same(tmp_path_factory, steps, data):
    laptops = Laptops(tmp_path_factory.mktemp("laptops"), ManualClock())
    try:
        liar, desk = laptops.desk("Liar"), laptops.desk("Desk 1")
        for site in (liar, desk):
            pass_on(laptops.lead, site)
        entries = lies(liar, steps)
        honest = [laptops.lead, desk]
        for site in honest:
            told = data.draw(st.lists(st.sampled_from(entries), max_size=12))
            cut = data.draw(st.integers(0, len(told)))
            for some in (told[:cut], told[cut:]):
                site.write_now(take, *verified(some), "test")
        for _round in range(len(entries) + 1):
            pass_on(laptops.lead, desk)
            pass_on(desk, laptops.lead)
        assert hashes(desk, liar.journal.station) == hashes(laptops.lead, liar.journal.station)
        assert tables(desk) == tables(laptops.lead)
        assert desk.read_now(audit).good
    finally:
        laptops.close()


@given(STEPS, st.data())
def test_what_stands_does_not_hang_on_what_does_not(steps, data):
    class Site:
        from onsite.journal.entry import Signer

        signer = Signer.from_seed(bytes(32))
        station = signer.station

    site = Site()
    site.journal = site
    entries = data.draw(st.permutations(lies(site, steps)))
    stand = standing(entries)
    some = data.draw(st.lists(st.sampled_from(entries)))
    assert standing([*stand, *some]) == stand
    assert standing(stand) == stand


def test_of_a_store_that_was_put_back_what_it_wrote_first_stands(laptops):
    copied, desk = laptops.desk("Desk 1"), laptops.desk("Desk 2")
    first = scanned(copied, 3)
    again = [made(copied, 2, first[0].hash, first[1].time + 50, "b")]
    again.append(made(copied, 3, again[0].hash, again[0].time + 1, "c"))
    desk.write_now(take, *verified([first[0], *again]), "test")
    assert hashes(desk, copied.journal.station) == [first[0].hash, *(e.hash for e in again)]
    came = desk.write_now(take, *verified(first), "test")
    assert (came.forked, came.quarantined) == (False, 2)
    assert hashes(desk, copied.journal.station) == [entry.hash for entry in first]
    held = [(row["number"], row["reason"]) for row in desk.read_now(intake.quarantined)]
    assert sorted(held) == [(2, "unlinked"), (3, "unlinked")]
    assert desk.read_now(audit).good


def test_an_entry_that_goes_back_in_time_across_a_gap_is_not_taken(laptops):
    other, desk = laptops.desk("Desk 1"), laptops.desk("Desk 2")
    one = made(other, 1, NO_PREVIOUS, BEGIN + 9, "a")
    three = made(other, 3, "ab" * 32, BEGIN + 5, "c")
    for some in ([one], [three]):
        desk.write_now(take, *verified(some), "test")
    assert hashes(desk, other.journal.station) == [one.hash]
    lead = laptops.lead
    for some in ([three], [one]):
        lead.write_now(take, *verified(some), "test")
    assert hashes(lead, other.journal.station) == [one.hash]


def test_what_stands_instead_is_sent_to_those_who_hold_to_the_other(laptops):
    copied, desk = laptops.desk("Desk 1"), laptops.desk("Desk 2")
    first = scanned(copied, 3)
    other = made(copied, 2, first[0].hash, first[1].time + 50, "b")
    seen = [first[0], other]

    def came_by_the_stream(journal, rows):
        take(journal, rows, seen, [], "test")
        ledger.note_held(rows, "hub", {}, seen)

    desk.write_now(came_by_the_stream)
    desk.write_now(take, *verified(first), "a file")
    held = desk.read_now(ledger.held, "hub")
    assert held == {copied.journal.station: ((1, 1),)}
