"""What `onsite status` says of working with other stations."""

from __future__ import annotations

from onsite.sync.stations.in_status import lines, together
from tests.sync.station_stage import found, news


def test_a_computer_that_works_alone_says_nothing(site):
    assert together(site) is None


def test_the_event_as_it_is_seen_from_here(site):
    found(site)
    news(site)
    told = together(site)
    stations = told.pop("stations")
    assert told == {
        "name": "Lead's laptop",
        "role": "lead",
        "link": told["link"],  # goes by this computer's own clock
        "hub": "192.168.1.10:4222",
        "unsent": 9,
        "quarantined": 0,
    }
    assert stations[0]["name"] == "Lead's laptop"
    assert {each["role"] for each in stations} == {"lead", "desk", "display"}


def test_it_is_told_in_words():
    station = {"name": "Lead", "role": "lead", "state": "own"}
    told = {
        "name": "Lead",
        "role": "lead",
        "link": "silent",
        "hub": "10.0.0.1:4222",
        "unsent": 3,
        "quarantined": 2,
        "stations": [station, {"name": "Desk", "role": "desk", "state": "silent"}],
    }
    said = list(lines(told))
    assert said[0] == "Called:     Lead, Lead"
    assert said[1].startswith("Link:       ")
    assert said[1].endswith("10.0.0.1:4222")
    assert said[2:] == [
        "Unsent:     3",
        "2 entries are held back: “onsite stations quarantine” says why.",
        "Stations:   2, 1 of them here",
    ]
