"""What it means that a station is revoked, in words."""

from __future__ import annotations

from onsite.language import _


def meaning(*, keyholder: bool) -> str:
    """What it means that a station is revoked.

    Args:
        keyholder: whether the event's key lies on its laptop.
    """
    parts = (
        _("The hub turns it away at once, and no station takes anything from it any more."),
        _("What it recorded until now stays."),
        _("What it has not sent yet is kept and can be taken in later (F9)."),
        keeps_its_data() if keyholder else _("Its data is erased at its next contact."),
        _("It cannot be undone: to come back, it joins again as a new station."),
    )
    return " ".join(parts)


def keeps_its_data() -> str:
    """What is said of a laptop that is revoked and holds the event's key."""
    return _(
        "It has been the hub and holds the event's key: its data is not erased, and only an "
        "encrypted disk protects both."
    )


def without_lead() -> str:
    """What is said once every lead was revoked."""
    return _("No lead is left: invite one, to change the plan or the list.")
