"""A coroutine that nobody awaited may be collected in the middle of an import of any thread."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys, warnings
import onsite
warnings.simplefilter("always")

async def forgotten():
    pass

before = set(sys.modules)
forgotten()
print(sorted(set(sys.modules) - before))
"""


def test_being_told_of_it_imports_nothing() -> None:
    """Such an import would leave a lock taken that is never given back: see `onsite`."""
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "coroutine 'forgotten' was never awaited" in done.stderr
    assert done.stdout == "[]\n"
