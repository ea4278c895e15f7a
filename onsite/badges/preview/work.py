"""What the preview knows: the design, the people, and the picture of one of their badges.

It knows no widget.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from onsite.badges.preview.people import SAMPLES, Named, chosen, everybody, worst
from onsite.badges.preview.shots import Studio, Wanted
from onsite.badges.preview.watching import FilesWatched
from onsite.badges.templates.shelves import FOLDER, Folder, Published, names_in, shipped
from onsite.errors import OnsiteError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from onsite.badges.preview.people import Which
    from onsite.badges.preview.shots import Shot
    from onsite.badges.templates.holder import Holder
    from onsite.badges.templates.model import Template
    from onsite.badges.templates.shelves import Shelf
    from onsite.plan.model import Plan
    from onsite.wiring import Site

SAMPLE_CODE = ("B1X" + "SAMPLE" * 4 + "00", "SAMP-LEBA-DGE0")
"""As long as a real one; no key has made it, and no desk takes it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is on the screen."""

    shot: Shot | None = None
    """The last picture that could be made; stays while the file has a mistake."""
    error: OnsiteError | None = None
    """Why there is no newer one."""
    holder: Holder | None = None


class PreviewWork:
    """One design, tried on one person after the other.

    Args:
        name: of the design; empty for the first there is.
        folder: of the user's own designs.
    """

    def __init__(self, name: str = "", folder: Path | None = None) -> None:
        self.name, self.folder = name, folder
        self.which: Which = "longest"
        self.attendee = ""
        """Whom to begin with; among everybody."""
        self.at = 0
        self.side = 0
        self.mono = False
        self.seen = Seen()
        self.people: Sequence[Named] = ()
        """Whom the design is tried on, in their order; nobody while there is no list."""
        self.photos: Path | None = None
        """Where portraits lie; None before a store is open."""
        self._site: Site | None = None
        self._plan: Plan | None = None
        self._template: Template | None = None
        self._given = Published()
        """What was given to this station."""
        self._use(folder)

    def choose(self, name: str) -> None:
        """Show another design."""
        self.name, self._template = name, None
        self.seen = Seen()
        self._use(self.folder)

    def step(self, steps: int) -> None:
        """Another person; behind the last comes the first."""
        many = len(self.people) or len(SAMPLES)
        self.at = (self.at + steps) % many

    def turn(self) -> None:
        """The other side, where there is one."""
        sides = self.seen.shot.sides if self.seen.shot is not None else 1
        self.side = (self.side + 1) % sides

    async def names(self) -> tuple[str, ...]:
        """Every design there is."""
        return await asyncio.to_thread(names_in, self._studio.shelves)

    async def open(self, site: Site) -> None:
        """Begin: the plan, the people, the design."""
        from onsite.badges.printing.output import PHOTOS

        self._site, self.photos = site, site.data / PHOTOS
        self._given = await site.read(given_designs)
        self._use(self.folder)
        if not self.name:
            self.name = next(iter(await self.names()), "")
        await self.gather()

    async def gather(self) -> None:
        """Read again who there is."""
        if self._site is None:
            return
        from onsite.plan.service import current

        self._plan = await self._site.read(current)
        people = await self._site.read(everybody)
        found = chosen(people, self.which)
        if self.which == "worst":
            found = await self._worst(found)
        self.people, self.at = found, min(self.at, max(len(found) - 1, 0))
        ids = [each.attendee for each in found]
        if self.attendee in ids:
            self.at, self.attendee = ids.index(self.attendee), ""

    async def changed(self) -> bool:
        """Whether the files of the designs are others than at the last look."""
        return await asyncio.to_thread(self._files.changed)

    async def reload(self) -> None:
        """Read the design again; where it has a mistake, the last good one stays."""
        try:
            self._template = await asyncio.to_thread(self._studio.template, self.name)
        except OnsiteError as error:
            self.seen = replace(self.seen, error=error)
        else:
            self.seen = replace(self.seen, error=None)

    async def draw(self) -> None:
        """Make the picture of whoever is shown."""
        template, mistake = self._template, self.seen.error
        if template is None:
            return
        holder = await self.holder()
        wanted = Wanted(holder, self.side, self.mono)
        try:
            shot = await asyncio.to_thread(self._studio.shoot, template, wanted)
        except OnsiteError as error:
            self.seen = replace(self.seen, error=error, holder=holder)
        else:
            self.seen = Seen(shot, mistake, holder)

    async def holder(self) -> Holder:
        """Whose badge is shown."""
        if not self.people or self._site is None or self._plan is None:
            return coded(SAMPLES[self.at % len(SAMPLES)])
        whom = self.people[self.at].attendee
        found = await self._site.read(holders_of, self._plan, [whom], self.photos)
        return found[whom] if whom in found else coded(SAMPLES[0])

    async def _worst(self, suspects: Sequence[Named]) -> list[Named]:
        if self._site is None or self._plan is None:
            return []
        if self._template is None:
            await self.reload()
        template = self._template
        if template is None:
            return list(suspects)
        whom = [each.attendee for each in suspects]
        holders = await self._site.read(holders_of, self._plan, whom, self.photos)
        return await asyncio.to_thread(weighed, self._studio, template, suspects, holders)

    def _use(self, folder: Path | None) -> None:
        self._studio = Studio(shelves_of(folder, self._given))
        own = (folder,) if folder is not None else ()
        self._files = FilesWatched((*own, shipped().path))


def coded(holder: Holder) -> Holder:
    """The holder with a code to look at, where there is none yet."""
    if holder.code:
        return holder
    code, typed = SAMPLE_CODE
    return replace(holder, code=code, typed=typed)


def placed(given: str) -> tuple[str, Path | None]:
    """The name and the folder that somebody means by a name, or by the path of a file."""
    path = Path(given)
    if path.suffix == ".toml":
        return path.stem, path.resolve().parent
    beside = Path(FOLDER).resolve()
    return given, beside if beside.is_dir() else None


def given_designs(rows: Connection) -> Published:
    """The designs that were given to this station."""
    from onsite.badges.templates.publishing import published

    return published(rows)


def shelves_of(folder: Path | None, given: Published) -> tuple[Shelf, ...]:
    """The user's own designs, then those that were given to every station, then the shipped ones.

    Args:
        folder: in which the user's own lie; None where there are none.
        given: what was given to this station.
    """
    own = (Folder(folder),) if folder is not None else ()
    return (*own, given, shipped())


def holders_of(
    rows: Connection, plan: Plan, whom: Sequence[str], photos: Path | None
) -> dict[str, Holder]:
    """What badges say of these people, each with a code to look at, and their portraits."""
    from onsite.badges.templates.holding import holder

    return {each: coded(holder(rows, plan, each, None, photos)) for each in whom}


def weighed(
    studio: Studio, template: Template, suspects: Sequence[Named], holders: dict[str, Holder]
) -> list[Named]:
    """Those with the most faults; lays all of them out, so it belongs in a thread."""
    return worst(suspects, lambda who: studio.faults(template, holders[who.attendee]))
