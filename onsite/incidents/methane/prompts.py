"""What is known of a major incident, letter by letter, and what is still to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from sqlalchemy import bindparam, select

from onsite.incidents import wording
from onsite.incidents.methane.letters import ORDER, SIGNS
from onsite.incidents.methane.tables import IncidentMethaneRow
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from onsite.incidents.methane.facts import Letter
    from onsite.incidents.views import Incident
    from onsite.plan.model import Plan
    from onsite.store.prepared import Row

_SAID = table_of(IncidentMethaneRow)
_OF = Prepared(select(_SAID).where(_SAID.c.incident == bindparam("incident")))


@dataclass(frozen=True, slots=True)
class Prompt:
    """A letter, and what is known of it."""

    letter: Letter
    sign: str
    """As it is read out: M, E, T…"""
    text: str = ""
    """Empty: nobody knows."""
    said: bool = False
    """Whether somebody has said so; otherwise it is what the incident itself tells."""
    reporter: str = ""
    operator: str = ""
    """Who typed it, and when, in milliseconds UTC since 1970."""
    at_ms: int = 0
    happened_ms: int = 0
    """When it was so."""


def prompts(rows: Connection, plan: Plan, incident: Incident) -> tuple[Prompt, ...]:
    """All letters in their order; of one whose reader may see nothing, nothing is known."""
    said = {} if incident.veiled else _last(rows, incident)
    itself = _itself(plan, incident)
    return tuple(_prompt(each, said.get(each), itself.get(each, "")) for each in ORDER)


def missing(found: Iterable[Prompt]) -> tuple[Letter, ...]:
    """The letters of which nothing is known."""
    return tuple(each.letter for each in found if not each.text)


def values(rows: Connection, incident: Incident) -> dict[str, str]:
    """What somebody has said, by letter."""
    return {letter: row["text"] for letter, row in _last(rows, incident).items() if row["text"]}


def _last(rows: Connection, incident: Incident) -> Mapping[Letter, Row]:
    """The last word about each letter, of the incident and of its duplicates."""
    found = [
        row
        for which in (incident.id, *incident.members)
        for row in _OF.all(rows, {"incident": which})
    ]
    found.sort(key=lambda row: (row["at_ms"], row["incident"] == incident.id))
    return {cast("Letter", row["letter"]): row for row in found}


def _itself(plan: Plan, incident: Incident) -> Mapping[Letter, str]:
    zone = wording.zone_name(plan, incident.zone) if incident.zone else ""
    types = wording.types_in_words(plan, incident.types)
    both = wording.pair(types, incident.text) if types and incident.text else ""
    return {
        "exact": _(", ").join(filter(None, (zone, incident.place))),
        "type": both or types or incident.text,
    }


def _prompt(letter: Letter, row: Row | None, itself: str) -> Prompt:
    if row is None or not row["text"]:
        return Prompt(letter, SIGNS[letter], itself)
    names = ("text", "reporter", "operator", "at_ms", "happened_ms")
    return Prompt(letter, SIGNS[letter], said=True, **{name: row[name] for name in names})
