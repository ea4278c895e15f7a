"""What went wrong in the process of a link: types and places, never messages, which hold data."""

from __future__ import annotations

import logging
import time
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from onsite.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_MOST_BYTES = 450_000
"""Of one file; there are two at most."""


def reporter(file: Path) -> Callable[[BaseException], None]:
    """Writes every error that it is told into a file. Where that fails, it is silent."""
    logging.raiseExceptions = False
    # Without one, what libraries log would go to standard error.
    logging.getLogger().addHandler(logging.NullHandler())
    logging.captureWarnings(capture=True)
    log = logging.getLogger(f"onsite.{file.stem}")
    log.propagate = False
    log.addHandler(_handler(file))

    def report(error: BaseException) -> None:
        from onsite.ui import crash

        log.error("%s", crash.report(error, at=SystemClock().now()))

    return report


def _handler(file: Path) -> logging.Handler:
    handler = RotatingFileHandler(
        file, maxBytes=_MOST_BYTES, backupCount=1, encoding="utf-8", delay=True
    )
    formatter = logging.Formatter("%(asctime)sZ %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    return handler
