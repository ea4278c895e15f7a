"""What a scan hands out, on the banner."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from onsite.goods import wording

if TYPE_CHECKING:
    from onsite.checkin.views import Answer, HistoryLine
    from onsite.plan.model import Plan


def card(answer: Answer) -> tuple[str, ...]:
    """What the operator does now."""
    return wording.card(answer.goods) if answer.goods is not None else ()


def lines(answer: Answer) -> tuple[str, ...]:
    """What stands open from the scan before, and what runs out."""
    return wording.lines(answer.goods) if answer.goods is not None else ()


def hint(answer: Answer) -> str:
    """Which keys go on; empty for none."""
    return wording.hint(answer.goods) if answer.goods is not None else ""


def happened(line: HistoryLine, plan: Plan) -> str:
    """A line of somebody's history."""
    part = plan.goods.get(line.facts["goods"])
    name = part.name if part is not None else line.facts["goods"]
    return wording.happened(line.kind, name, line.facts)


def as_objects(answer: Answer) -> list[dict[str, Any]]:
    """What is handed out or came back, for `--json`."""
    return [asdict(each) for each in answer.goods.articles] if answer.goods is not None else []
