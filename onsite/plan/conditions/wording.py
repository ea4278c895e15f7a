"""What is wrong with a condition, in words."""

from __future__ import annotations

from onsite.language import N_, _

_COMPARISON = N_(
    "a comparison, as: entries today < 1, time >= 22:00, category = regular, vip or outside"
)
_WANTED = {
    "comparison": _COMPARISON,
    "flag": N_("vip, speaker, paid, inside or present today"),
    "sign": N_("one of < <= = != >= >"),
    "order": N_("one of < <= >= >: nobody comes at exactly one instant"),
    "order_of_names": N_("= or != or in or not in: names are neither more nor less"),
    "choice": N_("= or != or in or not in"),
    "number": N_("a whole number of up to 1,000,000"),
    "clock": N_("a time of day, as 22:00"),
    "moment": N_(
        "a time: 22:00, 2026-11-24 18:00, ticket start, ticket end, admission, start, end, "
        "first admission, first start or last end; perhaps with + 10 min or - 10 min"
    ),
    "day": N_("a day, as 2026-11-24"),
    "weekday": N_("a day of the week, as Mon or Sunday"),
    "name": N_("a name; several words stand in quotes, as 'Early bird'"),
}
SENTENCES = {
    "empty": N_("this is empty; write a comparison, as: entries < 3"),
    "long": N_("this is longer than {most} characters; write several lines."),
    "many": N_("these are more than {most} comparisons, and no door needs so many."),
    "deep": N_("the brackets are nested too deep."),
    "strange": N_("“{word}” stands in no condition."),
    "open_quote": N_("a name is not closed: a quotation mark {word} is missing."),
    "rest": N_("“{word}” is too much; put “and”, “or” or a comma before it, or quotes around it."),
    "missing": N_("after “{after}” something is missing: {wanted}."),
    "instead": N_("“{word}” stands in the place of {wanted}."),
    "list": N_("{value} is not a list; put it in square brackets."),
    "shape": N_("{value} is not a condition: write a text in quotes, or {{ any = [ … ] }}."),
    "table": N_("a table here has one key: {{ any = [ … ] }} or {{ all = [ … ] }}."),
    "empty_group": N_("“{key}” has nothing in it."),
    "no_category": N_("“{word}” does not stand under [categories]. Known here: {known}."),
    "none_category": N_("“{word}” does not stand under [categories]: nothing does."),
    "no_ticket": N_("no category has the ticket “{word}”; add it to the category's tickets."),
    "none_ticket": N_("no category has the ticket “{word}”; add it to a category's tickets."),
    "no_gate": N_("this checkpoint has no gate “{word}”. Its gates: {known}."),
    "none_gate": N_('this checkpoint has no gates; write: gates = {{ a = "Gate A" }}'),
    "no_day": N_("{word} is not a day of the event ({known})."),
    "not_set": N_('“{word}” is not known; write the time under [event], as: {key} = "08:00"'),
    "doubtful": N_(
        "“{word}” is a category here too. If that is meant, write it after a comma: "
        "category in …, {word}. If not, put “{word}” first."
    ),
    "never": N_("“{text}” can never be: then nobody comes in by it."),
    "never_category": N_("“{text}” can never be: this checkpoint lets other categories in."),
    "never_now": N_("“{text}” can never be: this checkpoint is not open then."),
    "never_paid": N_("“{text}” can never be, unless with: admits_unpaid = true"),
    "exclude": N_("“{text}” excludes what must hold together with it: this can never be."),
    "first": N_("“{text}” is not so for anybody who comes for the first time: nobody comes in."),
}
"""By the code of the flaw."""
EXAMPLE = 'allow = ["entries today < 1", "time >= 22:00"]'


def sentence(code: str, details: dict[str, str]) -> str:
    """What is wrong, and what was meant perhaps.

    Args:
        code: of `SENTENCES`.
        details: what it needs; `value` is what stands there.
    """
    wanted = details.get("wanted", "")
    said = _(SENTENCES[code]).format(**{**details, "wanted": _(_WANTED.get(wanted, wanted))})
    meant = details.get("guess", "")
    asked = _("Did you mean “{guess}”?").format(guess=meant)
    return f"{said} {asked}" if meant else said
