"""Telling a key that is held down, which a terminal sends again and again, from presses of it."""

from __future__ import annotations

from onsite.stage.engine.echo import SAME_PRESS_MS, SAME_TAP_MS

_KEYS = {
    "go": "go",
    "next_": "go",
    "pause": "pause",
    "resume": "pause",
    **{deed: deed for deed in ("add", "follow", "stop", "undo")},
}
"""The keys that would do more and more while they are held, by their deeds; those that are about
the item under the cursor would not."""


class HeldKeys:
    """What was pressed at one console.

    The replay knows only the presses that were recorded, and those that did nothing are not. So
    it takes a key that is held for a second press once its first one is long enough ago.
    """

    def __init__(self) -> None:
        self._pressed: dict[str, tuple[int, int]] = {}
        """When each key was pressed, and when it came last."""

    def is_held(self, deed: str, at_ms: int) -> bool:
        """Whether the key of a deed is still down since a press that has been dealt with."""
        if (key := _KEYS.get(deed)) is None:
            return False
        pressed_ms, last_ms = self._pressed.get(key, (at_ms, at_ms))
        within_ms = SAME_TAP_MS if deed == "add" else SAME_PRESS_MS
        if abs(at_ms - last_ms) > within_ms:
            pressed_ms = at_ms
        self._pressed[key] = (pressed_ms, at_ms)
        return at_ms - pressed_ms > within_ms
