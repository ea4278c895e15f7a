"""Cues from the shell: what a person types, what is said, and the same as JSON."""

from __future__ import annotations

import json

import pytest

from onsite.plan.service import publish
from onsite.stage.cues.finding import when_typed
from onsite.wiring import open_site
from tests.stage.keeping import PLAN

AT = ("--stage", "main", "--day", "1")


@pytest.fixture
def onsite(run, tmp_path):
    site = open_site(tmp_path / "data", operator="Maria")
    site.write_now(publish, PLAN, "Maria")
    site.close()

    def command(*arguments: str, code: int = 0) -> str:
        ended, out, err = run("stage", *arguments, *AT)
        assert ended == code, out + err
        return out + err

    command("edit", "add", "Opening", "--start", "9:00", "--length", "10")
    return command


def test_a_cue_from_its_adding_to_its_end(onsite) -> None:
    assert "There are no cues yet." in onsite("cues", "list")
    said = ("--department", "light", "--at", "start+1:30", "--say", "LX 12, go", "--standby", "5s")
    assert onsite("cues", "add", "1", "LX 12", *said) == "Cue LX 12: start +1:30.\n"
    assert onsite("cues", "list") == (
        "Opening\n    LX 12  light  start +1:30    caller: LX 12, go  [to come]\n"
    )
    onsite("cues", "edit", "lx 12", "--at", "key", "--name", "LX 13")
    assert onsite("cues", "standby", "LX 13") == "Cue LX 13: standby.\n"
    assert onsite("cues", "fire", "LX 13") == "Cue LX 13 is done.\n"
    (cue,) = json.loads(onsite("cues", "list", "--json"))["cues"]
    (fired,) = cue.pop("fired")
    assert (fired["result"], fired["operator"], fired["by_clock"]) == ("done", "Maria", False)
    assert {key: cue[key] for key in ("name", "department", "anchor", "standby_s", "state")} == {
        "name": "LX 13",
        "department": "light",
        "anchor": "manual",
        "standby_s": 5.0,
        "state": "done",
    }
    assert onsite("cues", "done", "LX 13") == "Cue LX 13 is done, by hand.\n"
    assert onsite("cues", "take") == (
        "This laptop fires the cues now.\nNo console is open here yet: “onsite stage” opens one.\n"
    )
    assert onsite("cues", "remove", "LX 13") == "Cue LX 13 is gone.\n"
    assert "There are no cues yet." in onsite("cues", "list")


def test_what_fails_ends_with_its_reason(onsite) -> None:
    onsite("cues", "add", "1", "SND", "--to", "sound", "--say", "gong.wav")
    said = onsite("cues", "fire", "SND", code=1)
    assert said == "Cue SND has FAILED: there is no file gong.wav on that laptop\n"
    assert "[FAILED: there is no file gong.wav on that laptop]" in onsite("cues", "list")


def test_what_cannot_be_meant_is_refused(onsite) -> None:
    assert "There is no cue “x”." in onsite("cues", "fire", "x", code=1)
    for _time in range(2):
        onsite("cues", "add", "1", "A", "--say", "Go")
    assert "Several cues are called “A”." in onsite("cues", "fire", "A", code=1)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("key", ("manual", 0)),
        ("start", ("start", 0)),
        ("Start + 1:30", ("start", 90_000)),
        ("end-2", ("end", -120_000)),
        ("end −90s", ("end", -90_000)),
        ("overtime+10s", ("overtime", 10_000)),
    ],
)
def test_when(text, when) -> None:
    assert when_typed(text) == when
