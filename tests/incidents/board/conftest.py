"""What is open of an evening, and the checklists of a morning."""

from __future__ import annotations

import pytest

from tests.incidents.equipment.conftest import equipment  # noqa: F401 - a fixture


@pytest.fixture
def evening(log):
    """A fall, a projector, a lost child, an exercise."""
    fall = log.reported("fall, conscious", id="a1", types=("medical",), zone="h2", units=("lin",))
    log.reported("projector flickers", id="b2", types=("technical",), zone="foyer", place="left")
    log.reported("looks for its parents", id="c3", types=("lost-child",), zone="foyer")
    log.reported("smoke", id="d4", types=("fire",), zone="h2", drill=True)
    log.task(fall, "Fetch the AED")
    log.entry(fall, "Medics on their way")
    log.clock.advance(seconds=30)
    return log
