"""The steps of a playbook as tasks of an incident. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.incidents.views import Incident, Task
    from onsite.plan.incidents.doing import PlaybookPart

_MINUTE_MS = 60_000
_DIGITS = 12


class Step(NamedTuple):
    """A task of an incident, as a playbook has it."""

    task: str
    """Its id: the same step of the same playbook is the same task, whichever laptop begins it."""
    text: str
    role: str
    owner: str
    """Who has the role now; empty for nobody."""
    due_ms: int | None


def steps(
    incident: Incident, playbook: str, part: PlaybookPart, on_duty: Callable[[str], str]
) -> tuple[Step, ...]:
    """What is to be done, in the order of the playbook.

    Args:
        incident: from whose report on the times count.
        playbook: its id in the plan.
        part: what the plan says.
        on_duty: the first person who has a response role now; empty for nobody.
    """
    seen: Counter[str] = Counter()
    found = []
    for each in part.steps:
        seen[each.text] += 1
        due = each.within_min
        step = Step(
            _hash(incident.id, playbook, each.text, str(seen[each.text])),
            each.text,
            each.role or "",
            on_duty(each.role) if each.role else "",
            None if due is None else incident.at_ms + round(due * _MINUTE_MS),
        )
        found.append(step)
    return tuple(found)


def edition(part: PlaybookPart) -> str:
    """What a playbook says, in few digits."""
    return _hash(part.model_dump_json())


def overdue(incident: Incident, now_ms: int) -> tuple[Task, ...]:
    """The tasks that should be done by now and are not, the longest first."""
    late = [
        each
        for each in incident.tasks
        if not each.done and each.due_ms is not None and each.due_ms <= now_ms
    ]
    return tuple(sorted(late, key=lambda each: each.due_ms or 0))


def next_due_ms(incident: Incident) -> int | None:
    """When the first task that is not done should be, in milliseconds UTC; None for never."""
    waiting = (each.due_ms for each in incident.tasks if not each.done)
    return min((each for each in waiting if each is not None), default=None)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:_DIGITS]
