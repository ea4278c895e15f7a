"""The end of the program does not meet a thread that comes back from a decoder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture
def image(tmp_path):
    """One that takes long to find nothing in."""
    noise = np.random.default_rng(4).integers(0, 255, (720, 1280), np.uint8)
    path = tmp_path / "noise.png"
    cv2.imwrite(str(path), cv2.GaussianBlur(noise, (9, 9), 0))
    return path


@pytest.mark.parametrize("again", range(2))
def test_a_camera_that_reads_does_not_crash_the_end(image, again):
    done = subprocess.run(
        [sys.executable, "-m", "tests.scanner.camera.ending_program", str(image)],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")
