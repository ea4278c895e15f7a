"""Verdicts in words, in the language in use and the zone of the event."""

from __future__ import annotations

from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from onsite import entry_times
from onsite.checkin.badge_codes import words as badge_words
from onsite.checkin.conditions import words as condition_words
from onsite.cleaning import clean
from onsite.language import N_, _
from onsite.staff.wording import roles_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.checkin.facts import Verdict
    from onsite.checkin.views import Guest
    from onsite.plan.model import Plan

FACTS = {
    "scan.made": N_("Scan"),
    "scan.undone": N_("Scan taken back"),
    "paper.made": N_("List printed"),
}
"""What is called how; see `fact_words`."""

_NO_NAMES: Mapping[str, str] = MappingProxyType({})
_HEADLINES = {
    "admit": N_("WELCOME"),
    "ask": N_("ASK"),
    "refuse": N_("STOP"),
}

_TITLES = {
    "unknown": N_("Not on the list"),
    "other_event": N_("Not for this event"),
    "revoked": N_("Code no longer valid"),
    "ambiguous": N_("More than one person"),
    "cancelled": N_("Cancelled"),
    "withdrawn": N_("No longer on the list"),
    "blocked": N_("Please see the problem desk"),
    "case": N_("A case is open"),
    "not_approved": N_("Not approved yet"),
    "too_early": N_("Too early"),
    "too_late": N_("Ticket has ended"),
    "category": N_("Not with this ticket"),
    "wrong_day": N_("Wrong day"),
    "unpaid": N_("Not paid"),
    "closed": N_("Closed now"),
    "rules": N_("Not allowed here now"),
    "misconfigured": N_("The plan has a fault"),
    "handed_over": N_("Handed over already"),
    "already_in": N_("Already in"),
    "confirm_unpaid": N_("Not paid: let in?"),
    "questions": N_("Questions are open"),
    "admitted": N_("Come in"),
    "overruled": N_("Let in although refused"),
    "left": N_("Exit recorded"),
    **badge_words.TITLES,
}

_SENTENCES = {
    "unknown": N_("Nobody on the list has this code. Search by name, or send to the problem desk."),
    "other_event": N_("This ticket is genuine, but for another date. Send to the problem desk."),
    "revoked": N_("A newer code was given out for this ticket. Ask for the newest one."),
    "ambiguous": N_("{many} people have this code. Ask for the name and choose below."),
    "cancelled": N_("This ticket was cancelled. Send to the problem desk."),
    "withdrawn": N_("The newest list does not name this person. Send to the problem desk."),
    "blocked": N_("Ask this guest to come to the problem desk."),
    "case": N_("The problem desk is looking after this guest. Send them there."),
    "not_approved": N_("The organisers have not approved this ticket. Send to the problem desk."),
    "too_early": N_("This ticket is good from {from}."),
    "too_late": N_("This ticket was good until {until}."),
    "category": N_("A ticket “{category}” is not admitted here."),
    "untyped": N_("A ticket without a type is not admitted here."),
    "wrong_day": N_("This ticket is for {days}."),
    "unpaid": N_("This ticket is not paid. Send to the problem desk."),
    "closed": N_("This checkpoint lets nobody in now."),
    "misconfigured": N_(
        "The rules of this checkpoint cannot be applied. Send to the problem desk; tell the lead."
    ),
    "handed_over": N_("Nothing is handed out here to a ticket like this."),
    "already_in": N_("Came in at {at}, {checkpoint}, checked in by {by}."),
    "confirm_unpaid": N_("The ticket stays unpaid, and the record says who let them in."),
    "questions": N_("There is something to ask before they come in."),
    "admitted": "",
    "overruled": N_("Refused: “{was}”. {by} has let them in all the same: {why}"),
    "left": "",
}

_EXACT = {
    "category": ("admitted", N_("A ticket “{category}” is not admitted here: only {admitted}.")),
    "untyped": ("admitted", N_("A ticket without a type is not admitted here: only {admitted}.")),
    "admitted": ("confirmed", N_("The operator has let them in all the same.")),
    "confirm_unpaid": ("kiosk", N_("This ticket is not paid. Please go to a desk.")),
    "questions": ("kiosk", N_("There is something to ask. Please go to a desk.")),
    "other_event": (
        "product",
        N_("This ticket is genuine, but its product {product} admits nobody here."),
    ),
    "revoked": (
        "barred",
        N_("The shop has taken this code back. Ask for a newer one, or send to the problem desk."),
    ),
    "closed": ("opens", N_("This checkpoint opens at {opens}.")),
    "handed_over": (
        "goods",
        N_("{goods}: handed over at {at} by {by}, {where}."),
    ),
    "already_in": (
        "station_name",
        N_("Came in at {at}, {checkpoint}, checked in by {by} at {station_name}."),
    ),
}


def headline(verdict: Verdict) -> str:
    """The one word that is read from two metres away."""
    if verdict.reason.value == "left":
        return _("EXIT")
    return _(_HEADLINES[verdict.outcome.value])


def title(verdict: Verdict) -> str:
    """The reason in a few words."""
    if verdict.details.get("confirmed"):
        return _("Come in, not paid")
    return reason_title(verdict.reason.value)


def reason_title(reason: str) -> str:
    """A `Reason` value in a few words."""
    return _(_TITLES[reason])


def sentence(
    verdict: Verdict, plan: Plan, now: datetime, names: Mapping[str, str] = _NO_NAMES
) -> str:
    """Why, in the guest's terms, and what to do next; empty where there is nothing to say.

    Args:
        verdict: the answer.
        plan: gives the names, and the zone in which times are shown.
        now: aware; a time of today is shown without its date.
        names: what stations are called, by their ids; one without a name is not mentioned.
    """
    reason = verdict.reason.value
    if reason == "left":
        return _warning(verdict)
    if reason == "category" and not verdict.details.get("category"):
        reason = "untyped"
    try:
        words = _words(verdict, plan, now, names)
        if reason == "rules":
            return condition_words.sentence(words, condition_words.Names(plan, day))
        template = _template(reason, words)
        return _(template).format(**words) if template else ""
    except (KeyError, ValueError):
        # Another station's answer may lack what these words need; its title says the reason.
        return ""


def _template(reason: str, words: Mapping[str, str]) -> str:
    of_badge = badge_words.template(reason, words)
    if of_badge is not None:
        return of_badge
    key, exact = _EXACT.get(reason, ("", ""))
    if words.get(key):
        return exact
    if words.get("only") == "exit":
        return N_("This checkpoint is for leaving only.")
    return _SENTENCES[reason]


def overrulers(verdict: Verdict, plan: Plan) -> str:
    """Who may decide otherwise; empty where nobody needs to."""
    known = [key for key in verdict.overrule if key in plan.roles]
    if not known:
        return ""
    return _("May decide otherwise: {roles}").format(roles=roles_in_words(plan, known))


def name_of(guest: Guest) -> str:
    """The guest's name, or what stands for it: a ticket may have been given to nobody yet."""
    return guest.name or _("Unassigned ticket")


def station_name(station: str, names: Mapping[str, str] = _NO_NAMES) -> str:
    """What a station is called; the first digits of its id where that is not known."""
    return clean(names.get(station, "")) or station[:6]


def moment(instant: datetime, plan: Plan, now: datetime) -> str:
    """When an entry was made, as far as that can be believed; see `planned`."""
    if entry_times.believable(instant, now):
        return planned(instant, plan, now)
    return entry_times.unknown()


def planned(instant: datetime, plan: Plan, now: datetime) -> str:
    """An aware instant in the event's zone; with its date where that is not today's."""
    local = plan.local(instant)
    if local.date() == plan.local(now).date():
        return local.strftime("%H:%M")
    return f"{day(local.date())} {local:%H:%M}"


def day(when: date) -> str:
    """A date as people say it."""
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    return f"{names[when.weekday()]} {when.isoformat()}"


_MOMENTS = {"from": planned, "until": planned, "opens": planned, "at": moment, "last": moment}
"""Instants among a verdict's details, and how each is shown."""


def _warning(verdict: Verdict) -> str:
    if verdict.warning is None:
        return ""
    why = reason_title(verdict.warning.value)
    return _("An entry would have been refused: {why}.").format(why=why)


def _words(verdict: Verdict, plan: Plan, now: datetime, names: Mapping[str, str]) -> dict[str, str]:
    words = dict(verdict.details)
    words["station_name"] = clean(names.get(words.get("station", ""), ""))
    words["where"] = words["station_name"] or words.get("station", "")[:6]
    for key, said in _MOMENTS.items():
        if key in words:
            words[key] = said(datetime.fromisoformat(words[key]), plan, now)
    if "days" in words:
        days = [date.fromisoformat(text) for text in words["days"].split(",") if text]
        words["days"] = _(", ").join(day(each) for each in days)
    if "was" in words:
        words["was"] = reason_title(words["was"])
        known = plan.operators.get(words.get("by", ""))
        words["by"] = known.name if known is not None else words["by"]
    if words.get("checkpoint") in plan.checkpoints:
        words["checkpoint"] = plan.checkpoints[words["checkpoint"]].name
    return words
