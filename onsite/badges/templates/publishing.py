"""Giving one's own designs to every station, and the designs that are in force at this one."""

from __future__ import annotations

import base64
import binascii
import difflib
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from onsite.badges.templates.checks import categories_of
from onsite.badges.templates.facts import PicturePublished, TemplatesPublished
from onsite.badges.templates.finding import find_in
from onsite.badges.templates.shelves import FOLDER, Folder, Published, names_in, shipped
from onsite.badges.templates.tables import PictureRow, TemplatesRow
from onsite.errors import BadInputError
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.plan.positions import positions
from onsite.plan.reading import USUAL_NAME, PlanError, Problem, read
from onsite.plan.service import publish as publish_plan
from onsite.plan.wording import shown_key, shown_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from onsite.badges.templates.model import Template
    from onsite.badges.templates.shelves import Shelf
    from onsite.journal.journal import Journal
    from onsite.plan.agreement import Place
    from onsite.plan.model import Plan
    from onsite.plan.service import Published as PlanPublished

TEXTS_BYTES = 400_000
"""Of all texts together: they travel as one entry, of which a megabyte finds room in a message."""
_TEMPLATES, _PICTURE = table_of(TemplatesRow), table_of(PictureRow)
_ALL = select(_TEMPLATES.c.texts, _TEMPLATES.c.pictures)
_KEPT = 32
_templates: dict[tuple[str, str], Template] = {}


@dataclass(frozen=True, slots=True)
class Gathered:
    """One's own designs as they lie in their folder, all of them valid."""

    texts: dict[str, str]
    pictures: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Given:
    """What came of a publication. `changed` is False when the very same was in force already."""

    names: tuple[str, ...]
    pictures: tuple[str, ...]
    changed: bool


def gathered(plan_folder: Path) -> Gathered | None:
    """The designs in the folder beside a plan, with the pictures that they show.

    Args:
        plan_folder: in which the plan's file lies.

    Returns:
        None where there is no folder `FOLDER`: then nothing is said about designs, and those that
        were published from elsewhere stay.

    Raises:
        BadInputError: one of them is no template, or they are too large together.
    """
    own = Folder(plan_folder / FOLDER)
    if not own.path.is_dir():
        return None
    texts: dict[str, str] = {}
    pictures: dict[str, bytes] = {}
    for name in own.names():
        template = find_in(name, (own, shipped()))
        texts[name] = own.text(name) or ""
        # What an own design inherits from a shipped one is here too, whatever Onsite is there.
        pictures.update(template.pictures)
    if sum(len(text.encode()) for text in texts.values()) > TEXTS_BYTES:
        raise BadInputError(
            _("The designs in {folder} are larger than {kilobytes} kB together.").format(
                folder=FOLDER, kilobytes=TEXTS_BYTES // 1_000
            ),
            _("Take out those that nobody uses."),
        )
    return Gathered(texts, pictures)


def check_named(text: str, found: Gathered | Published, file: str = USUAL_NAME) -> None:
    """Whether every design that a plan names is there.

    Args:
        text: of the plan.
        found: the event's own designs.
        file: what to call the plan's file in errors.

    Raises:
        PlanError: one is not, or the text is no plan.
    """
    part = read(text, file).badges
    known = (*sorted(found.texts), *shipped().names())
    named: dict[Place, str] = {("badges", "template"): part.template}
    named |= {("badges", "templates", key): name for key, name in part.templates.items()}
    lines = positions(text)
    problems = [
        _unknown(place, name, known, lines) for place, name in named.items() if name not in known
    ]
    if problems:
        raise PlanError(file, problems)


def strangers(plan: Plan, found: Gathered) -> list[tuple[str, str]]:
    """The categories that designs name and the plan does not have: by them nothing is ever shown.

    Returns:
        Name of the design, and the word.
    """
    known = {name.casefold() for key, each in plan.categories.items() for name in (key, each.name)}
    return [
        (name, word)
        for name in sorted(found.texts)
        for word in sorted(categories_of(in_folder(name, found)) - known)
    ]


def in_folder(name: str, found: Gathered) -> Template:
    """A design of those that were gathered, or one that ships.

    Raises:
        BadInputError: there is none of that name.
    """
    return find_in(name, (Published(found.texts, found.pictures), shipped()))


def publish_all(
    journal: Journal,
    rows: Connection,
    text: str,
    found: Gathered | None,
    file: str,
    operator: str,
) -> tuple[PlanPublished, Given | None]:
    """Put a plan in force together with the designs beside it, both or neither.

    Args:
        journal: of this station.
        rows: the open transaction.
        text: of the plan.
        found: the designs; None where nothing is said about them.
        file: what to call the plan's file in errors.
        operator: who does it.

    Raises:
        PlanError: the plan names a design that is not there, or is no plan.
        NotPossibleError: as in `plan.service.publish`.
    """
    check_named(text, found if found is not None else published(rows), file)
    given = publish(journal, rows, found, operator) if found is not None else None
    return publish_plan(journal, rows, text, operator), given


def publish(journal: Journal, rows: Connection, found: Gathered, operator: str) -> Given:
    """Give designs to every station; those that were given before and are missing count no more."""
    digests = {file: hashlib.sha256(each).hexdigest() for file, each in found.pictures.items()}
    names, files = tuple(sorted(found.texts)), tuple(sorted(digests))
    row = rows.execute(_ALL).first()
    before = (json.loads(row.texts), json.loads(row.pictures)) if row is not None else ({}, {})
    if before == (found.texts, digests):
        return Given(names, files, changed=False)
    there = set(rows.execute(select(_PICTURE.c.sha256)).scalars())
    new = {digests[file]: each for file, each in found.pictures.items()}
    facts: list[PicturePublished | TemplatesPublished] = [
        PicturePublished(sha256=digest, content=base64.b64encode(content).decode())
        for digest, content in new.items()
        if digest not in there
    ]
    facts.append(TemplatesPublished(texts=found.texts, pictures=digests))
    journal.append(rows, *facts, operator=operator)
    return Given(names, files, changed=True)


def names_in_force(rows: Connection) -> tuple[str, ...]:
    """Every design that this station can print, the event's own first."""
    return names_in(_shelves(rows))


def in_force(rows: Connection, name: str) -> Template:
    """The design of a name, as every station of the event prints it. Read once, then kept.

    Args:
        rows: of the store.
        name: as the plan says it.

    Raises:
        BadInputError: there is none, or one of its pictures has not come here yet.
    """
    row = rows.execute(_ALL).first()
    said = f"{row.texts}\0{row.pictures}" if row is not None else ""
    key = (hashlib.sha256(said.encode()).hexdigest(), name)
    template = _templates.get(key)
    if template is None:
        template = find_in(name, _shelves(rows))
        while len(_templates) >= _KEPT:
            _templates.pop(next(iter(_templates)), None)
        _templates[key] = template
    return template


def _shelves(rows: Connection) -> tuple[Shelf, ...]:
    return (published(rows), shipped())


def published(rows: Connection) -> Published:
    """The event's own designs as they were given to every station; none where nothing was."""
    row = rows.execute(_ALL).first()
    if row is None:
        return Published()
    texts, digests = json.loads(row.texts), json.loads(row.pictures)
    asked = select(_PICTURE.c.sha256, _PICTURE.c.content).where(
        _PICTURE.c.sha256.in_(list(digests.values()))
    )
    contents = {each.sha256: _content(each.sha256, each.content) for each in rows.execute(asked)}
    pictures = {
        file: content
        for file, digest in digests.items()
        if (content := contents.get(digest)) is not None
    }
    return Published(texts, pictures)


def _unknown(place: Place, name: str, known: Sequence[str], lines: Mapping[Place, int]) -> Problem:
    close = difflib.get_close_matches(name, known, 1)
    wrong = _("there is no design {value}. Known here: {known}.").format(
        value=shown_value(name), known=", ".join(known)
    )
    if close:
        meant = _("Did you mean “{guess}”?").format(guess=close[0])
        wrong = f"{wrong} {meant}"
    example = f'{place[-1]} = "{(close or known)[0]}"'
    return Problem(lines.get(place, 1), shown_key(place), wrong, example)


def _content(digest: str, content: str) -> bytes | None:
    try:
        raw = base64.b64decode(content, validate=True)
    except (ValueError, binascii.Error):
        return None
    return raw if hashlib.sha256(raw).hexdigest() == digest else None
