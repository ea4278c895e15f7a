"""Rundowns as a calendar (iCalendar, RFC 5545): an event for each item."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from onsite import __version__
from onsite.clock import from_ms
from onsite.stage.importing.own import OWN, as_own, unquoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.plan.model import Plan
    from onsite.stage.exporting.lines import Line, Sheet
    from onsite.stage.fields import Speaker

_NOBODY = "invalid:nomail"
"""The address of who has none: RFC 5545 wants one."""
_ABOUT = ("subtitle", "abstract", "description")


def calendar(sheets: Sequence[Sheet], plan: Plan, now_ms: int) -> bytes:
    """The bytes of a calendar, in the event's zone.

    What a calendar cannot hold stands in a property of each event that only Onsite reads.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", f"-//Onsite//Onsite {__version__}//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", plan.event.name)
    made.add("x-wr-timezone", plan.event.zone)
    lines = [line for sheet in sheets for line in sheet.lines]
    many = Counter(line.item.id for line in lines)
    for line in lines:
        apart = f"@{line.stage}-{line.day}" if many[line.item.id] > 1 else ""
        made.add_component(_event(line, plan, now_ms, apart))
    made.add_missing_timezones()
    written: bytes = made.to_ical()
    return written


def _event(line: Line, plan: Plan, now_ms: int, apart: str) -> Any:
    from icalendar import Event

    fields = line.fields
    start = plan.local(from_ms(line.item.start_ms))
    made = Event()
    made.add("uid", f"{line.item.id}{apart}")
    made.add("dtstamp", from_ms(now_ms))
    made.add("summary", line.item.title)
    made.add("dtstart", start)
    # As a length: so it is the same however the clocks are changed meanwhile.
    made.add("duration", timedelta(milliseconds=line.item.length_ms))
    made.add("location", line.room)
    made.add("status", "CANCELLED" if line.item.skipped else "CONFIRMED")
    about = "\n\n".join(filter(None, ((fields.custom or {}).get(name) for name in _ABOUT)))
    if about:
        made.add("description", about)
    if (fields.custom or {}).get("url"):
        made.add("url", (fields.custom or {})["url"])
    for speaker in fields.speakers or ():
        made.add("attendee", _attendee(speaker), encode=False)
    made.add(OWN, as_own(fields))
    return made


def _attendee(speaker: Speaker) -> Any:
    from icalendar import vCalAddress

    made = vCalAddress(f"mailto:{speaker.email}" if speaker.email else _NOBODY)
    made.params["CN"] = unquoted(speaker.name)
    made.params["ROLE"] = "REQ-PARTICIPANT"
    made.params["X-ONSITE-ID"] = unquoted(speaker.id)
    return made
