"""Which acts there are, by what they are called: nothing heavy, so any screen can offer them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_

if TYPE_CHECKING:
    from onsite.app import OnsiteApp
    from onsite.roster.acts.asked import Acted
    from onsite.roster.service import Attendee

OFFERS = {
    "correct": N_("Correct what is wrong"),
    "new-credential": N_("New code"),
    "accept-payment": N_("Accept a payment"),
    "lift-block": N_("Lift the block"),
    "companion": N_("Add a companion"),
    "transfer": N_("Transfer to another person"),
    "merge": N_("Merge with another record"),
    "revoke": N_("Take a code away"),
    "block": N_("Block"),
    "walk-in": N_("Register a walk-in"),
    "return-payment": N_("Take the payment back"),
    "part": N_("Take the merge back"),
    "unregister": N_("Take the registration back"),
}
"""Key to label, the likeliest first. The keys are those of `plan.case_types.Action`, and those of
`UNDOS`."""
UNDOS = frozenset({"return-payment", "part", "unregister"})
"""What takes another act back."""
ON_SITE = "onsite"
"""The source of whom no list has named; as `facts.ON_SITE`, which is heavy."""
WALK_IN = "walk-in"
OVERRIDES = frozenset({"lift-block"})
"""What nobody does without a supervisor's PIN, whoever works here."""
USUAL_CASES = {
    "walk-in": ("not-on-list", "companion"),
    "companion": ("companion",),
    "accept-payment": ("unpaid",),
    "lift-block": ("blocked", "watch-list"),
    "new-credential": ("lost-badge", "damaged-badge", "wrong-data", "already-in"),
    "revoke": ("lost-badge", "already-in", "conflict"),
    "merge": ("conflict", "already-in", "not-on-list", "wrong-data"),
    "transfer": ("wrong-data", "already-in", "conflict", "other"),
}
"""Act to the types of cases that usually need it; one that is not named suits all."""


def fitting(person: Attendee, *, merged: bool = False) -> list[str]:
    """The keys of `OFFERS` that make sense for somebody.

    Args:
        person: as they stand.
        merged: whether another record counts as theirs.
    """
    record, done = person.record, person.on_site
    makes_sense = {
        "accept-payment": record.payment.value != "paid",
        "lift-block": record.blocked,
        "block": not record.blocked,
        "return-payment": done is not None and done.receipt is not None,
        "part": merged,
        "unregister": person.source == ON_SITE and not person.withdrawn,
    }
    return [key for key in OFFERS if makes_sense.get(key, True)]


async def run(
    app: OnsiteApp, key: str, attendee: str, by: str = "", name: str = ""
) -> Acted | None:
    """Do one, with its dialog; answers what was done, None where nothing was.

    Args:
        app: the app.
        key: of `OFFERS`.
        attendee: for whom; may be empty for a walk-in.
        by: the operator who answers for it; empty where nobody has to.
        name: of a walk-in, as far as somebody has typed it.

    Raises:
        OnsiteError: it cannot be done; with the sentence for the user.
    """
    from onsite.roster.acts import flows

    if key == WALK_IN:
        return await flows.walk_in(app, name, by=by)
    return await flows.FLOWS[key](app, attendee, by=by)
