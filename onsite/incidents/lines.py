"""What an entry of a timeline says, in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from onsite.clock import from_ms
from onsite.incidents import wording
from onsite.incidents.methane import letters
from onsite.incidents.paging import words
from onsite.language import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from onsite.incidents.views import Line
    from onsite.plan.model import Plan

    Told = Mapping[str, Any]

_HOW = {
    "key": "",
    "radio": N_("by radio"),
    "phone": N_("by phone"),
    "person": N_("in person"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What the ids in a timeline stand for."""

    plan: Plan
    people: Mapping[str, str] = field(default_factory=dict)
    """Names by the ids of contacts and operators."""
    tasks: Mapping[str, str] = field(default_factory=dict)
    """Texts by the ids of tasks."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Numbers by the ids of incidents."""

    def person(self, who: str) -> str:
        """What somebody is called; of a unit, what stands there."""
        return self.people.get(who, who)


def said(known: Known, line: Line) -> str:
    """What an entry says besides its kind; empty where that is all."""
    tell = _TELLING.get(line.kind.removeprefix("incident."))
    details = line.details
    parts = tell(known, details) if tell is not None else ()
    return " · ".join(part for part in (*parts, details.get("reason", "")) if part)


def _types(known: Known, told: Told) -> tuple[str, ...]:
    names = (wording.type_name(known.plan, each) for each in told.get("added", ()))
    gone = (wording.type_name(known.plan, each) for each in told.get("removed", ()))
    return (*(f"+ {each}" for each in names), *(f"− {each}" for each in gone))


def _place(known: Known, told: Told) -> tuple[str, ...]:
    return (wording.zone_name(known.plan, told.get("zone") or ""), told.get("place") or "")


def _state(_known: Known, told: Told) -> tuple[str, ...]:
    forced = _("forced") if told.get("forced") else ""
    return (
        wording.state(told["to"]),
        told.get("outcome", ""),
        told.get("responsible", ""),
        forced,
    )


def _unit(known: Known, told: Told) -> tuple[str, ...]:
    return (known.person(told["unit"]), told.get("role", ""))


def _acked(known: Known, told: Told) -> tuple[str, ...]:
    how = _HOW.get(told.get("how", "key"), "")
    return (known.person(told["person"]), _(how) if how else "")


def _task(known: Known, told: Told) -> tuple[str, ...]:
    return (known.tasks.get(told["task"], ""),)


def _decision(_known: Known, told: Told) -> tuple[str, ...]:
    others = [each for each in told.get("options", ()) if each != told["chosen"]]
    rather = _("rather than: {options}").format(options=_(", ").join(others)) if others else ""
    return (told["chosen"], rather)


def _fired(known: Known, told: Told) -> tuple[str, ...]:
    people = _(", ").join(known.person(each) for each in told.get("people", ()))
    late = _("late") if told.get("late") else ""
    return (str(told["step"]), people or _("nobody is on duty"), late)


def _failed(known: Known, told: Told) -> tuple[str, ...]:
    """Why; where it has failed so again and again, how often, and until when."""
    many = told.get("times", 1)
    if many == 1:
        return (words.failed(told["why"]),)
    until = f"{known.plan.local(from_ms(told['last_ms'])):%H:%M:%S}"
    often = ngettext("{n} time", "{n} times", many).format(n=many)
    return (words.failed(told["why"]), often, _("until {at}").format(at=until))


def _lapsed(known: Known, told: Told) -> tuple[str, ...]:
    return (_(", ").join(known.person(each) for each in told.get("people", ())),)


def _methane(_known: Known, told: Told) -> tuple[str, ...]:
    asked = wording.pair(letters.SIGNS[told["letter"]], letters.asks(told["letter"]))
    return (asked, told["text"] or _("nobody knows"), told.get("reporter", ""))


def _statement(_known: Known, told: Told) -> tuple[str, ...]:
    """Its text, too, as it was written: who reads the log reads what was said."""
    before = told.get("instead_of", "")[:4]
    correction = _("instead of {edition}").format(edition=before) if before else ""
    text = " ".join(told.get("text", "").split())
    name, to = told.get("name", ""), told.get("to", "")
    return (told.get("edition", "")[:4], name, to, correction, text)


def _switch(_known: Known, told: Told) -> tuple[str, ...]:
    return (_(wording.RESTRICTED) if told["on"] else _("for everybody"),)


_TELLING: dict[str, Callable[[Known, Told], tuple[str, ...]]] = {
    "reported": lambda _known, told: (told.get("text", ""), told.get("reporter", "")),
    "entry": lambda _known, told: (told["text"], told.get("reporter", "")),
    "types": _types,
    "severity": lambda known, told: (wording.severity_name(known.plan, told["to"]),),
    "place": _place,
    "state": _state,
    "unit_assigned": _unit,
    "unit_released": _unit,
    "task_added": lambda known, told: (told["text"], known.person(told.get("owner", ""))),
    "task_done": _task,
    "task_reopened": _task,
    "attachment": lambda _known, told: (told["name"],),
    "link": lambda _known, told: (told["target"], told.get("name", "")),
    "restricted": _switch,
    "decision": _decision,
    "merged": lambda known, told: (known.numbers.get(told["into"], told["into"][:6]),),
    "policy": lambda _known, told: (told["policy"]["id"],),
    "acked": _acked,
    "ack_lapsed": _lapsed,
    "handed_over": lambda known, told: (
        known.person(told["outgoing"]),
        known.person(told["incoming"]),
    ),
    "fired": _fired,
    "page_begun": lambda known, told: (known.person(told["person"]), told["channel"]),
    "page_failed": _failed,
    "methane": _methane,
    "playbook": lambda _known, told: (told.get("name") or told["playbook"],),
    "statement": _statement,
    "statement_released": _statement,
    "statement_withdrawn": _statement,
}
