"""The designs that were published, and their pictures; with their folds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.badges.templates.facts import PicturePublished, TemplatesPublished
from onsite.journal.fold import Sheet, folds
from onsite.journal.hlc import ms_of
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class TemplatesRow(StoredRow, table=True):
    """What was published last: one row, or none."""

    __tablename__ = "badge_templates"

    subject: str = Field(primary_key=True, index=True)
    texts: str
    """By name, as JSON; so the next, by file to the digest."""
    pictures: str
    at_ms: int
    """When it was published, in milliseconds since 1970."""
    station: str
    operator: str


class PictureRow(StoredRow, table=True):
    """A picture, in Base64."""

    __tablename__ = "badge_picture"

    sha256: str = Field(primary_key=True)
    subject: str = Field(index=True)
    content: str


@folds(TemplatesPublished, into=(TemplatesRow,))
def fold_templates(sheet: Sheet, entry: Entry, fact: TemplatesPublished) -> None:
    """The last publication is what counts."""
    row = {
        "subject": fact.subject,
        "texts": json.dumps(fact.texts, ensure_ascii=False, sort_keys=True),
        "pictures": json.dumps(fact.pictures, ensure_ascii=False, sort_keys=True),
        "at_ms": ms_of(entry.time),
        "station": entry.station,
        "operator": entry.operator,
    }
    sheet.put(TemplatesRow, row)


@folds(PicturePublished, into=(PictureRow,))
def fold_picture(sheet: Sheet, entry: Entry, fact: PicturePublished) -> None:
    """The same picture is the same row."""
    del entry
    row = {"sha256": fact.sha256, "subject": fact.subject, "content": fact.content}
    sheet.put(PictureRow, row)
