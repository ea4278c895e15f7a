"""What people are told of an incident: the sentence of a call, and the message of a page.

Of a restricted one no more is said than its number and zone: radio and phones are overheard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onsite.cleaning import clean
from onsite.clock import from_ms
from onsite.incidents import wording
from onsite.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.incidents.escalation.notices import Notice
    from onsite.incidents.views import Incident
    from onsite.plan.model import Plan

LONGEST = 200
"""Characters of what was reported; the rest is on the board."""


class Message(NamedTuple):
    """What is sent."""

    title: str
    text: str


def sentence(plan: Plan, incident: Incident) -> str:
    """What is said to somebody who is told of it."""
    said = _("Incident {number}: {what}.").format(
        number=incident.number, what=_(", ").join(_what(plan, incident))
    )
    if not incident.drill:
        return said
    return _("{exercise}. {said} {exercise}.").format(exercise=_(wording.EXERCISE), said=said)


def message(plan: Plan, incidents: Mapping[str, Incident], notice: Notice, event: str) -> Message:
    """What one person is told at once, over one channel.

    Args:
        plan: the plan in force.
        incidents: all that are open, by id.
        notice: what it tells of.
        event: what the event is called.
    """
    told = [(line, incidents[line.incident]) for line in notice.lines]
    drill = any(incident.drill for _line, incident in told)
    many = len(told)
    title = (
        _("Incident {number}").format(number=told[0][1].number)
        if many == 1
        else ngettext("{n} incident at once", "{n} incidents at once", many).format(n=many)
    )
    if drill:
        title = f"{_(wording.EXERCISE)} {title}"
    parts = []
    for line, incident in told:
        marks = []
        if line.owed.repeat:
            marks.append(_("Possible repeat."))
        if line.owed.late:
            reported = plan.local(from_ms(incident.at_ms))
            marks.append(_("Late: reported at {time}.").format(time=f"{reported:%H:%M}"))
        parts.append(" ".join((*marks, sentence(plan, incident))))
    parts.append(_("Say whether you take it: by radio, or to the coordinator."))
    return Message(f"{title} · {event}", "\n".join(parts))


def _what(plan: Plan, incident: Incident) -> list[str]:
    zone = wording.zone_name(plan, incident.zone) if incident.zone else ""
    if incident.restricted:
        return [each for each in (zone, _(wording.RESTRICTED)) if each]
    parts = (
        wording.types_in_words(plan, incident.types),
        wording.severity_name(plan, incident.severity),
        zone,
        clean(incident.place),
        clean(incident.text)[:LONGEST].rstrip(" .。"),
    )
    return [each for each in parts if each]
