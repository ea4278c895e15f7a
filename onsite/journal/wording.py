"""What an audit and a comparison found, in the language in use."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from onsite.cleaning import clean
from onsite.clock import from_ms
from onsite.journal import hlc
from onsite.language import _, ngettext, pgettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.journal.audit import Audit
    from onsite.journal.compare import Comparison, Recorded
    from onsite.journal.differing import Difference

_STATION_DIGITS = 6


def audit_lines(result: Audit, *, repaired: bool, asked: bool) -> Iterator[str]:
    """What an audit found; whether tables were to be repaired (`asked`), and were."""
    entries = ngettext("{number} entry", "{number} entries", result.entries)
    stations = ngettext("{number} station", "{number} stations", result.stations)
    yield _("Journal: {entries} of {stations}.").format(
        entries=entries.format(number=result.entries),
        stations=stations.format(number=result.stations),
    )
    yield from _still_to_come(result)
    if repaired:
        yield _("The tables were worked out again from the entries.")
    yield from _verdict(result, asked=asked)


def comparison_lines(result: Comparison, other: str) -> Iterator[str]:
    """What a comparison with the store or the answer of that name found."""
    if result.equal:
        yield _("The same as {other}: every entry and every row.").format(other=other)
        return
    yield _("Not the same as {other}:").format(other=other)
    yield from _lacking(result)
    yield from _conflicting(result)
    if result.same_entries:
        yield from _other_rows(result)


def _still_to_come(result: Audit) -> Iterator[str]:
    kept = sum(result.waiting.values())
    if kept:
        text = ngettext(
            "{number} entry is kept for a newer Onsite: this one cannot read it.",
            "{number} entries are kept for a newer Onsite: this one cannot read them.",
            kept,
        )
        yield text.format(number=kept)
    for station, count in result.awaited.items():
        text = ngettext(
            "{number} entry of station {station} has not arrived yet.",
            "{number} entries of station {station} have not arrived yet.",
            count,
        )
        yield text.format(number=count, station=_short(station))


def _verdict(result: Audit, *, asked: bool) -> Iterator[str]:
    if result.entry is not None:
        bad = _("Bad: entry {number} of station {station}: {what}.")
        yield bad.format(**asdict(result.entry))
        if asked:
            yield _("Nothing was repaired: the entries themselves are not good.")
        yield _("Keep this store as it is, and go on with a copy from the backups folder.")
    elif result.row is not None:
        bad = _("Bad: table {table}, row {key}: {what}.")
        yield bad.format(
            table=result.row.table, key=_shown_key(result.row.key), what=result.row.what
        )
        yield _("Run “onsite audit --repair” to work the tables out again from the entries.")
    elif result.awaited:
        yield _("All good: every entry that is here is signed, and the tables agree with them.")
    else:
        yield _("All good: every entry is signed and in place, and the tables agree with them.")


def _lacking(result: Comparison) -> Iterator[str]:
    for station, count in result.here_lacks.items():
        text = ngettext(
            "This store lacks {number} entry of station {station}.",
            "This store lacks {number} entries of station {station}.",
            count,
        )
        yield text.format(number=count, station=_short(station))
    for station, count in result.there_lacks.items():
        text = ngettext(
            "The other store lacks {number} entry of station {station}.",
            "The other store lacks {number} entries of station {station}.",
            count,
        )
        yield text.format(number=count, station=_short(station))
    if result.here_lacks or result.there_lacks:
        yield _("Wait until they have arrived, then compare again.")


def _conflicting(result: Comparison) -> Iterator[str]:
    for station in result.conflicting:
        text = _("Entries of station {station} are not the same in both under the same number.")
        yield text.format(station=_short(station))
    if result.entry is not None:
        yield from _two_entries(result.entry, result.recorded)
    if result.conflicting:
        yield _(
            "One of the two was altered, or two computers work with the same key: "
            "run “onsite audit” on both."
        )


def _two_entries(found: Difference, recorded: tuple[Recorded, Recorded] | None) -> Iterator[str]:
    station, number = found.key
    yield _("Entry {number} of station {station} is:").format(
        number=number, station=_short(str(station))
    )
    for place, each in zip(_stores(), recorded or (), strict=False):
        yield _("  {place}: {kind}, by {operator}, {at} UTC").format(
            place=place,
            kind=clean(each.kind),
            operator=clean(each.operator),
            at=f"{from_ms(hlc.ms_of(each.time)):%Y-%m-%d %H:%M:%S}",
        )


def _stores() -> tuple[str, str]:
    return pgettext("of two stores", "here"), pgettext("of two stores", "there")


def _other_rows(result: Comparison) -> Iterator[str]:
    if result.row is not None:
        yield from _values(result.row)
    yield _("These tables differ: {tables}.").format(tables=", ".join(result.tables))
    yield _(
        "The entries are the same, so one of the two was altered or comes from another version "
        "of Onsite: run “onsite audit” on both."
    )


def _values(found: Difference) -> Iterator[str]:
    place = {"table": found.table, "key": _shown_key(found.key)}
    if found.here is None:
        yield _("Table {table}, row {key}: it is missing here.").format(**place)
    elif found.there is None:
        yield _("Table {table}, row {key}: it is missing there.").format(**place)
    else:
        text = _("Table {table}, row {key}: its {column} is {here} here and {there} there.")
        for column, here in found.here.items():
            there = repr(found.there[column])
            yield text.format(**place, column=column, here=repr(here), there=there)


def _shown_key(key: tuple[object, ...]) -> str:
    return ", ".join(repr(part) for part in key)


def _short(station: str) -> str:
    return station[:_STATION_DIGITS]
