"""Exports into files: each written whole, with what must be told of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from onsite.incidents.exporting.gathering import Given
    from onsite.incidents.shell.giving import Wish
    from onsite.paper.sheet import Sheet


def drawn(file: Path, wish: Wish, sheet: Sheet, answer: dict[str, Any]) -> dict[str, Any]:
    """Write a sheet as PDF; answers what the file holds besides what is known of it."""
    from onsite.paper import signs, typesetting

    content = typesetting.pdf(sheet, wish.paper)
    replaced = [f"U+{ord(each):04X}" for each in signs.missing(sheet.texts())]
    return written(file, wish, content, {**answer, "replaced": replaced})


def written(file: Path, wish: Wish, content: bytes, answer: dict[str, Any]) -> dict[str, Any]:
    """Write bytes; so, too."""
    from onsite.paper import writing

    writing.write(file, content)
    about = {"file": str(file), "sha256": hashlib.sha256(content).hexdigest()}
    form = {"form": wish.form, "format": wish.format}
    return {**about, **form, "files": [about], "replaced": [], **answer}


def in_parts(
    file: Path, wish: Wish, found: tuple[Given, ...], answer: dict[str, Any]
) -> dict[str, Any]:
    """Write a log that is too long for one PDF, each part in a file of its own."""
    from onsite.incidents.exporting import volumes
    from onsite.incidents.exporting.log_paper import log
    from onsite.paper import typesetting

    made = []
    for n, part in enumerate(found, 1):
        sheet = volumes.marked(log(part), n, len(found))
        made.append(drawn(volumes.named(file, n), wish, sheet, answer))
        typesetting.forget()
    replaced = dict.fromkeys(sign for each in made for sign in each["replaced"])
    files = [each["files"][0] for each in made]
    return {**made[0], "files": files, "replaced": list(replaced)}


def data(wish: Wish, given: Given) -> bytes:
    """What is given away as data."""
    from onsite.incidents.exporting import sheets

    if wish.format == "json":
        return sheets.as_json(given)
    return sheets.incidents_csv(given) if wish.form == "list" else sheets.entries_csv(given)
