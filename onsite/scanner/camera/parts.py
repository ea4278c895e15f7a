"""What a camera is made of, where a test or a benchmark needs it otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.scanner.camera.backoff import Backoff
from onsite.scanner.camera.eyes import Lanes, lanes

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Parts:
    """Each is made anew for each showing, in its thread."""

    lanes: Callable[[], Lanes] = lanes
    """Makes those who read."""
    backoff: Callable[[], Backoff] = Backoff
    """Makes the waits between tries."""
