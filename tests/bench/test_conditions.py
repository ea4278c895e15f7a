"""A verdict where the checkpoint's condition has twenty nodes: under a millisecond.

Run: `uv run pytest tests/bench --benchmark-only`.
"""

from __future__ import annotations

import statistics
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from onsite.checkin.facts import Direction, Outcome, Reason
from onsite.checkin.question import Presence, Question, Ticket
from onsite.checkin.rules import decide
from onsite.plan.conditions.tree import All, AnyOf
from onsite.plan.model import Checkpoint, Event, Plan

LIMIT_S = 0.001
ALLOW = (
    "entries < 9",
    "entries today < 3 or vip or speaker",
    "days present < 3 or present today",
    {"any": ["minutes since last entry >= 180", {"all": ["gate = a", "time >= 22:00"]}]},
    "now >= admission - 30 min",
    "now < last end + 10 min",
    "weekday not in Sat, Sun or age >= 18",
    "paid or time >= 18:00",
    "variant != Child",
)
PLAN = Plan(
    event=Event(
        name="Benchmark",
        zone="Europe/Berlin",
        days=("2026-11-24", "2026-11-25", "2026-11-26"),
        admission="08:00",
        end="18:00",
    ),
    checkpoints={
        "door": Checkpoint(
            name="Door",
            gates={"a": "Gate A", "b": "Gate B"},
            entries="multiple",
            admits_unpaid=True,
            windows=({"opens": "07:00", "closes": "23:30"},),
            allow=ALLOW,
        )
    },
)
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
CAME = tuple(datetime(2026, 11, 24, 7, minute, tzinfo=UTC) for minute in (0, 20, 40))
QUESTION = Question(
    PLAN,
    "door",
    Direction.ENTRY,
    NOON,
    (Ticket("a1", "Regular", vip=True, born=30),),
    Presence(entries=3, entered=CAME),
    "b",
)


def nodes(condition) -> int:
    inner = condition.parts if isinstance(condition, All | AnyOf) else ()
    return 1 + sum(nodes(part) for part in inner)


CASES = {
    "admitted": (QUESTION, Reason.ADMITTED),
    "again in an hour": (
        replace(QUESTION, now=datetime(2026, 11, 24, 9, 40, tzinfo=UTC)),
        Reason.RULES,
    ),
    "tomorrow": (replace(QUESTION, tickets=(Ticket("a1", "Regular", born=30),)), Reason.RULES),
    "never": (
        replace(QUESTION, tickets=(Ticket("a1", "Regular", variant="Child"),)),
        Reason.RULES,
    ),
}


@pytest.mark.benchmark(group="verdict with a condition of twenty nodes")
@pytest.mark.parametrize("case", CASES)
def test_verdict(benchmark, case):
    question, reason = CASES[case]
    assert nodes(PLAN.checkpoints["door"].condition) >= 20

    verdict = benchmark.pedantic(decide, (question,), rounds=500, warmup_rounds=20)

    assert verdict.reason is reason
    assert (verdict.outcome is Outcome.ADMIT) is (reason is Reason.ADMITTED)
    assert statistics.median(benchmark.stats.stats.data) < LIMIT_S
