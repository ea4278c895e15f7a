"""The times of entries in words: one that no clock that is right can have given is not shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from onsite.language import _

if TYPE_CHECKING:
    from datetime import tzinfo

_EARLIEST = datetime(2024, 1, 1, tzinfo=UTC)
"""There was no Onsite before: a computer whose battery is empty starts with an older date."""
_AHEAD = timedelta(days=1)


def believable(instant: datetime, now: datetime) -> bool:
    """Whether an entry can have been made then, as far as is known here.

    Args:
        instant: aware; what the entry says.
        now: aware, by this station's corrected clock.
    """
    return _EARLIEST <= instant <= now + _AHEAD


def shown(instant: datetime, now: datetime, zone: tzinfo | None, form: str) -> str:
    """The time of an entry in a zone, or that a clock was wrong.

    Args:
        instant: aware; what the entry says.
        now: aware, by this station's corrected clock.
        zone: to show it in; the computer's own where there is none.
        form: as `strftime` takes it.
    """
    if not believable(instant, now):
        return unknown()
    return instant.astimezone(zone).strftime(form)


def unknown() -> str:
    """What is shown in the place of a time that cannot be believed."""
    return _("??:?? (clock wrong)")
