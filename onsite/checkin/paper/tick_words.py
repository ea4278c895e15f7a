"""What the screen for ticks says."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from onsite.checkin import wording
from onsite.language import _, ngettext
from onsite.ui.line_list import Line, Tone

if TYPE_CHECKING:
    from datetime import date

    from onsite.checkin.paper.desk import TickDesk
    from onsite.checkin.paper.lists import ListMade, Ticked
    from onsite.checkin.paper.ticks import Entered, Whom
    from onsite.checkin.views import HistoryLine
    from onsite.plan.model import Plan


def heading(of: ListMade, plan: Plan, many: int) -> str:
    """Which list it is, and how far it is."""
    place = plan.checkpoints[of.checkpoint].name if of.checkpoint in plan.checkpoints else "–"
    made = plan.local(of.made).strftime("%Y-%m-%d %H:%M")
    said = _("List {label} · {checkpoint} · made {made}").format(
        label=of.label, checkpoint=place, made=made
    )
    ticked = ngettext("{n} tick of {people}", "{n} ticks of {people}", many)
    return f"{said} · {ticked.format(n=many, people=of.people)}"


def more(desk: TickDesk) -> str:
    """Who has ticked, and on which day, where that was said."""
    by = _(" · ticked by {name}").format(name=desk.by) if desk.by else ""
    return by + (f" · {day(desk.day)}" if desk.day is not None else "")


def list_line(of: ListMade, plan: Plan) -> str:
    """A list to choose."""
    place = plan.checkpoints[of.checkpoint].name if of.checkpoint in plan.checkpoints else "–"
    made = plan.local(of.made).strftime("%Y-%m-%d %H:%M")
    return " · ".join((of.label, place, made, str(of.people)))


def day(when: date) -> str:
    """A day to choose."""
    return wording.day(when)


def nothing() -> str:
    """What is said while there is no list."""
    return _(
        "No list was printed for this event.\n\n"
        "“onsite checkin paper” makes one: a PDF to print before the doors open. When the "
        "computers are back, the ticks on it are entered here, with the times beside them."
    )


def whom(one: Whom) -> str:
    """A person as they stand on the list."""
    number = f"{one.number}  " if one.number else _("not on this list · ")
    return number + " · ".join(filter(None, (_name(one.name), one.company, one.category)))


def found_line(one: Whom) -> Line:
    """A line of those who may be meant."""
    number = str(one.number) if one.number else "–"
    return Line(one.attendee, (number, _name(one.name), one.company or one.category))


def tick_line(tick: Ticked, plan: Plan, numbers: dict[str, int]) -> Line:
    """A line of what was entered."""
    tone: Tone = "good"
    sign, said = "✓", _("entered")
    if tick.undone:
        sign, said, tone = "↶", _("taken back"), "muted"
    elif tick.conflict:
        sign, said, tone = "‼", _("let in twice"), "warning"
    number = str(numbers.get(tick.attendee, "")) or "–"
    time = plan.local(tick.at).strftime("%H:%M")
    return Line(tick.key, (sign, time, number, _name(tick.name), said), tone)


def entered(done: Entered, plan: Plan, now: datetime) -> tuple[str, Tone]:
    """What became of a tick."""
    name = _name(done.tick.whom.name)
    before = wording.moment(done.before, plan, now) if done.before is not None else ""
    time = plan.local(done.tick.at).strftime("%H:%M")
    if done.outcome == "duplicate":
        said = _("= ALREADY ENTERED · {name}, {before}. Nothing was added.")
        return said.format(name=name, before=before), "warning"
    if done.outcome == "twice":
        said = _("‼ ENTERED · {name}, {time}. In since {before} as well: both are kept.")
        return said.format(name=name, time=time, before=before), "warning"
    said = _("✓ ENTERED · {name}, {time}").format(name=name, time=time)
    if done.warning is None:
        return said, "good"
    title = wording.reason_title(done.warning.value)
    return _("{said} · ticket: {title}").format(said=said, title=title), "warning"


def taken_back(tick: Ticked, plan: Plan) -> str:
    """The last tick was taken back."""
    time = plan.local(tick.at).strftime("%H:%M")
    return _("↶ TAKEN BACK · {name}, {time}").format(name=_name(tick.name), time=time)


def tick(line: HistoryLine, plan: Plan) -> str:
    """Behind an admission in somebody's history: that it was ticked on paper, when, by whom."""
    if not line.facts.get("paper"):
        return ""
    at = datetime.fromisoformat(line.facts["paper_at"])
    by = line.facts.get("paper_by", "")
    said = _(" · paper {list}, {time}").format(
        list=line.facts["paper"], time=plan.local(at).strftime("%H:%M")
    )
    return said + (_(", by {name}").format(name=by) if by else "")


def _name(name: str) -> str:
    return name or _("Unassigned ticket")
