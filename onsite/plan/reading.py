"""`event.toml` to a `Plan`, or to everything that is wrong with it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from onsite.errors import BadInputError
from onsite.language import _, ngettext
from onsite.plan.agreement import CONDITION, Disagreement, Place, disagreements
from onsite.plan.examples import example_for
from onsite.plan.model import Plan
from onsite.plan.positions import positions, spot_within
from onsite.plan.syntax import TomlSyntaxError, parsed
from onsite.plan.wording import Mistake, guess, printable, sentence, shown_key

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

USUAL_NAME = "event.toml"
_SHOWN_PROBLEMS = 40
_INDENT = "    "
_OF_KEYS = ("string_pattern_mismatch", "product")
"""Mistakes that the name of a key may be."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a plan's text."""

    line: int
    """Counted from 1."""
    key: str
    """As `checkpoints.main.kind`; empty where no key is concerned."""
    wrong: str
    example: str
    """TOML that would be right there, of one line or a few."""
    column: int = 0
    """Counted from 1; 0 where the line says enough."""


class PlanError(BadInputError):
    """A text is not a plan. `problems` has everything that is wrong, in the order of the lines."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = tuple(problems)
        count = len(problems)
        counted = ngettext("{count} mistake in {file}:", "{count} mistakes in {file}:", count)
        told = [told_of(file, problem) for problem in problems[:_SHOWN_PROBLEMS]]
        if count > _SHOWN_PROBLEMS:
            more = _("… and {count} more.").format(count=count - _SHOWN_PROBLEMS)
            told.append(more)
        happened = "\n".join([counted.format(count=count, file=file), *told])
        super().__init__(happened)


def read(text: str, file: str = USUAL_NAME) -> Plan:
    """The plan that a TOML text describes.

    Args:
        text: the TOML.
        file: what to call it in errors.

    Raises:
        PlanError: it does not describe a plan; with every mistake in it.
    """
    data = _parsed(text, file)
    try:
        return Plan.model_validate(data)
    except ValidationError as error:
        mistakes = _mistakes(error.errors(include_url=False), data)
    lines = positions(text)
    problems = [_problem(mistake, data, lines, text) for mistake in mistakes]
    raise PlanError(file, sorted(set(problems), key=_order))


def _order(problem: Problem) -> tuple[int, int, str]:
    return problem.line, problem.column, problem.key


def told_of(file: str, problem: Problem) -> str:
    """A problem in words: where it is, what is wrong, and on a second line what would be right."""
    told = _("{file}, line {line}, {key}: {wrong}")
    if not problem.key:
        told = _("{file}, line {line}: {wrong}")
    elif problem.column:
        told = _("{file}, line {line}, column {column}, {key}: {wrong}")
    where = {"file": file, **asdict(problem)}
    lines = problem.example.splitlines()
    example = f"\n{_INDENT}  ".join(lines if len(lines) == 1 else ["", *lines])
    shown = _("For example: {example}").format(example=example)
    return f"{told.format(**where)}\n{_INDENT}{shown}".replace(" \n", "\n")


def _mistakes(errors: list[ErrorDetails], data: dict[str, Any]) -> list[Mistake]:
    # The model compares its parts only once each of them is valid; here all is told at once.
    alone = [from_pydantic(error) for error in errors if not _said_otherwise(error)]
    among = (error["ctx"]["found"] for error in errors if error["type"] == "disagreement")
    disagreeing = next(among, None) or disagreements(data)
    return alone + [_from_disagreement(found, data) for found in disagreeing]


def _said_otherwise(error: ErrorDetails) -> bool:
    # A list whose elements are wrong is called too short besides.
    return error["type"] in ("disagreement", "condition") or (
        error["type"] == "too_short" and bool(error["input"])
    )


def from_pydantic(error: ErrorDetails) -> Mistake:
    """What pydantic found, in our codes."""
    place: Place = error["loc"]
    if error["type"] in _OF_KEYS and place[-1] == "[key]":
        place = place[:-1]
    details = {**error.get("ctx", {}), "reason": printable(error["msg"])}
    return Mistake(place, error["type"], error["input"], details)


def _from_disagreement(found: Disagreement, data: dict[str, Any]) -> Mistake:
    value: Any = data
    for part in found.place:
        value = value[part]
    return Mistake(found.place, found.code, value, dict(found.details), found.offset)


def _problem(mistake: Mistake, data: dict[str, Any], lines: dict[Place, int], text: str) -> Problem:
    nearest = mistake.place
    while nearest not in lines:
        nearest = nearest[:-1]
    line, column = lines[nearest], 0
    if mistake.offset is not None and isinstance(mistake.value, str):
        line, column = spot_within(text, mistake.place, mistake.offset)
    told = sentence(mistake, data)
    return Problem(line, shown_key(mistake.place), told, _example(mistake, data), column)


def _example(mistake: Mistake, data: dict[str, Any]) -> str:
    """What would be right: the key that was meant, or an id that this very plan has."""
    meant = guess(mistake, data)
    if mistake.code == "extra_forbidden" and meant:
        return example_for((*mistake.place[:-1], meant))
    if mistake.code.startswith(CONDITION) and mistake.details.get("guess"):
        return _corrected(mistake)
    example = example_for(mistake.place)
    if mistake.code != "unknown_reference":
        return example
    table = data.get(mistake.details["section"])
    known = list(table) if isinstance(table, dict) else []
    return re.sub('"[^"]*"', f'"{meant or shown_key((known[0],))}"', example) if known else example


def _corrected(mistake: Mistake) -> str:
    """The condition with the word in it that was meant perhaps."""
    text, at = mistake.value, mistake.offset or 0
    right = mistake.details.get("right", mistake.details["guess"])
    rest = text[at:].replace(mistake.details["word"], right, 1)
    return json.dumps(printable(text[:at] + rest), ensure_ascii=False)


def _parsed(text: str, file: str) -> dict[str, Any]:
    try:
        return parsed(text)
    except TomlSyntaxError as error:
        example = "capacity = 500" if error.long_number else example_for(error.place)
        problem = Problem(error.line, shown_key(error.place), error.wrong, example)
        raise PlanError(file, [problem]) from error
