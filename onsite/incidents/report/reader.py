"""What reads the line of a new incident, and reports it: loaded while the line stands already."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.clock import from_ms, to_ms
from onsite.errors import OnsiteError
from onsite.incidents import naming, outcomes, service, wording
from onsite.incidents.service import NewIncident
from onsite.plan.service import current

if TYPE_CHECKING:
    from onsite.incidents.log.drafts import Draft
    from onsite.incidents.oneline.reading import Problem, Reading
    from onsite.incidents.oneline.words import Words
    from onsite.incidents.outcomes import Outcome
    from onsite.incidents.report.line import Kept
    from onsite.plan.model import Plan
    from onsite.wiring import Site


@dataclass(frozen=True, slots=True)
class Reader:
    """The plan in force, and what a line may name by it."""

    site: Site
    plan: Plan
    words: Words

    def read(self, text: str) -> Reading:
        """What a line says."""
        return naming.read_line(self.plan, self.words, text, self.site.clock.now())

    def preview(self, read: Reading) -> tuple[tuple[str, str], ...]:
        """What was read, in words: kinds, and what of each."""
        return naming.preview(self.plan, self.words, read)

    def problem(self, found: Problem) -> str:
        """What nobody knows of a line."""
        return wording.problem(self.plan, found)

    def outcome(self, done: Outcome) -> str:
        """What came of it, in a sentence."""
        return wording.outcome(self.plan, done)

    def begun_at(self, draft: Draft) -> str:
        """When something was begun, by the clock on the wall."""
        return f"{self.plan.local(from_ms(draft.begun.at_ms)):%H:%M:%S}"

    async def send(self, kept: Kept, read: Reading, *, drill: bool) -> Outcome | None:
        """Report it; None where nothing was typed.

        Raises:
            OnsiteError: it is not reported; with the sentence for the user.
        """
        draft = kept.draft
        if draft is None:
            return None
        # What is being written of it is to be on the disk before it is sent, not after. Where it
        # cannot be, the report says so itself.
        with suppress(OnsiteError):
            await kept.write()
        by = outcomes.by(self.site.clock, self.site.operator)
        done = await self.site.write(service.report, self.plan, by, _new(draft, read, drill=drill))
        kept.take_up(None)
        return done


async def reader_of(site: Site) -> Reader | None:
    """What reads a line by the plan in force; None as long as there is no plan."""
    plan = await site.read(current)
    return None if plan is None else Reader(site, plan, await site.read(naming.words, plan))


def _new(draft: Draft, read: Reading, *, drill: bool) -> NewIncident:
    """What is reported: it has happened when its first key was pressed, or when the line says."""
    return NewIncident(
        draft.begun,
        read.text,
        types=read.types,
        severity=read.severity,
        zone=read.zone,
        units=read.people,
        happened_ms=to_ms(read.happened) if read.happened is not None else None,
        drill=drill,
        id=draft.id,
    )
