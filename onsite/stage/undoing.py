"""Undoing: of an act by saying so, of an edit by its inverse."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from onsite.errors import BadInputError
from onsite.journal.hlc import ms_of
from onsite.language import _
from onsite.stage import beside, facts, reading, takingback
from onsite.stage.acting import begin, title
from onsite.stage.engine import acts as deeds
from onsite.stage.inverses import inverses
from onsite.stage.outcomes import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.stage.acting import Acting
    from onsite.stage.beside import Done
    from onsite.stage.engine.acts import Act, ActId
    from onsite.stage.outcomes import Press
    from onsite.store.prepared import Row

_OLD_MS = 5 * 60_000
"""A key that is pressed once too often takes back nothing of longer ago."""
_NOTHING = deeds.Armed(stamp=0, station="", number=0, at_ms=0)
"""In the place of an act that is not known here."""


def undo(
    journal: Journal,
    rows: Connection,
    plan: Plan,
    press: Press,
    operator: str,
    act: ActId | None = None,
) -> Outcome:
    """Undo an act or an edit, the last one if none is named.

    That is the last act of anybody, or of the clock; or, if it came later, the last edit of this
    station, or what it has done last about cues and speakers. What is shown on a display is undone
    only where it is named: its speaker sees it. So is what was done more than five minutes ago:
    the outcome says what that is. What one press has done is undone together.
    Of a change, only those fields are as before that nobody has changed since. An undone act,
    named, is undone again: so it counts once more.

    Raises:
        BadInputError: there is no such act.
    """
    at = _begin(journal, rows, plan, press, operator)
    if at.said is not None:
        return at.said
    edited, found = reading.edits(rows, press.stage, press.day), beside.done(rows, plan, at.kept)
    meant = _meant(at, edited, found, act)
    if act is not None and meant.time is None:
        raise BadInputError(
            _("There is no act {id} in this rundown.").format(id=f"{act.station[:6]}-{act.number}"),
            _("“onsite stage log” lists them."),
        )
    if act is None and meant.time is not None and _is_old(at, meant, meant.time):
        return _ask(at, meant)
    if meant.other is not None and meant.other.time == meant.time:
        return _undo_other(at, found, meant.other)
    if meant.act is not None and meant.act.stamp == meant.time:
        return _undo_act(at, meant.act, edited)
    if meant.edit is not None:
        return _undo_edits(at, edited, meant.edit)
    return at.nothing("nothing-to-undo")


class _Meant(NamedTuple):
    """What may be meant: the latest of these is."""

    act: Act | None
    edit: Row | None
    other: Done | None

    @property
    def time(self) -> int | None:
        """Its stamp; None where there is nothing."""
        stamps = [
            self.act.stamp if self.act is not None else None,
            self.edit["time"] if self.edit is not None else None,
            self.other.time if self.other is not None else None,
        ]
        return max((stamp for stamp in stamps if stamp is not None), default=None)


def _meant(at: Acting, edited: Sequence[Row], found: list[Done], act: ActId | None) -> _Meant:
    station, wanted = at.journal.station, act if act is not None else at.show.undo
    return _Meant(
        _act(at, wanted) if wanted is not None else None,
        _edit(edited, act) if act is not None else _last_edit(edited, station),
        takingback.wanted(found, station, act),
    )


def _is_old(at: Acting, meant: _Meant, time: int) -> bool:
    """Whether it was done too long ago to be meant by a key, and nobody has undone it just now."""
    if at.press.at_ms - ms_of(time) <= _OLD_MS:
        return False
    return meant.act is None or not at.is_told_already(_undone(at, meant.act))


def _ask(at: Acting, meant: _Meant) -> Outcome:
    """What would be undone was not done just now: somebody has to say that it is meant."""
    if meant.act is not None and meant.act.stamp == meant.time:
        item, kind = getattr(meant.act, "item", ""), reading.kind_of(meant.act)
        number = meant.act.id
    elif meant.edit is not None and meant.edit["time"] == meant.time:
        item, kind = meant.edit["item"], meant.edit["kind"]
        number = deeds.ActId(meant.edit["station"], meant.edit["number"])
    else:
        one = cast("Done", meant.other)
        item, kind, number = one.item, one.fact.kind, one.id
    return Outcome(
        "nothing",
        "undo",
        item,
        title(at.kept, item),
        id=number,
        at_ms=ms_of(meant.time or 0),
        why="old",
        undone=kind,
    )


def redo(journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str) -> Outcome:
    """Do again what was undone last: an act of anybody, or what this station did besides."""
    at = _begin(journal, rows, plan, press, operator)
    if at.said is not None:
        return at.said
    found = beside.done(rows, plan, at.kept)
    other = takingback.last_undoing(found, journal.station)
    edited = reading.edits(rows, press.stage, press.day)
    edit = _last_undoing(edited, journal.station)
    last = at.kept.acts[-1].stamp if at.kept.acts else 0
    if other is not None and other.time > max(last, edit["time"] if edit is not None else 0):
        return _undo_other(at, found, other)
    if edit is not None and edit["time"] > last:
        return _undo_edits(at, edited, edit)
    if at.show.redo is None:
        return at.nothing("nothing-to-undo")
    return undo(journal, rows, plan, press, operator, at.show.redo)


def _begin(journal: Journal, rows: Connection, plan: Plan, press: Press, operator: str) -> Acting:
    """What has begun or ended by the clock is an act like another: the last one is undone first."""
    at = begin(journal, rows, plan, press, operator, "undo")
    if at.said is None and at.settle():
        return begin(journal, rows, plan, press, operator, "undo")
    return at


def _undo_other(at: Acting, found: list[Done], one: Done) -> Outcome:
    fact = takingback.inverse(found, one, at.press)
    if fact is None:
        return at.nothing("undone", one.item)
    at.journal.append(at.rows, fact, operator=at.operator)
    return Outcome(
        "took",
        "undo",
        one.item,
        one.name,
        id=one.id,
        at_ms=at.press.at_ms,
        on=bool(one.takes_back),
        undone=next((each.fact.kind for each in found if each.key == one.takes_back), "")
        or one.fact.kind,
        changes=1,
    )


def _undo_act(at: Acting, done: Act, edited: Sequence[Row]) -> Outcome:
    # What was done and planned with an act, as when delays are applied, is undone with it.
    others = [_undone(at, each) for each in at.kept.acts if _same_press(each, done)]
    with_it = [row for row in edited if done.press and row["press"] == done.press]
    said = at.record(_undone(at, done), *others, *inverses(at, with_it), why="undone")
    meant, again = done, False
    while isinstance(meant, deeds.Undone):
        meant, again = _act(at, meant.act) or _NOTHING, not again
    item = getattr(meant, "item", "")
    return Outcome(
        said.what,
        "undo",
        item,
        title(at.kept, item),
        id=done.id,
        operator=said.operator,
        station=said.station,
        at_ms=done.at_ms,
        by_ms=getattr(meant, "by_ms", 0),
        on=again,
        why=said.why,
        undone=reading.kind_of(meant),
    )


def _undone(at: Acting, act: Act) -> facts.Undone:
    return facts.Undone(**at.timed(), act_station=act.station, act_number=act.number)


def _same_press(act: Act, done: Act) -> bool:
    return bool(done.press) and act.press == done.press and act.id != done.id


def _undo_edits(at: Acting, edited: Sequence[Row], last: Row) -> Outcome:
    together = [row for row in edited if row["press"] == last["press"] and row["effect"]]
    back = inverses(at, together)
    if not back or last["press"] in reading.taken_back(edited):
        return at.nothing("undone", last["item"])
    at.settle()
    at.journal.append(at.rows, *back, operator=at.operator)
    first = together[0]
    after = reading.rundown(at.rows, at.plan, at.press.stage, at.press.day)
    return Outcome(
        "took",
        "undo",
        first["item"],
        title(after if first["item"] in after.fields else at.kept, first["item"]),
        id=deeds.ActId(first["station"], first["number"]),
        at_ms=at.press.at_ms,
        undone=first["kind"],
        changes=len(back),
    )


def _act(at: Acting, wanted: ActId) -> Act | None:
    return next((act for act in at.kept.acts if act.id == wanted), None)


def _edit(edited: Sequence[Row], wanted: ActId) -> Row | None:
    return next((row for row in edited if (row["station"], row["number"]) == wanted), None)


def _last_edit(edited: Sequence[Row], station: str) -> Row | None:
    gone = reading.taken_back(edited)
    own = (row for row in reversed(edited) if row["station"] == station and row["effect"])
    return next((row for row in own if not row["undoes"] and row["press"] not in gone), None)


def _last_undoing(edited: Sequence[Row], station: str) -> Row | None:
    """The edits that a station has undone last, if it has edited nothing since."""
    gone, plain = reading.taken_back(edited), {row["press"] for row in edited if not row["undoes"]}
    own = [row for row in edited if row["station"] == station and row["effect"]]
    for row in reversed(own):
        if row["press"] in gone:
            continue
        if row["undoes"] in plain:
            return row
        if not row["undoes"]:
            return None
    return None
