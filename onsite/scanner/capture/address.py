"""A camera in the network, by its address."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from onsite.scanner.capture import words
from onsite.scanner.capture.grey import grey
from onsite.scanner.opencv import opencv

if TYPE_CHECKING:
    from ssl import SSLContext

    from onsite.scanner.capture.source import CameraTrouble, Stream
    from onsite.scanner.decoding import Picture

SCHEMES = {"rtsp": 554, "rtsps": 322, "http": 80, "https": 443}
"""What an address may begin with, and the port it means."""
OPENS_WITHIN_S = 10.0
SILENT_AFTER_S = 2.2
"""Seconds; FFmpeg gives up then, and its thread is free."""

_ASKED_WITHIN_S = 2.0
_SUCCESS, _UNAUTHORIZED, _FORBIDDEN = range(200, 400), 401, 403


@dataclass(frozen=True)
class Address:
    """A picture that comes by the network.

    Args:
        url: `rtsp://`, `http://` and their like; it may hold a name and a password.
    """

    url: str
    live: bool = True

    @property
    def name(self) -> str:
        """The address without the password."""
        parts = urlsplit(self.url)
        return f"{parts.netloc.rpartition('@')[2]}{parts.path}".rstrip("/")

    def open(self) -> Stream:
        """Call, and wait for the first picture.

        Raises:
            CameraTrouble: nobody answers, or not with a picture.
        """
        capture = self._captured()
        if not capture.isOpened():
            capture.release()
            raise self._reason()
        return _AddressStream(capture, self.name)

    def _captured(self) -> Any:
        cv2 = opencv()
        asked = {
            cv2.CAP_PROP_OPEN_TIMEOUT_MSEC: OPENS_WITHIN_S * 1000,
            cv2.CAP_PROP_READ_TIMEOUT_MSEC: SILENT_AFTER_S * 1000,
            # More of them would show each frame as many frames later.
            cv2.CAP_PROP_N_THREADS: 1,
        }
        flat = [int(each) for pair in asked.items() for each in pair]
        return cv2.VideoCapture(self.url, cv2.CAP_FFMPEG, flat)

    def _reason(self) -> CameraTrouble:
        """Why it did not open; FFmpeg does not tell, so it is asked once more."""
        try:
            status = _status(urlsplit(self.url))
        except TimeoutError:
            return words.sends_nothing(self.name)
        except (OSError, ValueError, LookupError):
            return words.not_answering(self.name)
        if status in (_UNAUTHORIZED, _FORBIDDEN):
            return words.locked(self.name)
        return (
            words.unreadable(self.name) if status in _SUCCESS else words.not_at(self.name, status)
        )


class _AddressStream:
    def __init__(self, capture: Any, name: str) -> None:
        self._capture = capture
        self._name = name
        self._began = time.monotonic()

    def grab(self) -> float | None:
        """Wait for the next frame; answers its time, or None where the other side has closed."""
        asked = time.monotonic()
        if self._capture.grab():
            return time.monotonic() - self._began
        if time.monotonic() - asked >= SILENT_AFTER_S:
            raise words.sends_nothing(self._name)
        return None

    def picture(self) -> Picture:
        """The frame that was grabbed last."""
        _there, raw = self._capture.retrieve()
        picture = grey(raw)
        if picture is None:
            raise words.unreadable(self._name)
        return picture

    def close(self) -> None:
        """Hang up."""
        self._capture.release()


def _status(parts: SplitResult) -> int:
    """The number that whoever is at an address answers with, as 200 or 404.

    Raises:
        TimeoutError: somebody is there, and does not answer.
        OSError: nobody is there.
        ValueError: the answer is none of HTTP or RTSP, or the address none at all.
        LookupError: the answer has no number, or there is none: the line was closed at once.
    """
    port = parts.port or SCHEMES[parts.scheme]
    with socket.create_connection((parts.hostname or "", port), _ASKED_WITHIN_S) as plain:
        secure = parts.scheme in ("https", "rtsps")
        with _unverified().wrap_socket(plain) if secure else plain as line:
            line.sendall(_question(parts).encode("utf-8", "replace"))
            # `HTTP/1.1 200 OK` or `RTSP/1.0 200 OK`
            return int(line.recv(32).split()[1])


def _question(parts: SplitResult) -> str:
    if parts.scheme.startswith("rtsp"):
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        return f"DESCRIBE {bare} RTSP/1.0\r\nCSeq: 1\r\n\r\n"
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    return f"GET {target} HTTP/1.0\r\nHost: {parts.hostname}\r\n\r\n"


def _unverified() -> SSLContext:
    """As cameras have them: certificates that they made themselves. Nothing secret is sent."""
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
