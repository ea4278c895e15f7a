"""Which addresses a station tries, and in which order."""

from __future__ import annotations

import pytest

from onsite.errors import BadInputError, NotPossibleError
from onsite.sync.discovery import Announced
from onsite.sync.hub import venue as hub_venue
from onsite.sync.hub.options import HubOptions
from onsite.sync.link.candidates import in_order
from onsite.sync.membership import Trust
from onsite.sync.rules import HubSeen, hub_in_force, hub_of

OLD = HubSeen(1, "aa", ("10.0.0.1:4222",))
MAIN = HubSeen(3, "bb", ("10.0.0.2:4222", "192.168.1.2:4222"))
WEST = HubSeen(2, "cc", ("10.1.0.1:4222",), "West", "10.0.0.1:4222")
LEAF = "10.0.0.9:4222"
HUBS = (OLD, MAIN, WEST)


def trust(venue, *named):
    return Trust("", "", "", "desk", named, 0, 0, venue)


def announced(hub, *, leaf=False):
    where = (hub.epoch, hub.station, hub.addresses, hub.venue)
    return Announced(*where, token="", fingerprint="", leaf=leaf)


@pytest.mark.parametrize(
    ("told", "tried"),
    [
        (trust(""), MAIN.addresses),
        (trust("West"), WEST.addresses),
        (trust("", *OLD.addresses), (*MAIN.addresses, *OLD.addresses)),
        (trust("", LEAF), (LEAF, *MAIN.addresses)),
        (trust("", *WEST.addresses), MAIN.addresses),
        (trust("West", *WEST.addresses, *MAIN.addresses), WEST.addresses),
        (trust(None, *WEST.addresses), (*WEST.addresses, *MAIN.addresses)),
    ],
)
def test_a_station_keeps_to_the_hubs_of_its_venue_and_to_what_it_was_told(told, tried):
    assert in_order(told, HUBS, (), "dd") == list(tried)


def test_what_the_network_announces_of_other_venues_is_not_tried():
    new = HubSeen(4, "ee", ("10.1.0.7:4222",), "West")
    leaf = HubSeen(9, "ff", (LEAF,), "")
    seen = (announced(new), announced(leaf, leaf=True))
    assert in_order(trust("West"), HUBS, seen, "dd") == ["10.1.0.7:4222", *WEST.addresses]
    assert in_order(trust(""), HUBS, seen, "dd") == [*MAIN.addresses, LEAF]


def test_whoever_announces_a_hub_keeps_nobody_from_the_hub_of_record():
    liar = HubSeen(2**60, MAIN.station, ("10.6.6.6:4222",))
    tried = in_order(trust(""), HUBS, (announced(liar),), "dd")
    assert tried == ["10.6.6.6:4222", *MAIN.addresses]


def test_the_laptop_of_the_hub_reaches_it_without_a_network():
    assert in_order(trust("West"), HUBS, (), "cc") == ["127.0.0.1:4222", *WEST.addresses]


def test_a_laptop_is_the_hub_of_one_venue_at_a_time():
    moved = HubSeen(4, "bb", ("10.1.0.2:4222",), "West")
    assert hub_in_force((*HUBS, moved)) == OLD
    assert hub_in_force((*HUBS, moved), "West") == moved
    assert [hub_of((*HUBS, moved), each) for each in ("aa", "bb", "cc")] == [OLD, moved, None]


def test_a_hub_takes_the_venue_of_its_laptop_and_the_hub_beyond(tmp_path):
    from tests.conftest import START, ManualClock
    from tests.sync.laptops import Laptops

    laptops = Laptops(tmp_path, ManualClock(START))
    lead, plain = laptops.lead, HubOptions(listen="127.0.0.1")
    try:
        assert hub_venue.at_venue(lead, plain, None) == plain
        with pytest.raises(BadInputError, match="for which venue"):
            hub_venue.at_venue(lead, HubOptions(upstream="10.0.0.1:4222"), None)
        west = HubOptions(listen="127.0.0.1", venue="West", upstream="10.0.0.1:4222")
        given = HubOptions(listen="127.0.0.1", upstream="10.0.0.1:4222")
        assert hub_venue.at_venue(lead, given, " West ") == west
        from onsite.sync import service

        lead.write_now(
            service.open_hub,
            laptops.ring,
            ["10.1.0.1:4222"],
            "M",
            venue="West",
            upstream="10.0.0.1:4222",
        )
        assert hub_venue.at_venue(lead, plain, None) == west
        with pytest.raises(BadInputError, match="at most 40"):
            hub_venue.at_venue(lead, plain, "W" * 41)
        alone = laptops.opened("alone")
        with pytest.raises(NotPossibleError, match="does not belong"):
            hub_venue.check_member(alone, HubOptions(leaf_of="10.0.0.1:7422"))
    finally:
        laptops.close()


@pytest.mark.parametrize(
    "options",
    [
        HubOptions(leaf_of="10.0.0.1:7422", leaf_port=7422),
        HubOptions(leaf_of="10.0.0.1:7422", upstream="10.0.0.1:4222"),
        HubOptions(listen="10.0.0.1", upstream="10.0.0.1:4222"),
    ],
)
def test_what_cannot_be_meant_together_is_refused(options):
    with pytest.raises(BadInputError):
        hub_venue.check(options)
