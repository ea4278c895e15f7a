"""METHANE, playbooks, statements and searching from the shell."""

from __future__ import annotations

import io

import pytest

from onsite.staff import access
from tests.incidents.know import KNOWING
from tests.incidents.test_incident_commands import told

SPOKEN = KNOWING + '\n[operators.kim]\nname = "Kim"\nroles = ["spokesperson"]\n'


@pytest.fixture
def incidents(run, tmp_path):
    """Runs `onsite incidents`; answers the exit code and what was said."""
    plan = tmp_path / "event.toml"
    plan.write_text(SPOKEN, "utf-8")
    assert run("plan", "publish", str(plan))[0] == 0

    def command(*arguments: str) -> tuple[int, str]:
        code, out, err = run("incidents", *arguments)
        return code, (out + err).strip()

    return command


def with_pins(tmp_path, **pins):
    """The operators who have one from now on."""
    from onsite.plan.service import current
    from onsite.wiring import open_site

    site = open_site(tmp_path / "data", operator="ana")
    plan = site.read_now(current)
    for who, pin in pins.items():
        site.write_now(access.set_pin, plan, who, access.hashed(pin), who)
    site.close()


def test_methane_is_asked_for_said_and_read_out(incidents):
    incidents("report", "tech h2 stage came down")
    code, said = incidents("methane", "1", "--number", "3 hurt", "--from", "Medic 1")
    assert (code, said.split(": ")[1]) == (0, "said, letter by letter.")

    heading, *lines = incidents("methane", "1")[1].splitlines()

    assert heading.startswith("METHANE · ")
    assert "".join(line[0] for line in lines) == "METHANE"
    assert lines[1] == "E  Exact location: Hall 2"
    assert lines[3] == "H  Hazards, present or suspected  –  still to be asked"
    assert lines[5].startswith("N  Number of casualties, and how they are: 3 hurt  (")
    assert lines[5].endswith(", Medic 1)")
    assert told(incidents, "methane", "1")["missing"] == ["major", "hazards", "access", "emergency"]
    assert "METHANE  N: Number of casualties" in incidents("show", "1")[1]


def test_a_playbook_is_begun_and_its_tasks_are_shown(incidents):
    number = told(incidents, "report", "med somebody fell")["number"]
    assert incidents("playbook", "1") == (
        0,
        f"{number}: the playbook is begun; its steps are tasks.",
    )
    tasks = [line for line in incidents("show", "1")[1].splitlines() if line.startswith("task")]
    assert tasks[0].startswith("task 1: Send the medic · Dr. Lin · Medical · by ")
    assert tasks[1] == "task 2: Keep the way clear · Security"
    assert told(incidents, "show", "1")["tasks"][1]["role"] == "security"
    assert incidents("playbook", "1", "flood")[1].startswith("The plan has no playbook “flood”.")


def test_a_statement_is_written_and_released_by_who_speaks(incidents, tmp_path, monkeypatch):
    incidents("report", "h2 dark")
    assert incidents("statement", "1")[1] == "pause · A pause · the hall · needs: time"
    assert incidents("statement", "1", "pause", "--set", "14:30")[1].startswith(
        "“14:30” says not what is filled in."
    )
    assert incidents("statement", "1", "pause")[1].startswith("“A pause” is not filled in: time.")
    code, said = incidents("statement", "1", "pause", "--set", "time=14:30")
    assert (code, said.splitlines()[1:]) == (0, ["We pause in Hall 2 until 14:30.", "Please stay."])
    with_pins(tmp_path, ana="4071", kim="5082")

    monkeypatch.setattr("sys.stdin", io.StringIO("4071\n"))
    assert incidents("publish", "1", "1")[0] == 1
    (written,) = told(incidents, "statement", "1")["written"]
    assert written["released"] is None
    monkeypatch.setattr("sys.stdin", io.StringIO("5082\n"))
    released = told(incidents, "publish", "1", written["label"], "--to", "read out")
    assert (released["what"], released["other"]) == ("took", written["label"])
    first = incidents("statement", "1")[1].splitlines()[0]
    assert first.startswith(f"{written['label']} · A pause · the hall · released at ")
    assert first.endswith(" by kim · read out")
    monkeypatch.setattr("sys.stdin", io.StringIO("4071\n"))
    incidents("statement", "1", "pause", "--set", "time=15:00")
    second = told(incidents, "statement", "1")["written"][1]["label"]
    monkeypatch.setattr("sys.stdin", io.StringIO("5082\n"))
    incidents("publish", "1", second, "--instead-of", written["label"])
    monkeypatch.setattr("sys.stdin", io.StringIO("5082\n"))
    withdrawn = incidents("withdraw", "1", second, "the", "wrong", "hall")[1]
    assert withdrawn.endswith(f"{second} is withdrawn. Say so wherever it was said.")
    heads = [each for each in incidents("statement", "1")[1].splitlines() if " · A pause" in each]
    assert " · CORRECTED at " in heads[0]
    assert heads[1].endswith(" by kim: the wrong hall")


def test_incidents_are_searched_and_searches_kept(incidents):
    for line in ("med h2 somebody fell", "tech foyer ligth is out", "child boy, red cap"):
        incidents("report", line)
    incidents("entry", "1", "blue shirt")
    assert incidents("searches")[1].startswith("None is kept.")

    code, said = incidents("search", "BLUE", "zone:h2", "--keep", "hall")

    counted, first, place = said.splitlines()
    assert (code, counted) == (0, "1 incident")
    assert "somebody fell" in first
    assert place.endswith("Maria  blue shirt")
    assert incidents("searches") == (0, "hall: BLUE zone:h2")
    (found,) = told(incidents, "search", "--saved", "hall")["incidents"]
    assert [each["kind"] for each in found["found"]] == ["incident.entry"]
    newest = told(incidents, "search", "is:open")["incidents"]
    assert [each["text"] for each in newest] == [
        "boy, red cap",
        "ligth is out",
        "somebody fell",
    ]
    assert [
        each["text"] for each in told(incidents, "search", "-fell", "-type:child")["incidents"]
    ] == ["ligth is out"]
    assert incidents("search", "x", "--kep", "hall")[0] == 2
    assert incidents("search", "/(/")[1].startswith("/(/ is no pattern.")
    assert incidents("searches", "--drop", "hall")[1].startswith("None is kept.")


def test_what_is_restricted_is_not_told_once_there_are_pins(incidents, tmp_path):
    incidents("report", "child h2 boy, red cap")
    incidents("methane", "1", "--number", "one child")
    with_pins(tmp_path, ana="4071")
    assert told(incidents, "search", "red")["incidents"] == []
    (found,) = told(incidents, "search", "is:restricted")["incidents"]
    assert (found["veiled"], found["text"]) == (True, "")
    assert "one child" not in incidents("methane", "1")[1]
    assert incidents("statement", "1")[1].endswith(
        "is restricted: Incident coordinator, Lead may open it."
    )
