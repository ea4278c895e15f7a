"""Schedules as JSON: what frab and pretalx export, and what pretalx answers by its API."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from onsite.stage.importing.conference import Day, Event, Schedule
from onsite.stage.importing.people import speaker
from onsite.stage.importing.programme import Findings, Place, Problem, Trouble
from onsite.stage.importing.values import day, line, lines, scalar, time_of_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.stage.fields import Speaker
    from onsite.stage.importing.programme import Reading

Json = dict[str, Any]
_READ = frozenset({"links", "attachments", "answers", "persons", "speakers"})
"""Lists of a session that are read otherwise."""


def matches(value: Any) -> bool:
    """Whether this is a schedule with days."""
    return bool(_conference(value).get("days"))


def read(value: Any, reading: Reading) -> Findings:
    """The sessions of a schedule that was parsed."""
    about = _conference(value)
    system = _system(value)
    schedule = Schedule(reading, line(about.get("time_zone_name")))
    change = time_of_day(line(about.get("day_change")))
    lost: list[Problem] = []
    for number, each in enumerate(listed(about.get("days")), 1):
        _day, _t, begins = line(obj(each).get("day_start")).partition("T")
        of = Day(day(line(obj(each).get("date"))), time_of_day(begins[:5]) or change)
        for room, at, event in _events(obj(each)):
            place = Place(path=f"{of.date or number} · {room} · {at}")
            if isinstance(event, dict):
                schedule.take(_event(event, room, place, system), of)
            else:
                lost.append(Problem(Trouble.BAD_LINE, place, (line(event)[:60],)))
    schedule.no_zone()
    name = line(about.get("acronym") or about.get("title"))
    return Findings(
        format=f"{system}-json",
        system=":".join(filter(None, (system, name))),
        sessions=tuple(schedule.sessions),
        problems=(*schedule.problems, *lost),
        zone=schedule.zone_name,
    )


def obj(value: Any) -> Json:
    """An object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Any]:
    """A list; of the values of an object; an empty one for anything else."""
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def people(persons: Any, system: str) -> list[Speaker | None]:
    """The people of a list, whatever they are called in it."""
    return [_person(each, system) for each in listed(persons)]


def _person(each: Any, system: str) -> Speaker | None:
    if not isinstance(each, dict):
        return speaker(each)
    name = each.get("public_name") or each.get("full_public_name") or each.get("name")
    known = each.get("code") or each.get("guid") or each.get("id")
    return speaker(name, source_id=known, email=each.get("email"), system=system)


def _conference(value: Any) -> Json:
    within = obj(obj(value).get("schedule")) or obj(value)
    return obj(within.get("conference"))


def _system(value: Any) -> str:
    generator = line(obj(obj(value).get("generator")).get("name")).lower()
    coded = any(
        "code" in obj(person)
        for each in listed(_conference(value).get("days"))
        for _room, _at, event in _events(obj(each))
        for person in listed(obj(event).get("persons"))
    )
    return "pretalx" if coded or "pretalx" in generator else "frab"


def _events(of: Json) -> Iterator[tuple[str, int, Any]]:
    rooms = of.get("rooms")
    if not isinstance(rooms, dict):
        # Some write a list of rooms, or the sessions beside the day, each with its room.
        rooms = {line(obj(each).get("name")): obj(each).get("events") for each in listed(rooms)}
        rooms.setdefault("", of.get("events"))
    for room, events in rooms.items():
        for at, event in enumerate(listed(events), 1):
            yield line(room), at, event


def _event(event: Json, room: str, place: Place, system: str) -> Event:
    key = event.get("guid") or event.get("code") or event.get("id")
    return Event(
        place=place,
        key=line(key),
        texts={line(name): said for name, said in event.items() if scalar(said)},
        room=line(event.get("room")) or room,
        speakers=people(event.get("persons") or event.get("speakers"), system),
        more=_more(event),
    )


def written(said: Any) -> str:
    """What is neither a text nor a number, as it is written; empty for those and for nothing."""
    if not said or not isinstance(said, (dict, list)):
        return ""
    return lines(json.dumps(said, ensure_ascii=False))


def _more(event: Json) -> dict[str, str]:
    links = [
        line(f"{scalar(obj(link).get('title'))} {scalar(obj(link).get('url'))}")
        for name in ("links", "attachments")
        for link in listed(event.get(name))
    ]
    answers = [
        f"{line(obj(each).get('question'))}: {lines(obj(each).get('answer'))}"
        for each in listed(event.get("answers"))
    ]
    about = [
        f"{line(obj(each).get('public_name') or obj(each).get('name'))}: {said}"
        for each in listed(event.get("persons"))
        if (said := lines(obj(each).get("biography") or obj(each).get("abstract")))
    ]
    found = {
        "links": "\n".join(filter(None, links)),
        "answers": "\n".join(answers),
        "biography": "\n\n".join(about),
        **{line(name)[:80]: written(said) for name, said in event.items() if name not in _READ},
    }
    return {name: said for name, said in found.items() if said}
