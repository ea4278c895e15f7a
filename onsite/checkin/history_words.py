"""What happened to an attendee, in words: the lines of their history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite import fact_words
from onsite.checkin import clock_words, wording
from onsite.checkin.asking import words as asking
from onsite.checkin.badge_codes import told as badges
from onsite.checkin.conflicts import words as conflict_words
from onsite.checkin.desk.words import TONES, undo_reason
from onsite.checkin.goods import wording as goods
from onsite.checkin.paper.tick_words import tick
from onsite.checkin.views import CHECKED_OUT
from onsite.checkin.voiding import words as void_words
from onsite.language import N_, _
from onsite.roster.acts import wording as acts
from onsite.roster.wording import FIELDS
from onsite.ui.line_list import Line, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from onsite.checkin.views import HistoryLine
    from onsite.plan.model import Plan

_HAPPENED = {
    "attendee.listed": N_("On the list"),
    "attendee.withdrawn": N_("No longer on the list"),
    "scan.undone": N_("Taken back"),
    "attendee.from_code": N_("Signed ticket, not on the list"),
    "code.barred": N_("The shop has barred a code"),
}


def history_line(
    number: int, line: HistoryLine, plan: Plan, now: datetime, names: Mapping[str, str]
) -> Line:
    """A line of an attendee's history: when, what, who."""
    station = wording.station_name(line.station, names)
    by = " · ".join(filter(None, (line.operator, station)))
    if line.kind == CHECKED_OUT:
        by = _("by the clock")
    when = clock_words.marked(wording.moment(line.at, plan, now), line.clock_off_ms)
    return Line(str(number), (when, _happened(line, plan), by), _tone(line))


def _happened(line: HistoryLine, plan: Plan) -> str:
    if line.kind == CHECKED_OUT:
        return _("{checkpoint}: checked out").format(checkpoint=_place(line, plan))
    if line.verdict is None:
        if "goods" in line.facts:
            return goods.happened(line, plan)
        return badges.happened(line) or _of_list(line)
    title = _("admitted twice") if line.conflict else wording.title(line.verdict)
    if line.void and not line.conflict:
        title = void_words.short(line.void)
    said = _("{checkpoint}: {title}").format(checkpoint=_place(line, plan), title=title)
    said += tick(line, plan) + asking.besides(line.verdict, line.answers, plan)
    if line.conflict or line.void:
        return f"{conflict_words.SIGN} {said}"
    return _("{what} (taken back)").format(what=said) if line.undone else said


def _place(line: HistoryLine, plan: Plan) -> str:
    checkpoint = line.facts.get("checkpoint", "")
    return plan.checkpoints[checkpoint].name if checkpoint in plan.checkpoints else checkpoint


def _of_list(line: HistoryLine) -> str:
    if line.act is not None:
        return acts.said(line.act)
    if line.facts.get("changed"):
        fields = (_(FIELDS.get(each, each)) for each in line.facts["changed"].split(", "))
        return _("The list has changed: {fields}").format(fields=_(", ").join(fields))
    title = _(_HAPPENED[line.kind]) if line.kind in _HAPPENED else fact_words.fact(line.kind)
    more = undo_reason(line.facts.get("why", "")) or line.facts.get("source", "")
    return _("{title} – {sentence}").format(title=title, sentence=more) if more else title


def _tone(line: HistoryLine) -> Tone:
    if line.verdict is None or line.undone:
        return "muted"
    if line.conflict or line.void:
        return "warning"
    if line.verdict.reason.value == "left":
        return ""
    return TONES[line.verdict.outcome.value]
