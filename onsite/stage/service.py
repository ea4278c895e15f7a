"""The acts of a timekeeper. When one has returned, it is on disk; what it says is what came of it.

Each reads the rundown, asks the engine whether the act would take effect, and records it only
then. What two consoles record at the same moment is settled by the order of the journal, when
they hear of each other: `fates` tells what became of their acts since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.clock import from_ms
from onsite.errors import BadInputError
from onsite.language import _
from onsite.stage import facts
from onsite.stage.acting import begin, outcome, title
from onsite.stage.engine import delays, replay
from onsite.stage.fields import ItemFields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.stage.acting import Acting
    from onsite.stage.engine.acts import ActId
    from onsite.stage.engine.show import Run
    from onsite.stage.outcomes import Deed, Outcome, Press, Why
    from onsite.stage.reading import Kept

_AT_ONCE_MS = 2_000
"""Two who press GO so close together want the same item."""


def go(
    journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str, item: str = ""
) -> Outcome:
    """Start an item: that one, or what stands by, or what follows. What ran before ends.

    Raises:
        BadInputError: the rundown has no such item.
    """
    at = begin(journal, rows, plan, press, operator, "go")
    return at.said or _start(at, at.named(item) or at.coming)


def next_(journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str) -> Outcome:
    """End what runs and start what follows it in order, whatever stands by."""
    at = begin(journal, rows, plan, press, operator, "next")
    return at.said or _start(at, at.following)


def arm(
    journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str, item: str
) -> Outcome:
    """Let an item stand by; for empty none does any more.

    Raises:
        BadInputError: the rundown has no such item.
    """
    at = begin(journal, rows, plan, press, operator, "arm")
    fact = facts.Armed(**at.timed(), item=at.named(item))
    return at.said or at.record(fact, why="no-change" if item else "nothing-armed")


def pause(
    journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str, item: str = ""
) -> Outcome:
    """Let the timer that runs stand still; `item` names one behind the others."""
    at = begin(journal, rows, plan, press, operator, "pause")
    return _of_run(at, item, facts.Paused, "nothing-runs")


def resume(
    journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str, item: str = ""
) -> Outcome:
    """Let the timer that stands still go on."""
    at = begin(journal, rows, plan, press, operator, "resume")
    return _of_run(at, item, facts.Resumed, "nothing-paused")


def stop(
    journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str, item: str = ""
) -> Outcome:
    """End what runs, and start nothing."""
    at = begin(journal, rows, plan, press, operator, "stop")
    return _of_run(at, item, facts.Ended, "nothing-runs")


def add(  # noqa: PLR0913, PLR0917 - what every service takes, how much and to what
    journal: Journal,
    rows: Connection,
    plan: Plan,
    press: Press,
    operator: str,
    by_ms: int,
    item: str = "",
) -> Outcome:
    """Give what runs more time, or less; where nothing runs, what stands by."""
    at = begin(journal, rows, plan, press, operator, "add")
    which = _running(at, item)
    named = at.named(item) or at.show.armed
    if at.said or not by_ms:
        return at.said or at.nothing("no-time", item)
    if which is None and (not named or named != at.show.armed):
        return at.nothing("not-running" if item else "nothing-runs", item)
    target, run = which or (named, "")
    return at.record(facts.Added(**at.timed(), item=target, run=run, by_ms=by_ms))


def correct(  # noqa: PLR0913, PLR0917 - what every service takes, when and what
    journal: Journal,
    rows: Connection,
    plan: Plan,
    press: Press,
    operator: str,
    started_ms: int,
    item: str = "",
) -> Outcome:
    """Say when the run began that goes on, or the last one that an item had.

    Args:
        started_ms: not after the press, in milliseconds UTC since 1970.
        item: what runs where nothing is said.

    Raises:
        BadInputError: what ran before it began later than that.
    """
    at = begin(journal, rows, plan, press, operator, "correct")
    named = at.named(item) or at.show.running or at.show.last
    run = at.show.run(named)
    if at.said or run is None:
        return at.said or at.nothing("nothing-runs", named)
    _check_order(at, run, started_ms)
    fact = facts.Corrected(**at.timed(), item=named, run=run.id, started_ms=max(0, started_ms))
    return at.record(fact)


def delay(  # noqa: PLR0913, PLR0917 - what every service takes, how much and before what
    journal: Journal,
    rows: Connection,
    plan: Plan,
    press: Press,
    operator: str,
    by_ms: int,
    item: str = "",
) -> Outcome:
    """Let an item, and what follows it, begin later than planned, or earlier again.

    Args:
        by_ms: several delays add up.
        item: what is next where nothing is said.
    """
    at = begin(journal, rows, plan, press, operator, "delay")
    named = at.named(item) or at.coming
    if at.said or not named:
        return at.said or at.nothing("nothing-next")
    if not by_ms:
        return at.nothing("no-time", named)
    return at.record(facts.Delayed(**at.timed(), item=named, by_ms=by_ms))


def apply_delay(
    journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str, item: str = ""
) -> Outcome:
    """Let the delays before an item be its plan; before the first that has some where none is said.

    What is planned otherwise by it, `engine.delays.applied` has told before.
    """
    at = begin(journal, rows, plan, press, operator, "apply-delay")
    delayed = {each.item for each in at.show.delays}
    first = next((each.id for each in at.kept.rundown.items if each.id in delayed), "")
    named = at.named(item) or first
    if at.said or not named:
        return at.said or at.nothing("no-delay")
    edits = [
        facts.ItemChanged(
            **at.said_by(),
            item=each.item,
            changes=ItemFields(start_ms=max(0, each.start_ms), length_ms=each.length_ms),
        )
        for each in delays.applied(at.kept.rundown, at.show, named)
    ]
    return at.record(at.delay_applied(named), *edits, why="no-delay")


def skip(
    journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str, item: str = ""
) -> Outcome:
    """Leave an item out: that one, or what is next."""
    at = begin(journal, rows, plan, press, operator, "skip")
    named = at.named(item) or at.coming
    if at.said or not named:
        return at.said or at.nothing("nothing-next")
    return at.record(facts.Skipped(**at.timed(), item=named))


def unskip(
    journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str, item: str
) -> Outcome:
    """Leave an item in after all."""
    at = begin(journal, rows, plan, press, operator, "unskip")
    return at.said or at.record(facts.Unskipped(**at.timed(), item=at.named(item)))


def follow(
    journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str, *, on: bool
) -> Outcome:
    """Let items begin by the clock from now on, or by hand again."""
    at = begin(journal, rows, plan, press, operator, "follow")
    return at.said or at.record(facts.Followed(**at.timed(), on=on))


def settle(journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str) -> int:
    """Record what has begun or ended by the clock alone; answers how many acts that was.

    Every act does it as well: a console calls it when something begins by itself.
    """
    return begin(journal, rows, plan, press, operator, "go").settle()


def fates(kept: Kept, now_ms: int, acts: Iterable[tuple[ActId, Deed]]) -> list[Outcome]:
    """What has become of acts since they were told, in their order: another may have been first."""
    show = kept.show(now_ms)
    known = {act.id: act for act in kept.acts}
    return [outcome(kept, show, known[act], deed) for act, deed in acts if act in known]


def _start(at: Acting, item: str) -> Outcome:
    if not item:
        return _was_first(at) or at.nothing("nothing-next" if at.kept.rundown.items else "no-items")
    seen = at.press.seen if at.press.seen is not None else at.show.running
    run = replay.next_run(at.show, item)
    return at.record(facts.Started(**at.timed(), item=item, run=run, before=seen), why="runs")


def _was_first(at: Acting) -> Outcome | None:
    """Who started the last item, where somebody pressed for the same; None where nobody did."""
    run, seen = at.show.run(at.show.running or at.show.last), at.press.seen
    if run is None or run.started_by is None:
        return None
    unseen = seen is not None and seen not in (at.show.running, run.item)
    if not unseen and abs(at.press.at_ms - run.started_ms) > _AT_ONCE_MS:
        return None
    return at.already(facts.Started(**at.timed(), item=run.item, run=run.id), run.started_by)


def _of_run(
    at: Acting, item: str, fact: type[facts.Paused | facts.Resumed | facts.Ended], why: Why
) -> Outcome:
    """Do something about the run that is meant; say why not where there is none."""
    which = _running(at, item)
    if at.said or which is None:
        return at.said or at.nothing(why, item)
    return at.record(fact(**at.timed(), item=which[0], run=which[1]), why=why)


def _check_order(at: Acting, run: Run, started_ms: int) -> None:
    """Nothing in the chain has begun before that did which ran before it."""
    chained = [each.id for each in at.kept.rundown.items if each.chained]
    begun = [
        each
        for item in chained
        for each in at.show.runs.get(item, ())
        if each is not run and each.started_ms <= run.started_ms
    ]
    before = max(begun, key=lambda each: each.started_ms, default=None)
    if run.item not in chained or before is None or started_ms >= before.started_ms:
        return
    began = from_ms(before.started_ms).astimezone(at.plan.zone)
    raise BadInputError(
        _("“{item}” was before it, and began at {at}.").format(
            item=title(at.kept, before.item), at=f"{began:%H:%M:%S}"
        ),
        _("Give a later time, or correct that one first."),
    )


def _running(at: Acting, item: str) -> tuple[str, str] | None:
    """The item and the run that are meant; None where it does not run."""
    named = at.named(item) or at.show.running
    run = at.show.run(named)
    return (named, run.id) if run is not None and run.ended_ms is None else None
