"""`onsite badges handed` and `void`: what becomes of a badge that is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onsite.badges.printing.commands import JOB, tell
from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.badges.bulk.boxes import Boxed
    from onsite.journal.journal import Journal


@click.command(
    help="\n\n".join(
        (
            _(
                "Say that a guest has their badge. WHICH is what its code says, as a scanner reads "
                "it, or a print job."
            ),
            JOB,
            _("Of a badge that was printed ahead, with --json: attendee, and the box."),
        )
    )
)
@click.argument("which")
@command_options
def handed(shell: Shell, which: str) -> None:
    """Run `onsite badges handed`."""
    from onsite.badges.jobs.refusals import found

    with shell.site() as site:
        box = site.write_now(_fetched, which, site.operator)
        if box is not None:
            said = _("Handed over: it was in box {box}.").format(box=box.box)
            shell.say(said, {"attendee": box.attendee, "box": box.box})
            return
        job = site.write_now(_handed, which, site.operator)
        tell(shell, site, shell.plan(site), site.read_now(found, job))


@click.command(
    help="\n\n".join(
        (
            _(
                "Say that the badge of a print job was destroyed. Its code lets nobody in any "
                "more, unless the guest has another good badge that bears the same one."
            ),
            JOB,
        )
    )
)
@click.argument("job")
@click.option("--why", metavar="TEXT", required=True, help=_("For whoever reads the record."))
@command_options
def void(shell: Shell, job: str, why: str) -> None:
    """Run `onsite badges void`."""
    from onsite.badges import service
    from onsite.badges.jobs.refusals import found
    from onsite.roster.acts.doing import Doer
    from onsite.roster.acts.options import doer

    with shell.site() as site:
        printed = site.read_now(found, job).printed != "no"
        who = doer(site, why) if printed else Doer(site.operator)
        site.write_now(service.void, job, why, who)
        tell(shell, site, shell.plan(site), site.read_now(found, job))


def _fetched(journal: Journal, rows: Connection, which: str, operator: str) -> Boxed | None:
    """Hand over the badge out of its box whose code was read; None where it lay in none.

    Raises:
        NotPossibleError: it is not right any more.
    """
    from onsite.badges.bulk.boxes import badge_ahead
    from onsite.badges.bulk.collecting import collect
    from onsite.badges.codes.genuine import Genuine, check
    from onsite.badges.jobs.reading import jobs_of

    read = check(rows, journal.signer, which)
    if not isinstance(read, Genuine):
        return None
    attendee, number = read.badge.attendee, read.badge.generation
    if any(job.generation == number and job.printed != "no" for job in jobs_of(rows, attendee)):
        return None
    found = badge_ahead(rows, attendee, number)
    return collect(journal, rows, attendee, operator) if found is not None else None


def _handed(journal: Journal, rows: Connection, which: str, operator: str) -> str:
    """Hand over the badge of a job, or the one whose code was read; answers its job."""
    from onsite.badges import service
    from onsite.badges.codes.genuine import Genuine, check
    from onsite.badges.jobs.handing import hand_over

    read = check(rows, journal.signer, which)
    job = which
    if isinstance(read, Genuine):
        code = (read.badge.attendee, read.badge.generation)
        job = service.seen(journal, rows, code, "", operator) or which
    hand_over(journal, rows, job, operator)
    return job
