"""Whatever a newer programme says: afterwards the rundowns are as it says, in their order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from onsite.clock import to_ms
from onsite.stage import reading as rundowns
from onsite.stage import service as acts
from onsite.stage.fields import ItemFields
from onsite.stage.importing import service
from onsite.stage.importing.compare import values
from onsite.stage.importing.programme import Place, Programme, Session
from onsite.stage.outcomes import Press, clocks

TURNS = count()
"""Every example has days and a source of its own, so that one store does for all."""
SESSIONS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.tuples(
        st.sampled_from(("Curie", "Meitner")),
        st.integers(0, 1),
        st.integers(0, 5),
        st.sampled_from(("One", "Two", "Three")),
        st.sampled_from((None, "x")),
    ),
    max_size=6,
)


def programme(said, first: date) -> Programme:
    sessions = []
    for key, (room, day, place, title, notes) in said.items():
        held = first + timedelta(days=day)
        start = datetime(held.year, held.month, held.day, 9, 10 * place, tzinfo=UTC)
        fields = ItemFields(
            title=f"{title} {key}",
            start_ms=to_ms(start),
            length_ms=600_000,
            room=room,
            notes=notes,
            source=str(first),
        )
        name = f"{first}-{key}"
        sessions.append(Session(name, room, held.isoformat(), fields, Place(title=title)))
    return Programme("file.json", "", "frab-json", str(first), tuple(sessions), ())


def imported(site, plan, made: Programme):
    now = clocks(site.clock, site.journal.station)
    kept = site.read_now(service.preview, plan, made, {}, now)
    site.write_now(service.carry_out, plan, kept, "Maria", gone=True)
    return kept


def standing(site, plan, first: date):
    """Stage and day to the items in their order: id, and all that is said of them."""
    found = {}
    for stage in ("blue", "red"):
        for day in (first, first + timedelta(days=1)):
            kept = site.read_now(rundowns.rundown, plan, stage, day.isoformat())
            found[stage, day.isoformat()] = [
                (item, values(fields)) for item, fields in kept.fields.items()
            ]
    return found


def meant(made: Programme, first: date):
    stages = {"Curie": "blue", "Meitner": "red"}
    days = (first, first + timedelta(days=1))
    found = {(stage, day.isoformat()): [] for stage in ("blue", "red") for day in days}
    for each in made.sessions:
        found[stages[each.room], each.day].append((each.key, values(each.fields)))
    return found


def by_start(items):
    return sorted(items, key=lambda pair: (pair[1]["start_ms"], pair[0]))


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],
)
@given(SESSIONS, SESSIONS, SESSIONS)
def test_after_each_import_everything_is_as_the_file_says(site, plan, one, two, three):
    first = date(2027, 1, 1) + timedelta(days=2 * next(TURNS))
    for said in (one, two, three):
        made = programme(said, first)
        imported(site, plan, made)
        there = standing(site, plan, first)
        assert {where: by_start(items) for where, items in there.items()} == {
            where: by_start(items) for where, items in meant(made, first).items()
        }
        for items in there.values():
            starts = [fields["start_ms"] for _item, fields in items]
            assert starts == sorted(starts)
        assert imported(site, plan, made).diff.empty


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],
)
@given(SESSIONS.filter(bool), SESSIONS)
def test_what_has_run_is_where_it_was(site, plan, one, two):
    first = date(2027, 1, 1) + timedelta(days=2 * next(TURNS))
    made = programme(one, first)
    imported(site, plan, made)
    ran = made.sessions[0]
    stage = {"Curie": "blue", "Meitner": "red"}[ran.room]
    press = Press(stage, ran.day, to_ms(site.clock.now()), "", 0)
    assert site.write_now(acts.go, plan, press, "Maria", ran.key).what == "took"
    imported(site, plan, programme(two, first))
    kept = site.read_now(rundowns.rundown, plan, stage, ran.day)
    fields = kept.fields[ran.key]
    assert (fields.start_ms, fields.length_ms) == (ran.fields.start_ms, ran.fields.length_ms)
    others = [
        where
        for where, items in standing(site, plan, first).items()
        for item, _f in items
        if item == ran.key
    ]
    assert others == [(stage, ran.day)]
