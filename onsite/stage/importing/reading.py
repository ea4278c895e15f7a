"""A file into a programme, whatever system has written it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from onsite.errors import BadInputError
from onsite.language import _
from onsite.stage.importing import frab_json, frab_xml, ical, ontime, pretalx, sheet
from onsite.stage.importing.completing import completed
from onsite.stage.importing.files import content, no_programme, parsed_json, text

if TYPE_CHECKING:
    from pathlib import Path

    from onsite.stage.importing.programme import Findings, Programme, Reading

_SAMPLE = 2_000


def read(path: Path, reading: Reading) -> Programme:
    """What a file says, with everything that is odd about it.

    Args:
        path: a schedule of pretalx, frab or pentabarf, a calendar, a sheet or a project of Ontime.
        reading: how to read what it does not say.

    Raises:
        BadInputError: nothing can be made of it; the sentence says where, why and what to do.
    """
    data = content(path)
    return completed(found(data, path.name, reading), reading, path.name, digest(data))


def digest(data: bytes) -> str:
    """By which the same file is known again."""
    return hashlib.sha256(data).hexdigest()


def found(data: bytes, file: str, reading: Reading) -> Findings:
    """What the reader of the file's format has found in it.

    Raises:
        BadInputError: as in `read`.
    """
    findings = _found(data, file, reading)
    if reading.mapping and findings.format not in ("sheet", "ontime"):
        raise BadInputError(
            _("“{file}” has no columns that could be explained.").format(file=file),
            _("Leave --map away: it is for sheets."),
        )
    return findings


def _found(data: bytes, file: str, reading: Reading) -> Findings:
    start = data[:_SAMPLE].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(sheet.SPREADSHEETS):
        return sheet.read(data, file, reading)
    if start.startswith(b"<") or start[:4].replace(b"\x00", b"") in (b"\xff\xfe<", b"\xfe\xff<"):
        return frab_xml.read(data, file, reading)
    if ical.matches(data):
        return ical.read(data, file, reading)
    if start.startswith((b"{", b"[")):
        return _json(data, file, reading)
    if start.startswith(b"%PDF"):
        raise no_programme(file)
    return sheet.read(data, file, reading)


def _json(data: bytes, file: str, reading: Reading) -> Findings:
    value = parsed_json(text(data, file), file)
    if ontime.matches(value):
        return ontime.read(value, reading)
    if frab_json.matches(value):
        return frab_json.read(value, reading)
    if pretalx.matches(value):
        return pretalx.read(value, reading)
    raise no_programme(file)
