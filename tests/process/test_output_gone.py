"""An answer that cannot be written is no crash."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full, as on Linux")
@pytest.mark.parametrize("extra", [[], ["--json"]])
def test_a_full_disk_behind_the_output_leaves_no_crash_report(tmp_path, extra):
    command = [sys.executable, "-m", "onsite", "plan", "versions", "--data", str(tmp_path), *extra]

    with FULL.open("w") as output:
        done = subprocess.run(
            command, stdout=output, stderr=subprocess.PIPE, check=False, text=True
        )

    assert (done.returncode, done.stderr) == (1, "")
    assert not (tmp_path / "crash").exists()
