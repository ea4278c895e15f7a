"""A rundown on paper: what is planned, and room to write down what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.clock import from_ms
from onsite.language import _, ngettext, pgettext
from onsite.stage import wording
from onsite.stage.exporting.lines import people
from onsite.stage.exporting.paper import Column, Row, Table
from onsite.stage.hours import hour

if TYPE_CHECKING:
    from onsite.plan.model import Plan
    from onsite.stage.exporting.lines import Line, Sheet

_WRITTEN = 58.0


def rundown(sheet: Sheet, plan: Plan, now_ms: int) -> Table:
    """The table of a rundown."""
    many = len(sheet.lines)
    parts = [
        plan.event.name,
        ngettext("{n} item", "{n} items", many).format(n=many),
        _("as of {at}").format(at=moment(now_ms, plan)),
    ]
    if sheet.must_end_ms is not None:
        parts.append(_("must end at {at}").format(at=hour(sheet.must_end_ms, plan, sheet.day)))
    return Table(
        _("{stage}, {day}").format(stage=sheet.name, day=sheet.day),
        " · ".join(parts),
        (
            Column("#", 24, right=True),
            Column(_("Plan"), 40),
            Column(_("Length"), 54, right=True),
            Column(_("Item")),
            Column(pgettext("of an item", "Began"), _WRITTEN, box=True),
            Column(pgettext("of an item", "Ended"), _WRITTEN, box=True),
        ),
        tuple(_row(line, plan) for line in sheet.lines),
        (_("Write the time down where no computer does: hours, minutes, seconds."),),
    )


def moment(ms: int, plan: Plan) -> str:
    """An instant with its day, in the event's zone."""
    return f"{plan.local(from_ms(ms)):%Y-%m-%d %H:%M}"


def ends(
    start_ms: int, end_ms: int | None, plan: Plan, day: str, *, seconds: bool = False
) -> tuple[str, str]:
    """When something began and ended, as hours of the rundown's day; "…" where it has not."""
    over = "…" if end_ms is None else hour(end_ms, plan, day, seconds=seconds)
    return hour(start_ms, plan, day, seconds=seconds), over


def span(start_ms: int, end_ms: int | None, plan: Plan, day: str, *, seconds: bool = False) -> str:
    """From when to when, as `ends`."""
    return "–".join(ends(start_ms, end_ms, plan, day, seconds=seconds))


def _row(line: Line, plan: Plan) -> Row:
    item, times, fields = line.item, line.times, line.fields
    kind = "" if item.kind.value == "talk" else wording.kind(item.kind.value)
    rule = "" if item.rule.value == "linked" else _(wording.RULES[item.rule.value])
    moderator = _("Moderator: {name}").format(name=fields.moderator) if fields.moderator else ""
    questions = _("Q&A {length}").format(length=wording.length(item.qa_ms)) if item.qa_ms else ""
    below = (
        people(fields),
        " · ".join(filter(None, (kind, rule, questions, fields.qa_form, moderator))),
        fields.agreed or "",
        fields.introduction or "",
        fields.notes or "",
    )
    return Row(
        (
            str(line.number),
            hour(item.start_ms, plan, line.day),
            wording.length(item.length_ms) if item.length_ms else "–",
            item.title,
            _clock(times.actual_start_ms, plan, line.day),
            _clock(times.actual_end_ms, plan, line.day),
        ),
        tuple(filter(None, below)),
        bold=True,
        struck=item.skipped,
    )


def _clock(ms: int | None, plan: Plan, day: str) -> str:
    return hour(ms, plan, day, seconds=True) if ms is not None else ""
