"""What a desk says of a badge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

TITLES = {
    "forged": N_("Not a genuine badge"),
    "replaced": N_("This badge counts no more"),
    "unproven": N_("Badge cannot be checked here"),
}
_FORGED = N_("This event has not made it. Keep it, if you can, and send to the problem desk.")
_REPLACED = N_("It was replaced at {at}. Ask for the newer one, or send to the problem desk.")
_WHY = {
    "changed": N_(
        "It was printed ahead, and what it says has changed since; another one was printed at {at}."
        " Ask for that one, or send to the problem desk."
    ),
    "lost": N_("It was reported lost at {at}. Keep it, if you can, and send to the problem desk."),
    "transferred": N_(
        "The ticket was transferred at {at}, and this badge bears the former name. Send to the"
        " problem desk."
    ),
    "key": N_(
        "The key that it was made with was withdrawn at {at}. Send to the problem desk for a new"
        " badge."
    ),
}
_HAS_BADGE = N_(
    "A badge was given out for this ticket. Ask for the badge, or send to the problem desk."
)
_UNPROVEN = {
    "issued": N_(
        "Such a badge was issued, but this desk was not given its key: it cannot tell whether this"
        " one is forged. Scan it at another desk, or send to the problem desk."
    ),
    "lacking": N_(
        "This desk was not given its key, and has not heard of it. Scan it at another desk, or"
        " send to the problem desk."
    ),
    "unknown": N_(
        "This desk knows no such key: the badge may be another event's, or forged. Send to the"
        " problem desk."
    ),
}
_CHANGED = {
    "name": N_(
        "The name was changed after this badge was printed: compare them. Ctrl+K prints it again."
    ),
    "other": N_(
        "Something on this badge was changed after it was printed. Ctrl+K prints it again."
    ),
}
_MISTYPED = N_(
    "The check character of “{mistyped}” does not fit: it was probably mistyped. Compare it with"
    " the badge, group by group."
)


def template(reason: str, details: Mapping[str, str]) -> str | None:
    """The sentence for what is said of a badge, to be translated; None for any other reason.

    Args:
        reason: a `Reason` value.
        details: of the verdict.
    """
    if reason == "forged":
        return _FORGED
    if reason == "replaced":
        return _WHY.get(details.get("why", ""), _REPLACED)
    if reason == "unproven":
        return _UNPROVEN.get(details.get("key", ""), _UNPROVEN["unknown"])
    if reason == "revoked" and details.get("why") == "has_badge":
        return _HAS_BADGE
    if reason == "admitted" and details.get("changed"):
        return _CHANGED.get(details["changed"], _CHANGED["other"])
    return _MISTYPED if reason == "unknown" and details.get("mistyped") else None
