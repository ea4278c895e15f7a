"""What must be settled before anything else is imported: modules are kept, compiled.

Where Python is told to write none beside the sources, it compiles a thousand modules anew in each
of the tests' hundreds of processes, which takes as long as all that they do. They are kept with
pytest's own cache instead.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

if sys.dont_write_bytecode and sys.pycache_prefix is None:
    sys.pycache_prefix = os.fspath(Path(__file__).parent / ".pytest_cache" / "compiled")
    sys.dont_write_bytecode = False
    # For every process that a test starts, and for those that share the tests.
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

gc.set_threshold(20_000)


def pytest_collection_finish() -> None:
    """Look for garbage among what tests make, and not among all that was imported for them."""
    gc.collect()
    gc.freeze()
