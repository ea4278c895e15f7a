"""Servers on loopback, in threads: one that takes mail, one of the web that answers or hangs."""

from __future__ import annotations

import socket
import socketserver
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Mail(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as it takes to be handed a mail."""

    def handle(self) -> None:
        self._say("220 sink")
        mail: dict[str, list[str] | str] = {"to": []}
        for raw in self.rfile:
            line = raw.decode().rstrip("\r\n")
            verb = line[:4].upper()
            if verb == "RCPT":
                mail["to"].append(line.partition("<")[2].partition(">")[0])
            if verb == "DATA":
                self._say("354 go on")
                mail["text"] = self._data()
                self.server.mails.append(mail)
            if verb == "QUIT":
                self._say("221 bye")
                return
            self._say("250 ok")

    def _data(self) -> str:
        lines = []
        for raw in self.rfile:
            if raw.rstrip(b"\r\n") == b".":
                break
            lines.append(raw.decode())
        return "".join(lines)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_sink():
    """A server of mail; what it has taken stands in `mails`."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Mail) as server:
        server.daemon_threads, server.mails = True, []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


class _Web(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.server.taken.append((self.path, self.rfile.read(length).decode()))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_told) -> None:
        pass


@contextmanager
def web(status: int = 200):
    """A server of the web; what it was told stands in `taken`."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Web) as server:
        server.daemon_threads, server.taken, server.status = True, [], status
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@contextmanager
def hanging():
    """A server that takes a connection and never answers; yields its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]
