"""Opens commands in a real terminal, and runs them in the shell."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.journeys.tmux import Tmux

if TYPE_CHECKING:
    from pathlib import Path


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
    return partial(shell, tmp_path)


def shell(folder: Path, *arguments: str) -> str:
    """Run a command in a folder, with the data in one beside its files."""
    command = [sys.executable, "-m", "onsite", *arguments, "--data", str(folder / "data")]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder).stdout
