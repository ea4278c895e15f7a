"""A look at this computer. Nothing is changed, made or opened for longer than the look takes."""

from __future__ import annotations

import locale
import os
import shutil
import sqlite3
import sys
import tempfile
import zoneinfo
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from onsite.clock import Clock
    from onsite.errors import OnsiteError

STORE_NEW = ""
"""The revision of a store that is not there yet."""
STORE_UNREADABLE = "?"

_PACKAGE_MANAGERS = ("apt-get", "dnf", "pacman", "zypper", "apk", "brew", "winget")


@dataclass(frozen=True, slots=True)
class Terminal:
    """The terminal that the command was typed in."""

    columns: int
    lines: int
    kind: str
    """`TERM`; on Windows what stands for it."""
    colours: int
    encoding: str


@dataclass(frozen=True, slots=True)
class Machine:
    """What was seen."""

    system: str
    """`linux`, `darwin`, `win32`, as `sys.platform`."""
    root: bool
    package_manager: str
    """The name of its command; empty where there is none of those we know."""
    engines: Mapping[str, bool]
    """The QR decoders, and whether each can be loaded."""
    terminal: Terminal | None
    """None when the output goes elsewhere."""
    locale: str
    data: Path
    data_trouble: str
    """Why the data folder cannot be written to, in the system's words; empty where it can."""
    free_bytes: int
    sqlite: str
    fts5: bool
    store: str
    """The revision of the store, or one of the constants above."""
    now: datetime
    last_record: datetime | None
    """When the newest entry that this store knows was written, in UTC."""
    time_zones: bool
    cameras: tuple[str, ...] | None
    """Names of those that nothing is known against; None where they cannot be listed."""
    camera_troubles: tuple[OnsiteError, ...] = ()
    """Why others cannot be used."""
    unsafe_scripts: tuple[str, ...] = ()
    """Those whose letters cannot be put together here when a badge is drawn."""


def look(data: Path, clock: Clock) -> Machine:
    """See what is here.

    Args:
        data: the data folder, which need not exist.
        clock: tells the time.
    """
    from onsite.badges.fonts.shaping import unsafe_scripts
    from onsite.scanner import settings
    from onsite.scanner.decoding import engines

    cameras, troubles = _cameras()
    damage = settings.damage(data)
    revision, last = _store(data / "onsite.db")
    return Machine(
        system=sys.platform,
        root=hasattr(os, "geteuid") and os.geteuid() == 0,
        package_manager=next((name for name in _PACKAGE_MANAGERS if shutil.which(name)), ""),
        engines=engines(),
        terminal=_terminal(),
        locale=locale.setlocale(locale.LC_CTYPE),
        data=data,
        data_trouble=_data_trouble(data),
        free_bytes=shutil.disk_usage(_existing(data)).free,
        sqlite=sqlite3.sqlite_version,
        fts5=_fts5(),
        store=revision,
        now=clock.now(),
        last_record=last,
        time_zones=_time_zones(),
        cameras=cameras,
        camera_troubles=troubles if damage is None else (damage, *troubles),
        unsafe_scripts=unsafe_scripts(),
    )


def _terminal() -> Terminal | None:
    if not sys.stdout.isatty():
        return None
    size = os.get_terminal_size(sys.stdout.fileno())
    kind = os.environ.get("TERM", "windows" if sys.platform == "win32" else "")
    return Terminal(size.columns, size.lines, kind, _colours(kind), sys.stdout.encoding)


def _colours(kind: str) -> int:
    if os.environ.get("NO_COLOR") or kind in ("", "dumb"):
        return 0
    if os.environ.get("COLORTERM") in ("truecolor", "24bit") or kind == "windows":
        return 256**3
    return 256 if "256" in kind else 16


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next(place for place in (folder, *folder.absolute().parents) if place.is_dir())


def _data_trouble(data: Path) -> str:
    try:
        if data.exists() and not data.is_dir():
            return os.strerror(20)
        with tempfile.TemporaryFile(dir=_existing(data)) as trial:
            trial.write(b"\0" * 4096)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _fts5() -> bool:
    with closing(sqlite3.connect(":memory:")) as driver:
        try:
            driver.execute("CREATE VIRTUAL TABLE words USING fts5(word, prefix='1 2 3')")
        except sqlite3.OperationalError:
            return False
    return True


def _store(file: Path) -> tuple[str, datetime | None]:
    if not file.exists() or file.stat().st_size == 0:
        return STORE_NEW, None
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as driver:
            (revision,) = driver.execute("SELECT version_num FROM alembic_version").fetchone()
            (last,) = driver.execute("SELECT max(received_ms) FROM journal_entry").fetchone()
    except (sqlite3.Error, TypeError):
        return STORE_UNREADABLE, None
    return str(revision), datetime.fromtimestamp(last / 1000, UTC) if last else None


def _time_zones() -> bool:
    try:
        zoneinfo.ZoneInfo("Europe/Berlin")
    except zoneinfo.ZoneInfoNotFoundError:
        return False
    return True


def _cameras() -> tuple[tuple[str, ...] | None, tuple[OnsiteError, ...]]:
    from onsite.scanner.capture import devices
    from onsite.scanner.capture.obstacles import obstacle

    try:
        seen = [(device.name, obstacle(device)) for device in devices()]
    except (ImportError, OSError):
        return None, ()
    return (
        tuple(name for name, trouble in seen if trouble is None),
        tuple(trouble for _name, trouble in seen if trouble is not None),
    )
