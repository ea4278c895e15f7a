"""What there is to say of a programme and of what it changes, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.language import N_, _
from onsite.stage import wording
from onsite.stage.importing.programme import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from onsite.plan.model import Plan
    from onsite.stage.fields import Speaker
    from onsite.stage.importing.diff import Added, Changed, KeptItem, Moved, Stays
    from onsite.stage.importing.programme import Place, Problem

FORMATS = {
    "pretalx-json": N_("a schedule of pretalx (JSON)"),
    "pretalx-xml": N_("a schedule of pretalx (XML)"),
    "pretalx-api": N_("sessions of pretalx (its API)"),
    "frab-json": N_("a schedule of frab (JSON)"),
    "frab-xml": N_("a schedule of frab (XML)"),
    "pentabarf-xml": N_("a schedule of pentabarf (XML)"),
    "icalendar": N_("a calendar (iCalendar)"),
    "sheet": N_("a sheet"),
    "ontime": N_("a project of Ontime"),
}
TITLES = {
    Trouble.BAD_LINE: N_("Cannot be read, and is left out"),
    Trouble.NO_START: N_("No start"),
    Trouble.BAD_VALUE: N_("A value that cannot be read"),
    Trouble.NO_LENGTH: N_("No end and no length"),
    Trouble.NO_TIME: N_("It lasts no time, or ends before it begins"),
    Trouble.OVERLAP: N_("Overlaps a little with another in its room"),
    Trouble.BESIDE: N_("At the same time as another in its room"),
    Trouble.AFTER_MIDNIGHT: N_("After midnight"),
    Trouble.REPEATED: N_("An id that another one has"),
    Trouble.TWICE: N_("The same twice"),
    Trouble.NO_ID: N_("No ids"),
    Trouble.NO_ROOM: N_("No room"),
    Trouble.UNKNOWN_ROOM: N_("A room that is no stage of the plan"),
    Trouble.NO_TITLE: N_("No title"),
    Trouble.UTC: N_("Times in UTC"),
    Trouble.OTHER_ZONE: N_("Another time zone"),
    Trouble.UNKNOWN_ZONE: N_("An unknown time zone"),
    Trouble.NO_ZONE: N_("No time zone"),
    Trouble.CLOCK_CHANGE: N_("In the hour in which the clocks are changed"),
    Trouble.NO_DAY: N_("No day"),
    Trouble.OTHER_DAY: N_("A day that is none of the event's"),
    Trouble.CANCELLED: N_("Cancelled"),
    Trouble.ALL_DAY: N_("For whole days"),
    Trouble.RECURS: N_("Repeats itself"),
    Trouble.HEADING: N_("A heading without a time of its own"),
    Trouble.DELAY: N_("A delay between the items"),
    Trouble.COMMA: N_("A comma between names"),
    Trouble.CUT: N_("A text beyond all measure"),
    Trouble.HEADER: N_("Headings of the sheet"),
    Trouble.LEFT_OUT: N_("Not read"),
}
"""What is odd, as a heading above all that it is true of."""
_DETAILS = {
    Trouble.BAD_LINE: N_("“{0}”"),
    Trouble.BAD_VALUE: N_("{0}: “{1}”"),
    Trouble.NO_LENGTH: N_("{0} min are assumed"),
    Trouble.NO_TIME: N_("{0} min are assumed"),
    Trouble.OVERLAP: N_("by {1} min, with “{0}”"),
    Trouble.BESIDE: N_("by {1} min, with “{0}”"),
    Trouble.AFTER_MIDNIGHT: N_("{0} to {1}, counts for {2}"),
    Trouble.REPEATED: N_("id “{0}”"),
    Trouble.TWICE: N_("as in line {0}"),
    Trouble.NO_ROOM: N_("sessions: {1}"),
    Trouble.UNKNOWN_ROOM: N_("sessions: {1}"),
    Trouble.NO_TITLE: N_("“{0}” is taken"),
    Trouble.UTC: N_("{0} in the file is {1} here"),
    Trouble.OTHER_ZONE: N_("{0} there, {1} here: {2} is {3}"),
    Trouble.UNKNOWN_ZONE: N_("“{0}”"),
    Trouble.CLOCK_CHANGE: "{0}",
    Trouble.NO_DAY: "{1}",
    Trouble.OTHER_DAY: N_("sessions: {1}"),
    Trouble.ALL_DAY: "{0}",
    Trouble.HEADING: N_("{0}, {1} min"),
    Trouble.DELAY: N_("{0} min before “{1}”"),
    Trouble.COMMA: N_("“{0}”"),
    Trouble.CUT: N_("only {0} characters are kept"),
    Trouble.HEADER: N_("“{0}”"),
}
_ASSUMED = {
    Trouble.BAD_LINE: N_("The others are imported without it."),
    Trouble.NO_START: N_("They are left out."),
    Trouble.BAD_VALUE: N_("It is taken as if it were not there."),
    Trouble.NO_LENGTH: N_(
        "Until the next in the room within an hour, otherwise as long as most others."
    ),
    Trouble.NO_TIME: N_("A milestone, or as long as most others."),
    Trouble.OVERLAP: N_("Both stay in the rundown; the second one will be late."),
    Trouble.BESIDE: N_("It is a timer behind the others, outside their chain."),
    Trouble.AFTER_MIDNIGHT: N_("It is in the rundown of the evening before."),
    Trouble.REPEATED: N_("Both are imported; the later one gets “#2” behind its id."),
    Trouble.TWICE: N_("It is imported once."),
    Trouble.NO_ID: N_("In a newer file, a session is known again by its title and speakers."),
    Trouble.NO_ROOM: N_("They are on the only stage there is."),
    Trouble.UNKNOWN_ROOM: N_("They are left out."),
    Trouble.NO_TITLE: N_("The names of the speakers stand for it."),
    Trouble.UTC: N_("They are moments in UTC, and shown in the event's zone."),
    Trouble.OTHER_ZONE: N_("The moments are the same, and shown in the event's zone."),
    Trouble.UNKNOWN_ZONE: N_("The times are taken in the event's zone."),
    Trouble.NO_ZONE: N_("The times are taken in the event's zone."),
    Trouble.CLOCK_CHANGE: N_("The first of both is taken, by the time before the change."),
    Trouble.NO_DAY: N_("They are left out."),
    Trouble.OTHER_DAY: N_("They are in rundowns of those days."),
    Trouble.CANCELLED: N_("They are in the rundown, and left out when it runs."),
    Trouble.ALL_DAY: N_("They are left out: no timer runs for days."),
    Trouble.RECURS: N_("Only the first time is imported."),
    Trouble.HEADING: N_("A break, where there is a gap; a milestone otherwise."),
    Trouble.DELAY: N_(
        "It is not imported, and nothing is later by it: a delay is what a timekeeper presses"
        " when it comes, and the record says who."
    ),
    Trouble.COMMA: N_("They are several people."),
    Trouble.CUT: N_("The rest is left out."),
    Trouble.HEADER: N_("It heads what stands below it, and is no session."),
    Trouble.LEFT_OUT: N_("It holds no sessions."),
}
_CHANGE = {
    Trouble.BAD_LINE: N_("Correct the line in the file."),
    Trouble.NO_START: N_("Give it a start in the file, or another column: --map start=COLUMN"),
    Trouble.BAD_VALUE: N_("Correct the value in the file."),
    Trouble.NO_LENGTH: N_("--length MINUTES, or a column: --map length=COLUMN"),
    Trouble.NO_TIME: N_("--length MINUTES, or correct the file."),
    Trouble.OVERLAP: N_("Correct the file, or the item in the rundown."),
    Trouble.BESIDE: N_("Correct the file, or the item's kind in the rundown."),
    Trouble.REPEATED: N_("Give each session an id of its own in the file."),
    Trouble.NO_ID: N_("A column with ids: --map id=COLUMN"),
    Trouble.NO_ROOM: N_('--room "=STAGE"'),
    Trouble.UNKNOWN_ROOM: N_('--room "ROOM=STAGE", or “rooms” of the stage in the plan'),
    Trouble.NO_TITLE: N_("Give it a title in the file or in the rundown."),
    Trouble.UTC: N_("--local, where the file means the time of day at the place"),
    Trouble.UNKNOWN_ZONE: N_("Correct the zone in the file."),
    Trouble.NO_DAY: N_("--day DAY"),
    Trouble.OTHER_DAY: N_("--day DAY=DAY-OF-THE-EVENT"),
    Trouble.ALL_DAY: N_("Give it a start in the file."),
    Trouble.RECURS: N_("Add the others to the rundown."),
    Trouble.DELAY: N_("onsite stage delay MINUTES ITEM; with --apply it is the plan."),
    Trouble.COMMA: N_("Put a semicolon between people."),
}
FIELDS = {
    "title": N_("title"),
    "kind": N_("kind"),
    "start_ms": N_("start"),
    "length_ms": N_("length"),
    "rule": N_("begins"),
    "shortest_ms": N_("shortest"),
    "qa_ms": N_("Q&A"),
    "early": N_("may begin early"),
    "warn_ms": N_("warning"),
    "danger_ms": N_("danger"),
    "qualify": N_("qualifies"),
    "speakers": N_("speakers"),
    "skipped": N_("left out"),
    "held": N_("held"),
    "moderator": N_("moderator"),
    "introduction": N_("introduction"),
    "agreed": N_("agreed warnings"),
    "qa_form": N_("form of the Q&A"),
    "room": N_("room"),
    "notes": N_("notes"),
    "late_reason": N_("reason for its lateness"),
    "stage": N_("stage"),
}
"""Field of an item to its name."""
_WHY = {
    "gone": N_("has run, and is no longer in the file; it stays"),
    "moved": N_("has run, and is elsewhere in the file; it stays"),
    "planned": N_("has run, and is planned otherwise in the file; its plan stays"),
    "edited": N_("was edited here, and stays so"),
    "removed": N_("was removed here, and stays out"),
}
_LONGEST = 60


def kind(code: str) -> str:
    """What wrote the file."""
    return _(FORMATS[code])


def where(place: Place) -> str:
    """Where in the file it is; empty for the file as a whole."""
    if place.line:
        told = _("line {line}").format(line=place.line)
        return f"{place.path}, {told}" if place.path else told
    return place.path


def problem(one: Problem) -> str:
    """Where it is and what it is about, below its heading."""
    said = tuple(_said(one))
    detail = _(_DETAILS[one.trouble]).format(*said) if one.trouble in _DETAILS and said else ""
    about = _("“{value}”").format(value=one.place.title[:_LONGEST]) if one.place.title else ""
    return _(": ").join(part for part in (where(one.place), about, detail) if part)


def _said(one: Problem) -> list[str]:
    if one.trouble is Trouble.HEADING:
        return [wording.kind(one.said[0]), *one.said[1:]]
    return list(one.said)


def assumed(trouble: Trouble) -> str:
    """What is assumed where that is so."""
    return _(_ASSUMED[trouble])


def change(trouble: Trouble) -> str:
    """How it is changed; empty where nothing can be done, or need be."""
    return _(_CHANGE[trouble]) if trouble in _CHANGE else ""


def figures(counts: Mapping[str, int]) -> str:
    """How much is new, changed and so on."""
    words = {
        "added": _("{n} new"),
        "changed": _("{n} changed"),
        "moved": _("{n} moved"),
        "gone": _("{n} gone"),
        "unchanged": _("{n} unchanged"),
        "left_out": _("{n} left out"),
    }
    return _(", ").join(words[name].format(n=many) for name, many in counts.items())


def added(one: Added, plan: Plan) -> str:
    """An item that is new."""
    fields = one.planned.session.fields
    return _("{at} {title} ({length} min)").format(
        at=_at(fields.start_ms or 0, plan),
        title=fields.title,
        length=round((fields.length_ms or 0) / 60_000),
    )


def moved(one: Moved, plan: Plan) -> str:
    """An item that is elsewhere or at another time."""
    before = _at(one.kept.fields.start_ms or 0, plan)
    after = _at(one.planned.session.fields.start_ms or 0, plan)
    if one.elsewhere:
        before = f"{one.kept.stage} {one.kept.day} {before}"
        after = f"{one.planned.stage} {one.planned.session.day} {after}"
    return _("{title}: {before} → {after}").format(title=one.kept.title, before=before, after=after)


def changed(one: Changed, plan: Plan) -> str:
    """What is different of an item, field by field."""
    return _(": ").join((one.kept.title, _fields(one.fields, plan)))


def gone(one: KeptItem, plan: Plan) -> str:
    """An item that the file does not have any more."""
    return f"{_at(one.fields.start_ms or 0, plan)} {one.title}"


def stays(one: Stays, plan: Plan) -> str:
    """An item that stays as it is, and why."""
    told = _(": ").join((one.kept.title, _(_WHY[one.why])))
    return f"{told} ({_fields(one.fields, plan)})" if one.fields else told


def _fields(fields: Mapping[str, tuple[Any, Any]], plan: Plan) -> str:
    return _("; ").join(
        _("{field}: {before} → {after}").format(
            field=_(FIELDS[name]) if name in FIELDS else name.removeprefix("custom."),
            before=value(name, before, plan),
            after=value(name, after, plan),
        )
        for name, (before, after) in fields.items()
    )


def value(name: str, said: Any, plan: Plan) -> str:
    """The value of a field, short."""
    if said is None or said in ("", ()):
        return "–"
    if isinstance(said, bool):
        return _("yes") if said else _("no")
    if name.endswith("_ms"):
        return _at(said, plan) if name == "start_ms" else wording.length(said)
    if name == "kind":
        return wording.kind(said)
    text = _names(said) if name == "speakers" else " ".join(str(said).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _names(speakers: Iterable[Speaker]) -> str:
    return ", ".join(each.name for each in speakers)


def _at(ms: int, plan: Plan) -> str:
    return wording.clock(ms, plan)
