"""What can wait begins once the work area shows what it was opened for."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from onsite import at_leisure
from onsite.at_leisure import LOOKS, site_at_leisure
from onsite.ui.base import BaseScreen


class Filling(BaseScreen):
    """A work area that shows nothing for so many looks."""

    left = 0
    looks = 0

    @property
    def is_filled(self) -> bool:
        self.looks += 1
        return self.looks > self.left


@pytest.mark.parametrize(("left", "looks"), [(0, 1), (3, 4), (999, LOOKS)])
async def test_what_can_wait_waits_for_the_first_look_but_not_for_ever(monkeypatch, left, looks):
    monkeypatch.setattr(at_leisure, "LOOK_S", 0)
    screen = object.__new__(Filling)
    screen.left = left

    async def ready() -> str:
        return "site"

    app = SimpleNamespace(site_ready=ready, screen=screen)
    assert await site_at_leisure(app) == "site"
    assert screen.looks == looks


async def test_the_empty_board_is_not_filled(monkeypatch):
    from onsite.incidents.screen import IncidentsScreen

    screen = object.__new__(IncidentsScreen)
    for survey, filled in ((None, False), (object(), True)):
        screen.survey = survey
        assert screen.is_filled is filled
