"""An event of several desks, and the badges that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.codes import keys
from onsite.badges.codes.making import badge_code
from onsite.badges.facts import BadgeIssued
from onsite.checkin.facts import Direction
from onsite.checkin.service import Attempt, scan
from onsite.checkin.wording import sentence, title
from onsite.plan.service import current, publish
from onsite.roster.facts import AttendeeListed, Record
from onsite.roster.listing import short_hash
from tests.checkin.conftest import PLAN
from tests.sync.community import Community, hand, written

if TYPE_CHECKING:
    from pathlib import Path

    from onsite.badges.codes.code import BadgeCode
    from onsite.checkin.views import Answer
    from onsite.journal.facts import Fact
    from onsite.wiring import Site
    from tests.conftest import ManualClock


class Desks:
    """The lead's station and two desks: `lead`, `here` and `there`; nobody has met anybody."""

    def __init__(self, folder: Path, clock: ManualClock, plan: str = PLAN) -> None:
        self.clock = clock
        self.event = Community(folder, clock)
        self.lead = self.event.lead
        self.lead.write_now(publish, plan, "Maria")
        self.here, self.there = (self.event.station(name) for name in ("Here", "There"))

    def meet(self, *sites: Site) -> None:
        """Everybody has everything from now on, and shares the keys as the app does."""
        for _round in range(2):
            for writer in sites:
                entries = written(writer)
                for reader in sites:
                    if reader is not writer:
                        assert hand(entries, reader).quarantined == 0
            for site in sites:
                site.write_now(keys.share, "")

    def meet_all(self) -> None:
        self.meet(self.lead, self.here, self.there)

    def listed(self, site: Site, name: str, **fields) -> str:
        """Somebody on the list, as one station knows it; answers their id."""
        who = short_hash("test", name)
        record = Record(name=name, category="Regular", codes=(f"T-{name}",), **fields)
        record_(site, AttendeeListed(attendee=who, source="test", source_key=name, record=record))
        return who

    def issued(self, site: Site, who: str, generation: int = 1, why: str = "first") -> BadgeCode:
        """A badge that a station has issued."""
        record_(site, BadgeIssued(attendee=who, generation=generation, why=why))
        return made(site, who, generation)

    def close(self) -> None:
        self.event.close()


def record_(site: Site, *facts: Fact) -> None:
    site.write_now(lambda journal, rows: journal.append(rows, *facts, operator="Maria"))


def made(site: Site, who: str, generation: int = 1) -> BadgeCode:
    """The code of a badge, of which nothing else is recorded."""
    return site.write_now(badge_code, site.read_now(current), who, generation, "Maria")


def at_door(
    site: Site,
    code: str,
    direction: Direction = Direction.ENTRY,
    checkpoint: str = "door",
    *,
    by_hand: bool = False,
) -> Answer:
    """A scan, each with a key of its own."""
    key = f"{site.data.name}-{len(written(site))}"
    attempt = Attempt(key, checkpoint, site.operator, direction, code=code, by_hand=by_hand)
    return site.write_now(scan, site.read_now(current), attempt)


def said(site: Site, answer: Answer) -> str:
    """The answer in words."""
    verdict, plan = answer.verdict, site.read_now(current)
    assert plan is not None
    return f"{title(verdict)}: {sentence(verdict, plan, site.clock.now())}"
