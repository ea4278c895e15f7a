"""The bytes of a serial port while somebody watches, and may press a key to end it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.scanner.hand.ports import device_of
from onsite.scanner.hand.serial import failure_of, gone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.scanner.hand.raw_terminal import Bytes
    from onsite.scanner.hand.serial import PortSettings

_ENDS = b"\x03\x1b"
"""Ctrl+C and Esc."""


class PortBytes:
    """What comes from an open port, until a key ends it.

    Args:
        port: of pyserial.
        keys: the keyboard; None where there is none, and only a signal ends it.
    """

    def __init__(self, port: Any, keys: Bytes | None) -> None:
        self._port = port
        self._keys = keys

    def read(self, seconds: float) -> bytes | None:
        """What has come, waiting for so many seconds at most; None at the end of it all."""
        try:
            pressed = self._keys.read(0) if self._keys is not None else b""
            if pressed is None or set(pressed) & set(_ENDS):
                return None
            self._port.timeout = seconds
            data: bytes = self._port.read(1)
            return data + self._port.read(self._port.in_waiting) if data else b""
        except KeyboardInterrupt:
            return None
        except OSError as error:
            raise _in_words(failure_of(error)) from error


@contextmanager
def opened(settings: PortSettings, keys: Bytes | None) -> Iterator[Bytes]:
    """The port, open.

    Raises:
        NotPossibleError: it is not there, or cannot be opened.
    """
    import serial

    device = device_of(settings.serial)
    if device is None:
        raise _in_words(gone())
    try:
        port = serial.Serial(device, settings.baud, exclusive=True)
    except OSError as error:
        raise _in_words(failure_of(error)) from error
    with port:
        yield PortBytes(port, keys)


def _in_words(failure: NotPossibleError) -> NotPossibleError:
    return NotPossibleError(
        _("The scanner: {why}.").format(why=failure.happened),
        _("{advice} “onsite scan” lists the ports that are there.").format(advice=failure.advice),
    )
