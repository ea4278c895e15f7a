"""Badges are printed ahead: a file for each box, and the fact that they lie in it.

A box is done when its file stands under its own name; until then the file is called otherwise, so
that nobody ever prints half of one. Whoever is stopped begins again: whose box is done is left
out, and the box that was not is made anew under its number.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onsite.badges.bulk.boxes import printed_of, series_here
from onsite.badges.bulk.choosing import choose, gives, listed
from onsite.badges.bulk.facts import BadgeBoxed
from onsite.badges.bulk.generations import to_make
from onsite.badges.bulk.piles import PER_BOX, pack
from onsite.badges.bulk.sheets import Sheets, Told, remove, write_box
from onsite.badges.codes.making import badge_code
from onsite.badges.facts import JobCancelled
from onsite.badges.jobs.reading import jobs, jobs_of
from onsite.badges.jobs.states import State
from onsite.badges.templates.columns import columns
from onsite.badges.templates.holding import holder_of
from onsite.badges.templates.publishing import in_force
from onsite.clock import to_ms
from onsite.errors import NotPossibleError
from onsite.language import _, ngettext
from onsite.roster.acts.aliases import standing_for
from onsite.roster.facts import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from onsite.badges.bulk.choosing import Chosen, Person, Progress, Wanted
    from onsite.badges.bulk.piles import Packed
    from onsite.badges.bulk.sheets import Output
    from onsite.badges.codes.code import BadgeCode
    from onsite.badges.facts import BadgeIssued
    from onsite.badges.templates.model import Template
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.wiring import Site

_AT_ONCE = 50
"""Codes that are made in one transaction: a desk waits for it, if it scans at the same time."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The boxes that are to be made."""

    boxes: tuple[Packed, ...]
    chosen: Chosen
    templates: dict[str, Template]
    batch: str
    """Tells this print run from others."""
    again: bool = False
    """Whether badges are made for those who have one, too."""


@dataclass(frozen=True, slots=True)
class Made:
    """A box that is done."""

    packed: Packed
    file: Path
    """Its PDF; of pictures, their folder."""
    pages: int
    warnings: tuple[tuple[str, str], ...] = field(default=())
    """Whose badge is not as it should be: the attendee, and the kind of the warning."""


def prepare(
    site: Site,
    plan: Plan,
    wanted: Wanted,
    *,
    per_box: int = PER_BOX,
    progress: Progress | None = None,
) -> Prepared:
    """Who gets a badge, in which box; nothing is made yet.

    Raises:
        BadInputError: the plan has no such category, or a design has a mistake.
        NotPossibleError: there is nobody whose badge is not there.
    """
    chosen = choose(plan, site.read_now(listed), wanted, progress)
    if not chosen.people:
        raise _nobody(chosen)
    series = site.read_now(series_here, site.journal.station)
    designs = plan.badges.template_for

    def design(person: Person) -> str:
        return designs(person.category or None)

    boxes = pack(chosen.people, wanted.sort, design, per_box, series)
    templates = {
        name: site.read_now(in_force, name) for name in dict.fromkeys(each.design for each in boxes)
    }
    return Prepared(boxes, chosen, templates, secrets.token_hex(6), wanted.again)


def make(
    site: Site, plan: Plan, prepared: Prepared, output: Output, progress: Progress | None = None
) -> Iterator[Made]:
    """Make one box after the other; each is done, and recorded, when it is yielded.

    Raises:
        BadInputError: a badge does not fit on the paper.
        NotPossibleError: a file cannot be written, a badge cannot be laid out, or a desk has
            had one of the box printed meanwhile.
    """
    many = sum(len(each.people) for each in prepared.boxes)
    done = 0
    for packed in prepared.boxes:
        codes = [
            code
            for begin in range(0, len(packed.people), _AT_ONCE)
            for code in site.write_now(
                _codes, plan, packed.people[begin : begin + _AT_ONCE], site.operator
            )
        ]
        holders = [
            holder_of(plan, person.attendee, person.record, code, output.photos)
            for person, code in zip(packed.people, codes, strict=True)
        ]
        told = Told(progress, done, many)
        # What is drawn beyond the cut would take the room of more badges, or lie on the next one.
        template, bleed = prepared.templates[packed.design], output.marks and not output.png_dpi
        sheets = Sheets(template, holders, told, bleed=bleed)
        file, pages = write_box(sheets, packed.box, output)
        try:
            site.write_now(_record, prepared, packed, codes, site.operator)
        except BaseException:
            # What nobody knows of must not be printed: the next run makes it again.
            remove(file)
            raise
        done += len(packed.people)
        yield Made(packed, file, pages, tuple(sheets.warnings))


def _codes(
    journal: Journal, rows: Connection, plan: Plan, people: Sequence[Person], operator: str
) -> list[BadgeCode]:
    found = []
    for person in people:
        number, _issued = to_make(rows, person.attendee)
        found.append(badge_code(journal, rows, plan, person.attendee, number, operator))
    return found


def _record(
    journal: Journal,
    rows: Connection,
    prepared: Prepared,
    packed: Packed,
    codes: Sequence[BadgeCode],
    operator: str,
) -> None:
    """The badges of a box are there: each is issued, and lies in it."""
    if not prepared.again:
        _check_desks(rows, packed)
    now_ms, shown = to_ms(journal.clock.now()), columns(prepared.templates[packed.design])
    facts: list[BadgeIssued | BadgeBoxed | JobCancelled] = [*_given_up(rows, packed)]
    for person, code in zip(packed.people, codes, strict=True):
        number, issued = to_make(rows, person.attendee)
        if issued is not None and number == code.generation:
            facts.append(issued)
        facts.append(
            BadgeBoxed(
                attendee=person.attendee,
                generation=code.generation,
                box=packed.box,
                desk=packed.desk,
                batch=prepared.batch,
                printed=printed_of(person.record, shown),
                whose=printed_of(Record(name=person.record.name)),
                columns=shown,
                at_ms=now_ms,
            )
        )
    journal.append(rows, *facts, operator=operator)


def _check_desks(rows: Connection, packed: Packed) -> None:
    """Refuse a box for one of whom a desk has asked for a badge since it was begun.

    Both would bear the same code.
    """
    for person in packed.people:
        if any(gives(job) for job in jobs_of(rows, person.attendee)):
            raise NotPossibleError(
                _("A desk has had the badge of {name} printed meanwhile.").format(
                    name=person.record.name
                ),
                _("Nothing of box {box} was kept. Run it again: it leaves them out.").format(
                    box=packed.box
                ),
            )


def _given_up(rows: Connection, packed: Packed) -> Iterator[JobCancelled]:
    """Jobs of which certainly nothing came: who prints them again makes a second one."""
    whom = {person.attendee for person in packed.people}
    for job in jobs(rows):
        failed = job.state is State.FAILED and job.printed == "no"
        if failed and job.attendee and standing_for(rows, job.attendee) in whom:
            yield JobCancelled(job=job.job, reason="replaced")


def _nobody(chosen: Chosen) -> NotPossibleError:
    if chosen.there:
        return NotPossibleError(
            ngettext(
                "The badge of {many} person is there already; nobody else needs one.",
                "The badges of {many} people are there already; nobody else needs one.",
                chosen.there,
            ).format(many=chosen.there),
            _("Print them once more with --again, or empty a box: onsite badges boxes --empty."),
        )
    return NotPossibleError(
        _("There is nobody whose badge could be printed."),
        _("Import the attendee list first, or choose another category."),
    )
