"""Stations, links and what was not taken, in words, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _, ngettext
from onsite.sync.link.state import Phase
from onsite.sync.rules import Held

if TYPE_CHECKING:
    from onsite.sync.link.state import LinkState

FACTS = {
    "event.founded": N_("Event founded"),
    "station.admitted": N_("Station admitted"),
    "station.revoked": N_("Station revoked"),
    "hub.opened": N_("Hub opened"),
    "station.clock_found": N_("Clock measured"),
}
"""What is called how; see `fact_words`."""

_PHASES = {
    Phase.ALONE: N_("Alone"),
    Phase.SEARCHING: N_("No hub"),
    Phase.CATCHING_UP: N_("Catching up"),
    Phase.LIVE: N_("Connected"),
    Phase.HUB_FULL: N_("Hub is full"),
    Phase.NOT_ADMITTED: N_("Not admitted"),
    Phase.REVOKED: N_("Revoked"),
    Phase.WRONG_HUB: N_("Wrong hub"),
    Phase.EXPIRED: N_("Clocks disagree"),
    Phase.COPIED: N_("Copied identity"),
    Phase.FORKED: N_("Old copy"),
    Phase.SILENT: N_("Link stopped"),
}

_PHASE_SENTENCES = {
    Phase.ALONE: N_("This computer works alone. To join others, run “onsite stations join CODE”."),
    Phase.SEARCHING: N_("No hub answers. Everything is recorded here and sent once one does."),
    Phase.LIVE: N_("Connected; what the others record arrives at once."),
    Phase.HUB_FULL: N_(
        "The hub has no room left. Nothing is lost: free space on the disk of the hub."
    ),
    Phase.NOT_ADMITTED: N_("The hub does not know this station. Ask the lead for a join code."),
    Phase.REVOKED: N_("This station was revoked: the others take nothing from it any more."),
    Phase.WRONG_HUB: N_(
        "What answers there is not this event's hub. Check the address, or the network."
    ),
    Phase.EXPIRED: N_(
        "The hub's certificate is not valid at this time: "
        "set the clock of this computer, or of the hub."
    ),
    Phase.COPIED: N_(
        "Another computer uses this station's identity. "
        "Close one of the two, and let it join again."
    ),
    Phase.FORKED: N_(
        "This store was put back from an old copy, and the others know what it does not. "
        "Ask the lead for a join code and let it join again; nothing of it is lost."
    ),
    Phase.SILENT: N_("The link does not answer, so nobody knows how it stands. Restart Onsite."),
}

_HELD: dict[str, str] = {
    Held.FORGED: N_("Its signature is not its station's: it was altered, or made by somebody else"),
    Held.UNLINKED: N_("It contradicts what its station wrote before"),
    Held.STRANGER: N_("Its station has not been admitted, as far as is known here"),
    Held.NOT_ALLOWED: N_("A station of this role may not record this"),
    Held.REVOKED: N_("It was made after its station was revoked"),
    Held.UNCERTIFIED: N_(
        "It decides who belongs to the event, and the event's key did not sign it"
    ),
}

_HELD_ADVICE: dict[str, str] = {
    Held.FORGED: N_("Find out which computer passed it on; it is never taken."),
    Held.UNLINKED: N_(
        "The store of that station was copied or put back from a backup: let it join again."
    ),
    Held.STRANGER: N_("It is taken by itself once the admission of its station arrives."),
    Held.NOT_ALLOWED: N_(
        "Give the station another role with an invitation, or do the act as lead."
    ),
    Held.REVOKED: N_("To take it in after all, run “onsite stations release NAME”."),
    Held.UNCERTIFIED: N_("Find out which station made it; it is never taken."),
}

_ROLES = {
    "lead": N_("Lead"),
    "desk": N_("Desk"),
    "stage": N_("Stage"),
    "control": N_("Control"),
    "counter": N_("Counter"),
    "display": N_("Display"),
}

_ROLE_SENTENCES = {
    "lead": N_("may record everything: plan, roster and scans"),
    "desk": N_("may scan and decide at the desk"),
    "stage": N_("runs the stages, and scans nobody"),
    "control": N_("runs incidents, and scans nobody"),
    "counter": N_("counts people in zones, and scans nobody"),
    "display": N_("shows, and records nothing"),
}


def phase(shown: Phase) -> str:
    """How a link stands, in a word or two."""
    return _(_PHASES[shown])


def phase_sentence(shown: Phase, state: LinkState) -> str:
    """How a link stands and what to do about it, as a sentence.

    Args:
        shown: `LinkState.phase_at` of the moment.
        state: where the figures come from.
    """
    if shown is Phase.CATCHING_UP:
        said = ngettext(
            "Connected; {behind} message is still to be read.",
            "Connected; {behind} messages are still to be read.",
            state.behind,
        )
        return said.format(behind=state.behind)
    return _(_PHASE_SENTENCES[shown])


def held(reason: str) -> str:
    """Why an entry was not taken; a reason of a newer Onsite as its bare code."""
    return _(_HELD[reason]) if reason in _HELD else reason


def held_and_advice(reason: str) -> str:
    """Why an entry was not taken and what to do about it; only why for a reason not known here."""
    if reason not in _HELD_ADVICE:
        return held(reason)
    return _("{why}. {advice}").format(why=held(reason), advice=_(_HELD_ADVICE[reason]))


def role(code: str) -> str:
    """A station's role; one of a newer Onsite as its bare code."""
    return _(_ROLES[code]) if code in _ROLES else code


def role_sentence(code: str) -> str:
    """What a station of that role may do; nothing for a role not known here."""
    return _(_ROLE_SENTENCES[code]) if code in _ROLE_SENTENCES else ""


def role_and_sentence(code: str) -> str:
    """A station's role and what it may do; only the role for one not known here."""
    if code not in _ROLE_SENTENCES:
        return role(code)
    return _("{role}: {sentence}").format(role=role(code), sentence=role_sentence(code))
