"""What the import screen says, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from onsite import entry_times
from onsite.language import _, ngettext
from onsite.ui.line_list import Column, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, tzinfo

    from onsite.errors import OnsiteError
    from onsite.roster.service import Import, Preview

_PAST = 5
_WARNINGS = 4


def teaching(past: Sequence[Import], now: datetime, zone: tzinfo | None) -> Text:
    """How to begin, and what was imported before."""
    page = Text()
    page.append(_("Bring in the attendee list"), "bold")
    page.append("\n\n")
    page.append(
        _(
            "Type the path of the file above, or drop the file onto this window, and press Enter."
            " You are shown what it would change before anything is imported."
        )
    )
    page.append("\n\n")
    page.append(
        _(
            "Lists of pretix, Eventbrite, Indico, alf.io, Tito and Luma are recognised, and so is"
            " a sheet of your own with a header line such as: Name, Company, Type, Code, Notes."
        )
    )
    if past:
        page.append("\n\n")
        page.append(_("Imported before:"), "bold")
        for each in reversed(past[-_PAST:]):
            page.append("\n" + _past(each, now, zone))
    return page


def _past(each: Import, now: datetime, zone: tzinfo | None) -> str:
    return _("{time}  {file}: {new} new, {changed} changed, {gone} gone ({operator})").format(
        time=entry_times.shown(each.at, now, zone, "%Y-%m-%d %H:%M"),
        file=each.file,
        operator=each.operator,
        **{name: each.counts[name] for name in ("new", "changed", "gone")},
    )


def trouble(error: OnsiteError | None) -> Text:
    """What went wrong, and what to do about it."""
    page = Text()
    if error is not None:
        page.append(error.happened, "bold")
        page.append(f"\n{error.advice}" if error.advice else "")
    return page


def progress(phase: str, done: int, total: int) -> Text:
    """How far the work is."""
    from onsite.roster.progress import drawn

    return Text(drawn(phase, done, total))


def figures(seen: Preview) -> Text:
    """The head of a dry run: what list it is, its figures, and what to beware of."""
    from onsite.roster import wording

    page = Text()
    page.append(_what(seen) + "\n")
    for at, (word, many) in enumerate(wording.counts(seen)):
        page.append(" · " if at else "")
        page.append(wording.figure(many, word), "bold" if many else "")
    for warning in wording.warnings(seen, on_screen=True)[:_WARNINGS]:
        page.append(f"\n! {warning}")
    for line in wording.columns(seen):
        page.append(f"\n{line}")
    return page


def _what(seen: Preview) -> str:
    from onsite.roster import wording
    from onsite.roster.formats import FORMATS

    listing, kind = seen.listing, wording.kind(seen)
    if listing.source in {each.source for each in FORMATS}:
        return _("“{file}” is {kind}.").format(file=listing.file, kind=kind)
    return _("“{file}” is {kind}; its list is called “{source}”.").format(
        file=listing.file, kind=kind, source=listing.source
    )


def columns() -> tuple[Column, ...]:
    """The columns of the list of changes."""
    return (
        Column(_("Line"), 6, right=True),
        Column(_("What"), 10),
        Column(_("Who"), share=2),
        Column(_("Details"), share=3),
    )


def lines(seen: Preview, zone: tzinfo) -> list[Line]:
    """Every row: those that need a look, what stays, then who is changed, new, and gone."""
    changed, new = _changed_lines(seen, zone), _new_lines(seen)
    return [*_odd_lines(seen), *_kept_lines(seen, zone), *changed, *new, *_gone_lines(seen)]


def _odd_lines(seen: Preview) -> Iterator[Line]:
    from onsite.roster.wording import sentence

    for at, remark in enumerate(seen.listing.bad):
        yield Line(f"bad {at}", (str(remark.line), _("unusable"), "", sentence(remark)), "bad")
    for at, twin in enumerate(seen.listing.twins):
        cells = (str(twin.line), _("duplicate"), twin.detail, sentence(twin))
        yield Line(f"twin {at}", cells, "warning")
    for at, remark in enumerate(seen.listing.remarks):
        yield Line(f"odd {at}", (str(remark.line), _("odd"), "", sentence(remark)), "strong")


def _changed_lines(seen: Preview, zone: tzinfo) -> Iterator[Line]:
    from onsite.roster.wording import change

    for each in seen.changes.changed:
        who = each.listed.record.name or each.listed.key
        cells = (str(each.listed.line), _("changed"), who, change(each, zone))
        yield Line(f"changed {each.attendee}", cells)


def _kept_lines(seen: Preview, zone: tzinfo) -> Iterator[Line]:
    from onsite.roster.wording import stays

    for each in seen.changes.kept:
        who = each.listed.record.name or each.listed.key
        cells = (str(each.listed.line), _("stays"), who, stays(each.fields, zone))
        yield Line(f"kept {each.attendee}", cells, "strong")


def _new_lines(seen: Preview) -> Iterator[Line]:
    word = _("new")
    for each in seen.changes.new:
        record = each.listed.record
        about = " · ".join(text for text in (record.category, record.company) if text)
        cells = (str(each.listed.line), word, record.name or each.listed.key, about)
        yield Line(f"new {each.attendee}", cells, "good")


def _gone_lines(seen: Preview) -> Iterator[Line]:
    for known in seen.changes.gone:
        who = known.record.name or known.source_key
        cells = ("", _("gone"), who, _("will be withdrawn; check-ins are kept"))
        yield Line(f"gone {known.attendee}", cells, "warning")


def result(seen: Preview) -> Text:
    """What was done."""
    from onsite.roster import wording

    page = Text()
    page.append(_("Imported."), "bold")
    page.append("\n\n")
    page.append(_(", ").join(wording.figure(many, word) for word, many in wording.counts(seen)))
    page.append("\n\n")
    everybody = len(seen.listing.people)
    page.append(
        ngettext(
            "{many} attendee of “{file}” is on the roster now.",
            "{many} attendees of “{file}” are on the roster now.",
            everybody,
        ).format(many=everybody, file=seen.listing.file)
    )
    page.append("\n\n")
    page.append(_("F2 opens the check-in desk. Esc brings in another list."))
    return page
