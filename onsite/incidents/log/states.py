"""The states of an incident, and which of two words about one counts. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from onsite.incidents.facts import State

NEW: Final = "new"
ACKNOWLEDGED: Final = "acknowledged"
ON_SCENE: Final = "on-scene"
ON_HOLD: Final = "on-hold"
ON_BACKUP: Final = "on-backup"
CLOSED: Final = "closed"
ORDER: tuple[State, ...] = (NEW, ACKNOWLEDGED, ON_SCENE, ON_HOLD, ON_BACKUP, CLOSED)
"""As they are offered."""
Why = Literal["", "no-change", "reason-needed", "never-new"]
"""Why a state cannot be had: it is so already; opening it again, or letting it wait, needs a
reason; one that somebody has looked at is not new any more, unless it was closed."""


def refused(state: State, to: State, reason: str) -> Why:
    """Why an incident of a state cannot have another one; empty where it can."""
    if state == to:
        return "no-change"
    if state == CLOSED:
        return "" if reason else "reason-needed"
    if to == NEW:
        return "never-new"
    return "reason-needed" if to == ON_HOLD and not reason else ""


def counts(state: str, to: str, seen: str) -> bool:
    """Whether a word about the state counts when it comes to its turn.

    Args:
        state: as it is then.
        to: as it is to be.
        seen: as it was for who said it. Who did not know that it was closed does not open it.
    """
    if state == to:
        return False
    return state != CLOSED or seen == CLOSED


def opened_by_raise(state: str, seen: str, *, raised: bool) -> bool:
    """Whether one that was closed is open again, since somebody has found it graver meanwhile.

    They did not know that it was closed: what somebody finds graver now must not be silent.
    """
    return raised and state == CLOSED and seen != CLOSED
