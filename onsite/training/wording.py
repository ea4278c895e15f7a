"""What guests of a training say, and what is said of how it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _, ngettext
from onsite.training.arrivals import Kind

if TYPE_CHECKING:
    from onsite.training.arrivals import Arrival
    from onsite.training.session import Score, Served, Session

_SAYS = {
    Kind.GOOD: N_("Good morning! Here is my ticket."),
    Kind.FORGOT: N_("I cannot find my ticket. My name is {name}."),
    Kind.GARBLED: N_("My screen is cracked. Below the code it says {printed}."),
    Kind.PARTY: N_("We are {many}, on one booking: {names}."),
    Kind.TWIN: N_("Hello, I am {name}. Somebody gave me this ticket."),
    Kind.INSIDE: N_("Here is my ticket. I have not been in yet."),
    Kind.UNPAID: N_("Here is my ticket. Am I all set?"),
    Kind.WRONG_DAY: N_("I am early, I hope! Here is my ticket."),
    Kind.UNKNOWN: N_("I have this ticket. It is for here, I think."),
    Kind.CANCELLED: N_("My company has booked for me. Here."),
    Kind.PENDING: N_("I have registered, here is what I got."),
    Kind.BLOCKED: N_("Here is my ticket."),
}
_KINDS = {
    Kind.GOOD: N_("a good ticket"),
    Kind.FORGOT: N_("no ticket at hand: type the name, Enter lets them in"),
    Kind.GARBLED: N_("a damaged code: type what is printed below it, or the name"),
    Kind.PARTY: N_("a booking of several: let in each who is there"),
    Kind.TWIN: N_("a code that two have: ask for the name, choose it"),
    Kind.INSIDE: N_("in already: the problem desk finds out who it is"),
    Kind.UNPAID: N_("not paid: the problem desk takes the money"),
    Kind.WRONG_DAY: N_("another day: the problem desk explains"),
    Kind.UNKNOWN: N_("not on the list: the problem desk helps"),
    Kind.CANCELLED: N_("cancelled: the problem desk helps"),
    Kind.PENDING: N_("not approved: the problem desk asks the organisers"),
    Kind.BLOCKED: N_("blocked: to the problem desk, kindly, without a word why"),
}
_FAULTS = {
    "not_scanned": N_("they went in, and not everybody has an admission"),
    "sent_away": N_("they should have come in"),
    "let_in": N_("they should not have come in"),
}


def mark() -> str:
    """What stands above every screen of a training."""
    return _("TRAINING · made-up people: nothing here is real, nothing is sent")


def standing(session: Session) -> str:
    """How far it is, who waits, how it goes."""
    wrong = sum(bool(each.fault) for each in session.served)
    done = len(session.served)
    count = f"{done + 1}/{session.most}" if session.most else f"{done + 1}"
    parts = (
        _("Guest {count}").format(count=count),
        _("{n} wait, longest {time}").format(n=session.waiting, time=minutes(session.waited_s))
        if session.waiting
        else _("nobody waits behind"),
        "" if session.hurry else _("{rate} a minute").format(rate=round(session.rate)),
        _("{right} right, {wrong} wrong").format(right=done - wrong, wrong=wrong),
    )
    return " │ ".join(filter(None, parts))


def says(arrival: Arrival) -> str:
    """Who stands there, and what they say."""
    name = arrival.names[0] or _("A guest")
    said = _(_SAYS[arrival.kind]).format(
        name=name,
        names=_(", ").join(arrival.names),
        many=len(arrival.names),
        printed=arrival.printed,
    )
    return _("{name}: “{said}”").format(name=name, said=said)


def shows(arrival: Arrival) -> str:
    """What they hold up."""
    if not arrival.shown:
        return _("Shows nothing. Type the name.")
    return _("Shows ▦ {code}").format(code=arrival.shown)


def begin() -> str:
    """What to do, before the first was served."""
    return _("F2 scans what they show. Then: F3 they go in, F12 they go to the problem desk.")


def done(served: Served) -> str:
    """Whether the last decision was right, and what it was about."""
    about = _(_KINDS[served.arrival.kind])
    if not served.fault:
        return _("✓ Right – {about}.").format(about=about)
    return _("✗ Wrong: {fault} – {about}.").format(fault=_(_FAULTS[served.fault]), about=about)


def nobody() -> str:
    """While nobody stands at the desk."""
    return _("Nobody is here. The next guest is on the way…")


def over(score: Score) -> str:
    """At the end, on the screen."""
    return _("The training is over. {score} Ctrl+Q leaves.").format(score=summary(score))


def summary(score: Score) -> str:
    """How it went, in one line."""
    served = ngettext("{n} guest served", "{n} guests served", score.served)
    wrong = ngettext("{n} wrong decision", "{n} wrong decisions", len(score.wrong))
    return _("{served}, {pace} a minute; {wrong}; waited {mean}, at most {longest}.").format(
        served=served.format(n=score.served),
        pace=f"{score.per_minute:.1f}",
        wrong=wrong.format(n=len(score.wrong)),
        mean=minutes(score.waited_s),
        longest=minutes(score.longest_s),
    )


def mistakes(score: Score) -> list[str]:
    """Each wrong decision, a line each."""
    return [
        _("  ✗ {fault}: it was {about}.").format(fault=_(_FAULTS[fault]), about=_(_KINDS[kind]))
        for kind, fault in score.wrong
    ]


def minutes(seconds: float) -> str:
    """A span as minutes and seconds."""
    whole = max(round(seconds), 0)
    return f"{whole // 60}:{whole % 60:02}"
