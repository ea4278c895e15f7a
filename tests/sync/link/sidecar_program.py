"""Starts the process of a link, says its number, and waits to be killed.

Run as: sidecar_program.py FOLDER
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from onsite.sync.link.sidecar import Sidecar

sidecar = Sidecar(Path(sys.argv[1]))
sidecar.start()
sys.stdout.write(f"{sidecar.process}\n")
sys.stdout.flush()
time.sleep(60)
