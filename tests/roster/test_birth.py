"""How old somebody is, from the columns of a list."""

from __future__ import annotations

from datetime import date

import pytest

from onsite.roster.birth import born


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ((), None),
        ((("Shirt", "M"),), None),
        ((("Date of birth", "1990-03-12"),), date(1990, 3, 12)),
        ((("Geburtsdatum", "12.03.1990"),), date(1990, 3, 12)),
        ((("出生日期", "1990年3月12日"),), date(1990, 3, 12)),
        ((("DOB", "1990-03-12 00:00:00"),), date(1990, 3, 12)),
        ((("Age", "17"),), 17),
        ((("Alter", "17"), ("Birthday", "1990-03-12")), date(1990, 3, 12)),
        ((("Birthday", "in May"), ("Age", "17")), 17),
        ((("Age", "young"),), None),
        ((("Age", "1990"),), None),
        ((("Age", "-3"),), None),
    ],
)
def test_the_date_of_birth_comes_before_the_age(extra, expected):
    assert born(extra) == expected
