"""`onsite zones`: looking, recounting, what changes how many a zone may hold, emptying one."""

from __future__ import annotations

import csv
import hashlib
import io

import pytest

from onsite.clock import to_ms
from onsite.paper.readback import bare, pages
from onsite.wiring import open_site
from onsite.zones.camera.facts import CameraCrossings, CameraWatching
from onsite.zones.commands import COMMANDS
from tests.zones.shell.conftest import PLAN


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(venue, name):
    code, out, _err = venue("zones", name, "--help")
    assert code == 0
    assert "--json" in out
    assert "one object" in out


def test_all_zones(venue, asked):
    venue("count", "hall", "--in", "190")
    code, out, _err = venue("zones", "list")

    assert code == 0
    lines = out.splitlines()
    assert lines[0].startswith("Main hall         190 of 200, 95 %")
    assert lines[1] == "  Front of stage  nobody has counted it yet"
    assert lines[2] == "Foyer             nobody has counted it yet"
    assert venue("zones")[1] == out
    told = asked("zones", "list")
    hall, front, foyer = told["zones"]
    assert (told["total"], hall["people"], hall["level"], hall["percent"]) == (190, 190, 90, 95.0)
    assert (hall["capacity"], hall["stop_entry"], hall["counted_by"]) == (200, False, "hand")
    assert (front["within"], front["counted"], foyer["capacity"]) == ("hall", False, None)


def test_full_is_said_first(venue):
    venue("count", "hall", "--in", "201")
    assert "Main hall         STOP ENTRY · 201 of 200, 100 %" in venue("zones", "list")[1]


def test_a_plan_without_zones_teaches(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "event.toml").write_text(PLAN.partition("[zones.hall]")[0], "utf-8")
    run("plan", "publish", "event.toml")
    code, out, _err = run("zones", "list")
    assert code == 0
    assert out.startswith("The plan has no zones yet. Write each as [zones.ID]")


def test_one_zone_with_its_limits_ways_and_recounts(venue, asked):
    venue("zones", "recount", "hall", "--row", "A", "40", "--row", "B", "30")
    venue("zones", "block", "hall", "north", "--why", "stage truck")

    code, out, _err = venue("zones", "show", "hall")

    assert code == 0
    assert "70 in it · 0 in, 0 out since 70 were counted" in out
    assert "Fixed limit: 200 people · Permit 12/2026" in out
    assert "BLOCKED since" in out
    assert "stage truck" in out
    told = asked("zones", "show", "hall")
    assert [each["id"] for each in told["ways"] if each["blocked"]] == ["north"]
    assert (
        told["limits"]["people"]
        == told["capacity"]
        == min(each["people"] for each in told["limits"]["limits"])
    )
    (recount,) = told["recounts"]
    assert recount["rows"] == [{"name": "A", "people": 40}, {"name": "B", "people": 30}]
    assert told["drift"]["recounts"] == 0 or told["drift"]["per_100"] is None


def test_a_recount_sets_right_and_is_withdrawn(venue, asked):
    asked("count", "hall", "--in", "50")
    done = asked("zones", "recount", "hall", "44")
    assert (done["code"], done["zone"]["total"]) == (0, 44)
    about = done["recount"]
    assert (about["people"], about["expected"], about["error"]) == (44, 50, -6)

    code, out, _err = venue("zones", "recount", "hall", "--withdraw", "last", "--why", "no")
    assert code == 0
    assert out.endswith("Main hall: 50 in it · 50 in, 0 out\n")
    gone = asked("zones", "recount", "hall", "--withdraw", about["key"])
    assert (gone["code"], gone["error"]["happened"]) == (
        1,
        "Main hall has no recount that could be withdrawn.",
    )


def test_what_is_no_recount_is_said(asked):
    assert asked("zones", "recount", "hall")["error"]["happened"] == "How many are there?"
    wrong = asked("zones", "recount", "hall", "9", "--row", "A", "4", "--row", "B", "4")
    assert wrong["error"]["happened"] == "The rows are 8 in all, not 9."
    late = asked("zones", "recount", "hall", "9", "--at", "2099-01-01 10:00")
    assert late["error"]["happened"] == "“2099-01-01 10:00” is still to come."
    assert asked("zones", "recount", "hall", "9", "--at", "25:00")["error"]["happened"] == (
        "“25:00” is no time."
    )


def test_the_day_is_closed_and_the_next_begins(venue, asked):
    asked("count", "hall", "--in", "5")
    closed = asked("zones", "close", "hall", "--because", "drift")
    assert closed["closed"]["residual"] == 5
    assert (closed["closed"]["starts_with"], closed["zone"]["total"]) == (0, 0)
    asked("count", "hall", "--in", "8")
    inside = asked("zones", "close", "hall", "--because", "inside")
    assert (inside["closed"]["starts_with"], inside["zone"]["total"]) == (8, 8)
    assert asked("zones", "close", "hall", "--because", "other")["code"] == 1
    assert venue("zones", "close", "hall")[0] == 2


def test_ways_and_limits_change_how_many_it_holds(venue, asked):
    blocked = asked("zones", "block", "hall", "North doors", "--why", "crates")
    assert blocked["changed"]
    assert blocked["capacity"]["people"] < blocked["before"] == 200
    assert asked("zones", "block", "hall", "north", "--why", "crates")["changed"] is False
    assert asked("zones", "clear", "hall", "north")["capacity"]["people"] == 200
    assert asked("zones", "limit", "hall", "120", "--why", "rain")["capacity"]["people"] == 120
    code, out, _err = venue("zones", "limit", "hall", "none")
    assert (code, out.splitlines()[0]) == (0, "Main hall: it holds 200 now, before 120.")
    assert asked("zones", "limit", "hall", "many")["code"] == 1
    assert asked("zones", "block", "hall", "west")["code"] == 1


def test_what_was_decided_is_in_the_audit(venue):
    venue("zones", "block", "hall", "north", "--why", "stage truck")
    venue("zones", "limit", "foyer", "20", "--why", "rain")

    _code, out, _err = venue("audit", "--who")

    said = [line.split("  ")[-1] for line in out.splitlines()]
    assert said[-2:] == [
        "Exit or aisle blocked · Main hall, North doors · stage truck",
        "Limit of a zone · Foyer · rain",
    ]


def test_a_zone_that_nobody_has_counted_is_said_to_be_emptied(venue, asked):
    asked("zones", "evacuate", "hall", "--yes")
    lines = venue("zones")[1].splitlines()
    said = "STOP ENTRY · EVACUATION · nobody has counted it yet"
    assert lines[0] == f"Main hall         {said} · holds 200"
    assert lines[1] == f"  Front of stage  {said}"
    asked("zones", "evacuate", "hall", "--end", "--yes")
    asked("zones", "evacuate", "hall", "--drill", "--yes")
    assert " · EXERCISE of an evacuation · " in venue("zones")[1].splitlines()[0]


def test_emptying_a_zone(venue, asked):
    asked("count", "hall", "--in", "60")
    refused = asked("zones", "evacuate", "hall")
    assert refused["error"] == {
        "happened": "Nothing was done.",
        "advice": "Add --yes to do it without being asked.",
    }
    begun = asked("zones", "evacuate", "hall", "--why", "smoke", "--yes")
    assert begun["code"] == 0
    assert (begun["evacuation"]["people"], begun["evacuation"]["left"]) == (60, 60)
    assert begun["empty_in_s"] > 0
    asked("count", "hall", "--out", "25")
    assert "EVACUATION: 35 left of 60" in venue("zones", "list")[1]
    assert asked("zones", "evacuate", "hall", "--yes")["code"] == 1
    ended = asked("zones", "evacuate", "hall", "--end", "--yes")
    assert (ended["evacuation"]["gone"], ended["evacuation"]["left"]) == (25, 35)
    assert "EVACUATION" not in venue("zones", "list")[1]


def test_what_counts_amount_to(venue, asked):
    assert venue("zones", "drift")[1].startswith("Nobody has counted any zone yet.")
    asked("count", "hall", "--in", "100")
    asked("zones", "recount", "hall", "98")
    asked("count", "hall", "--out", "50")

    (drift,) = asked("zones", "drift")["drifts"]
    assert drift["zone"] == "hall"
    told = asked("zones", "history", "hall", "--every", "60")
    assert (told["came"], told["left"]) == (100, 50)
    assert told["steps"][-1]["total"] == 48
    code, out, _err = venue("zones", "history", "hall")
    assert code == 0
    assert "counted anew" in out
    assert venue("zones", "history", "foyer")[1].endswith("Nothing was counted.\n")


def test_zones_and_gates_are_compared_once_somebody_has_come(venue, asked, tmp_path):
    asked("count", "hall", "--in", "48")
    assert venue("zones", "gates")[2].startswith("There is nothing to compare")

    (tmp_path / "list.csv").write_text("name,code\nAda,ADA-1\n", "utf-8")
    assert venue("roster", "import", "list.csv", "--yes")[0] == 0
    assert venue("checkin", "scan", "ADA-1", "--checkpoint", "door")[0] == 0
    gates = asked("zones", "gates")
    assert (gates["gates"]["in_zones"], gates["gates"]["by_gates"]) == (48, 1)
    assert (gates["gates"]["alarms"], gates["code"]) == (True, 1)


def test_a_camera_s_hint_stands_beside_the_hand_count(run, asked, venue, tmp_path):
    assert asked("zones", "camera")["error"]["happened"] == "The plan has no camera for any zone."
    part = """[zones.hall.camera]
source = "0"
station = "Desk 1"
direction = "down"

[zones.front]"""
    (tmp_path / "event.toml").write_text(PLAN.replace("[zones.front]", part), "utf-8")
    assert run("plan", "publish", "event.toml")[0] == 0
    code, out, _err = venue("zones", "camera")
    assert (code, out) == (
        0,
        "Main hall: its camera has not watched yet; it does once an app runs at its station\n",
    )
    site = open_site(tmp_path / "data", operator="Maria")
    minute = to_ms(site.clock.now()) // 60_000 - 1
    seen = CameraCrossings(zone="hall", run="r", minute=minute, forward=9, back=1)
    lost = CameraWatching(zone="hall", watching=False, trouble="gone", at_ms=(minute + 1) * 60_000)
    begun = CameraWatching(zone="hall", watching=True, at_ms=minute * 60_000)
    site.write_now(lambda journal, rows: journal.append(rows, begun, seen, operator=""))
    site.close()

    (found,) = asked("zones", "camera", "hall")["cameras"]
    assert (found["watches"], found["people"], found["by_hand"], found["gap"]) == (True, 8, 0, 8)
    said = "Camera, a hint: 8 came in; by hand at all doors 0; gap +8"
    assert said in venue("zones", "show", "hall")[1]
    site = open_site(tmp_path / "data", operator="Maria")
    site.write_now(lambda journal, rows: journal.append(rows, lost, operator=""))
    site.close()
    told = asked("zones", "camera")
    assert (told["code"], told["cameras"][0]["trouble"]) == (1, "gone")
    assert asked("zones", "show", "foyer")["camera"] is None
    assert asked("zones", "camera", "foyer")["error"]["happened"] == (
        "The plan has no camera for Foyer."
    )


def test_a_day_in_files(venue, asked, tmp_path):
    asked("count", "hall", "--in", "150")
    asked("zones", "recount", "hall", "140")

    first, again = (asked("zones", "export", "--out", f"{name}.pdf") for name in "ab")
    assert first["code"] == 0
    content = (tmp_path / "a.pdf").read_bytes()
    assert first["sha256"] == again["sha256"] == hashlib.sha256(content).hexdigest()
    said = bare("".join(pages(content)))
    for each in ("Mainhall", "Notcounted:Frontofstage,Foyer.", "Permit12/2026", "−10"):
        assert each in said
    assert asked("zones", "export", "hall", "--out", "t.csv")["zones"] == ["hall"]
    rows = list(csv.reader(io.StringIO((tmp_path / "t.csv").read_text("utf-8-sig"))))
    assert {row[0] for row in rows[1:]} == {"hall"}
    for form in ("recounts", "absorbed", "all"):
        told = asked("zones", "export", "--as", form)
        assert (told["form"], (tmp_path / told["file"]).exists()) == (form, True)


def test_what_cannot_be_exported_is_said(asked):
    said = lambda *more: asked("zones", "export", *more)["error"]["happened"]  # noqa: E731
    assert said("--out", "x.txt") == "“x.txt” could be anything."
    assert said("--as", "report", "--out", "x.csv") == "“x.csv” is no file for the form report."
    assert said("--day", "someday") == "“someday” is no day."
    assert said("--from", "12:00", "--until", "11:00") == "That ends before it begins."
    assert said("--from", "noon") == "“noon” is no time."
    assert said("--out", "none/x.pdf").startswith("none/x.pdf could not be written")


def test_a_limit_asks_for_a_pin_once_those_who_run_incidents_have_one(
    venue, asked, tmp_path, monkeypatch
):
    from onsite.plan.service import current
    from onsite.staff import access, service

    site = open_site(tmp_path / "data", operator="Maria")
    plan = site.read_now(current)
    site.write_now(service.add, plan, service.NewOperator("ana", "Ana", ("coordinator",)), "Maria")
    site.write_now(access.set_pin, plan, "ana", access.hashed("4719"), "Maria")
    site.close()
    said = iter(["0000\n", "4719\n"])
    monkeypatch.setattr("sys.stdin", _Lines(said))

    assert asked("zones", "limit", "hall", "100")["error"]["happened"] == "Wrong PIN."
    done = asked("zones", "limit", "hall", "100")
    assert (done["code"], done["capacity"]["people"]) == (0, 100)


class _Lines:
    """Standard input of a script."""

    def __init__(self, lines) -> None:
        self._lines = lines

    def isatty(self) -> bool:
        return False

    def readline(self) -> str:
        return next(self._lines)
