"""What helps with a code that is seen and cannot be read, for every screen with a camera."""

from __future__ import annotations

from onsite.language import N_

HINTS = {
    "closer": N_("A code cannot be read: hold it closer."),
    "brighter": N_("A code cannot be read: turn up the brightness of the phone."),
    "still": N_("A code cannot be read: hold it still."),
}
"""By the value of a hint."""
