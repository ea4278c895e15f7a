"""Each act in words: what was before, what is after, who answered for it."""

from __future__ import annotations

import pytest

from onsite.checkin.history import history
from onsite.checkin.roll import counters, party
from onsite.roster.acts import codes, service, states
from onsite.roster.acts.facts import (
    AttendeeBlocked,
    AttendeeCorrected,
    AttendeeRegistered,
    Change,
    CredentialRevoked,
    Field,
    PaymentAccepted,
)
from onsite.roster.acts.service import NewGuest
from onsite.roster.acts.wording import said
from onsite.roster.facts import Record


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (
            AttendeeCorrected(
                attendee="a",
                note="his card",
                changes=(
                    Change(field=Field.COMPANY, before="ACME", after="Apex"),
                    Change(field=Field.VIP, before="", after="yes"),
                ),
            ),
            "Corrected: company: ACME → Apex; VIP: no → yes; his card",
        ),
        (
            PaymentAccepted(attendee="a", receipt="R-17", amount="90 EUR", by="lee"),
            "Payment accepted: receipt R-17 · 90 EUR; answered for by lee",
        ),
        (
            AttendeeRegistered(attendee="a", record=Record(name="Ada", category="VIP")),
            "Registered on site: Ada · VIP",
        ),
        (
            CredentialRevoked(attendee="a", code="A1", state="lost"),
            "Code taken away: A1 (lost)",
        ),
        (AttendeeBlocked(attendee="a"), "Blocked"),
    ],
    ids=lambda each: getattr(each, "kind", ""),
)
def test_an_act_is_said_whole(fact, words):
    assert said(fact) == words


def test_the_history_tells_every_act(site, plan, roll, doer):
    who = roll.add("Bob", "B1")
    site.write_now(service.correct, plan, who, {Field.COMPANY: "Apex"}, doer)
    site.write_now(states.block, who, doer)
    site.write_now(codes.revoke, "B1", doer)
    acts = [line.act for line in site.read_now(history, who) if line.act is not None]
    assert [said(act).partition(":")[0] for act in acts] == [
        "Corrected",
        "Blocked",
        "Code taken away",
    ]


def test_whoever_was_registered_on_site_is_of_the_figures_and_of_the_party(
    site, plan, clock, roll, doer
):
    host = roll.add("Bob", "B1", order="O1")
    guest = NewGuest("Eve", "regular")
    eve = site.write_now(service.add_companion, plan, host, guest, doer).attendee
    site.write_now(service.register, plan, NewGuest("Ada", "regular"), doer)
    now = clock.now()
    assert site.read_now(counters, plan, "door", now).expected == 3
    assert [each.attendee for each in site.read_now(party, plan, host, "door", now)] == [eve]
