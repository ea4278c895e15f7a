"""An admission that two desks made, in words: the line in the guest's details, the news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.checkin import clock_words, wording
from onsite.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from onsite.checkin.views import Admission, Conflict
    from onsite.plan.model import Plan

SIGN = "!"
"""Stands where the sign of a verdict stands."""
_TOLD_ONE_BY_ONE = 3


def news(
    conflicts: Sequence[Conflict], plan: Plan, now: datetime, here: str, names: Mapping[str, str]
) -> list[str]:
    """What the operator is told of conflicts that have come to light: a sentence each, or one.

    Args:
        conflicts: those not told before.
        plan: gives the zone in which times are shown.
        now: aware.
        here: the id of this station.
        names: what stations are called, by their ids.
    """
    many = len(conflicts)
    if many > _TOLD_ONE_BY_ONE:
        said = ngettext(
            "{many} guest was admitted twice. F9 shows the last scans. Tell the lead.",
            "{many} guests were admitted twice. F9 shows the last scans. Tell the lead.",
            many,
        )
        return [said.format(many=many)]
    return [_sentence(conflict, plan, now, here, names) for conflict in conflicts]


def both_admissions(conflict: Conflict, plan: Plan, now: datetime, names: Mapping[str, str]) -> str:
    """The conflict in one line: where, and of both admissions when, by whom, at which station."""
    place = conflict.checkpoint
    place = plan.checkpoints[place].name if place in plan.checkpoints else place
    first, second = (
        _admission(each, plan, now, names) for each in (conflict.first, conflict.second)
    )
    said = _("{checkpoint}: admitted twice, {first} and {second}")
    return f"{SIGN} " + said.format(checkpoint=place, first=first, second=second)


def _admission(admission: Admission, plan: Plan, now: datetime, names: Mapping[str, str]) -> str:
    said = _("{time} by {operator} at {station}").format(
        time=wording.moment(admission.at, plan, now),
        operator=admission.operator,
        station=wording.station_name(admission.station, names),
    )
    off = clock_words.off(admission.clock_off_ms)
    return _("{what} ({more})").format(what=said, more=off) if off else said


def _sentence(
    conflict: Conflict, plan: Plan, now: datetime, here: str, names: Mapping[str, str]
) -> str:
    first, second = (
        _seen(each, plan, now, here, names) for each in (conflict.first, conflict.second)
    )
    said = _("{name} was admitted twice: {second}, {first}. Tell the lead.")
    name = conflict.name or _("Unassigned ticket")
    return said.format(name=name, first=first, second=second)


def _seen(
    admission: Admission, plan: Plan, now: datetime, here: str, names: Mapping[str, str]
) -> str:
    time = wording.moment(admission.at, plan, now)
    if admission.station == here:
        return _("{time} here").format(time=time)
    station = wording.station_name(admission.station, names)
    return _("{time} at {station}").format(time=time, station=station)
