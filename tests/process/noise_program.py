"""A program whose libraries print while its screen is up, and afterwards."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from pathlib import Path

from tests.process import stage_program


def main(data: Path) -> int:
    system, over = ctypes.CDLL(None), threading.Event()

    def print_now_and_then():
        while not over.wait(0.01):
            os.write(2, b"NOISE of a library\r\n")
            system.perror(b"NOISE of the system")

    thread = threading.Thread(target=print_now_and_then, daemon=True)
    thread.start()
    os.write(2, b"BEFORE\r\n")
    code = stage_program.main(data)
    over.set()
    thread.join()
    os.write(2, b"AFTERWARDS from a library\r\n")
    sys.stderr.write("AFTERWARDS from Python\n")
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
