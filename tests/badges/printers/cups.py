"""A real CUPS and real IPP printers, on loopback, as children of the test.

Nothing of the computer's own printing is touched: folders, ports and D-Bus are the test's own.
What makes it work, found by trying with CUPS 2.4.2 of Debian 12:

* cupsd runs without systemd, as root and as anybody. As anybody it may not run the backends that
  only root may read as programs, so it gets a copy.
* ippeveprinter of Debian ends at once where there is no system bus: it wants to announce itself
  by Avahi. A bus of its own is enough, with no Avahi on it.
* What lpadmin has said is written to the disk up to 30 s later, and lost where cupsd is killed.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

_FILES = """
ServerRoot {folder}/root
ServerBin {folder}/bin
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
TempDir {folder}/tmp
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
Printcap
FileDevice Yes
{owner}
"""
_SERVER = """
LogLevel info
Listen 127.0.0.1:{port}
Browsing Off
WebInterface No
DefaultAuthType None
ErrorPolicy stop-printer
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit Cancel-Job>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_PRINTING = """#!/bin/sh
# What ippeveprinter runs for each job: prints, or does what it is told to in the file "mode".
mode() { cat "FOLDER/mode"; }
if [ "$(mode)" = empty ]; then
  echo "STATE: +media-empty-error" >&2
  while [ "$(mode)" = empty ]; do sleep 0.05; done
  echo "STATE: -media-empty-error" >&2
fi
if [ "$(mode)" = jam ]; then
  echo "STATE: +media-jam-error" >&2
  exit 1
fi
echo "STATE: -media-jam-error" >&2
cp "$1" "FOLDER/printed/$(date +%s%N)"
"""
SYSTEM = "/usr/sbin:/usr/bin:/sbin:/bin"
_WAIT_S = 10


def needed() -> None:
    """Skip, loudly, where CUPS is not installed."""
    missing = [
        name
        for name in ("cupsd", "ippeveprinter", "lpadmin", "dbus-daemon")
        if shutil.which(name, path=SYSTEM) is None
    ]
    if missing:
        pytest.skip(
            f"NO REAL PRINTING IS TESTED: {', '.join(missing)} not found; "
            "on Debian: apt-get install cups cups-ipp-utils printer-driver-cups-pdf dbus"
        )


def free_port() -> int:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def listens(port: int) -> bool:
    with closing(socket.socket()) as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def _until(done, what: str) -> None:
    end = time.monotonic() + _WAIT_S
    while not done():
        assert time.monotonic() < end, what
        time.sleep(0.02)


class Child:
    """A program of the test's own, which ends with it."""

    def __init__(self, *command: str, **environment: str) -> None:
        self._command = command
        self._environment = {"PATH": SYSTEM, "LC_ALL": "C", **environment}
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        path = shutil.which(self._command[0], path=SYSTEM)
        self._running = subprocess.Popen(
            [path, *self._command[1:]],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        """As a power cut would end it."""
        if self._running is not None:
            self._running.kill()
            self._running.wait(_WAIT_S)
            self._running = None

    def stop(self) -> None:
        if self._running is not None:
            self._running.terminate()
            try:
                self._running.wait(_WAIT_S)
            except subprocess.TimeoutExpired:
                self._running.kill()
                self._running.wait(_WAIT_S)
            self._running = None


class NetworkPrinter(Child):
    """An IPP printer, whose paper and moods the test decides on."""

    def __init__(self, folder: Path, bus: Path, formats: str = "application/pdf") -> None:
        self.folder, self.port = folder, free_port()
        for part in ("printed", "spool", "keys"):
            (folder / part).mkdir(parents=True)
        script = folder / "print.sh"
        script.write_text(_PRINTING.replace("FOLDER", str(folder)))
        script.chmod(0o755)
        self.mode("ok")
        super().__init__(
            *("ippeveprinter", "-p", str(self.port), "-n", "localhost", "-r", "off"),
            *("-f", formats, "-c", str(script), "-d", str(folder / "spool")),
            *("-K", str(folder / "keys"), "Test"),
            DBUS_SYSTEM_BUS_ADDRESS=f"unix:path={bus}",
        )

    @property
    def address(self) -> str:
        return f"ipp://localhost:{self.port}/ipp/print"

    def mode(self, word: str) -> None:
        (self.folder / "mode").write_text(word)

    def start(self) -> None:
        super().start()
        _until(lambda: listens(self.port), "ippeveprinter does not listen")

    def printed(self) -> list[bytes]:
        """What has come out, each once, the first first."""
        return [file.read_bytes() for file in sorted((self.folder / "printed").iterdir())]


class PrintServer(Child):
    """cupsd."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self._left: list[int] = []
        root = os.geteuid() == 0
        for part in ("root", "spool", "cache", "state", "tmp", "log"):
            (folder / part).mkdir()
        (folder / "tmp").chmod(0o1777)  # filters run as another user, and leave files there
        _programs(folder / "bin", copied=not root)
        owner = "User lp\nGroup lp\nSystemGroup root" if root else ""
        files, server = folder / "cups-files.conf", folder / "cupsd.conf"
        files.write_text(_FILES.format(folder=folder, owner=owner))
        server.write_text(_SERVER.format(port=self.port))
        super().__init__("cupsd", "-f", "-c", str(server), "-s", str(files))

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def address(self, queue: str) -> str:
        return f"ipp://{self.host}/printers/{queue}"

    def start(self) -> None:
        super().start()
        _until(lambda: listens(self.port), "cupsd does not listen")

    def kill(self) -> None:
        """What it runs goes on without it, until this is stopped."""
        if self._running is not None:
            pid = self._running.pid
            with suppress(OSError):
                children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
                self._left += [int(each) for each in children.split()]
        super().kill()

    def stop(self) -> None:
        super().stop()
        for each in self._left:
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        self._left.clear()

    def queue(self, name: str, device: str, *options: str) -> None:
        self.run("lpadmin", "-p", name, "-E", "-v", device, *(options or ("-m", "raw")))

    def run(self, program: str, *words: str) -> None:
        subprocess.run(
            [shutil.which(program, path=SYSTEM), "-h", self.host, *words],
            check=True,
            timeout=_WAIT_S,
            capture_output=True,
            env={"PATH": SYSTEM, "LC_ALL": "C"},
        )


def _programs(bin_folder: Path, *, copied: bool) -> None:
    """CUPS's own programs, all of which may be run by whom cupsd runs as."""
    installed = Path("/usr/lib/cups")
    if not copied:
        bin_folder.symlink_to(installed)
        return
    bin_folder.mkdir()
    for part in installed.iterdir():
        if part.name != "backend":
            (bin_folder / part.name).symlink_to(part)
    (bin_folder / "backend").mkdir()
    for name in ("ipp", "socket"):
        copy = bin_folder / "backend" / name
        shutil.copy(installed / "backend" / name, copy)
        copy.chmod(0o755)


class PrintShop:
    """cupsd with one queue, `badges`, whose printer is a real IPP printer; and the bus."""

    def __init__(self) -> None:
        # Below /tmp, since cupsd's own user must come in, which it must not at pytest's folders.
        self.folder = Path(tempfile.mkdtemp(prefix="onsite-cups-"))
        self.folder.chmod(self.folder.stat().st_mode | stat.S_IRGRP | 0o055)
        bus = self.folder / "bus"
        self._bus = Child(
            *("dbus-daemon", "--session", "--nofork", "--nopidfile", "--nosyslog"),
            f"--address=unix:path={bus}",
        )
        self._bus.start()
        _until(bus.exists, "no bus")
        self.printer = NetworkPrinter(self.folder / "printer", bus)
        self.raster = NetworkPrinter(self.folder / "raster", bus, "image/pwg-raster")
        self.postscript = NetworkPrinter(self.folder / "ps", bus, "application/postscript")
        self.server = PrintServer(self.folder)
        self.children = (self.server, self.printer, self.raster, self.postscript)

    def open(self) -> None:
        for child in self.children:
            child.start()
        self.server.queue("badges", self.printer.address)
        self.server.stop()  # so that the queue is on disk
        self.server.start()

    def close(self) -> None:
        for child in (*self.children, self._bus):
            with suppress(OSError):
                child.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
