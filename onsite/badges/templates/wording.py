"""What is wrong with a template, in words."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

from onsite.badges.templates.conditions import WORDS
from onsite.badges.templates.examples import keys_at
from onsite.badges.templates.fields import FIELDS
from onsite.badges.templates.model import KINDS, SIZES
from onsite.language import N_, _
from onsite.plan.conditions import wording as conditions
from onsite.plan.wording import printable, shown_value

if TYPE_CHECKING:
    from onsite.plan.wording import Mistake

CONDITION = "condition."
"""How the codes of flaws in conditions begin."""
_SENTENCES = {
    "missing": N_("this is needed and is not there."),
    "extra_forbidden": N_("there is no such key here."),
    "string_type": N_("{value} is not a text; put it in quotes."),
    "string_too_short": N_("this is empty."),
    "string_too_long": N_("this is longer than {max_length} characters."),
    "identifier": N_(
        "{value} is not an id: use up to 40 of a–z, 0–9, - and _, and begin with a letter or digit."
    ),
    "ink": N_("{value} is not a colour: write # and six digits of 0–9 and a–f, or “category”."),
    "file_name": N_(
        "{value} is not a picture beside this file: write its name without a folder, as logo.png."
    ),
    "literal_error": N_("{value} is none of: {known}."),
    "bool_type": N_("{value} is neither true nor false; write one of them without quotes."),
    "int_type": N_("{value} is not a whole number; write one without quotes."),
    "float_type": N_("{value} is not a number; write one without quotes."),
    "finite_number": N_("{value} is not a number; write one without quotes."),
    "greater_than_equal": N_("{value} is less than {ge:,g}."),
    "less_than_equal": N_("{value} is more than {le:,g}."),
    "tuple_type": N_("{value} is not a table of layers; write each as [layers.ID]."),
    "list_type": N_("{value} is not a list; put it in square brackets."),
    "dict_type": N_("{value} is not a table."),
    "model_type": N_("{value} is not a table."),
    "too_short": N_("this is empty; at least one is needed."),
    "size": N_("{value} is not a size: write {known}, or {{ width = 105, height = 148 }}."),
    "kind": N_("{value} is no kind of layer. Known here: {known}."),
    "no_layer": N_("there is no layer {value} here. Known here: {known}."),
    "brace": N_("“{word}” stands alone: fields are written as {{name}}, a brace itself twice."),
    "field": N_("there is no field “{word}”. Known here: {known}, and {{extra COLUMN}}."),
    "sizes_crossed": N_("{value} is more than size_max = {most:g}."),
    "too_low": N_("in {value} mm not one line of {points:g} points finds room."),
    "small_code": N_("a code of {value} mm cannot be read: make it {least:g} mm at least."),
    "outside": N_("the layer ends {by:g} mm outside of the badge and its bleed."),
    "margin": N_("the layer ends {by:g} mm inside of the margin of {margin:g} mm."),
    "outside_group": N_("the layer ends {by:g} mm outside of its group."),
    "margins": N_("{value} mm on both sides leave nothing of the badge."),
    "no_back": N_('a back is printed with fold = "back" or "butterfly" only.'),
    "empty_back": N_("there is nothing on the back; write its layers as [back.ID]."),
    "roll_fold": N_("what comes from a roll has no back and is not folded."),
    "no_picture": N_("there is no file {value} beside this one."),
    "large_picture": N_("{value} is larger than {kilobytes} kB; make the picture smaller."),
    "not_picture": N_("{value} is neither a PNG nor a JPEG picture."),
}
_ANYTHING = N_("{value} cannot stand here: {reason}.")
_CONDITION = N_(
    "something of the holder, as: company, not company, category = speaker, press or vip and photo"
)
_PATTERNS = {
    "^#[0-9a-fA-F]{6}": "ink",
    "^(#[0-9a-fA-F]{6}": "ink",
    "^[a-z0-9]": "identifier",
    "^[A-Za-z0-9]": "file_name",
}


def sentence(mistake: Mistake, data: dict[str, Any]) -> str:
    """What is wrong, and what was meant perhaps.

    Args:
        mistake: what is wrong.
        data: the whole template, to look for what was meant.
    """
    if mistake.code.startswith(CONDITION):
        return _of_condition(mistake)
    told = {key: _safe(each) for key, each in mistake.details.items()}
    told.setdefault("known", ", ".join(known(mistake, data)))
    told["value"] = told.get("shown") or shown_value(mistake.value)
    said = _(_SENTENCES.get(_code(mistake), _ANYTHING)).format(**told)
    meant = guess(mistake, data)
    if meant:
        asked = _("Did you mean “{guess}”?").format(guess=meant)
        return f"{said} {asked}"
    if mistake.code == "extra_forbidden":
        listed = _("Known here: {known}.").format(known=told["known"])
        return f"{said} {listed}"
    return said


def guess(mistake: Mistake, data: dict[str, Any]) -> str:
    """What was meant perhaps; empty where nothing is close."""
    if mistake.code.startswith(CONDITION):
        return _meant(str(mistake.details.get("word", "")), WORDS)
    wrong: Any = mistake.details.get("word", mistake.value)
    if mistake.code == "extra_forbidden":
        wrong = mistake.place[-1]
    return _meant(str(wrong), known(mistake, data))


def known(mistake: Mistake, data: dict[str, Any]) -> tuple[str, ...]:
    """What may stand at that place; empty where that is anything."""
    code = _code(mistake)
    if code == "literal_error":
        return tuple(re.findall("'([^']*)'", mistake.details["expected"]))
    if code == "extra_forbidden":
        return tuple(keys_at(mistake.place, data))
    found: Any = {
        "size": tuple(SIZES),
        "kind": tuple(KINDS),
        "field": FIELDS,
        "no_layer": mistake.details.get("paths", ()),
    }
    return tuple(found.get(code, ()))


def _code(mistake: Mistake) -> str:
    code = {
        "union_tag_invalid": "kind",
        "model_attributes_type": "model_type",
        "int_from_float": "int_type",
    }.get(mistake.code, mistake.code)
    if code == "model_type" and mistake.place == ("size",):
        return "size"
    if code == "string_pattern_mismatch":
        pattern = str(mistake.details.get("pattern", ""))
        return next((said for start, said in _PATTERNS.items() if pattern.startswith(start)), code)
    return code


def _of_condition(mistake: Mistake) -> str:
    details = {key: str(_safe(each)) for key, each in mistake.details.items()}
    meant = guess(mistake, {})
    if details.get("wanted") == "comparison":
        details["wanted"] = _(_CONDITION)
    if meant and details.get("word", "").casefold() not in WORDS:
        details["guess"] = meant
    return conditions.sentence(mistake.code.removeprefix(CONDITION), details)


def _meant(word: str, choices: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(word.casefold()[:40], [*choices], 1) if word else []
    return close[0] if close and word not in choices else ""


def _safe(detail: Any) -> Any:
    return printable(detail) if isinstance(detail, str) else detail
