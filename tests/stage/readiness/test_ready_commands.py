"""How far the speakers are, from the shell."""

from __future__ import annotations

import json

import pytest

from onsite.plan.service import publish
from onsite.wiring import open_site
from tests.stage.keeping import PLAN
from tests.stage.readiness.backstage import list_ada

DAY = ("--stage", "main", "--day", "1")


@pytest.fixture
def onsite(run, tmp_path):
    """`onsite stage` with a talk of Ada's, who is on the list."""
    site = open_site(tmp_path / "data", operator="Maria")
    site.write_now(publish, PLAN, "Maria")
    list_ada(site)
    site.close()

    def stage(*arguments):
        code, said, complaint = run("stage", *arguments, *DAY)
        return code, (said or complaint).strip()

    talk = ("Tides", "--start", "9:00", "--length", "30m", "--speaker", "Ada <ada@example.org>")
    stage("edit", "add", *talk, "--moderator", "Grace")
    return stage


def test_how_far_a_speaker_is_said_shown_and_taken_back(onsite):
    assert onsite("ready", "tides", "ada", "mic") == (0, "Ada: microphone on.")
    code, said = onsite("ready", "1", "Ada", "mic")
    assert (code, said.startswith("Ada: microphone on already, ")) == (1, True)

    lines = onsite("speakers", "tides")[1].splitlines()
    assert lines[0].endswith("Tides – Ada")
    assert "Ada: here, not beside the stage" in lines[1]
    assert lines[2].strip().startswith("microphone on: ")
    assert lines[3].strip() == "Ada – Analytical  +44 20 7946 0000 · ada@example.org"
    assert lines[-1].strip() == "Moderator: Grace"

    taken_back = (0, "Ada: “microphone on” is taken back.")
    assert onsite("ready", "tides", "ada", "mic", "--undo") == taken_back
    never_said = (1, "Ada: “microphone on” was not said.")
    assert onsite("ready", "tides", "ada", "mic", "--undo") == never_said


def test_the_same_as_json(onsite):
    code, said = onsite("ready", "tides", "ada", "side", "--json")
    assert (code, json.loads(said)) == (
        0,
        {
            "what": "took",
            "item": json.loads(said)["item"],
            "speaker": "ada",
            "name": "Ada",
            "state": "side",
            "holds": True,
            "roles": [],
            "mark": None,
        },
    )

    told = json.loads(onsite("speakers", "--json")[1])

    assert (told["stage"], told["day"]) == ("main", "2026-11-24")
    (item,) = told["items"]
    assert (item["title"], item["standing"], item["moderator"]) == ("Tides", "ready", "Grace")
    (ada,) = item["speakers"]
    assert (ada["id"], ada["attendee"], ada["standing"]) == ("ada", "a", "ready")
    assert [*ada["states"]] == ["side"]
    assert ada["states"]["side"]["operator"] == "Maria"
    assert ada["contact"] == {
        "name": "Ada",
        "company": "Analytical",
        "phone": "+44 20 7946 0000",
        "email": "ada@example.org",
        "hidden": False,
        "received": ["SPEAKER – call Grace, +1 555 0100", "Room: B2"],
    }


def test_what_nobody_can_mean_is_refused(onsite):
    code, said = onsite("ready", "tides", "eve", "mic")
    assert (code, said) == (1, "The rundown has no speaker “eve”.\nThey are: Ada.")
    assert onsite("ready", "tides", "ada", "lost")[0] == 2
