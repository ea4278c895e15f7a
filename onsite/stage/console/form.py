"""The fields of an item as lines of a form, and what was written there as fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, get_args

from onsite.cleaning import clean
from onsite.errors import BadInputError
from onsite.language import _
from onsite.roster.acts.form import FormLine
from onsite.stage.fields import Clearable, ItemFields, Speaker
from onsite.stage.hours import as_typed
from onsite.stage.people import BETWEEN, speakers
from onsite.stage.shell.finding import instant, span
from onsite.stage.wording import KINDS, RULES, length

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.plan.model import Plan
    from onsite.stage.console.board import Board

_LENGTHS = ("length_ms", "shortest_ms", "qa_ms", "warn_ms", "danger_ms")
_CLEARABLE = get_args(Clearable)
LONGEST = 300
"""So many characters a text has at most."""


def lines_of(fields: ItemFields, plan: Plan, day: str) -> tuple[FormLine, ...]:
    """The lines of a form for an item, with what is said of it."""
    usual, hint = _("as usual"), _("minutes: 20, 1:30, 1h15")
    kinds, rules = _words(KINDS), _words(RULES)
    named = f"{BETWEEN} ".join(each.name for each in fields.speakers or ())
    start = as_typed(fields.start_ms, plan, day) if fields.start_ms is not None else ""
    return (
        FormLine("title", _("Title"), fields.title or ""),
        FormLine("speakers", _("Speakers"), named, hint=_("several with ; between them")),
        FormLine("start_ms", _("Start"), start, hint="14:05"),
        FormLine("length_ms", _("Length"), _long(fields.length_ms), hint=hint),
        FormLine("kind", _("Kind"), _(KINDS[fields.kind or "talk"]), choices=kinds),
        FormLine("rule", _("Begins"), _(RULES[fields.rule or "linked"]), choices=rules),
        FormLine("shortest_ms", _("Shortest"), _long(fields.shortest_ms), hint=_("fixed")),
        FormLine("qa_ms", _("Q&A at its end"), _long(fields.qa_ms), hint=_("none")),
        FormLine("warn_ms", _("Warning"), _long(fields.warn_ms), hint=usual),
        FormLine("danger_ms", _("Danger"), _long(fields.danger_ms), hint=usual),
        FormLine("notes", _("Notes"), fields.notes or ""),
    )


def new_fields(board: Board, after: str) -> tuple[FormLine, ...]:
    """The lines of a form for an item that is to come after another one."""
    before = board.own.rundown.by_id.get(after)
    start_ms = before.end_ms if before is not None else None
    return lines_of(ItemFields(start_ms=start_ms), board.plan, board.day)


def changes(
    board: Board, before: Mapping[str, str], written: Mapping[str, str]
) -> tuple[ItemFields, tuple[Clearable, ...]]:
    """What is different from what stood there before, and what is to be as usual again.

    Raises:
        BadInputError: something cannot be read, or an item has no title or start.
    """
    if not written["title"].strip():
        raise BadInputError(_("The item needs a title."))
    if not written["start_ms"].strip():
        raise BadInputError(_("The item needs a start."), _("Write a time of day: 14:05."))
    other = {key: text.strip() for key, text in written.items() if before.get(key) != text}
    cleared = [key for key, text in other.items() if not text and key in _CLEARABLE]
    said = {
        key: _read(board, key, text)
        for key, text in other.items()
        if text or (before.get(key) and key not in cleared)
    }
    return ItemFields(**said), tuple(cast("Clearable", each) for each in cleared if before)


def _read(board: Board, key: str, text: str) -> Any:
    if key == "start_ms":
        return instant(board.plan, board.day, text)
    if key in _LENGTHS:
        return span(text or "0", least=0)
    if key in ("kind", "rule"):
        return _code(KINDS if key == "kind" else RULES, text)
    if key == "speakers":
        return speakers(text, _speaking(board))
    return clean(text)[:LONGEST]


def _code(words: Mapping[str, str], text: str) -> str:
    """The code of a word in the language in use, or the code itself."""
    wanted = text.casefold()
    for code, word in words.items():
        if wanted in (code, _(word).casefold()):
            return code
    raise BadInputError(
        _("“{value}” is none of them.").format(value=text),
        _("Choose one of: {known}.").format(known=", ".join(_words(words))),
    )


def _speaking(board: Board) -> list[Speaker]:
    """Everybody who speaks that day, on any stage."""
    items = (fields for kept in board.kept.values() for fields in kept.fields.values())
    return [each for fields in items for each in fields.speakers or ()]


def _words(codes: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(_(word) for word in codes.values())


def _long(ms: int | None) -> str:
    return length(ms) if ms is not None else ""
