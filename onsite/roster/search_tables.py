"""What the search looks in: folded texts of each attendee, and the full-text index over them.

The rows are written by the fold of attendees, in `tables`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Index
from sqlmodel import Field

from onsite.roster.folding import document
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.roster.facts import Record


class AttendeeSearchRow(StoredRow, table=True):
    """The folded texts by which an attendee is found; see `folding`.

    The store's table has one more column, `number`, an integer primary key that the full-text
    index refers to: an implicit row id may change when SQLite compacts the file. It says
    nothing about the attendee, so no fold and no comparison knows it.
    """

    __tablename__ = "attendee_search"
    __table_args__ = (
        Index("attendee_search_name", "name", "attendee"),
        Index("attendee_search_turned", "turned", "attendee"),
    )

    attendee: str = Field(primary_key=True)
    subject: str = Field(index=True)
    name: str
    """The whole name as it is written."""
    turned: str
    """The whole name, family name first; of a Chinese name, its pinyin."""
    names: str
    """Every form of every word of the name."""
    pinyin: str
    others: str
    """The words of company, e-mail, order and codes."""


SEARCH_DDL: tuple[str, ...] = (
    """
    CREATE TABLE attendee_search (
        number INTEGER PRIMARY KEY,
        attendee VARCHAR NOT NULL UNIQUE,
        subject VARCHAR NOT NULL,
        name VARCHAR NOT NULL,
        turned VARCHAR NOT NULL,
        names VARCHAR NOT NULL,
        pinyin VARCHAR NOT NULL,
        others VARCHAR NOT NULL
    )
    """,
    "CREATE INDEX ix_attendee_search_subject ON attendee_search (subject)",
    "CREATE INDEX attendee_search_name ON attendee_search (name, attendee)",
    "CREATE INDEX attendee_search_turned ON attendee_search (turned, attendee)",
    """
    CREATE VIRTUAL TABLE attendee_search_index USING fts5 (
        names, pinyin, others,
        content = 'attendee_search', content_rowid = 'number', prefix = '1 2 3',
        tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
    )
    """,
    "CREATE VIRTUAL TABLE attendee_search_word USING fts5vocab (attendee_search_index, 'row')",
    """
    CREATE TRIGGER attendee_search_added AFTER INSERT ON attendee_search BEGIN
        INSERT INTO attendee_search_index (rowid, names, pinyin, others)
        VALUES (new.number, new.names, new.pinyin, new.others);
    END
    """,
    """
    CREATE TRIGGER attendee_search_gone AFTER DELETE ON attendee_search BEGIN
        INSERT INTO attendee_search_index (attendee_search_index, rowid, names, pinyin, others)
        VALUES ('delete', old.number, old.names, old.pinyin, old.others);
    END
    """,
    """
    CREATE TRIGGER attendee_search_changed AFTER UPDATE ON attendee_search
    WHEN (old.names, old.pinyin, old.others) IS NOT (new.names, new.pinyin, new.others) BEGIN
        INSERT INTO attendee_search_index (attendee_search_index, rowid, names, pinyin, others)
        VALUES ('delete', old.number, old.names, old.pinyin, old.others);
        INSERT INTO attendee_search_index (rowid, names, pinyin, others)
        VALUES (new.number, new.names, new.pinyin, new.others);
    END
    """,
)
"""The statements that make the table and its index in a store, in their order."""


def found_by(record: Record) -> dict[str, str]:
    """The texts that an attendee is found by; the withdrawn are found as well."""
    return document(
        name=record.name,
        given=record.given,
        family=record.family,
        others=(record.company, record.email, record.order, *record.codes),
    )
