"""Displays as they may stand, as values."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from onsite.clock import to_ms
from onsite.stage.display.face import Frame, drawn
from onsite.stage.display.messages import Message
from onsite.stage.display.shown import Anchors, Count, Slot, shown
from tests.conftest import START

MIN = 60_000
T0 = to_ms(START)
BERLIN = ZoneInfo("Europe/Berlin")
SIZES = ((20, 6), (40, 10), (80, 24), (120, 40), (200, 50), (400, 120))
COUNT = Count(
    up=False,
    zero_ms=T0 + 20 * MIN,
    held_ms=None,
    length_ms=20 * MIN,
    changes=(
        ("normal", T0),
        ("warning", T0 + 15 * MIN),
        ("danger", T0 + 18 * MIN),
        ("overtime", T0 + 20 * MIN),
    ),
)
OPENING = Slot("a", "talk", "Opening of the harbour", ("Ada Lovelace", "Grace Hopper"), T0, T0)
COMING = (
    Slot("b", "talk", "Ships and what they carry", ("王小明",), T0 + 25 * MIN, T0 + 28 * MIN),
    Slot("c", "break", "Coffee", (), T0 + 60 * MIN, T0 + 63 * MIN),
)
RUNNING = Anchors(
    stage="Main stage",
    zone="Europe/Berlin",
    state="running",
    made_ms=T0,
    now=OPENING,
    count=COUNT,
    coming=COMING,
    behind_ms=3 * MIN,
)
MESSAGE = Message("m1", "Please repeat the question", True, T0 + 16 * MIN, "st", "Maria")


def held(state: str, left_ms: int) -> Anchors:
    return replace(RUNNING, state=state, count=replace(COUNT, held_ms=left_ms, changes=()))


def text(anchors: Anchors, after_ms: int, size: tuple[int, int], view: str = "speaker") -> str:
    """The display as text, so long after the start."""
    rows = drawn(shown(anchors, T0 + after_ms, BERLIN), Frame(*size, view))
    return "".join("".join(part for part, _look in row).rstrip() + "\n" for row in rows)
