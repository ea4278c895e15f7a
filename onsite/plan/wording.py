"""What is wrong with a plan, in words."""

from __future__ import annotations

import difflib
import re
import zoneinfo
from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING, Any

from onsite.language import N_, _
from onsite.plan.agreement import CONDITION
from onsite.plan.conditions import wording as conditions
from onsite.plan.examples import LINES, TABLES, section_of
from onsite.plan.incidents import wording as incidents
from onsite.plan.zones import wording as zones

if TYPE_CHECKING:
    from onsite.plan.agreement import Place

FACTS = {"plan.published": N_("Plan published")}
"""What is called how; see `fact_words`."""

_SHOWN = 40

_SENTENCES = {
    "missing": N_("this is needed and is not there."),
    "extra_forbidden": N_("there is no such key here."),
    "string_type": N_("{value} is not a text; put it in quotes."),
    "string_too_short": N_("this is empty."),
    "string_too_long": N_("this is longer than {max_length} characters."),
    "identifier": N_(
        "{value} is not an id: use up to 40 of a–z, 0–9, - and _, and begin with a letter or digit."
    ),
    "colour": N_("{value} is not a colour: write # and six digits of 0–9 and a–f, in quotes."),
    "literal_error": N_("{value} is none of: {known}."),
    "bool_type": N_("{value} is neither true nor false; write one of them without quotes."),
    "int_type": N_("{value} is not a whole number; write one without quotes."),
    "float_type": N_("{value} is not a number; write one without quotes."),
    "finite_number": N_("{value} is not a number; write one without quotes."),
    "greater_than": N_("{value} is not more than {gt:g}."),
    "less_than_equal": N_("{value} is more than {le:,.0f}."),
    "greater_than_equal": N_("{value} is less than {ge:,.0f}."),
    "tuple_type": N_("{value} is not a list; put it in square brackets."),
    "dict_type": N_("{value} is not a table."),
    "model_type": N_("{value} is not a table."),
    "too_short": N_("this is empty; at least one is needed."),
    "day": N_("{value} is not a day; write year-month-day."),
    "clock": N_("{value} is not a time of day; write hours:minutes in quotes, 00:00 to 23:59."),
    "morning": N_("{value} is not before noon; this is the hour until which yesterday lasts."),
    "letters": N_("{value} is not a list of letters: write A-M, not M-A, and commas between."),
    "time_zone": N_("{value} is not a time zone; write Region/City."),
    "unknown_reference": N_("{value} does not stand under [{section}]."),
    "unknown_key": N_("“{key}” does not stand under [{section}]. Known here: {known}."),
    "case_type_name": N_("a type of one's own needs a name."),
    "role_of_actions": N_("“{role}” is not a role. Known here: {roles}."),
    "unknown_role": N_("{value} is not a role. Known here: {roles}."),
    "badge_twice": N_("{value} is the badge of “{owner}” already."),
    "vip_nobody": N_("this says of nobody who it is: give their code, e-mail or name."),
    "vip_twice": N_("{value} is the VIP “{owner}” already."),
    "size": N_("{value} is not a size: write up to 12 letters and digits, as XL."),
    "stock_of_sizes": N_("where there are sizes, each has its own number: leave this out."),
    "size_twice": N_("“{size}” is the same size as “{first}”."),
    "goods_place": N_(
        'things are handed out where kind = "gift"; “{checkpoint}” is of kind = "{kind}".'
    ),
    "never_returned": N_(
        'nobody can give it back at “{checkpoint}”, which has direction = "entry".'
    ),
    "printer_address": N_(
        "{value} is not the address of a printer: write ipp://host/ipp/print, zpl://host, "
        "brother://host?model=QL-820NWB&label=62, spooler:NAME or folder:PATH."
    ),
    "printer_model": N_("the model in {value} is none of: {known_ones}."),
    "printer_label": N_("the label in {value} is none of: {known_ones}."),
    "printer_pair": N_("the model in {value} does not take that label."),
    "printer_dpi": N_("such a printer has none of {value} dots to the inch, but {heads}."),
    "paper": N_(
        "{value} is not a size: write A5, A6, A7, CR80 or width x height in mm, as 100x150."
    ),
    "walk_to_itself": N_("this is the stage itself: name another one."),
    "minutes_crossed": N_("{less} comes later, so it is not more than {more}."),
    "room_twice": N_("{value} is the stage “{owner}” already."),
    "cue_target_reserved": N_("every stage has “{id}” already: use another id."),
    "cue_address_missing": N_("such a target needs an address."),
    "cue_http": N_(
        "{value} is not a web address: write http://host:port/path, without user and password."
    ),
    "cue_osc": N_("{value} is not an address of OSC: write osc://host:port/path."),
    "cue_sound": N_("{value} is not a sound: write {sounds}, or the path of a WAV file."),
    "cue_caller": N_("somebody calls it: leave the address out."),
    "cue_only_http": N_('only a target of kind = "http" has that.'),
    "cue_header": N_("this is not a header that can be sent."),
    "cue_braces": N_("only {{value}} stands in braces, and in web targets ${{NAME}}."),
    "cue_secret": N_(
        "the plan is on every laptop, so no secret stands in it: write ${{NAME}}, and set NAME in "
        "the environment of the laptop that runs the stage."
    ),
    "size_and_roll": N_("either size or roll is said, not both."),
    "too_long": N_("these are more than {max_length}."),
    "public_key": N_(
        "{value} is not a public key: write the PEM of an Ed25519 key, or its Base64, in quotes."
    ),
    "product": N_("{value} is not a product: write its number, or product-variation, as 3 or 3-7."),
    "ends_before": N_("{value} is before the day on which it begins."),
    "repeated_day": N_("{value} is there twice."),
    "day_outside": N_("{value} is not a day of the event ({days})."),
    "window_outside": N_("{value} is not a day of this checkpoint ({days})."),
    "limit": N_("{value} is neither a number nor a day; write one of them without quotes."),
    "limit_of_another_kind": N_("{value} is no limit for an answer of the kind “{kind}”."),
    "limits_crossed": N_("{value} is less than least = {least}: nothing could be answered."),
    "no_choices": N_("there is nothing to choose from: add choices."),
    "choices_alone": N_('only a question of kind = "choice" has choices.'),
    "never_open": N_("it closes at the same minute as it opens."),
    "claimed_twice": N_("{value} stands for the category “{owner}” already."),
    "shut_out": N_(
        "“{checkpoint}” does not let “{category}” in: add the category to that checkpoint, "
        "or leave it out here."
    ),
    **incidents.SENTENCES,
    **zones.SENTENCES,
}
_GUESSED = ("extra_forbidden", "literal_error", "unknown_reference", "unknown_id", "time_zone")
_ANYTHING = N_("{value} cannot stand here: {reason}.")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong, in codes: pydantic's, the model's own, or a disagreement's."""

    place: Place
    code: str
    value: Any
    details: dict[str, Any] = field(default_factory=dict)
    offset: int | None = None
    """Within the value, a text: the characters that stand before it."""


def sentence(mistake: Mistake, data: dict[str, Any]) -> str:
    """What is wrong, and what was meant perhaps.

    Args:
        mistake: what is wrong.
        data: the whole plan, to look for what was meant.
    """
    code = mistake.code
    told = {key: _safe(each) for key, each in mistake.details.items()}
    told["value"] = shown_value(mistake.value)
    if code.startswith(CONDITION):
        told = {key: str(each) for key, each in told.items()}
        return conditions.sentence(code.removeprefix(CONDITION), told)
    if code == "string_pattern_mismatch":
        code = "colour" if mistake.place[-1] == "colour" else "identifier"
        code = "size" if "sizes" in mistake.place else code
        code = "type_word" if mistake.place[2:3] == ("keys",) else code
    elif code == "int_from_float":
        code = "int_type"
    told["key"] = shown_key(mistake.place[-1:])
    told["known"] = ", ".join(_known(mistake, data))
    said = _(_SENTENCES.get(code, _ANYTHING)).format(**told)
    return f"{said} {_hint(mistake, data)}".strip()


def guess(mistake: Mistake, data: dict[str, Any]) -> str:
    """What was meant perhaps; empty where nothing is close."""
    if mistake.code not in _GUESSED:
        return ""
    wrong = mistake.place[-1] if mistake.code == "extra_forbidden" else mistake.value
    close = difflib.get_close_matches(str(wrong)[:_SHOWN], _known(mistake, data), 1)
    return close[0] if close else ""


def _hint(mistake: Mistake, data: dict[str, Any]) -> str:
    close = guess(mistake, data)
    if close:
        return _("Did you mean “{guess}”?").format(guess=close)
    known = _known(mistake, data)
    if known and mistake.code in ("extra_forbidden", "unknown_reference", "unknown_id"):
        return _("Known here: {known}.").format(known=", ".join(known))
    return ""


def _known(mistake: Mistake, data: dict[str, Any]) -> list[str]:
    """What may stand at that place."""
    if mistake.code == "extra_forbidden":
        section = section_of(mistake.place)
        return list(LINES.get(section, {}) if section else TABLES)
    if mistake.code == "literal_error":
        return re.findall("'([^']*)'", mistake.details["expected"])
    if mistake.code == "unknown_id":
        return [each for each in str(mistake.details["ids"]).split(", ") if each]
    if mistake.code in ("unknown_reference", "unknown_key"):
        table = data.get(mistake.details["section"])
        return [shown_key((key,)) for key in table] if isinstance(table, dict) else []
    return sorted(zoneinfo.available_timezones()) if mistake.code == "time_zone" else []


def shown_value(value: Any) -> str:
    """A value as the user wrote it, or nearly so: short, and without control characters."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]"
    if isinstance(value, int):
        # Python refuses to write very long numbers in decimal.
        return str(value) if abs(value) < 10**_SHOWN else _short(f"{value:#x}")
    if isinstance(value, date | time | float):
        return str(value)
    return _("“{value}”").format(value=_short(str(value)))


def shown_key(place: Place) -> str:
    """A place as it is written in TOML, elements counted from 1."""
    shown = ""
    for part in place:
        if isinstance(part, int):
            shown += f"[{part + 1}]"
            continue
        plain = part.isascii() and part.replace("-", "").replace("_", "").isalnum()
        name = part if plain and len(part) <= _SHOWN else f'"{_short(part)}"'
        shown += f".{name}" if shown else name
    return shown


def _short(text: str) -> str:
    return printable(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")


def _safe(detail: Any) -> Any:
    return printable(detail) if isinstance(detail, str) else detail


def printable(text: str) -> str:
    """A text without the characters that could steer a terminal."""
    return "".join(char if char.isprintable() else "�" for char in text)
