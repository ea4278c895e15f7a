"""A timekeeper's station as a process of its own: acts, one after another, each told when done.

Run as `python -m tests.stage.timekeeper_program DATA`; every line `ok STATION NUMBER` is an act
that has returned.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from onsite.plan.service import current
from onsite.stage import editing, service
from onsite.stage.fields import ItemFields
from onsite.stage.outcomes import press
from onsite.wiring import open_site
from tests.stage.keeping import DAY

SECOND_MS = 1_000


def work(data: Path) -> None:
    """Give time and change a title in turn, without end."""
    site = open_site(data, operator="Thandi")
    plan = site.read_now(current)
    number = 0
    while True:
        number += 1
        pressed = press(site.clock, "main", DAY)
        if number % 2:
            by_ms = number * SECOND_MS
            done = site.write_now(service.add, plan, pressed, "Thandi", by_ms, "opening")
        else:
            changes = ItemFields(title=f"Opening {number}")
            edits = [editing.changed(pressed, "opening", changes)]
            done = site.write_now(editing.edit, plan, pressed, "Thandi", edits)
        os.write(1, f"{done.what} {done.id.station} {done.id.number}\n".encode())


if __name__ == "__main__":
    work(Path(sys.argv[1]))
