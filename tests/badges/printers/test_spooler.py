"""The spooler's own programs, on the day when they do not answer."""

from __future__ import annotations

import os

import pytest

from onsite.badges.printers.channel import PrinterState, Progress, Sent
from onsite.badges.printers.spooler import CupsQueue
from onsite.plan.printers import PrinterPart
from tests.conftest import ManualClock

HANGS = """#!/bin/sh
case "$1" in
  -p) echo "printer badges is idle." ;;
  *) exec sleep 30 ;;
esac
"""


@pytest.mark.skipif(os.name == "nt", reason="a shell of Unix stands in for CUPS")
async def test_a_spooler_that_hangs_is_asked_in_vain_and_says_so(tmp_path, monkeypatch):
    program = tmp_path / "lpstat"
    program.write_text(HANGS)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("onsite.badges.printers.spooler._SECONDS", 0.3)
    way = CupsQueue(PrinterPart(name="Left", address="spooler:badges"), ManualClock())

    assert await way.state() == PrinterState("unknown", ("no-answer",), accepting=False)
    sent = Sent("spooler:badges", "onsite-1", "7", 0)
    assert await way.follow(sent) == (Progress.UNKNOWN, ("not-told",))
