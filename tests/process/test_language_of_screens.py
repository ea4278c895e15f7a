"""The language that is asked for on the command line is that of the screen, too."""

from __future__ import annotations

import signal
import sys

from onsite.language import in_language
from tests.process.terminal import Terminal


def test_a_screen_opens_in_the_language_of_the_command_line(tmp_path) -> None:
    store = str(tmp_path / "data")
    command = (sys.executable, "-m", "onsite", "--language", "zh_TW", "--data", store, "stage")
    terminal = Terminal(*command)
    try:
        terminal.wait_for(in_language("zh_TW", "Commands").encode())
    finally:
        terminal.kill(signal.SIGKILL)
        terminal.program.wait()
