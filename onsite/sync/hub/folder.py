"""The hub's own folder inside the data folder: what lies there and how it is written."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.errors import NotPossibleError, StoreError, StoreFullError
from onsite.language import _
from onsite.sync.hub.settings import Paths
from onsite.sync.placing import placed_for_owner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from onsite.sync.keys.certificates import Certificate

LEAST_FREE = 500_000_000
"""Bytes on the disk; with less, no hub is started."""


def disk_free(folder: Path) -> int:
    """Bytes that are free on the disk of a folder."""
    return shutil.disk_usage(folder).free


@dataclass(frozen=True, slots=True)
class HubFolder:
    """`hub/` in the data folder of a station that is, or was, the hub."""

    path: Path

    @property
    def configuration(self) -> Path:
        """What the server is told."""
        return self.path / "server.conf"

    @property
    def errors(self) -> Path:
        """What the server says before it has opened its log."""
        return self.path / "server.err"

    @property
    def log(self) -> Path:
        """The server's own log."""
        return self.path / "server.log"

    @property
    def lock(self) -> Path:
        """Held by the one hub that runs here."""
        return self.path / "hub.lock"

    @property
    def paths(self) -> Paths:
        """As the configuration names them."""
        names = ("jetstream", "server.log", "hub.pem", "hub.key", "authority.pem")
        return Paths(*(str(self.path / name) for name in names))

    def prepare(self, free: Callable[[Path], int]) -> None:
        """Make the folder.

        Raises:
            StoreFullError: the disk is so full that a hub would soon stand still.
            StoreError: it cannot be made.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            room = free(self.path)
        except OSError as error:
            raise _unwritable(self.path) from error
        if room < LEAST_FREE:
            raise StoreFullError(
                _("The disk is almost full: {free} MB are free, and a hub needs {least}.").format(
                    free=room // 1_000_000, least=LEAST_FREE // 1_000_000
                ),
                _("Free some space, or name a folder on another disk with --data."),
            )

    def keep(self, certificate: Certificate, authority: str) -> None:
        """Write what the server proves itself with."""
        self.write(self.path / "authority.pem", authority)
        self.write(self.path / "hub.pem", certificate.certificate)
        self.write(self.path / "hub.key", certificate.key)

    def write(self, path: Path, text: str) -> None:
        """Write a file that only this user may read, whole or not at all.

        An empty configuration would start a server that is open to everybody.

        Raises:
            StoreError: it cannot be written.
        """
        try:
            with placed_for_owner(path) as file:
                file.write(text.encode())
        except OSError as error:
            raise _unwritable(path) from error


@contextmanager
def held_alone(folder: HubFolder) -> Iterator[None]:
    """Keep every other hub out of the folder.

    Raises:
        NotPossibleError: one is running there.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder.lock, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise NotPossibleError(
            _("A hub is running in this data folder already."),
            _("See it in its own window, or close it there first."),
        ) from error
    except OSError as error:
        raise _unwritable(folder.lock) from error
    try:
        yield
    finally:
        lock.release()


def _unwritable(path: Path) -> StoreError:
    return StoreError(
        _("The hub cannot write {file}.").format(file=path),
        _("Check the permissions of the data folder and the room on its disk."),
    )
