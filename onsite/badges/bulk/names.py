"""The evening before: whose badge would not be as it should be, and why."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.badges.bulk.choosing import listed
from onsite.badges.bulk.suspects import KINDS, NAME, Suspect, suspects
from onsite.badges.templates.holding import holder_of
from onsite.badges.templates.publishing import in_force
from onsite.errors import OnsiteError
from onsite.roster.facts import Record
from onsite.roster.names import compared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from onsite.badges.templates.holder import Holder
    from onsite.badges.templates.model import Template
    from onsite.plan.model import Plan

    Progress = Callable[[str, int, int], None]

_AT_ONCE = 50
_LAID_OUT = {"shortened": "too_long", "broken": "too_long"}


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody on the list."""

    attendee: str
    record: Record
    holder: Holder
    design: str
    """The name of their template."""


@dataclass(frozen=True, slots=True)
class Everybody:
    """All who are expected, and the designs of their badges."""

    people: tuple[Whom, ...]
    templates: Mapping[str, Template]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with the badge of somebody."""

    attendee: str
    name: str
    suspect: Suspect
    others: tuple[str, ...] = ()
    """The ids of others whom it concerns."""

    @property
    def kind(self) -> str:
        """One of `KINDS`."""
        return self.suspect.kind


def everybody(rows: Connection, plan: Plan) -> Everybody:
    """All whose badges are looked at.

    Raises:
        BadInputError: a design has a mistake.
    """
    people = []
    for attendee, said in listed(rows).people:
        record = Record.model_validate_json(said)
        design = plan.badges.template_for(plan.category_of(record.category))
        people.append(Whom(attendee, record, holder_of(plan, attendee, record, None), design))
    names = dict.fromkeys(each.design for each in people)
    return Everybody(tuple(people), {name: in_force(rows, name) for name in names})


def check(found: Everybody, progress: Progress | None = None) -> list[Finding]:
    """Everything that is wrong, the gravest first. Takes its time: call it in a thread.

    Args:
        found: everybody.
        progress: is told the phase, how many are done, and of how many.
    """
    findings = [
        Finding(each.attendee, each.record.name, suspect)
        for each in found.people
        for suspect in suspects(each.record)
    ]
    findings += _twins(found.people)
    for done, each in enumerate(found.people, start=1):
        findings += _laid_out(each, found.templates[each.design])
        if progress is not None and (done % _AT_ONCE == 0 or done == len(found.people)):
            progress("checking", done, len(found.people))
    return sorted(findings, key=lambda each: (KINDS.index(each.kind), each.name, each.attendee))


def _laid_out(whom: Whom, template: Template) -> Iterator[Finding]:
    """What the layout of their badge, and its fonts, say."""
    from onsite.badges.fonts.faces import Faces
    from onsite.badges.layout.placing import lay_out

    try:
        sheet = lay_out(template, whom.holder, Faces.load(), dpi=None)
    except OnsiteError as error:
        yield Finding(whom.attendee, whom.record.name, Suspect("no_badge", NAME, error.happened))
        return
    told: dict[tuple[str, str], None] = {}
    for each in sheet.warnings:
        kind = _LAID_OUT.get(each.kind, each.kind)
        if (kind, each.field) not in told:
            told[kind, each.field] = None
            better = _plain(whom.record, each.field) if kind == "missing" else ""
            suspect = Suspect(kind, each.field, each.text, better)
            yield Finding(whom.attendee, whom.record.name, suspect)


def _plain(record: Record, field: str) -> str:
    """A text in the usual letters, where it has others that stand for them and a font has those."""
    from onsite.badges.fonts.shaping import missing

    text = str(getattr(record, field, ""))
    plain = unicodedata.normalize("NFKC", text)
    return plain if plain != text and not missing(plain) else ""


def _twins(people: Sequence[Whom]) -> Iterator[Finding]:
    """People of one name: the same person twice, or several whom the desk must tell apart."""
    for group in _alike(people, lambda each: compared(each.record.name)):
        persons: list[list[Whom]] = []
        for each in group:
            same = next((those for those in persons if _is_same(those[0], each)), None)
            if same is not None:
                same.append(each)
            else:
                persons.append([each])
        for those in persons:
            if len(those) > 1:
                yield _twin("duplicate", those)
        if len(persons) > 1:
            yield _twin("namesake", [those[0] for those in persons])


def _twin(kind: str, group: Sequence[Whom]) -> Finding:
    first, *others = group
    text = ", ".join(_told_apart(each) for each in others)
    ids = tuple(each.attendee for each in others)
    return Finding(first.attendee, first.record.name, Suspect(kind, NAME, text), ids)


def _alike(people: Iterable[Whom], key: Callable[[Whom], str]) -> list[list[Whom]]:
    groups: dict[str, list[Whom]] = {}
    for each in people:
        if key(each):
            groups.setdefault(key(each), []).append(each)
    return [group for group in groups.values() if len(group) > 1]


def _is_same(one: Whom, other: Whom) -> bool:
    """Whether they share what two people of one name hardly do."""
    for field in ("email", "phone", "company"):
        mine, theirs = getattr(one.record, field), getattr(other.record, field)
        if mine and mine.strip().casefold() == theirs.strip().casefold():
            return True
    return False


def _told_apart(whom: Whom) -> str:
    record = whom.record
    code = next(iter(record.codes), whom.attendee)
    return " · ".join(filter(None, (record.company, record.order, code)))
