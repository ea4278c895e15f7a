"""The overview in a real terminal of eighty columns, with real keys."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals", allow_module_level=True)

from onsite.clock import SystemClock, to_ms
from onsite.plan.service import current, publish
from onsite.wiring import open_site
from onsite.zones.acting import by
from onsite.zones.capacity import reading as capacity
from onsite.zones.counting import service
from onsite.zones.evacuation.reading import begun
from tests.bench.glass import Glass
from tests.process.terminal import Terminal
from tests.zones.board.conftest import PLAN

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE_S = 30.0
F6, DOWN, ESCAPE, CTRL_Q = b"\x1b[17~", b"\x1b[B", b"\x1b", b"\x11"


def count(data: Path, people: int, counter: str) -> None:
    """Count in the hall in a process of its own, as another terminal of this laptop does."""
    site = open_site(data, operator="bo")
    try:
        plan, taps = site.read_now(current), [(to_ms(SystemClock().now()), people)]
        site.write_now(service.count, plan, by(SystemClock(), "bo"), counter, "hall", taps)
    finally:
        site.close()


class Overview:
    """A terminal that shows the zones."""

    def __init__(self, data: Path) -> None:
        command = (sys.executable, "-m", "onsite", "zones", "--data", os.fspath(data))
        self.terminal = Terminal(*command, "--operator", "ana")
        self._glass = Glass(80, 24)
        self._seen = 0

    @property
    def text(self) -> str:
        written = self.terminal.written
        self._glass.write(written[self._seen :])
        self._seen = len(written)
        return "\n".join(self._glass.lines())

    def look_for(self, text: str) -> None:
        until = time.monotonic() + PATIENCE_S
        while text not in self.text:
            assert time.monotonic() < until, self.text
            self.terminal._read(0.05)

    def press(self, keys: bytes, then: str) -> None:
        """Press keys, and wait for what they show."""
        self.terminal.press(keys)
        self.look_for(then)


def test_from_the_list_to_an_evacuation_by_real_keys(tmp_path, monkeypatch):
    monkeypatch.setenv("ONSITE_LANGUAGE", "en")
    data = tmp_path / "data"
    site = open_site(data, operator="ana")
    site.write_now(publish, PLAN, "ana")
    site.close()
    count(data, 120, "c1")
    overview = Overview(data)
    try:
        overview.look_for("120 people in 3 zones")
        count(data, 5, "c2")
        overview.look_for("125 people in 3 zones")
        overview.press(b"\r", "Exits and aisles")
        overview.press(b"b", "Which way of Great hall")
        overview.press(b"\r", "North doors of Great hall is blocked")
        overview.press(b"chairs\r", "✗ blocked")
        overview.press(F6, "⠤ people")
        overview.press(ESCAPE, "✗ blocked")
        overview.press(b"e", "does everybody leave now?")
        overview.press(DOWN + b"\r", "Evacuation of Great hall")
        overview.press(b"smoke\r", "125 left of 125")
        overview.terminal.press(CTRL_Q)
        assert overview.terminal.ended() == 0
    finally:
        overview.terminal.close()
    site = open_site(data, operator="ana")
    try:
        hall = (site.read_now(current), "hall", site.journal.clock.now())
        (shut,) = site.read_now(capacity.capacity_of, *hall).blocked
        assert (shut.way, shut.why) == ("north", "chairs")
        going = site.read_now(begun)["hall"][0]
        assert (going.people, going.why, going.drill) == (125, "smoke", False)
    finally:
        site.close()
