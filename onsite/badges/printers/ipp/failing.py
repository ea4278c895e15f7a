"""What a failed question means for a badge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.printers import saying
from onsite.badges.printers.ipp.talking import HTTP, NOT_FOUND, RefusedError, TalkError

if TYPE_CHECKING:
    from onsite.errors import OnsiteError

_NOT_ACCEPTING, _BUSY = 0x0506, 0x0507
_FORMATS = (0x040A, 0x0411)
_FAULTS = (0x0500, 0x0504, 0x0508)
"""Answers of a printer that broke down over the job: it may have begun."""


def failure(printer: str, error: TalkError) -> OnsiteError:
    """What is raised where no answer, or no, came to a question of which nothing is printed."""
    if not isinstance(error, RefusedError):
        return saying.unreachable(printer)
    if error.status in _FAULTS:
        return saying.nobody_knows(printer)
    if error.needs_tls:
        return saying.needs_tls(printer)
    return _said_no(printer, error)


def _said_no(printer: str, error: RefusedError) -> OnsiteError:
    if is_missing(error):
        return saying.unknown_there(printer)
    if error.status == _NOT_ACCEPTING:
        return saying.takes_none(printer)
    if error.status == _BUSY:
        return saying.busy(printer)
    if error.status in _FORMATS:
        return saying.no_format(printer)
    return saying.refused(printer, str(error))


def is_missing(error: RefusedError) -> bool:
    """Whether there is no such queue, or no such path."""
    return error.status in (NOT_FOUND, HTTP + 404)
