"""Opens commands in a real terminal, and runs them in the shell."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from tests.journeys.tmux import Tmux


@pytest.fixture
def terminal(tmp_path):
    """Opens `onsite` with these arguments in a terminal of that size."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed: apt-get install tmux, or brew install tmux")
    opened = []

    def open_in(*arguments: str, **size: int) -> Tmux:
        command = (sys.executable, "-m", "onsite", *arguments)
        variables = {"ONSITE_DATA": str(tmp_path / "data"), "ONSITE_LANGUAGE": "en"}
        window = Tmux(*command, cwd=str(tmp_path), **size, **variables)
        opened.append(window)
        return window

    yield open_in
    for window in opened:
        window.close()


@pytest.fixture
def onsite(tmp_path):
    """Runs a command in the shell; answers what it printed."""

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "onsite", *arguments, "--data", str(tmp_path / "data")]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=tmp_path)
        return done.stdout

    return run
