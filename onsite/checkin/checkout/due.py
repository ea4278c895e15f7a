"""When a checkpoint checks everybody out: a time of day of the plan, and nobody has to act.

Nothing is recorded then. Whoever came in before the last such time counts as outside, on every
desk alike, and whatever was read of them before.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.journal.facts import LATEST_MS

if TYPE_CHECKING:
    from onsite.checkin.question import Question
    from onsite.plan.model import Plan

_DAY = timedelta(days=1)


def last_check_out(plan: Plan, checkpoint: str, now: datetime) -> datetime | None:
    """The last time up to now at which the checkpoint has checked everybody out, in UTC.

    None where the plan gives it no such time of day. `now` is aware.
    """
    return _turn(plan, checkpoint, now, (0, -1))


def check_out_after(plan: Plan, checkpoint: str, entered: datetime) -> datetime | None:
    """The first time after an entry at which the checkpoint checks everybody out, in UTC."""
    return _turn(plan, checkpoint, entered, (-1, 0, 1), later=True)


def out_ms(question: Question) -> int:
    """What `ScanMade.out_ms` says of a scan."""
    turn = last_check_out(question.plan, question.checkpoint, question.now)
    if turn is None:
        return 0
    there = question.presence
    passed_ms = min(there.order_ms + 1, LATEST_MS) if there.checked_out else 0
    return max(to_ms(turn), passed_ms, 0)


def _turn(
    plan: Plan, checkpoint: str, instant: datetime, days: tuple[int, ...], *, later: bool = False
) -> datetime | None:
    """The turn among those of the days around an instant that is up to it, or after it."""
    rule = plan.checkpoints.get(checkpoint)
    if rule is None or rule.checks_out_at is None:
        return None
    instant = instant.astimezone(UTC)
    today = plan.local(instant).date()
    for days_on in days:
        try:
            day = today + days_on * _DAY
            turn = datetime.combine(day, rule.checks_out_at, plan.zone).astimezone(UTC)
        except OverflowError:  # the first and the last day that there are
            continue
        if turn > instant if later else turn <= instant:
            return turn
    return None
