"""Whatever a file says of a session is kept or told of."""

from __future__ import annotations

import html
import io
import json
import re
from datetime import date, time

import pytest

from onsite.clock import from_ms
from onsite.stage.importing import wording
from onsite.stage.importing.reading import read
from tests.stage.importing.conftest import reading, real

TIMES = frozenset({"date", "start", "duration"})
"""What is kept as instants and lengths."""


def bare(text):
    plain = re.sub(r"<[^>]*>", " ", html.unescape(str(text)))
    return "".join(filter(str.isalnum, plain)).casefold()


def words(value):
    """Every text and number within a value, but for times."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name not in TIMES:
                yield from words(each)
    elif isinstance(value, list):
        for each in value:
            yield from words(each)
    elif isinstance(value, (str, int)) and not isinstance(value, bool):
        yield bare(value)


@pytest.mark.parametrize("name", ["voc-frab-camp2019.json", "voc-pretalx-democon.json"])
def test_every_word_of_a_real_schedule_is_kept(name):
    path = real(name)
    days = json.loads(path.read_text("utf-8"))["schedule"]["conference"]["days"]
    events = [each for day in days for room in day["rooms"].values() for each in room]
    kept = "".join(
        bare(f"{one.key} {one.room} {one.fields.model_dump()}".replace("\\n", " "))
        for one in read(path, reading(days=())).sessions
    )
    assert [word for word in words(events) if word not in kept] == []


def test_what_no_field_is_for_is_kept_by_its_name(programme):
    event = {
        "guid": "g-1",
        "id": 7,
        "slug": "one-7",
        "logo": "/one.png",
        "title": "One",
        "date": "2026-11-24T10:00:00+01:00",
        "duration": "00:30",
        "resources": {"beamer": 2},
        "tags": ["long", "loud"],
        "empty": [],
    }
    schedule = {"conference": {"days": [{"date": "2026-11-24", "rooms": {"Curie": [event]}}]}}
    (one,) = programme(json.dumps({"schedule": schedule}), "schedule.json").sessions
    assert one.fields.custom == {
        "id": "7",
        "slug": "one-7",
        "logo": "/one.png",
        "resources": '{"beamer": 2}',
        "tags": '["long", "loud"]',
    }


def test_a_talk_that_is_held_twice_is_there_twice(programme):
    slots = [
        {"start": f"2026-11-2{day}T10:00:00+01:00", "end": f"2026-11-2{day}T10:30:00+01:00"}
        for day in (4, 5)
    ]
    talk = {"code": "ABC", "title": "One", "slots": slots, "tags": ["long"]}
    made = programme(json.dumps({"results": [talk]}), "talks.json")
    assert [each.fields.custom for each in made.sessions] == [{"tags": '["long"]'}] * 2
    assert [(each.key, each.day) for each in made.sessions] == [
        ("ABC", "2026-11-24"),
        ("ABC#2", "2026-11-25"),
    ]
    assert [each.trouble.value for each in made.problems] == ["repeated-id"]


def told(made):
    """Start, minutes and title of every session, and what is told of which line."""
    zone = reading().zone
    sessions = [
        f"{from_ms(each.fields.start_ms).astimezone(zone):%d. %H:%M} "
        f"{each.fields.length_ms // 60_000} {each.fields.title}"
        for each in made.sessions
    ]
    return sessions, {(each.trouble.value, each.place.line) for each in made.problems}


@pytest.mark.parametrize(
    ("start", "end", "said", "trouble"),
    [
        ("22:00", "01:00", "24. 22:00 180 A", "after-midnight"),
        ("25:00", "26:00", "25. 01:00 60 A", "after-midnight"),
        ("25:00", "2:00", "25. 01:00 60 A", "after-midnight"),
        ("16:00", "15:00", "24. 16:00 45 A", "zero-length"),
        ("9h30", "9:45 AM", "24. 09:30 15 A", ""),
        ("half past nine", "10:00", "", "no-start"),
    ],
)
def test_an_end_before_the_start_is_told_and_a_night_is_none(programme, start, end, said, trouble):
    rows = f"A,2026-11-24,{start},{end},Curie\nB,2026-11-25,10:00,10:45,Curie"
    sessions, problems = told(programme(f"Title,Day,Start,End,Room\n{rows}\n"))
    assert sessions == [*([said] if said else []), "25. 10:00 45 B"]
    assert {each for each in problems if each[1] == 2} >= ({(trouble, 2)} if trouble else set())
    assert trouble or {each for each in problems if each[1] == 2} == set()


@pytest.mark.parametrize(
    "start", ["24.11.26 9:30", "24 Nov 2026, 9.30", "46350.395833", "2026-11-24 09:30"]
)
def test_a_day_and_a_time_in_one_cell(programme, start):
    sessions, problems = told(
        programme(f'Title,Start,Length,Room\nA,"{start}",30,Curie\n', "sheet.csv")
    )
    assert (sessions, problems) == (["24. 09:30 30 A"], {("no-id", 0)})


def test_a_day_as_a_spreadsheet_numbers_it(programme):
    sessions, problems = told(
        programme("Title,Day,Start,Length,Room\nA,46350,9:30,30,Curie\n", "sheet.csv")
    )
    assert (sessions, problems) == (["24. 09:30 30 A"], {("no-id", 0)})


def test_a_cell_that_reaches_over_several_rows_is_in_each(programme):
    from openpyxl import Workbook

    book = Workbook()
    for row in (
        ("Day", "Room", "Title", "Start", "Length"),
        (date(2026, 11, 24), "Curie", "A", time(9), 30),
        (None, None, "B", time(9, 30), 30),
        (None, "Meitner", "C", time(9), 30),
    ):
        book.active.append(row)
    book.active.merge_cells("A2:A4")
    book.active.merge_cells("B2:B3")
    kept = io.BytesIO()
    book.save(kept)
    made = programme(kept.getvalue(), "sheet.xlsx")
    assert made.rooms == {"Curie": 2, "Meitner": 1}


def test_what_a_calendar_says_more_than_once_or_that_is_no_event(programme):
    calendar = "\r\n".join(
        (
            *("BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:1", "SUMMARY:A"),
            *("DTSTART:20261124T090000Z", "DURATION:PT30M", "LOCATION:Curie", "COMMENT:one"),
            *("COMMENT:two", "GEO:1.5;2.5", "RRULE:FREQ=DAILY;COUNT=2"),
            *("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT5M", "END:VALARM", "END:VEVENT"),
            *("BEGIN:VFREEBUSY", "UID:2", "END:VFREEBUSY", "END:VCALENDAR", ""),
        )
    )
    made = programme(calendar, "calendar.ics")
    (one,) = made.sessions
    custom = {"comment": "one\ntwo", "geo": "1.5;2.5", "rrule": "FREQ=DAILY;COUNT=2"}
    assert one.fields.custom == custom
    left_out = [each.place.path for each in made.problems if each.trouble.value == "left-out"]
    assert left_out == ["VALARM", "VFREEBUSY"]


def test_a_delay_of_ontime_is_told_with_what_it_stands_before(programme):
    def talk(name, hour):
        times = {"timeStart": hour * 3_600_000, "duration": 1_800_000}
        return {"type": "event", "id": name, "title": name, **times}

    entries = {
        "d1": {"type": "delay", "id": "d1", "duration": 90_000},
        "g": {"type": "group", "id": "g", "title": "Group", "entries": ["d2", "B"]},
        "d2": {"type": "delay", "id": "d2", "duration": -300_000},
        "d3": {"type": "delay", "id": "d3", "duration": 300_000},
        "A": talk("A", 9),
        "B": talk("B", 10),
    }
    rundown = {"title": "Show", "entries": entries, "order": ["d1", "A", "g", "d3"]}
    project = json.dumps({"rundowns": {"r": rundown}, "settings": {}})
    made = programme(project, "show.json", day=date(2026, 11, 24))
    assert [each.fields.title for each in made.sessions] == ["A", "B"]
    delays = [wording.problem(each) for each in made.problems if each.trouble.value == "delay"]
    assert delays == [
        "Show · 1: “d1”: 1.5 min before “A”",
        "Show · 3.1: “d2”: −5 min before “B”",
        "Show · 4: “d3”: 5 min before “–”",
    ]
