"""A deed about cues, with the rundown and its cues as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _
from onsite.stage import reading
from onsite.stage.acting import known_stage, unknown
from onsite.stage.clock.steady import Reading
from onsite.stage.cues.reading import Cues, cues
from onsite.stage.rights import may_run, running

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.stage.cues.cue import Cue, Standing
    from onsite.stage.outcomes import Press
    from onsite.stage.reading import Kept


@dataclass(frozen=True, slots=True)
class Doing:
    """One deed about cues, with all that it needs to know."""

    journal: Journal
    rows: Connection
    plan: Plan
    press: Press
    operator: str
    kept: Kept
    known: Cues

    @property
    def where(self) -> dict[str, Any]:
        """The fields that each of its facts has."""
        press = self.press
        return {"stage": press.stage, "day": press.day, "press": press.key}

    def cue(self, cue: str) -> Cue:
        """The cue of that id.

        Raises:
            BadInputError: there is none.
        """
        found = self.known.named(cue)
        if found is None:
            raise BadInputError(
                _("There is no such cue."), _("“onsite stage cues list” lists them.")
            )
        return found

    def standing(self, cue: str) -> Standing:
        """How it stands.

        Raises:
            BadInputError: there is no such cue, or its item is not there any more.
        """
        found = self.cue(cue)
        show = self.kept.show(self.press.at_ms)
        for each in self.known.standings(self.kept, show, self.press.at_ms):
            if each.cue.id == found.id:
                return each
        raise unknown(self.kept, found.item)

    def append(self, fact: Any) -> None:
        """Record it."""
        self.journal.append(self.rows, fact, operator=self.operator)

    @property
    def again(self) -> Doing:
        """As the store says now."""
        return read_for(self.journal, self.rows, self.plan, self.press, self.operator)


def begin(journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str) -> Doing:
    """For an operator who may.

    Raises:
        BadInputError: the plan has no such stage.
        NotPossibleError: this operator may not run a stage.
    """
    known_stage(plan, press.stage)
    if not may_run(rows, plan, operator):
        names = ", ".join(plan.roles[role].name for role in running(plan))
        raise NotPossibleError(
            _("You may not do anything about cues."),
            _("These may: {roles}. They sign in with Ctrl+S, or with --operator.").format(
                roles=names
            ),
        )
    return read_for(journal, rows, plan, press, operator)


def read_for(journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str) -> Doing:
    """Whoever asks."""
    now = Reading(press.at_ms, journal.station, press.boot, press.boot_ms) if press.boot else None
    kept = reading.rundown(rows, plan, press.stage, press.day, now)
    return Doing(journal, rows, plan, press, operator, kept, cues(rows, press.stage, press.day))
