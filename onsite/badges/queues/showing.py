"""The printers' screen in lines: what each printer says, and where each job stands. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onsite.badges.facts import PRINTING
from onsite.badges.jobs import words
from onsite.badges.queues import words as printer_words
from onsite.badges.rules import ENDED, THERE, UNDER_WAY, WAITING, State, needs_person
from onsite.clock import from_ms
from onsite.language import _, ngettext
from onsite.ui.line_list import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from onsite.badges.rules import Job, LabelStock, Limits
    from onsite.plan.model import Plan

Which = str
OPEN, ENDED_ONES = "open", "ended"
_INDENT = " " * 9
_LATELY = 200
"""So many that have ended are shown."""


@dataclass(frozen=True, slots=True)
class Said:
    """What printers have said last, by their ids; those that were not asked are left out."""

    kinds: Mapping[str, str] = field(default_factory=dict)
    """As `ready` or `out_of_paper`."""
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """In the printer's own codes, or ours."""
    station: str = ""
    """Which has asked them: of another's jobs they say nothing."""


@dataclass(frozen=True, slots=True)
class PrinterSeen:
    """A printer of the plan, as far as this station knows it."""

    id: str
    name: str
    kind: str = "unknown"
    """As `ready` or `out_of_paper`."""
    reasons: tuple[str, ...] = ()
    stock: LabelStock | None = None
    """None where nobody counts."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What the screen shows, as it was read at one moment."""

    printers: tuple[PrinterSeen, ...] = ()
    jobs: tuple[Job, ...] = ()
    """All that have not ended, and the last ones that have."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Of attendees, by their ids."""
    limits: Limits | None = None
    planned: bool = True
    """Whether the plan names printers; else a folder stands for one."""
    pools: Mapping[str, str] = field(default_factory=dict)
    """What the pools are called, by their ids; with an empty one where no pool is named."""
    stuck: frozenset[str] = frozenset()
    """The jobs of which no printer works that may print them."""

    def need(self, job: Job, now: datetime) -> str:
        """Why somebody has to look at a job; empty where nobody has to."""
        known = needs_person(job, now, self.limits) if self.limits is not None else ""
        stuck = job.job in self.stuck and known in ("", "overdue")
        return words.NO_PRINTER if stuck else known

    def printer_of(self, job: Job) -> str:
        """The id of the printer that prints a job, or will; empty while that is open."""
        return job.last.printer if job.last is not None else job.printer

    def printer_name(self, printer: str) -> str:
        """What a printer is called."""
        return next((each.name for each in self.printers if each.id == printer), printer)

    def printed_on(self, job: Job) -> str:
        """What the printer is called that prints a job, or its pool while that is open."""
        printer = self.printer_of(job)
        if printer:
            return self.printer_name(printer)
        return self.pools.get(job.pool) or self.pools.get("") or _("any")

    def who(self, job: Job) -> str:
        """Whose badge it is."""
        if job.why == "test":
            return _("Test page")
        return self.names.get(job.attendee, job.attendee)


def shown_jobs(survey: Survey, which: Which, printer: str, now: datetime) -> list[Job]:
    """The jobs of a list, in the order in which somebody looks at them.

    Args:
        survey: what was read.
        which: `OPEN` or `ENDED_ONES`.
        printer: only this one's; empty for all.
        now: aware.
    """
    ended = which == ENDED_ONES
    found = [
        job
        for job in survey.jobs
        if _has_ended(job) == ended and printer in ("", survey.printer_of(job))
    ]
    if ended:
        return sorted(found, key=lambda job: (-job.changed_ms, job.job))[:_LATELY]
    return sorted(found, key=lambda job: (_rank(job, survey.need(job, now)), job.asked, job.job))


def _has_ended(job: Job) -> bool:
    """Whether nobody waits for it; a test page is handed over to nobody."""
    return job.state in ENDED or (job.why == "test" and job.state in THERE)


def _rank(job: Job, need: str) -> int:
    """What needs somebody comes first, then what is being printed, what waits, what is there."""
    if need:
        return 0
    ranks = ((UNDER_WAY, 1), (WAITING, 2), ({State.FAILED}, 2), (THERE, 3))
    return next((rank for states, rank in ranks if job.state in states), 4)


def figures(survey: Survey, now: datetime) -> str:
    """The line above everything."""
    waiting = [job for job in survey.jobs if job.state in WAITING | UNDER_WAY]
    there = [job for job in survey.jobs if job.state in THERE and not _has_ended(job)]
    needed = [job for job in survey.jobs if survey.need(job, now)]
    parts = [
        ngettext("{n} badge in the queue", "{n} badges in the queue", len(waiting)).format(
            n=len(waiting)
        )
        if waiting
        else _("The queue is empty")
    ]
    if there:
        said = ngettext("{n} to be handed over", "{n} to be handed over", len(there))
        parts.append(said.format(n=len(there)))
    if needed:
        said = ngettext("! {n} needs somebody", "! {n} need somebody", len(needed))
        parts.append(said.format(n=len(needed)))
    return " · ".join(parts)


def printer_line(printer: PrinterSeen, survey: Survey) -> Line:
    """A printer: its name, what it says, its queue, its labels."""
    mine = [job for job in survey.jobs if survey.printer_of(job) == printer.id]
    queued = sum(job.state in WAITING | UNDER_WAY for job in mine)
    said = printer_words.said(printer.kind, printer.reasons)
    low = printer.stock is not None and printer.stock.low
    left = words.stock(printer.stock) if printer.stock is not None else ""
    tone = words.printer_tone(printer.kind)
    return Line(
        printer.id,
        (
            printer.name,
            said,
            ngettext("{n} job", "{n} jobs", queued).format(n=queued) if queued else "",
            f"! {left}" if low else left,
        ),
        "warning" if low and tone != "bad" else tone,
    )


def to_choose(printers: Iterable[PrinterSeen]) -> list[Line]:
    """Printers to choose from, each with its name and state; those that print come first."""
    order = {"good": 0, "muted": 1}
    toned = [(words.printer_tone(each.kind), each) for each in printers]
    toned.sort(key=lambda each: order.get(each[0], 2))
    return [
        Line(each.id, (each.name, printer_words.said(each.kind, each.reasons)), tone)
        for tone, each in toned
    ]


def job_line(job: Job, survey: Survey, now: datetime) -> Line:
    """A job: its age, sign, whose badge, where it stands, on which printer."""
    need = survey.need(job, now)
    return Line(
        job.job,
        (
            age(job, now),
            words.sign(job, need),
            survey.who(job),
            words.state(job, need),
            survey.printed_on(job),
        ),
        words.tone(job, need),
    )


def age(job: Job, now: datetime) -> str:
    """For how long a job has been in the world."""
    return words.span((now - from_ms(job.asked_ms)).total_seconds()) if job.asked_ms else ""


def evidence(job: Job, survey: Survey, plan: Plan) -> list[str]:
    """All that is known of a job, a line each; times in the event's zone.

    Args:
        job: as it stands.
        survey: what was read.
        plan: knows the zone.
    """

    def clock(at_ms: int) -> str:
        return plan.local(from_ms(at_ms)).strftime("%H:%M:%S") if at_ms else ""

    said = _("{time} asked for by {operator}")
    lines = [said.format(time=clock(job.asked_ms), operator=job.operator)]
    lines += [_("Why: {reason}").format(reason=words.reason(job.reason))] if job.reason else []
    for each in job.attempts:
        head = (survey.printer_name(each.printer), _(words.STATES[each.state]))
        lines.append(f"{clock(each.sent_ms)} {' · '.join(filter(None, head))}")
        lines += [_INDENT + words.failure(each)] if each.why else []
        number = _("number {number}").format(number=each.number) if each.number else ""
        codes = (number, words.reasons(each.reasons), each.detail, each.name)
        lines.append(_INDENT + " · ".join(filter(None, codes)))
    marks = (
        (job.seen_ms, _("{time} its code was read")),
        (job.handed_ms, _("{time} handed over")),
        (job.cancel_ms, _("{time} not to be printed any more")),
        (job.void_ms, _("{time} void")),
        (job.lost_ms, _("{time} lost")),
    )
    lines += [told.format(time=clock(at_ms)) for at_ms, told in marks if at_ms]
    decided = _decided(job, plan)
    return [*lines, _INDENT + decided] if decided else lines


def _decided(job: Job, plan: Plan) -> str:
    """Why a job has ended, and who has decided it; empty of one that nobody has ended."""
    if not (job.cancel_ms or job.void_ms or job.lost_ms):
        return ""
    known = plan.operators.get(job.ended_by)
    who = known.name if known is not None else job.ended_by
    by = _("by {operator}").format(operator=who) if who and who != PRINTING else ""
    return " · ".join(filter(None, (words.reason(job.ended_reason), by)))
