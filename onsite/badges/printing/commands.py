"""`onsite badges print`, `jobs`, `cancel`, `move` and `labels`: what the printers do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onsite.badges.printing.options import wait_option
from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.badges.queues.stock import LabelStock
    from onsite.badges.rules import Job
    from onsite.plan.model import Plan
    from onsite.wiring import Site

JOB = _(
    """\b
    With --json, one object about the job:
      job, attendee, generation, state, printed (yes, maybe or no), why, reason, asked,
      needs (why somebody has to look at it; empty where nobody has to), conflict,
      attempts  each with name, printer, number, state, why, detail, sent, done"""
)
"""What --json answers, for the help of every command that tells of a job."""
STILL_WAITS = 3
"""The exit code of a command that has not waited for the badge to its end."""


@click.command(
    "print",
    help="\n\n".join(
        (
            _(
                "Print a badge, and wait until it is there. CODE is a ticket's code or an "
                "attendee's id. Whoever has a badge gets no second one without --again or --new, "
                "and a reason."
            ),
            JOB,
            _("And missing: the signs that no font has, which are printed as boxes."),
            _(
                "Exit code 0 once it is printed, 1 where it cannot be, 3 while it waits or is "
                "being printed: the app, or the next such command, goes on with it."
            ),
        )
    ),
)
@click.argument("attendee", metavar="CODE")
@click.option("--again", metavar="WHY", default="", help=_("The same badge once more."))
@click.option("--new", metavar="WHY", default="", help=_("Another badge: the old one is void."))
@click.option("--lost", is_flag=True, help=_("With --new: the old one was lost."))
@wait_option
@command_options
def print_badge(
    shell: Shell, attendee: str, again: str, new: str, lost: bool, seconds: float
) -> int:
    """Run `onsite badges print`."""
    import asyncio

    from onsite.badges.jobs import words as job_words
    from onsite.badges.printing.asked import asked
    from onsite.badges.printing.signs import missing_signs
    from onsite.badges.printing.waiting import settled
    from onsite.badges.queues.survey import names_of
    from onsite.badges.rules import THERE, UNDER_WAY, WAITING, may_retry
    from onsite.errors import NotPossibleError
    from onsite.roster.acts.options import which

    if again and new:
        raise click.UsageError(_("Either --again or --new."))
    with shell.site() as site:
        plan, who = shell.plan(site), which(site, attendee)
        signs = asyncio.run(missing_signs(site, plan, who))
        if signs and not shell.as_json:
            click.echo(f"! {job_words.missing(signs)}", err=True)
        job = asked(site, plan, who, (again, new, lost))
        done = asyncio.run(settled(site, job, seconds))
        told = as_object(done, _need(site, plan, done)) | {"missing": list(signs)}
        said = _said(done, told["needs"], site.read_now(names_of, [done.attendee]))
    waits = done.state in WAITING | UNDER_WAY or may_retry(done)
    if not waits and done.state not in THERE:
        raise NotPossibleError(said)
    shell.say(said, told)
    return STILL_WAITS if waits else 0


@click.command(
    help=_(
        """List the badges that are being printed, those that need somebody first.

        \b
        With --json, one object: jobs, each as “onsite badges print” tells of one."""
    )
)
@click.option("--all", "everything", is_flag=True, help=_("Those that have ended, too."))
@command_options
def jobs(shell: Shell, everything: bool) -> None:
    """Run `onsite badges jobs`."""
    from onsite.badges.jobs.reading import jobs as read
    from onsite.badges.queues.survey import names_of

    with shell.site() as site:
        plan = shell.plan(site)
        ended = _LATELY if everything else 0
        found = [(each, _need(site, plan, each)) for each in site.read_now(read, ended=ended)]
        names = site.read_now(names_of, {job.attendee for job, _needs in found})
    found.sort(key=lambda each: not each[1])
    said = "\n".join(f"{job.job}  {_said(job, need, names)}" for job, need in found)
    empty = _("No badge is being printed. “onsite badges print CODE” prints one.")
    shell.say(said or empty, {"jobs": [as_object(job, need) for job, need in found]})


@click.command(help="\n\n".join((_("Cancel a print job; what is printed already stays."), JOB)))
@click.argument("job")
@command_options
def cancel(shell: Shell, job: str) -> None:
    """Run `onsite badges cancel`."""
    from onsite.badges import service

    with shell.site() as site:
        plan = shell.plan(site)
        done = site.write_now(service.cancel, job, "", site.operator)
        tell(shell, site, plan, done)


@click.command(
    help="\n\n".join(
        (
            _(
                "Have another printer do a job. Where it may be printed already, the badge is "
                "issued again: give a reason with --note."
            ),
            JOB,
        )
    )
)
@click.argument("job")
@click.argument("printer")
@click.option("--note", metavar="TEXT", default="", help=_("For whoever reads the record."))
@command_options
def move(shell: Shell, job: str, printer: str, note: str) -> None:
    """Run `onsite badges move`."""
    from onsite.badges import service
    from onsite.badges.jobs.refusals import found
    from onsite.badges.printing.asked import doer_of

    with shell.site() as site:
        plan = shell.plan(site)
        old = site.read_now(found, job)
        whose = doer_of(site, "" if old.printed == "no" else note)
        moving = service.Moving(job, printer, here=True, reason=note)
        new = site.write_now(service.move, plan, moving, whose)
        tell(shell, site, plan, site.read_now(found, new))


@click.command(
    help=_(
        """Show how many labels are in each printer; with a printer and a number, say it.

        \b
        With --json, one object: labels, each with
          printer, left (null where nobody counts), per_hour, minutes (how long they last; null
          where none are used), low"""
    )
)
@click.argument("printer", required=False, default="")
@click.argument("number", required=False, type=int)
@command_options
def labels(shell: Shell, printer: str, number: int | None) -> None:
    """Run `onsite badges labels`."""
    from onsite.badges import service
    from onsite.badges.facts import LabelsCounted
    from onsite.badges.jobs.reading import labels as read
    from onsite.clock import to_ms

    if printer and (number is None or not 0 <= number <= _MOST):
        raise click.UsageError(_("Say how many labels are in the printer now."))
    with shell.site() as site:
        plan = shell.plan(site)
        if number is not None:
            counted = LabelsCounted(printer=printer, count=number)
            site.write_now(service.count_labels, plan, counted, site.operator)
        found = site.read_now(read, plan, to_ms(site.clock.now()))
    said = "\n".join(_stock(each) for each in found)
    shell.say(said, {"labels": [_stock_object(each) for each in found]})


_MOST = 10_000_000
_LATELY = 1_000


def as_object(job: Job, needs: str) -> dict[str, Any]:
    """A job as --json tells of it."""
    attempts = [
        {
            "name": each.name,
            "printer": each.printer,
            "number": each.number,
            "state": each.state.value,
            "why": each.why,
            "detail": each.detail,
            "sent": _when(each.sent_ms),
            "done": _when(each.done_ms),
        }
        for each in job.attempts
    ]
    said = ("job", "attendee", "generation", "printed", "why", "reason", "conflict")
    return {
        **{name: getattr(job, name) for name in said},
        "state": job.state.value,
        "asked": _when(job.asked_ms),
        "needs": needs,
        "attempts": attempts,
    }


def _need(site: Site, plan: Plan, job: Job) -> str:
    from onsite.badges.jobs.reading import limits
    from onsite.badges.rules import needs_person

    return needs_person(job, site.clock.now(), limits(plan))


def tell(shell: Shell, site: Site, plan: Plan, job: Job) -> None:
    """Say how a job stands."""
    from onsite.badges.queues.survey import names_of

    needs = _need(site, plan, job)
    names = site.read_now(names_of, [job.attendee])
    shell.say(_said(job, needs, names), as_object(job, needs))


def _said(job: Job, needs: str, names: Mapping[str, str]) -> str:
    from onsite.badges.jobs import words as job_words

    who = names.get(job.attendee) or job.attendee or _("Test page")
    at = job.last.printer if job.last is not None else ""
    parts = [job_words.sign(job, needs), who, job_words.state(job), f"({at})" if at else ""]
    parts += [job_words.what_next(job, needs)] if needs else []
    return " ".join(filter(None, parts))


def _stock(stock: LabelStock) -> str:
    from onsite.badges.jobs import words as job_words

    left = job_words.stock(stock) or _("nobody counts them")
    return f"{'!' if stock.low else ' '} {stock.printer}  {left}"


def _stock_object(stock: LabelStock) -> dict[str, Any]:
    said = ("printer", "left", "per_hour", "minutes", "low")
    return {name: getattr(stock, name) for name in said}


def _when(ms: int) -> str | None:
    from onsite.clock import from_ms

    return from_ms(ms).isoformat() if ms else None
