"""What the log is told of equipment.

It is made of the plan's own words and of signs, as on paper, for it is read in more languages than
one: `[ ]` is what nobody has looked at, `[!]` what has failed, `[ok]` what is well again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.incidents.acting import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.incidents.equipment.reading import Sheet

OPEN, FAILED, WELL = "[ ]", "[!]", "[ok]"
_LONGEST = 300
"""Characters of what a page can say; more stands in entries."""


def of_late(late: Sequence[Sheet]) -> tuple[str, tuple[str, ...]]:
    """What an incident says of them, and what it needs entries for besides."""
    late = _latest(late)
    whole = [f"{each.name}: {', '.join(item.text for item in each.unfinished)}" for each in late]
    text = f"{OPEN} {' · '.join(whole)}"
    if len(text) <= _LONGEST:
        return text, ()
    counts = (f"{each.name} {len(each.unfinished)}/{len(each.items)}" for each in late)
    return words(f"{OPEN} {' · '.join(counts)}"), tuple(
        f"{OPEN} {each.name}: {item.text}" for each in late for item in each.unfinished
    )


def line(sign: str, what: str, note: str) -> str:
    """What the log is told of one thing."""
    return f"{sign} {what}: {note}" if note else f"{sign} {what}"


def _latest(late: Sequence[Sheet]) -> list[Sheet]:
    """Of each checklist the last round that is late: after a gap it stands for those before."""
    return list({each.round.checklist: each for each in late}.values())
