"""What is said of a computer, and what mends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from onsite.doctor.checks import findings
from onsite.doctor.machine import STORE_NEW, STORE_UNREADABLE, Machine, Terminal
from onsite.errors import NotPossibleError
from onsite.readiness import Finding, State

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
TERMINAL = Terminal(120, 40, "xterm-256color", 256, "utf-8")
DATA = Path("data")
WELL = Machine(
    system="linux",
    root=False,
    package_manager="apt-get",
    engines={"zxing-cpp": True, "zbar": True},
    terminal=TERMINAL,
    locale="C.UTF-8",
    data=DATA,
    data_trouble="",
    free_bytes=80_000_000_000,
    sqlite="3.40.1",
    fts5=True,
    store="0002",
    now=NOW,
    last_record=NOW - timedelta(hours=1),
    time_zones=True,
    cameras=("HD Webcam",),
)


def test_a_computer_that_lacks_nothing():
    assert findings(WELL, "0002") == [
        Finding("data", State.OK, "The data folder data can be written to."),
        Finding("space", State.OK, "80000 MB are free there."),
        Finding("store", State.OK, "The store is of form 0002, the newest that this Onsite knows."),
        Finding("sqlite", State.OK, "SQLite 3.40.1 has what is needed."),
        Finding("clock", State.OK, "The clock says 2026-11-24 08:30 UTC."),
        Finding("zones", State.OK, "The world's time zones are known."),
        Finding("terminal", State.OK, "The terminal shows 120 × 40 characters in 256 colours."),
        Finding("encoding", State.OK, "Names of every script can be shown (locale C.UTF-8)."),
        Finding("letters", State.OK, "Names of every script can be drawn on a badge."),
        Finding("decoders", State.OK, "QR codes are read by zxing-cpp, zbar."),
        Finding("camera", State.OK, "Cameras: HD Webcam."),
    ]


NO_ZBAR = {"engines": {"zxing-cpp": True, "zbar": False}}
ZBAR_SAID = (
    "QR codes are read by zxing-cpp alone; the system's libzbar, which reads "
    "a few damaged codes more, is missing."
)
DENIED = NotPossibleError("You may not use it.", "Join the group video.")
UNSHAPED = {"unsafe_scripts": ("Devanagari", "Thai")}
LETTERS_SAID = (
    "Badges drawn as dots get the letters of some scripts wrong, as FriBidi is missing: "
    "Devanagari, Thai. A PDF has them right."
)
SMALL = replace(TERMINAL, columns=79)
PAST = "The clock says {} UTC, and that is in the past."

CASES = [
    ({"data_trouble": "Read-only file system"}, "data", State.MISSING,
     "The data folder data cannot be written to: Read-only file system.",
     "Choose another folder: onsite --data DIR"),
    ({"free_bytes": 100_000_000}, "space", State.NOTE, "100 MB are free there.",
     "Free 500 MB on that disk."),
    ({"free_bytes": 1_000_000}, "space", State.MISSING, "1 MB are free there.",
     "Free 500 MB on that disk."),
    ({"store": STORE_NEW}, "store", State.OK,
     "There is no store yet; it is made at the first use.", ""),
    ({"store": STORE_UNREADABLE}, "store", State.MISSING,
     "The store cannot be read: it is damaged, or no store of Onsite.",
     "Put back a copy from its backups folder, or choose another: onsite --data DIR"),
    ({"store": "0001"}, "store", State.OK,
     "The store is of form 0001; it is copied and brought up to date at next use.", ""),
    ({"store": "0003"}, "store", State.MISSING,
     "A newer Onsite has written the store (its form is 0003, ours 0002).",
     "uv tool upgrade onsite"),
    ({"sqlite": "3.31.1"}, "sqlite", State.MISSING,
     "SQLite 3.31.1 lacks what the search needs.", "uv python install 3.13"),
    ({"fts5": False}, "sqlite", State.MISSING,
     "SQLite 3.40.1 lacks what the search needs.", "uv python install 3.13"),
    ({"now": NOW - timedelta(hours=2)}, "clock", State.MISSING,
     PAST.format("2026-11-24 06:30"), "sudo timedatectl set-ntp true"),
    ({"now": datetime(1970, 1, 1, tzinfo=UTC), "last_record": None, "system": "darwin"}, "clock",
     State.MISSING, PAST.format("1970-01-01 00:00"), "sudo sntp -sS time.apple.com"),
    ({"now": NOW - timedelta(hours=2), "system": "win32"}, "clock", State.MISSING,
     PAST.format("2026-11-24 06:30"), "w32tm /resync"),
    ({"time_zones": False}, "zones", State.MISSING, "The world's time zones are not known.",
     "python -m pip install tzdata"),
    ({"terminal": None}, "terminal", State.NOTE,
     "The output goes elsewhere, so the terminal was not looked at.",
     "Type it without “|” and “>”: onsite doctor"),
    ({"terminal": SMALL}, "terminal", State.NOTE,
     "The terminal shows 79 × 40 characters in 256 colours.",
     "Make the window larger, or its letters smaller: 80 × 24 are needed."),
    ({"terminal": replace(TERMINAL, colours=16)}, "terminal", State.NOTE,
     "The terminal shows 120 × 40 characters in 16 colours.", "export COLORTERM=truecolor"),
    ({"terminal": replace(TERMINAL, kind="dumb")}, "terminal", State.MISSING,
     "The terminal says that it can neither place nor colour text.",
     "export TERM=xterm-256color"),
    ({"terminal": replace(TERMINAL, encoding="cp1252"), "system": "win32"}, "encoding",
     State.MISSING, "The terminal is set to cp1252, which cannot show every name.",
     "set PYTHONUTF8=1"),
    (UNSHAPED, "letters", State.NOTE, LETTERS_SAID, "sudo apt-get install libfribidi0"),
    ({**UNSHAPED, "package_manager": "brew"}, "letters", State.NOTE, LETTERS_SAID,
     "brew install fribidi"),
    ({**UNSHAPED, "package_manager": "winget"}, "letters", State.NOTE, LETTERS_SAID,
     "Put the library FriBidi where programs find it, or print from a PDF."),
    (NO_ZBAR, "decoders", State.NOTE, ZBAR_SAID, "sudo apt-get install libzbar0"),
    ({**NO_ZBAR, "root": True}, "decoders", State.NOTE, ZBAR_SAID, "apt-get install libzbar0"),
    ({**NO_ZBAR, "package_manager": "brew"}, "decoders", State.NOTE, ZBAR_SAID,
     "brew install zbar"),
    ({**NO_ZBAR, "package_manager": "dnf"}, "decoders", State.NOTE, ZBAR_SAID,
     "sudo dnf install zbar"),
    ({**NO_ZBAR, "package_manager": ""}, "decoders", State.NOTE, ZBAR_SAID,
     "Install the package of your system that contains libzbar."),
    ({"engines": {"zxing-cpp": False, "zbar": False}}, "decoders", State.MISSING,
     "No QR code can be read: neither zxing-cpp nor zbar can be loaded.",
     "uv sync --reinstall-package zxing-cpp"),
    ({"cameras": (), "camera_troubles": (DENIED,)}, "camera", State.NOTE,
     "You may not use it.", "Join the group video."),
    ({"camera_troubles": (DENIED,)}, "camera", State.NOTE,
     "Cameras: HD Webcam. You may not use it.", "Join the group video."),
    ({"cameras": None}, "camera", State.NOTE,
     "Cameras cannot be listed here; one that is plugged in may work all the same.",
     "onsite desk --camera 0"),
    ({"cameras": ()}, "camera", State.OK,
     "There is no webcam; hand scanners, typed names, pictures and videos work.", ""),
]  # fmt: skip


@pytest.mark.parametrize(("seen", "check", "state", "said", "mend"), CASES)
def test_one_thing_differs(seen, check, state, said, mend):
    well = findings(WELL, "0002")
    found = findings(replace(WELL, **seen), "0002")
    assert [each for each in found if each not in well] == [Finding(check, state, said, mend)]
