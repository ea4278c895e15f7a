"""When and where the demo takes place: today and tomorrow, in the computer's own time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from onsite.bundled import bundled
from onsite.clock import local_zone

DAY_BEGINS = time(4)
"""As in the plan: before this hour it is still yesterday."""
_TEMPLATE = ("2030-05-14", "2030-05-15", "Europe/Lisbon")


@dataclass(frozen=True, slots=True)
class Days:
    """The two days of the demo."""

    first: date
    second: date
    zone: str

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """An aware instant of one of the days, by the clock on the wall there."""
        return datetime.combine(day, time(hour, minute), ZoneInfo(self.zone))

    @property
    def begins(self) -> datetime:
        """The first instant of the first day, aware."""
        return datetime.combine(self.first, DAY_BEGINS, ZoneInfo(self.zone))

    def plan(self) -> str:
        """The text of the plan for these days."""
        text = bundled("db/demo/event.toml").read_text(encoding="utf-8")
        ours = (self.first.isoformat(), self.second.isoformat(), self.zone)
        for template, mine in zip(_TEMPLATE, ours, strict=True):
            text = text.replace(template, mine)
        return text


def days_from(now: datetime, zone: str | None = None) -> Days:
    """Today and tomorrow.

    Args:
        now: aware.
        zone: IANA time zone; without it the computer's own.
    """
    zone = zone or local_zone()
    local = now.astimezone(ZoneInfo(zone))
    today = local.date() - timedelta(days=1 if local.time() < DAY_BEGINS else 0)
    return Days(today, today + timedelta(days=1), zone)
