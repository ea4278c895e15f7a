"""Cases that nobody has opened: what the rows say is one, as somebody who was let in twice.

They are found alike on every station, so no fact of each is needed. When somebody first acts on
one, it is opened with that same id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Connection

    from onsite.plan.model import Plan


@dataclass(frozen=True, slots=True)
class ImpliedCase:
    """A case that the rows imply."""

    id: str
    """The same on every station."""
    kind: str
    """A key of the plan's case types."""
    attendee: str
    scans: tuple[str, ...] = ()
    """Keys."""
    since_ms: int = 0
    """Milliseconds since 1970."""
    checkpoint: str = ""


_PROVIDERS: dict[str, Callable[[Connection, Plan], Iterable[ImpliedCase]]] = {}


def register(name: str, provider: Callable[[Connection, Plan], Iterable[ImpliedCase]]) -> None:
    """Ask a provider for cases from now on; one registered under that name before goes."""
    _PROVIDERS[name] = provider


def implied(rows: Connection, plan: Plan) -> list[ImpliedCase]:
    """Every case that the rows imply now, those too on which somebody has acted."""
    return [case for provider in _PROVIDERS.values() for case in provider(rows, plan)]
