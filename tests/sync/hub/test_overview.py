"""What the hub tells of its stations."""

from __future__ import annotations

import pytest

from onsite.sync.hub.overview import HubOverview, HubPhase, Rates, Speakers, entries_in, heard, seen
from onsite.sync.link.state import Heartbeat, Peer
from onsite.sync.membership import Station


def station(key, through=None, link="U1"):
    return Station(key, f"Desk {key}", "desk", ("desk",), link, "box", through, None, "")


def peer(key, heard_ms, entries=0):
    return Peer(station=key, instance="1", entries=entries, heard_ms=heard_ms)


@pytest.mark.parametrize(
    ("message_id", "entries"),
    [
        ("0123456789abcdef:1-40:abcdef01", 40),
        ("0123456789abcdef:7-7:abcdef01", 1),
        ("0123456789abcdef:9-1:abcdef01", 0),
        ("0123456789abcdef:x-1:abcdef01", 0),
        ("no id", 0),
        ("", 0),
        (":", 0),
        ("x:1-²:y", 0),
        (f"x:1-{'9' * 20}:y", 0),
        (f"x:1-{'9' * 5_000}:y", 0),
    ],
    ids=lambda value: str(value)[:30],
)
def test_entries_are_counted_by_the_id_of_their_message(message_id, entries):
    assert entries_in(message_id) == entries


def test_rates_are_those_of_the_last_ten_seconds():
    rates = Rates()
    rates.note(0.0, "a", 1_000)
    rates.note(5.0, "a", 10)
    rates.note(9.0, "b", 30)
    assert rates.per_second(9.5) == {"a": 101.0, "b": 3.0}
    assert rates.per_second(12.0) == {"a": 1.0, "b": 3.0}
    assert rates.per_second(30.0) == {}


def test_a_heartbeat_counts_only_for_the_station_that_may_send_it():
    message = Heartbeat(station="a", instance="1").model_dump_json().encode()
    assert heard(message, "on.x.hb.a", 5) == peer("a", 5)
    assert heard(message, "on.x.hb.b", 5) is None
    assert heard(b"nonsense", "on.x.hb.a", 5) is None


def test_stations_as_the_hub_sees_them():
    now = 100_000
    peers = {"a": peer("a", now, 50), "b": peer("b", now - 5_999, 80), "c": peer("c", 0, 90)}
    stations = [
        station("a"),
        station("b"),
        station("c", through=3),
        station("d"),
        station("e", link=""),
    ]
    there = seen(stations, peers, {"a": 2.5}, now)
    told = [(each.name, each.present, each.behind, each.per_second, each.revoked) for each in there]
    assert told == [
        ("Desk a", True, 30, 2.5, False),
        ("Desk b", True, 0, 0.0, False),
        ("Desk c", False, 0, 0.0, True),
        ("Desk d", False, 0, 0.0, False),
    ]
    assert [each.heartbeat for each in there] == [peers["a"], peers["b"], peers["c"], None]


def beat(instance, heard_ms):
    return Peer(station="a", instance=instance, heard_ms=heard_ms)


def test_two_computers_that_speak_as_one_station_are_found():
    speakers = Speakers()
    for at, instance in enumerate("xyxy"):
        speakers.note(beat(instance, at * 1_000))
    assert speakers.copied(3_500) == {"a"}
    assert speakers.copied(9_000) == frozenset()
    stations = [station("a"), station("b")]
    there = seen(stations, {"a": beat("y", 3_000)}, {}, 3_500, speakers.copied(3_500))
    assert [each.copied for each in there] == [True, False]


def test_a_link_that_was_started_again_is_no_second_computer():
    speakers = Speakers()
    for at, instance in enumerate("xxyyzz"):
        speakers.note(beat(instance, at * 1_000))
    assert speakers.copied(5_500) == frozenset()


def test_who_was_revoked_a_moment_ago_is_not_counted_among_those_who_are_there():
    peers = {"a": peer("a", 100), "b": peer("b", 100)}
    stations = seen([station("a"), station("b", through=3)], peers, {}, 200)
    assert [each.present for each in stations] == [True, True]
    assert hub_of(stations).present == 1


def hub_of(stations):
    return HubOverview(
        phase=HubPhase.OPEN,
        event="e",
        addresses=(),
        epoch=1,
        since=None,
        stations=stations,
        invited=0,
        per_second=0.0,
        messages=0,
        stream_bytes=0,
        stream_limit=0,
        disk_free=0,
        memory=0,
        connections=0,
        restarts=0,
    )
