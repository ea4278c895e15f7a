"""`onsite incidents export`, `figures` and `sheet`: what lies in the files, and who may see it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from onsite.incidents.exporting import volumes
from onsite.paper.readback import bare, pages
from onsite.plan.service import current
from onsite.staff import access
from onsite.wiring import open_site
from tests.incidents.conftest import PLAN


@pytest.fixture
def incidents(run, tmp_path, monkeypatch):
    """Runs `onsite incidents` in a folder of its own; answers what was said as JSON."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "event.toml").write_text(PLAN, "utf-8")
    assert run("plan", "publish", "event.toml")[0] == 0

    def command(*arguments: str) -> dict:
        code, out, err = run("incidents", *arguments, "--json")
        return {"code": code, **json.loads(out or err)}

    return command


@pytest.fixture
def three(incidents):
    """A medical one with a struck entry, a lost child, and an exercise."""
    incidents("report", "med", "H2 row14 fall, 王明 @lin !!")
    wrong = incidents("entry", "1", "=ambulance is here")["entry"]
    incidents("strike", "1", wrong, "the other hall")
    incidents("ack", "1", "Medic 1")
    incidents("task", "1", "bring the stretcher", "--owner", "Bo Stern")
    incidents("decide", "1", "keep the hall open", "--option", "clear it", "--reason", "one person")
    incidents("report", "a child in blue", "--type", "lost-child", "--zone", "foyer")
    incidents("report", "smoke", "--drill")
    return incidents


def text(file) -> str:
    return bare("".join(pages(file.read_bytes())))


def test_a_log_holds_all_and_is_the_same_twice(three, tmp_path):
    first = three("export", "--out", "log.pdf")
    again = three("export", "--out", "again.pdf")

    assert (first["code"], first["incidents"], first["entries"]) == (0, 2, 10)
    assert (first["veiled"], first["replaced"]) == ([], [])
    content = (tmp_path / "log.pdf").read_bytes()
    assert first["sha256"] == again["sha256"] == hashlib.sha256(content).hexdigest()
    said = text(tmp_path / "log.pdf")
    assert "Typedeverythinguntilthelastentry" in said
    for each in ("王明", "=ambulanceishere", "STRUCKbyMaria:theotherhall", "bringthestretcher"):
        assert each in said
    assert "Knownatthedecision" in said
    assert "smoke" not in said
    one = [three("export", "1", "--out", "one.pdf")["sha256"]]
    three("entry", "2", "of the other one")
    one.append(three("export", "1", "--out", "one.pdf")["sha256"])
    assert one[0] == one[1]
    drill = three("export", "X1", "--out", "drill.pdf")
    assert drill["incidents"] == 1
    assert text(tmp_path / "drill.pdf").startswith("EXERCISE")


def test_the_same_as_data(three, tmp_path):
    three("export", "--out", "log.json")
    three("export", "--out", "log.csv", "--drills")
    three("export", "--as", "list", "--out", "list.csv")

    whole = json.loads((tmp_path / "log.json").read_text("utf-8"))
    (medical, _child) = whole["incidents"]
    shown = three("show", "1")
    assert medical == {key: each for key, each in shown.items() if key != "code"}
    rows = list(csv.DictReader(io.StringIO((tmp_path / "log.csv").read_text("utf-8-sig"))))
    assert len(rows) == 12
    (struck,) = (row for row in rows if row["Struck"])
    assert (struck["What"], struck["Struck"], struck["Struck by"]) == (
        "'=ambulance is here",
        "the other hall",
        "Maria",
    )
    listed = list(csv.DictReader(io.StringIO((tmp_path / "list.csv").read_text("utf-8-sig"))))
    assert [(row["Types"], row["Open tasks"]) for row in listed] == [
        ("Medical", "1"),
        ("Lost child", "0"),
    ]


def test_the_forms_are_filled_in(three, tmp_path):
    three("export", "1", "--as", "ics-214", "--name", "Ana Lima", "--position", "Coordinator")
    three("export", "1", "--as", "methane")
    form, major = (text(tmp_path / f"incidents-{each}.pdf") for each in ("ics-214", "methane"))

    for box in ("1IncidentName", "2OperationalPeriod", "6ResourcesAssigned", "8PreparedbyNameAna"):
        assert box in form
    assert "4ICSPositionCoordinator" in form
    assert "王明" in form
    # What the program does of its own stands in the log, not among what happened.
    assert "Escalationset" not in form
    assert "EExactlocationHall2" in major
    assert "Hazards,presentorsuspected......" in major
    assert three("export", "--as", "methane")["error"]["advice"] == "Give its number."


def test_a_shift_sheet_agrees_with_its_log_alone(three, tmp_path):
    import pypdfium2
    import zxingcpp

    assert "--from 08:00" in three("export", "--as", "shift")["error"]["advice"]
    assert (
        "numbers"
        in three("export", "1", "--as", "shift", "--from", "2020-01-01")["error"]["advice"]
    )
    assert three("export", "--as", "shift", "--from", "2020-01-01", "--out", "s.pdf")["code"] == 0
    with pypdfium2.PdfDocument(tmp_path / "s.pdf") as document:
        picture = document[len(document) - 1].render(scale=3).to_pil()
    (code,) = (each.text for each in zxingcpp.read_barcodes(picture))

    said = text(tmp_path / "s.pdf")
    assert "Openincidents" in said
    assert "bringthestretcher" in said
    assert "MedicalDr.Lin" in said
    assert "Escalationset" not in said
    assert code.partition("sha256=")[2] in said
    assert three("sheet", code) == {"code": 0, "agrees": True}
    three("entry", "1", "what comes later changes nothing")
    assert three("sheet", code)["agrees"] is True
    assert three("sheet", code[:-1] + ("0" if code[-1] != "0" else "1")) == {
        "code": 1,
        "agrees": False,
    }
    assert three("sheet", "hello")["error"]["happened"] == "That is not the code of a shift sheet."


def test_a_shift_sheet_names_who_is_on_duty_though_nothing_is_open(incidents, run, tmp_path):
    asked = ("export", "--as", "shift", "--from", "2020-01-01", "--out", "s.pdf")
    incidents("report", "noise")
    assert incidents("close", "1")["what"] == "took"
    incidents("duty", "security", "ana")
    assert incidents(*asked)["code"] == 0
    said = text(tmp_path / "s.pdf")
    for line in run("incidents", "duty")[1].splitlines():
        assert bare(line.partition(" · ")[0].replace(": ", "")) in said


def test_what_was_known_at_a_decision_is_shown_with_it(three, run):
    lines = run("incidents", "show", "1")[1].splitlines()
    (at,) = [place for place, each in enumerate(lines) if "Decision" in each]
    number = three("show", "1")["number"]
    assert lines[at + 1].split() == [
        f"{number}:",
        *"Hall 2 · Acknowledged · Serious · Medical".split(),
    ]
    assert any(each.endswith("Medical: Dr. Lin") for each in lines[at + 1 :])


def test_the_sheet_of_a_handover_is_what_was_handed_over(three, tmp_path):
    import pypdfium2
    import zxingcpp

    assert three("export", "--as", "handover")["error"]["happened"] == "Nobody has handed over yet."
    offered = three(
        "hand-over", "Bo", "Stern", "--from", "Dr. Lin", "--promise", "call the mother 王明"
    )
    assert three("export", "--as", "handover", "--out", "h.pdf")["incidents"] == 3
    with pypdfium2.PdfDocument(tmp_path / "h.pdf") as document:
        picture = document[len(document) - 1].render(scale=3).to_pil()
    (code,) = (each.text for each in zxingcpp.read_barcodes(picture))

    said = text(tmp_path / "h.pdf")
    for each in ("callthemother王明", "bringthestretcher", "EXERCISE", offered["sha256"]):
        assert each in said
    assert f"asof{datetime.now(ZoneInfo('Europe/Berlin')):%Y-%m-%d}" in said
    assert "blue" not in said
    assert three("sheet", code) == {"code": 0, "agrees": True}
    assert three("sheet", code.replace(offered["sha256"], "0" * 64))["agrees"] is False
    one = three("export", offered["handover"], "--as", "handover", "--out", "again.pdf")
    assert (tmp_path / "h.pdf").read_bytes() == (tmp_path / "again.pdf").read_bytes()
    assert one["veiled"] == [three("show", "2")["number"]]


def test_the_restricted_is_told_to_who_may_and_that_is_logged(three, tmp_path, monkeypatch):
    with_pins = open_site(tmp_path / "data", operator="ana")
    plan = with_pins.read_now(current)
    with_pins.write_now(access.set_pin, plan, "ana", access.hashed("4071"), "ana")
    with_pins.close()

    veiled = three("export", "--out", "veiled.pdf")
    assert veiled["veiled"] == [three("show", "2")["number"]]
    said = text(tmp_path / "veiled.pdf")
    assert "blue" not in said
    assert "Lostchild" not in said
    assert "Foyer" in said
    three("export", "--out", "veiled.csv")
    three("export", "--out", "veiled.json")
    for file in ("veiled.csv", "veiled.json"):
        assert "blue" not in (tmp_path / file).read_text("utf-8-sig")
    assert set(three("figures")["types"]) == {"medical", "restricted"}

    monkeypatch.setattr("sys.stdin", io.StringIO("4071\n" * 3))
    opened = three("export", "--out", "opened.pdf", "--open")
    assert (opened["code"], opened["veiled"]) == (0, [])
    assert "achildinblue" in text(tmp_path / "opened.pdf")
    lines = three("show", "2", "--open")["timeline"]
    assert [each["operator"] for each in lines if each["kind"] == "incident.opened"] == ["ana"]
    assert set(three("figures", "--open")["types"]) == {"lost-child", "medical"}


def test_a_decision_tells_nothing_of_what_is_restricted_since(incidents, tmp_path):
    incidents("report", "med h2 a boy fell")
    incidents("report", "tech foyer dark")
    incidents("decide", "2", "go on", "--option", "stop", "--reason", "one person")
    incidents("restrict", "1", "on")
    site = open_site(tmp_path / "data", operator="ana")
    site.write_now(access.set_pin, site.read_now(current), "ana", access.hashed("4071"), "ana")
    site.close()

    incidents("export", "2", "--out", "log.json")
    for timeline in (
        json.loads((tmp_path / "log.json").read_text("utf-8"))["incidents"][0]["timeline"],
        incidents("show", "2")["timeline"],
    ):
        (decided,) = [each for each in timeline if each["kind"] == "incident.decision"]
        first, second = decided["details"]["frozen"]["open"]
        assert set(first) == {"number", "zone", "state"}
        assert second["types"] == ["technical"]


def test_a_long_log_goes_on_in_another_file(three, run, tmp_path, monkeypatch):
    whole = three("export", "--out", "whole.json")
    (tmp_path / "page.txt").write_text("seen", "utf-8")
    three("attach", "1", "page.txt")
    monkeypatch.setattr(volumes, "MOST", 4)

    given = three("export", "--out", "log.pdf")

    files = [each["file"] for each in given["files"]]
    assert files == ["log-1.pdf", "log-2.pdf", "log-3.pdf"]
    assert (given["file"], given["entries"]) == ("log-1.pdf", whole["entries"] + 1)
    told = [text(tmp_path / each) for each in files]
    assert all(f"part{n}of3" in each for n, each in enumerate(told, 1))
    numbers = [three("show", each)["number"] for each in "12"]
    assert [numbers[1] in each for each in told] == [False, False, True]
    entries = [each["entry"] for which in "12" for each in three("show", which)["timeline"]]
    assert [sum(entry in each for each in told) for entry in entries] == [1] * len(entries)
    assert f"Station:{entries[0][:6]}" in told[0]
    assert not (tmp_path / "log.pdf").exists()
    said = run("incidents", "export", "--out", "log.pdf")[1]
    assert said.splitlines()[0] == "2 incidents: log-1.pdf"
    assert said.splitlines()[1] == "It is in 3 parts, until log-3.pdf."


def test_what_cannot_be_asked_or_written_is_said(three, run, monkeypatch):
    def said(*arguments: str) -> str:
        return three("export", *arguments)["error"]["happened"]

    assert said("--out", "log.doc") == "“log.doc” is no file for the form log."
    assert said("--as", "shift", "--out", "s.csv") == "“s.csv” is no file for the form shift."
    for no_time in ("noon", "25:00:00", "2026-13-01"):
        assert said("--from", no_time) == f"“{no_time}” is no time."
    assert said("--from", "2026-01-02", "--until", "2026-01-01") == "That ends before it begins."
    assert said("--out", "none/log.pdf").startswith("none/log.pdf could not be written")
    assert three("export", "--from", "0001-01-01", "--until", "9999-12-31")["entries"] == 10
    monkeypatch.setattr(volumes, "MOST", 9)
    refused = said("--as", "shift", "--from", "2026-01-01", "--out", "s.pdf")
    assert refused == "10 entries are too many for one PDF: 9 at most."
    assert three("export", "--as", "list", "--out", "list.pdf")["code"] == 0
    assert three("export", "--out", "log.csv")["code"] == 0
    code, out, _err = run("incidents", "figures", "--from", "2020-01-01", "--until", "2020-01-02")
    assert (code, out) == (0, "0 incidents · open: 0\n")
    code, out, _err = run("incidents", "figures")
    assert out.splitlines()[0] == "2 incidents · open: 2"
