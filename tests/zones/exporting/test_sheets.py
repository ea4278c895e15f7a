"""Zones as tables and as data."""

from __future__ import annotations

import csv
import io
import json

from onsite.zones.exporting import sheets

HEAD = "2026-11-24T"


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_minutes(counted):
    counted.count("foyer", 2)

    rows = read(sheets.minutes_csv(counted.given(), 15 * 60_000))

    assert rows == [
        ["Zone", "Name", "From", "Came", "Left", "Total", "Capacity"],
        ["hall", "Main hall", f"{HEAD}09:30:00.000+01:00", "120", "30", "90", "200"],
        ["hall", "Main hall", f"{HEAD}09:45:00.000+01:00", "0", "0", "90", "200"],
        ["hall", "Main hall", f"{HEAD}10:00:00.000+01:00", "0", "0", "95", "200"],
        ["hall", "Main hall", f"{HEAD}10:15:00.000+01:00", "100", "0", "195", "200"],
        *[["front", "Front of stage", f"{HEAD}10:15:00.000+01:00", "0", "3", "-3", rows[5][6]]],
        ["foyer", "'=Foyer", f"{HEAD}11:15:00.000+01:00", "2", "0", "2", ""],
    ]


def test_recounts_and_the_close_of_a_day(counted):
    from onsite.zones.counting import service

    counted.act(service.close_day, "hall", "drift", 0, "=doors @ 6", "2026-11-24")
    recount, close = read(sheets.recounts_csv(counted.given()))[1:]

    assert recount[:12] == [
        *("hall", "Main hall", "recount", f"{HEAD}10:00:05.000+01:00"),
        *(recount[4], "95", "90", "5", "1: 45; 2: 50", "maria", recount[10], ""),
    ]
    assert close[2:9] == ["day", f"{HEAD}11:15:05.000+01:00", close[4], "0", "195", "-195", ""]
    assert close[11:14] == ["2026-11-24", "drift", "'=doors @ 6"]


def test_what_came_too_late(counted, later):
    later(counted, "hall", people=7)

    rows = read(sheets.absorbed_csv(counted.given()))

    assert [row[:4] for row in rows[1:]] == [
        ["hall", "Main hall", f"{HEAD}09:35:00.000+01:00", "7"]
    ]


def test_all_of_it_as_data_is_the_same_bytes_twice(counted):
    first = sheets.as_json(counted.given(), 60_000)
    counted.clock.advance(minutes=3)

    assert first == sheets.as_json(counted.given(), 60_000)
    told = json.loads(first)
    assert (told["event"], told["zone"], told["step_s"]) == ("Summit", "Europe/Berlin", 60)
    hall = told["zones"][0]
    assert hall["most"] == {"at": "2026-11-24T09:16:00+00:00", "people": 195}
    assert [each["rows"] for each in hall["recounts"]] == [
        [{"name": "1", "people": 45}, {"name": "2", "people": 50}]
    ]
    assert len(hall["steps"]) == 46
