"""The stage from the shell: what a person types, what is said, and the same as JSON."""

from __future__ import annotations

import json
import sys

import pytest

from onsite.journal.facts import LATEST_MS
from onsite.plan.service import publish
from onsite.roster.facts import AttendeeListed, Record
from onsite.stage.facts import ItemAdded
from onsite.stage.fields import LONGEST_MS, ItemFields
from onsite.wiring import open_site
from tests.process.terminal import Terminal
from tests.stage.keeping import PLAN

DAY = ("--stage", "main", "--day", "1")


@pytest.fixture
def onsite(run, tmp_path):
    """`onsite stage` on a store with a plan and somebody on its list."""
    site = open_site(tmp_path / "data", operator="Maria")
    site.write_now(publish, PLAN, "Maria")
    person = Record(name="Ada Lovelace", codes=("ADA-1",))
    listed = AttendeeListed(attendee="a", source="t", source_key="a", record=person)
    site.write_now(lambda journal, rows: journal.append(rows, listed, operator="M"))
    site.close()

    def stage(*arguments):
        code, said, complaint = run("stage", *arguments)
        return code, (said or complaint).strip()

    return stage


@pytest.fixture
def program(onsite):
    """An opening, a talk of Ada's, a break."""
    onsite("edit", "add", "Opening", "--start", "9:00", "--length", "10", *DAY)
    talk = ("Tides", "--length", "30m", "--qa", "5", "--speaker", "Ada <ada@example.org>")
    onsite("edit", "add", *talk, "--custom", "Mic=2", *DAY)
    onsite("edit", "add", "Coffee", "--length", "1:30", "--kind", "break", *DAY)
    return onsite


def told(stage, *arguments):
    code, said = stage(*arguments, "--json")
    return code, json.loads(said)


def test_an_empty_stage_teaches_what_to_do(onsite):
    assert onsite("rundowns")[1].startswith("There is no rundown yet. Import one with")
    code, said = onsite("show", *DAY)
    assert (code, said.splitlines()[0]) == (0, "Main stage, 2026-11-24: nothing is planned.")
    assert onsite("go", *DAY) == (
        1,
        "The rundown is empty.\nImport one with “onsite stage import”, or add an item.",
    )
    assert onsite("show") == (1, "There are several stages.\nSay which, with --stage: main, blue.")
    assert onsite("log", *DAY)[1] == "Nothing was done to it yet."
    assert onsite("edit", "add", "Talk", "--length", "5", *DAY) == (
        1,
        "The first item needs a time to begin.\nSay when, as --start 9:00.",
    )


def test_a_rundown_is_made_and_shown(program):
    code, seen = told(program, "show", *DAY)

    assert code == 0
    assert [(item["title"], item["length_s"], item["status"]) for item in seen["items"]] == [
        ("Opening", 600.0, "coming"),
        ("Tides", 1800.0, "coming"),
        ("Coffee", 90.0, "coming"),
    ]
    assert seen["items"][1]["planned_start"] == "2026-11-24T08:10:00+00:00"
    assert seen["items"][1]["custom"] == {"Mic": "2"}
    lines = program("show", *DAY)[1].splitlines()
    assert lines[0] == "Main stage, 2026-11-24: 3 items"
    assert lines[-2].split()[:4] == ["2", "09:10", lines[-2].split()[2], "30:00"]
    assert program("rundowns")[1] == "2026-11-24  main  Main stage  3 items"


def test_a_show_is_run_and_undone(program):
    assert program("go", *DAY) == (0, "“Opening” runs.")
    assert program("add", "+5m", *DAY) == (0, "“Opening”: +5:00.")
    assert program("add", "-90s", *DAY) == (0, "“Opening”: −1:30.")
    code, said = program("add", "999999", *DAY)
    assert (code, said.splitlines()[0]) == (1, "“999999” is not a length of time.")
    assert program("pause", *DAY) == (0, "“Opening” is paused.")
    assert program("arm", "coffee", *DAY) == (0, "“Coffee” stands by.")
    assert program("skip", "2", *DAY) == (0, "“Tides” is left out.")
    assert program("undo", *DAY) == (0, "Undone: Skipped. “Tides”")
    assert program("delay", "5", "Tides", *DAY)[1].endswith("everything is planned +5:00.")
    assert program("delay", "--apply", *DAY) == (0, "The delay before “Tides” is the plan now.")
    assert program("correct", "--ago", "90s", *DAY)[1].startswith("“Opening” began at ")
    assert program("stop", *DAY) == (0, "“Opening” is over.")
    assert program("stop", *DAY) == (1, "Nothing runs.")
    assert program("follow", "on", *DAY) == (0, "The rundown follows the clock.")
    code, log = told(program, "log", *DAY)
    assert code == 0
    assert [line["kind"] for line in log["acts"]][3:6] == ["stage.started"] + ["stage.added"] * 2
    assert {line["came"] for line in log["acts"]} == {"took", "undone"}


def test_a_rundown_is_edited_and_the_edits_undone(program):
    assert program("edit", "set", "2", "--title", "Ebb", *DAY) == (0, "Item changed. “Ebb”")
    assert program("edit", "set", "2", "--title", "Ebb", *DAY) == (1, "It is so already.")
    assert program("edit", "swap", "Ebb", "Coffee", *DAY)[0] == 0
    titles = [item["title"] for item in told(program, "show", *DAY)[1]["items"]]
    assert titles == ["Opening", "Coffee", "Ebb"]
    assert program("undo", *DAY)[0] == 0
    assert program("edit", "move", "Coffee", "--first", *DAY)[0] == 0
    assert program("edit", "hold", "Ebb", *DAY)[0] == 0
    assert program("edit", "must-end", "17:30", *DAY)[0] == 0
    assert program("edit", "remove", "opening", *DAY)[0] == 0
    seen = told(program, "show", *DAY)[1]
    assert [item["title"] for item in seen["items"]] == ["Coffee", "Ebb"]
    assert (seen["items"][1]["held"], seen["must_end"]) == (True, "2026-11-24T16:30:00+00:00")


MISTAKES = {
    ("add", "x"): "“x” is not a length of time.",
    ("go", "nothing"): "The rundown has no item “nothing”.",
    ("go", "e"): "Several items are called “e”.",
    ("undo", "77"): "There is no act 77 in this rundown.",
    ("edit", "set", "1", "--start", "late"): "“late” is not a time of day.",
    ("edit", "set", "1", "--qualify", "7-4"): "“7-4” ends before it begins.",
    ("edit", "set", "1", "--custom", "Mic"): "“Mic” has no name.",
    ("edit", "add", "X"): "It has no length.",
    ("link", "Bob"): "The rundown has no speaker “Bob”.",
    **{
        (*typed.split(), ""): "The item that was given is empty."
        for typed in (
            *("go", "arm", "pause", "resume", "stop", "add 5", "correct --ago 5", "delay 5"),
            *("delay --apply", "skip", "unskip", "edit remove", "edit set", "edit hold"),
            *("edit add X --length 5 --after", "edit swap 1", "cues list --item", "speakers"),
        )
    },
    ("ready", "", "Ada", "mic"): "The item that was given is empty.",
    ("ready", "2", " ", "mic"): "The speaker who was given is empty.",
    ("link", ""): "The speaker who was given is empty.",
    ("undo", ""): "There is no act  in this rundown.",
}


@pytest.mark.parametrize("typed", MISTAKES, ids=" ".join)
def test_a_mistake_says_what_is_wrong(program, typed):
    code, said = program(*typed, *DAY)
    assert (code, said.splitlines()[0]) == (1, MISTAKES[typed])


def test_two_speakers_in_one_option_are_two(program):
    program("edit", "set", "Coffee", "--speaker", "Bob; ada", "--speaker", "Cy", *DAY)
    coffee = told(program, "show", *DAY)[1]["items"][2]
    assert [each["name"] for each in coffee["speakers"]] == ["Bob", "Ada", "Cy"]


def test_an_empty_item_does_nothing(program):
    program("go", *DAY)
    before = told(program, "log", *DAY)
    assert program("go", "", *DAY)[0] == program("stop", " ", *DAY)[0] == 1
    assert told(program, "log", *DAY) == before


def test_what_following_the_clock_would_take_away_is_said_before(onsite, run):
    for title, start in (("Late", "0:00"), ("Missed", "0:01"), ("Now", "0:02")):
        onsite("edit", "add", title, "--start", start, "--length", "1", "--day", "2020-01-01",
               "--stage", "main")  # fmt: skip
    then = ("--day", "2020-01-01", "--stage", "main")
    assert onsite("go", *then)[0] == 0
    assert onsite("correct", "--ago", "2h", *then)[0] == 0

    code, said = onsite("follow", "on", *then)

    assert (code, said.splitlines()) == (
        1,
        ["“Late” is over at once.", "Nothing was done. Add --yes to do it all the same."],
    )
    assert not told(onsite, "show", *then)[1]["follow"]
    assert onsite("follow", "on", "--yes", *then) == (0, "The rundown follows the clock.")


def test_days_and_stages_that_there_are_not(onsite):
    assert onsite("show", "--stage", "green")[1].startswith("The plan has no stage “green”.")
    assert onsite("show", "--stage", "blue STAGE", "--day", "2026-11-25")[0] == 0
    assert onsite("show", "--stage", "main", "--day", "soon")[1].startswith("“soon” is not a day.")
    assert onsite("correct", *DAY)[0] == 2


def test_a_speaker_is_found_on_the_list_or_named_by_hand(program):
    assert program("link", *DAY) == (0, "Ada  –")
    code, found = told(program, "link", "ada", "ADA-1", *DAY)
    assert (code, found["speakers"][0]["attendee"], found["speakers"][0]["found_by"]) == (
        0,
        "a",
        "hand",
    )
    assert program("link", "ada", *DAY) == (0, "Ada  Ada Lovelace  said by hand")


def test_without_a_terminal_the_group_shows_its_help(onsite):
    code, said = onsite()
    assert (code, "rundowns" in said) == (0, True)


def test_what_no_calendar_knows_is_shown_all_the_same(onsite, tmp_path):
    """Another laptop may say anything."""
    fields = ItemFields(title="Far", start_ms=LATEST_MS, length_ms=LONGEST_MS)
    facts = [
        ItemAdded(stage="main", day=day, item="x", fields=fields)
        for day in ("2026-11-24", "9999-12-31", "soon")
    ]
    site = open_site(tmp_path / "data", operator="Maria")
    site.write_now(lambda journal, rows: journal.append(rows, *facts, operator="M"))
    site.close()

    code, seen = told(onsite, "show", *DAY)

    assert (code, seen["items"][0]["planned_end"]) == (0, None)
    assert onsite("show", *DAY)[0] == onsite("rundowns")[0] == 0
    assert onsite("show", "--stage", "main", "--day", "9999-12-31")[0] == 0


def test_the_console_opens_on_a_stage_that_is_named(onsite, tmp_path):
    data = str(tmp_path / "data")
    terminal = Terminal(sys.executable, "-m", "onsite", "--data", data, "stage", "--stage", "blue")
    terminal.wait_for(b"Blue stage")
    assert b"Main stage" not in terminal.written
    terminal.close()


def test_the_console_opens_on_no_other_stage_than_the_one_that_is_named(onsite):
    assert onsite("--stage", "nowhere")[0] == 1
    assert onsite("--stage", "blue", "go", "Tides") == (
        1,
        "--stage comes after the command.\nRun: onsite stage go --stage blue",
    )
