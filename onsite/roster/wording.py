"""What there is to say about a list, in the language in use."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from onsite.language import N_, _, ngettext
from onsite.roster.acts import wording as acts
from onsite.roster.remarks import Remark, Trouble, Twin

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from onsite.roster.compare import Changed
    from onsite.roster.service import Preview

FACTS = {
    "attendee.listed": N_("Guest listed"),
    "attendee.withdrawn": N_("Guest withdrawn"),
    "attendee.from_code": N_("Signed ticket, not on the list"),
    "code.barred": N_("Code barred"),
    "roster.imported": N_("List imported"),
    "roster.mapping_kept": N_("Columns of a list"),
    **acts.FACTS,
}
"""What is called how; see `fact_words`."""

FIELDS = acts.FIELDS
"""Field of a record, or of a mapping, to its name."""

_MANY = 12
"""Columns that are named; more than that nobody reads."""
_FEW = 5
"""Columns of a known system that are worth a line; more is the rule with some of them."""
_WIDE = 40

_TROUBLES = {
    Trouble.NO_PERSON: N_("neither a name nor a code: this row cannot be used"),
    Trouble.SHORT: N_("has {detail} of {also} cells; the missing ones are taken as empty"),
    Trouble.LONG: N_("has more cells than there are headers; left out: {detail}"),
    Trouble.CUT: N_("“{detail}” is beyond all measure and was cut"),
    Trouble.DAMAGED_CODE: N_("a spreadsheet has rounded the code to {detail}; export it as CSV"),
    Trouble.NO_CODE: N_("has no code; one was made up"),
    Trouble.BAD_TIME: N_("“{detail}” is no date or time; taken as no limit"),
    Trouble.STATUS: N_("the status “{detail}” is not known; taken as {also}"),
    Trouble.PAYMENT: N_("the payment “{detail}” is not understood; taken as {also}"),
    Trouble.HEADER: N_("the header is this line; what stands above it is left out"),
    Trouble.UNASSIGNED: N_("the ticket {detail} has no name; imported as unassigned"),
}
_TWINS = {
    "row": N_("repeats line {first} ({detail}); line {first} is used"),
    "code": N_("has the code {detail} of line {first}; both are imported, the desk will ask"),
    "person": N_("is the person of line {first} ({detail}) with another ticket; both are imported"),
}
_VALUES = {
    "valid": N_("valid"),
    "pending": N_("not approved"),
    "cancelled": N_("cancelled"),
    "paid": N_("paid"),
    "unpaid": N_("unpaid"),
}


def sentence(remark: Remark | Twin) -> str:
    """What is the matter with a row, without its line."""
    if isinstance(remark, Twin):
        return _(_TWINS[remark.shared]).format(first=remark.first, detail=remark.detail)
    also = _(_VALUES[remark.also]) if remark.also in _VALUES else remark.also
    return _(_TROUBLES[remark.trouble]).format(detail=remark.detail, also=also)


def with_line(remark: Remark | Twin) -> str:
    """What is the matter, with the line of the file."""
    return _("line {line}: {what}").format(line=remark.line, what=sentence(remark))


def change(changed: Changed, zone: tzinfo) -> str:
    """What changes about somebody: each field with its value before and after."""
    fields = dict(changed.fields)
    back = [_("back on the list")] if fields.pop("withdrawn", None) else []
    said = (
        _("{field}: {before} → {after}").format(
            field=_(FIELDS[field]), before=value(before, zone), after=value(after, zone)
        )
        for field, (before, after) in fields.items()
    )
    return _("; ").join([*back, *said])


def stays(fields: Mapping[str, tuple[Any, Any]], zone: tzinfo) -> str:
    """What holds although the list says otherwise, as it was done on site.

    Args:
        fields: field of the record to what the list says, and to what holds.
        zone: of the event.
    """
    said = (
        _("{field}: {holds} (the list says: {listed})").format(
            field=_(FIELDS[field]), holds=value(holds, zone), listed=value(listed, zone)
        )
        for field, (listed, holds) in fields.items()
    )
    return _("; ").join(said)


def value(held: Any, zone: tzinfo) -> str:
    """One value of a record, in words; times in the zone of the event."""
    if isinstance(held, bool):
        return _("yes") if held else _("no")
    if isinstance(held, datetime):
        return held.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    if isinstance(held, Enum):
        return _(_VALUES[held.value])
    if isinstance(held, tuple):
        parts = (": ".join(each) if isinstance(each, tuple) else each for each in held)
        return ", ".join(parts) or "–"
    return str(held) if held else "–"


def kind(seen: Preview) -> str:
    """What sort of list it is."""
    return seen.listing.title or _("a sheet of your own")


def counts(seen: Preview) -> list[tuple[str, int]]:
    """The figures of a dry run, each with its word."""
    said = (_("new"), _("changed"), _("gone"), _("unchanged"), _("duplicates"), _("unusable"))
    return list(zip(said, seen.counts.values(), strict=True))


def figure(many: int, word: str) -> str:
    """One of the `counts`, as it is said."""
    return _("{many} {word}").format(many=many, word=word)


def columns(seen: Preview) -> list[str]:
    """What the columns were taken for, a line for each use; of known systems only the rest."""
    listing, found = seen.listing, seen.listing.columns
    own = listing.format == "plain"
    read = [
        f"{_header(header)} → {_(FIELDS[field])}" for header, field in (found.read if own else ())
    ]
    kept = [_header(each) for each in (found.kept if own or len(found.kept) <= _FEW else ())]
    left = [_header(each) for each in (found.ignored if own else ())]
    lines = [
        _("Read: {columns}").format(columns=_some(read)) if read else "",
        _("Not used, only kept as details: {columns}").format(columns=_some(kept)) if kept else "",
        _("Left out: {columns}").format(columns=_some(left)) if left else "",
    ]
    if own and kept and not found.has("paid", "status"):
        lines.append(_("No column says who has paid: everybody counts as paid."))
    return [line for line in lines if line]


def _header(text: str) -> str:
    return text if len(text) <= _WIDE else text[: _WIDE - 1] + "…"


def _some(texts: list[str]) -> str:
    more = ["…"] if len(texts) > _MANY else []
    return _(", ").join([*texts[:_MANY], *more])


def warnings(seen: Preview, *, on_screen: bool = False) -> list[str]:
    """What somebody should know before they say yes, whole sentences.

    Args:
        seen: the dry run.
        on_screen: whether it can be mended with a key, rather than with an option.
    """
    return [
        *_gone_warning(seen),
        *_walk_in_warning(seen),
        *(_mended(seen, text, "code", on_screen=on_screen) for text in _code_warning(seen)),
        *(_mended(seen, text, "category", on_screen=on_screen) for text in _type_warning(seen)),
        *_category_warnings(seen),
    ]


def _mended(seen: Preview, text: str, field: str, *, on_screen: bool) -> str:
    """The warning; where another column of a sheet may hold the field, with how to say so."""
    if seen.listing.format != "plain" or not seen.listing.columns.kept:
        return text
    if on_screen:
        mend = _("If a column does, say so with F6.")
    else:
        mend = _("If a column does, add: {option}").format(option=f'--map {field}="…"')
    return _("{warning} {advice}").format(warning=text, advice=mend)


def _gone_warning(seen: Preview) -> list[str]:
    changes = seen.changes
    if not changes.suspicious:
        return []
    text = ngettext(
        "{gone} of {known} attendee would be withdrawn. Is this the right file?",
        "{gone} of {known} attendees would be withdrawn. Is this the right file?",
        changes.known,
    )
    return [text.format(gone=len(changes.gone), known=changes.known)]


def _walk_in_warning(seen: Preview) -> list[str]:
    names = [new.listed.record.name for new, _known in seen.changes.walk_ins]
    if not names:
        return []
    text = ngettext(
        "{many} new attendee has the name of a walk-in: {names}. Merge the two after the import.",
        "{many} new attendees have names of walk-ins: {names}. Merge them after the import.",
        len(names),
    )
    return [text.format(many=len(names), names=_some(names))]


def _code_warning(seen: Preview) -> list[str]:
    if not seen.listing.scannable:
        return [
            _(
                "This list does not say what is in the QR codes of its tickets, so they cannot"
                " be scanned: people are found by name or number."
            )
        ]
    if seen.listing.has_codes:
        return []
    if seen.listing.format == "pretix-checkin":
        return [
            _(
                "This list has no ticket codes, so tickets cannot be scanned."
                " Export it again with “Include QR-code secret”."
            )
        ]
    return [_("No column holds codes: each attendee gets one of our own, and is found by name.")]


def _type_warning(seen: Preview) -> list[str]:
    if seen.listing.columns.has("category"):
        return []
    return [_("No column holds the ticket type: the plan cannot tell these people apart.")]


def _category_warnings(seen: Preview) -> list[str]:
    return [
        ngettext(
            "{many} attendee has the ticket type “{name}”, which the plan does not have.",
            "{many} attendees have the ticket type “{name}”, which the plan does not have.",
            many,
        ).format(many=many, name=name)
        for name, many in seen.changes.unknown_categories.items()
    ]
