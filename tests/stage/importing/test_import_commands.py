"""`onsite stage import` from the shell."""

from __future__ import annotations

import json

import pytest

from tests.stage.importing.conftest import PLAN

SHEET = """\
Id,Title,Day,Start,End,Room,Speakers
1,Opening,2026-11-24,10:00,10:30,Curie,Ann Lee; Bob Ray
2,,2026-11-24,10:20,,Curie,"Cid, Dan"
3,Late,2026-11-24,23:30,00:30,Kalibro,
4,Other,2027-01-02,soon,,Curie,
"""
TOLD = """\
“talks.csv” is a sheet, source “sheet”. Sessions: 3.
2 new, 0 changed, 0 moved, 0 gone, 0 unchanged, 1 left out.
Read: Id → id, Title → title, Day → day, Start → start, End → end, Room → room, Speakers → speaker

! No start
    line 5: “Other”
  They are left out. To change it: Give it a start in the file, or another column: --map \
start=COLUMN

! A room that is no stage of the plan
    line 4: “Kalibro”: sessions: 1
  They are left out. To change it: --room "ROOM=STAGE", or “rooms” of the stage in the plan

? A value that cannot be read
    line 5: “Other”: start: “soon”
  It is taken as if it were not there. To change it: Correct the value in the file.

? No end and no length
    line 3: “2”: 30 min are assumed
  Until the next in the room within an hour, otherwise as long as most others. To change it: \
--length MINUTES, or a column: --map length=COLUMN

? At the same time as another in its room
    line 3: “2”: by 10 min, with “Opening”
  It is a timer behind the others, outside their chain. To change it: Correct the file, or the \
item's kind in the rundown.

? No title
    line 3: “Cid, Dan”: “Cid, Dan” is taken
  The names of the speakers stand for it. To change it: Give it a title in the file or in the \
rundown.

? A comma between names
    line 3: “2”: “Cid, Dan”
  They are several people. To change it: Put a semicolon between people.

· After midnight
    line 4: “Late”: 23:30 to 00:30, counts for 2026-11-24
  It is in the rundown of the evening before.

Rooms:
  Curie (2) → Blue stage
  Kalibro (1) → unknown: left out

New:
  2026-11-24 Blue stage
    10:00 Opening (30 min)
    10:20 Cid, Dan (30 min)
"""


@pytest.fixture
def onsite(run, tmp_path):
    """Runs `onsite stage`, in an event whose plan is published."""
    (tmp_path / "event.toml").write_text(PLAN)
    assert run("plan", "publish", str(tmp_path / "event.toml"))[0] == 0
    (tmp_path / "talks.csv").write_text(SHEET)

    def command(name, *more):
        return run("stage", "import", str(tmp_path / name), *more)

    return command


def entries(run):
    return json.loads(run("stage", "rundowns", "--json")[1])


def test_a_dry_run_tells_all_and_does_nothing(onsite, run):
    before = entries(run)
    assert onsite("talks.csv", "--dry-run") == (0, f"{TOLD}Nothing was imported.\n", "")
    assert entries(run) == before


def test_a_script_says_yes(onsite, run):
    code, out, err = onsite("talks.csv", "--yes", "--json", "--room", "Kalibro=red")
    said = json.loads(out)
    assert (code, err, said["imported"], said["unknown_rooms"]) == (0, "", True, [])
    assert said["counts"] == {
        "added": 3,
        "changed": 0,
        "moved": 0,
        "gone": 0,
        "unchanged": 0,
        "left_out": 0,
    }
    assert [each["trouble"] for each in said["problems"] if each["line"] == 5] == [
        "bad-value",
        "no-start",
    ]
    assert [(each["stage"], each["title"]) for each in said["added"]] == [
        ("blue", "Opening"),
        ("blue", "Cid, Dan"),
        ("red", "Late"),
    ]
    rundowns = json.loads(run("stage", "rundowns", "--json")[1])["rundowns"]
    assert [(each["stage"], each["day"], each["items"]) for each in rundowns] == [
        ("blue", "2026-11-24", 2),
        ("red", "2026-11-24", 1),
    ]


def test_without_yes_json_only_looks(onsite):
    code, out, _err = onsite("talks.csv", "--json")
    assert (code, json.loads(out)["imported"]) == (0, False)


def test_nobody_answers(onsite, monkeypatch):
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    code, _out, err = onsite("talks.csv")
    assert code == 1
    assert err.splitlines() == [
        "Nobody answered, so nothing was imported.",
        "In a script, add --yes to import or --dry-run to look only.",
    ]


def test_somebody_says_yes(onsite, monkeypatch):
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    code, out, _err = onsite("talks.csv")
    assert code == 0
    assert out.endswith("Imported, without 1 session whose room is no stage: Kalibro.\n")


def test_a_room_that_was_left_out_on_purpose_is_not_told_of_as_unknown(onsite):
    code, out, _err = onsite("talks.csv", "--room", "Kalibro=-", "--yes")
    assert code == 0
    assert out.endswith("\nImported.\n")


@pytest.mark.parametrize(
    ("text", "more", "said"),
    [
        ('{"schedule": {\n"conference": ', (), "cannot be read on from line 2"),
        (SHEET, ("--map", "titel=Title"), "There is no field “titel”"),
        (SHEET, ("--map", "title=Titel"), "The file has no column “Titel”"),
        (SHEET, ("--map", "title"), "“title” is no pair"),
        (SHEET, ("--room", "Curie"), "“Curie” is no pair"),
        (SHEET, ("--room", "Curie=green"), "The plan has no stage “green”"),
        (SHEET, ("--day", "soon"), "“soon” is no day"),
        (SHEET, ("--day", "2026-01-01=2026-11-24"), "has nothing on 2026-01-01"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR", ("--map", "title=A"), "has no columns"),
    ],
)
def test_what_is_wrong_leaves_the_store_as_it_was(onsite, run, tmp_path, text, more, said):
    before = entries(run)
    (tmp_path / "bad.any").write_text(text)
    code, out, err = onsite("bad.any", "--yes", *more)
    assert (code, out) == (1, "")
    assert said in err
    assert len(err.splitlines()) == 2
    assert entries(run) == before


def test_a_day_of_the_file_is_held_on_one_of_the_event(onsite):
    _code, out, _err = onsite("talks.csv", "--json", "--day", "2026-11-24=2026-11-25")
    said = json.loads(out)
    assert {each["day"] for each in said["added"]} == {"2026-11-25"}


def test_the_same_again_is_not_asked_about_and_leaves_no_trace(onsite, run):
    assert onsite("talks.csv", "--yes", "--room", "Kalibro=red")[0] == 0
    before = json.loads(run("audit", "--json")[1])["entries"]
    code, out, _err = onsite("talks.csv")
    assert code == 0
    assert out.endswith("Everything is as the file says; nothing was imported.\n")
    assert onsite("talks.csv", "--yes")[0] == 0
    assert json.loads(run("audit", "--json")[1])["entries"] == before


def test_where_no_room_is_a_stage_it_says_so_and_what_to_do(onsite, tmp_path):
    (tmp_path / "far.csv").write_text(SHEET.replace("Curie", "Hall 1"))
    said = [
        "Nothing was imported: the rooms of all 3 sessions are no stages: Hall 1, Kalibro.",
        (
            'Say which stage a room is, as --room "Hall 1=blue", or “-” to leave it out;'
            " or add it to the plan’s stages. They are: blue, red."
        ),
    ]
    for way in ("--dry-run", "--yes"):
        code, out, err = onsite("far.csv", way)
        assert (code, out.splitlines()[-2:], err) == (1, said, "")
    code, out, _err = onsite("far.csv", "--yes", "--json")
    assert (code, json.loads(out)["imported"]) == (1, False)


def test_where_all_rooms_are_left_out_on_purpose_that_is_said(onsite):
    code, out, _err = onsite("talks.csv", "--yes", "--room", "Curie=-", "--room", "Kalibro=-")
    last = "Nothing was imported: all rooms are left out, as you said."
    assert (code, out.splitlines()[-1]) == (0, last)


def test_a_second_import_tells_of_rooms_that_are_still_no_stage(onsite):
    onsite("talks.csv", "--yes")
    code, out, _err = onsite("talks.csv", "--yes")
    last = "Nothing was imported; 1 session has a room that is no stage: Kalibro."
    assert (code, out.splitlines()[-1]) == (0, last)
