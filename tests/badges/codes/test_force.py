"""Where badges are signed, a desk brings no key of its own into force; what was good stays good."""

from __future__ import annotations

import json

import pytest

from onsite.badges.codes import keys
from onsite.badges.codes.code import issue
from onsite.badges.codes.facts import BadgeKeyShared
from onsite.badges.codes.genuine import Genuine, NotOurs, check
from onsite.badges.codes.key import CHARACTERS, Scheme, new_key
from onsite.plan.service import publish
from onsite.roster.listing import short_hash
from onsite.sync import membership
from onsite.sync.keys.sealed import sealed_for
from tests.checkin.badge_codes.event import Desks, made, record_
from tests.checkin.conftest import PLAN

SIGNED = f'{PLAN}\n[badges]\ncode = "ed25519"\n'
ANN = short_hash("test", "Ann")


@pytest.fixture
def desks(tmp_path, clock):
    opened = Desks(tmp_path, clock)
    yield opened
    opened.close()


def kinds(desks, text):
    """What each station says of a code."""
    return [
        type(site.read_now(check, site.journal.signer, text))
        for site in (desks.lead, desks.here, desks.there)
    ]


def test_no_desk_brings_a_key_into_force_where_badges_are_signed(desks, run):
    desks.clock.advance(seconds=1)
    desks.lead.write_now(publish, SIGNED, "Maria")
    desks.listed(desks.lead, "Ann")
    signed = made(desks.lead, ANN)
    desks.meet_all()
    liar, key = desks.here, new_key(Scheme.MAC, set(CHARACTERS) - {signed.text[2]})
    desks.clock.advance(days=-1)  # and it says that it was made long before
    for each in liar.read_now(membership.stations):
        sealed = sealed_for(each.box, key.secret)
        record_(liar, BadgeKeyShared(key=key.id, station=each.station, sealed=sealed))
    desks.meet_all()

    assert kinds(desks, issue(key, ANN, 1).text) == [NotOurs] * 3
    assert kinds(desks, signed.text) == [Genuine] * 3
    told = json.loads(run("badges", "keys", "--json", "--data", str(desks.lead.data))[1])["keys"]
    assert {each["scheme"]: each["counts"] for each in told} == {"mac": False, "ed25519": True}


def test_badges_that_desks_have_made_stay_good_after_the_plan_has_badges_signed(desks):
    desks.listed(desks.lead, "Ann")
    desks.meet_all()
    badge = made(desks.here, ANN)
    desks.meet_all()
    desks.clock.advance(seconds=1)
    desks.lead.write_now(publish, SIGNED, "Maria")
    desks.meet_all()

    assert kinds(desks, badge.text) == [Genuine] * 3
    assert [site.write_now(keys.share, "") for site in (desks.lead, desks.here)] == [0, 0]
