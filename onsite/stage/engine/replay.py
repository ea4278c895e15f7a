"""What has come of a rundown: its acts, replayed in the order of the journal.

Of the acts that stand for the same wish the first takes effect, and each of the others is told
which it was. An act that is undone is as if never done, and so are those that were told it was
there first: two who press GO together and one undo give no start. Acts have lost their effect
too where what they are about is undone: a pause of a run that never began.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from onsite.stage.engine.acts import (
    Act,
    Ended,
    Started,
    Undone,
)
from onsite.stage.engine.byclock import Moment, came, planned_later
from onsite.stage.engine.deeds import NOTHING, TOOK, done
from onsite.stage.engine.echo import at_once, is_echo, key_of
from onsite.stage.engine.show import Fate, FateKind, Show
from onsite.stage.engine.standing import Standing, basis, settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onsite.stage.engine.acts import ActId
    from onsite.stage.engine.items import Rundown
    from onsite.stage.engine.show import Owed


def state(rundown: Rundown, acts: Iterable[Act], now_ms: int) -> Show:
    """The show at a moment. The acts may come in any order."""
    return Replay(rundown, acts).show(now_ms)


def fate(rundown: Rundown, acts: Iterable[Act], act: Act) -> Fate:
    """What would become of an act that were done after all others, and after what is owed."""
    return Replay(rundown, acts).would(act)


def next_run(show: Show, item: str) -> str:
    """The id of the run that a start of an item begins, to be named in `Started.run`.

    Two who start an item without knowing of each other name the same run, so that the later
    one does not begin it again even after the first one has ended it.
    """
    return str(show.begun.get(item, 0) + 1)


class Replay:
    """One replay of acts, which can be asked for more than one moment.

    Undoing goes back to the act in question and does again what came after it.
    """

    def __init__(self, rundown: Rundown, acts: Iterable[Act]) -> None:
        self._rundown = rundown
        self._acts = sorted(acts, key=lambda act: act.order)
        self._number = {act.id: number for number, act in enumerate(self._acts)}
        self._on = Standing()
        self._marks: list[int] = []
        self.fates: list[Fate] = []
        self._undoers: dict[int, set[int]] = {}
        """Which acts undo an act."""
        self._gone: set[int] = set()
        """The acts that are undone, and those that were told that one of these was first."""
        self._refused: Counter[tuple[str, str]] = Counter()
        """The runs that the clock began and somebody undid: it does not begin them again."""
        self._revived: dict[int, tuple[int, str, int]] = {}
        """The acts that were undone and are again, and since when they were undone: who pressed
        after that did not see what they did."""
        self._targets: dict[int, int] = {}
        """What each undoing is about: of a key pressed twice the press that counts."""
        for number, act in enumerate(self._acts):
            self._marks.append(self._on.mark())
            self.fates.append(self._do(number, act))

    def would(self, act: Act) -> Fate:
        """What would become of one more act; the replay is of no more use after that."""
        self._came(self._on, act.at_ms)
        return self._do(len(self._acts), act)

    def _came(self, on: Standing, now_ms: int) -> tuple[Owed, ...]:
        last_ms = self._acts[-1].at_ms if self._acts else 0
        moment = Moment(now_ms, last_ms, *self._refused_now, self._begun)
        return came(self._rundown, on, moment)

    @cached_property
    def _refused_now(self) -> tuple[frozenset[str], frozenset[str]]:
        """What the clock began, and what it ended, where somebody undid that; see `Moment`."""
        since = self._number[self._on.get("followed by")] + 1 if self._on.get("follow") else 0
        gone = [
            act
            for act, fate in zip(self._acts[since:], self.fates[since:], strict=False)
            if isinstance(act, (Started, Ended)) and act.by_clock and fate.kind is FateKind.UNDONE
        ]
        return (
            frozenset(act.item for act in gone if isinstance(act, Started)),
            frozenset(act.before if isinstance(act, Started) else act.item for act in gone),
        )

    @cached_property
    def _begun(self) -> dict[str, int]:
        return _highest(self._acts)

    def show(self, now_ms: int) -> Show:
        """What has come of it."""
        on, rundown = self._on.copy(), self._rundown
        owed = self._came(on, now_ms)
        skips, later = on.named("skip"), planned_later(rundown, on)
        undo, redo = self._offered
        return Show(
            runs={
                item: tuple(settled(rundown, run, later) for run in runs)
                for item, runs in on.named("runs").items()
                if runs
            },
            running=on.running,
            sessions=on.get("sessions", ()),
            last=on.get("last", ""),
            armed=on.get("armed", ""),
            added={item: by_ms for item, by_ms in on.named("added").items() if by_ms},
            follow=on.get("follow", False),
            skipped=frozenset(
                item.id for item in rundown.items if skips.get(item.id, item.skipped)
            ),
            delays=on.get("delays", ()),
            fates=self._fates,
            owed=owed,
            begun=self._begun,
            undo=undo,
            redo=redo,
        )

    @cached_property
    def _offered(self) -> tuple[ActId | None, ActId | None]:
        return _offers(self._acts, self.fates, self._targets)

    @cached_property
    def _fates(self) -> Mapping[ActId, Fate]:
        return MappingProxyType(dict(zip(self._number, self.fates, strict=True)))

    def _do(self, number: int, act: Act) -> Fate:
        if (first := self._same_press(act)) is not None:
            return Fate(FateKind.SAME_PRESS, first)
        if isinstance(act, Undone):
            return self._undo(number, act)
        if isinstance(act, Started) and act.by_clock and self._refused[act.item, act.run]:
            return NOTHING
        if isinstance(act, (Started, Ended)) and act.by_clock and self._is_void(number, act):
            return NOTHING
        return done(self._rundown, self._on, act)

    def _is_void(self, number: int, act: Started | Ended) -> bool:
        """Whether the clock of a station did what a hand elsewhere had prevented before."""
        unheard = act.known is not None and act.known < number
        return unheard and act.basis != basis(self._on, act.item)

    def _same_press(self, act: Act) -> ActId | None:
        """The press that an act is the echo of. The press is remembered either way."""
        if isinstance(act, (Started, Ended)) and act.by_clock:
            return None
        group = key_of(self._rundown, act)
        latest: tuple[Act, ActId] | None = self._on.get(("press", act.station, group))
        # One press undoes all acts of another one: each of them is a part of it, and no echo.
        part = (*group, act.act) if isinstance(act, Undone) else group
        retried: ActId | None = self._on.get(("retry", act.press, part)) if act.press else None
        same = retried
        if same is None and latest is not None and is_echo(latest[0], act):
            same = latest[1]
        self._on.put(("press", act.station, group), (act, same or act.id))
        if act.press and retried is None:
            self._on.put(("retry", act.press, part), act.id)
        return same

    def _undo(self, number: int, act: Undone) -> Fate:
        target = self._number.get(act.act)
        if target is None or target >= number:
            return NOTHING
        if self.fates[target].kind is FateKind.SAME_PRESS:
            first = self.fates[target].first
            target = target if first is None else self._number[first]
        found = self.fates[target]
        if found.kind is FateKind.UNDONE:
            return Fate(FateKind.ALREADY, found.first)
        if found.kind is not FateKind.TOOK:
            return NOTHING
        earlier = ((self._acts[n], self.fates[n]) for n in range(number - 1, -1, -1))
        if (first := _undone_elsewhere(earlier, act)) is not None:
            return Fate(FateKind.ALREADY, first)
        if number == len(self._acts):
            return TOOK
        self._targets[number] = target
        if (since := self._take_back(target, number)) is not None:
            self._again(since)
            self._marks[number] = self._on.mark()
            self._same_press(act)
        return TOOK

    def _take_back(self, target: int, by: int) -> int | None:
        """Undo an act. Answers from where the replay must go again."""
        self._undoers.setdefault(target, set()).add(by)
        self.fates[target] = Fate(FateKind.UNDONE, self._acts[by].id)
        act = self._acts[target]
        if isinstance(act, Undone):
            return self._give_back(self._targets[target], target)
        if isinstance(act, Started) and act.by_clock:
            self._refused[act.item, act.run] += 1
        return target

    def _give_back(self, target: int, by: int) -> int | None:
        """Let an act be again that an act had undone which is undone itself."""
        undoers = self._undoers[target]
        undoers.discard(by)
        if undoers:
            return None
        self.fates[target] = TOOK
        self._revived.setdefault(target, self._acts[by].order)
        act = self._acts[target]
        if isinstance(act, Undone):
            return self._take_back(self._targets[target], target)
        if isinstance(act, Started) and act.by_clock:
            self._refused[act.item, act.run] -= 1
        return target

    def _again(self, since: int) -> None:
        """Do again what came from an act on until now."""
        self._on.back(self._marks[since])
        self._gone = {number for number in self._gone if number < since}
        for number in range(since, len(self.fates)):
            act = self._acts[number]
            self._marks[number] = self._on.mark()
            first = self.fates[number].first
            if self._undoers.get(number):
                self._gone.add(number)
                if isinstance(act, Started):
                    # Who saw this item run would have seen the one before it instead.
                    self._on.put(("instead", act.item), act.before)
            elif isinstance(act, Undone):
                self._same_press(act)
            elif first is not None and self._number[first] in self._gone:
                self._gone.add(number)
            else:
                if number in self._revived:
                    self._on.put(("revived", act.id), self._revived[number])
                self.fates[number] = self._do(number, act)


def _highest(acts: Iterable[Act]) -> dict[str, int]:
    """The highest run that any start of an item names, even if it did not take."""
    begun: dict[str, int] = {}
    for act in acts:
        if isinstance(act, Started) and act.run.isdecimal():
            begun[act.item] = max(begun.get(act.item, 0), int(act.run))
    return begun


def _offers(
    acts: Sequence[Act], fates: Sequence[Fate], targets: Mapping[int, int]
) -> tuple[ActId | None, ActId | None]:
    """The act that the key for undoing is about, and the one for doing again.

    Args:
        acts: in order.
        fates: what became of each.
        targets: which act each undoing is about, by their numbers.
    """
    undo = redo = None
    for number in range(len(acts) - 1, -1, -1):
        if fates[number].kind is not FateKind.TOOK:
            continue
        act = acts[number]
        if not isinstance(act, Undone):
            undo = act.id
            break
        # Undoing an undoing is no step back of its own.
        if redo is None and not isinstance(acts[targets[number]], Undone):
            redo = act.id
    return undo, redo


def _undone_elsewhere(earlier: Iterable[tuple[Act, Fate]], act: Undone) -> ActId | None:
    """What another station has undone at the same moment: both meant the same.

    Args:
        earlier: what was done before, and what became of it; the latest first.
        act: the undoing.
    """
    for other, fate in earlier:
        if not at_once(other.at_ms, act.at_ms):
            return None
        took = fate.kind is FateKind.TOOK and isinstance(other, Undone)
        if took and other.station != act.station:
            return other.id
    return None
