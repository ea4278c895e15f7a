"""Cameras of the network, on this machine alone: HTTP with MJPEG, and RTSP with JPEG over RTP."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import contextmanager, suppress

import cv2
import numpy as np

SIDE = 64
GREYS = (40, 120, 200)
RATE = 30.0


def jpeg(grey: int, side: int = SIDE) -> bytes:
    return cv2.imencode(".jpg", np.full((side, side, 3), grey, np.uint8))[1].tobytes()


class Camera:
    """Answers each connection in a thread of its own, until it is closed.

    Args:
        frames: how many are sent before it goes silent, or closes.
        closes: whether it closes the line after them.
        status: what it answers with; anything but 200 sends no picture.
        mute: it takes the call, and says nothing.
        instead: all that it says, before it closes the line.
        body: what it sends instead of pictures.
        rate: frames a second.
        port: where it answers; 0 for any that is free.
    """

    scheme = ""

    def __init__(
        self,
        frames=10**9,
        *,
        closes=False,
        status=200,
        mute=False,
        instead=None,
        body=None,
        rate=RATE,
        port=0,
    ) -> None:
        self.frames, self.closes, self.status, self.mute = frames, closes, status, mute
        self.body, self.rate, self.instead = body, rate, instead
        self.calls = 0
        self.ended = threading.Event()
        self._door = socket.create_server(("127.0.0.1", port))
        self.port = self._door.getsockname()[1]
        self._threads = [threading.Thread(target=self._serve, daemon=True)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/door"

    def close(self) -> None:
        self.ended.set()
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for thread in self._threads:
            thread.join(5)

    def _serve(self) -> None:
        while not self.ended.is_set():
            try:
                line, _from = self._door.accept()
            except OSError:
                return
            self.calls += 1
            thread = threading.Thread(target=self._answer_quietly, args=(line,), daemon=True)
            self._threads = [each for each in self._threads if each.is_alive()] + [thread]
            thread.start()

    def _answer_quietly(self, line: socket.socket) -> None:
        with line, suppress(OSError):
            if self.mute:
                self.ended.wait()
            elif self.instead is not None:
                line.recv(4096)
                line.sendall(self.instead)
            else:
                self.answer(line)

    def answer(self, line: socket.socket) -> None:
        raise NotImplementedError

    def show(self, send) -> None:
        """Send every frame at its time; then close, or go silent."""
        for number in range(self.frames):
            if self.ended.wait(1 / self.rate):
                return
            send(number, jpeg(GREYS[number % len(GREYS)]))
        if not self.closes:
            self.ended.wait()


class HttpCamera(Camera):
    """As webcams in the network and phones do it: one JPEG after the other in one answer."""

    scheme = "http"

    def answer(self, line):
        line.recv(4096)
        line.sendall(f"HTTP/1.0 {self.status} Here\r\n".encode())
        if self.body is not None or self.status != 200:
            line.sendall(b"Content-Type: text/plain\r\n\r\n" + (self.body or b"no"))
            return
        line.sendall(b"Content-Type: multipart/x-mixed-replace; boundary=next\r\n\r\n")

        def send(_number, picture):
            head = f"--next\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
            line.sendall(head.encode() + picture + b"\r\n")

        self.show(send)


class RtspCamera(Camera):
    """RTSP (RFC 2326) with JPEG over RTP (RFC 2435), both over the one TCP connection."""

    scheme = "rtsp"

    def answer(self, line):
        said = b""
        while data := line.recv(4096):
            said += data
            while b"\r\n\r\n" in said:
                request, _end, said = said.partition(b"\r\n\r\n")
                method = request.split()[0].decode()
                line.sendall(self._reply(method, request))
                if method == "PLAY":
                    self.show(lambda number, picture: line.sendall(packet(number, picture)))
                    return

    def _reply(self, method, request):
        number = next(row for row in request.split(b"\r\n") if row.lower().startswith(b"cseq"))
        if method == "DESCRIBE" and self.status != 200:
            return b"RTSP/1.0 %d No\r\n%s\r\n\r\n" % (self.status, number)
        body, heads = b"", [b"RTSP/1.0 200 OK", number]
        if method == "DESCRIBE":
            body = (
                b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=door\r\nt=0 0\r\n"
                b"m=video 0 RTP/AVP 26\r\nc=IN IP4 127.0.0.1\r\na=control:track1\r\n"
            )
            heads += [b"Content-Type: application/sdp", b"Content-Length: %d" % len(body)]
        if method == "SETUP":
            heads += [b"Transport: RTP/AVP/TCP;unicast;interleaved=0-1", b"Session: 7"]
        if method == "OPTIONS":
            heads += [b"Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN"]
        return b"\r\n".join(heads) + b"\r\n\r\n" + body


def packet(number: int, picture: bytes) -> bytes:
    """One small JPEG as one packet: its tables of numbers, then what was scanned."""
    tables, at = b"", 2
    while picture[at + 1] != 0xDA:
        (length,) = struct.unpack_from(">H", picture, at + 2)
        if picture[at + 1] == 0xDB:
            tables += picture[at + 5 : at + 2 + length]
        at += 2 + length
    (length,) = struct.unpack_from(">H", picture, at + 2)
    scan = picture[at + 2 + length : -2]
    last, jpeg_type, in_tables = 0x80, 1, 255
    rtp = struct.pack(">BBHII", 0x80, last | 26, number & 0xFFFF, number * 3000, 0x0B5)
    head = struct.pack(">IBBBB", 0, jpeg_type, in_tables, SIDE // 8, SIDE // 8)
    body = rtp + head + struct.pack(">BBH", 0, 0, len(tables)) + tables + scan
    return struct.pack(">cBH", b"$", 0, len(body)) + body


@contextmanager
def running(camera: Camera):
    try:
        yield camera
    finally:
        camera.close()
