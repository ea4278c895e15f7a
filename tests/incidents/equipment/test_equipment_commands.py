"""`onsite incidents equipment` and the handover from the shell."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.incidents.equipment.conftest import plan_text
from tests.incidents.handover.test_handover import PEOPLE


@pytest.fixture
def incidents(run, tmp_path):
    """Runs `onsite incidents` on the first day of an event that has begun; answers what it says."""
    today, later = (datetime.now(UTC) + timedelta(days=each) for each in (0, 1))
    text = plan_text() + PEOPLE
    for was, now in (("2026-11-24", today), ("2026-11-25", later)):
        text = text.replace(was, f"{now:%Y-%m-%d}")
    text = text.replace('zone = "Europe/Berlin"', 'zone = "UTC"')
    plan = tmp_path / "event.toml"
    plan.write_text(text, "utf-8")
    assert run("plan", "publish", str(plan))[0] == 0

    def command(*arguments: str) -> tuple[int, str]:
        code, out, err = run("incidents", *arguments)
        return code, (out + err).strip()

    return command


def told(incidents, *arguments: str) -> dict:
    code, said = incidents(*arguments, "--json")
    return {"code": code, **json.loads(said)}


def test_an_item_fails_and_is_on_backup(incidents):
    before = ("--round", "0")
    code, said = incidents("look-at", "sound", "1", "--failed", "--note", "no battery", *before)
    number = said.split()[4].rstrip(".")

    assert (code, said) == (
        0,
        (
            f"Hand-held microphones has failed: {number}. Backup: Lectern microphone. It is in "
            "use once somebody who runs incidents says so."
        ),
    )
    assert incidents("look-at", "sound", "Monitors", *before) == (0, "Monitors: it works.")
    shown = told(incidents, "equipment", "sound", *before)["checklists"]
    assert [(each["item"], each["result"]) for each in shown[0]["items"]] == [
        ("Hand-held microphones", "failed"),
        ("Monitors", "ok"),
    ]
    taken = told(incidents, "backup", "sound", "hand-held", "microphones", *before)
    assert (taken["code"], taken["on_backup"], taken["incident"]) == (0, True, number)
    lines = incidents("equipment", "sound", *before)[1].splitlines()
    assert lines[1:] == [
        "[!] 1 Hand-held microphones · no battery · on backup: Lectern microphone",
        "[ok] 2 Monitors",
    ]
    assert told(incidents, "show", number)["state"] == "on-backup"
    assert incidents("backup", "sound", "2", *before)[0] == 1
    assert incidents("equipment", "soud")[1].splitlines()[0] == "The plan has no checklist “soud”."


def test_somebody_hands_over_and_another_one_takes_it(incidents):
    incidents("report", "med", "H2", "fall", "!!")
    offered = told(incidents, "hand-over", "cem", "--from", "ana", "--role", "coordinator")

    assert (offered["from"], offered["to"], offered["state"]) == ("ana", "cem-radio", "offered")
    lines = incidents("handover", offered["handover"])[1].splitlines()
    assert lines[0].split(" · ")[2:] == [
        "Ana Lima → Cem on the radio",
        "Incident coordinator",
        "nobody has taken it yet; both are told",
    ]
    assert lines[1] == "Open:"
    assert lines[2].endswith("Serious · Medical · Hall 2 · New · fall")
    assert lines[-1] == f"SHA-256: {offered['sha256']}"
    assert incidents("take-over", offered["handover"])[0] == 1
    taken = told(incidents, "take-over", offered["handover"], "--operator", "cem")
    assert (taken["code"], taken["state"], taken["sheet"]) == (0, "accepted", offered["sheet"])
    (listed,) = told(incidents, "handover")["handovers"]
    assert listed["state"] == "accepted"
    assert incidents("take-back", offered["handover"])[0] == 1
