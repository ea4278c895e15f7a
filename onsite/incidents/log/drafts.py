"""Text that is typed and not sent yet: it survives Esc, a crash and the loss of power.

It lies in the store of this station, written as safely as everything else, and goes with the act
that sends it.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from onsite.incidents.log.draft_tables import DraftRow
from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared
from onsite.sync.clock.moments import Moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.store.prepared import Row

ID_BYTES = 8
_DRAFT = table_of(DraftRow)
_CHANGED = insert(_DRAFT)
_KEEP = Prepared(
    _CHANGED.on_conflict_do_update(
        index_elements=["draft"],
        set_={name: _CHANGED.excluded[name] for name in ("text", "fields", "changed_ms")},
    ),
    into=_DRAFT,
)
_DROP = Prepared(delete(_DRAFT).where(_DRAFT.c.draft == bindparam("which")))
_OF = Prepared(
    select(_DRAFT)
    .where(_DRAFT.c.operator == bindparam("who"))
    .order_by(_DRAFT.c.begun_ms, _DRAFT.c.draft)
)


@dataclass(frozen=True, slots=True)
class Draft:
    """Something that is being typed."""

    id: str
    operator: str
    begun: Moment
    """When its first key was pressed: the time of the incident."""
    text: str = ""
    incident: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


def begin(operator: str, begun: Moment, *, incident: str = "") -> Draft:
    """A new one, with the first key press."""
    return Draft(secrets.token_hex(ID_BYTES), operator, begun, incident=incident)


def keep(journal: Journal, rows: Connection, draft: Draft, changed_ms: int) -> None:
    """Put it on disk, in the place of what was there of it.

    Args:
        changed_ms: now, in milliseconds UTC since 1970.
    """
    del journal
    row = {
        "draft": draft.id,
        "operator": draft.operator,
        "incident": draft.incident,
        "begun_ms": draft.begun.at_ms,
        "boot": draft.begun.boot,
        "boot_ms": draft.begun.boot_ms,
        "text": draft.text,
        "fields": json.dumps(dict(draft.fields), ensure_ascii=False),
        "changed_ms": changed_ms,
    }
    _KEEP.run_many(rows, [row])


def drop(journal: Journal, rows: Connection, draft: str) -> None:
    """Throw it away; nothing happens where it is gone already."""
    del journal
    forget(rows, draft)


def forget(rows: Connection, draft: str) -> None:
    """As `drop`, within the act that sends it."""
    _DROP.run(rows, {"which": draft})


def drafts(rows: Connection, operator: str) -> tuple[Draft, ...]:
    """What somebody has begun at this station, the oldest first."""
    return tuple(_draft(row) for row in _OF.all(rows, {"who": operator}))


def _draft(row: Row) -> Draft:
    return Draft(
        id=row["draft"],
        operator=row["operator"],
        begun=Moment(row["begun_ms"], row["boot"], row["boot_ms"]),
        text=row["text"],
        incident=row["incident"],
        fields=json.loads(row["fields"]),
    )
