"""A programme imported into the rundowns, and a newer one after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onsite.clock import to_ms
from onsite.errors import BadInputError, NotPossibleError
from onsite.stage import reading as rundowns
from onsite.stage import service as acts
from onsite.stage.editing import changed, edit, removed
from onsite.stage.fields import ItemFields
from onsite.stage.importing import keeping, service
from onsite.stage.outcomes import Press, clocks
from onsite.stage.undoing import undo
from tests.stage.importing.conftest import reading, real

if TYPE_CHECKING:
    from onsite.stage.importing.service import Preview

DAY = "2026-11-24"
FIRST = """\
Id,Title,Day,Start,Length,Room,Speaker,Email
1,Opening,2026-11-24,10:00,30,Curie,Ann Lee,ann@example.org
2,Second,2026-11-24,10:30,30,Curie,Bob Ray,
3,Third,2026-11-24,11:00,30,Curie,,
4,Beside,2026-11-24,10:00,60,Meitner,王小明,
"""


@pytest.fixture
def importing(site, plan, programme):
    """Looks at a text, and imports it where that is wanted."""

    def done(text: str, *, wanted: bool = True, rooms=None, gone: bool = True, **said) -> Preview:
        made = programme(text, **said)
        now = clocks(site.clock, site.journal.station)
        seen = site.read_now(service.preview, plan, made, rooms or {}, now)
        if wanted:
            site.write_now(service.carry_out, plan, seen, site.operator, gone=gone)
        return seen

    return done


@pytest.fixture
def items(site, plan):
    """The items of a rundown in their order: start, title, minutes."""

    def told(stage: str = "blue", day: str = DAY):
        kept = site.read_now(rundowns.rundown, plan, stage, day)
        return [
            (
                f"{plan.local(rundowns_instant(item.start_ms)):%H:%M}",
                item.title,
                item.length_ms // 60_000,
            )
            for item in kept.rundown.items
        ]

    return told


def rundowns_instant(ms):
    from onsite.clock import from_ms

    return from_ms(ms)


def press(site, stage="blue", **more):
    return Press(stage, DAY, to_ms(site.clock.now()), "", 0, **more)


def counts(seen):
    return {name: many for name, many in seen.counts.items() if many}


def test_a_programme_becomes_rundowns(importing, items, site, plan):
    seen = importing(FIRST)
    assert counts(seen) == {"added": 4}
    assert items() == [("10:00", "Opening", 30), ("10:30", "Second", 30), ("11:00", "Third", 30)]
    assert items("red") == [("10:00", "Beside", 60)]
    fields = site.read_now(rundowns.rundown, plan, "blue", DAY).fields["1"]
    assert [(one.id, one.name, one.email) for one in fields.speakers] == [
        ("annlee", "Ann Lee", "ann@example.org")
    ]
    assert (fields.room, fields.source) == ("Curie", "sheet")


def test_the_same_again_changes_nothing(importing):
    importing(FIRST)
    again = importing(FIRST)
    assert (counts(again), again.diff.empty) == ({"unchanged": 4}, True)


def test_a_newer_one_shows_what_is_different(importing, items):
    importing(FIRST)
    newer = (
        FIRST.replace("Second,2026-11-24,10:30", "Second talk,2026-11-24,11:30")
        .replace("3,Third,2026-11-24,11:00,30,Curie,,\n", "")
        .replace("4,Beside,2026-11-24,10:00,60,Meitner", "4,Beside,2026-11-24,12:00,45,Curie")
        + "5,Fifth,2026-11-24,10:30,20,Curie,,\n"
    )
    seen = importing(newer)
    assert counts(seen) == {"added": 1, "changed": 2, "moved": 2, "gone": 1, "unchanged": 1}
    assert {each.kept.item: dict(each.fields) for each in seen.diff.changed} == {
        "2": {"title": ("Second", "Second talk")},
        "4": {"length_ms": (3_600_000, 2_700_000), "room": ("Meitner", "Curie")},
    }
    assert items() == [
        ("10:00", "Opening", 30),
        ("10:30", "Fifth", 20),
        ("11:30", "Second talk", 30),
        ("12:00", "Beside", 45),
    ]
    assert items("red") == []
    assert counts(importing(newer, wanted=False)) == {"unchanged": 4}


def test_what_has_run_is_neither_moved_nor_removed(importing, items, site, plan):
    importing(FIRST)
    for item in ("1", "2"):
        site.write_now(acts.go, plan, press(site), "Maria", item)
        site.clock.advance(minutes=5)
    newer = FIRST.replace(FIRST.splitlines(keepends=True)[1], "").replace(
        "Second,2026-11-24,10:30,30", "Second and last,2026-11-24,12:00,45"
    )
    seen = importing(newer)
    assert [(each.kept.item, each.why) for each in seen.diff.stays] == [
        ("2", "moved"),
        ("2", "planned"),
        ("1", "gone"),
    ]
    assert counts(seen) == {"changed": 1, "unchanged": 2}
    assert items() == [
        ("10:00", "Opening", 30),
        ("10:30", "Second and last", 30),
        ("11:00", "Third", 30),
    ]


def test_what_was_edited_here_stays_until_the_file_says_something_new(importing, items, site, plan):
    importing(FIRST)
    here = press(site)
    edits = [changed(here, "1", ItemFields(title="Welcome", notes="Flowers")), removed(here, "3")]
    site.write_now(edit, plan, here, "Maria", edits)
    seen = importing(FIRST)
    assert {(each.kept.item, each.why) for each in seen.diff.stays} == {
        ("1", "edited"),
        ("3", "removed"),
    }
    assert seen.diff.empty
    assert items() == [("10:00", "Welcome", 30), ("10:30", "Second", 30)]
    importing(FIRST.replace("Opening", "The opening"))
    assert items()[0] == ("10:00", "The opening", 30)
    kept = site.read_now(rundowns.rundown, plan, "blue", DAY)
    assert kept.fields["1"].notes == "Flowers"


def test_an_import_that_was_undone_may_be_done_again(importing, items, site, plan):
    importing(FIRST)
    importing(FIRST.replace("Opening", "Welcome"))
    site.write_now(undo, plan, press(site), "Maria")
    assert items()[0] == ("10:00", "Opening", 30)
    again = importing(FIRST.replace("Opening", "Welcome"))
    assert counts(again) == {"changed": 1, "unchanged": 3}
    assert items()[0] == ("10:00", "Welcome", 30)


def test_ids_that_are_made_anew_in_every_export_are_known_by_their_titles(importing, items):
    importing(FIRST)
    other = FIRST.replace("\n1,", "\nx1,").replace("\n2,", "\nx2,").replace("11:00,30", "11:00,20")
    seen = importing(other)
    assert counts(seen) == {"changed": 1, "unchanged": 3}
    assert [each[1] for each in items()] == ["Opening", "Second", "Third"]


def test_another_source_takes_nothing_away(importing, items):
    importing(FIRST)
    seen = importing(
        "Id,Title,Day,Start,Length,Room\n1,Party,2026-11-24,20:00,90,Curie\n", source="evening"
    )
    assert counts(seen) == {"added": 1}
    assert [each[1] for each in items()] == ["Opening", "Second", "Third", "Party"]
    assert counts(importing(FIRST)) == {"unchanged": 4}


def test_the_wrong_file_is_refused_until_somebody_knows(importing, items):
    importing(FIRST)
    other = "Id,Title,Day,Start,Length,Room\n9,Other,2026-11-24,10:00,30,Curie\n"
    with pytest.raises(NotPossibleError, match="This would remove 4 of the 4 items"):
        importing(other, gone=False)
    assert len(items()) == 3
    importing(other)
    assert items() == [("10:00", "Other", 30)]


def test_rooms_are_asked_for_and_known_the_next_time(importing, items):
    text = FIRST.replace("Curie", "Kalibro")
    seen = importing(text, wanted=False)
    assert seen.placing.unknown == ("Kalibro",)
    assert counts(seen) == {"added": 1, "left_out": 3}
    assert counts(importing(text, rooms={"kalibro": "blue"})) == {"added": 4}
    assert counts(importing(text)) == {"unchanged": 4}
    left = importing(text, rooms={"Kalibro": "-"})
    assert counts(left) == {"unchanged": 1, "left_out": 3}
    assert len(items()) == 3


@pytest.mark.parametrize(
    ("rooms", "said"),
    [({"Curie": "green"}, "no stage “green”"), ({"Kalibro": "blue"}, "no room “Kalibro”")],
)
def test_a_room_or_a_stage_that_is_not_there(importing, rooms, said):
    with pytest.raises(BadInputError, match=said):
        importing(FIRST, rooms=rooms)


def test_what_was_said_of_columns_is_kept(importing, site, programme):
    text = "Was,Wann,Wie lange,Wo\nOpening,2026-11-24 10:00,30,Curie\n"
    said = {"title": "Was", "start": "Wann", "length": "Wie lange", "room": "Wo"}
    importing(text, mapping=said)
    kept = site.read_now(keeping.mappings)
    assert kept == {("Was", "Wann", "Wie lange", "Wo"): said}
    assert counts(importing(text, kept=kept)) == {"unchanged": 1}
    with pytest.raises(BadInputError, match="are not known"):
        programme(text)


def test_what_changed_since_it_was_seen_is_looked_at_again(importing, site, plan):
    importing(FIRST)
    seen = importing(FIRST.replace("Opening", "Welcome"), wanted=False)
    site.write_now(acts.go, plan, press(site), "Maria", "1")
    with pytest.raises(NotPossibleError, match="have changed since"):
        site.write_now(service.carry_out, plan, seen, "Maria", gone=False)


def test_it_is_one_entry_of_the_store_or_nothing(importing, site, monkeypatch):
    seen = importing(FIRST)
    appended = []
    append = site.journal.append
    monkeypatch.setattr(
        site.journal,
        "append",
        lambda rows, *facts, **more: appended.append(facts) or append(rows, *facts, **more),
    )
    again = importing(FIRST.replace("Opening", "Welcome").replace("Third", "Last"))
    assert (counts(seen), counts(again)) == ({"added": 4}, {"changed": 2, "unchanged": 2})
    assert [len(facts) for facts in appended if facts] == [3]


@pytest.mark.parametrize(
    ("name", "rooms", "many"),
    [
        ("voc-frab-camp2019.json", {}, 79),
        ("voc-pretalx-democon.json", {"Gray Room": "blue", "Tan Room": "red"}, 36),
        ("fosdem-2009.xml", {"Janson": "blue", "Ferrer": "red"}, 42),
    ],
)
def test_real_files_are_imported_and_are_the_same_again(site, plan, name, rooms, many):
    from onsite.stage.importing.reading import read

    made = read(real(name), reading())
    now = clocks(site.clock, site.journal.station)
    seen = site.read_now(service.preview, plan, made, rooms, now)
    site.write_now(service.carry_out, plan, seen, "Maria", gone=False)
    assert sum(each.items for each in site.read_now(rundowns.rundowns)) == many
    again = site.read_now(service.preview, plan, made, rooms, now)
    assert (again.diff.empty, again.diff.unchanged) == (True, many)
