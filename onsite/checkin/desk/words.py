"""What the desk says: answers, people and histories as the texts that its widgets draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.checkin import wording
from onsite.checkin.asking import words as asking
from onsite.checkin.conflicts import words as conflict_words
from onsite.checkin.goods import wording as handing
from onsite.checkin.party import wording as party
from onsite.checkin.voiding import words as void_words
from onsite.errors import OnsiteError
from onsite.language import N_, _
from onsite.ui.banner import BannerContent, Outcome
from onsite.ui.line_list import Line, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from onsite.checkin.views import Answer, Conflict, Guest, LoggedScan
    from onsite.checkin.voiding.admissions import AfterVoid
    from onsite.plan.model import Plan

_CONFLICTS = 3
"""So many are told in a person's details; the history has them all."""
SIGNS: dict[Outcome, str] = {"admit": "✓", "ask": "?", "refuse": "✗", "exit": "←", "idle": "·"}
TONES: dict[Outcome, Tone] = {
    "admit": "good",
    "ask": "warning",
    "refuse": "bad",
    "exit": "",
    "idle": "muted",
}
UNDO_REASONS = {
    "wrong_person": N_("It was another person"),
    "by_mistake": N_("Scanned by mistake"),
    "turned_back": N_("Did not come in after all"),
    "stayed": N_("Did not leave after all"),
    "wrong_checkpoint": N_("Wrong checkpoint or direction"),
}
"""Kept as the code; any other reason is the operator's own words."""
_UNDO_OF_ONE_DIRECTION = {"turned_back": "entry", "stayed": "exit"}


def answered(answer: Answer, plan: Plan, now: datetime, names: Mapping[str, str]) -> BannerContent:
    """The answer to a scan; `names` are those of stations, by their ids."""
    verdict, guest = answer.verdict, answer.guest
    title = wording.title(verdict)
    sentence = wording.sentence(verdict, plan, now, names)
    if sentence:
        sentence = _("{title} – {sentence}").format(title=title, sentence=sentence)
    return BannerContent(
        outcome=outcome_of(answer),
        word=wording.headline(verdict),
        sentence=sentence or title,
        name=wording.name_of(guest) if guest else "",
        tags=_tags(guest) if guest else (),
        lines=(
            *asking.asked(verdict.asks, plan),
            *handing.lines(answer),
            *filter(None, [wording.overrulers(verdict, plan), _elsewhere(answer)]),
            *_about(guest, answer.code),
        ),
        card=handing.card(answer) + _received(answer),
        hint=handing.hint(answer) or (asking.what_next(verdict) if guest else ""),
    )


def not_saved(error: OnsiteError) -> BannerContent:
    """Nothing was recorded: nobody may go through on this."""
    return BannerContent(
        "refuse", _("NOT SAVED"), error.happened, lines=tuple(filter(None, [error.advice]))
    )


def waiting() -> BannerContent:
    """A scan is not on disk yet: nobody may go through on it."""
    return BannerContent(
        word=_("WAIT"),
        sentence=_("This scan is being saved. The answer comes by itself."),
        lines=(_("Further scans are taken meanwhile."),),
    )


def unexpected() -> OnsiteError:
    """What is said where a bug kept an attempt from being recorded."""
    return OnsiteError(
        _("Something unexpected happened: this scan was not saved."),
        _("Scan again. If it happens again, note it on paper and call the lead."),
    )


def idle(*, opened: bool, planned: bool, listed: bool, leaving: bool) -> BannerContent:
    """What is said while nobody stands before the desk: what to do next."""
    if not opened:
        return BannerContent(sentence=_("Opening the store… Scans are taken already."))
    if not planned:
        return BannerContent(
            sentence=_("No plan has been published here yet."),
            lines=(_("Start one with “onsite plan init”, then run “onsite plan publish”."),),
        )
    if not listed:
        return BannerContent(
            sentence=_("Nobody is on the attendee list yet."),
            lines=(_("F3 imports a list, as a CSV or a spreadsheet file."),),
        )
    if leaving:
        return BannerContent(
            "exit", _("EXIT MODE"), _("This desk records who leaves. F5 turns it back to entry.")
        )
    return BannerContent(
        sentence=_("Scan a ticket, or type a name."),
        lines=(_("The next scan always answers the last. F1 explains the screen."),),
    )


def taken_back(answer: Answer, plan: Plan, now: datetime, why: str) -> BannerContent:
    """A passage was undone."""
    sentence = _("The scan of {time} was taken back: {why}.").format(
        time=wording.moment(answer.at, plan, now), why=undo_reason(why)
    )
    name = wording.name_of(answer.guest) if answer.guest else ""
    return BannerContent("ask", _("UNDONE"), sentence, name=name)


def undo_reasons(direction: str) -> tuple[str, ...]:
    """The codes of `UNDO_REASONS` that suit an `entry`, an `exit`, or either."""
    return tuple(
        code for code in UNDO_REASONS if _UNDO_OF_ONE_DIRECTION.get(code, direction) == direction
    )


def undo_reason(why: str) -> str:
    """A reason in words, whether it is kept as a code or was written by hand."""
    return _(UNDO_REASONS[why]) if why in UNDO_REASONS else why


def outcome_of(scan: Answer | LoggedScan) -> Outcome:
    """The banner's colour and shape for an answer."""
    if scan.verdict.reason.value == "left":
        return "exit"
    outcome: Outcome = scan.verdict.outcome.value
    return outcome


def scan_line(scan: LoggedScan, plan: Plan) -> Line:
    """A line of the last scans: time, sign, who, what."""
    outcome = outcome_of(scan)
    sign, title, tone = SIGNS[outcome], wording.title(scan.verdict), TONES[outcome]
    if scan.undone:
        title, tone = _("taken back"), "muted"
    elif scan.conflict:
        sign, title, tone = conflict_words.SIGN, _("let in twice"), "warning"
    elif scan.void:
        sign, title, tone = conflict_words.SIGN, void_words.short(scan.void), "warning"
    time = plan.local(scan.at).strftime("%H:%M")
    whom = scan.name or (_("Unassigned ticket") if scan.attendee else scan.code)
    return Line(scan.key, (time, sign, whom, title), tone)


def guest_line(number: int, guest: Guest, plan: Plan, now: datetime) -> Line:
    """A person to choose: key, name, where from, how they stand."""
    key = _("Alt+{number}").format(number=number) if number <= len("123456789") else ""
    whence = " · ".join(filter(None, (guest.company, guest.category)))
    stands, tone = standing(guest, plan, now)
    return Line(guest.attendee, (key, _marked(guest), whence, stands), tone)


def standing(guest: Guest, plan: Plan, now: datetime) -> tuple[str, Tone]:
    """How a person stands with the checkpoint, in words and as a tone."""
    time = wording.moment(guest.since, plan, now) if guest.since else ""
    if guest.state == "expected":
        return _("expected"), ""
    if guest.state == "inside":
        return (_("✓ in since {time}").format(time=time) if time else _("✓ in")), "good"
    if guest.state == "left":
        return (_("← left {time}").format(time=time) if time else _("← left")), "muted"
    if guest.state == "confirm_unpaid":
        return "? " + wording.reason_title("unpaid"), "warning"
    return "✗ " + wording.reason_title(guest.state), "bad"


def details(
    guest: Guest,
    plan: Plan,
    now: datetime,
    conflicts: Sequence[Conflict],
    names: Mapping[str, str],
    voids: Sequence[AfterVoid] = (),
) -> list[str]:
    """All that is known of a person, a line each."""
    stands = standing(guest, plan, now)[0]
    twice = [
        conflict_words.both_admissions(each, plan, now, names) for each in conflicts[:_CONFLICTS]
    ]
    codes = _("Codes: {codes}").format(codes=", ".join(guest.codes)) if guest.codes else ""
    known = (*party.about(guest), *_about(guest, ""), guest.email, codes)
    late = [void_words.admission(each, plan, now, names) for each in voids[:_CONFLICTS]]
    return list(filter(None, [stands, *twice, *late, *known]))


def marks(guest: Guest) -> tuple[str, ...]:
    """The short words that stand beside a name."""
    return _tags(guest)


def _marked(guest: Guest) -> str:
    return " ".join((wording.name_of(guest), *(f"[{tag}]" for tag in _tags(guest))))


def _tags(guest: Guest) -> tuple[str, ...]:
    named = (
        (guest.vip, _("VIP")),
        (guest.speaker, _("SPEAKER")),
        (guest.attention, _("LOOK TWICE")),
        (not guest.listed, _("NOT ON THE LIST")),
    )
    return tuple(tag for is_one, tag in named if is_one)


def _received(answer: Answer) -> tuple[str, ...]:
    guest = answer.guest
    return party.card(guest) if guest and outcome_of(answer) == "admit" else ()


def _elsewhere(answer: Answer) -> str:
    """Whose desk it would be; gently, and only to those who came in."""
    if not answer.desk or outcome_of(answer) != "admit":
        return ""
    return _("Their desk: {desk}").format(desk=answer.desk)


def _about(guest: Guest | None, code: str) -> list[str]:
    if guest is None:
        return [_("Code: {code}").format(code=code)] if code else []
    labelled = (
        (_("Diet: {text}"), guest.diet),
        (_("Seat: {text}"), "" if party.card(guest) else guest.seat),
        (_("Order: {text}"), guest.order),
    )
    whence = " · ".join(filter(None, (guest.category, guest.company)))
    note = _("Note: {text}").format(text=guest.notes) if guest.notes else ""
    rest = " · ".join(label.format(text=text) for label, text in labelled if text)
    return list(filter(None, [whence, note, rest]))
