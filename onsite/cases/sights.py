"""What other features know of a case's person and scans: told as lines, beside the case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.cases.views import Case
    from onsite.plan.model import Plan

    Sight = Callable[[Connection, Plan, Case, datetime, Mapping[str, str]], Sequence[str]]

_SIGHTS: dict[str, Any] = {}


def register(name: str, sight: Sight) -> None:
    """Ask it for lines about a case from now on; one registered under that name before goes.

    It is called with the store, the plan, the case, the present instant and the names of the
    stations, and answers lines in the language in use.
    """
    _SIGHTS[name] = sight


def lines(
    rows: Connection, plan: Plan, case: Case, now: datetime, names: Mapping[str, str]
) -> list[str]:
    """Everything that is known of the case's person and scans."""
    return [line for sight in _SIGHTS.values() for line in sight(rows, plan, case, now, names)]
