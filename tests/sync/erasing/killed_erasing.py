"""Erases copies of a folder, and is killed in each one step later than in the one before.

Run as: killed_erasing.py TEMPLATE FOLDER. Makes FOLDER/0, FOLDER/1, …; the last is one in which
the erasing came to its end.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from itertools import count
from pathlib import Path

from onsite.journal import features
from onsite.sync.erasing import erasing
from onsite.wiring import open_site
from tests.conftest import ManualClock

STEPS = ("open", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "sqlite3.connect")


def die_at(step: int, data: Path) -> None:
    """Be killed when the files of the folder are touched for the `step`th time."""
    left = count(step, -1)

    def hear(event: str, arguments: tuple) -> None:
        touched = event in STEPS and str(data) in str(arguments[0])
        if touched and next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hear)


def erase(data: Path, step: int) -> None:
    site = open_site(data, clock=ManualClock())
    die_at(step, data)
    erasing.check(site)
    site.close()


def main(template: Path, folder: Path) -> None:
    features.load()
    for step in count():
        data = folder / str(step)
        shutil.copytree(template, data)
        child = os.fork()
        if not child:
            try:
                erase(data, step)
            finally:
                os._exit(0 if sys.exc_info()[0] is None else 1)
        _pid, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
