"""Every system's way of saying things, in small."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest

from onsite.clock import from_ms
from onsite.stage.importing import values
from onsite.stage.importing.people import in_text
from onsite.stage.importing.programme import Trouble
from onsite.stage.importing.values import Moment
from tests.stage.importing.conftest import reading

DAY = date(2026, 11, 24)
BERLIN = reading().zone


def told(programme):
    """Day, start, minutes, room, title and kind of every session."""
    return [
        (
            each.day,
            f"{from_ms(each.fields.start_ms).astimezone(BERLIN):%H:%M}",
            (each.fields.length_ms or 0) / 60_000,
            each.room,
            each.fields.title,
            each.fields.kind or "talk",
        )
        for each in programme.sessions
    ]


def short(programme):
    """Start, minutes and title."""
    return [(each[1], each[2], each[4]) for each in told(programme)]


def troubles(programme):
    return dict(Counter(each.trouble.value for each in programme.problems))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("00:45", 45), ("1:30:00", 90), ("45", 45), ("45 min", 45), ("1,5 h", 90)),
        *(("PT1H30M", 90), ("1h15", 75), ("20分钟", 20), ("90.0", 90), ("1 day, 1:00:00", 1_500)),
        *(("", None), ("soon", None), ("P", None), ("-5", None), ("9" * 30, None)),
    ],
)
def test_lengths(text, minutes):
    assert values.length(text) == (minutes * 60_000 if minutes is not None else None)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        *(("14:00", (14, 0)), ("9.30", (9, 30)), ("9h05", (9, 5)), ("2:30 pm", (14, 30))),
        *(("12 am", (0, 0)), ("12:15 PM", (12, 15)), ("14 Uhr", (14, 0)), ("25:30", (25, 30))),
        *(("14", None), ("13 pm", None), ("9:75", None), ("noon", None), ("99:00", None)),
    ],
)
def test_times_of_day(text, moment):
    assert values.time_of_day(text) == (Moment(*moment) if moment else None)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2026-11-24",
            "24.11.2026",
            "11/24/2026",
            "24/11/26",
            "2026年11月24日",
            "Tue 24 Nov 2026",
        ),
        *("November 24th, 2026", "Di, 24.11.2026", "2026-11-24T00:00:00"),
    ],
)
def test_days(text):
    assert values.day(text) == DAY


@pytest.mark.parametrize("text", ["", "31.02.2026", "2026", "Tuesday", "0000-01-01", "24.11."])
def test_no_days(text):
    assert values.day(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Lee; Bob Ray <bob@example.org>", ["Ann Lee", "Bob Ray"]),
        ("Ann Lee & Bob Ray", ["Ann Lee", "Bob Ray"]),
        ("王小明、李雷", ["王小明", "李雷"]),
        ("Ann Lee, Bob Ray", ["Ann Lee", "Bob Ray"]),
        ("ann@example.org", ["ann@example.org"]),
        ("", []),
        ("Ann Lee; Ann Lee", ["Ann Lee"]),
    ],
)
def test_people(text, names):
    assert [each.name for each in in_text(text)] == names


XML = """<?xml version="1.0" encoding="utf-8"?>
<schedule>
  <generator name="pretalx" version="2024.1"/>
  <version>v2</version>
  <conference><acronym>con</acronym><title>Con</title>
    <time_zone_name>{zone}</time_zone_name></conference>
  <day index="1" date="2026-11-24" start="2026-11-24T04:00:00+01:00">
    <room name="Curie">
      <event guid="g-1" id="1" code="ABC">
        <date>2026-11-24T10:00:00+01:00</date><start>10:00</start><duration>00:30</duration>
        <room>Curie</room><title>One &amp; only</title><type>Talk</type><language>en</language>
        <abstract>Said in &lt;b&gt;bold&lt;/b&gt;</abstract>
        <recording><license>CC</license><optout>true</optout></recording>
        <persons><person id="7" code="NQ" email="ann@example.org">Ann Lee</person></persons>
        <links><link href="https://example.org">More</link></links>
      </event>
      <event guid="g-2"><start>00:30</start><duration>01:00</duration><title>Late</title></event>
      <event guid="g-3"><start>soon</start><duration>?</duration><title>Never</title></event>
    </room>
  </day>
</schedule>
"""


def test_xml_of_pretalx(programme):
    made = programme(XML.format(zone="Europe/Berlin"), "schedule.xml")
    assert (made.format, made.source) == ("pretalx-xml", "pretalx:con")
    assert told(made) == [
        ("2026-11-24", "10:00", 30, "Curie", "One & only", "talk"),
        ("2026-11-24", "00:30", 60, "Curie", "Late", "talk"),
    ]
    fields = made.sessions[0].fields
    assert [each.model_dump() for each in fields.speakers] == [
        {"id": "NQ", "name": "Ann Lee", "email": "ann@example.org", "attendee": ""}
    ]
    assert fields.custom == {
        "type": "Talk",
        "language": "en",
        "abstract": "Said in bold",
        "links": "More https://example.org",
        "do_not_record": "yes",
        "recording_license": "CC",
    }
    assert troubles(made) == {"after-midnight": 1, "bad-value": 2, "no-start": 1}
    (lost,) = [each for each in made.problems if each.trouble is Trouble.NO_START]
    assert (lost.place.line, lost.place.title) == (18, "Never")


@pytest.mark.parametrize(
    ("zone", "trouble"),
    [("Mars/Olympus", "unknown-zone"), ("America/New_York", "other-zone"), ("Europe/Paris", "")],
)
def test_zones_of_a_schedule(programme, zone, trouble):
    found = troubles(programme(XML.format(zone=zone), "schedule.xml"))
    assert ({"unknown-zone", "other-zone"} & found.keys()) == ({trouble} if trouble else set())


API = {
    "count": 2,
    "results": [
        {
            "code": "ABC",
            "title": "One",
            "speakers": [{"code": "S1", "name": "Ann Lee", "email": "ann@example.org"}],
            "submission_type": {"en": "Keynote"},
            "track": {"de": "Strang"},
            "state": "confirmed",
            "duration": 30,
            "slot": {
                "start": "2026-11-24T10:00:00+01:00",
                "end": "2026-11-24T10:45:00+01:00",
                "room": {"en": "Curie"},
            },
        },
        {"code": "DEF", "title": "Two", "state": "canceled", "slot": None},
    ],
}
WIDGET = {
    "talks": [
        {
            "code": "ABC",
            "title": {"en": "One"},
            "speakers": ["S1"],
            "start": "2026-11-24T10:00:00+01:00",
            "end": "2026-11-24T10:45:00+01:00",
            "room": 5,
        },
        {
            "id": 9,
            "title": {"en": "Lunch"},
            "start": "2026-11-24T12:00:00+01:00",
            "end": "2026-11-24T13:00:00+01:00",
            "room": 5,
        },
    ],
    "rooms": [{"id": 5, "name": {"en": "Curie"}}],
    "speakers": [{"code": "S1", "name": "Ann Lee"}],
    "tracks": [],
    "timezone": "Europe/Berlin",
}


def test_what_pretalx_answers_by_its_api(programme):
    made = programme(json.dumps(API), "talks.json")
    assert told(made) == [("2026-11-24", "10:00", 30, "Curie", "One", "talk")]
    assert made.sessions[0].fields.speakers[0].email == "ann@example.org"
    assert made.sessions[0].fields.custom["type"] == "Keynote"
    assert troubles(made) == {"no-start": 1}


def test_the_data_of_pretalx_widget(programme):
    made = programme(json.dumps(WIDGET), "widget.json")
    assert told(made) == [
        ("2026-11-24", "10:00", 45, "Curie", "One", "talk"),
        ("2026-11-24", "12:00", 60, "Curie", "Lunch", "break"),
    ]
    assert [each.name for each in made.sessions[0].fields.speakers] == ["Ann Lee"]


def event(*lines, uid="1"):
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"])


def calendar(*events):
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""])


@pytest.mark.parametrize(
    ("lines", "found", "told_of"),
    [
        (
            ("SUMMARY:A", "DTSTART:20261124T100000", "DURATION:PT45M", "LOCATION:Curie"),
            ("10:00", 45, "A"),
            {"no-zone": 1},
        ),
        (
            (
                "SUMMARY:A",
                "DTSTART;TZID=America/New_York:20261124T040000",
                "DTEND:20261124T100000Z",
            ),
            ("10:00", 60, "A"),
            {},
        ),
        (
            ("SUMMARY:A", "DTSTART;TZID=Moon/Sea:20261124T100000", "DURATION:PT45M"),
            ("10:00", 45, "A"),
            {"unknown-zone": 1},
        ),
        (
            ("SUMMARY:A\\, B\\nC", "DTSTART:20261124T090000Z", "DTEND:20261124T090000Z"),
            ("10:00", 0, "A, B C"),
            {"zero-length": 1, "utc-stamps": 1},
        ),
        (
            ("SUMMARY:A", "DTSTART:20261124T090000Z", "DTEND:nonsense"),
            ("10:00", 30, "A"),
            {"bad-value": 1, "no-length": 1, "utc-stamps": 1},
        ),
        (
            ("SUMMARY:A", "DTSTART:20261124T090000Z", "DTEND:20261124T080000Z"),
            ("10:00", 30, "A"),
            {"zero-length": 1, "utc-stamps": 1},
        ),
        (
            ("SUMMARY:A", "DTSTART:20261124T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY"),
            ("10:00", 60, "A"),
            {"recurs": 1, "utc-stamps": 1},
        ),
        (
            ("SUMMARY:A", "DTSTART:20261124T090000Z", "DURATION:PT1H", "STATUS:CANCELLED"),
            ("10:00", 60, "A"),
            {"cancelled": 1, "utc-stamps": 1},
        ),
        (
            ("DTSTART:20261124T090000Z", "DURATION:PT1H", "ATTENDEE;CN=Ann Lee:mailto:a@b.org"),
            ("10:00", 60, "Ann Lee"),
            {"no-title": 1, "utc-stamps": 1},
        ),
    ],
)
def test_events_of_a_calendar(programme, lines, found, told_of):
    made = programme(calendar(event(*lines)), "a.ics")
    assert short(made) == [found]
    assert troubles(made) == told_of


def test_a_calendar_that_is_broken_somewhere(programme):
    whole = event("SUMMARY:A", "DTSTART:20261124T090000Z", "DURATION:PT1H")
    made = programme(calendar(whole, event("what is this", uid="2"), "no line", whole), "a.ics")
    assert short(made) == [("10:00", 60, "A")]
    assert troubles(made) == {
        "bad-value": 1,
        "no-start": 1,
        "twice": 1,
        "utc-stamps": 1,
    }


def test_times_of_a_calendar_that_names_its_zone(programme):
    made = programme(
        calendar(
            "X-WR-TIMEZONE:America/New_York",
            event("SUMMARY:A", "DTSTART:20261124T100000", "DURATION:PT1H"),
        ),
        "a.ics",
    )
    assert short(made) == [("16:00", 60, "A")]
    assert troubles(made) == {"other-zone": 1}


def test_days_without_a_time_are_left_out(programme):
    whole = event("SUMMARY:A", "DTSTART:20261124T090000Z", "DURATION:PT1H")
    made = programme(
        calendar(whole, event("SUMMARY:Fair", "DTSTART;VALUE=DATE:20261124", uid="2")), "a.ics"
    )
    assert (len(made.sessions), troubles(made)) == (1, {"all-day": 1, "utc-stamps": 1})


@pytest.mark.parametrize(
    ("text", "found", "told_of"),
    [
        (
            "Titel;Datum;Uhrzeit;Raum\nA;24.11.2026;10:00 - 10:45;Curie\n",
            [("10:00", 45, "A")],
            {"no-id": 1},
        ),
        (
            "Id,Title,Start,Room\n1,A,2026-11-24T10:00+02:00,Curie\n",
            [("09:00", 30, "A")],
            {"no-length": 1},
        ),
        (
            "Id,Title,Time,End,Room\n,2026-11-24,,,\n1,A,10:00,10:30,Curie\n2,B,23:50,0:20,Curie\n",
            [("10:00", 30, "A"), ("23:50", 30, "B")],
            {"header": 1, "after-midnight": 1},
        ),
        (
            "My event 2026\nId,Title,Day,Start,Length,Room\n1,A,2026-11-24,0.375,0.03125,Curie\n",
            [("09:00", 45, "A")],
            {"header": 1},
        ),
        (
            "Id,Title,Day,Start,Length,Room\n1,A,2026-11-24,10:00,x,Curie\njust words,,,,,\n",
            [("10:00", 30, "A")],
            {"bad-value": 1, "no-length": 1, "bad-line": 1},
        ),
        (
            "Id,Title,Day,Start,Length\n1,A,2026-11-24,10:00,30\n1,A,2026-11-24,10:00,30\n1,B,2026-11-24,11:00,30\n",
            [("10:00", 30, "A"), ("11:00", 30, "B")],
            {"twice": 1, "repeated-id": 1},
        ),
        (
            "标题,日期,开始时间,时长,房间,讲者\n开幕,2026年11月24日,10:00,30,Curie,王小明\n",
            [("10:00", 30, "开幕")],
            {"no-id": 1},
        ),
        (
            "Id,Title,Day,Start,Length,Room\n1,Night,2026-10-25,2:30,30,Curie\n",
            [("02:30", 30, "Night")],
            {"clock-change": 1, "after-midnight": 1, "other-day": 1},
        ),
    ],
)
def test_sheets(programme, text, found, told_of):
    made = programme(text)
    assert short(made) == found
    assert troubles(made) == told_of


def test_times_without_a_day_are_those_of_the_day_that_is_said(programme):
    made = programme("Title,Start,Length\nA,10:00,30\n", day=DAY)
    assert [each.day for each in made.sessions] == ["2026-11-24"]


def test_what_overlaps(programme):
    made = programme(
        "Id,Title,Day,Start,Length,Room\n"
        "1,Long,2026-11-24,10:00,120,Curie\n2,First,2026-11-24,10:00,30,Curie\n"
        "3,Second,2026-11-24,10:25,30,Curie\n4,Elsewhere,2026-11-24,10:00,30,Meitner\n"
    )
    assert {each[4]: each[5] for each in told(made)} == {
        "Long": "session",
        "First": "talk",
        "Second": "talk",
        "Elsewhere": "talk",
    }
    assert troubles(made) == {"overlap": 1, "beside": 1}


ENTRY = {"type": "event", "id": "a", "title": "A", "timeStart": 36_000_000, "duration": 600_000}


@pytest.mark.parametrize(
    ("more", "found", "told_of"),
    [
        ({}, ("10:00", 10, "A"), {}),
        ({"countToEnd": True}, ("10:00", 10, "A"), {}),
        ({"duration": 0, "timeEnd": 36_900_000}, ("10:00", 15, "A"), {}),
        ({"dayOffset": 1, "timeStart": 3_600_000}, ("01:00", 10, "A"), {"after-midnight": 1}),
        ({"title": "Lunch break"}, ("10:00", 10, "Lunch break"), {}),
    ],
)
def test_entries_of_ontime(programme, more, found, told_of):
    project = {
        "rundowns": {"x": {"title": "Curie", "order": ["a"], "entries": {"a": ENTRY | more}}}
    }
    made = programme(json.dumps(project), "project.json", day=DAY)
    assert short(made) == [found]
    assert troubles(made) == told_of


def test_an_older_project_of_ontime_and_what_is_no_session(programme):
    entries = [
        {**ENTRY, "endAction": "play-next", "presenter": "Ann Lee"},
        {"type": "delay", "id": "d", "duration": 300_000},
        {"type": "block", "id": "g", "title": "Pause"},
        {**ENTRY, "id": "b", "timeStart": 39_600_000, "skip": True},
        {"type": "what"},
    ]
    project = {"rundown": entries, "project": {"title": "Show"}, "settings": {}}
    made = programme(json.dumps(project), "project.json", day=DAY)
    assert short(made) == [("10:00", 10, "A"), ("10:10", 50, "Pause"), ("11:00", 10, "A")]
    assert troubles(made) == {"delay": 1, "heading": 1, "bad-line": 1}
    first, _pause, last = (each.fields for each in made.sessions)
    assert ([each.name for each in first.speakers], last.rule, last.skipped) == (
        ["Ann Lee"],
        "auto",
        True,
    )
    assert made.source == "ontime:Show"


def test_groups_of_ontime_hold_entries(programme):
    group = {"type": "group", "id": "g", "title": "Morning", "entries": ["a"]}
    entries = {"g": group, "a": ENTRY}
    project = {"rundowns": {"x": {"title": "Curie", "order": ["g"], "entries": entries}}}
    made = programme(json.dumps(project), "project.json", day=DAY)
    assert made.sessions[0].fields.custom == {"group": "Morning"}
    assert troubles(made) == {}
