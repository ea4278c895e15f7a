"""Undoing: of an act by saying so, of an edit by its inverse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast, get_args

from onsite.errors import BadInputError
from onsite.journal.hlc import ms_of
from onsite.language import _
from onsite.stage import beside, facts, reading, takingback
from onsite.stage.acting import begin, title
from onsite.stage.engine import acts as deeds
from onsite.stage.fields import Clearable, ItemFields
from onsite.stage.outcomes import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
    edited = reading.edits(rows, press.stage, press.day)
    wanted = act if act is not None else at.show.undo
    done = _act(at, wanted) if wanted is not None else None
    edit = _edit(edited, act) if act is not None else _last_edit(edited, journal.station)
    found = beside.done(rows, plan, at.kept)
    other = takingback.wanted(found, journal.station, act)
    if act is not None and done is None and edit is None and other is None:
        raise BadInputError(
            _("There is no act {id} in this rundown.").format(id=f"{act.station[:6]}-{act.number}"),
            _("“onsite stage log” lists them."),
        )
    stamp = max(done.stamp if done is not None else 0, edit["time"] if edit is not None else 0)
    latest = max(stamp, other.time if other is not None else 0)
    is_old = act is None and latest and press.at_ms - ms_of(latest) > _OLD_MS
    if is_old and not (done is not None and at.is_told_already(_undone(at, done))):
        return _ask(at, latest, done, edit, other)
    if other is not None and other.time > stamp:
        return _undo_other(at, found, other)
    if done is not None and done.stamp == stamp:
        return _undo_act(at, done, edited)
    return _undo_edits(at, edited, edit) if edit is not None else at.nothing("nothing-to-undo")


def _ask(
    at: Acting, latest: int, done: Act | None, edit: Row | None, other: Done | None
) -> Outcome:
    """What would be undone was not done just now: somebody has to say that it is meant."""
    at_ms = ms_of(latest)
    if done is not None and done.stamp == latest:
        item, kind, number = getattr(done, "item", ""), reading.kind_of(done), done.id
    elif edit is not None and edit["time"] == latest:
        item, kind = edit["item"], edit["kind"]
        number = deeds.ActId(edit["station"], edit["number"])
    else:
        one = cast("Done", other)
        item, kind, number = one.item, one.fact.kind, one.id
    about = title(at.kept, item)
    return Outcome("nothing", "undo", item, about, id=number, at_ms=at_ms, why="old", undone=kind)


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
    said = at.record(_undone(at, done), *others, *_inverses(at, with_it), why="undone")
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
    inverses = _inverses(at, together)
    if not inverses or last["press"] in reading.taken_back(edited):
        return at.nothing("undone", last["item"])
    at.settle()
    at.journal.append(at.rows, *inverses, operator=at.operator)
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
        changes=len(inverses),
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


def _inverses(at: Acting, edited: Sequence[Row]) -> list[facts.Edit]:
    """What takes edits back, the last first."""
    return [fact for row in reversed(edited) if row["effect"] for fact in _inverse(at, row)]


def _inverse(at: Acting, row: Row) -> Iterator[facts.Edit]:
    before, said = json.loads(row["before"]), json.loads(row["fact"])
    of: dict[str, Any] = {**at.said_by(), "undoes": row["press"]}
    kind, item = row["kind"], row["item"]
    if kind == facts.RundownSet.kind:
        yield facts.RundownSet(**of, must_end_ms=before["must_end_ms"])
        return
    if kind in (facts.ItemChanged.kind, facts.ItemAdded.kind) and "was" in before:
        fields = said.get("changes") or said.get("fields") or {}
        yield from _restored(at, item, before["was"], fields, of)
    if kind == facts.ItemMoved.kind:
        yield facts.ItemMoved(**of, item=item, after=before["after"])
    elif kind == facts.ItemRemoved.kind:
        yield facts.ItemRestored(**of, item=item)
    elif kind == facts.ItemRestored.kind or before.get("removed", "was" not in before):
        yield facts.ItemRemoved(**of, item=item)


def _restored(
    at: Acting, item: str, was: Mapping[str, Any], said: Mapping[str, Any], of: dict[str, Any]
) -> Iterator[facts.ItemChanged]:
    """What stood there before, of the fields that are still as they were said."""
    known = at.kept.fields.get(item)
    now = known.model_dump(mode="json") if known is not None else {}
    back = {key: value for key, value in was.items() if now.get(key) == said.get(key)}
    if "custom" in was:
        own, set_to = now.get("custom") or {}, said["custom"]
        same = {key for key in was["custom"] if own.get(key, "") == set_to[key]}
        back["custom"] = {key: text for key, text in was["custom"].items() if key in same}
    cleared = [key for key, value in back.items() if value is None and key in get_args(Clearable)]
    changes = ItemFields.model_validate(
        {key: each for key, each in back.items() if each is not None}
    )
    if cleared or changes.model_dump(exclude_none=True):
        yield facts.ItemChanged(**of, item=item, changes=changes, cleared=tuple(cleared))
