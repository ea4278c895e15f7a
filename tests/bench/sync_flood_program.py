"""Records five hundred entries a second at one station, until standard input ends.

Run as `python -m tests.bench.sync_flood_program DATA`.
"""

from __future__ import annotations

import sys
import threading
import time
from itertools import count
from pathlib import Path

from onsite.checkin.service import Attempt, scan
from onsite.plan.service import current
from onsite.wiring import open_site
from tests.faults.network.station import PEOPLE

AT_ONCE, EVERY_S = 10, 0.02


def main(data: Path) -> None:
    """In transactions of ten, as from several checkpoints."""
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    site = open_site(data, operator="Flood")
    plan = site.read_now(current)
    due = time.perf_counter()
    for round_ in count():
        if ended.wait(max(0.0, due - time.perf_counter())):
            break
        due += EVERY_S

        def work(journal, rows, first=round_ * AT_ONCE) -> None:
            for number in range(first, first + AT_ONCE):
                attempt = Attempt(f"flood-{number}", "door", "Flood", code=f"C{number % PEOPLE}")
                scan(journal, rows, plan, attempt)

        site.write_now(work)
    site.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
