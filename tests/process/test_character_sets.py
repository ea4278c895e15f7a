"""A terminal or a pipe of an old character set gets what it can show, and JSON whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

PLAN = """\
[event]
name = "東京サミット é"
zone = "Asia/Tokyo"
days = [2026-11-24]
[checkpoints.main]
name = "Main"
"""


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_names_that_cannot_be_shown_stop_nothing(tmp_path, encoding):
    (tmp_path / "event.toml").write_text(PLAN, "utf-8")

    def check(*options: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "onsite", "plan", "check", "event.toml", *options],
            capture_output=True,
            check=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONIOENCODING": encoding, "ONSITE_LANGUAGE": "en"},
            timeout=60,
        )
        return done.stdout.decode(encoding, "replace")

    assert check().startswith("event.toml is a valid plan: ")
    assert json.loads(check("--json"))["plan"]["event"]["name"] == "東京サミット é"
