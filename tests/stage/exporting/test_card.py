"""The timekeeper's card: one page, and no key of the console is missing."""

from __future__ import annotations

import pytest

from onsite import language
from onsite.stage.console.keys import KEYS
from onsite.stage.exporting.card import SECTIONS, card
from onsite.stage.exporting.paper import draw
from tests.stage.exporting.test_export_commands import pages

ON_CARD = {"delete": "Del", "enter": "Enter", "space": "Space", "alt+up": "Alt+↑", "alt+down": "↓"}
AS_WELL = {"minus", "plus", "equals_sign"}


def test_every_key_of_the_console_is_on_it() -> None:
    printed = {part for _title, keys in SECTIONS for key, _does in keys for part in key.split()}
    bound = {key for binding in KEYS for key in binding.key.split(",")}
    lower = {key for key in bound if not (len(key) == 1 and key.isupper())} - AS_WELL
    wanted = {ON_CARD.get(key, key.upper() if key[0] == "f" and key[1:] else key) for key in lower}
    assert wanted - printed == set()


@pytest.mark.parametrize("code", language.LANGUAGES)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_it_is_one_page(tmp_path, code, paper) -> None:
    before = language.current()
    language.use(code)
    try:
        with (tmp_path / "card.pdf").open("wb") as out:
            assert draw([card("Main stage", "Summit")], out, paper=paper) == 1
    finally:
        language.use(before)
    (text,) = pages(tmp_path / "card.pdf")
    assert "Main stage" in text
    assert "Summit" in text
