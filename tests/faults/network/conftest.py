"""A rig of its own for each test."""

from __future__ import annotations

import pytest

from onsite.journal import features
from tests.faults.network.rig import Rig


@pytest.fixture
async def rig(tmp_path):
    """An event with a lead and a hub."""
    features.load()
    async with Rig(tmp_path) as made:
        yield made
