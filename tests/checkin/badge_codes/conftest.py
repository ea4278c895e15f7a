"""Desks of one event."""

from __future__ import annotations

import pytest

from tests.checkin.badge_codes.event import Desks


@pytest.fixture
def desks(tmp_path, clock):
    opened = Desks(tmp_path, clock)
    yield opened
    opened.close()
