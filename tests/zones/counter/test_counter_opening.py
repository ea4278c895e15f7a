"""Opening the counter screen from the shell: only in a zone that the plan has."""

from __future__ import annotations

import pytest

from onsite.errors import BadInputError, NotPossibleError
from onsite.shell import Shell
from onsite.sync import opening
from onsite.zones.counter.opening import open_counter


@pytest.fixture
def shell(hall):
    return Shell(data=hall.data, operator="Bo")


@pytest.mark.parametrize("zone", ["hall", "Great hall", "GREAT HALL"])
def test_a_zone_is_named_by_its_id_or_its_name(shell, monkeypatch, zone):
    opened = []
    monkeypatch.setattr(opening, "open_area", lambda *given: opened.append(given) or 0)
    assert open_counter(shell, zone) == 0
    assert opened == [(shell, "counter", {"zone": "hall"})]


def test_a_zone_that_there_is_not_opens_nothing(shell):
    with pytest.raises(BadInputError, match="The plan has no zone “hal”"):
        open_counter(shell, "hal")


def test_it_needs_a_terminal(shell):
    with pytest.raises(NotPossibleError, match="“onsite count --help” in scripts"):
        open_counter(shell, "hall")
