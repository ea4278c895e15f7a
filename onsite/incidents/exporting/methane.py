"""A METHANE report on paper: what is said of a major incident, letter by letter.

What nobody has said yet has lines to write on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.incidents.exporting import phrases
from onsite.incidents.methane.letters import asks
from onsite.language import _
from onsite.paper.sheet import Grid, Heading, Row, Sheet, Signed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.incidents.exporting.gathering import Given
    from onsite.incidents.methane.prompts import Prompt

_BLANK = "\n".join(["…" * 30] * 3)
"""Room for what is written by hand."""


def report(given: Given, prompts: Iterable[Prompt]) -> Sheet:
    """The report of the one incident that is given away.

    Args:
        given: it.
        prompts: what is known of each letter, in their order.
    """
    told = given.told[0]
    rows = tuple(
        Row((each.sign, asks(each.letter), each.text or _BLANK), _said(given, each))
        for each in prompts
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


def _said(given: Given, prompt: Prompt) -> str:
    """When it was so, and who said so; nothing of what the incident itself tells."""
    if not prompt.said:
        return ""
    who = prompt.reporter or given.known.person(prompt.operator)
    return " · ".join([phrases.moment(given.plan, prompt.happened_ms), who])
