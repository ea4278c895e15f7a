"""Where a print job can stand, and which steps lead from there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class State(StrEnum):
    """Where a job stands, or one attempt of it."""

    ASKED = "asked"
    RENDERED = "rendered"
    SENT = "sent"
    """It may have reached the printer."""
    ACCEPTED = "accepted"
    DONE = "done"
    """The printer says that it is printed."""
    SEEN = "seen"
    """Its code was read."""
    HANDED_OVER = "handed_over"
    FAILED = "failed"
    CANCELLED = "cancelled"
    """Nothing was printed, and nothing will be."""
    VOID = "void"
    LOST = "lost"


class Event(StrEnum):
    """What can happen to a job."""

    RENDER = "render"
    SEND = "send"
    ACCEPT = "accept"
    FINISH = "finish"
    FAIL = "fail"
    TAKE_BACK = "take_back"
    """The printer has confirmed that it prints nothing."""
    CANCEL = "cancel"
    SEE = "see"
    HAND_OVER = "hand_over"
    VOID = "void"
    LOSE = "lose"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A step that is not possible from there."""

    state: State
    event: Event


_PRINTING = {
    Event.FINISH: State.DONE,
    Event.FAIL: State.FAILED,
    Event.TAKE_BACK: State.CANCELLED,
    Event.SEE: State.SEEN,
    Event.HAND_OVER: State.HANDED_OVER,
    Event.VOID: State.VOID,
}
_THERE = {Event.VOID: State.VOID, Event.LOSE: State.LOST}
_STEPS: Mapping[State, Mapping[Event, State]] = {
    State.ASKED: {
        Event.RENDER: State.RENDERED,
        Event.SEND: State.SENT,
        Event.FAIL: State.FAILED,
        Event.CANCEL: State.CANCELLED,
        Event.VOID: State.VOID,
    },
    State.RENDERED: {
        Event.RENDER: State.RENDERED,
        Event.SEND: State.SENT,
        Event.FAIL: State.FAILED,
        Event.CANCEL: State.CANCELLED,
        Event.VOID: State.VOID,
    },
    State.SENT: {Event.ACCEPT: State.ACCEPTED, **_PRINTING},
    State.ACCEPTED: {Event.ACCEPT: State.ACCEPTED, **_PRINTING},
    State.DONE: {Event.SEE: State.SEEN, Event.HAND_OVER: State.HANDED_OVER, **_THERE},
    State.SEEN: {Event.HAND_OVER: State.HANDED_OVER, **_THERE},
    State.HANDED_OVER: _THERE,
    # Late news is believed: what was given up may come out, and be read.
    State.FAILED: {
        Event.ACCEPT: State.FAILED,
        Event.FINISH: State.DONE,
        Event.TAKE_BACK: State.CANCELLED,
        Event.CANCEL: State.CANCELLED,
        Event.SEE: State.SEEN,
        Event.HAND_OVER: State.HANDED_OVER,
        **_THERE,
    },
    State.CANCELLED: {
        Event.FINISH: State.DONE,
        Event.SEE: State.SEEN,
        Event.HAND_OVER: State.HANDED_OVER,
        **_THERE,
    },
    State.VOID: {},
    State.LOST: {Event.VOID: State.VOID},
}
WAITING = frozenset({State.ASKED, State.RENDERED})
"""Nothing has left the laptop."""
UNDER_WAY = frozenset({State.SENT, State.ACCEPTED})
THERE = frozenset({State.DONE, State.SEEN, State.HANDED_OVER})
"""A badge is believed to be there."""
ENDED = frozenset({State.HANDED_OVER, State.CANCELLED, State.VOID, State.LOST})


def next_state(state: State, event: Event) -> State | Refusal:
    """Where a step leads, or that it is not possible."""
    return _STEPS[state].get(event) or Refusal(state, event)
