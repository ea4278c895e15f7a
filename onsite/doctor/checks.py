"""What to make of a computer: each thing that was looked at, and what mends it. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from onsite.doctor.machine import STORE_NEW, STORE_UNREADABLE
from onsite.language import _
from onsite.readiness import Finding, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.doctor.machine import Machine

MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock that is right tells an earlier time than that of this version."""
COLUMNS, LINES = 80, 24
FREE_NEEDED, FREE_WANTED = 50_000_000, 500_000_000
"""Bytes: for one day of a large event with its backups, and for comfort."""
SQLITE_NEEDED = (3, 35)
"""The first with RETURNING and with FTS5 as the search uses it."""


def findings(machine: Machine, store_revision: str) -> list[Finding]:
    """Everything that was looked at, in the order in which it matters.

    Args:
        machine: what was seen.
        store_revision: of the stores that this Onsite works with.
    """
    checks: tuple[Callable[[Machine], Finding], ...] = (
        _data_folder,
        _free_space,
        lambda seen: _store(seen, store_revision),
        _sqlite,
        _clock,
        _time_zones,
        _terminal,
        _encoding,
        _letters,
        _decoders,
        _camera,
    )
    return [check(machine) for check in checks]


def _data_folder(machine: Machine) -> Finding:
    if machine.data_trouble:
        said = _("The data folder {folder} cannot be written to: {reason}.").format(
            folder=machine.data, reason=machine.data_trouble
        )
        return Finding("data", State.MISSING, said, _("Choose another folder: onsite --data DIR"))
    said = _("The data folder {folder} can be written to.").format(folder=machine.data)
    return Finding("data", State.OK, said)


def _free_space(machine: Machine) -> Finding:
    said = _("{megabytes} MB are free there.").format(megabytes=machine.free_bytes // 1_000_000)
    if machine.free_bytes >= FREE_WANTED:
        return Finding("space", State.OK, said)
    state = State.NOTE if machine.free_bytes >= FREE_NEEDED else State.MISSING
    return Finding(
        "space",
        state,
        said,
        _("Free {megabytes} MB on that disk.").format(megabytes=FREE_WANTED // 1_000_000),
    )


def _store(machine: Machine, ours: str) -> Finding:
    if machine.store == STORE_NEW:
        return Finding("store", State.OK, _("There is no store yet; it is made at the first use."))
    if machine.store == STORE_UNREADABLE:
        said = _("The store cannot be read: it is damaged, or no store of Onsite.")
        mend = _("Put back a copy from its backups folder, or choose another: onsite --data DIR")
        return Finding("store", State.MISSING, said, mend)
    if machine.store > ours:
        said = _("A newer Onsite has written the store (its form is {found}, ours {ours}).")
        said = said.format(found=machine.store, ours=ours)
        return Finding("store", State.MISSING, said, "uv tool upgrade onsite")
    said = _("The store is of form {found}, the newest that this Onsite knows.")
    if machine.store < ours:
        said = _("The store is of form {found}; it is copied and brought up to date at next use.")
    return Finding("store", State.OK, said.format(found=machine.store))


def _sqlite(machine: Machine) -> Finding:
    version = tuple(int(part) for part in machine.sqlite.split("."))
    if version < SQLITE_NEEDED or not machine.fts5:
        said = _("SQLite {version} lacks what the search needs.").format(version=machine.sqlite)
        return Finding("sqlite", State.MISSING, said, "uv python install 3.13")
    said = _("SQLite {version} has what is needed.").format(version=machine.sqlite)
    return Finding("sqlite", State.OK, said)


def _clock(machine: Machine) -> Finding:
    said = _("The clock says {now:%Y-%m-%d %H:%M} UTC.").format(now=machine.now)
    last = machine.last_record
    if machine.now < MADE or (last is not None and machine.now < last - timedelta(minutes=1)):
        early = _("The clock says {now:%Y-%m-%d %H:%M} UTC, and that is in the past.")
        return Finding("clock", State.MISSING, early.format(now=machine.now), _set_clock(machine))
    return Finding("clock", State.OK, said)


def _set_clock(machine: Machine) -> str:
    if machine.system == "win32":
        return "w32tm /resync"
    if machine.system == "darwin":
        return "sudo sntp -sS time.apple.com"
    return _as_root(machine, "timedatectl set-ntp true")


def _time_zones(machine: Machine) -> Finding:
    if machine.time_zones:
        return Finding("zones", State.OK, _("The world's time zones are known."))
    said = _("The world's time zones are not known.")
    return Finding("zones", State.MISSING, said, "python -m pip install tzdata")


def _terminal(machine: Machine) -> Finding:
    terminal = machine.terminal
    if terminal is None:
        said = _("The output goes elsewhere, so the terminal was not looked at.")
        return Finding(
            "terminal", State.NOTE, said, _("Type it without “|” and “>”: onsite doctor")
        )
    shown = {"columns": terminal.columns, "lines": terminal.lines, "colours": terminal.colours}
    said = _("The terminal shows {columns} × {lines} characters in {colours} colours.")
    if terminal.kind in ("", "dumb"):
        said = _("The terminal says that it can neither place nor colour text.")
        return Finding("terminal", State.MISSING, said, "export TERM=xterm-256color")
    if terminal.columns < COLUMNS or terminal.lines < LINES:
        mend = _("Make the window larger, or its letters smaller: 80 × 24 are needed.")
        return Finding("terminal", State.NOTE, said.format(**shown), mend)
    if terminal.colours < 256:  # noqa: PLR2004 - what the themes are made for
        mend = "export COLORTERM=truecolor"
        return Finding("terminal", State.NOTE, said.format(**shown), mend)
    return Finding("terminal", State.OK, said.format(**shown))


def _encoding(machine: Machine) -> Finding:
    encoding = machine.terminal.encoding if machine.terminal else "utf-8"
    if encoding.lower().replace("-", "") == "utf8":
        said = _("Names of every script can be shown (locale {locale}).")
        return Finding("encoding", State.OK, said.format(locale=machine.locale))
    said = _("The terminal is set to {encoding}, which cannot show every name.")
    mend = "set PYTHONUTF8=1" if machine.system == "win32" else "export PYTHONUTF8=1"
    return Finding("encoding", State.MISSING, said.format(encoding=encoding), mend)


_FRIBIDI = {
    "apt-get": "apt-get install libfribidi0",
    "dnf": "dnf install fribidi",
    "pacman": "pacman -S fribidi",
    "zypper": "zypper install libfribidi0",
    "apk": "apk add fribidi",
    "brew": "brew install fribidi",
}


def _letters(machine: Machine) -> Finding:
    if not machine.unsafe_scripts:
        return Finding("letters", State.OK, _("Names of every script can be drawn on a badge."))
    said = _(
        "Badges drawn as dots get the letters of some scripts wrong, as FriBidi is missing: "
        "{scripts}. A PDF has them right."
    )
    mend = _("Put the library FriBidi where programs find it, or print from a PDF.")
    said = said.format(scripts=", ".join(machine.unsafe_scripts))
    return Finding("letters", State.NOTE, said, _install(machine, _FRIBIDI, mend))


_ZBAR = {
    "apt-get": "apt-get install libzbar0",
    "dnf": "dnf install zbar",
    "pacman": "pacman -S zbar",
    "zypper": "zypper install libzbar0",
    "apk": "apk add zbar",
    "brew": "brew install zbar",
    "winget": "winget install Microsoft.VCRedist.2013.x64",
}


def _decoders(machine: Machine) -> Finding:
    usable = ", ".join(name for name, there in machine.engines.items() if there)
    if not usable:
        said = _("No QR code can be read: neither zxing-cpp nor zbar can be loaded.")
        return Finding("decoders", State.MISSING, said, "uv sync --reinstall-package zxing-cpp")
    if all(machine.engines.values()):
        said = _("QR codes are read by {engines}.").format(engines=usable)
        return Finding("decoders", State.OK, said)
    said = _(
        "QR codes are read by {engines} alone; the system's libzbar, which reads "
        "a few damaged codes more, is missing."
    )
    mend = _("Install the package of your system that contains libzbar.")
    return Finding(
        "decoders", State.NOTE, said.format(engines=usable), _install(machine, _ZBAR, mend)
    )


def _install(machine: Machine, commands: dict[str, str], otherwise: str) -> str:
    command = commands.get(machine.package_manager)
    if command is None:
        return otherwise
    if machine.package_manager in ("brew", "winget"):
        return command
    return _as_root(machine, command)


def _as_root(machine: Machine, command: str) -> str:
    return command if machine.root else f"sudo {command}"


def _camera(machine: Machine) -> Finding:
    if machine.cameras is None:
        said = _("Cameras cannot be listed here; one that is plugged in may work all the same.")
        return Finding("camera", State.NOTE, said, "onsite desk --camera 0")
    usable = _("Cameras: {names}.").format(names=", ".join(machine.cameras))
    for trouble in machine.camera_troubles:
        said = f"{usable} {trouble.happened}" if machine.cameras else trouble.happened
        return Finding("camera", State.NOTE, said, trouble.advice)
    if machine.cameras:
        return Finding("camera", State.OK, usable)
    said = _("There is no webcam; hand scanners, typed names, pictures and videos work.")
    return Finding("camera", State.OK, said)
