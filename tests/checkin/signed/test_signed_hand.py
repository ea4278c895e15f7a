"""A signed code through a hand scanner whose keyboard is another one's."""

from __future__ import annotations

import pytest

from onsite.checkin.signed.hand import signed_code
from onsite.plan.reading import read
from onsite.scanner.hand.heard import Heard
from onsite.scanner.hand.layouts import Pair, typed
from onsite.scanner.settings import HandSettings
from tests.checkin.conftest import PLAN
from tests.roster.signed.samples import CODES, PUBLIC_KEY_PEM, TAMPERED

SIGNED = read(f"{PLAN}\n[signed_tickets]\nkeys = ['''{PUBLIC_KEY_PEM}''']\nproducts.3 = 'regular'")
SETTINGS = HandSettings()


@pytest.mark.parametrize("pair", [Pair("us", "us"), Pair("us", "de"), Pair("us", "fr")])
def test_whatever_keyboard_it_went_through(pair):
    for code in CODES:
        assert signed_code(SIGNED, Heard(typed(code, pair)), SETTINGS) == code


def test_what_was_joined_to_it_or_came_as_bytes():
    code = CODES[0]
    assert signed_code(SIGNED, Heard(code[3:], joined=code[:3]), SETTINGS) == code
    assert signed_code(SIGNED, Heard(f"]Q1{code}", keyed=False), SETTINGS) == code
    assert signed_code(SIGNED, Heard("?", others=(code,), keyed=False), SETTINGS) == code


@pytest.mark.parametrize("text", [TAMPERED, CODES[0][1:], "WS-4K7QX", "Mia Klein", ""])
def test_anything_else_is_none(text):
    assert signed_code(SIGNED, Heard(text), SETTINGS) == ""
    assert signed_code(read(PLAN), Heard(CODES[0]), SETTINGS) == ""
