"""What there is to say about single rows of a list, in codes; `wording` says it in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """What is the matter with a row."""

    NO_PERSON = "no_person"
    """Neither a name nor a code: the row cannot be used."""
    SHORT = "short"
    """Fewer cells than headers; the missing ones are empty."""
    LONG = "long"
    """More cells than headers; `detail` is what they hold."""
    CUT = "cut"
    """A value beyond all measure was cut; `detail` is its header."""
    DAMAGED_CODE = "damaged_code"
    """A spreadsheet made a rounded number of the code, which `detail` is."""
    NO_CODE = "no_code"
    """The list has codes, this row has none; one was made."""
    BAD_TIME = "bad_time"
    """`detail` is no time; the ticket has no limit there."""
    STATUS = "status"
    """`detail` is no status known here; `also` is how it was taken."""
    PAYMENT = "payment"
    """`detail` does not say whether somebody has paid; `also` is how it was taken."""
    HEADER = "header"
    """The line is the header although lines stand above it."""
    UNASSIGNED = "unassigned"
    """A ticket without a name."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark. `line` is the line of the file on which the row begins."""

    line: int
    trouble: Trouble
    detail: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class Twin:
    """A row that shares something with an earlier one."""

    line: int
    first: int
    """The line of the earlier row."""
    shared: str
    """`row`: it repeats the earlier one, which is used; `code`: different people have one code;
    `person`: one person has two tickets."""
    detail: str = ""
