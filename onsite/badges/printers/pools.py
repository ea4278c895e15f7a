"""Which printers a desk prints on, and on which of them now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.plan.printers import known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.badges.printers.channel import PrinterState
    from onsite.plan.model import Plan
    from onsite.plan.printers import PrinterPart


def printers(plan: Plan) -> Mapping[str, PrinterPart]:
    """All printers by their ids; a folder where the plan names none."""
    return known(plan.printers)


def pool_of(plan: Plan, desk: str) -> str:
    """The pool of a desk: its own, else the first of the plan; empty where it has none."""
    part = plan.desks.get(desk)
    return (part.pool if part else None) or next(iter(plan.printer_pools), "")


def members(plan: Plan, pool: str) -> tuple[str, ...]:
    """The printers of a pool, the first choice first; all of the plan where it is not known."""
    part = plan.printer_pools.get(pool)
    return part.printers if part else tuple(printers(plan))


def best(order: tuple[str, ...], states: Mapping[str, PrinterState]) -> str | None:
    """Where the next badge goes: where fewest wait, the first of several; None if none prints.

    A printer that tells nothing of itself is the last choice, and still one.
    """
    prints = [each for each in order if each in states and states[each].prints]
    if prints:
        return min(prints, key=lambda each: states[each].queued)
    silent = (each for each in order if each in states and _may_print(states[each]))
    return next(silent, None)


def _may_print(state: PrinterState) -> bool:
    return state.kind == "unknown" and state.accepting
