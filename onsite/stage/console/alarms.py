"""What somebody has to see to: missed starts, who is not there, speakers in two places. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _, ngettext
from onsite.stage.console.showing import who
from onsite.stage.engine.schedule import Status
from onsite.stage.hours import hour
from onsite.stage.readiness.watching import lacking
from onsite.stage.readiness.wording import alarm
from onsite.stage.wording import length

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.stage.console.board import Board
    from onsite.stage.console.clashes import Clash
    from onsite.stage.moment import Moment
    from onsite.stage.readiness.reading import Readiness

_SHOWN_CLASHES = 2
_SHOWN_LACKS = 2


def alarms(
    board: Board, moment: Moment, clashes: Iterable[Clash], ready: Readiness | None = None
) -> list[str]:
    """What somebody has to see to, the worst first."""
    found = _not_there(board, moment, ready or {})
    found += _conflicts(board, moment)
    listed = list(clashes)
    found += [_clash(board, each) for each in listed[:_SHOWN_CLASHES]]
    if len(listed) > _SHOWN_CLASHES:
        rest = len(listed) - _SHOWN_CLASHES
        more = ngettext("! {n} more is double-booked.", "! {n} more are double-booked.", rest)
        found.append(more.format(n=rest))
    return found


def _not_there(board: Board, moment: Moment, ready: Readiness) -> list[str]:
    lacks = [*lacking(moment.schedule, ready, moment.now_ms, board.plan.stage)]
    found = [
        alarm(each, moment.kept.rundown.by_id[each.item].title or each.item, moment.now_ms)
        for each in lacks[:_SHOWN_LACKS]
    ]
    rest = len(lacks) - _SHOWN_LACKS
    if rest > 0:
        more = ngettext("! {n} more item lacks speakers.", "! {n} more items lack speakers.", rest)
        found.append(more.format(n=rest))
    return found


def _conflicts(board: Board, moment: Moment) -> list[str]:
    found = []
    for times in moment.schedule.times:
        if times.conflict_ms and times.status in (Status.COMING, Status.ARMED):
            told = _("! {what} must begin at {at}: {long} too late.").format(
                what=who(moment.kept, times.item),
                at=hour(times.planned_start_ms, board.plan, board.day),
                long=length(times.conflict_ms),
            )
            found.append(told)
            break
    missed = moment.schedule.must_end_missed_ms
    if missed and moment.kept.rundown.must_end_ms is not None:
        must = hour(moment.kept.rundown.must_end_ms, board.plan, board.day)
        told = _("! Everything must be over at {at}: {long} too late. t proposes cuts.")
        found.append(told.format(at=must, long=length(missed)))
    return found


def _clash(board: Board, clash: Clash) -> str:
    first, second = clash.first, clash.second
    return _("! {name} is on {one} until {until}, and expected on {other} at {at}.").format(
        name=speaker_name(board, clash.speaker),
        one=board.plan.stages[first.stage].name,
        until=hour(first.ends_ms, board.plan, board.day),
        other=board.plan.stages[second.stage].name,
        at=hour(second.starts_ms, board.plan, board.day),
    )


def speaker_name(board: Board, speaker: str) -> str:
    """What a speaker is called in a rundown of the day."""
    for kept in board.kept.values():
        for fields in kept.fields.values():
            for each in fields.speakers or ():
                if each.id == speaker:
                    return each.name
    return speaker
