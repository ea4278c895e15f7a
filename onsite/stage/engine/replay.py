"""What has come of a rundown: its acts, replayed in the order of the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.stage.engine.acts import Act
    from onsite.stage.engine.items import Rundown
    from onsite.stage.engine.show import Show

SAME_PRESS_MS = 500
"""A key that is pressed twice within this was pressed once."""
SAME_TAP_MS = 80
"""So for the keys that add time, which people tap as often as they mean it: only a key that
bounces, or is held, comes twice within this."""


def state(rundown: Rundown, acts: Iterable[Act], now_ms: int) -> Show:
    """The show at a moment. The acts may come in any order."""
    raise NotImplementedError


def next_run(show: Show, item: str) -> str:
    """The id of the run that a start of an item begins, to be named in `Started.run`."""
    return str(len(show.runs.get(item, ())) + 1)
