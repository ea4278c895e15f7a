"""The real programmes of other conferences, and a plan on whose stages they are held."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from onsite.plan.service import current, publish
from onsite.stage.importing.programme import Reading
from onsite.stage.importing.reading import read

REAL = Path(__file__).parents[4] / "shared" / "data" / "schedules"
PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = ["2026-11-24", "2026-11-25"]

[checkpoints.door]
name = "Main door"

[stages.blue]
name = "Blue stage"
rooms = ["Curie", "Altes Rathaus"]

[stages.red]
name = "Red stage"
rooms = ["Meitner"]
"""


def real(name: str) -> Path:
    """A real file; without it the test is skipped, and the summary of the run says so."""
    path = REAL / name
    if not path.exists():
        pytest.skip(f"the real schedule {name} is not here: {REAL}")
    return path


def reading(zone: str = "Europe/Berlin", **said) -> Reading:
    days = (date(2026, 11, 24), date(2026, 11, 25))
    given = {"zone": ZoneInfo(zone), "zone_name": zone, "days": days, "day_ends": time(4)}
    return Reading(**{**given, **said})


@pytest.fixture
def programme(tmp_path):
    """Reads a text as a file of that name."""

    def made(text: str | bytes, name: str = "programme.csv", **said):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read(path, reading(**said))

    return made


@pytest.fixture
def plan(site):
    site.write_now(publish, PLAN, "Maria")
    return site.read_now(current)
