"""What is exported is read again as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.cleaning import clean
from onsite.clock import from_ms, to_ms
from onsite.plan.reading import read as read_plan
from onsite.stage.engine.items import Rundown
from onsite.stage.exporting.calendar import calendar
from onsite.stage.exporting.lines import sheet
from onsite.stage.exporting.table import table
from onsite.stage.fields import ItemFields, Speaker
from onsite.stage.importing.compare import KeptItem, compare, values
from onsite.stage.importing.completing import completed
from onsite.stage.importing.own import bare
from onsite.stage.importing.placing import placed
from onsite.stage.importing.reading import found
from onsite.stage.reading import Kept, item_of
from tests.stage.importing.conftest import PLAN, reading

NOW = to_ms(datetime(2026, 11, 24, 8, tzinfo=UTC))
MIDNIGHT = to_ms(datetime(2026, 11, 24, 3, 30, tzinfo=UTC))
DAY_MS = 86_400_000
WRITERS = {
    "rundown.ics": lambda sheets, plan: calendar(sheets, plan, NOW),
    "rundown.csv": table,
}
SIGNS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))
TEXT = st.text(SIGNS, max_size=12).map(clean)
SOME = TEXT.filter(bool)
PARAGRAPHS = st.lists(SOME, min_size=1, max_size=3).map("\n".join)
LENGTH = st.integers(0, 10 * 3_600_000)
NAME = SOME.filter(lambda text: any(sign.isalnum() for sign in text))
SPEAKERS = st.lists(
    st.builds(Speaker, id=SOME, name=NAME, email=st.sampled_from(("", "a@example.org"))),
    max_size=3,
    unique_by=(lambda each: each.id, lambda each: bare(each.name)),
).map(tuple)
FIELDS = st.builds(
    ItemFields,
    title=SOME,
    kind=st.sampled_from(("talk", "break", "milestone", "session", "fixed-end", None)),
    start_ms=st.integers(MIDNIGHT, MIDNIGHT + DAY_MS - 3_600_000),
    length_ms=LENGTH,
    rule=st.sampled_from(("linked", "hard", "auto", None)),
    shortest_ms=st.none() | LENGTH,
    qa_ms=st.none() | LENGTH,
    early=st.none() | st.booleans(),
    warn_ms=st.none() | LENGTH,
    qualify=st.none() | st.tuples(LENGTH, LENGTH),
    speakers=st.none() | SPEAKERS,
    skipped=st.none() | st.booleans(),
    held=st.none() | st.booleans(),
    moderator=st.none() | TEXT,
    introduction=st.none() | PARAGRAPHS,
    qa_form=st.none() | TEXT,
    late_reason=st.none() | TEXT,
    notes=st.none() | PARAGRAPHS,
    source=st.just("frab:camp"),
    custom=st.dictionaries(SOME, PARAGRAPHS, max_size=2),
)


@pytest.fixture(scope="module")
def plan():
    return read_plan(PLAN)


def kept_of(fields):
    items = tuple(item_of(key, each, (0, 0)) for key, each in fields.items())
    return Kept("blue", "2026-11-24", Rundown("rundown:blue/2026-11-24", items), fields)


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=40)
@given(several=st.lists(FIELDS, min_size=1, max_size=3))
def test_a_rundown_that_is_read_again_is_the_same(plan, name, several):
    fields = {f"item-{number}": each for number, each in enumerate(several)}
    kept = kept_of(fields)
    data = WRITERS[name]([sheet(plan, kept, NOW)], plan)
    programme = completed(found(data, name, reading()), reading(), name, "")
    assert programme.source == "frab:camp"
    back = {each.key: each for each in programme.sessions}
    assert {key: values(each.fields) for key, each in back.items()} == {
        key: values(each.model_copy(update={"room": "Blue stage"})) for key, each in fields.items()
    }
    assert {each.day for each in back.values()} == {"2026-11-24"}


@pytest.mark.parametrize("name", WRITERS)
def test_an_export_that_is_imported_changes_nothing(plan, name):
    fields = {
        "a": ItemFields(
            title="=Formel; “Zitat”, 王小明\\n",
            start_ms=NOW + 1_234,
            length_ms=1_800_001,
            room="Curie",
            source="sheet",
            speakers=(Speaker(id='x"y', name='Jane "J" Doe', email="jane@example.org"),),
            notes="one\n\ntwo, three; four\\five",
            custom={"a=b": "-1+2"},
        ),
        "b": ItemFields(
            title="Next", start_ms=NOW + 60_000, length_ms=600_000, room="Curie", source="sheet"
        ),
    }
    kept = kept_of(fields)
    data = WRITERS[name]([sheet(plan, kept, NOW)], plan)
    programme = completed(found(data, name, reading()), reading(), name, "")
    items = [
        KeptItem(key, "blue", "2026-11-24", each, at)
        for at, (key, each) in enumerate(fields.items())
    ]
    diff = compare(placed(programme, plan, {}), items, programme.source)
    assert (diff.empty, diff.unchanged, diff.stays) == (True, 2, ())


@pytest.mark.parametrize("name", WRITERS)
def test_what_another_program_has_changed_counts(plan, name):
    fields = {"a": ItemFields(title="Talk", start_ms=NOW, length_ms=1_800_000, notes="x")}
    data = WRITERS[name]([sheet(plan, kept_of(fields), NOW)], plan)
    later = data.replace(b"T090000", b"T093000").replace(b"09:00:00", b"09:30:00")
    later = later.replace(b"Talk", b"Keynote")
    programme = completed(found(later, name, reading()), reading(), name, "")
    (back,) = programme.sessions
    assert (back.fields.title, back.fields.notes) == ("Keynote", "x")
    assert from_ms(back.fields.start_ms) == datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def test_a_clock_that_is_changed_meanwhile(plan):
    berlin = reading(days=(date(2026, 10, 24),))
    night = to_ms(datetime(2026, 10, 24, 23, 30, tzinfo=UTC))
    fields = {"a": ItemFields(title="Night", start_ms=night, length_ms=4 * 3_600_000)}
    kept = replace(kept_of(fields), day="2026-10-24")
    for name, write in WRITERS.items():
        data = write([sheet(plan, kept, NOW)], plan)
        (back,) = completed(found(data, name, berlin), berlin, name, "").sessions
        assert (back.day, back.fields.start_ms, back.fields.length_ms) == (
            "2026-10-24",
            night,
            4 * 3_600_000,
        )


@pytest.mark.parametrize("name", WRITERS)
def test_nothing_that_could_steer_a_terminal_comes_back(plan, name):
    steering = "\x1b]0;title\x07"
    fields = {
        "a": ItemFields(
            title="Talk",
            start_ms=NOW,
            length_ms=1_000,
            notes=f"a{steering}b",
            speakers=(Speaker(id="ann", name=f"Ann{steering}"),),
            custom={f"x{steering}": f"y{steering}"},
        )
    }
    data = WRITERS[name]([sheet(plan, kept_of(fields), NOW)], plan)
    (back,) = completed(found(data, name, reading()), reading(), name, "").sessions
    assert "\x1b" not in back.fields.model_dump_json(exclude_none=True)
    assert "\\u001b" not in back.fields.model_dump_json(exclude_none=True)
    assert (back.fields.notes, back.fields.custom) == ("ab", {"x": "y"})


def test_nothing_in_a_sheet_is_a_formula(plan):
    fields = {"a": ItemFields(title='=HYPERLINK("x")', start_ms=NOW, length_ms=1, notes="@a")}
    written = table([sheet(plan, kept_of(fields), NOW)], plan).decode("utf-8-sig")
    assert "\"'=HYPERLINK(" in written
    assert ",'@a," in written
