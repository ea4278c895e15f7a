"""Stands between a hub and its server, so that no server outlives its hub.

Run as a program of its own, without the rest of Onsite: it starts the server, says its process
id on standard output, and waits. When its standard input ends, because the hub closed it or
is no longer there, however it went, the server is told to stop. When the server ends by
itself, so does this, with the same code.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading

_PATIENCE_S = 10.0
_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Start the server that the arguments name and watch over it."""
    server = _start(sys.argv[1:])
    sys.stdout.write(f"{server.pid}\n")
    sys.stdout.flush()
    threading.Thread(target=_stop_at_end, args=(server,), daemon=True).start()
    code = server.wait()
    os._exit(code if code >= 0 else 128 - code)


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    if sys.platform == "win32":
        group = subprocess.CREATE_NEW_PROCESS_GROUP
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, creationflags=group)  # noqa: S603 - the server's own path
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=_end_with_parent)  # noqa: S603, PLW1509 - the server's own path; there is one thread yet


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop_at_end(server: subprocess.Popen[bytes]) -> None:
    sys.stdin.read()
    if sys.platform == "win32":
        server.send_signal(signal.CTRL_BREAK_EVENT)
    else:
        server.terminate()
    try:
        server.wait(_PATIENCE_S)
    except subprocess.TimeoutExpired:
        server.kill()


if __name__ == "__main__":
    main()
