"""`onsite zones` and `onsite count` in a folder of their own."""

from __future__ import annotations

import json

import pytest

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]

[checkpoints.door]
name = "Main door"

[zones.hall]
name = "Main hall"
capacity = 200
capacity_source = "Permit 12/2026"
area_m2 = 500
use = "standing"

[zones.hall.exits.north]
name = "North doors"
width_m = 2.4

[zones.hall.exits.south]
name = "South doors"
width_m = 1.2

[zones.hall.aisles.middle]
name = "Middle aisle"
area_m2 = 40

[zones.front]
name = "Front of stage"
within = "hall"

[zones.foyer]
name = "Foyer"
"""


@pytest.fixture
def venue(run, tmp_path, monkeypatch):
    """A folder with a plan of zones; runs a command there and answers code, text and errors."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "event.toml").write_text(PLAN, "utf-8")
    assert run("plan", "publish", "event.toml")[0] == 0
    return run


@pytest.fixture
def asked(venue):
    """Runs a command with --json; answers its object, with its code."""

    def command(*arguments: str) -> dict:
        code, out, err = venue(*arguments, "--json")
        return {"code": code, **json.loads(out or err)}

    return command
