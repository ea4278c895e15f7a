"""A rundown on paper: what is planned, and room to write down what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _, ngettext, pgettext
from onsite.stage import wording
from onsite.stage.exporting.lines import people
from onsite.stage.exporting.paper import Column, Row, Table

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
        parts.append(_("must end at {at}").format(at=wording.clock(sheet.must_end_ms, plan)))
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
    from onsite.clock import from_ms

    return f"{plan.local(from_ms(ms)):%Y-%m-%d %H:%M}"


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
            wording.clock(item.start_ms, plan),
            wording.length(item.length_ms) if item.length_ms else "–",
            item.title,
            _clock(times.actual_start_ms, plan),
            _clock(times.actual_end_ms, plan),
        ),
        tuple(filter(None, below)),
        bold=True,
        struck=item.skipped,
    )


def _clock(ms: int | None, plan: Plan) -> str:
    return wording.clock(ms, plan, seconds=True) if ms is not None else ""
