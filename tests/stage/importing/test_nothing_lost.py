"""Whatever a file says of a session is kept or told of."""

from __future__ import annotations

import html
import json
import re

import pytest

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
    talks = {"results": [{"code": "ABC", "title": "One", "slots": slots}]}
    made = programme(json.dumps(talks), "talks.json")
    assert [(each.key, each.day) for each in made.sessions] == [
        ("ABC", "2026-11-24"),
        ("ABC#2", "2026-11-25"),
    ]
    assert [each.trouble.value for each in made.problems] == ["repeated-id"]
