"""The slip report in words: for a terminal, and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _
from onsite.stage import wording
from onsite.stage.exporting.paper import Column, Row, Table
from onsite.stage.exporting.printed import ends, moment, span
from onsite.stage.exporting.slip import Why
from onsite.stage.hours import hour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.plan.model import Plan
    from onsite.stage.exporting.slip import Part, Reason, SlipLine, SlipReport, Took
    from onsite.stage.reading import Kept

REASONS = {
    Why.BEFORE: N_("“{item}” before it"),
    Why.DELAY: N_("delayed"),
    Why.WAITED: N_("began late"),
    Why.EARLY: N_("began early"),
    Why.SHORTER: N_("made shorter"),
    Why.PAUSED: N_("paused"),
    Why.ADDED: N_("time added"),
    Why.OVER: N_("ran over"),
    Why.AGAIN: N_("run again"),
}
TOOK = {
    "gap": N_("the gap before it"),
    "shorter": N_("it was shorter"),
    "early": N_("it ended early"),
    "left-out": N_("it was left out"),
}

_MOST = 50
"""Lines of one item on paper: its runs, and why."""
_LEFT_TO_RIGHT = "\u200e"
_WIDE = 40
"""Characters of a title that is named in passing."""


def reason(one: Reason, report: SlipReport) -> str:
    """A part of a slip, with its length."""
    titles = {line.item: line.title for line in report.lines}
    why = one.why
    word = N_("ended early") if why is Why.OVER and one.ms < 0 else REASONS[why]
    if why is Why.ADDED and one.ms < 0:
        word = N_("time removed")
    title = titles.get(one.item, one.item)
    told = _(word).format(item=title if len(title) <= _WIDE else f"{title[:_WIDE]}…")
    # The mark keeps what follows apart from a title that is written from right to left.
    mark = "" if title.isascii() else _LEFT_TO_RIGHT
    return f"{told}{mark} {wording.length(one.ms, signed=True)}"


def took(one: Took) -> str:
    """Who took lateness up, with how much."""
    return f"{_(TOOK[one.how])} {wording.length(one.ms)}"


def main_reason(line: SlipLine, report: SlipReport) -> str:
    """Why an item was late; empty where it was not."""
    return reason(line.main, report) if line.main is not None else ""


def part(one: Part, plan: Plan, day: str) -> str:
    """One running of an item of the rundown of a day."""
    start, end = ends(one.started_ms, one.ended_ms, plan, day, seconds=True)
    ran = _("run {n}: {start}–{end}").format(n=one.number, start=start, end=end)
    told = []
    if one.pressed_ms is not None:
        pressed = hour(one.pressed_ms, plan, day, seconds=True)
        told.append(_("corrected, pressed at {at}").format(at=pressed))
    for ms, word in (
        (one.paused_ms, N_("paused {length}")),
        (one.added_ms, N_("added {length}")),
        (one.over_ms, N_("over {length}")),
    ):
        if ms:
            told.append(_(word).format(length=wording.length(ms, signed=True)))
    if not told:
        return ran
    return _("{run}, {what}").format(run=ran, what=_(", ").join(told))


def lines(kept: Kept, report: SlipReport, plan: Plan) -> list[str]:
    """The report for a terminal."""
    found = [headline(kept, report, plan)]
    for line in report.lines:
        if line.parts or line.took or late_reason(kept, line):
            below = _below(line, report, plan, kept)
            found += ["", f"{line.number} {line.title or line.item}", *below]
    return found


def headline(kept: Kept, report: SlipReport, plan: Plan) -> str:
    """The rundown, and how much later than planned it is over."""
    name = plan.stages[kept.stage].name if kept.stage in plan.stages else kept.stage
    over = report.schedule.over_end_ms
    end = (
        _("over as planned")
        if not over
        else _("over {length} against the plan").format(length=wording.length(over, signed=True))
    )
    took_up = _("taken up: {length}").format(length=wording.length(report.took_ms))
    return _("{stage}, {day}: {what}").format(
        stage=name, day=kept.day, what=_("; ").join((end, took_up))
    )


def late_reason(kept: Kept, line: SlipLine) -> str:
    """Why it was late, as the timekeeper has said; empty where nobody has."""
    return kept.fields[line.item].late_reason or ""


def _said(kept: Kept, line: SlipLine) -> Iterator[str]:
    said = late_reason(kept, line)
    if said:
        yield _("reason: {text}").format(text=said)


def _below(line: SlipLine, report: SlipReport, plan: Plan, kept: Kept) -> Iterator[str]:
    times, day = line.times, kept.day
    planned = _planned(line, plan, day)
    if line.parts:
        actual = _actual(line, plan, day)
        over = wording.length(times.over_end_ms, signed=True)
        yield "  " + _("planned {planned}, was {actual}, over {over}").format(
            planned=planned, actual=actual, over=over
        )
    else:
        state = wording.status(times.status)
        yield "  " + _("planned {planned}, {status}").format(planned=planned, status=state)
    for one in line.parts:
        yield "  " + part(one, plan, day)
    yield from (f"  {each}" for each in _said(kept, line))
    if line.reasons:
        why = _("; ").join(reason(each, report) for each in line.reasons)
        yield "  " + _("why: {reasons}").format(reasons=why)
    if line.took:
        what = _("; ").join(took(each) for each in line.took)
        yield "  " + _("took up: {what}").format(what=what)


def table(kept: Kept, report: SlipReport, plan: Plan, now_ms: int) -> Table:
    """The report on paper."""
    name = plan.stages[kept.stage].name if kept.stage in plan.stages else kept.stage
    sources = [
        _("{title}: {reason}").format(title=line.title, reason=reason(each, report))
        for line, each in report.sources()[:5]
    ]
    absorbed = [
        _("{title}: {reason}").format(title=line.title, reason=took(each))
        for each, line in sorted(
            ((each, line) for line in report.lines for each in line.took),
            key=lambda pair: (-pair[0].ms, pair[1].number),
        )
    ]
    foot = [headline(kept, report, plan)]
    if sources:
        foot.append(_("Where it came from: {list}").format(list=_("; ").join(sources)))
    if absorbed:
        foot.append(_("Who took it up: {list}").format(list=_("; ").join(absorbed)))
    return Table(
        _("Slip report: {stage}, {day}").format(stage=name, day=kept.day),
        f"{plan.event.name} · " + _("as of {at}").format(at=moment(now_ms, plan)),
        (
            Column("#", 22, right=True),
            Column(_("Item")),
            Column(_("Planned"), 72),
            Column(_("Was"), 104),
            Column(_("Late"), 46, right=True),
            Column(_("Over"), 46, right=True),
        ),
        tuple(_row(line, report, plan, kept) for line in report.lines),
        tuple(foot),
        most=_MOST,
    )


def _row(line: SlipLine, report: SlipReport, plan: Plan, kept: Kept) -> Row:
    times, day = line.times, kept.day
    below = [*(part(each, plan, day) for each in line.parts), *_said(kept, line)]
    if line.reasons:
        below.append(" · ".join(reason(each, report) for each in line.reasons))
    if line.took:
        what = _("; ").join(took(each) for each in line.took)
        below.append(_("took up: {what}").format(what=what))
    began = bool(line.parts)
    return Row(
        (
            str(line.number),
            line.title or line.item,
            _planned(line, plan, day),
            _actual(line, plan, day) if began else wording.status(times.status),
            wording.length(times.over_ms, signed=True) if began else "",
            wording.length(times.over_end_ms, signed=True) if began else "",
        ),
        tuple(below),
        struck=not began and times.status.value in ("skipped", "passed"),
    )


def _planned(line: SlipLine, plan: Plan, day: str) -> str:
    times = line.times
    return span(times.planned_start_ms, times.planned_end_ms, plan, day)


def _actual(line: SlipLine, plan: Plan, day: str) -> str:
    times = line.times
    return span(times.actual_start_ms or 0, times.actual_end_ms, plan, day, seconds=True)
