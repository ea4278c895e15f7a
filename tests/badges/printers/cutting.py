"""A network that loses the answer to a print job."""

from __future__ import annotations

import select
import socket
import socketserver
import threading
from contextlib import contextmanager

_PRINT_JOB = b"\x02\x00\x00\x02"
"""How such a request of IPP 2.0 begins, after the headers."""
_CONTINUE = b"HTTP/1.1 100"


class _Passing(socketserver.BaseRequestHandler):
    """One connection, passed on until an answer is to be lost."""

    def handle(self):
        if self.server.lost and self.server.for_good:
            return
        with socket.create_connection(("127.0.0.1", self.server.there)) as there:
            sent = b""
            while True:
                for side in select.select([self.request, there], [], [], 10)[0]:
                    more = side.recv(65536)
                    if not more:
                        return
                    if side is self.request:
                        sent = (sent + more)[:4096]
                        there.sendall(more)
                    elif _PRINT_JOB in sent and not more.startswith(_CONTINUE):
                        self.server.lost = True
                        if self.server.silent:
                            self.request.recv(1)  # until the other side has had enough
                        return
                    else:
                        self.request.sendall(more)


class _Network(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    lost = False


@contextmanager
def cutting(port: int, *, for_good: bool = False, silent: bool = False):
    """Passes everything on to a port of this computer, but for the answer to a Print-Job.

    `for_good`: after that one, nothing is passed on any more.
    `silent`: that connection is not closed; nothing comes.
    """
    with _Network(("127.0.0.1", 0), _Passing) as network:
        network.there, network.for_good, network.silent = port, for_good, silent
        serving = threading.Thread(target=network.serve_forever, args=(0.02,))
        serving.start()
        try:
            yield network
        finally:
            network.shutdown()
            serving.join()
