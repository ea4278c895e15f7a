"""How old somebody is, where the list says it in a column of its own."""

from __future__ import annotations

from datetime import UTC, date
from functools import lru_cache

from onsite.roster.formats.format import word, words
from onsite.roster.formats.values import instant

_OLDEST = 150
_BORN = words(
    *("Date of birth", "Birth date", "Birthdate", "Birthday", "DOB", "Born"),
    *("Geburtsdatum", "Geburtstag", "Date de naissance", "Né le", "Née le"),
    *("Fecha de nacimiento", "出生日期", "出生年月日", "生日", "生年月日", "誕生日"),
)
_AGE = words("Age", "Alter", "Âge", "Edad", "年龄", "年齡", "年齢")


@lru_cache(maxsize=4_096)
def born(extra: tuple[tuple[str, str], ...]) -> date | int | None:
    """The date of birth, else the age; None where the list says neither.

    Args:
        extra: as in `Record`: the columns that are kept as they are.
    """
    cells = {word(header): value for header, value in extra}
    for header in _BORN & cells.keys():
        found = instant(cells[header], UTC)
        if found is not None:
            return found.date()
    ages = (cells[header] for header in _AGE & cells.keys())
    return next((int(age) for age in ages if age.isdecimal() and int(age) <= _OLDEST), None)
