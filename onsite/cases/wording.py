"""Cases in words, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _

if TYPE_CHECKING:
    from datetime import timedelta

    from onsite.plan.model import Plan

FACTS = {
    "case.opened": N_("Case opened"),
    "case.taken": N_("Case taken"),
    "case.step": N_("Case: step"),
    "case.noted": N_("Case: note"),
    "case.acted": N_("Case: act"),
    "case.resolved": N_("Case resolved"),
}
"""What is called how; see `fact_words`."""

_TYPES = {
    "not-on-list": N_("Not on the list"),
    "wrong-data": N_("Wrong name or data"),
    "unpaid": N_("Not paid"),
    "already-in": N_("Already in"),
    "lost-badge": N_("Lost badge or ticket"),
    "damaged-badge": N_("Damaged badge"),
    "wrong-day": N_("Wrong day"),
    "wrong-category": N_("Wrong kind of ticket"),
    "blocked": N_("Blocked ticket"),
    "watch-list": N_("Security"),
    "minor": N_("Minor"),
    "companion": N_("Companion not listed"),
    "vip": N_("VIP not announced"),
    "document": N_("Document missing"),
    "language": N_("Help with a language"),
    "conflict": N_("Let in twice"),
    "void-ticket": N_("Let in with a ticket no longer good"),
    "other": N_("Something else"),
}
NEUTRAL = N_("Please see the problem desk")
"""What a case for security is called for everybody else."""

_STEPS = {
    "search_again": N_("Search again: other spelling, company, order, e-mail"),
    "ask_for_confirmation": N_("Ask for the confirmation of the booking"),
    "decide_walk_in": N_("Decide whether to register them"),
    "see_document": N_("See an identity document"),
    "correct": N_("Correct what is wrong"),
    "new_badge": N_("Give a new badge"),
    "see_receipt": N_("Ask for the receipt of the payment"),
    "take_payment": N_("Take the payment, or ask the organisers"),
    "ask_who_came_in": N_("Ask who came in, and whether they went out"),
    "decide_which": N_("Decide who may stay in"),
    "revoke_old": N_("Revoke the old code"),
    "give_new": N_("Give a new code"),
    "explain_ticket": N_("Explain what the ticket is good for"),
    "offer_change": N_("Offer another ticket, if there are any"),
    "read_block": N_("Read why the ticket is blocked"),
    "ask_who_blocked": N_("Ask whoever blocked it, or the lead"),
    "keep_calm": N_("Ask the guest to wait, away from the line"),
    "call_security": N_("Call security"),
    "ask_guardian": N_("Ask who answers for them here"),
    "see_consent": N_("See the consent of the parents"),
    "ask_host": N_("Ask with whom they came"),
    "add_companion": N_("Add them to the booking"),
    "offer_seat": N_("Offer a seat; do not let them wait in line"),
    "call_liaison": N_("Call their liaison, or the lead"),
    "say_which_document": N_("Say which document is missing"),
    "find_speaker": N_("Find somebody who speaks the language"),
    "look_at_scans": N_("Look at the scans: when, where, by whom"),
    "find_guest": N_("Find the guest"),
}

_ENDS = {
    "solved": N_("Solved"),
    "not_admitted": N_("Not admitted"),
    "gone": N_("The guest has gone"),
    "mistake": N_("Opened by mistake"),
    "found": N_("Found after all"),
    "registered": N_("Registered here"),
    "corrected": N_("Corrected"),
    "transferred": N_("Transferred to another person"),
    "paid": N_("Paid"),
    "admitted_unpaid": N_("Admitted without payment"),
    "same_person": N_("The same person"),
    "ticket_shared": N_("Two people with one ticket"),
    "replaced": N_("Replaced"),
    "block_lifted": N_("Block lifted"),
    "not_the_person": N_("Not the person in question"),
    "handed_over": N_("Handed over to security"),
    "with_guardian": N_("With somebody who answers for them"),
    "with_consent": N_("Consent was shown"),
    "met": N_("Met by their liaison"),
    "shown": N_("Document was shown"),
    "stays": N_("May stay"),
    "left_again": N_("Has left again"),
    "scanned_twice": N_("Scanned twice by mistake"),
}


def type_name(plan: Plan, key: str) -> str:
    """What a case type is called."""
    part = plan.case_types.get(key)
    if part is not None and part.name:
        return part.name
    return _(_TYPES[key]) if key in _TYPES else key


def step(code: str) -> str:
    """A step in words; the plan's own are words already."""
    return _(_STEPS[code]) if code in _STEPS else code


def resolution(code: str) -> str:
    """A resolution in words; the plan's own are words already."""
    return _(_ENDS[code]) if code in _ENDS else code


def clock(span: timedelta) -> str:
    """How long something takes, as 04:07, and from an hour on as 1:04:07."""
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
