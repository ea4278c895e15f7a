"""The console in lines: what runs, what comes, what is not as it should be. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _
from onsite.stage.console import days
from onsite.stage.display.wording import WORDS
from onsite.stage.engine.schedule import Status
from onsite.stage.engine.slack import slack
from onsite.stage.hours import hour
from onsite.stage.log_words import happened_in_parts
from onsite.stage.readiness.rules import Standing
from onsite.stage.readiness.watching import of_item
from onsite.stage.readiness.wording import cell
from onsite.stage.wording import clock, length, standing
from onsite.ui.line_list import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onsite.stage import history
    from onsite.stage.console.board import Board
    from onsite.stage.display.shown import Shown, Tone
    from onsite.stage.engine.schedule import Times
    from onsite.stage.moment import Moment
    from onsite.stage.readiness.reading import Ready
    from onsite.stage.reading import Kept
    from onsite.ui.line_list import Tone as LineTone

MINUTE_MS = 60_000
_SIGNS = {
    Status.COMING: " ",
    Status.ARMED: "◆",
    Status.RUNNING: "▶",
    Status.DONE: "✓",
    Status.SKIPPED: "–",
    Status.PASSED: "·",
}
_TONES: dict[Status, LineTone] = {
    Status.ARMED: "strong",
    Status.RUNNING: "strong",
    Status.DONE: "muted",
    Status.SKIPPED: "muted",
    Status.PASSED: "muted",
}
_UNLIKELY_MS = 20 * 3_600_000
"""Slack beyond that says only that nothing presses."""


def minutes(ms: int) -> str:
    """How much later, in whole minutes, as `+3` or `−12`; empty for less than half a minute."""
    whole = round(ms / MINUTE_MS)
    return f"{whole:+d}".replace("-", "−") if whole else ""


def minutes_late(planned_ms: int, at_ms: int) -> str:
    """How much later than planned, as whoever compares the two hours on the screen counts it."""
    return minutes((at_ms // MINUTE_MS - planned_ms // MINUTE_MS) * MINUTE_MS)


def span(ms: int) -> str:
    """A length in whole minutes that cannot be taken for an hour: `21 min`, `2 h 5 min`."""
    hours, minute = divmod(int(abs(ms) / MINUTE_MS), 60)
    parts = [_("{h} h").format(h=hours)] if hours else []
    if minute or not hours:
        parts.append(_("{m} min").format(m=minute))
    told = " ".join(parts)
    return f"−{told}" if ms <= -MINUTE_MS else told


def figures(board: Board, moment: Moment) -> str:
    """The line above everything: where, of which day, how late, until when, what is left."""
    schedule, plan = moment.schedule, board.plan
    told = [board.name, days.in_words(board.day, plan, moment.now_ms)]
    if schedule.ends_ms is not None:
        told.append(lateness(schedule.behind_ms))
        ends, over = hour(schedule.ends_ms, plan, board.day), ""
        if schedule.over_end_ms:
            over = minutes_late(schedule.ends_ms - schedule.over_end_ms, schedule.ends_ms)
        told.append(
            _("ends {at} ({late})").format(at=ends, late=over)
            if over
            else _("ends {at}").format(at=ends)
        )
        left = slack(moment.kept.rundown, moment.show, moment.now_ms, schedule).tightest
        if left is not None and left.left_ms < _UNLIKELY_MS:
            told.append(_("slack {left}").format(left=span(left.left_ms)))
    if moment.show.follow:
        told.append(_("by the clock"))
    return " · ".join(told)


def lateness(behind_ms: int) -> str:
    """How late the show is, in words."""
    long = round(abs(behind_ms) / MINUTE_MS) * MINUTE_MS
    if not long:
        return _("on time")
    late = _("{long} behind") if behind_ms > 0 else _("{long} ahead")
    return late.format(long=span(long))


def tone_word(tone: Tone) -> str:
    """The word of a tone, as on the display."""
    return _(WORDS[tone]) if WORDS[tone] else ""


def facts_of_timer(board: Board, moment: Moment, shown: Shown) -> list[str]:
    """What stands beside the digits: the word, what runs, who, and its times."""
    item, timer = moment.item, moment.timer
    if item is None or timer is None:
        return [_("TIME OF DAY"), _("Nothing runs."), *_what_next(moment)]
    said = moment.kept.fields.get(item.id)
    names = ", ".join(each.name for each in (said.speakers or ())) if said is not None else ""
    lines = [tone_word(shown.tone), item.title or item.id]
    if names:
        lines.append(names)
    run, plan = moment.run, board.plan
    if run is None:
        planned = hour(item.start_ms, plan, board.day)
        lines.append(_("planned {at}, {long}").format(at=planned, long=length(timer.length_ms)))
        return [*lines, _("Space: GO")]
    began = _("began {at} · ends {end}").format(
        at=hour(run.started_ms, plan, board.day), end=hour(timer.ends_ms, plan, board.day)
    )
    lines += [began, _of_length(moment)]
    return [*lines, _("p: it goes on")] if run.paused else lines


def _of_length(moment: Moment) -> str:
    run, timer = moment.run, moment.timer
    if run is None or timer is None:
        return ""
    gone = length(timer.elapsed_ms)
    if run.added_ms:
        return _("{gone} of {long} ({added})").format(
            gone=gone, long=length(timer.length_ms), added=length(run.added_ms, signed=True)
        )
    return _("{gone} of {long}").format(gone=gone, long=length(timer.length_ms))


def _what_next(moment: Moment) -> list[str]:
    if moment.schedule.next:
        return [_("Space starts the next item: GO.")]
    return [_("The last item is over.")] if moment.kept.rundown.items else []


def next_line(board: Board, moment: Moment) -> str:
    """What comes next, when it was planned and when it is expected."""
    times = moment.schedule.of(moment.schedule.next)
    if times is None:
        return _("Nothing comes after this.") if moment.kept.rundown.items else ""
    expected = hour(times.expected_start_ms, board.plan, board.day)
    what = who(moment.kept, times.item)
    late = minutes_late(times.planned_start_ms, times.expected_start_ms)
    if not late:
        return _("Next {at}  {what}").format(at=expected, what=what)
    planned = hour(times.planned_start_ms, board.plan, board.day)
    return _("Next {planned} → {at} ({late})  {what}").format(
        planned=planned, at=expected, late=late, what=what
    )


def who(kept: Kept, item: str) -> str:
    """An item with its speakers."""
    known, said = kept.rundown.by_id.get(item), kept.fields.get(item)
    title = (known.title if known is not None else "") or item
    names = ", ".join(each.name for each in (said.speakers or ())) if said is not None else ""
    return f"{title} – {names}" if names else title


def item_line(board: Board, moment: Moment, times: Times, speakers: Sequence[Ready] = ()) -> Line:
    """An item in the table: plan, expected, actual, how late it begins, where it stands.

    Args:
        board: what the store says.
        moment: the rundown now.
        times: of the item.
        speakers: how far its speakers are.
    """
    plan = board.plan
    began_ms, day = times.actual_start_ms, board.day
    pending = times.status in (Status.COMING, Status.ARMED)
    out = times.status in (Status.SKIPPED, Status.PASSED)
    item = moment.kept.rundown.by_id[times.item]
    stands = of_item(times, speakers, moment.now_ms, plan.stage)
    told = [each.marks for each in speakers]
    if out or times.status is Status.DONE or (times.status is Status.RUNNING and not any(told)):
        told = []
    cells = (
        _SIGNS[times.status],
        hour(times.planned_start_ms, plan, day),
        hour(times.expected_start_ms, plan, day) if pending else "",
        hour(began_ms, plan, day) if began_ms is not None else "",
        "" if out else minutes_late(times.planned_start_ms, times.expected_start_ms),
        length(item.length_ms) if item.length_ms else "",
        standing(moment.show, times),
        cell(told, stands),
        who(moment.kept, times.item),
    )
    return Line(times.item, cells, _tone(times, stands))


def _tone(times: Times, stands: Standing) -> LineTone:
    missed = times.conflict_ms and times.status in (Status.COMING, Status.ARMED)
    if missed or stands is Standing.RED:
        return "bad"
    if times.status is Status.COMING and times.over_ms >= MINUTE_MS:
        return "warning"
    if stands is Standing.AMBER:
        return "warning"
    return _TONES.get(times.status, "")


def stage_line(board: Board, stage: str, moment: Moment) -> Line:
    """A stage beside the others: what runs there, how long still, how late it is, what comes."""
    plan, item, timer = board.plan, moment.item, moment.timer
    following = moment.schedule.of(moment.schedule.next)
    late = moment.schedule.behind_ms
    cells = (
        "▶" if stage == board.stage else " ",
        plan.stages[stage].name,
        length(timer.remaining_ms) if timer is not None else "",
        minutes(late),
        who(moment.kept, item.id) if item is not None else "–",
        hour(following.expected_start_ms, plan, board.day) if following is not None else "",
    )
    tone: LineTone = "warning" if late >= MINUTE_MS else ""
    return Line(stage, cells, "bad" if timer is not None and timer.remaining_ms < 0 else tone)


def display_line(board: Board, now_ms: int) -> str:
    """What the displays of the stage are told besides the timer; empty for nothing."""
    told, parts = board.told, []
    if told.blackout:
        parts.append(_("■ The display is black: b shows it again."))
    if told.message is not None:
        said = _("Display: “{text}”").format(text=told.message.text)
        if told.message.seen_ms is not None:
            seen = clock(told.message.seen_ms, board.plan, seconds=True)
            said += " " + _("✓ seen {at}").format(at=seen)
        elif told.message.asks_seen:
            waits = length(max(0, now_ms - told.message.at_ms))
            said += " " + _("… not seen for {long}").format(long=waits)
        parts.append(said)
    return "  ".join(parts)


def log_lines(
    board: Board, done: Iterable[history.Line], operators: Mapping[str, str]
) -> list[Line]:
    """What was done, the newest first: when, what, to what, by whom.

    Args:
        board: for the time zone, and what items are called.
        done: in order.
        operators: names of people by id.
    """
    lines = []
    for each in done:
        # The name comes last: it is what a narrow line may cut.
        what, about, *more = happened_in_parts(each)
        cells = (
            clock(each.at_ms, board.plan, seconds=True),
            " ".join(filter(None, (what, *more, about))),
            operators.get(each.operator, each.operator),
        )
        tone: LineTone = "" if each.came == "took" else "muted"
        lines.append(Line(f"{each.id.station}-{each.id.number}", cells, tone))
    return lines[::-1]
