"""Schedules as XML: frab, pretalx, and pentabarf, where sessions may hang under the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.stage.importing.conference import Day, Event, Schedule
from onsite.stage.importing.files import no_programme
from onsite.stage.importing.markup import elements
from onsite.stage.importing.people import speaker
from onsite.stage.importing.programme import Findings, Place
from onsite.stage.importing.values import day, line, lines, time_of_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.stage.importing.markup import Element
    from onsite.stage.importing.programme import Reading
    from onsite.stage.importing.values import Moment


def read(data: bytes, file: str, reading: Reading) -> Findings:
    """The sessions of a schedule as XML.

    Raises:
        BadInputError: it is broken, at which line, or is no schedule.
    """
    root = elements(data, file)
    if root.tag != "schedule":
        raise no_programme(file)
    about = root.first("conference") or root
    system = _system(root)
    schedule = Schedule(reading, line(about.text("time_zone_name")))
    change = time_of_day(about.text("day_change"))
    for each in root.of("day"):
        of = Day(day(each.attributes.get("date", "")), _change(each, change))
        for event, room in _events(each):
            schedule.take(_event(event, room, system), of)
    schedule.no_zone()
    name = line(about.text("acronym") or about.text("title"))
    return Findings(
        format=f"{system}-xml",
        system=":".join(filter(None, (system, name))),
        sessions=tuple(schedule.sessions),
        problems=tuple(schedule.problems),
        zone=schedule.zone_name,
    )


def _system(root: Element) -> str:
    made = root.first("generator")
    name = made.attributes.get("name", "") if made is not None else ""
    if not name:
        # pentabarf's events hang under the day; frab's and pretalx's under a room.
        under_day = any(True for each in root.of("day") for _event in each.of("event"))
        return "pentabarf" if under_day else "frab"
    return "pretalx" if "pretalx" in name.lower() else "frab"


def _change(each: Element, change: Moment | None) -> Moment | None:
    _day, _t, begins = each.attributes.get("start", "").partition("T")
    return time_of_day(begins[:5]) or change


def _events(of: Element) -> Iterator[tuple[Element, str]]:
    for child in of.children:
        if child.tag == "event":
            yield child, ""
        elif child.tag == "room":
            for event in child.of("event"):
                yield event, child.attributes.get("name", "")


def _event(element: Element, room: str, system: str) -> Event:
    own = ("persons", "links", "attachments", "answers", "recording")
    texts = {child.tag: child.text() for child in element.children if child.tag not in own}
    known = element.attributes
    return Event(
        place=Place(line=element.line),
        key=line(known.get("guid") or known.get("code") or known.get("id")),
        texts=texts,
        room=element.text("room") or room,
        speakers=[
            speaker(
                person.text(),
                source_id=person.attributes.get("guid")
                or person.attributes.get("code")
                or person.attributes.get("id"),
                email=person.attributes.get("email"),
                system=system,
            )
            for persons in element.of("persons", "speakers")
            for person in persons.of("person", "speaker")
        ],
        more=_more(element),
    )


def _more(element: Element) -> dict[str, str]:
    links = [
        line(f"{link.text()} {link.attributes.get('href', '')}")
        for group in element.of("links", "attachments")
        for link in group.children
    ]
    recording = element.first("recording")
    opted_out = recording is not None and recording.text("optout").lower() == "true"
    licence = recording.text("license") if recording is not None else ""
    found = {
        "links": "\n".join(links),
        "do_not_record": "yes" if opted_out else "",
        "recording_license": lines(licence),
    }
    return {name: said for name, said in found.items() if said}
