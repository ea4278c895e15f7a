"""Whether the terminal shows pictures by itself, as Kitty does and those that know Sixel.

`textual_image` asks the terminal the moment it is imported. While an app runs, the app reads the
answer as keys that somebody pressed (measured: `?1;2c` stood in a text field, and the screen was
frozen for a third of a second). So it is imported before the app begins, by the command that
opens the preview, or not at all: everywhere else the picture is made of half blocks.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.widget import Widget

_MODULE = "textual_image.widget"
_TALL = 2.0
"""A terminal's cell is about twice as high as wide."""


def ask(environ: Mapping[str, str] = os.environ) -> None:
    """Ask the terminal what it shows; only before the app runs, and only where one is.

    Inside tmux and screen nothing is asked: what the outer terminal shows does not pass them.
    """
    multiplexed = environ.get("TMUX") or environ.get("STY")
    if multiplexed or sys.__stdout__ is None or not sys.__stdout__.isatty():
        return
    # A terminal of no size makes it divide by nothing; a strange answer is none.
    with contextlib.suppress(ArithmeticError, OSError, ValueError):
        import textual_image.widget  # noqa: F401 - it asks when it is imported


def asked() -> Any:
    """The module that draws pictures, or None where the terminal shows none or was not asked."""
    module = sys.modules.get(_MODULE)
    if module is None or module.AutoRenderable in (
        module.HalfcellRenderable,
        module.UnicodeRenderable,
    ):
        return None
    return module


def picture_widget() -> Widget | None:
    """A widget whose `image` is a picture that the terminal draws itself; None where it cannot."""
    module = asked()
    widget: Widget | None = module.Image() if module is not None else None
    return widget


def tallness() -> float:
    """How many times as high as wide a cell is."""
    module = asked()
    if module is None:
        return _TALL
    width, height = module.get_cell_size()
    return float(height / width) if width else _TALL
