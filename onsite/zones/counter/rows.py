"""A recount as it is typed: a line for each row of seats, or one for the whole. Pure."""

from __future__ import annotations

from onsite.errors import BadInputError
from onsite.language import _

_MOST = 1_000_000
"""People."""
MOST_ROWS = 2000
LONGEST = 80
"""Characters of a name."""

Row = tuple[str, int]
"""What it is called, if it is called anything, and how many are in it."""


def row(typed: str) -> Row:
    """A line: `23`, or a name and a number as `row 14 23`.

    Raises:
        BadInputError: it does not end in a number of people.
    """
    name, _space, number = typed.strip().rpartition(" ")
    if not (number.isascii() and number.isdecimal()) or int(number) > _MOST:
        raise BadInputError(
            _("“{line}” ends in no number of people.").format(line=typed.strip()),
            _("Write how many people, as 23, or a row and how many, as: row 14 23."),
        )
    return name.strip()[:LONGEST], int(number)


def rows_of(drafted: str) -> tuple[Row, ...]:
    """The lines that were typed so far, from what `draft_of` made of them."""
    return tuple(row(line) for line in drafted.splitlines())


def draft_of(rows: tuple[Row, ...]) -> str:
    """The same as a text."""
    return "\n".join(f"{name} {people}".strip() for name, people in rows)


def people(rows: tuple[Row, ...]) -> int:
    """How many in all."""
    return sum(many for _name, many in rows)


def parts(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows as they are recorded: a whole that was counted at once has none."""
    if len(rows) == 1 and not rows[0][0]:
        return ()
    return tuple((name or str(place), many) for place, (name, many) in enumerate(rows, 1))
