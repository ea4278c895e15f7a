"""Badges in words at the desk: how one stands, and what is done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.jobs import words as job_words
from onsite.badges.queues import words as printer_words
from onsite.badges.rules import UNDER_WAY, State, may_be_about, may_be_handed_over
from onsite.language import N_, _, ngettext
from onsite.plan.printers import known
from onsite.ui.banner import BannerContent
from onsite.ui.cells import fit, width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.badges.queues.showing import Said
    from onsite.badges.rules import Job
    from onsite.checkin.badges.views import BadgeSeen
    from onsite.checkin.views import Fresh
    from onsite.plan.model import Plan
    from onsite.ui.line_list import Tone

ACTS = {
    "print": N_("Print a badge"),
    "handed": N_("The guest has it"),
    "again": N_("Print the same badge again"),
    "issue": N_("Issue another one; the old one is then refused"),
    "move": N_("Another printer"),
    "cancel": N_("Cancel it"),
    "temporary": N_("Temporary badge: a card with a number"),
    "back": N_("It still is in its box"),
}
"""What Ctrl+K offers, in this order."""
_OF_A_BOX = {
    "handed": N_("It is handed over (box {box})"),
    "issue": N_("Issue another one; the one in box {box} is then refused"),
}
"""What the acts are called where a badge lies in a box that is right."""
_INSTEAD = N_("Print a badge; the one in box {box} is then refused")
"""What printing is called where the badge in a box is not right."""
_PRINTER_CELLS = 18
"""Of a printer's name in the status bar, which has more to say."""
_OUTDATED = {
    "changed": N_("a badge in box {box} says something else by now: do not hand it over"),
    "replaced": N_("the badge in box {box} counts no more: do not hand it over"),
}


def line(seen: BadgeSeen, *, key: bool = True) -> tuple[str, Tone]:
    """How a badge stands, on one line, and how it is drawn; empty where there is nothing to say.

    Args:
        seen: as it was read.
        key: whether the key that does something about it is this guest's now.
    """
    said, tone = (_nameless if seen.nameless else _whole)(seen, key=key)
    if not said:
        return "", ""
    name = seen.name or _("Unassigned ticket")
    return _("{name}: {badge}").format(name=name, badge=said), tone


def _whole(seen: BadgeSeen, *, key: bool) -> tuple[str, Tone]:
    """How it stands, with what else is to be said of it."""
    said, tone = _standing(seen)
    if not said:
        return "", ""
    if seen.card:
        goes_with = _("Goes with the card {card}.").format(card=seen.card)
        said = also(said, goes_with)
    if key and (seen.need or seen.besides):
        hint = _("Ctrl+K shows what can be done.")
        said = also(said, hint)
    elif key and _is_on_request(seen) and not seen.card:
        said = _("no badge yet: Ctrl+K prints it")
    elif key and seen.outdated and "print" in offered(seen):
        said = also(said, _("Ctrl+K prints the right one."))
    return said, tone


def also(said: str, more: str) -> str:
    """One sentence after the other."""
    if said.endswith((".", "。")):
        return _("{said} {more}").format(said=said, more=more)
    return _("{sentence}. {more}").format(sentence=said, more=more)


def _nameless(seen: BadgeSeen, *, key: bool) -> tuple[str, Tone]:
    """What is missing where nobody knows what to print on the badge, and where it is written in."""
    if seen.prints == "never":
        return "", ""
    said = _("! no badge yet, the name is not known")
    hint = _("Ctrl+Y writes it in, then Ctrl+K prints the badge.")
    return also(said, hint) if key else said, "warning"


def _standing(seen: BadgeSeen) -> tuple[str, Tone]:
    job = seen.job
    if seen.fetched or (seen.box and (job is None or job.state is State.CANCELLED)):
        return _ahead(seen)
    if job is None:
        return (_("no badge yet"), "muted") if seen.prints == "on_request" else ("", "")
    if job.state is State.HANDED_OVER:
        return _("✓ has the badge"), "muted"
    sign, said = job_words.sign(job, seen.need), job_words.state(job)
    told = _("{sign} badge {state}").format(sign=sign, state=said)
    if seen.printer and job.state not in (State.CANCELLED, State.VOID, State.LOST):
        told = _("{badge} ({printer})").format(badge=told, printer=seen.printer)
    if seen.need or job.state in (State.DONE, State.SEEN):
        told = also(told, job_words.what_next(job, seen.need))
    return told, job_words.tone(job, seen.need)


def _ahead(seen: BadgeSeen) -> tuple[str, Tone]:
    """How one stands that was printed ahead."""
    if seen.besides:
        told = _("two badges were given to them (boxes {boxes}): take one back, and destroy it")
        boxes = _(", ").join(seen.besides)
        return f"! {told.format(boxes=boxes)}", "warning"
    if seen.fetched:
        return _("✓ has the badge"), "muted"
    if not seen.outdated:
        return _("✓ pre-printed, in box {box}").format(box=seen.box), "good"
    told = _(_OUTDATED[seen.outdated]).format(box=seen.box)
    return f"! {told}", "warning"


def offered(seen: BadgeSeen) -> list[str]:
    """The keys of `ACTS` that make sense as things stand, in their order."""
    job = seen.job
    ahead = seen.lies or seen.fetched
    unsure = job is not None and job.state is State.FAILED and job.printed != "no"
    fits: Mapping[str, bool] = {
        "print": not ahead and (job is None or job.state is State.CANCELLED),
        "handed": seen.lies or (job is not None and may_be_handed_over(job)),
        "back": seen.fetched,
        "again": job is not None and job.state not in UNDER_WAY and _may_be_there(job),
        "issue": ahead or (job is not None and may_be_about(job)),
        "move": job is not None and _is_waiting(job),
        "cancel": job is not None and _is_waiting(job) and not unsure,
        "temporary": not seen.card,
    }
    return [key for key in ACTS if fits.get(key, False)]


def act(key: str, seen: BadgeSeen) -> str:
    """What one of `ACTS` is called for this badge.

    Args:
        key: of `ACTS`.
        seen: as it was read.
    """
    if seen.lies and key in _OF_A_BOX:
        return _(_OF_A_BOX[key]).format(box=seen.box)
    if seen.outdated == "changed" and key == "print":
        return _(_INSTEAD).format(box=seen.box)
    return _(ACTS[key])


def handed_over(fresh: Fresh) -> BannerContent:
    """The badge that was printed is there, and was scanned."""
    said = _("This is the new badge: hand it over.")
    if fresh.box:
        said = _("This is the badge from box {box}: hand it over.").format(box=fresh.box)
    return BannerContent("admit", _("BADGE"), said, name=fresh.name)


def printer(said: Said, names: Mapping[str, str], needing: int = 0) -> tuple[str, bool]:
    """How the printers of the desk are, for the status bar, and whether something is wrong.

    Args:
        said: what the printers have said last.
        names: what the printers of the desk are called, by their ids.
        needing: how many badges wait for somebody.
    """
    known = [(each, said.kinds[each]) for each in names if each in said.kinds]
    bad = [each for each in known if job_words.printer_tone(each[1]) == "bad"]
    parts = []
    if bad:
        which, kind = bad[0]
        why = printer_words.why(kind, said.reasons.get(which, ()))
        state = why or job_words.printer_state(kind)
        name = fit(names[which], min(width(names[which]), _PRINTER_CELLS)).rstrip()
        parts.append(_("{printer}: {state}").format(printer=name, state=state))
    elif known:
        parts.append(_("printer {state}").format(state=job_words.printer_state(known[0][1])))
    if needing:
        more = ngettext("! {n} badge needs somebody", "! {n} badges need somebody", needing)
        parts.append(more.format(n=needing))
    return " · ".join(parts), bool(bad or needing)


def printers_of(plan: Plan, desk: str) -> dict[str, str]:
    """The printers of a desk with their names, by their ids; all where it has no pool.

    Args:
        plan: the plan in force.
        desk: its id; empty where it is not said which desk it is.
    """
    pool = (plan.desks[desk].pool if desk in plan.desks else None) or plan.badges.pool
    printers = known(plan.printers)
    keys = plan.printer_pools[pool].printers if pool in plan.printer_pools else tuple(printers)
    return {key: printers[key].name for key in keys if key in printers}


def _is_on_request(seen: BadgeSeen) -> bool:
    return seen.prints == "on_request" and seen.job is None and not (seen.box or seen.fetched)


def _is_waiting(job: Job) -> bool:
    return job.state in (State.ASKED, State.RENDERED, State.SENT, State.ACCEPTED, State.FAILED)


def _may_be_there(job: Job) -> bool:
    return job.state in (
        State.SENT,
        State.ACCEPTED,
        State.DONE,
        State.SEEN,
        State.FAILED,
        State.HANDED_OVER,
    )
