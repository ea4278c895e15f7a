"""Where the files lie that ship with Onsite: `db/` and `assets/`."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled(path: str) -> Path:
    """The place of a shipped file or folder, in an installed wheel and in a checkout alike.

    Args:
        path: relative, with forward slashes, beginning with `db/` or `assets/`.

    Raises:
        FileNotFoundError: it ships in neither place.
    """
    for root in (_PACKAGE / "_bundled", _PACKAGE.parent):
        place = root / path
        if place.exists():
            return place
    raise FileNotFoundError(path)
