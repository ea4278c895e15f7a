"""The end of the program does not meet a thread that comes back from OpenCV."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.scanner.capture.servers import HttpCamera, RtspCamera, running

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("camera", [HttpCamera, RtspCamera, partial(HttpCamera, frames=8)])
def test_a_camera_that_is_watched_does_not_crash_the_end(camera):
    with running(camera()) as there:
        done = subprocess.run(
            [sys.executable, "-m", "tests.scanner.capture.ending_program", there.url],
            cwd=ROOT,
            capture_output=True,
            check=False,
            timeout=60,
        )
    assert (done.returncode, done.stderr) == (0, b"")
