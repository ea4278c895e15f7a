"""What an inquiry asks for before a serious incident is closed. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection

Missing = Literal["type", "outcome", "responsible", "tasks"]


def missing(
    *, types: Collection[str], outcome: str, responsible: str, open_tasks: int, unsaid: str
) -> tuple[Missing, ...]:
    """What is missing before one that is serious can be closed, in the order it is asked for.

    Args:
        types: of the incident.
        outcome: what came of it.
        responsible: who answers for it.
        open_tasks: how many are not done.
        unsaid: the type of which nothing is known; alone, it is none.
    """
    found: list[Missing] = []
    if not {*types} - {unsaid}:
        found.append("type")
    if not outcome:
        found.append("outcome")
    if not responsible:
        found.append("responsible")
    if open_tasks:
        found.append("tasks")
    return tuple(found)
