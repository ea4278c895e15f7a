"""A hand scanner on a serial port: a thread that listens, and opens the port anew when it is lost.

Everything is told through `hand_over`, a function such as an event loop's
`call_soon_threadsafe`, so the desk hears it in its own thread.
"""

from __future__ import annotations

import errno
import os
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from onsite.errors import NotPossibleError, OnsiteError
from onsite.language import _
from onsite.scanner.hand.framing import GAP_S, Framer, texts_of
from onsite.scanner.hand.heard import Heard
from onsite.scanner.hand.ports import device_of

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 5.0
"""Between two attempts to open the port: twice as long each time, in seconds."""
_IDLE_S = 0.5
_PATIENCE_S = 2.0
_TAKEN = (errno.EBUSY, errno.EAGAIN, errno.EWOULDBLOCK)
_DENIED = (errno.EACCES, errno.EPERM)


class PortSettings(Protocol):
    """Which port, and how it speaks."""

    @property
    def serial(self) -> str:
        """Its stable name, or that of a device."""
        ...

    @property
    def baud(self) -> int:
        """Signs a second."""
        ...


@dataclass(frozen=True, slots=True)
class PortState:
    """What the scanner on the port is doing, and why."""

    name: str
    failure: OnsiteError | None = None
    """Why it is not heard; None while it is."""
    again_s: float = 0.0
    """When it is tried again, in seconds."""

    @property
    def lost(self) -> bool:
        """Whether nothing that it scans is heard."""
        return self.failure is not None

    def __str__(self) -> str:
        """For the status bar, in the language in use."""
        if self.failure is None:
            return _("Scanner: ready")
        return _("Scanner: {why}").format(why=self.failure.happened)


class Audience(Protocol):
    """Who is told what the scanner sends."""

    def scanner_changed(self, state: PortState) -> None:
        """The port was opened, or lost."""

    def code_received(self, heard: Heard) -> None:
        """A code has come, whole."""


class SerialScanner:
    """A serial scanner that can be listened to.

    Args:
        settings: the port, and how it speaks.
        audience: who is told; always through `hand_over`.
        hand_over: calls a function with arguments in the audience's thread, without waiting.
        find: answers the device of a stable name, or None.
    """

    def __init__(
        self,
        settings: PortSettings,
        audience: Audience,
        hand_over: Callable[..., Any],
        find: Callable[[str], str | None] = device_of,
    ) -> None:
        self.settings = settings
        self._listening = _Listening(settings, audience, hand_over, find)

    def start(self) -> None:
        """Listen, from now on and whenever the port comes back."""
        self._listening.start()

    def stop(self) -> None:
        """Listen no longer. Nothing is told after this."""
        self._listening.stopped.set()
        if self._listening.is_alive():
            self._listening.join(_PATIENCE_S)


def failure_of(error: Exception) -> NotPossibleError:
    """Why a port cannot be opened or was lost, and what to do."""
    number = getattr(error, "errno", None)
    if number in _TAKEN:
        return NotPossibleError(
            _("used by another program"), _("Close the program that has the port open.")
        )
    if number in _DENIED:
        return NotPossibleError(
            _("not allowed to open the port"),
            _("On Linux: sudo usermod -a -G dialout $USER, then log in again."),
        )
    if isinstance(error, OSError):
        return gone()
    return NotPossibleError(
        _("stopped: {error}").format(error=type(error).__name__),
        _("Plug it in again. Typing and other scanners go on working."),
    )


def gone() -> NotPossibleError:
    """There is no such port, or no longer."""
    return NotPossibleError(
        _("not plugged in"),
        _("Plug it in: it is found by itself. Typing and other scanners go on working."),
    )


class _Listening(threading.Thread):
    """One thread from the start to the end."""

    def __init__(
        self,
        settings: PortSettings,
        audience: Audience,
        hand_over: Callable[..., Any],
        find: Callable[[str], str | None],
    ) -> None:
        super().__init__(name="onsite-scanner", daemon=True)
        self.stopped = threading.Event()
        self._settings = settings
        self._audience = audience
        self._hand_over = hand_over
        self._find = find

    def run(self) -> None:
        """Open the port and listen; begin again when it is lost."""
        wait = FIRST_WAIT_S
        while not self.stopped.is_set():
            began = time.monotonic()
            try:
                self._listen()
            except OnsiteError as error:
                failure = error
            except Exception as error:  # noqa: BLE001 - a scanner that fails must not end the desk
                failure = failure_of(error)
            else:
                return
            # One that is lost again at once is not tried more often for having been there.
            if time.monotonic() - began > LONGEST_WAIT_S:
                wait = FIRST_WAIT_S
            self._tell(
                self._audience.scanner_changed, PortState(self._settings.serial, failure, wait)
            )
            self.stopped.wait(wait)
            wait = min(2 * wait, LONGEST_WAIT_S)

    def _listen(self) -> None:
        """Tell every scan until the listening was stopped.

        Raises:
            OnsiteError: the port is not there.
            OSError: it cannot be opened, or was lost.
        """
        import serial

        device = self._find(self._settings.serial)
        if device is None:
            raise gone()
        with serial.Serial(device, self._settings.baud, timeout=_IDLE_S, exclusive=True) as port:
            self._tell(self._audience.scanner_changed, PortState(self._settings.serial))
            framer = Framer()
            while not self.stopped.is_set():
                port.timeout = GAP_S if framer.waits else _IDLE_S
                data = port.read(1)
                data += port.read(port.in_waiting) if data else b""
                if not data and os.name == "posix" and not os.path.exists(device):  # noqa: PTH110 - as it is named
                    raise gone()
                at = time.monotonic()
                for raw in framer.feed(data, at) if data else framer.pause(at):
                    text, *others = texts_of(raw)
                    scan = Heard(text, keyed=False, others=tuple(others))
                    self._tell(self._audience.code_received, scan)

    def _tell(self, listener: Callable[..., None], *what: object) -> None:
        if self.stopped.is_set():
            return
        try:
            self._hand_over(listener, *what)
        except RuntimeError:
            # The event loop is closed: the desk is gone, and nobody is left to be told.
            self.stopped.set()
