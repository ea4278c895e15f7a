"""Reports of bugs that hold no data: no local variables, no messages, no paths of the machine."""

from __future__ import annotations

import os
import platform
import traceback
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGES = Path(__file__).parents[2]


def write(folder: Path, error: BaseException, *, at: datetime) -> Path | None:
    """Write a report of the error into the folder, which is made where it is missing.

    Args:
        folder: where to write it.
        error: its type and the places it went through are told, never its message.
        at: when, aware.

    Returns:
        The file, or None where none could be written.
    """
    name = at.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ") + ".txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(report(error, at=at), encoding="utf-8")
    except OSError:
        return None
    return folder / name


def sentence(written: Path | None) -> str:
    """What the user is told when a bug was met and the work goes on."""
    if written is None:
        return _("Something went wrong, and no report could be written. You can go on.")
    return _("Something went wrong. You can go on; a report is in {file}").format(file=written)


def restarted_sentence(written: Path) -> str:
    """What the user is told when the app had to start again."""
    if written == Path():
        return _("Onsite had to start again. Everything that was confirmed is saved.")
    return _(
        "Onsite had to start again. Everything that was confirmed is saved; a report is in {file}"
    ).format(file=written)


def report(error: BaseException, *, at: datetime) -> str:
    """The text of a report."""
    head = (
        f"Onsite {_version('onsite')}, Textual {_version('textual')}, "
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    )
    return "\n".join([head, at.astimezone(UTC).isoformat(timespec="seconds"), *_told(error)]) + "\n"


def _told(error: BaseException) -> Iterator[str]:
    told: set[int] = set()
    waiting = [error]
    while waiting:
        each = waiting.pop(0)
        if id(each) in told:
            continue
        told.add(id(each))
        yield ""
        yield f"{type(each).__module__}.{type(each).__qualname__}"
        yield from _places(each)
        waiting += [other for other in (each.__cause__, each.__context__) if other is not None]
        waiting += each.exceptions if isinstance(each, BaseExceptionGroup) else ()


def _places(error: BaseException) -> Iterator[str]:
    for frame, number in traceback.walk_tb(error.__traceback__):
        code = frame.f_code
        yield f"  {_place(code.co_filename)}:{number} in {code.co_qualname}"


def _place(file: str) -> str:
    """A file's path without the part that belongs to the machine or its user."""
    parts = Path(file).parts
    for root in ("site-packages", "dist-packages"):
        if root in parts:
            return "/".join(parts[parts.index(root) + 1 :])
    if Path(file).is_relative_to(_PACKAGES):
        return Path(file).relative_to(_PACKAGES).as_posix()
    return os.path.join(*parts[-2:]) if parts else "?"  # noqa: PTH118 - a text, not a file


@cache
def _version(package: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "?"
