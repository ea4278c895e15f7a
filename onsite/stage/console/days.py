"""Which day a rundown is of, as people say it: today, tomorrow, 25 Nov. Pure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from onsite.clock import from_ms
from onsite.language import N_, _
from onsite.stage.hours import days_later

if TYPE_CHECKING:
    from onsite.plan.model import Plan

_WORDS = {0: N_("today"), 1: N_("tomorrow"), -1: N_("yesterday")}
_DATES = (
    N_("{day} Jan"),
    N_("{day} Feb"),
    N_("{day} Mar"),
    N_("{day} Apr"),
    N_("{day} May"),
    N_("{day} Jun"),
    N_("{day} Jul"),
    N_("{day} Aug"),
    N_("{day} Sep"),
    N_("{day} Oct"),
    N_("{day} Nov"),
    N_("{day} Dec"),
)


def days_ahead(day: str, plan: Plan, now_ms: int) -> int:
    """How many days after the event day of now a rundown is; less than 0 for before.

    Args:
        day: its day, as ISO date.
        plan: the plan in force: it says when a day ends.
        now_ms: the moment.
    """
    try:
        of = date.fromisoformat(day)
    except ValueError:  # of another computer, which may say anything
        return 0
    return days_later(of, plan.day_of(from_ms(now_ms)).isoformat())


def in_words(day: str, plan: Plan, now_ms: int) -> str:
    """A day as people say it: `today`; `tomorrow, 25 Nov`; `27 Nov`."""
    ahead = days_ahead(day, plan, now_ms)
    if not ahead:
        return _(_WORDS[0])
    of = date.fromisoformat(day)
    told = _(_DATES[of.month - 1]).format(day=of.day)
    if ahead not in _WORDS:
        return told
    return _("{word}, {date}").format(word=_(_WORDS[ahead]), date=told)
