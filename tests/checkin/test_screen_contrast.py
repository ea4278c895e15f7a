"""Every pair of colours on the desk has a contrast of 4.5 or more, in every theme."""

from __future__ import annotations

import pytest

from onsite.ui.themes import NAMES
from tests.checkin.desk_stage import Hands, desk_app
from tests.ui.test_contrast import weak_pairs


@pytest.mark.parametrize("theme", NAMES)
async def test_the_desk(site, plan, roll, theme):
    roll.add("Ada Łukasik", "CODE-1", order="O1", company="Analytical")
    roll.add("Ada Byron", "CODE-2", order="O1", blocked=True)
    app = desk_app(site)
    async with app.run_test(size=(120, 40)) as pilot:
        await app.site_ready()
        app.theme = theme
        hands = Hands(pilot)
        await hands.settle()
        weak = weak_pairs(app)
        for code in ("CODE-1", "CODE-1", "NOBODY"):
            await hands.scan(code)
            weak |= weak_pairs(app)
        await hands.press("f5")
        weak |= weak_pairs(app)
        await hands.scan("CODE-1")
        weak |= weak_pairs(app)
        await hands.type("ada")
        weak |= weak_pairs(app)

    assert weak == set()
