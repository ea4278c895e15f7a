"""Bring the catalogs up to date with the program: `python -m tests.language.refresh`.

New texts come in empty (in English as they are), unused ones go, and the compiled catalogs are
made again. Translate what is empty, then run it once more.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import onsite
from onsite import language
from tests.language.test_catalogs import used

TRANSLATIONS = Path(__file__).parents[2] / "assets" / "translations"
WHEN = datetime(2026, 1, 1, tzinfo=UTC)  # so that only changed texts show in a diff


def refresh(code: str) -> int:
    """Rewrite one catalog; answers how many texts are still to be translated."""
    place = TRANSLATIONS / code / "LC_MESSAGES" / "onsite.po"
    place.parent.mkdir(parents=True, exist_ok=True)
    old = read_po(io.BytesIO(place.read_bytes()), locale=code) if place.exists() else Catalog(code)
    new = Catalog(
        code,
        header_comment=f"# Onsite: the catalog of {code}.",
        project="Onsite",
        version=onsite.__version__,
        msgid_bugs_address="-",
        last_translator="Onsite",
        language_team=code,
        creation_date=WHEN,
        revision_date=WHEN,
        fuzzy=False,
    )
    for context, message in sorted(used(), key=str):
        before = old.get(message[0] if isinstance(message, tuple) else message, context)
        text = before.string if before is not None else ""
        if isinstance(text, tuple) != isinstance(message, tuple):
            text = ""  # it was a text without a plural, or has none any more
        if code == "en" and not text:
            text = message
        new.add(message, text, context=context)
    with place.open("wb") as file:
        write_po(file, new, sort_output=True, omit_header=False, width=100)
    with place.with_suffix(".mo").open("wb") as file:
        write_mo(file, read_po(io.BytesIO(place.read_bytes()), locale=code))
    empty = [message for message in new if message.id and not message.string]
    return len(empty)


if __name__ == "__main__":
    for each in language.LANGUAGES:
        print(each, refresh(each), "to be translated")  # noqa: T201 - it is run by hand
