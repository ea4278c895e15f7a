"""A stage whose speaker is on the list, a desk that lets them in, and whoever fetches them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from onsite.checkin import service as desk
from onsite.checkin.facts import Direction
from onsite.roster.facts import AttendeeListed, Record
from onsite.stage.readiness import service
from onsite.stage.readiness.reading import readiness

if TYPE_CHECKING:
    from onsite.stage.readiness.reading import Ready
    from onsite.stage.readiness.service import Checked
    from onsite.wiring import Site
    from tests.stage.keeping import Keeper

ADA = Record(
    name="Ada",
    company="Analytical",
    email="ada@example.org",
    phone="+44 20 7946 0000",
    codes=("ADA-1",),
    speaker=True,
    extra=(("Liaison", "Grace"), ("Liaison phone", "+1 555 0100"), ("Green room", "B2")),
)


def list_ada(site: Site) -> None:
    listed = AttendeeListed(attendee="a", source="t", source_key="a", record=ADA)
    site.write_now(lambda journal, rows: journal.append(rows, listed, operator="M"))


@dataclass
class Backstage:
    """Says how far the speakers of one stage are."""

    keeper: Keeper
    keys: count = field(default_factory=count)

    @property
    def site(self) -> Site:
        return self.keeper.site

    @property
    def ready(self) -> dict[str, tuple[Ready, ...]]:
        return self.site.read_now(readiness, self.keeper.plan, self.keeper.kept)

    @property
    def states(self) -> set[str]:
        """Of Ada, for her talk."""
        return {*self.ready["talk"][0].marks}

    def say(self, state: str, *, holds: bool = True, item: str = "talk", **said) -> Checked:
        check = service.Check(item, said.pop("speaker", "ada"), state, holds=holds)
        press = said.pop("at", None) or self.keeper.press()
        who = said.pop("by", "Thandi")
        return self.site.write_now(service.check, self.keeper.plan, press, who, check)

    def scan(
        self,
        *,
        code: str = "ADA-1",
        leaving: bool = False,
        site: Site | None = None,
        answer: str = "admit",
    ) -> str:
        """Ada comes to a desk; answers the key of the scan."""
        key = f"scan-{next(self.keys)}"
        way = Direction.EXIT if leaving else Direction.ENTRY
        attempt = desk.Attempt(
            key=key, checkpoint="door", operator="Maria", direction=way, code=code
        )
        given = (site or self.site).write_now(desk.scan, self.keeper.plan, attempt)
        assert given.verdict.outcome.value == answer, given
        return key

    def take_back(self, key: str, *, site: Site | None = None) -> None:
        """The desk says that a scan never was."""
        keeper = self.keeper
        (site or self.site).write_now(desk.undo, keeper.plan, key, "a wrong badge", "Maria")
