"""Textual's driver of the terminal, made to survive what terminals really do.

A scanner of another character set, a bad line or a pasted picture send bytes that are no text.
Textual decodes strictly, in a thread which then dies; here they become a mark, as in any editor.

A terminal whose window is closed takes no more output. Textual's writing thread dies of it, and
whoever writes next waits for that thread for ever; here what nobody can see is dropped.

The system wakes a program (SIGCONT) that was not asleep when a window is closed, and one that was
stopped from outside. Textual then reads keys in two threads, which take each other's letters out
of a scan, and waits for one of them for ever; here the one goes on, and everything is shown anew.

A terminal may vanish without a signal. Textual then asks it for keys without a pause, for ever;
here that is the signal.
"""

from __future__ import annotations

import codecs
import os
import signal
import sys
from contextlib import suppress
from functools import partial
from queue import Full
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Thread

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
    """Goes before a driver that reads and writes through threads of its own."""

    _writer_thread: WriterThread | None = None
    _key_thread: Thread | None = None

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

    def run_input_thread(self) -> None:
        """Read keys until told to stop, or until there is no terminal any more."""
        try:
            super().run_input_thread()  # type: ignore[misc]
        except (EOFError, OSError):
            os.kill(os.getpid(), getattr(signal, "SIGHUP", signal.SIGTERM))

    def resume_application_mode(self) -> None:
        """Take the terminal up again after Ctrl+Z; what has never let go of it draws anew."""
        if self._key_thread is None or not self._key_thread.is_alive():
            super().resume_application_mode()  # type: ignore[misc]
            return
        from textual.events import Resize
        from textual.geometry import Size

        size = Size(*self._get_terminal_size())  # type: ignore[attr-defined]
        self.send_message(Resize(size, size))  # type: ignore[attr-defined]


class _Decoder(codecs.getincrementaldecoder("utf-8")):  # type: ignore[misc]
    """Tells that there is nothing more to decode, which Textual asks for only at the end."""

    def decode(self, data: bytes, final: bool = False) -> str:  # noqa: FBT001, FBT002 - as its base
        """The text of the bytes.

        Raises:
            EOFError: there are none, though the terminal said that there are.
        """
        if not data and not final:
            raise EOFError
        text: str = super().decode(data, final)
        return text


def _decoder(_encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    return partial(_Decoder, errors="replace")
