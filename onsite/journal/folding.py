"""The journal's entries folded into rows: new ones, late ones, all of them again."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select, update

from onsite.journal import facts as registry
from onsite.journal.entry import ENTRY_FIELDS, Entry
from onsite.journal.fold import Sheet, all_folds, erase, folded_tables, listeners, table_of
from onsite.journal.tables import EntryRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from onsite.journal.facts import Fact

_ENTRY = table_of(EntryRow)
_SUBJECTS_AT_ONCE = 500
_MANY_SUBJECTS = 10
_OF_SUBJECTS = (
    select(*(_ENTRY.c[name] for name in ENTRY_FIELDS))
    .where(_ENTRY.c.subject.in_(bindparam("subjects", expanding=True)))
    .order_by(_ENTRY.c.time, _ENTRY.c.station, _ENTRY.c.number)
)
_SET_ASIDE = (
    update(_ENTRY)
    .where(_ENTRY.c.station == bindparam("which"), _ENTRY.c.number == bindparam("at"))
    .values(folded=False)
)
# Spelled as in the partial index of the table, which is used for no other spelling.
_WAITING = _ENTRY.c.folded.is_(False)


def fold(rows: Connection, entries: Iterable[Entry], *, fresh: set[str]) -> None:
    """Fold entries that come in time order, per subject, after all that were folded before.

    Args:
        rows: the open transaction.
        entries: already written down.
        fresh: subjects that have no rows yet.
    """
    sheet = Sheet(rows, fresh)
    entries = list(entries)
    _expect(sheet, entries)
    unread = []
    for entry in entries:
        if not registry.readable(entry.kind, entry.version):
            continue
        fact = fact_of(entry)
        if fact is None:
            unread.append({"which": entry.station, "at": entry.number})
            continue
        for listener in listeners(entry.kind):
            listener(sheet, entry, fact)
    sheet.flush()
    if unread:
        rows.execute(_SET_ASIDE, unread)


def _expect(sheet: Sheet, entries: Sequence[Entry]) -> None:
    """Where many subjects come together, one look at each table takes a third of the time."""
    kinds, subjects = {entry.kind for entry in entries}, {entry.subject for entry in entries}
    if len(subjects) < _MANY_SUBJECTS:
        return
    concerned = [each for each in all_folds() if kinds & {fact.kind for fact in each.facts}]
    sheet.expect([table for each in concerned for table in each.tables], subjects)


def fact_of(entry: Entry) -> Fact | None:
    """What an entry says; None where the payload is not of its kind or of another subject."""
    try:
        fact = registry.read(entry.kind, entry.version, entry.payload)
    except ValueError:
        return None
    return fact if fact.subject == entry.subject else None


def refold(rows: Connection, subjects: Iterable[str]) -> None:
    """Throw the rows of the subjects away and fold them again from their first entries."""
    for chunk in in_chunks(sorted(subjects)):
        erase(rows, chunk)
        fold(rows, history(rows, *chunk), fresh=set(chunk))


def refold_everything(
    rows: Connection, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> int:
    """Throw every folded row away and fold the whole journal again; answers how many entries.

    Args:
        rows: the open transaction.
        progress: told now and then how many subjects of how many are done.
    """
    for table in folded_tables():
        rows.execute(table.delete())
    subjects = rows.execute(select(_ENTRY.c.subject).distinct()).scalars().all()
    for done, chunk in enumerate(in_chunks(sorted(subjects))):
        progress(done * _SUBJECTS_AT_ONCE, len(subjects))
        fold(rows, history(rows, *chunk), fresh=set(chunk))
    progress(len(subjects), len(subjects))
    return int(rows.execute(select(func.count()).select_from(_ENTRY)).scalar_one())


def fold_waiting(rows: Connection) -> int:
    """Fold what an earlier Onsite could not read and this one can; answers how many entries."""
    kinds = rows.execute(select(_ENTRY.c.kind, _ENTRY.c.version).where(_WAITING).distinct()).all()
    ready = [(kind, version) for kind, version in kinds if registry.readable(kind, version)]
    subjects: set[str] = set()
    before = sum(waiting(rows).values()) if ready else 0
    for kind, version in ready:
        these = (_WAITING, _ENTRY.c.kind == kind, _ENTRY.c.version == version)
        subjects.update(rows.execute(select(_ENTRY.c.subject).where(*these)).scalars())
        rows.execute(update(_ENTRY).where(*these).values(folded=True))
    refold(rows, subjects)
    return before - sum(waiting(rows).values()) if ready else 0


def readable_now(rows: Connection) -> list[Entry]:
    """What was not folded when it came, of kinds that this Onsite can read."""
    found = rows.execute(select(*(_ENTRY.c[name] for name in ENTRY_FIELDS)).where(_WAITING))
    entries = [Entry(*row) for row in found]
    return [each for each in entries if registry.readable(each.kind, each.version)]


def waiting(rows: Connection) -> dict[str, int]:
    """How many entries of each kind this Onsite keeps but cannot read."""
    found = rows.execute(
        select(_ENTRY.c.kind, func.count()).where(_WAITING).group_by(_ENTRY.c.kind)
    )
    return dict(sorted(map(tuple, found)))


def history(rows: Connection, *subjects: str) -> list[Entry]:
    """Every entry of the subjects, in time order."""
    found = rows.execute(_OF_SUBJECTS, {"subjects": subjects})
    return [Entry(*row) for row in found]


def in_chunks(subjects: Sequence[str]) -> Iterator[list[str]]:
    """As many subjects at once as one statement takes with ease."""
    turn = iter(subjects)
    while chunk := list(islice(turn, _SUBJECTS_AT_ONCE)):
        yield chunk
