"""Starts an app without a terminal, tells what it took until the first paint, and ends."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from typing import Any


def main(which: str) -> None:
    app = _empty() if which == "empty" else _onsite()
    paint = app._display

    def painted(screen: Any, renderable: Any) -> None:
        paint(screen, renderable)
        if app._running and not app._batch_count and (which == "empty" or _is_whole(screen)):
            _tell()

    app._display = painted
    app.run(headless=True, size=(80, 24))


def _empty() -> Any:
    from textual.app import App

    return App()


def _onsite() -> Any:
    from onsite.app import OnsiteApp

    return OnsiteApp(threading.Event().wait)


def _is_whole(screen: Any) -> bool:
    """Whether the work area can be read, its keys included."""
    strips = screen._compositor.render_strips(screen.size)
    return "F1" in "".join(strip.text for strip in strips)


def _tell() -> None:
    modules = sorted({name.partition(".")[0] for name in sys.modules})
    answer = {"cpu_s": time.process_time(), "modules": modules}
    sys.__stdout__.write(json.dumps(answer))
    sys.__stdout__.flush()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
