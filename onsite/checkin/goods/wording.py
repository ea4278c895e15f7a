"""What a scan hands out, on the banner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.goods import wording

if TYPE_CHECKING:
    from onsite.checkin.views import Answer


def card(answer: Answer) -> tuple[str, ...]:
    """What the operator does now."""
    return wording.card(answer.goods) if answer.goods is not None else ()


def lines(answer: Answer) -> tuple[str, ...]:
    """What stands open from the scan before, and what runs out."""
    return wording.lines(answer.goods) if answer.goods is not None else ()


def hint(answer: Answer) -> str:
    """Which keys go on; empty for none."""
    return wording.hint(answer.goods) if answer.goods is not None else ""
