"""What the desk says of a badge, in as many words as there is room for.

What does not fit is said in fewer words. What somebody has to do is never cut off; a long name is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onsite.badges.jobs import words as job_words
from onsite.badges.rules import State
from onsite.checkin.badges.words import also, line
from onsite.language import N_, _
from onsite.ui.cells import ELLIPSIS, fit, width, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onsite.badges.rules import Job
    from onsite.checkin.badges.views import BadgeSeen
    from onsite.ui.line_list import Tone

    Words = Callable[[BadgeSeen], str]

_NEEDS = {
    "maybe_printed": N_("Look whether it is in the printer."),
    "not_printed": N_("Nothing was printed."),
    "held": N_("See to the printer."),
    "overdue": N_("Look at the printer."),
    "conflict": N_("It may be there twice: destroy one."),
    job_words.NO_PRINTER: N_("None of its printers works."),
}
_SIGNS = 3
"""So many that no font has are shown."""
_LONG, _SHORT = (32, 24, 16), (12, 8, 6)
"""Cells of a name that is cut: sooner than that less is said, and where nothing else helps."""


def fitted(seen: BadgeSeen, cells: int, rows: int, *, key: bool = True) -> tuple[list[str], Tone]:
    """How a badge stands, in rows, and how it is drawn; no row where there is nothing to say.

    Args:
        seen: as it was read.
        cells: of a row.
        rows: at most so many.
        key: whether the key that does something about it is this guest's now.
    """
    said, tone = line(seen, key=key)
    if not said:
        return [], tone
    found: list[str] = []
    for each in _shorter(seen, key=key):
        found = wrap(each, cells)
        if len(found) <= rows:
            return found, tone
    return [*found[: rows - 1], fit(f"{found[rows - 1]}{ELLIPSIS}", cells).rstrip()], tone


def _shorter(seen: BadgeSeen, *, key: bool) -> Iterator[str]:
    """From all of it to the least that helps."""
    ways: list[tuple[Words, tuple[int, ...]]] = [(lambda one: line(one, key=key)[0], _LONG)]
    if seen.job is not None and (seen.need or seen.job.state in (State.DONE, State.SEEN)):
        ways += [
            (lambda one: _told(one, key=key, state=True), _LONG),
            (lambda one: _told(one, key=key, state=False), (*_LONG, *_SHORT)),
            (lambda one: _told(one, key=False, state=False), (*_LONG, *_SHORT)),
        ]
    else:
        ways += [(ways[0][0], _SHORT)]
    for way, names in ways:
        yield way(seen)
        for cells in names:
            if width(seen.name) > cells:
                yield way(replace(seen, name=fit(seen.name, cells).rstrip()))


def _told(seen: BadgeSeen, *, key: bool, state: bool) -> str:
    """In few words: the state where it is wanted, what to do, and the key where it is this guest's.

    Args:
        seen: with a job.
        key: whether the key is this guest's.
        state: whether it is said where the job stands.
    """
    job = seen.job
    if job is None:
        return ""
    sign, do = job_words.sign(job, seen.need), _do(job, seen.need)
    told = _("{sign} {what}").format(sign=sign, what=do)
    if state:
        failed = job.state is State.FAILED
        stands = _(job_words.STATES[job.state]) if failed else job_words.state(job, seen.need)
        told = _("{sign} badge {state}").format(sign=sign, state=stands)
        if seen.printer:
            told = _("{badge} ({printer})").format(badge=told, printer=seen.printer)
        told = also(told, do)
    if key and seen.need:
        told = also(told, _("Ctrl+K shows what can be done."))
    return _("{name}: {badge}").format(name=seen.name, badge=told)


def _do(job: Job, need: str) -> str:
    if need == "signs":
        signs = " ".join(job.signs[:_SIGNS])
        return _("No font has {signs}: correct the name.").format(signs=signs)
    return _(_NEEDS[need]) if need in _NEEDS else job_words.what_next(job, need)
