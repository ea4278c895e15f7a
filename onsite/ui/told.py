"""What a part of the station says of itself in the status bar."""

from __future__ import annotations

from typing import NamedTuple


class Told(NamedTuple):
    """A part of the status bar."""

    rank: int
    """The highest is dropped first where the line is too narrow."""
    text: str
    trouble: bool = False
    """Whether somebody should do something about it."""


class Notice(NamedTuple):
    """What stands above every screen."""

    text: str = ""
    calm: bool = False
    """Whether it passes by itself."""
