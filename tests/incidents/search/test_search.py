"""Searching incidents: words, filters, patterns; searches that are kept."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.cleaning import clean
from onsite.errors import BadInputError
from onsite.incidents import parts, running, service
from onsite.incidents.search.finding import find, read
from onsite.incidents.search.patterns import pattern
from onsite.incidents.search.query import Term, terms
from onsite.incidents.search.records import records
from onsite.incidents.search.service import drop, keep, kept, known
from tests.incidents.conftest import meet


def found(log, line, *, sees=True):
    """The texts of what a line means."""
    there = log.site.read_now(records, log.plan, sees=sees)
    search = read(line, log.site.read_now(known, log.plan, log.clock.now()))
    return [each.record.incident.text for each in find(there, search)]


@pytest.mark.parametrize(
    ("line", "read_as"),
    [
        ("blue  Shirt", [Term("word", "blue"), Term("word", "Shirt")]),
        ("“blue shirt” -red", [Term("word", "blue shirt"), Term("word", "red", wanted=False)]),
        ("zone:h2 -is:open", [Term("filter", "h2", "zone"), Term("filter", "open", "is", False)]),
        ('by："Dr. Lin"', [Term("filter", "Dr. Lin", "by")]),
        ("/row ?(1|2)/ x", [Term("pattern", "row ?(1|2)"), Term("word", "x")]),
        ("/a\\/b/", [Term("pattern", "a/b")]),
        ("/still typed", [Term("pattern", "still typed")]),
        (
            "14:05 http://x and/or note:",
            [
                *(Term("word", "14:05"), Term("word", "http://x")),
                *(Term("word", "and/or"), Term("word", "note:")),
            ],
        ),
        ("", []),
        ("/", []),
        ("-", [Term("word", "-")]),
    ],
)
def test_a_line_is_read(line, read_as):
    assert list(terms(line)) == read_as


@given(
    st.text(st.characters(exclude_categories=()), max_size=40) | st.from_regex(r"-?[a-z]*:?[\"/].*")
)
@settings(max_examples=200, deadline=None)
def test_no_line_is_more_than_refused(line):
    for each in terms(clean(line)):
        if each.kind == "pattern":
            with suppress(BadInputError):
                pattern(each.value)("somebody fell")


@pytest.fixture
def filled(log):
    fall = log.reported("somebody fell", types=("medical",), zone="h2", place="row 14")
    log.entry(fall, "ambulance ABC 12 is here, blue shirt")
    log.do(parts.assign, fall, "Dr. Lin")
    log.do(service.acknowledge, fall, "lin")
    dark = log.reported("ligth is out", types=("technical",), zone="foyer")
    log.do(parts.add_task, dark, "Ask the house", "bo")
    log.do(parts.decide, dark, "Stop the show", ("Go on",), "too dark")
    log.reported("Müller 医疗 ＡＢＣ", severity="critical")
    gone = log.reported("a dog")
    log.do(running.close, gone, running.Ending("taken home", "Maria"))
    return log


FALL, DARK, NAME, DOG = "somebody fell", "ligth is out", "Müller 医疗 ＡＢＣ", "a dog"


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("", [FALL, DARK, NAME, DOG]),
        ("fell", [FALL]),
        ("ROW 14", [FALL]),
        ("blue ambulance", [FALL]),
        ("“blue ambulance”", []),
        ("muller", [NAME]),
        ("医疗", [NAME]),
        ("醫療", [NAME]),
        ("abc", [FALL, NAME]),
        ("abc -shirt", [NAME]),
        ("“go on”", [DARK]),
        ("“taken home”", [DOG]),
        ("type:med", [FALL]),
        ("zone:foyer", [DARK]),
        ("zone:“Hall 2”", [FALL]),
        ("severity:serious+", [FALL, NAME]),
        ("-severity:minor", [FALL, NAME]),
        ("is:open", [FALL, DARK, NAME]),
        ("is:closed", [DOG]),
        ("state:new", [DARK, NAME]),
        ("is:acknowledged", [FALL]),
        ("has:task", [DARK]),
        ("has:decision -has:task", []),
        ("by:lin", [FALL]),
        ("by:“Medic 1”", [FALL]),
        ("by:@bo", [DARK]),
        ("by:maria is:closed", [DOG]),
        ("/abc \\d+/", [FALL]),
        ("/^a dog$/", [DOG]),
        ("-/o/", []),
        ("since:00:00", [FALL, DARK, NAME, DOG]),
        ("on:2026-11-23", []),
        ("until:2026-11-23", []),
    ],
)
def test_what_a_line_means(filled, line, meant):
    assert found(filled, line) == meant


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("zoen:h2", "no filter “zoen:”"),
        ("zone:h3", "zone: no “h3”"),
        ("is:opn", "is: no “opn”"),
        ("since:noon", "neither a time of day nor a day"),
        ("/(/", "is no pattern"),
        ("/(((a{1000}){1000}){1000})/", "is no pattern"),
        ("/(\\pL{100}){10}/", "is no pattern"),
    ],
)
def test_what_nobody_knows_is_refused(log, line, said):
    with pytest.raises(BadInputError, match=said.replace("(", "\\(")):
        found(log, line)


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|aa)+$", "(.*a){25}$", "(x+x+)+y", "^(\\w+\\s?)*$"]
)
def test_no_pattern_takes_long(log, pattern):
    log.reported("xa" * 900 + "a" * 100 + "!")
    started = time.perf_counter()
    found(log, f"/{pattern}/")
    assert time.perf_counter() - started < 0.5


def test_what_is_restricted_is_found_by_its_number_and_zone_alone(log):
    which = log.reported("boy, red cap", types=("lost-child",), zone="h2", place="row 3")
    log.entry(which, "father is called Otto")
    number = log.one(which).number
    for line in ("red", "otto", "/otto/", "type:child", "“row 3”", "by:maria", "severity:minor+"):
        assert found(log, line, sees=False) == [], line
    for line in ("zone:h2", number, "is:restricted"):
        assert found(log, line, sees=False) == [""], line
    assert found(log, "otto") == ["boy, red cap"]


def test_where_it_stands_is_told(filled):
    there = filled.site.read_now(records, filled.plan, sees=True)
    search = read("ambulance", filled.site.read_now(known, filled.plan, filled.clock.now()))
    ((passage,),) = [each.passages for each in find(there, search)]
    which = filled.named(there[0].incident.number)[0].id
    (line,) = [each for each in filled.timeline(which) if each.kind == "incident.entry"]
    assert (passage.entry, passage.text) == (line.name, line.details["text"])


def test_searches_are_kept_for_everybody_and_the_last_word_stands(log, station):
    def of(each, act, *arguments):
        each.clock.advance(seconds=10)
        return each.site.write_now(act, each.plan, each.by(), *arguments)

    of(log, keep, "hall", "zone:h2 is:open")
    of(log, keep, " hall ", "zone:h2")
    meet(log.site, station.site)
    assert [(each.name, each.query) for each in station.site.read_now(kept)] == [
        ("hall", "zone:h2")
    ]
    of(station, keep, "mine", "by:bo")
    of(station, drop, "hall")
    meet(log.site, station.site)
    assert [each.name for each in log.site.read_now(kept)] == ["mine"]
    with pytest.raises(BadInputError, match="as “min”"):
        of(log, drop, "min")
    for name, query in (("", "x"), ("x", " "), ("x", "zoen:h2")):
        with pytest.raises(BadInputError):
            of(log, keep, name, query)
