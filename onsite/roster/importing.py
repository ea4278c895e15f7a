"""An import from the file to its end, for callers that may wait: the shell, a screen's worker."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from onsite.errors import NotPossibleError, OnsiteError
from onsite.journal.journal import size as entries
from onsite.language import _
from onsite.plan.service import current
from onsite.roster import service
from onsite.roster.listing import chosen, understood
from onsite.roster.reading import Table, read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from onsite.roster.service import Preview
    from onsite.wiring import Site

    Progress = Callable[[str, int, int], None]
    """Called with `reading`, `understanding` or `importing`, how much is done, of how much."""


def opened(site: Site, path: Path, progress: Progress | None = None) -> Table:
    """The table of a file that holds the attendees.

    Raises:
        BadInputError: the file holds no table.
    """
    tables = read(path, _part(progress, "reading"))
    return chosen(tables, site.read_now(service.mappings))


def looked_at(
    site: Site,
    table: Table,
    mapping: Mapping[str, str] | None = None,
    source: str = "",
    progress: Progress | None = None,
) -> Preview:
    """What importing a table would do; changes nothing.

    Args:
        site: where it would be imported.
        table: of `opened`.
        mapping: field to header, where somebody says so; otherwise the one kept for these
            headers, if there is one.
        source: a name for the list's origin, instead of the system's.
        progress: told as the work goes on.

    Raises:
        UnknownColumnsError: no format knows the headers, and nobody has explained them.
        BadInputError: the mapping does not fit the file.
    """
    plan = site.read_now(current)
    kept = site.read_now(service.mappings).get(table.headers)
    zone = plan.zone if plan is not None else UTC
    part = _part(progress, "understanding")
    listing = understood(table, zone, mapping or kept, source, part)
    return service.preview(listing, site.read_now(service.roster), plan)


def carried_out(
    site: Site, seen: Preview, *, allow_gone: bool = False, progress: Progress | None = None
) -> int:
    """Import what was seen, batch by batch; answers how many facts were recorded.

    Raises:
        NotPossibleError: more than half of the attendees would be withdrawn; or it was cut off,
            by somebody or by the store: the sentence then says that a part is in.
    """
    expected = len(seen.changes.new) + len(seen.changes.changed) + len(seen.changes.gone)
    done, before = 0, site.read_now(entries)
    try:
        for batch in service.steps(seen, allow_gone=allow_gone):
            done += site.write_now(service.carry_out, batch, site.operator)
            if progress is not None:
                progress("importing", min(done, expected), expected)
    except (KeyboardInterrupt, OnsiteError) as error:
        # Asked of the store: a batch that was under way is finished behind our back.
        if site.read_now(entries) == before:
            raise
        raise _cut_off(error) from error
    return done


def _cut_off(error: BaseException) -> NotPossibleError:
    happened = _("The import was cut off: a part of the list is in, the rest is not.")
    advice = _("Import the same list again: that completes it.")
    if isinstance(error, OnsiteError):
        return NotPossibleError(f"{error.happened} {happened}", f"{error.advice} {advice}")
    return NotPossibleError(happened, advice)


def _part(progress: Progress | None, name: str) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    return lambda done, total: progress(name, done, total)
