"""Appending and receiving."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

import pytest

from onsite.errors import JournalError
from onsite.journal import facts
from onsite.journal.entry import NO_PREVIOUS
from onsite.journal.facts import Fact
from onsite.journal.folding import (
    fold_waiting,
    history,
    refold_everything,
    waiting,
)
from onsite.journal.hlc import DRIFT_LIMIT_MS, ms_of, stamp
from onsite.journal.journal import Receipt, entries_of, only_chain, size
from onsite.roster.facts import AttendeeListed, AttendeeWithdrawn, Record

SIGNATURE = "its signature is not this station's"
TAKEN = "another entry already stands under this number"
UNLINKED = "it does not link to its neighbours in the chain"


def listed(attendee: str, name: str = "Jane") -> AttendeeListed:
    record = Record(name=name, codes=(f"T-{attendee}",))
    return AttendeeListed(attendee=attendee, source="plain", source_key=attendee, record=record)


def gone(attendee: str) -> AttendeeWithdrawn:
    return AttendeeWithdrawn(attendee=attendee)


def names(station) -> list[tuple]:
    return station.table("attendee", "attendee, name, withdrawn")


def outcome(receipt: Receipt) -> tuple[int, int, list[str]]:
    return receipt.new, receipt.known, [refusal.why for refusal in receipt.refused]


def test_the_chain_is_numbered_linked_signed_and_folded(station):
    first, second = station.append(listed("1"), listed("2"))
    (third,) = station.append(gone("1"))
    assert [entry.number for entry in (first, second, third)] == [1, 2, 3]
    assert [entry.previous for entry in (first, second, third)] == [
        NO_PREVIOUS,
        first.hash,
        second.hash,
    ]
    assert first.time < second.time < third.time
    assert station.entries() == [first, second, third]
    assert entries_of(station.rows, station.name, after=1) == [second, third]
    assert all(entry.is_signed() for entry in station.entries())
    assert station.heads() == [(station.name, 3, third.hash)]
    assert names(station) == [("1", "Jane", 1), ("2", "Jane", 0)]
    assert history(station.rows, "attendee:1") == [first, third]
    assert size(station.rows) == 3


def test_nothing_to_append_is_nothing(station):
    assert station.append() == []
    assert station.heads() == [(station.name, 0, NO_PREVIOUS)]


def test_time_goes_on_when_the_clock_is_set_back(station):
    (first,) = station.append(listed("1"))
    station.clock.ms -= 3_600_000
    (second,) = station.append(listed("1", "June"))
    assert second.time == first.time + 1
    assert names(station) == [("1", "June", 0)]


def test_receiving_is_recording_once(stations):
    here, there = stations(2)
    entries = there.append(listed("1"), listed("2"))
    assert outcome(here.receive(*entries, entries[0])) == (2, 1, [])
    assert outcome(here.receive(*entries)) == (0, 2, [])
    assert here.everything() == there.everything()
    assert here.entries(there) == entries


def test_predecessors_may_come_later(stations):
    here, there = stations(2)
    first, second, third = there.append(listed("1", "a"), listed("1", "b"), listed("1", "c"))
    assert outcome(here.receive(third)) == (1, 0, [])
    assert outcome(here.receive(first)) == (1, 0, [])
    assert names(here) == [("1", "c", 0)]
    assert outcome(here.receive(second)) == (1, 0, [])
    assert here.everything() == there.everything()
    assert here.entries(there) == [first, second, third]
    assert {row[0]: row[1:] for row in here.heads()}[there.name] == (3, third.hash)


def test_a_late_entry_folds_its_subject_again(stations):
    here, there = stations(2)
    there.clock.ms -= 1000
    entries = there.append(listed("1", "earlier"))
    here.append(listed("1", "later"), gone("1"))
    here.receive(*entries)
    assert names(here) == [("1", "later", 1)]


def test_of_two_at_the_same_time_the_order_is_the_same_everywhere(stations):
    one, two = stations(2)
    mine, yours = one.append(listed("1", "one")), two.append(listed("1", "two"))
    assert mine[0].time == yours[0].time
    one.receive(*yours)
    two.receive(*mine)
    last = "one" if one.name > two.name else "two"
    assert names(one) == names(two) == [("1", last, 0)]


def test_the_clock_follows_what_it_hears_within_the_limit(stations):
    here, there, far = stations(3)
    there.clock.ms += 5_000
    far.clock.ms += DRIFT_LIMIT_MS + 1
    heard = [*far.append(listed("9")), *there.append(listed("1", "there"))]
    here.receive(*heard)
    (answer,) = here.append(listed("1", "here"))
    assert ms_of(answer.time) == there.clock.ms
    assert names(here) == [("1", "here", 0), ("9", "Jane", 0)]


@pytest.mark.parametrize(
    ("forged", "why"),
    [
        (lambda entry: replace(entry, payload=entry.payload.replace("Jane", "June")), SIGNATURE),
        (lambda entry: replace(entry, signature=bytes(64)), SIGNATURE),
        (lambda entry: replace(entry, operator="\ud800"), SIGNATURE),
        (lambda entry: replace(entry, station="gibberish"), SIGNATURE),
    ],
)
def test_a_forged_entry_is_refused_and_the_others_are_taken(stations, forged, why):
    here, there = stations(2)
    good, bad = there.append(listed("1"), listed("2"))
    assert outcome(here.receive(forged(bad), good)) == (1, 0, [why])
    assert outcome(here.receive(bad)) == (1, 0, [])


def _signed(station, number, previous, time, fact):
    journal = station.journal
    return journal._signed(fact, number, time, "Maria", previous)


def test_a_fork_is_refused_whichever_half_comes_second(stations):
    here, there = stations(2)
    first, second = there.append(listed("1"), listed("2"))
    other = _signed(there, 2, first.hash, second.time, listed("3"))
    after_other = _signed(there, 3, other.hash, second.time + 9, listed("4"))
    assert outcome(here.receive(first, second, other, after_other)) == (2, 0, [TAKEN, UNLINKED])
    assert names(here) == [("1", "Jane", 0), ("2", "Jane", 0)]


def test_a_fork_is_refused_where_the_common_part_is_missing(stations):
    here, there = stations(2)
    first, second = there.append(listed("1"), listed("2"))
    other = _signed(there, 1, NO_PREVIOUS, first.time, listed("3"))
    assert outcome(here.receive(second, other)) == (1, 0, [UNLINKED])


def test_an_entry_before_its_predecessor_in_time_is_refused(stations):
    here, there = stations(2)
    (first,) = there.append(listed("1"))
    earlier = _signed(there, 2, first.hash, first.time, listed("2"))
    assert outcome(here.receive(first, earlier)) == (1, 0, [UNLINKED])


def test_a_chain_that_begins_with_a_previous_is_refused(stations):
    here, there = stations(2)
    odd = _signed(there, 1, "1" * 64, stamp(5), listed("2"))
    assert outcome(here.receive(odd)) == (0, 0, [UNLINKED])


def test_our_own_entries_come_home(stations):
    here, there = stations(2)
    kept = here.append(listed("1"), listed("2"))
    there.receive(*kept)
    lost = here.append(listed("3"))
    there.receive(*lost)
    here.wipe()
    here.receive(*there.entries(here))
    (next_one,) = here.append(gone("3"))
    assert (next_one.number, next_one.previous) == (4, lost[0].hash)
    assert here.everything()["attendee"][2][0] == "3"


def test_only_one_chain_is_the_own(stations):
    here, there = stations(2)
    here.receive(*there.append(listed("1")))
    assert only_chain(here.rows) == here.name
    here.driver.execute("UPDATE journal_station SET own = 0")
    with pytest.raises(JournalError, match="belongs to no single station"):
        only_chain(here.rows)


@pytest.fixture
def later():
    """A kind and a version that are known only while the test says so."""
    before = dict(facts._KINDS)

    def forget() -> None:
        facts._KINDS.clear()
        facts._KINDS.update(before)

    yield forget
    forget()


def test_what_an_older_onsite_cannot_read_is_kept_counted_and_folded_after_the_upgrade(
    stations, later
):
    old, new = stations(2)
    known = facts._KINDS["attendee.withdrawn"]
    del facts._KINDS["attendee.withdrawn"]
    entries = new.append(listed("1"), gone("1"), listed("2"))
    assert outcome(old.receive(*entries)) == (3, 0, [])
    assert waiting(old.rows) == {"attendee.withdrawn": 1}
    assert fold_waiting(old.rows) == 0
    assert old.entries(new) == entries
    assert names(old) == [("1", "Jane", 0), ("2", "Jane", 0)]
    facts._KINDS["attendee.withdrawn"] = known
    assert fold_waiting(old.rows) == 1
    assert waiting(old.rows) == {}
    assert names(old) == [("1", "Jane", 1), ("2", "Jane", 0)]
    assert fold_waiting(old.rows) == 0


def test_a_newer_version_of_a_known_kind_waits(stations, later):
    old, new = stations(2)

    class Newer(gone("1").__class__):
        version: ClassVar[int] = 2
        __qualname__ = AttendeeWithdrawn.__qualname__
        __module__ = AttendeeWithdrawn.__module__

        @classmethod
        def upgraded(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
            return {"attendee": payload["attendee"]}

    entries = new.append(listed("1"), Newer(attendee="1"))
    later()
    old.receive(*entries)
    assert waiting(old.rows) == {"attendee.withdrawn": 1}
    assert names(old) == [("1", "Jane", 0)]
    facts._KINDS["attendee.withdrawn"] = Newer
    assert fold_waiting(old.rows) == 1
    older = new.journal._signed(gone("1"), 3, entries[-1].time + 1, "Maria", entries[-1].hash)
    assert facts.read("attendee.withdrawn", 1, older.payload) == Newer(attendee="1")
    assert names(old) == [("1", "Jane", 1)]


class Strange(Fact):
    """Signs payloads that are not of their kind."""

    text: str
    about: str = "attendee:1"

    @property
    def subject(self) -> str:
        return self.about

    def model_dump_json(self, **_options: Any) -> str:
        return self.text


@pytest.mark.parametrize(
    ("version", "payload"),
    [
        (1, "not json"),
        (1, "[]"),
        (1, '{"attendee": 7}'),
        (1, '{"attendee": "1", "more": 1}'),
        (1, '{"attendee": "2"}'),
        (0, "not json"),
        (0, "{}"),
        (0, "[]"),
        (0, "[" * 100_000),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_payload_that_is_not_of_its_kind_stops_nothing(stations, version, payload):
    here, there = stations(2)
    strange = type(
        "Odd", (Strange,), {"version": version, "__annotations__": {"version": ClassVar[int]}}
    )
    fact = strange(text=payload)
    fact.__class__.kind = "attendee.withdrawn"
    entries = there.append(listed("1"), fact, listed("2"))
    assert outcome(here.receive(*entries)) == (3, 0, [])
    assert names(here) == [("1", "Jane", 0), ("2", "Jane", 0)]
    assert waiting(here.rows) == {"attendee.withdrawn": 1}
    assert fold_waiting(here.rows) == 0
    assert names(here) == [("1", "Jane", 0), ("2", "Jane", 0)]


def test_every_row_can_be_thrown_away_and_folded_again(stations):
    here, there = stations(2)
    here.append(*(listed(str(at)) for at in range(1200)))
    here.receive(*there.append(gone("7"), gone("1100")))
    before = here.everything()
    for table in ("attendee", "credential"):
        here.driver.execute(f"DELETE FROM {table} WHERE attendee LIKE '1%'")
    heard: list[tuple[int, int]] = []
    assert refold_everything(here.rows, lambda done, all_: heard.append((done, all_))) == 1202
    assert here.everything() == before
    assert heard == [(0, 1200), (500, 1200), (1000, 1200), (1200, 1200)]
