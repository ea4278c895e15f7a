"""Textual's driver of the terminal, made to survive what terminals really do.

A scanner of another character set, a bad line or a pasted picture send bytes that are no text.
Textual decodes strictly, in a thread which then dies; here they become a mark, as in any editor.

A terminal whose window is closed takes no more output. Textual's writing thread dies of it, and
whoever writes next waits for that thread for ever; here what nobody can see is dropped.
"""

from __future__ import annotations

import codecs
import sys
from contextlib import suppress
from functools import partial
from queue import Full
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.driver import Driver
    from textual.drivers._writer_thread import WriterThread

_DECODER = "getincrementaldecoder"


_PATIENCE_S = 0.5


def forgiving(driver: type[Driver]) -> type[Driver]:
    """The driver, with a decoder that knows no errors and a way out when the window is gone."""
    module = sys.modules[driver.__module__]
    if hasattr(module, _DECODER):
        setattr(module, _DECODER, _decoder)
    return type(f"Forgiving{driver.__name__}", (_Forgiving, driver), {})


class _Forgiving:
    """Goes before a driver that writes through a thread of its own."""

    _writer_thread: WriterThread | None = None

    def write(self, data: str) -> None:
        """Hand the text to the writing thread, unless it has ended."""
        thread = self._writer_thread
        if thread is None:
            super().write(data)  # type: ignore[misc]
            return
        while thread.is_alive():
            with suppress(Full):
                thread._queue.put(data, timeout=_PATIENCE_S)  # noqa: SLF001 - its own waits for ever
                return

    def close(self) -> None:
        """End the writing thread, unless it has ended."""
        if self._writer_thread is None or self._writer_thread.is_alive():
            super().close()  # type: ignore[misc]


def _decoder(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")
