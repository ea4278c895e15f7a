"""A timekeeper runs a real programme from the keyboard, and the laptop dies in the middle."""

from __future__ import annotations

import json
import os
import re
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

REAL = Path(__file__).parents[3] / "shared/data/schedules/voc-pretalx-democon.json"
CLOCK = re.compile(r"\d\d:\d\d:\d\d")
PLAN = """
[event]
name = "DemoCon"
zone = "UTC"
days = [{today}]

[checkpoints.door]
name = "Main door"

[stages.main]
name = "Main stage"
rooms = ["{room}"]
"""


@pytest.fixture
def programme(tmp_path, onsite):
    """The first day of a real conference, held today; answers its titles in order."""
    if not REAL.exists():
        pytest.skip(f"the real schedule is not here: {REAL}")
    # People speak of yesterday until four in the morning.
    today = (datetime.now(UTC) - timedelta(hours=4)).date().isoformat()
    first = json.loads(REAL.read_text("utf-8"))["schedule"]["conference"]["days"][0]
    room, talks = next(iter(first["rooms"].items()))
    (tmp_path / "event.toml").write_text(PLAN.format(today=today, room=room), "utf-8")
    onsite("plan", "publish", "event.toml")
    days = f"{first['date']}={today}"
    onsite("stage", "import", str(REAL), "--day", days, "--yes")
    return [talk["title"] for talk in sorted(talks, key=lambda talk: talk["start"])]


def shown(onsite) -> dict:
    return json.loads(onsite("stage", "show", "--json"))


def by_title(found: dict, title: str) -> dict:
    return next(item for item in found["items"] if item["title"] == title)


def later(console) -> None:
    """The clock of the status bar has come to another second, twice: no key is a bounce now."""
    for _second in range(2):
        now = CLOCK.findall(console.screen())[-1]
        while CLOCK.findall(console.screen())[-1:] in ([now], []):
            time.sleep(0.05)


def test_three_talks_with_a_pause_and_an_overrun_and_the_laptop_dies(
    terminal, programme, onsite, tmp_path
):
    first, second, third = programme[:3]
    console = terminal("stage")
    console.wait_for("Main stage", first[:12], "Space starts the next item: GO.")

    console.press("Space")
    console.wait_for(f"“{first}” runs."[:40], "RUNNING")
    console.press("p")
    console.wait_for("PAUSED")
    later(console)
    console.press("p")
    console.wait_for("RUNNING")
    console.press("F8")
    console.wait_for("(+5:00)")
    later(console)
    console.press("Space")
    console.wait_for(f"“{second}” runs."[:40])
    later(console)
    console.press("Space")
    console.wait_for(f"“{third}” runs."[:40])
    for less in range(1, 7):
        time.sleep(0.15)  # what comes sooner is a key that bounces
        console.press("F5")
        console.wait_for(f"(−{5 * less}:00)")
    console.wait_for("OVER TIME")
    before = shown(onsite)

    killed = _process(tmp_path / "data")
    os.kill(killed, signal.SIGKILL)
    console.wait_for("[ended 137]")
    again = terminal("stage")
    again.wait_for("OVER TIME", third[:12])

    after = shown(onsite)
    assert (before["running"], after["running"]) == (by_title(after, third)["item"],) * 2
    ran = by_title(after, third)
    gone = ran["elapsed_s"] - by_title(before, third)["elapsed_s"]
    passed = datetime.fromisoformat(after["now"]) - datetime.fromisoformat(before["now"])
    assert gone == pytest.approx(passed.total_seconds(), abs=0.2)
    assert by_title(after, first)["actual_end"] == by_title(after, second)["actual_start"]
    assert "All good" in onsite("audit")
    again.press("u")
    again.wait_for("Undone:")


def _process(data: Path) -> int:
    """The process of the console that works on this store."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            command = (entry / "cmdline").read_bytes().split(b"\0")
            environment = (entry / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        ours = f"ONSITE_DATA={data}".encode() in environment and b"sh" not in command
        if ours and command[-2:] == [b"stage", b""]:
            return int(entry.name)
    raise AssertionError("no console runs")
