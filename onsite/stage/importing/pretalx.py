"""What pretalx answers by its API, and the data of its schedule widget: sessions with a slot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.stage.importing.conference import Day, Event, Schedule
from onsite.stage.importing.frab_json import Json, listed, obj, people, written
from onsite.stage.importing.people import speaker
from onsite.stage.importing.programme import Findings, Place, Problem, Trouble
from onsite.stage.importing.values import line, lines, scalar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.stage.importing.programme import Reading


def matches(value: Any) -> bool:
    """Whether this is a list of submissions, or what the widget loads."""
    if isinstance(value, dict) and isinstance(value.get("talks"), list):
        return True
    first = next((each for each in _results(value) if isinstance(each, dict)), {})
    return "code" in first and ("slot" in first or "slots" in first or "start" in first)


def read(value: Any, reading: Reading) -> Findings:
    """The sessions of a value that was parsed."""
    whole = obj(value)
    schedule = Schedule(reading, line(whole.get("timezone")))
    lists = {
        name: {line(each.get(key)): each for each in map(obj, listed(whole.get(name)))}
        for name, key in (("rooms", "id"), ("tracks", "id"), ("speakers", "code"))
    }
    lost: list[Problem] = []
    for at, each in enumerate(_results(value), 1):
        place = Place(path=f"talks · {at}")
        if isinstance(each, dict):
            for slot in _slots(each):
                schedule.take(_event(each, slot, place, lists), Day(None))
        else:
            lost.append(Problem(Trouble.BAD_LINE, place, (line(each)[:60],)))
    return Findings(
        format="pretalx-api",
        system="pretalx",
        sessions=tuple(schedule.sessions),
        problems=(*schedule.problems, *lost),
        zone=schedule.zone_name,
    )


def _results(value: Any) -> list[Any]:
    if isinstance(value, dict):
        found = value.get("talks") or value.get("results")
        return found if isinstance(found, list) else []
    return value if isinstance(value, list) else []


def _slots(each: Json) -> list[Json]:
    """Every time at which it is held."""
    one = obj(each.get("slot"))
    return (
        [one] if one else [slot for slot in map(obj, listed(each.get("slots"))) if slot] or [each]
    )


def _event(each: Json, slot: Json, place: Place, lists: Mapping[str, Mapping[str, Json]]) -> Event:
    texts: dict[str, Any] = {line(name): _word(said) for name, said in each.items()}
    texts["date"] = slot.get("start")
    texts["end"] = slot.get("end")
    texts["duration"] = each.get("duration") or slot.get("duration")
    texts["type"] = _word(each.get("submission_type") or each.get("type"))
    texts["track"] = _named(each.get("track"), lists["tracks"])
    texts["status"] = line(each.get("state"))
    speakers = [
        lists["speakers"].get(line(one), one) if isinstance(one, str) else one
        for one in listed(each.get("speakers"))
    ]
    named = [
        speaker(one) if isinstance(one, str) else next(iter(people([one], "pretalx")), None)
        for one in speakers
    ]
    return Event(
        place=place,
        key=line(each.get("code") or each.get("id")),
        texts={name: said for name, said in texts.items() if scalar(said)},
        room=_named(slot.get("room"), lists["rooms"]),
        speakers=named,
        more=_more(each, speakers),
    )


def _more(each: Json, speakers: list[Any]) -> dict[str, str]:
    """Lists that are read nowhere else, as written, and what speakers say of themselves."""
    kept = {
        line(name)[:80]: written(said)
        for name, said in each.items()
        if isinstance(said, list) and name not in ("speakers", "slots")
    }
    more = {**kept, "biography": _about(speakers)}
    return {name: said for name, said in more.items() if said}


def _word(value: Any) -> str:
    """A text; of one in several languages the first, of an object its name."""
    if isinstance(value, dict):
        return _word(value.get("name") or value.get("en") or next(iter(value.values()), ""))
    return scalar(value)


def _named(value: Any, known: Mapping[str, Json]) -> str:
    """The name of what is given by its number, or as it is."""
    if isinstance(value, dict):
        return line(_word(value))
    said = line(value)
    return line(_word(known[said])) if said in known else said


def _about(speakers: list[Any]) -> str:
    said = [
        f"{line(one.get('name'))}: {about}"
        for one in map(obj, speakers)
        if (about := lines(one.get("biography")))
    ]
    return "\n\n".join(said)
