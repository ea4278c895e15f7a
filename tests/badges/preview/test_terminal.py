"""The terminal is asked what it shows before the app runs, and never while it does."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time

import pytest

PROGRAM = """
from onsite.badges.preview import terminal
terminal.ask()
print("shows", type(terminal.picture_widget()).__module__, flush=True)
"""
SIXEL, PLAIN = b"\x1b[?62;4;22c", b"\x1b[?62;22c"
SIZE = (24, 80, 640, 384)
"""Rows, columns, and both in pixels."""


def in_terminal(answer: bytes, size: tuple[int, ...] = SIZE, **environ: str) -> str:
    """What the program prints in a terminal that answers the question for its abilities so."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", *size))
    env = {key: text for key, text in os.environ.items() if key not in ("TMUX", "STY")}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdin=follower, stdout=follower, env=env | environ
    ) as process:
        os.close(follower)
        said, deadline = b"", time.monotonic() + 60
        while b"shows" not in said or not said.endswith(b"\n"):
            assert time.monotonic() < deadline, said
            if select.select([leader], [], [], 1)[0]:
                part = os.read(leader, 4096)
                said += part
                if b"\x1b[c" in part:
                    os.write(leader, answer)
        process.wait(10)
    os.close(leader)
    return said.decode()


@pytest.mark.parametrize(
    ("answer", "environ", "asked", "module"),
    [
        pytest.param(SIXEL, {}, True, "textual_image.widget.sixel", id="Sixel"),
        pytest.param(PLAIN, {}, True, "builtins", id="half blocks"),
        pytest.param(SIXEL, {"TMUX": "/tmp/tmux"}, False, "builtins", id="inside tmux"),
    ],
)
def test_what_the_terminal_can_is_used(answer, environ, asked, module) -> None:
    said = in_terminal(answer, **environ)
    assert (("\x1b[c" in said), said.rsplit(" ", 1)[1].strip()) == (asked, module)


def test_a_terminal_of_no_size_shows_half_blocks() -> None:
    assert in_terminal(SIXEL, (0, 0, 0, 0)).rsplit(" ", 1)[1].strip() == "builtins"


def test_in_a_running_app_nothing_is_asked() -> None:
    """Nobody but `ask` imports the library that asks."""
    code = (
        "import sys; import onsite.badges.preview.picture, onsite.badges.preview.terminal as t;"
        "print(t.picture_widget(), t.tallness(), *({'textual_image', 'PIL'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["None", "2.0"]
