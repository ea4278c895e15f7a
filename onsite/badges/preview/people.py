"""On whom a design is tried: the people whose badges are the hardest to make.

Only names and companies of everybody are read; a badge is laid out for the few that stand out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from heapq import nlargest, nsmallest
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len
from sqlalchemy import select

from onsite.badges.templates.guests import PORTRAIT
from onsite.badges.templates.holder import Holder
from onsite.journal.fold import table_of
from onsite.roster.tables import AttendeeRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy import Connection

Which = Literal["longest", "worst", "smallest", "everybody"]
WHICH: tuple[Which, ...] = ("longest", "worst", "smallest", "everybody")
"""In the order in which F5 goes through them."""


def which_of(said: str) -> Which:
    """The people that a text names; those with the longest names where it names none."""
    return next((each for each in WHICH if each == said), WHICH[0])


FEW = 20
_TRIED = 3 * FEW
"""So many are laid out to find the worst, for each way to be bad."""

_ATTENDEE = table_of(AttendeeRow)
_NAMES = (
    select(_ATTENDEE.c.attendee, _ATTENDEE.c.name, _ATTENDEE.c.company)
    .where(_ATTENDEE.c.withdrawn.is_(False))
    .order_by(_ATTENDEE.c.name, _ATTENDEE.c.attendee)
)


@dataclass(frozen=True, slots=True)
class Named:
    """An attendee, as far as it takes to choose."""

    attendee: str
    name: str
    company: str = ""

    @property
    def cells(self) -> int:
        """How wide the name is on a terminal: what is wide there is wide on paper."""
        return cell_len(self.name)


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with somebody's badge; the greater the worse."""

    missing: int
    """Signs that no font holds."""
    shortened: int
    """Texts that did not fit."""
    other: int = 0

    @property
    def weight(self) -> tuple[int, int, int]:
        """What cannot be printed at all counts before what is cut."""
        return (self.missing, self.shortened, self.other)


def everybody(rows: Connection) -> list[Named]:
    """Who is on the list, by name."""
    return [Named(row.attendee, row.name, row.company) for row in rows.execute(_NAMES)]


def chosen(people: Sequence[Named], which: Which) -> list[Named]:
    """Those of a kind that can be told by their names alone; for the worst, who may be."""
    if which == "everybody":
        return list(people)
    if which == "smallest":
        return nsmallest(FEW, people, key=lambda each: (each.cells, each.name))
    if which == "longest":
        return nlargest(FEW, people, key=lambda each: (each.cells, each.name))
    return _suspects(people)


def worst(suspects: Iterable[Named], faults_of: Callable[[Named], Faults | None]) -> list[Named]:
    """The twenty with the most faults, the worst first.

    Args:
        suspects: whoever is worth a try.
        faults_of: lays somebody's badge out; None where that is impossible.
    """
    found = [(each, faults_of(each)) for each in suspects]
    weighed = [(faults.weight, each.cells, each) for each, faults in found if faults is not None]
    return [each for _weight, _cells, each in nlargest(FEW, weighed, key=lambda one: one[:2])]


def _suspects(people: Sequence[Named]) -> list[Named]:
    ways: tuple[Callable[[Named], tuple[int, str]], ...] = (
        lambda each: (each.cells, each.name),
        lambda each: (cell_len(each.company), each.name),
        lambda each: (_rare(each.name + each.company), each.name),
        lambda each: (max(map(cell_len, each.name.split()), default=0), each.name),
    )
    found = {each.attendee: each for way in ways for each in nlargest(_TRIED, people, key=way)}
    return list(found.values())


def _rare(text: str) -> int:
    """The highest of its signs: fonts hold the lower ones sooner."""
    return max(map(ord, text), default=0)


_EVERYBODY = Holder("", "", event="The conference", category="sample", category_number=0)
SAMPLES = (
    replace(
        _EVERYBODY,
        attendee="sample-1",
        name="Maximiliane-Alexandra von Hohenstein-Oberndorfer",
        company="Harbour Works",
        category_name="Guest",
        photo=Path(PORTRAIT),
    ),
    replace(
        _EVERYBODY,
        attendee="sample-2",
        name="欧阳思远",
        company="星河科技有限公司",
        category_name="来宾",
    ),
    replace(_EVERYBODY, attendee="sample-3", name="Bo Li", company="X", category_name="Guest"),
    replace(
        _EVERYBODY,
        attendee="sample-4",
        name="مريم العلي",
        company="شركة الميناء",
        category_name="Guest",
    ),
    replace(
        _EVERYBODY,
        attendee="sample-5",
        name="Nguyễn Thị Minh Khai",
        company="Đại học Bách khoa",
        category_name="Speaker",
        category_number=1,
        speaker=True,
    ),
)
"""Made up; shown while nobody is on the list."""
