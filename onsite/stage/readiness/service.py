"""Saying how far a speaker is, and taking it back. When it has returned, it is on disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onsite.errors import BadInputError
from onsite.language import _
from onsite.stage.acting import known_stage, title, unknown
from onsite.stage.readiness.facts import SpeakerReady
from onsite.stage.readiness.reading import readiness, said_by
from onsite.stage.reading import rundown
from onsite.stage.rights import may_run, running

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.stage.outcomes import Press
    from onsite.stage.readiness.facts import State
    from onsite.stage.readiness.reading import Ready
    from onsite.stage.readiness.rules import Mark
    from onsite.stage.reading import Kept

What = Literal["took", "already", "at-desk", "refused"]
"""`already`: it was so before. `at-desk`: they were let in at a check-in desk, where alone that is
taken back. `refused`: the operator may not."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of saying it, in codes; `wording.checked` says it."""

    what: What
    state: State
    holds: bool
    name: str
    """Of the speaker."""
    title: str
    """Of the item."""
    mark: Mark | None = None
    """Who had said it, or let them in, where it was so before."""
    roles: tuple[str, ...] = ()
    """Ids of those who may, where the operator may not."""


@dataclass(frozen=True, slots=True)
class Check:
    """What is said of a speaker."""

    item: str
    speaker: str
    state: State
    holds: bool = True


def check(
    journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str, said: Check
) -> Checked:
    """Say how far a speaker is with an item, or take it back.

    Raises:
        BadInputError: the rundown has no such item, or it no such speaker.
    """
    known_stage(plan, press.stage)
    kept = rundown(rows, plan, press.stage, press.day)
    ready = _speaker(readiness(rows, plan, kept).get(said.item, ()), kept, said)
    mark = ready.marks.get(said.state)
    told = (said.state, said.holds, ready.name, title(kept, said.item))
    if not may_run(rows, plan, operator):
        return Checked("refused", *told, roles=running(plan))
    if said_by(rows, kept, press.key):
        return Checked("took", *told, mark)
    if said.holds == (mark is not None):
        return Checked("already", *told, mark)
    if mark is not None and mark.checkpoint:
        return Checked("at-desk", *told, mark)
    fact = SpeakerReady(
        stage=press.stage,
        day=press.day,
        item=said.item,
        speaker=said.speaker,
        state=said.state,
        holds=said.holds,
        undoes=mark.presses if mark is not None else (),
        at_ms=press.at_ms,
        press=press.key,
    )
    journal.append(rows, fact, operator=operator)
    return Checked("took", *told)


def _speaker(known: tuple[Ready, ...], kept: Kept, said: Check) -> Ready:
    if said.item not in kept.fields:
        raise unknown(kept, said.item)
    found = next((each for each in known if each.speaker.id == said.speaker), None)
    if found is not None:
        return found
    names = ", ".join(each.name for each in known)
    raise BadInputError(
        _("The item has no speaker “{value}”.").format(value=said.speaker),
        _("They are: {known}.").format(known=names)
        if names
        else _("Name some with “onsite stage edit set ITEM --speaker NAME”."),
    )
