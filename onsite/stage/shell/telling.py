"""Rundowns as lines for a terminal, and as objects for --json."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from onsite.clock import from_ms
from onsite.journal.facts import LATEST_MS
from onsite.language import _, ngettext, pgettext
from onsite.stage import wording
from onsite.stage.engine import schedule, timing
from onsite.stage.engine.slack import slack
from onsite.stage.hours import hour
from onsite.ui.cells import fit, width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.plan.model import Plan
    from onsite.stage.engine.backtiming import Proposal
    from onsite.stage.engine.schedule import Schedule, Times
    from onsite.stage.engine.show import Show
    from onsite.stage.engine.slack import Slack, Slacks
    from onsite.stage.outcomes import Outcome
    from onsite.stage.reading import Kept
    from onsite.stage.rules import Link

_WIDE = 500
"""Columns where there is no terminal: nothing is cut."""
_LEAST = 24
"""Cells that a title has at least, however narrow the terminal."""


def rundown_lines(kept: Kept, plan: Plan, now_ms: int) -> list[str]:
    """A rundown as a table, with what runs above it."""
    show = kept.show(now_ms)
    seen = schedule.expected(kept.rundown, show, now_ms)
    then = pgettext("of an item", "Expected")
    heads = ("#", _("Plan"), then, _("Length"), _("Over"), _("Status"), _("Title"))
    items = [_cells(kept, plan, number, each, show) for number, each in enumerate(seen.times, 1)]
    table = _aligned([heads, *items], (True, False, False, True, True, False, False))
    return [_headline(kept, plan), *_now(kept, plan, show, seen, now_ms), "", *table]


def rundown_object(
    kept: Kept, plan: Plan, now_ms: int, links: Mapping[str, Link]
) -> dict[str, Any]:
    """All of a rundown; instants UTC as ISO 8601, lengths in seconds."""
    show = kept.show(now_ms)
    seen = schedule.expected(kept.rundown, show, now_ms)
    left = slack(kept.rundown, show, now_ms, seen)
    return {
        "stage": kept.stage,
        "name": plan.stages[kept.stage].name if kept.stage in plan.stages else kept.stage,
        "day": kept.day,
        "now": iso(now_ms),
        "running": show.running,
        "armed": show.armed,
        "next": seen.next,
        "sessions": list(show.sessions),
        "follow": show.follow,
        "behind_s": _s(seen.behind_ms),
        "ends": iso(seen.ends_ms),
        "must_end": iso(kept.rundown.must_end_ms),
        "slack": [_limit(each) for each in left if each is not None],
        "items": [_item(kept, show, each, now_ms, links) for each in seen.times],
    }


def proposal_lines(kept: Kept, plan: Plan, found: Proposal) -> list[str]:
    """What back-timing proposes, as a table of what is and what would be planned."""
    new = pgettext("of a length or a time", "New")
    heads = ("#", _("Plan"), new, _("Length"), new, _("Title"))
    items = [
        (
            str(kept.rundown.place[line.item] + 1),
            hour(line.planned_start_ms, plan, kept.day),
            hour(line.start_ms, plan, kept.day),
            wording.length(line.planned_length_ms),
            wording.length(line.length_ms),
            kept.rundown.by_id[line.item].title,
        )
        for line in found.lines
        if line.changed
    ]
    table = _aligned([heads, *items], (True, False, False, True, True, False)) if items else []
    ends = _("Everything would be over at {at}.").format(at=hour(found.ends_ms, plan, kept.day))
    if found.uncut_ms:
        late = wording.length(found.uncut_ms)
        ends += " " + _("That is {late} too late: nothing may be cut any more.").format(late=late)
    return [*table, ends]


def proposal_object(found: Proposal) -> dict[str, Any]:
    """What back-timing proposes; instants UTC as ISO 8601, lengths in seconds."""
    return {
        "ends": iso(found.ends_ms),
        "uncut_s": _s(found.uncut_ms),
        "items": [
            {
                "item": line.item,
                "planned_start": iso(line.planned_start_ms),
                "planned_length_s": _s(line.planned_length_ms),
                "start": iso(line.start_ms),
                "length_s": _s(line.length_ms),
            }
            for line in found.lines
            if line.changed
        ],
    }


def _limit(left: Slack) -> dict[str, Any]:
    takers = [
        {"item": each.item, "gives": each.give.value, "s": _s(each.ms)} for each in left.absorbers
    ]
    limit = {"until": left.until, "limit": iso(left.limit_ms), "left_s": _s(left.left_ms)}
    return {**limit, "absorbers": takers}


def outcome_object(said: Outcome) -> dict[str, Any]:
    """What came of a press."""
    told: dict[str, Any] = {
        "what": said.what,
        "deed": said.deed,
        "item": said.item,
        "title": said.title,
        "run": said.run,
        "act": act_number(*said.id) if said.id is not None else "",
        "at": iso(said.at_ms) if said.at_ms else None,
        "why": said.why,
    }
    if said.by_ms:
        told["by_s"] = _s(said.by_ms)
    if said.operator:
        told |= {"operator": said.operator, "station": said.station}
    if said.roles:
        told["roles"] = list(said.roles)
    if said.undone:
        told["undone"] = said.undone
    if said.changes:
        told["changes"] = said.changes
    return told


def act_number(station: str, number: int) -> str:
    """The number of an act, as it is shown and typed."""
    return f"{station[:6]}-{number}"


def iso(ms: int | None) -> str | None:
    """An instant, UTC, as ISO 8601; None for none, and for one beyond all calendars."""
    return from_ms(ms).isoformat() if ms is not None and 0 <= ms <= LATEST_MS else None


def _headline(kept: Kept, plan: Plan) -> str:
    name = plan.stages[kept.stage].name if kept.stage in plan.stages else kept.stage
    many = len(kept.rundown.items)
    items = ngettext("{n} item", "{n} items", many).format(n=many)
    return _("{stage}, {day}: {what}").format(stage=name, day=kept.day, what=items)


def _now(kept: Kept, plan: Plan, show: Show, seen: Schedule, now_ms: int) -> list[str]:
    lines = []
    for key in filter(None, (show.running, *show.sessions)):
        run, item = show.run(key), kept.rundown.by_id.get(key)
        if run is None or item is None:
            continue
        at = timing.timer(item, run, now_ms)
        state = _("paused") if at.paused else _(wording.PHASES[at.phase])
        told = _("Now: {title}, {left} left of {length} ({phase})")
        if at.remaining_ms < 0:
            told = _("Now: {title}, {left} over {length} ({phase})")
        lines.append(
            told.format(
                title=item.title or item.id,
                left=wording.length(abs(at.remaining_ms)),
                length=wording.length(at.length_ms),
                phase=state,
            )
        )
    if seen.next:
        title = kept.rundown.by_id[seen.next].title or seen.next
        word = _("Standby: {title}") if show.armed == seen.next else _("Next: {title}")
        lines.append(word.format(title=title))
    lines.append(_ending(kept, plan, seen))
    lines.append(_slack(kept, slack(kept.rundown, show, now_ms, seen)))
    return [line for line in lines if line]


def _ending(kept: Kept, plan: Plan, seen: Schedule) -> str:
    if seen.ends_ms is None:
        return ""
    at = hour(seen.ends_ms, plan, kept.day)
    told = _("Ends at {at}").format(at=at)
    if seen.over_end_ms:
        over = wording.length(seen.over_end_ms, signed=True)
        told = _("Ends at {at} ({over})").format(at=at, over=over)
    if kept.rundown.must_end_ms is None:
        return told
    must = _("must end at {at}").format(at=hour(kept.rundown.must_end_ms, plan, kept.day))
    return _("{ends}, {must}").format(ends=told, must=must)


def _slack(kept: Kept, left: Slacks) -> str:
    """How much later everything may become before the tightest limit is missed."""
    tightest = left.tightest
    if tightest is None:
        return ""
    until = pgettext("of a rundown", "the end")
    if tightest.until:
        until = wording.quoted(kept.rundown.by_id[tightest.until].title or tightest.until)
    return _("Slack: {left} until {until}").format(
        left=wording.length(tightest.left_ms), until=until
    )


def _cells(kept: Kept, plan: Plan, number: int, times: Times, show: Show) -> tuple[str, ...]:
    item, fields = kept.rundown.by_id[times.item], kept.fields[times.item]
    who = ", ".join(each.name for each in fields.speakers or ())
    title = f"{item.title} – {who}" if who else item.title
    over = times.over_ms
    return (
        str(number),
        hour(times.planned_start_ms, plan, kept.day),
        hour(times.expected_start_ms, plan, kept.day),
        wording.length(item.length_ms) if item.length_ms else "–",
        wording.length(over, signed=True) if over else "",
        wording.standing(show, times),
        title,
    )


def _aligned(table: list[tuple[str, ...]], rights: tuple[bool, ...]) -> list[str]:
    columns = [max(width(cell) for cell in column) for column in zip(*table, strict=True)]
    rest = shutil.get_terminal_size((_WIDE, 24)).columns - sum(columns[:-1]) - 2 * len(columns[1:])
    columns[-1] = min(columns[-1], max(_LEAST, rest))
    return [
        "  ".join(
            fit(cell, cells, right=right)
            for cell, cells, right in zip(row, columns, rights, strict=True)
        ).rstrip()
        for row in table
    ]


def _item(
    kept: Kept, show: Show, times: Times, now_ms: int, links: Mapping[str, Link]
) -> dict[str, Any]:
    item, fields = kept.rundown.by_id[times.item], kept.fields[times.item]
    run = show.run(item.id)
    said = fields.model_dump(exclude={"speakers", "start_ms", "length_ms"})
    timer = timing.timer(item, run, now_ms) if run is not None and run.ended_ms is None else None
    return {
        "item": item.id,
        **{key: value for key, value in said.items() if not key.endswith("_ms")},
        "status": times.status.value,
        "planned_start": iso(times.planned_start_ms),
        "planned_end": iso(times.planned_end_ms),
        "expected_start": iso(times.expected_start_ms),
        "expected_end": iso(times.expected_end_ms),
        "actual_start": iso(times.actual_start_ms),
        "actual_end": iso(times.actual_end_ms),
        "length_s": _s(item.length_ms),
        "over_s": _s(times.over_ms),
        "shortest_s": _s(item.least_ms),
        "qa_s": _s(item.qa_ms),
        "warn_s": _s(item.warn_ms),
        "danger_s": _s(item.danger_ms),
        "conflict_s": _s(times.conflict_ms),
        "soaked_s": _s(times.soaked_ms),
        "remaining_s": _s(timer.remaining_ms) if timer is not None else None,
        "elapsed_s": _s(timer.elapsed_ms) if timer is not None else None,
        "phase": timer.phase.value if timer is not None else "",
        "paused": timer.paused if timer is not None else False,
        "speakers": [
            {
                "id": each.id,
                "name": each.name,
                "attendee": links[each.id].attendee,
                "found_by": links[each.id].how,
            }
            for each in fields.speakers or ()
        ],
    }


def _s(ms: int) -> float:
    return ms / 1000
