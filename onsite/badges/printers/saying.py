"""Why a badge was not sent, or may have been, in words."""

from __future__ import annotations

import errno

from onsite.badges.printers.channel import MayHaveBeenSent, NotDrawn, NotSent
from onsite.language import _


def unreachable(printer: str) -> NotSent:
    """No connection was made."""
    return NotSent(
        _("{printer} does not answer.").format(printer=printer),
        _("See that it is switched on and on the network; its address stands in the plan."),
        "unreachable",
    )


def unknown_there(printer: str) -> NotSent:
    """The print server knows no such queue."""
    return NotSent(
        _("There is no printer at the address of {printer}.").format(printer=printer),
        _("Correct the address in the plan; “lpstat -a” lists the queues of a print server."),
        "no-such-queue",
    )


def takes_none(printer: str) -> NotSent:
    """It takes no jobs, or none of this kind."""
    return NotSent(
        _("{printer} takes no jobs.").format(printer=printer),
        _("Somebody has closed its queue, or it is full; see to it, or choose another printer."),
        "takes-none",
    )


def busy(printer: str) -> NotSent:
    """It has another job, and no queue."""
    return NotSent(
        _("{printer} is busy with another job.").format(printer=printer),
        _("Try again in a moment, or choose another printer."),
        "in-use",
    )


def no_format(printer: str) -> NotDrawn:
    """It speaks no language of ours."""
    return NotDrawn(
        _("{printer} takes none of the formats that badges come in.").format(printer=printer),
        _("Put it behind CUPS, which can translate, and give the address of that queue."),
    )


def needs_tls(printer: str) -> NotSent:
    """It wants to be spoken to in secret only."""
    return NotSent(
        _("{printer} takes encrypted connections only.").format(printer=printer),
        _("Write ipps:// instead of ipp:// in its address in the plan."),
        "needs-tls",
    )


def refused(printer: str, status: str) -> NotSent:
    """It said no, for another reason."""
    return NotSent(
        _("{printer} has refused the job ({status}).").format(printer=printer, status=status),
        _("Look at the printer itself, or choose another one."),
        status,
    )


def not_ready(printer: str, reasons: str) -> NotSent:
    """It says of itself that it cannot print now."""
    return NotSent(
        _("{printer} cannot print now: {reasons}.").format(printer=printer, reasons=reasons),
        _("See to the printer, then print again; nothing was sent."),
        reasons,
    )


def no_program(printer: str, program: str) -> NotSent:
    """What the spooler is asked with is not here."""
    return NotSent(
        _("{printer} needs the program “{program}”, which is not here.").format(
            printer=printer, program=program
        ),
        _("Install CUPS's client (on Debian: cups-client), or give an address with ipp://."),
        "no-program",
    )


def not_drawn(printer: str, reason: str) -> NotDrawn:
    """Drawing it has come to an end that nobody has thought of."""
    return NotDrawn(
        _("The badge could not be drawn for {printer} ({reason}).").format(
            printer=printer, reason=reason
        ),
        _("Look at its design with “onsite badges preview”, or choose another printer."),
    )


def two_sides(printer: str) -> NotDrawn:
    """It takes single pictures, and the badge has a back."""
    return NotDrawn(
        _("{printer} takes single pictures, and this badge has two sides.").format(printer=printer),
        _("Choose a template without a back, or another printer."),
    )


def too_wide(printer: str, width: int, head: int) -> NotDrawn:
    """The badge does not fit on what lies in it."""
    return NotDrawn(
        _("The badge is {width} dots wide, and {printer} prints {head}.").format(
            width=width, printer=printer, head=head
        ),
        _("Choose a narrower template, or correct the label in the plan."),
    )


def not_written(printer: str, error: OSError) -> NotSent:
    """The folder does not take the file."""
    reason = error.strerror or type(error).__name__
    return NotSent(
        _("Nothing can be written to the folder of {printer}: {reason}").format(
            printer=printer, reason=reason
        ),
        _("Make the folder, or free some space; its path stands in the plan."),
        "disk-full" if error.errno == errno.ENOSPC else "folder-not-writable",
    )


def nobody_knows(printer: str) -> MayHaveBeenSent:
    """The connection ended before the answer."""
    return MayHaveBeenSent(
        _("{printer} has not answered; the badge may be printed or not.").format(printer=printer),
        _("Look at the printer before you print it again."),
    )
