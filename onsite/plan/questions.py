"""What guests are asked at a desk: `[questions.ID]` of the plan, and what is an answer."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from onsite.cleaning import clean
from onsite.plan.values import CONFIG, Id, Name, Switch, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.plan.model import Plan

Found = tuple[tuple[str | int, ...], str, dict[str, str]]
"""A disagreement: its place, its code, its details."""
YES, NO = "yes", "no"
LONGEST = 300
"""Characters of a text, where the plan says nothing else."""
_NUMBER = re.compile(r"[+−-]?\d{1,15}(?:[.,]\d{1,6})?")
_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\.?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def _limit(value: Any) -> Any:
    if isinstance(value, bool | datetime):
        raise PydanticCustomError("limit", "neither a number nor a day")
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise PydanticCustomError("limit", "neither a number nor a day") from error
    if isinstance(value, date) or (isinstance(value, int | float) and math.isfinite(value)):
        return value
    raise PydanticCustomError("limit", "neither a number nor a day")


Limit = Annotated[Any, BeforeValidator(_limit)]
"""A number, or a day."""
Wording = Annotated[Words, StringConstraints(min_length=1, max_length=200)]


class QuestionPart(BaseModel):
    """`[questions.ID]`: something to ask before a guest comes in."""

    model_config = CONFIG

    text: Wording
    kind: Literal["text", "number", "date", "yes-no", "choice"] = "text"
    """Where choices are given, `choice` need not be said."""
    required: Switch = False
    """Nobody comes in without an answer; else it may be left open."""
    every_time: Switch = False
    """At every entry; else a guest is asked once, wherever that is."""
    categories: tuple[Id, ...] = ()
    """Whom it is put to; empty for everybody."""
    checkpoints: tuple[Id, ...] = ()
    """Where it is put; empty for every checkpoint."""
    choices: tuple[Name, ...] = ()
    least: Limit = None
    """The smallest number, the earliest day, or the fewest characters of a text."""
    most: Limit = None
    """The largest number, the latest day, or the most characters of a text."""

    @model_validator(mode="before")
    @classmethod
    def _of_choices(cls, data: Any) -> Any:
        chosen = isinstance(data, dict) and data.get("choices") and "kind" not in data
        return {**data, "kind": "choice"} if chosen else data


class NotAnAnswerError(ValueError):
    """A text does not answer the question. `code` and `details` say what is wrong with it."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def put_at(plan: Plan, checkpoint: str, category: str | None) -> Iterator[str]:
    """The ids of the questions that a guest of a category is asked there, in the plan's order.

    Args:
        plan: has the questions.
        checkpoint: where the guest stands.
        category: an id; None for a ticket that is of none.
    """
    for key, each in plan.questions.items():
        here = not each.checkpoints or checkpoint in each.checkpoints
        if here and (not each.categories or category in each.categories):
            yield key


def written(question: QuestionPart, text: str) -> str:
    """An answer as it is kept; empty where an optional question is left open.

    A number is in digits with a point, a day is year-month-day, and yes and no are `YES` and `NO`.

    Raises:
        NotAnAnswerError: the text does not answer the question.
    """
    text = clean(text)
    if not text:
        if question.required:
            raise NotAnAnswerError("needed")
        return ""
    return _KINDS[question.kind](question, text)


def _text(question: QuestionPart, text: str) -> str:
    most = int(question.most) if question.most is not None else LONGEST
    if len(text) > most:
        raise NotAnAnswerError("long", most=str(most))
    if question.least is not None and len(text) < question.least:
        raise NotAnAnswerError("short", least=str(int(question.least)))
    return text


def _number(question: QuestionPart, text: str) -> str:
    if not _NUMBER.fullmatch(text):
        raise NotAnAnswerError("number")
    value = Decimal(text.replace(",", ".").replace("−", "-"))
    least, most = (_decimal(limit) for limit in (question.least, question.most))
    _within(question, value, least, most)
    return format(value.normalize() + 0, "f")


def _decimal(limit: Any) -> Decimal | None:
    return Decimal(str(limit)) if limit is not None else None


def _within(question: QuestionPart, value: Any, least: Any, most: Any) -> None:
    if least is not None and value < least:
        raise NotAnAnswerError("below", least=str(question.least))
    if most is not None and value > most:
        raise NotAnAnswerError("above", most=str(question.most))


def _date(question: QuestionPart, text: str) -> str:
    found, reverse = _DATE.fullmatch(text), _DAY_FIRST.fullmatch(text)
    parts = found.groups() if found else reverse.groups()[::-1] if reverse else None
    try:
        year, month, day = (int(part) for part in parts or ())
        value = date(year, month, day)
    except ValueError as error:
        raise NotAnAnswerError("date") from error
    _within(question, value, question.least, question.most)
    return value.isoformat()


def _yes_no(_question: QuestionPart, text: str) -> str:
    said = text.casefold()
    if said in (YES, NO):
        return said
    raise NotAnAnswerError("yes_no")


def _choice(question: QuestionPart, text: str) -> str:
    for choice in question.choices:
        if choice.casefold() == text.casefold():
            return choice
    raise NotAnAnswerError("choice", choices=", ".join(question.choices))


_KINDS = {"text": _text, "number": _number, "date": _date, "yes-no": _yes_no, "choice": _choice}


def disagreements(data: dict[str, Any]) -> Iterator[Found]:
    """What does not fit among the questions of a plan's data, which may have any shape."""
    questions = data.get("questions")
    for key, each in questions.items() if isinstance(questions, dict) else ():
        if isinstance(each, dict):
            yield from _choices(key, each)
            yield from _limits(key, each)


def _choices(key: str, each: dict[str, Any]) -> Iterator[Found]:
    choices, kind = each.get("choices"), _kind(each)
    if kind == "choice" and not choices:
        yield ("questions", key, "kind"), "no_choices", {}
    if choices and isinstance(kind, str) and kind in _KINDS and kind != "choice":
        yield ("questions", key, "choices"), "choices_alone", {}
    seen: set[str] = set()
    for number, choice in enumerate(choices if isinstance(choices, list | tuple) else ()):
        if isinstance(choice, str) and choice.strip().casefold() in seen:
            yield ("questions", key, "choices", number), "repeated_day", {}
        elif isinstance(choice, str):
            seen.add(choice.strip().casefold())


def _kind(each: dict[str, Any]) -> Any:
    return each.get("kind", "choice" if each.get("choices") else "text")


def _limits(key: str, each: dict[str, Any]) -> Iterator[Found]:
    kind = _kind(each)
    if not isinstance(kind, str) or kind not in _KINDS:
        return  # which is told already
    limits = {name: _plain(each.get(name)) for name in ("least", "most")}
    for name, value in limits.items():
        if value is not None and not _suits(kind, value):
            yield ("questions", key, name), "limit_of_another_kind", {"kind": kind}
    least, most = limits["least"], limits["most"]
    if least is not None and most is not None and type(least) is type(most) and most < least:
        yield ("questions", key, "most"), "limits_crossed", {"least": str(least)}


def _plain(value: Any) -> Any:
    try:
        found = _limit(value) if value is not None else None
    except PydanticCustomError:
        return None
    return found if found is None or isinstance(found, date) else float(found)


def _suits(kind: Any, value: float | date) -> bool:
    if kind == "date":
        return isinstance(value, date)
    if kind == "text":
        return not isinstance(value, date) and value >= 1 and value % 1 == 0
    return kind == "number" and not isinstance(value, date)
