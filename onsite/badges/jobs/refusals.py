"""Why something cannot be done about a badge, and what can be done instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.bulk.boxes import boxed
from onsite.badges.codes.ids import GENERATIONS
from onsite.badges.jobs.reading import job
from onsite.badges.rules import Refusal, State, next_state
from onsite.errors import BadInputError, NotPossibleError
from onsite.language import N_, _
from onsite.plan.printers import known

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.badges.rules import Event, Job
    from onsite.plan.model import Plan
    from onsite.roster.facts import Record

_NOT_FROM = {
    State.ASKED: N_("The badge is not printed yet."),
    State.RENDERED: N_("The badge is not printed yet."),
    State.SENT: N_("The badge is being printed."),
    State.ACCEPTED: N_("The badge is being printed."),
    State.DONE: N_("The badge is printed."),
    State.SEEN: N_("The badge is printed."),
    State.HANDED_OVER: N_("The badge was handed over."),
    State.FAILED: N_("The badge was not printed."),
    State.CANCELLED: N_("The print job was cancelled."),
    State.VOID: N_("The badge is void."),
    State.LOST: N_("The badge was lost."),
}


def found(rows: Connection, which: str) -> Job:
    """The job of that id.

    Raises:
        NotPossibleError: there is none.
    """
    known_job = job(rows, which)
    if known_job is None:
        raise NotPossibleError(
            _("There is no print job “{job}”.").format(job=which),
            _("“onsite badges jobs” lists them."),
        )
    return known_job


def check(old: Job, event: Event) -> None:
    """See that a step is possible from where a job stands.

    Raises:
        NotPossibleError: it is not.
    """
    if isinstance(next_state(old.state, event), Refusal):
        raise not_from_there(old)


def check_printer(plan: Plan, printer: str) -> None:
    """See that the plan has a printer.

    Raises:
        NotPossibleError: it has not.
    """
    if printer not in known(plan.printers):
        raise NotPossibleError(
            _("The plan has no printer “{printer}”.").format(printer=printer),
            _("Choose one of: {known}.").format(known=", ".join(known(plan.printers))),
        )


def check_boxes(rows: Connection, attendee: str) -> None:
    """See that no badge of theirs that is right was printed ahead.

    Raises:
        NotPossibleError: one was.
    """
    ahead = boxed(rows, attendee)
    if ahead is not None and not ahead.outdated:
        raise from_a_box(ahead.box) if ahead.collected else in_a_box(ahead.box)


def not_from_there(old: Job) -> NotPossibleError:
    """What it is, and that this is therefore not possible."""
    return NotPossibleError(
        _(_NOT_FROM[old.state]), _("This is not possible any more, or not yet.")
    )


def needs_reason() -> BadInputError:
    """A second badge is nothing that just happens."""
    return BadInputError(
        _("A second badge needs a reason."),
        _("Say in a few words why the first one counts no more."),
    )


def already_stands(old: Job) -> NotPossibleError:
    """Another desk was quicker."""
    return NotPossibleError(
        _("Another badge stands for this one already."),
        _("See the print job {job}.").format(job=old.instead),
    )


def is_old() -> NotPossibleError:
    """It would be refused at every desk."""
    return NotPossibleError(
        _("The badge was issued again since: this one is void."), _("Print the newer one.")
    )


def in_the_printer() -> NotPossibleError:
    """A second one would come out."""
    return NotPossibleError(
        _("The badge is being printed."), _("Cancel the print job first, or wait for it.")
    )


def in_a_box(box: str) -> NotPossibleError:
    """There would be two with the same code."""
    return NotPossibleError(
        _("A badge of theirs was printed ahead, and lies in box {box}.").format(box=box),
        _("Hand that one out. If it is not there, issue another one: it is then refused."),
    )


def from_a_box(box: str) -> NotPossibleError:
    """They have one already, and a second one with the same code would be as good."""
    return NotPossibleError(
        _("A badge of theirs was printed ahead, and handed over from box {box}.").format(box=box),
        _("If it is lost or wrong, issue another one: the old one is then refused."),
    )


def is_nameless(record: Record) -> bool:
    """Whether nobody has said whose ticket it is: of the shop's signed codes no list was heard."""
    return not record.name.strip()


def nameless() -> NotPossibleError:
    """Such a badge would say nothing to anybody."""
    return NotPossibleError(
        _("The name is not known: there is nothing to print on a badge."),
        _("Write it in: Ctrl+Y at the desk, or at the problem desk. Then print the badge."),
    )


def too_many() -> NotPossibleError:
    """No code can say that there is one more."""
    return NotPossibleError(
        _("Nobody can have more than {many} badges one after the other.").format(many=GENERATIONS),
        _("Print the newest one once more."),
    )


def maybe_printed() -> NotPossibleError:
    """There is nothing to cancel."""
    return NotPossibleError(
        _("Nobody knows whether the badge was printed: it cannot be cancelled."),
        _("Look into the printer. Print it again, or issue it again."),
    )


def nothing_printed() -> NotPossibleError:
    """There is nothing that somebody could have been given."""
    return NotPossibleError(
        _("Nothing was printed: there is no badge to hand over."),
        _("Print it again. If a badge is there all the same, scan it: that is believed."),
    )


def at_another_station() -> NotPossibleError:
    """Only it can take it back."""
    return NotPossibleError(
        _("Another station is printing the badge just now."),
        _("Cancel it there, or issue the badge again."),
    )
