"""Where badge keys live: alone, shared with whoever is admitted, never with who was revoked."""

from __future__ import annotations

import pytest

from onsite.badges.codes import keys
from onsite.badges.codes.facts import BadgeKeyShared
from onsite.badges.codes.giving import Giver
from onsite.badges.codes.key import Scheme, key_of, new_key
from onsite.errors import BadInputError, NotPossibleError
from onsite.journal.folding import refold_everything
from onsite.sync import membership
from onsite.sync.keys.sealed import sealed_for
from tests.sync.community import Community, hand, written


@pytest.fixture
def event(tmp_path, clock):
    made = Community(tmp_path, clock)
    yield made
    made.close()


def current(site, scheme=Scheme.MAC):
    return site.write_now(keys.current, scheme, "Maria")


def held(site):
    return site.read_now(keys.held, site.journal.signer)


def secrets_at(site):
    return {each.key.secret for each in held(site)} - {b""}


def meet(*sites):
    for writer in sites:
        for reader in sites:
            if reader is not writer:
                hand(written(writer), reader)


def test_a_lone_station_makes_its_key_once_and_keeps_it_sealed(site):
    key = current(site)

    assert current(site) == key
    (known,) = held(site)
    assert (known.key, known.tells, known.revoked_ms) == (key, True, 0)
    (entry,) = written(site)
    assert key.secret.hex() not in entry.payload
    for file in site.data.rglob("*"):
        assert not file.is_file() or key.secret not in file.read_bytes()
    assert site.write_now(keys.share, "Maria") == 0


def test_rows_that_are_folded_again_open_the_same_key(site):
    key = current(site)
    site.store.write_now(refold_everything)
    assert current(site) == key


def test_who_is_admitted_later_gets_it_and_displays_do_not(event):
    desk, display = event.station("Desk"), event.station("Wall", "display")
    meet(event.lead, desk, display)
    key = current(event.lead)
    late = event.station("Late")
    meet(event.lead, desk, display, late)
    assert [secrets_at(each) for each in (desk, display, late)] == [{key.secret}, set(), set()]

    assert desk.write_now(keys.share, "Maria") == 1
    meet(event.lead, desk, display, late)

    assert secrets_at(late) == {key.secret}
    assert current(late) == current(desk) == key
    assert secrets_at(display) == set()
    assert [each.write_now(keys.share, "") for each in (event.lead, desk, late)] == [0, 0, 0]
    with pytest.raises(NotPossibleError, match="makes no badges"):
        current(display)


def test_who_was_revoked_gets_none_and_no_badge_is_made_with_a_key_they_have(event):
    stolen, desk = event.station("Stolen"), event.station("Desk")
    meet(event.lead, stolen, desk)
    old = current(event.lead)
    meet(event.lead, stolen, desk)
    event.revoke(stolen)
    meet(event.lead, desk)

    new = current(desk)
    assert new.character != old.character
    assert desk.write_now(keys.share, "Maria") == 0
    hand(written(desk), event.lead)
    assert current(event.lead) == new
    shares = [each for each in written(desk) if each.kind == BadgeKeyShared.kind]
    assert not any(stolen.journal.station in each.payload for each in shares)
    assert {each.key.id: each.revoked_ms for each in held(desk)} == {old.id: 0, new.id: 0}


def test_two_that_were_apart_have_two_keys_and_then_both_know_both(event):
    one, other = event.station("One"), event.station("Other")
    meet(event.lead, one, other)
    made = {current(one).secret, current(other).secret}
    meet(event.lead, one, other)

    assert secrets_at(one) == secrets_at(other) == secrets_at(event.lead) == made
    assert current(one) == current(other)


def test_what_is_no_key_is_not_taken_for_one_and_spoils_none(event):
    desk, *bad = (event.station(name) for name in ("Desk", "One", "Two", "Three"))
    meet(event.lead, desk, *bad)
    box = next(each.box for each in stations(event.lead) if each.name == "Desk")
    key, others = new_key(Scheme.MAC), new_key(Scheme.MAC)
    texts = ("nothing", sealed_for(box, b"short"), sealed_for(box, others.secret))
    for liar, sealed in zip(bad, texts, strict=True):
        record(liar, desk, key.id, sealed)
        hand(written(liar), desk)
    assert secrets_at(desk) == set()

    record(event.lead, desk, key.id, sealed_for(box, key.secret))
    record(event.lead, desk, key.id, "nothing")
    hand(written(event.lead), desk)
    assert secrets_at(desk) == {key.secret}


def stations(site):
    return site.read_now(membership.stations)


def record(site, to, key, sealed):
    fact = BadgeKeyShared(key=key, station=to.journal.station, sealed=sealed)
    site.write_now(lambda journal, rows: journal.append(rows, fact, operator="Maria"))


def test_signing_keys_go_to_leads_and_desks_tell_forgeries_with_what_is_public(event):
    desk, second = event.station("Desk"), event.station("Second", "lead")
    meet(event.lead, desk, second)
    key = current(event.lead, Scheme.ED25519)
    meet(event.lead, desk, second)

    assert current(second, Scheme.ED25519) == key
    (known,) = held(desk)
    assert (known.key.secret, known.key.public, known.tells) == (b"", key.public, True)
    with pytest.raises(NotPossibleError, match="cannot sign"):
        current(desk, Scheme.ED25519)


def test_revoking_needs_a_key_a_reason_and_a_lead(event):
    desk = event.station("Desk")
    meet(event.lead, desk)
    key = current(event.lead)
    with pytest.raises(BadInputError, match="reason"):
        event.lead.write_now(keys.revoke, key.character, " ", "", "Maria")
    with pytest.raises(BadInputError, match="no one badge key"):
        event.lead.write_now(keys.revoke, "?", "stolen", "", "Maria")
    hand(written(event.lead), desk)
    with pytest.raises(NotPossibleError, match="lead station"):
        desk.write_now(keys.revoke, key.character, "stolen", "", "Maria")
    assert event.lead.write_now(keys.revoke, key.id[:8], "stolen", "", "Maria") == key
    with pytest.raises(NotPossibleError, match="before"):
        event.lead.write_now(keys.revoke, key.character, "stolen", "", "Maria")
    assert current(event.lead).id != key.id


def test_with_more_keys_than_characters_each_is_tried(site):
    made = [site.write_now(keys.rotate, Scheme.MAC, "Maria") for _ in range(37)]
    assert len({key.character for key in made[:36]}) == 36
    assert current(site) == made[-1]
    assert len(held(site)) == 37


async def test_the_app_gives_keys_when_its_turn_has_come(event):
    desk = event.station("Desk")
    meet(event.lead, desk)
    current(event.lead)
    meet(event.lead, desk)
    givers = {each.journal.station: Giver(each) for each in (event.lead, desk)}
    assert [await each.look() for each in givers.values()] == [0, 0]
    event.station("Late")
    meet(event.lead, desk)

    first, second = (givers[each] for each in sorted(givers))
    assert await second.look() == 0
    assert await first.look() == 1
    meet(event.lead, desk)
    assert await second.look() == 0


def test_a_key_is_known_by_what_it_is():
    key = key_of(Scheme.MAC, bytes(32))
    assert key.id == key_of(Scheme.MAC, bytes(32)).id != key_of(Scheme.ED25519, bytes(32)).id
    assert len(key.id) == 64
