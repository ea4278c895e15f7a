"""A clock that was off, in words, beside the time that it gave."""

from __future__ import annotations

from onsite.language import _

_SECOND_MS, _MINUTE_MS, _HOUR_MS = 1_000, 60_000, 3_600_000
_YEAR_MS = 365 * 24 * _HOUR_MS


def off(clock_off_ms: int | None) -> str:
    """By how much a station's clock was ahead or behind; empty where it was right."""
    if clock_off_ms is None:
        return ""
    if abs(clock_off_ms) > _YEAR_MS:
        return _("its clock was wrong by years")
    span = _span(abs(clock_off_ms))
    if clock_off_ms > 0:
        return _("its clock was {span} ahead").format(span=span)
    return _("its clock was {span} behind").format(span=span)


def marked(time: str, clock_off_ms: int | None) -> str:
    """A time, and how far the clock was off that gave it, short enough for a column."""
    if clock_off_ms is None or abs(clock_off_ms) > _YEAR_MS:
        return time  # which says by itself that the clock was wrong
    sign = "+" if clock_off_ms > 0 else "−"
    whole = abs(clock_off_ms)
    span = _span(round(whole / _HOUR_MS) * _HOUR_MS if whole >= _HOUR_MS else whole)
    return _("{time} (clock {span})").format(time=time, span=f"{sign}{span}")


def _span(ms: int) -> str:
    seconds = round(ms / _SECOND_MS)
    if seconds < _MINUTE_MS // _SECOND_MS:
        return _("{seconds} s").format(seconds=seconds)
    hours, minutes = divmod(round(ms / _MINUTE_MS), _HOUR_MS // _MINUTE_MS)
    if not hours:
        return _("{minutes} min").format(minutes=minutes)
    if not minutes:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
