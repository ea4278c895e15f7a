"""Desks that were apart, a list that is imported before or after: everybody comes to the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.checkin.facts import Direction, Outcome, Reason, ScanMade, Verdict
from onsite.checkin.people import presence
from onsite.plan.reading import read
from onsite.roster.acts.aliases import aliases
from onsite.roster.acts.facts import (
    AttendeeBlocked,
    AttendeeCorrected,
    AttendeesMerged,
    AttendeesParted,
    BlockLifted,
    Change,
    CredentialIssued,
    CredentialRevoked,
    Field,
    PaymentAccepted,
)
from onsite.roster.facts import AttendeeListed, Payment, Record
from onsite.roster.service import attendee
from tests.checkin.conftest import PLAN
from tests.journal.conftest import schema, stations

__all__ = ["schema", "stations"]

LAW = settings(max_examples=40, deadline=None)
PEOPLE = ("a", "b", "c", "d")
PAIRS = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))


def listed(company: str, **fields) -> AttendeeListed:
    record = Record(name="Ann", company=company, codes=("A1",), **fields)
    return AttendeeListed(attendee="a", source="list", source_key="1", record=record)


def corrected(field: Field, before: str, after: str) -> AttendeeCorrected:
    change = Change(field=field, before=before, after=after)
    return AttendeeCorrected(attendee="a", changes=(change,))


def as_blocked(fact: AttendeeListed, blocked: bool) -> AttendeeListed:
    record = fact.record.model_copy(update={"blocked": blocked})
    return fact.model_copy(update={"record": record})


LISTS = st.builds(
    listed,
    st.sampled_from(["ACME", "Apex"]),
    payment=st.sampled_from(Payment),
    blocked=st.booleans(),
)
ACTS = st.sampled_from(
    [
        corrected(Field.COMPANY, "ACME", "Apex"),
        AttendeeBlocked(attendee="a"),
        BlockLifted(attendee="a"),
        PaymentAccepted(attendee="a", receipt="R1"),
        CredentialIssued(attendee="a", code="N1"),
        CredentialRevoked(attendee="a", code="A1", state="lost"),
    ]
)


def test_what_was_done_on_site_holds_over_any_later_list(stations):
    @LAW
    @given(st.lists(LISTS, max_size=2), ACTS, st.lists(LISTS, min_size=1, max_size=2))
    def law(before, act, after):
        station = stations(1)[0]
        # Nobody lifts a block that there is not.
        blocked = isinstance(act, BlockLifted)
        first = listed("Other", payment=Payment.UNPAID, blocked=blocked)
        for fact in (first, *(as_blocked(each, blocked) for each in before), act, *after):
            station.clock.ms += 1
            station.append(fact)
        holds = attendee(station.rows, "a")
        lists = [each.record for each in after]
        held = {
            "attendee.corrected": holds.record.company == "Apex"
            or "Apex" in [each.company for each in (*(one.record for one in before), *lists)],
            "attendee.blocked": holds.record.blocked or True in [each.blocked for each in lists],
            "attendee.block_lifted": not holds.record.blocked
            or False in [each.blocked for each in lists],
            "attendee.payment_accepted": holds.record.payment is Payment.PAID,
            "credential.issued": holds.record.codes == ("A1", "N1"),
            "credential.revoked": holds.codes == {"A1": "lost"},
        }
        assert held[act.kind]
        assert holds.said == lists[-1]

    law()


def test_merges_in_any_order_of_arrival_give_the_same_people(stations):
    @LAW
    @given(st.lists(st.tuples(PAIRS, st.booleans(), st.integers(0, 1)), max_size=6), st.data())
    def law(made, data):
        *writers, in_order, anyhow = stations(4)
        entries = []
        for (one, two), parts, who in made:
            kind = AttendeesParted if parts else AttendeesMerged
            writers[who].clock.ms += 1
            entries += writers[who].append(kind(attendee=one, other=two))
        in_order.receive(*sorted(entries, key=lambda entry: entry.order))
        for entry in data.draw(st.permutations(entries)):
            anyhow.receive(entry)
        known = aliases(in_order.rows)
        assert aliases(anyhow.rows) == known
        # Nobody counts as somebody who counts as another: everybody ends with one person.
        assert not set(known).intersection(known.values())

    law()


def test_a_merged_person_stands_at_the_door_as_one_with_all_their_scans(stations):
    plan = read(PLAN)

    def passage(at: int, who: str, direction: Direction) -> ScanMade:
        leaves = direction is Direction.EXIT
        verdict = Verdict(outcome=Outcome.ADMIT, reason=Reason.LEFT if leaves else Reason.ADMITTED)
        ms = 1_795_000_000_000 + at * 1000
        return ScanMade(
            key=f"k{at}-{who}",
            at_ms=ms,
            checkpoint="door",
            direction=direction,
            code=who,
            attendee=who,
            verdict=verdict,
        )

    @LAW
    @given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(Direction)), max_size=6))
    def law(passages):
        merged, alone = stations(2)
        for at, (who, way) in enumerate(passages):
            merged.append(passage(at, who, way))
            alone.append(passage(at, "a", way))
        merged.append(AttendeesMerged(attendee="a", other="b"))
        now = merged.clock.now()
        at_door = [presence(each.rows, plan, "a", "door", now) for each in (merged, alone)]
        assert at_door[0].inside == at_door[1].inside
        assert at_door[0].entries == at_door[1].entries
        assert at_door[0].last_in == at_door[1].last_in
        assert at_door[0].order_ms == at_door[1].order_ms

    law()
