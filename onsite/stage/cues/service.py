"""What is said of cues and done about them. When a function has returned, it is on disk."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _
from onsite.stage.acting import unknown
from onsite.stage.cues import facts
from onsite.stage.cues.checking import check, tidy
from onsite.stage.cues.doing import begin, read_for
from onsite.stage.cues.rules import FIRED, PRESS_MS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.stage.cues.cue import Cue, Standing
    from onsite.stage.cues.doing import Doing
    from onsite.stage.cues.facts import CueFields
    from onsite.stage.engine.show import Show
    from onsite.stage.outcomes import Press

_MOST = 2_000
"""So many cues a rundown may have."""
_AT_LEAST_ON = ("done", "firing")


@dataclass(frozen=True, slots=True)
class Claim:
    """A cue that is to be carried out now, by nobody else: that is on disk."""

    stage: str
    day: str
    cue: Cue
    run: str
    shot: str
    operator: str
    """Who has pressed the key; of what is due by itself, who has started the item."""
    due_ms: int | None = None
    by_clock: bool = False


def add(  # noqa: PLR0913, PLR0917 - what every service takes, where and what
    journal: Journal,
    rows: Connection,
    plan: Plan,
    press: Press,
    operator: str,
    item: str,
    fields: CueFields,
) -> Cue:
    """Give an item a cue; the same press again gives it no second one.

    Raises:
        BadInputError: there is no such item, or the cue makes no sense.
        NotPossibleError: this operator may not run a stage.
    """
    at = begin(journal, rows, plan, press, operator)
    key = press.key[:8]
    before = at.known.named(key)
    if before is not None:
        return before
    if item not in at.kept.rundown.by_id:
        raise unknown(at.kept, item)
    if len(at.known.cues) >= _MOST:
        raise BadInputError(_("A rundown has at most {most} cues.").format(most=_MOST))
    said = tidy(fields)
    check(plan, press.stage, said.model_dump(exclude_none=True))
    at.append(facts.CueAdded(**at.where, cue=key, item=item, fields=said))
    return at.again.cue(key)


def change(  # noqa: PLR0913, PLR0917 - what every service takes, which and what
    journal: Journal,
    rows: Connection,
    plan: Plan,
    press: Press,
    operator: str,
    cue: str,
    changes: CueFields,
) -> Cue:
    """Change what is named of a cue; the rest stays, whatever it is by then.

    Raises:
        BadInputError: there is no such cue, or it would make no sense.
        NotPossibleError: this operator may not run a stage.
    """
    at = begin(journal, rows, plan, press, operator)
    known, said = at.cue(cue), tidy(changes)
    other = {
        key: value
        for key, value in said.model_dump(exclude_none=True).items()
        if getattr(known, key) != value
    }
    if not other:
        return known
    whole = {key: getattr(known, key) for key in facts.CueFields.model_fields}
    check(plan, press.stage, {**whole, **other}, other)
    at.append(facts.CueChanged(**at.where, cue=cue, changes=facts.CueFields(**other)))
    return at.again.cue(cue)


def remove(
    journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str, cue: str
) -> Cue:
    """Take a cue out of the rundown; what it has done stays on record.

    Raises:
        BadInputError: there is no such cue.
        NotPossibleError: this operator may not run a stage.
    """
    at = begin(journal, rows, plan, press, operator)
    known = at.cue(cue)
    at.append(facts.CueRemoved(**at.where, cue=cue))
    return known


def stand_by(
    journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str, cue: str
) -> Standing:
    """Call a cue to stand by; the next key fires it.

    Raises:
        BadInputError: there is no such cue.
        NotPossibleError: this operator may not run a stage.
    """
    at = begin(journal, rows, plan, press, operator)
    known = at.standing(cue)
    if known.record.stood_by_ms is None and known.state not in _AT_LEAST_ON:
        at.append(facts.CueStoodBy(**_of_run(at, known)))
    return at.again.standing(cue)


def done(
    journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str, cue: str
) -> Standing:
    """Say that a cue was done by hand: it is not fired any more.

    Raises:
        BadInputError: there is no such cue.
        NotPossibleError: this operator may not run a stage.
    """
    at = begin(journal, rows, plan, press, operator)
    known = at.standing(cue)
    if known.state != "done":
        at.append(facts.CueDone(**_of_run(at, known)))
    return at.again.standing(cue)


def take(journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str) -> str:
    """Fire the cues of the rundown from this station from now on, until another one starts an item.

    Returns:
        The other station that fired them until now, as far as is known here; empty for none.
        As long as it does not hear of this, it goes on.

    Raises:
        NotPossibleError: this operator may not run a stage.
    """
    at = begin(journal, rows, plan, press, operator)
    show = at.kept.show(press.at_ms)
    before = at.known.keeper(at.kept, show, show.running)
    at.append(facts.CuesTaken(**at.where, at_ms=press.at_ms))
    return before if before != journal.station else ""


def claim(  # noqa: PLR0913 - what every service takes, which, and whether once more
    journal: Journal,
    rows: Connection,
    plan: Plan,
    press: Press,
    operator: str,
    cue: str,
    *,
    again: bool = True,
) -> Claim | None:
    """Take a cue to be fired by a key; None where that very key has just fired one.

    Args:
        journal: of this station.
        rows: the store.
        plan: the plan in force.
        press: of the key.
        operator: who has pressed it.
        cue: its id.
        again: whether one that has failed, or is done already, is fired once more.

    Raises:
        BadInputError: there is no such cue.
        NotPossibleError: this operator may not run a stage, it is being fired at this moment, or
            another station fires the cues; or it was fired, and is not to be fired again.
    """
    at = begin(journal, rows, plan, press, operator)
    known = at.standing(cue)
    if _is_same_press(at):
        return None
    if known.state == "firing":
        raise NotPossibleError(_("It is being fired; wait for what comes of it."))
    if known.state in FIRED and not again:
        raise NotPossibleError(
            _("Cue {cue} was fired, or done by hand.").format(cue=known.cue.name),
            _("r fires it again: w shows the cues of an item."),
        )
    _mine(at, known)
    return _claimed(at, known, by_clock=False)


def claim_due(
    journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str, cue: str
) -> Claim | None:
    """Take a cue to be fired because it is due; None where it is not, or is another's to fire.

    What was fired once in a run is never fired again by this, also not after a restart: whoever
    writes first has it.
    """
    at = read_for(journal, rows, plan, press, operator)
    show = at.kept.show(press.at_ms)
    for each in at.known.standings(at.kept, show, press.at_ms):
        if each.cue.id == cue and each.state == "due":
            mine = at.known.keeper(at.kept, show, each.cue.item) == journal.station
            who = _starter(at, show, each.cue.item)
            return _claimed(replace(at, operator=who), each, by_clock=True) if mine else None
    return None


def ended(
    journal: Journal, rows: Connection, claimed: Claim, at_ms: int, outcome: tuple[str, str]
) -> None:
    """Record what came of a firing.

    Args:
        claimed: what was fired.
        at_ms: when that was known.
        outcome: why it has failed, in a code, and details; an empty code where it has not.
    """
    why, detail = outcome
    fact = facts.CueEnded(
        stage=claimed.stage,
        day=claimed.day,
        cue=claimed.cue.id,
        item=claimed.cue.item,
        run=claimed.run,
        at_ms=at_ms,
        shot=claimed.shot,
        result="failed" if why else "done",
        why=why,
        detail=detail,
    )
    journal.append(rows, fact, operator=claimed.operator)


def _of_run(at: Doing, each: Standing) -> dict[str, Any]:
    item = {"item": each.cue.item, "run": each.run, "cue": each.cue.id}
    return {**at.where, **item, "at_ms": at.press.at_ms}


def _claimed(at: Doing, each: Standing, *, by_clock: bool) -> Claim:
    shot = uuid.uuid4().hex
    said = {"shot": shot, "due_ms": each.due_ms, "by_clock": by_clock}
    at.append(facts.CueFired(**_of_run(at, each), **said))
    press = at.press
    what = (each.cue, each.run, shot, at.operator, each.due_ms, by_clock)
    return Claim(press.stage, press.day, *what)


def _starter(at: Doing, show: Show, item: str) -> str:
    """Who has started an item: its cues are theirs, whoever stands at the laptop by now."""
    run = show.run(item)
    by = at.kept.deeds.get(run.started_by) if run is not None and run.started_by else None
    return by.operator if by is not None else at.operator


def _is_same_press(at: Doing) -> bool:
    shots = (shot for record in at.known.records.values() for shot in record.shots)
    own = [shot for shot in shots if shot.station == at.journal.station and not shot.by_clock]
    return any(0 <= at.press.at_ms - shot.at_ms < PRESS_MS for shot in own)


def _mine(at: Doing, each: Standing) -> None:
    show = at.kept.show(at.press.at_ms)
    keeper = at.known.keeper(at.kept, show, each.cue.item)
    if keeper not in ("", at.journal.station):
        raise NotPossibleError(
            _("Another laptop runs the stage, and fires its cues."),
            _("Take them over here first: w, then t, or “onsite stage cues take”."),
        )
