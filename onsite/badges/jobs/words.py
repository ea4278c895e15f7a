"""Print jobs and printers in words, and what somebody does about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.printing import undrawn
from onsite.badges.rules import State
from onsite.cleaning import clean
from onsite.language import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from onsite.badges.rules import Attempt, Job, LabelStock
    from onsite.ui.line_list import Tone

STATES = {
    State.ASKED: N_("waits for the printer"),
    State.RENDERED: N_("drawn, waits for the printer"),
    State.SENT: N_("being sent"),
    State.ACCEPTED: N_("printing"),
    State.DONE: N_("printed"),
    State.SEEN: N_("printed, its code was read"),
    State.HANDED_OVER: N_("handed over"),
    State.FAILED: N_("failed"),
    State.CANCELLED: N_("cancelled"),
    State.VOID: N_("void"),
    State.LOST: N_("lost"),
}
SIGNS = {
    State.ASKED: "·",
    State.RENDERED: "·",
    State.SENT: "▸",
    State.ACCEPTED: "▸",
    State.DONE: "✓",
    State.SEEN: "✓",
    State.HANDED_OVER: "✓",
    State.FAILED: "✗",
    State.CANCELLED: "–",
    State.VOID: "–",
    State.LOST: "–",
}
_TONES: dict[State, Tone] = {
    State.DONE: "good",
    State.SEEN: "good",
    State.HANDED_OVER: "muted",
    State.FAILED: "bad",
    State.CANCELLED: "muted",
    State.VOID: "muted",
    State.LOST: "muted",
}
_FAILURES = {
    "not_sent": N_("the printer was not reached"),
    "drawing": N_("it could not be drawn"),
    "cancelled": N_("the printer has cancelled it"),
    "aborted": N_("the printer has given it up"),
    "forgotten": N_("the printer knows nothing of it"),
    "unanswered": N_("the connection broke while it was sent"),
    "restarted": N_("this laptop was restarted while it was sent"),
    "stuck": N_("it took too long, and could not be cancelled"),
}
NO_PRINTER = "no_printer"
"""What a job needs whose printers all say that they do not print."""
_NEEDS = {
    "maybe_printed": N_(
        "Look into the printer: is the badge there? If so, hand it over. If not, issue it again."
    ),
    "not_printed": N_("Nothing was printed. Print it again, or move it to another printer."),
    "held": N_("See to the printer: it goes on by itself. Or move the job to another one."),
    "overdue": N_("It takes longer than it should. Look at the printer, or move the job."),
    "conflict": N_("Two stations may have printed it: destroy one of the two badges."),
    NO_PRINTER: N_("None of its printers works: see to one, or move it to another."),
}
_NEXT = {
    State.ASKED: N_("It is printed when its turn comes."),
    State.RENDERED: N_("It is printed when its turn comes."),
    State.SENT: N_("It is on its way to the printer."),
    State.ACCEPTED: N_("It comes out of the printer now."),
    State.DONE: N_("Scan the badge, and hand it over."),
    State.SEEN: N_("Hand it over."),
    State.HANDED_OVER: N_("Nothing: the guest has it."),
    State.FAILED: N_("It is tried again by itself."),
    State.CANCELLED: N_("Nothing was printed. F7 prints it again."),
    State.VOID: N_("If the old badge turns up, destroy it."),
    State.LOST: N_("F8 issues another one; the lost one is refused at every desk."),
}
REASONS = {
    "damaged": N_("It is damaged or badly printed"),
    "not_there": N_("It did not come out"),
    "not_in_box": N_("It is not in its box"),
    "lost": N_("The guest has lost it"),
    "wrong": N_("Something on it was wrong"),
    "taken": N_("Somebody else took it"),
    "undone": N_("The admission was taken back"),
    "replaced": N_("Another badge was issued"),
    "transferred": N_("The ticket is another person's now"),
}
"""Kept as the code; any other reason is the operator's own words."""
_BY_ITSELF = ("undone", "replaced", "transferred")
"""Why a job has ended though nobody has decided it."""
_PRINTER_STATES = {
    "ready": N_("ready"),
    "printing": N_("printing"),
    "stopped": N_("stopped"),
    "out_of_paper": N_("out of paper"),
    "jam": N_("paper jam"),
    "cover_open": N_("cover open"),
    "offline": N_("does not answer"),
    "unknown": N_("says nothing"),
}
_PRINTER_TONES: dict[str, Tone] = {"ready": "good", "printing": "good", "unknown": "muted"}


def state(job: Job, need: str = "") -> str:
    """Where a job stands.

    Args:
        job: as it stands.
        need: why somebody has to look at it, where that is known.
    """
    said = _(STATES[job.state])
    if need == NO_PRINTER:
        return _("waits: no printer works")
    last = job.last
    if job.state in (State.VOID, State.CANCELLED) and job.ended_reason in _BY_ITSELF:
        return _("{state}: {why}").format(state=said, why=reason(job.ended_reason))
    if job.state is State.FAILED and last is not None:
        return _("{state}: {why}").format(state=said, why=failure(last))
    if last is not None and last.under_way and last.held:
        return _("{state}: {why}").format(state=said, why=printer_state(last.held))
    return said


def failure(attempt: Attempt) -> str:
    """Why an attempt came to nothing, as far as it is known."""
    said = _(_FAILURES[attempt.why]) if attempt.why in _FAILURES else attempt.why
    why = ""
    if attempt.why == "drawing":
        why = undrawn.why(attempt.detail)
    elif attempt.why == "not_sent":
        from onsite.badges.queues import words as printer_words  # which takes its words from here

        codes = [each.strip() for each in attempt.detail.split(",")]
        why = printer_words.why("stopped", codes) or reasons(codes)
    return _("{state}: {why}").format(state=said, why=why) if why else said


def tone(job: Job, need: str) -> Tone:
    """How a job is drawn."""
    if need:
        return "bad" if job.state is State.FAILED or need == "conflict" else "warning"
    return _TONES.get(job.state, "")


def sign(job: Job, need: str) -> str:
    """A job's state in one sign."""
    return "!" if need else SIGNS[job.state]


def reason(why: str) -> str:
    """A reason in words, whether it is kept as a code or was written by hand."""
    return _(REASONS[why]) if why in REASONS else why


def what_next(job: Job, need: str) -> str:
    """What somebody does about a job now.

    Args:
        job: as it stands.
        need: what `rules.needs_person` says.
    """
    last = job.last
    if need == "signs":
        return missing(job.signs)
    if need == "not_printed" and last is not None and last.why == "drawing":
        helps = undrawn.advice(last.detail)
        if helps:
            return helps
    return _(_NEEDS[need]) if need in _NEEDS else _(_NEXT[job.state])


def missing(signs: str) -> str:
    """That no font has some signs, and what to do about it."""
    said = ngettext(
        "No font has the sign {signs}: it is printed as a box. Correct the name, or write it by "
        "hand.",
        "No font has the signs {signs}: they are printed as boxes. Correct the name, or write it "
        "by hand.",
        len(signs),
    )
    return said.format(signs=" ".join(signs))


def in_folder(folder: Path) -> str:
    """What somebody does about a badge that is a file."""
    said = _("It is a file in {folder}: print it, scan it, hand it over.")
    return said.format(folder=folder)


def printer_state(kind: str) -> str:
    """What a printer says about itself."""
    return _(_PRINTER_STATES[kind]) if kind in _PRINTER_STATES else clean(kind)


def printer_tone(kind: str) -> Tone:
    """How a printer is drawn."""
    return _PRINTER_TONES.get(kind, "bad")


def reasons(codes: Iterable[str]) -> str:
    """A printer's own codes, as it gives them; another station may have recorded them."""
    return ", ".join(filter(None, (clean(each) for each in codes if each != "none")))


def stock(labels: LabelStock) -> str:
    """How many labels are left, and for how long they last."""
    if labels.left is None:
        return ""
    left = ngettext("{n} label", "{n} labels", labels.left).format(n=labels.left)
    if labels.minutes is None:
        return left
    return _("{left} for {span}").format(left=left, span=span(labels.minutes * 60))


def span(seconds: float) -> str:
    """A stretch of time, as short as it can be said."""
    minutes = int(seconds) // 60
    if minutes < 1:
        return _("{n} s").format(n=max(int(seconds), 0))
    if minutes < 120:  # noqa: PLR2004 - two hours, from which hours say enough
        return _("{n} min").format(n=minutes)
    return _("{n} h").format(n=minutes // 60)
