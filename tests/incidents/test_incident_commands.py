"""`onsite incidents` from the shell: what a script gets, what a person reads."""

from __future__ import annotations

import io
import json

import pytest

from onsite.staff import access
from tests.incidents.conftest import PLAN


@pytest.fixture
def incidents(run, tmp_path):
    """Runs `onsite incidents`; answers the exit code and what was said."""
    plan = tmp_path / "event.toml"
    plan.write_text(PLAN, "utf-8")
    assert run("plan", "publish", str(plan))[0] == 0

    def command(*arguments: str) -> tuple[int, str]:
        code, out, err = run("incidents", *arguments)
        return code, (out + err).strip()

    return command


def told(incidents, *arguments: str) -> dict:
    code, said = incidents(*arguments, "--json")
    return {"code": code, **json.loads(said)}


def test_a_line_is_reported_shown_and_found_again(incidents):
    code, said = incidents("report", "med", "H2 row14 fall, conscious @lin !!")
    number = said.split()[0]

    assert (code, said.splitlines()) == (
        0,
        [
            f"{number} is reported.",
            "Medical · Hall 2 · Serious · Dr. Lin · row14 fall, conscious",
        ],
    )
    assert incidents("entry", "1", "ambulance", "is", "here") == (0, f"{number}: written down.")
    assert incidents("ack", "1", "Medic", "1", "--how", "radio")[0] == 0
    shown = told(incidents, "show", number.lower())
    assert (shown["state"], shown["acknowledged_by"], shown["units"]) == (
        "acknowledged",
        "lin",
        [{"unit": "lin", "role": "", "assigned": True}],
    )
    assert [each["kind"] for each in shown["timeline"]] == [
        f"incident.{kind}" for kind in ("reported", "policy", "unit_assigned", "entry", "acked")
    ]
    (listed,) = told(incidents, "list")["incidents"]
    assert listed == {key: each for key, each in shown.items() if key not in ("code", "timeline")}
    text = incidents("show", "1")[1].splitlines()
    assert text[1] == "there: Dr. Lin"
    assert text[-1].endswith("Maria  Acknowledged by  Dr. Lin · by radio")


def test_an_empty_list_teaches_how_to_report(incidents):
    assert incidents() == (
        0,
        "0 incidents\nReport one with: onsite incidents report med H2 somebody fell",
    )


def test_what_nobody_knows_is_refused_with_the_nearest_unless_anyhow(incidents):
    code, said = incidents("report", "fall @lyn #foier")
    assert (code, said.splitlines()[0]) == (
        1,
        (
            "Nobody is called “lyn”. Did you mean @lin? "
            "“foier” is no zone. Did you mean foyer (Foyer)?"
        ),
    )
    assert incidents("report", "fall @zacharias #atrium")[1].splitlines()[0] == (
        "Nobody is called “zacharias”. There are: @lin. "
        "“atrium” is no zone. There are: h2 (Hall 2), foyer (Foyer)."
    )
    assert incidents("report", "fall @lyn", "--anyhow")[0] == 0
    _number, said = incidents("report", "medd foyer faint")[1].split(maxsplit=1)
    assert said.splitlines() == [
        "is reported. Look at what nobody knows:",
        "! “medd” is read as text. Did you mean medical (Medical)?",
        "Something else · Foyer · Minor · medd faint",
    ]
    assert told(incidents, "report", "crit fire")["unknown"] == [
        {"kind": "severity", "given": "crit", "nearest": ["!!!"]}
    ]
    assert incidents("report", " ")[0] == 1
    assert incidents("report", "x", "--type", "medcal") == (
        1,
        "The plan has no type of incident “medcal”.\nNearest: medical.",
    )
    assert incidents("entry", "9", "x")[1].startswith("There is no incident “9”.")
    assert incidents("entry", "1", "x", "--at", "noon")[1].startswith("“noon” is not a time of day")


def test_the_whole_life_of_one_in_a_script(incidents, tmp_path):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"x")
    assert told(incidents, "report", "med fall", "--id", "abc")["what"] == "took"
    assert told(incidents, "report", "med fall", "--id", "abc")["what"] == "same"
    steps = [
        ("severity", "1", "critical"),
        ("types", "1", "--add", "crowd"),
        ("place", "1", "--zone", "h2", "--place", "row 3"),
        ("assign", "1", "Ambulance", "2", "--role", "carries", "--at", "00:00"),
        ("release", "1", "Ambulance 2", "--at", "00:00"),
        ("state", "1", "on-hold", "--reason", "waits", "--at", "00:00"),
        ("task", "1", "Clear the way", "--owner", "bo", "--due", "23:59"),
        ("attach", "1", str(photo)),
        ("link", "1", "https://example.org/7"),
        ("decide", "1", "Stop the show", "--option", "Go on", "--reason", "too loud"),
        ("restrict", "1", "on"),
        ("escalate", "1", "--step", "2"),
    ]
    assert [told(incidents, *step)["what"] for step in steps] == ["took"] * len(steps)
    shown = incidents("show", "1")[1].splitlines()
    assert sum(each.startswith("00:00:00  ") for each in shown) == 3
    assert "task 1: Clear the way · Bo Stern · by 23:59" in shown
    (copy,) = (tmp_path / "data" / "attachments").iterdir()
    assert f"file: photo.jpg, 1 bytes, {copy}" in shown
    copy.unlink()
    assert "file: photo.jpg, 1 bytes, gone from this laptop" in incidents("show", "1")[1]
    refused = told(incidents, "close", "1", "--outcome", "home")
    assert (refused["code"], refused["why"], refused["missing"]) == (
        1,
        "incomplete",
        ["responsible", "tasks"],
    )
    assert told(incidents, "task", "1", "--done", "1")["what"] == "took"
    assert told(incidents, "task", "1", "--reopen", "1")["what"] == "took"
    assert told(incidents, "close", "1", "--force", "--reason", "all left")["what"] == "took"
    assert told(incidents, "list")["incidents"] == []
    (closed,) = told(incidents, "list", "--all")["incidents"]
    assert (closed["state"], closed["forced"], closed["place"]) == ("closed", True, "row 3")
    timeline = incidents("show", "1")[1]
    assert "Stop the show · rather than: Go on · too loud" in timeline
    assert "Closed · forced · all left" in timeline
    assert incidents("task", "1")[0] == 2


def test_a_confirmation_says_what_it_is_by_now(incidents):
    number = incidents("report", "fall")[1].split()[0]
    for asked, now in (
        (("state", "1", "on-scene"), "On scene"),
        (("severity", "1", "critical"), "Critical"),
        (("types", "1", "--add", "medical", "--remove", "other"), "+ Medical, − Something else"),
        (("place", "1", "--zone", "foyer", "--place", "row 3"), "Foyer, row 3"),
        (("restrict", "1", "on"), "restricted"),
        (("restrict", "1", "off", "--reason", "mistaken"), "for everybody"),
    ):
        assert incidents(*asked) == (0, f"{number}: {now} now.")


def test_duplicates_and_strikes(incidents):
    for line in ("fall", "somebody lies there"):
        assert incidents("report", line)[0] == 0
    entry = told(incidents, "entry", "2", "blue shirt")["entry"]
    assert incidents("strike", "2", "x-1", "no")[1].endswith(f"These can be: {entry}.")
    assert "Nothing was written down there" in incidents("strike", "1", "x-1", "no")[1]
    assert told(incidents, "strike", "2", entry, "it is red")["what"] == "took"
    assert told(incidents, "merge", "2", "1")["what"] == "took"
    number, other = (told(incidents, "show", each)["number"] for each in "12")
    assert incidents("merge", "1", "2") == (
        1,
        f"{number} cannot go on in {other}, which goes on in it.",
    )
    text = incidents("show", "1")[1]
    assert "1 duplicate" in text
    assert "blue shirt  STRUCK by Maria: it is red" in text
    assert f"goes on in {number}" in incidents("list", "--all")[1]
    assert told(incidents, "unmerge", "2")["what"] == "took"


def test_a_name_is_no_proof_where_there_are_pins(incidents, run, tmp_path, monkeypatch):
    from onsite.plan.service import current
    from onsite.wiring import open_site

    assert incidents("report", "child boy, red cap", "--drill")[0] == 0
    with_pins = open_site(tmp_path / "data", operator="ana")
    plan = with_pins.read_now(current)
    with_pins.write_now(access.set_pin, plan, "ana", access.hashed("4071"), "ana")
    with_pins.close()

    assert "boy" not in incidents("list", "--operator", "ana")[1]
    assert "restricted" in incidents("show", "x1")[1]
    monkeypatch.setattr("sys.stdin", io.StringIO("4071\n4071\n"))
    assert "boy, red cap" in incidents("show", "x1", "--open")[1]
    assert told(incidents, "severity", "x1", "critical")["what"] == "took"
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert incidents("close", "x1")[1].startswith("A PIN is needed, and none was given.")
