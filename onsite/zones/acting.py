"""Who acts, and when."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onsite.clock import to_ms

if TYPE_CHECKING:
    from onsite.clock import Clock


@dataclass(frozen=True, slots=True)
class By:
    """One press of a key, made before anything is done about it.

    The same press again, as after a failure, is the same act.
    """

    operator: str
    at_ms: int
    """In milliseconds UTC since 1970."""
    key: str = field(default_factory=lambda: uuid.uuid4().hex)


def by(clock: Clock, operator: str) -> By:
    """A press now."""
    return By(operator, to_ms(clock.now()))
