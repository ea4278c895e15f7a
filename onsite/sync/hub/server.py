"""The hub's server as a child process: started, found to be safe, told to stop."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onsite.errors import NotPossibleError, OnsiteError
from onsite.language import _

if TYPE_CHECKING:
    import ssl

    from onsite.sync.hub.folder import HubFolder

_NEW_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""Of Windows alone."""
_GUARD = Path(__file__).with_name("guard.py")
_START_S = 60.0
"""A server with a large stream reads it before it answers."""
_STOP_S = 15.0
_ASK_S = 2.0
_PAUSE_S = 0.02
_TAIL = 2_000
_AT_ONCE = getattr(signal, "SIGKILL", signal.SIGTERM)
"""On Windows every signal ends a process at once."""


class ServerError(OnsiteError):
    """The hub's server did not start."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server is reached from this computer, and how it proves itself."""

    host: str
    port: int
    context: ssl.SSLContext
    name: str
    """In its certificate."""


class Server:
    """One run of the server.

    Args:
        program: the file of nats-server.
        folder: where its configuration lies, which has been written.
        place: where it is to be reached; the configuration says the same.
    """

    def __init__(self, program: Path, folder: HubFolder, place: Place) -> None:
        self._program = program
        self._folder = folder
        self.place = place
        self.id = ""
        """What the server calls itself; another at each start."""
        self.process = 0
        """The server's process id."""
        self._guard: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it and wait until it answers, and asks everybody who they are.

        Raises:
            NotPossibleError: its port is taken.
            ServerError: it did not start, or lets in anybody; then it has been stopped.
        """
        _check_free(self.place)
        self._guard = await self._spawn()
        try:
            await self._started()
        except BaseException:
            await self.stop()
            raise

    async def ended(self) -> None:
        """Wait until it is no longer there, for whatever reason."""
        if self._guard is not None:
            await self._guard.wait()

    async def stop(self) -> None:
        """Have it finish its work and stop; it is gone afterwards."""
        guard, self._guard = self._guard, None
        if guard is None or guard.returncode is not None:
            return
        if guard.stdin is not None:
            guard.stdin.close()
        try:
            async with asyncio.timeout(_STOP_S):
                await guard.wait()
        except TimeoutError:
            guard.kill()
            await guard.wait()

    def kill(self) -> None:
        """End it at once; what it acknowledged is on its disk."""
        if self._guard is not None and self._guard.returncode is None:
            with suppress(OSError):
                os.kill(self.process, _AT_ONCE)

    async def _spawn(self) -> asyncio.subprocess.Process:
        guard = [sys.executable, "-I", "-S", str(_GUARD), str(self._program)]
        # The port is said twice: a server without its configuration must not be found at ours.
        command = [*guard, "-c", str(self._folder.configuration), "-p", str(self.place.port)]
        with self._folder.errors.open("wb") as errors:
            started = await asyncio.create_subprocess_exec(
                *command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                # Ctrl+C in the hub's terminal is for the hub: it then stops its server itself.
                start_new_session=True,
                creationflags=_NEW_GROUP,
            )
        said = await started.stdout.readline() if started.stdout else b""
        self.process = int(said or 0)
        return started

    async def _started(self) -> None:
        give_up = time.monotonic() + _START_S
        while time.monotonic() < give_up:
            if self._guard is None or self._guard.returncode is not None:
                raise self._failed()
            with suppress(OSError, TimeoutError):
                async with asyncio.timeout(_ASK_S):
                    greeting = await greeted(self.place)
                self.id = str(greeting.get("server_id", ""))
                if not greeting.get("auth_required") or not await _refuses_strangers(self.place):
                    raise _open_to_all()
                return
            await asyncio.sleep(_PAUSE_S)
        raise self._failed()

    def _failed(self) -> OnsiteError:
        said = _tail(self._folder.errors) + _tail(self._folder.log)
        if "address already in use" in said or "Only one usage of each socket" in said:
            return _taken(self.place)
        reason = next((line for line in reversed(said.splitlines()) if "[FTL]" in line), "")
        reason = reason or (said.splitlines() or [""])[-1]
        return ServerError(
            _("The hub's server did not start: {reason}").format(reason=reason[-300:].strip()),
            _("What it said is in {file}").format(file=self._folder.log),
        )


async def greeted(place: Place) -> dict[str, object]:
    """What the server says of itself to whoever connects; its certificate has been checked.

    Raises:
        OSError: nobody answers, or not as this hub does.
    """
    reader, writer = await _connected(place)
    try:
        return _greeting(await reader.readline())
    finally:
        writer.transport.abort()


def free_port(host: str = "127.0.0.1") -> int:
    """A port that nobody listens at just now."""
    with socket.create_server((host, 0)) as trying:
        return int(trying.getsockname()[1])


async def _refuses_strangers(place: Place) -> bool:
    reader, writer = await _connected(place)
    try:
        await reader.readline()
        writer.write(b'CONNECT {"verbose":false,"pedantic":false}\r\nPING\r\n')
        await writer.drain()
        async with asyncio.timeout(_ASK_S):
            return (await reader.readline()).startswith(b"-ERR")
    finally:
        writer.transport.abort()


async def _connected(place: Place) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection(
        place.host, place.port, ssl=place.context, server_hostname=place.name, limit=2**20
    )


def _greeting(line: bytes) -> dict[str, object]:
    word, _blank, said = line.partition(b" ")
    if word != b"INFO":
        raise ConnectionError(line[:40])
    try:
        greeting: dict[str, object] = json.loads(said)
    except ValueError as error:
        raise ConnectionError(line[:40]) from error
    return greeting


def _check_free(place: Place) -> None:
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trying:
        if trying.connect_ex((place.host, place.port)) == 0:
            raise _taken(place)


def _tail(path: Path) -> str:
    with suppress(OSError):
        return path.read_bytes()[-_TAIL:].decode("utf-8", "replace")
    return ""


def _taken(place: Place) -> NotPossibleError:
    return NotPossibleError(
        _("Another program uses the port {port} of this computer.").format(port=place.port),
        _("Close it, or choose another port with --port, as “onsite hub --port {other}”.").format(
            other=place.port + 1
        ),
    )


def _open_to_all() -> ServerError:
    return ServerError(
        _("The hub's server let in somebody it does not know, so it was stopped."),
        _("Remove the folder “hub” from the data folder and open the hub again."),
    )
