"""How an act is done: the rundown read, the engine asked, the fact recorded, the outcome told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onsite.errors import BadInputError
from onsite.language import _
from onsite.stage import facts, reading
from onsite.stage.clock.steady import Reading
from onsite.stage.engine import replay, schedule
from onsite.stage.engine.show import Fate, FateKind
from onsite.stage.outcomes import Outcome
from onsite.stage.rights import may_run, running

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.stage.engine.acts import Act, ActId
    from onsite.stage.engine.show import Owed, Show
    from onsite.stage.outcomes import Deed, Press, What, Why
    from onsite.stage.reading import Kept

_LATEST = 2**62
"""Stamp and number of an act that is not recorded yet: after all others."""
_WHAT: dict[FateKind, What] = {
    FateKind.TOOK: "took",
    FateKind.SAME_PRESS: "same-press",
    FateKind.ALREADY: "already",
    FateKind.UNDONE: "nothing",
    FateKind.NOTHING: "nothing",
}


@dataclass(frozen=True, slots=True)
class Acting:
    """One press, with the rundown as it stands."""

    journal: Journal
    rows: Connection
    plan: Plan
    press: Press
    operator: str
    deed: Deed
    kept: Kept
    show: Show

    @property
    def said(self) -> Outcome | None:
        """What there is to say without doing anything: the operator may not, or it was done."""
        if not may_run(self.rows, self.plan, self.operator):
            return Outcome("refused", self.deed, why="not-yours", roles=running(self.plan))
        done = next((act for act in self.kept.acts if act.press == self.press.key), None)
        return outcome(self.kept, self.show, done, self.deed) if done is not None else None

    @property
    def coming(self) -> str:
        """What stands by, or what follows; empty for nothing."""
        return schedule.expected(self.kept.rundown, self.show, self.press.at_ms).next

    @property
    def following(self) -> str:
        """What follows what runs or ran last, in the order of the rundown; empty for nothing."""
        rundown, show = self.kept.rundown, self.show
        after = rundown.items[rundown.after(show.running or show.last) :]
        out = {*show.skipped, *show.runs}
        return next((each.id for each in after if each.chained and each.id not in out), "")

    def named(self, item: str) -> str:
        """The item, if there is one of that id; empty for empty.

        Raises:
            BadInputError: there is none.
        """
        if item and item not in self.kept.rundown.by_id:
            raise unknown(self.kept, item)
        return item

    def nothing(self, why: Why, item: str = "") -> Outcome:
        """There is nothing to do."""
        return Outcome("nothing", self.deed, item, title(self.kept, item), why=why)

    def already(self, fact: facts.Act, first: ActId) -> Outcome:
        """Somebody has done it: whoever did that act."""
        planned = self._planned(fact)
        return _told(self.kept, planned, Fate(FateKind.ALREADY, first), self.deed, "")

    def record(
        self, fact: facts.Act, *more: facts.Act | facts.Edit, why: Why = "no-change"
    ) -> Outcome:
        """Record the act if it would take effect, with what belongs to it.

        What the clock has done since the last act is recorded before it.

        Args:
            fact: the act.
            more: recorded with it, or not at all.
            why: what is said where there is nothing to do.
        """
        planned = self._planned(fact)
        fate = self._fate(planned)
        if fate.kind is not FateKind.TOOK:
            return _told(self.kept, planned, fate, self.deed, why)
        owed = self._owed()
        # The act comes last, so that it is what the next undoing is about.
        entry = self.journal.append(self.rows, *owed, *more, fact, operator=self.operator)[-1]
        done = reading.as_act(fact, entry.station, entry.number, entry.time)
        if self.kept.acts and done.order < self.kept.acts[-1].order:
            return self._overtaken(done)
        return _told(self.kept, done, fate, self.deed, why)

    def is_told_already(self, fact: facts.Act) -> bool:
        """Whether somebody else has done just now what an act would do."""
        return self._fate(self._planned(fact)).kind is FateKind.ALREADY

    def _planned(self, fact: facts.Act) -> Act:
        return reading.as_act(fact, self.journal.station, _LATEST, _LATEST)

    def _fate(self, planned: Act) -> Fate:
        return replay.fate(self.kept.rundown, self.kept.acts, planned)

    def _overtaken(self, done: Act) -> Outcome:
        """By the clock of another laptop, which is ahead, what was done before comes later."""
        acts = (*self.kept.acts, done)
        fate = replay.state(self.kept.rundown, acts, self.press.at_ms).fates[done.id]
        return _told(self.kept, done, fate, self.deed, "clock-ahead")

    def said_by(self) -> dict[str, object]:
        """The fields that each of its facts has."""
        press = self.press
        return {"stage": press.stage, "day": press.day, "press": press.key}

    def timed(self) -> dict[str, object]:
        """The fields that each of its acts has."""
        press = self.press
        times = {"at_ms": press.at_ms, "boot": press.boot, "boot_ms": press.boot_ms}
        return {**self.said_by(), **times}

    def delay_applied(self, item: str) -> facts.DelayApplied:
        """The delays before an item, as far as they are known here, are its plan."""
        closes = [delay.act for delay in self.show.delays if delay.item == item]
        return facts.DelayApplied(**self.timed(), item=item, closes=tuple(closes))

    def settle(self) -> int:
        """Record what the clock has done since the last act; answers how many acts that was."""
        owed = self._owed()
        return len(self.journal.append(self.rows, *owed, operator=self.operator))

    def _owed(self) -> list[facts.Act]:
        known = len(self.kept.acts)
        return [self._by_clock(each, known + n) for n, each in enumerate(self.show.owed)]

    def _by_clock(self, owed: Owed, known: int) -> facts.Act:
        press = self.press
        now = Reading(press.at_ms, self.journal.station, press.boot, press.boot_ms)
        times = now.anchor(owed.at_ms)._asdict()
        of: dict[str, Any] = {"stage": press.stage, "day": press.day, "item": owed.item}
        of |= {"run": owed.run, "by_clock": True, "known": known, "basis": owed.basis}
        if owed.start:
            return facts.Started(**of, **times, before=owed.before)
        return facts.Ended(**of, **times)


def begin(
    journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str, deed: Deed
) -> Acting:
    """Read the rundown for a press.

    Raises:
        BadInputError: the plan has no such stage.
    """
    known_stage(plan, press.stage)
    now = Reading(press.at_ms, journal.station, press.boot, press.boot_ms) if press.boot else None
    kept = reading.rundown(rows, plan, press.stage, press.day, now)
    return Acting(journal, rows, plan, press, operator, deed, kept, kept.show(press.at_ms))


def outcome(kept: Kept, show: Show, act: Act, deed: Deed) -> Outcome:
    """What became of an act by the moment of a show."""
    fate = show.fates.get(act.id, Fate(FateKind.NOTHING))
    return _told(kept, act, fate, deed, "undone" if fate.kind is FateKind.UNDONE else "")


def title(kept: Kept, item: str) -> str:
    """What an item is called; its id where it has no title, or never was there."""
    known = kept.rundown.known(item)
    return known.title or item if known is not None else item


def known_stage(plan: Plan, stage: str) -> str:
    """The stage, if the plan has it.

    Raises:
        BadInputError: it does not.
    """
    if stage in plan.stages:
        return stage
    if not plan.stages:
        raise BadInputError(
            _("The plan has no stages."),
            _("Add one to event.toml, as [stages.main], and publish it again."),
        )
    raise BadInputError(
        _("The plan has no stage “{stage}”.").format(stage=stage),
        _("Choose one of: {known}.").format(known=", ".join(plan.stages)),
    )


def unknown(kept: Kept, item: str) -> BadInputError:
    """What to say of an item that a rundown does not have."""
    return BadInputError(
        _("The rundown has no item “{item}”.").format(item=item),
        _("“onsite stage show” lists them with their numbers.")
        if kept.rundown.items
        else _("It is empty: import one, or add an item with “onsite stage edit add”."),
    )


def _told(kept: Kept, act: Act, fate: Fate, deed: Deed, why: Why) -> Outcome:
    first = _act_of(kept, fate.first)
    counted = first if first is not None and fate.kind is not FateKind.TOOK else act
    who = kept.deeds.get(counted.id)
    item = getattr(counted, "item", "")
    return Outcome(
        _WHAT[fate.kind],
        deed,
        item,
        title(kept, item),
        before=title(kept, getattr(counted, "before", "")),
        run=getattr(counted, "run", ""),
        id=counted.id if counted is not act or fate.kind is FateKind.TOOK else None,
        operator=who.operator if who is not None else "",
        station=counted.station if counted is first else "",
        own=counted is first and counted.station == act.station,
        at_ms=getattr(counted, "started_ms", counted.at_ms),
        by_ms=getattr(counted, "by_ms", 0),
        on=bool(getattr(counted, "on", False)),
        why=why if fate.kind in (FateKind.NOTHING, FateKind.UNDONE) else "",
    )


def _act_of(kept: Kept, act: ActId | None) -> Act | None:
    return next((each for each in kept.acts if each.id == act), None)
