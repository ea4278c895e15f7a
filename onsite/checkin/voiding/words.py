"""An admission of a ticket that was good no longer, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.checkin import clock_words, wording
from onsite.checkin.conflicts.words import SIGN
from onsite.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from onsite.checkin.voiding.admissions import AfterVoid
    from onsite.plan.model import Plan

_SHORT = {
    "cancelled": N_("in, but cancelled"),
    "withdrawn": N_("in, but off the list"),
    "revoked": N_("in, code revoked"),
    "blocked": N_("in, but blocked"),
}
_WHY = {
    "cancelled": N_("the ticket was cancelled before"),
    "withdrawn": N_("the list had dropped them before"),
    "revoked": N_("the code was revoked before"),
    "blocked": N_("the code was blocked before"),
}


def short(why: str) -> str:
    """What stands in the list of last scans; `why` is a `Reason`."""
    return _(_SHORT[why]) if why in _SHORT else wording.reason_title("admitted")


def admission(each: AfterVoid, plan: Plan, now: datetime, names: Mapping[str, str]) -> str:
    """It in one line: where, when, by whom, at which station, and what the desk did not know."""
    place = each.checkpoint
    place = plan.checkpoints[place].name if place in plan.checkpoints else place
    made = each.admission
    when = clock_words.marked(wording.moment(made.at, plan, now), made.clock_off_ms)
    said = _("{checkpoint}: let in {time} by {operator} at {station}; {why}").format(
        checkpoint=place,
        time=when,
        operator=made.operator,
        station=wording.station_name(made.station, names),
        why=_(_WHY.get(each.why, "")) if each.why in _WHY else each.why,
    )
    return f"{SIGN} {said}"
