"""No file makes a reader fail in any way but the house's own."""

from __future__ import annotations

import contextlib
import random
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onsite.errors import BadInputError, OnsiteError
from onsite.stage.importing.completing import completed
from onsite.stage.importing.reading import found, read
from tests.stage.importing.conftest import REAL, reading, real

NAMES = (
    "voc-frab-camp2019.json",
    "voc-pretalx-democon.json",
    "voc-schedule-example.xlsx",
    "fosdem-2009.xml",
    "pyconuk-2015.ics",
    "ontime-test-db.json",
)
BITS = (b"", b"\x00", b'"', b"<", b">", b"{", b"[", b"]", b"}", b":", b",", b"\n", b"-1", b"9" * 40)
BITS += (
    b"null",
    b"true",
    b"1e999",
    b"\xff",
    b"2019-02-30",
    b"25:61",
    b"<!DOCTYPE x [",
    b"TZID=A/B",
)
BITS += (
    b"\r\nRRULE:FREQ=DAILY",
    b"BEGIN:VEVENT",
    b"\\ud800",
    "王".encode(),
    b"0001-01-01T00:00:00Z",
)
HOW = reading(day=date(2026, 11, 24))


@cache
def content(name):
    """The beginning of a real file: small, so that many are tried."""
    data = (REAL / name).read_bytes()
    return data if name.endswith("xlsx") else data[:9_000]


def mutated(data, seed, many):
    chance = random.Random(seed)
    for _each in range(many):
        at = chance.randrange(len(data) + 1)
        until = min(len(data), at + chance.choice((0, 0, 1, 5, 200)))
        data = data[:at] + chance.choice(BITS) + data[until:]
    return data


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), many=st.integers(1, 12))
def test_a_mutated_file_is_read_or_refused_with_a_sentence(name, seed, many):
    real(name)
    data = mutated(content(name), seed, many)
    with contextlib.suppress(OnsiteError):
        made = completed(found(data, name, HOW), HOW, name, "")
        assert len({each.key for each in made.sessions}) == len(made.sessions)
        assert all(each.fields.length_ms is not None for each in made.sessions)


@settings(max_examples=80)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(OnsiteError):
        completed(found(data, "some.csv", HOW), HOW, "some.csv", "")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                (
                    *(
                        "schedule",
                        "conference",
                        "days",
                        "rooms",
                        "date",
                        "persons",
                        "rundowns",
                        "order",
                    ),
                    *(
                        "entries",
                        "type",
                        "title",
                        "start",
                        "duration",
                        "room",
                        "talks",
                        "code",
                        "slot",
                    ),
                    *("speakers", "timeStart", "custom", "results", "id", "name", "a"),
                )
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=80)
@given(JSON)
def test_any_json_is_read_or_refused(value):
    import json

    with contextlib.suppress(OnsiteError):
        completed(found(json.dumps(value).encode(), "some.json", HOW), HOW, "some.json", "")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "has no sessions"),
        (b"   \n", "has no sessions"),
        (b"%PDF-1.7 ...", "holds no programme"),
        (b'{"a": 1}', "holds no programme"),
        (b'{"a": 1,\n"b": }', "line 2"),
        (b"<html></html>", "holds no programme"),
        (b"<schedule>\n<day>\n</schedule>", "line 3"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR", "has no sessions"),
        (b"Who,Where\nAnn,Hall", "columns"),
        (b'Title,Start\n"Talk,10:00', "line 2: a quotation mark is not closed"),
        (b"Title,Start\nTalk,10:00", "has times of day, but no days"),
        ("Titel;Datum;Uhrzeit\nx;;\n".encode("utf-16"), "None of the sessions"),
        (b"[" * 100_000, "holds no programme"),
    ],
)
def test_what_is_wrong_is_said(programme, data, said):
    with pytest.raises(BadInputError, match=said) as told:
        programme(data, "file.any")
    assert told.value.advice


BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE schedule [
 <!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
]>
<schedule><day date="2026-11-24"><event><title>&b;</title></event></day></schedule>"""
FETCH = BOMB.replace(b'<!ENTITY a "aaaaaaaaaa">', b'<!ENTITY a SYSTEM "file:///etc/passwd">')
DEEP = b"<schedule>" + b"<a>" * 5_000


@pytest.mark.parametrize(
    ("data", "said"), [(BOMB, "line 3: entities"), (FETCH, "line 3: entities"), (DEEP, "line 1")]
)
def test_xml_that_would_swell_or_fetch_something_is_refused(programme, data, said):
    with pytest.raises(BadInputError, match=said):
        programme(data, "schedule.xml")


def test_a_doctype_alone_does_no_harm(programme):
    text = (
        '<!DOCTYPE schedule SYSTEM "schedule.dtd"><schedule><conference><title>A</title>'
        '</conference><day date="2026-11-24"><room name="Curie"><event id="1"><start>10:00</start>'
        "<duration>00:30</duration><title>Talk</title></event></room></day></schedule>"
    )
    assert [each.fields.title for each in programme(text, "a.xml").sessions] == ["Talk"]


@pytest.mark.parametrize("name", ["gone.json", "."])
def test_a_file_that_cannot_be_opened(tmp_path, name):
    with pytest.raises(BadInputError, match=r"There is no file|is a folder"):
        read(tmp_path / name, HOW)
