"""What a list would change, written out whole: for people on the shell, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.language import _
from onsite.roster import wording

if TYPE_CHECKING:
    from datetime import tzinfo

    from onsite.roster.columns import Columns
    from onsite.roster.compare import Changed, Kept
    from onsite.roster.remarks import Remark
    from onsite.roster.service import Preview

_SHOWN = 20
"""How many lines of each list are shown to a person; the JSON has all of them."""


def dry_run(seen: Preview, zone: tzinfo) -> str:
    """What importing the list would do, for a person to read before they say yes."""
    figures = _(", ").join(wording.figure(many, word) for word, many in wording.counts(seen))
    head = _("“{file}” is {kind}, source “{source}”. Rows: {rows}.").format(
        file=seen.listing.file,
        kind=wording.kind(seen),
        source=seen.listing.source,
        rows=len(seen.listing.people) + len(seen.listing.bad) + _dropped(seen),
    )
    parts = [
        [head, _("{figures}.").format(figures=figures), *wording.columns(seen)],
        _section(_("Cannot be used:"), [wording.with_line(each) for each in seen.listing.bad]),
        _section(_("Duplicates:"), [wording.with_line(each) for each in seen.listing.twins]),
        _section(_("Odd:"), [wording.with_line(each) for each in seen.listing.remarks]),
        _section(_("Changed:"), _changes(seen, zone)),
        _section(
            _("Gone:"), [known.record.name or known.source_key for known in seen.changes.gone]
        ),
        _section(_("Done on site, and stays:"), _kept(seen, zone)),
        [f"! {warning}" for warning in wording.warnings(seen)],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _dropped(seen: Preview) -> int:
    return sum(1 for twin in seen.listing.twins if twin.shared == "row")


def _section(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    more = [_("… and {many} more").format(many=len(lines) - _SHOWN)] if len(lines) > _SHOWN else []
    return [title, *(f"  {line}" for line in [*lines[:_SHOWN], *more])]


def _changes(seen: Preview, zone: tzinfo) -> list[str]:
    return [
        _("line {line}: {what}").format(
            line=each.listed.line,
            what=f"{each.listed.record.name or each.listed.key} – {wording.change(each, zone)}",
        )
        for each in seen.changes.changed
    ]


def _kept(seen: Preview, zone: tzinfo) -> list[str]:
    return [
        _("line {line}: {what}").format(
            line=each.listed.line,
            what=f"{each.listed.record.name or each.listed.key} – {stays}",
        )
        for each in seen.changes.kept
        for stays in (wording.stays(each.fields, zone),)
    ]


def as_json(seen: Preview, *, imported: bool) -> dict[str, Any]:
    """The same with every row, as `onsite roster import --json` answers it."""
    listing, changes = seen.listing, seen.changes
    return {
        "imported": imported,
        "file": listing.file,
        "sha256": listing.sha256,
        "format": listing.format,
        "source": listing.source,
        "columns": _columns(listing.columns),
        **seen.counts,
        "warnings": wording.warnings(seen),
        "suspicious": changes.suspicious,
        "unknown_categories": changes.unknown_categories,
        "changed_rows": [_row(each) for each in changes.changed],
        "kept_rows": [_row(each) for each in changes.kept],
        "gone_attendees": [
            {"attendee": known.attendee, "name": known.record.name} for known in changes.gone
        ],
        "duplicate_rows": [
            {
                "line": twin.line,
                "first": twin.first,
                "shared": twin.shared,
                "why": wording.sentence(twin),
            }
            for twin in listing.twins
        ],
        "bad_rows": [_remark(each) for each in listing.bad],
        "odd_rows": [_remark(each) for each in listing.remarks],
    }


def _row(each: Changed | Kept) -> dict[str, Any]:
    return {
        "line": each.listed.line,
        "attendee": each.attendee,
        "name": each.listed.record.name,
        "fields": {name: list(pair) for name, pair in each.fields.items()},
    }


def _columns(columns: Columns) -> dict[str, Any]:
    return {
        "read": [{"header": header, "field": field} for header, field in columns.read],
        "kept": list(columns.kept),
        "ignored": list(columns.ignored),
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {"line": remark.line, "trouble": remark.trouble, "why": wording.sentence(remark)}
