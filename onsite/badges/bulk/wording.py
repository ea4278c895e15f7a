"""What is wrong with names, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _

if TYPE_CHECKING:
    from onsite.badges.bulk.suspects import Suspect


_KINDS = {
    "empty": (N_("no name"), N_("Ask for the name, and correct it.")),
    "placeholder": (N_("a placeholder"), N_("Ask who it is, or cancel the ticket.")),
    "email": (N_("an e-mail address instead of a name"), N_("Ask for the name.")),
    "address": (N_("an address of the web in the name"), N_("Ask for the name.")),
    "mojibake": (N_("letters that a system has broken"), N_("Write it as it was meant.")),
    "entities": (N_("marks of a web page"), N_("Write the letters that they stand for.")),
    "signs": (N_("signs that cannot be seen"), N_("Write it anew, by hand.")),
    "missing": (
        N_("signs that no font has: {text}"),
        N_("Write the name in other letters, or print this badge elsewhere."),
    ),
    "duplicate": (
        N_("is on the list more than once: {text}"),
        N_("Merge the records, or the same person gets two badges."),
    ),
    "too_long": (
        N_("too long for the badge"),
        N_("Agree on a shorter form, or give the field more lines in the design."),
    ),
    "no_badge": (N_("the badge cannot be made: {text}"), N_("Change the design.")),
    "company": (N_("the name is that of the company"), N_("Ask who will come.")),
    "digits": (N_("digits in the name"), N_("Correct the name if they do not belong there.")),
    "title": (N_("a title in the name"), N_("Leave it if they want it so, or take it out.")),
    "capitals": (N_("all capitals"), N_("Write the name as it is written in a letter.")),
    "small": (N_("all small letters"), N_("Write the name as it is written in a letter.")),
    "no_picture": (N_("the picture is missing or damaged"), N_("Give another picture.")),
    "namesake": (
        N_("has a namesake: {text}"),
        N_("Nothing, but the desk asks for the company or the order."),
    ),
}
_FIELDS = {
    "name": N_("name"),
    "given": N_("given name"),
    "family": N_("family name"),
    "company": N_("company"),
    "position": N_("position"),
    "category": N_("category"),
    "photo": N_("photo"),
}


def finding(suspect: Suspect) -> str:
    """What is wrong, where it is, what it says, and what was meant where that can be told."""
    said = _(_KINDS[suspect.kind][0]).format(text=suspect.text)
    if suspect.field != "name":
        field = _(_FIELDS[suspect.field]) if suspect.field in _FIELDS else suspect.field
        said = _("{field}: {said}").format(field=field, said=said)
        if suspect.field in ("company", "position") and suspect.text not in said:
            said = f"{said}: {suspect.text}"
    if not suspect.better:
        return said
    return _("{said}. Perhaps: {better}").format(said=said, better=suspect.better)


def detail(suspect: Suspect) -> str:
    """What a finding says besides its kind, where the kind stands above it; or nothing."""
    field = _(_FIELDS.get(suspect.field, suspect.field)) if suspect.field != "name" else ""
    shown = "{text}" in _KINDS[suspect.kind][0] or suspect.field in ("company", "position")
    said = ": ".join(part for part in (field, suspect.text if shown else "") if part)
    return f"{said} \u2192 {suspect.better}".lstrip() if suspect.better else said


def kind(of: str) -> str:
    """What is wrong, without whose text it is."""
    return _(_KINDS[of][0]).format(text="").rstrip(":： ")


def remedy(of: str) -> str:
    """What to do about a kind."""
    return _(_KINDS[of][1])
