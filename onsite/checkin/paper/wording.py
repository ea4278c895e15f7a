"""What stands on a list on paper, in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from onsite.checkin.paper.sheets import APPROVE, DAY, LOOK, PAY, SPEAKER, STOP, VIP
from onsite.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from onsite.checkin.paper.pages import Page
    from onsite.checkin.paper.sheets import PaperLine, PaperList
    from onsite.plan.model import Plan

_MARKS = {
    STOP: N_("STOP"),
    APPROVE: N_("NOT APPROVED"),
    PAY: N_("NOT PAID"),
    LOOK: N_("LOOK TWICE"),
    VIP: N_("VIP"),
    SPEAKER: N_("SPEAKER"),
}
_MEANINGS = {
    STOP: N_("Do not let in. Ask, kindly, to come to the problem desk."),
    APPROVE: N_("Do not let in. Send to the problem desk."),
    PAY: N_("Do not let in before they have paid at the problem desk."),
    DAY: N_("Only on the days that are named."),
    LOOK: N_("See an ID, compare the name."),
    VIP: N_("Let in first, and call the VIP desk."),
}
_PAY_LATER = N_("May come in. Say that the ticket is still to be paid.")
_GRAVE = (STOP, APPROVE, PAY, DAY)


def mark(code: str, line: PaperLine) -> str:
    """A mark as it stands beside a name."""
    if code != DAY:
        return _(_MARKS[code])
    days = [date.fromisoformat(day) for day in line.days.split(",")]
    return _("ONLY {days}").format(days=", ".join(f"{day:%m-%d}" for day in days))


def grave(code: str, plan: Plan, checkpoint: str) -> bool:
    """Whether a mark may keep somebody out there: such marks are drawn white on black."""
    return code in _GRAVE and not _pays_later(code, plan, checkpoint)


def _pays_later(code: str, plan: Plan, checkpoint: str) -> bool:
    return code == PAY and plan.checkpoints[checkpoint].admits_unpaid


def legend(plan: Plan, checkpoint: str) -> Iterator[tuple[str, str, bool]]:
    """The marks, what a volunteer must do, and whether the mark may keep somebody out."""
    for code, meaning in _MEANINGS.items():
        later = _pays_later(code, plan, checkpoint)
        word = _("ONLY …") if code == DAY else _(_MARKS[code])
        yield word, _(_PAY_LATER if later else meaning), grave(code, plan, checkpoint)


def instructions() -> str:
    """What to do with the list, in one line."""
    return _(
        "Tick who comes in and write the time beside it. Who is not on the list goes to the "
        "problem desk."
    )


def title(page: Page, plan: Plan, checkpoint: str) -> str:
    """Whose sheet it is."""
    name = plan.checkpoints[checkpoint].name
    if not page.sheet.desk:
        return name
    return _("{desk} · {checkpoint}").format(desk=page.sheet.title, checkpoint=name)


def letters(page: Page) -> str:
    """From which letter to which the page goes."""
    first, last = page.letters
    return first if first == last else f"{first} – {last}"


def number(page: Page, many: int) -> str:
    """Which page it is, of how many."""
    return _("page {number} of {many}").format(number=page.number, many=many)


def made(found: PaperList, plan: Plan, label: str) -> str:
    """When the list was made, and how old what it says is."""
    at = moment(found.made, plan)
    if found.imported is None:
        return _("List {label} · made {at}").format(label=label, at=at)
    return _("List {label} · made {at} · attendee list of {imported}").format(
        label=label, at=at, imported=moment(found.imported, plan)
    )


def entered(line: PaperLine, plan: Plan) -> str:
    """That somebody was in already when the list was made; empty for all others."""
    if line.entered is None:
        return ""
    return _("in {time}").format(time=plan.local(line.entered).strftime("%H:%M"))


def moment(instant: datetime, plan: Plan) -> str:
    """A day and a time in the event's zone."""
    return plan.local(instant).strftime("%Y-%m-%d %H:%M")
