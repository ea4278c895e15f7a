"""A card with a hand-written number stands for its guest until the real badge does."""

from __future__ import annotations

import pytest

from onsite.badges.temporary import MARK, card_codes, give, offered, returned
from onsite.checkin.desk.codes import is_code
from onsite.errors import BadInputError, NotPossibleError
from onsite.roster.service import holders
from tests.checkin.conftest import Roll, plan

__all__ = ["plan"]


@pytest.fixture
def jane(site, plan):
    return Roll(site).add("Jane Doe", "JANE001")


def test_a_card_is_a_code_of_its_guest(site, plan, jane) -> None:
    assert site.write_now(give, jane, " kx rfp", "Maria") == "TEMP-KXRFP"
    assert site.read_now(holders, "TEMP-KXRFP") == [jane]
    assert site.read_now(is_code, plan, site.journal.signer, "TEMP-KXRFP")
    assert site.read_now(card_codes, jane) == {"TEMP-KXRFP": jane}


def test_another_card_takes_the_place_of_the_first(site, jane) -> None:
    site.write_now(give, jane, "TEMP-41", "Maria")
    site.write_now(give, jane, "42", "Maria")
    assert site.read_now(card_codes, jane) == {"TEMP-42": jane}


def test_the_same_card_again_records_nothing(site, jane) -> None:
    site.write_now(give, jane, "42", "Maria")
    before = site.read_now(entries)
    site.write_now(give, jane, "42", "Maria")
    assert site.read_now(entries) == before


def test_the_real_badge_takes_the_card_away(site, jane) -> None:
    site.write_now(give, jane, "42", "Maria")
    facts = site.read_now(returned, jane)
    site.write_now(lambda journal, rows: journal.append(rows, *facts, operator="Maria"))
    assert site.read_now(card_codes, jane) == {}


def test_nobody_gets_somebody_elses_card(site, plan, jane) -> None:
    john = Roll(site).add("John Roe", "JOHN001")
    site.write_now(give, jane, "42", "Maria")
    with pytest.raises(NotPossibleError, match="was given to somebody before"):
        site.write_now(give, john, "42", "Maria")


@pytest.mark.parametrize("card", ["", "1", "a b!c", "-4", "x" * 17])
def test_what_no_card_says_is_not_taken(site, jane, card) -> None:
    with pytest.raises(BadInputError):
        site.write_now(give, jane, card, "Maria")


def test_a_number_that_somebody_has_is_not_offered(site, jane) -> None:
    site.write_now(give, jane, "CCCCC", "Maria")
    letters = iter("CCCCCDDDDD")
    assert MARK + site.read_now(offered, lambda _all: next(letters)) == "TEMP-DDDDD"


def entries(rows) -> int:
    return rows.exec_driver_sql("select count(*) from journal_entry").scalar()
