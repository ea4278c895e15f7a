"""A METHANE report on paper: what is said of a major incident, letter by letter.

After the model of the United Kingdom's Joint Emergency Services Interoperability Principles. What
nobody has said yet has a line to write on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.incidents.exporting import phrases
from onsite.incidents.exporting.paper import Grid, Heading, Row, Sheet, Signed
from onsite.language import N_, _

if TYPE_CHECKING:
    from onsite.incidents.exporting.gathering import Given, Told

KIND = "incident.methane"
LETTERS = {
    "major": ("M", N_("Major incident: declared, or on standby?")),
    "exact": ("E", N_("Exact location")),
    "type": ("T", N_("Type of incident")),
    "hazards": ("H", N_("Hazards, present or suspected")),
    "access": ("A", N_("Access: routes that are safe")),
    "number": ("N", N_("Number of casualties, and how they are")),
    "emergency": ("E", N_("Emergency services: there, and needed")),
}
_BLANK = "\n".join(["…" * 30] * 3)
"""Room for what is written by hand."""


def report(given: Given) -> Sheet:
    """The report of the one incident that is given away."""
    told = given.told[0]
    known = {**_known(given, told), **_said(told)}
    rows = tuple(
        Row((letter, _(asks), known.get(key) or _BLANK)) for key, (letter, asks) in LETTERS.items()
    )
    return Sheet(
        f"METHANE · {told.incident.number}",
        phrases.as_of(given),
        phrases.label(given),
        (
            Heading(phrases.heading(given.plan, told.incident)),
            Grid(("", _("Asked"), _("Said")), (9, 62, 0), rows),
            Signed((_("Passed to: name, service"), _("By: name, time"))),
        ),
        phrases.banner(given),
    )


def _said(told: Told) -> dict[str, str]:
    """What was said last of each letter, in the order of the journal."""
    lines = (each for each in told.lines if each.kind == KIND and each.strike is None)
    last = {
        line.details["letter"]: line.details.get("text", "")
        for line in sorted(lines, key=lambda each: (each.time, each.name))
    }
    return {letter: text for letter, text in last.items() if text}


def _known(given: Given, told: Told) -> dict[str, str]:
    """What the incident itself says, where nobody has said more."""
    incident, plan = told.incident, given.plan
    if incident.veiled:
        return {"exact": phrases.where(plan, incident)}
    said = [phrases.kinds(plan, incident), incident.text]
    return {
        "exact": phrases.where(plan, incident),
        "type": "\n".join(filter(None, said)),
    }
