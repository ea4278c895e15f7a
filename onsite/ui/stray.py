"""What libraries print past Python: into a log while the screen is up, instead of across it.

Textual draws through the descriptor that standard error had before; what Python itself says on
standard error goes there too.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import TextIOWrapper
    from pathlib import Path
    from typing import Any

LOG_FILE = "libraries.log"
LARGEST = 1_000_000
"""Bytes of the log, after which it begins anew: a camera may print a line with every frame."""
LOOK_EVERY_S = 60.0

_STANDARD_ERROR = 2


@contextmanager
def kept_off_the_screen(data: Path | None) -> Iterator[None]:
    """Send what is written to descriptor 2 into the log of a data folder, until the end.

    Args:
        data: the folder; without it, or where the log cannot be written, nothing is kept.
    """
    before = sys.__stderr__
    try:
        screen = os.dup(_STANDARD_ERROR)
    except OSError:  # there is no standard error, as in a program without a terminal
        yield
        return
    log = _opened(data)
    drawn = _text(screen, before)
    over = threading.Event()
    watch = threading.Thread(target=_kept_small, args=(log, over), name="onsite-log", daemon=True)
    watch.start()
    _point(log, drawn, instead_of=before)
    try:
        yield
    finally:
        over.set()
        watch.join()  # the log's descriptor may belong to another file once it is closed
        with suppress(OSError, ValueError):  # the terminal may be gone
            drawn.flush()
        _point(screen, before, instead_of=drawn)
        os.close(log)
        with suppress(OSError):
            drawn.close()


def _point(descriptor: int, stream: Any, *, instead_of: Any) -> None:
    os.dup2(descriptor, _STANDARD_ERROR)
    if sys.stderr is instead_of:
        sys.stderr = stream
    sys.__stderr__ = stream  # type: ignore[misc]  # Textual draws through it


def _opened(data: Path | None) -> int:
    if data is not None:
        with suppress(OSError):
            data.mkdir(parents=True, exist_ok=True, mode=0o700)
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
            log = os.open(data / LOG_FILE, flags, 0o600)
            _cut(log)
            return log
    return os.open(os.devnull, os.O_WRONLY)


def _text(descriptor: int, like: TextIOWrapper | None) -> TextIOWrapper:
    encoding = like.encoding if like is not None else "utf-8"
    errors = (like.errors if like is not None else None) or "backslashreplace"
    return os.fdopen(descriptor, "w", buffering=1, encoding=encoding, errors=errors)


def _kept_small(log: int, over: threading.Event) -> None:
    while not over.wait(LOOK_EVERY_S):
        with suppress(OSError):
            _cut(log)


def _cut(log: int) -> None:
    if os.fstat(log).st_size > LARGEST:
        os.ftruncate(log, 0)
