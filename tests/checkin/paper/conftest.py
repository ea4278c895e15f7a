"""A list on paper that was made at half past nine, an hour before now."""

from __future__ import annotations

import pytest

from onsite.checkin.paper.desk import TickDesk
from onsite.checkin.paper.facts import PaperListMade
from onsite.clock import to_ms

LABEL = "K7Q2P"


@pytest.fixture
def people(roll):
    return [
        roll.add("Jane Doe", "HS-JANE1-2345X", company="Acme"),
        roll.add("Max Muster", "HS-MAX01-2345X"),
        roll.add("王小明", "HS-WANG1-2345X", payment="unpaid"),
    ]


@pytest.fixture
def listed(site, people, clock):
    """Numbers 1 to 3; somebody else came later and is on no list."""
    fact = PaperListMade(
        list=LABEL,
        made_ms=to_ms(clock.now()),
        checkpoint="door",
        people=len(people),
        first=1,
        attendees=tuple(people),
    )
    site.store.write_now(lambda rows: site.journal.append(rows, fact, operator="Maria"))
    clock.advance(hours=1, seconds=30)
    return people


@pytest.fixture
async def desk(site, listed):
    opened = TickDesk(site)
    await opened.open()
    return opened
