"""What a code is, said to somebody who asks: nothing is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onsite.badges.codes import typed
from onsite.badges.codes.genuine import Forged, Genuine, NotOurs, Old, Withdrawn, check
from onsite.language import N_, _
from onsite.plan.service import current
from onsite.roster.acts.aliases import standing_for
from onsite.roster.service import attendee as known
from onsite.scanner.payload import candidates

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.badges.codes.genuine import Checked
    from onsite.journal.entry import Signer

_SENTENCES = {
    "genuine": N_("Genuine: badge {generation} of {name}. It counts."),
    "typed": N_(
        "The id of badge {generation} of {name}. An id proves nothing; such a badge counts."
    ),
    "changed": N_(
        "Genuine: badge {generation} of {name}. It counts, and says something else than the list:"
        " print it again."
    ),
    "unproven": N_(
        "Badge {generation} of {name} counts, and this station cannot tell whether this is it: it"
        " lacks the key."
    ),
    "replaced": N_("Badge {generation} of {name} counts no more since {at}: {why}."),
    "withdrawn": N_("Badge {generation} of {name} counts no more since {at}: its key was revoked."),
    "forged": N_("Forged: this event has not made it."),
    "unknown": N_("This station does not know the key of this badge: it may be another event's."),
    "lacking": N_("This station was not given the key of this badge, nor has it heard of it."),
    "mistyped": N_("“{text}” was mistyped: its check character does not fit."),
    "none": N_("This is no code of a badge."),
}
_WHY = {
    "lost": N_("it was reported lost"),
    "transferred": N_("the ticket was transferred"),
}
_ANOTHER = N_("another badge was given out")


@dataclass(frozen=True, slots=True)
class Asked:
    """The answer."""

    sentence: str
    told: dict[str, Any]
    good: bool
    """Whether the badge counts."""


def asked(rows: Connection, signer: Signer, text: str) -> Asked:
    """What a text is: whose badge, whether it is genuine, and whether it counts."""
    for code in candidates(text):
        found = check(rows, signer, code)
        if found is not None:
            return _of_badge(rows, found)
        wrong = typed.read(code)
        if isinstance(wrong, typed.Mistyped):
            return _nobodys("mistyped", wrong.text)
    return _nobodys("none", text)


def _of_badge(rows: Connection, found: Checked) -> Asked:
    badge = found.badge
    person = known(rows, standing_for(rows, badge.attendee))
    name = person.record.name if person is not None else ""
    state = _state(found)
    replaced = found.replaced if isinstance(found, Old) else None
    at = replaced.at if replaced else found.at if isinstance(found, Withdrawn) else None
    plan = current(rows)
    when = plan.local(at) if plan is not None and at is not None else at
    why = replaced.why if replaced else "key" if isinstance(found, Withdrawn) else ""
    words = {
        "generation": badge.generation,
        "name": name or _("somebody who is not on the list here"),
        "at": f"{when:%Y-%m-%d %H:%M}" if when is not None else "",
        "why": _(_WHY.get(why, _ANOTHER)),
    }
    said = _(_SENTENCES[_which(found, state)]).format(**words)
    told = {
        "state": state,
        "attendee": badge.attendee,
        "generation": badge.generation,
        "name": name,
        "changed": found.changed if isinstance(found, Genuine) else "",
        "why": why,
        "at": at.isoformat() if at is not None else None,
    }
    return Asked(said, told, good=isinstance(found, Genuine))


def _which(found: Checked, state: str) -> str:
    """Which of the sentences says it."""
    if isinstance(found, NotOurs) and found.lacks_key and not found.issued:
        return "lacking"
    if isinstance(found, Genuine) and found.badge.typed:
        return "typed"
    return "changed" if isinstance(found, Genuine) and found.changed else state


def _state(found: Checked) -> str:
    match found:
        case Genuine():
            return "genuine"
        case Old():
            return "replaced"
        case Withdrawn():
            return "withdrawn"
        case Forged():
            return "forged"
        case NotOurs():
            return "unproven" if found.issued else "unknown"


def _nobodys(state: str, text: str) -> Asked:
    nothing: dict[str, Any] = {"attendee": None, "generation": None, "name": "", "why": ""}
    said = _(_SENTENCES[state]).format(text=text)
    return Asked(said, {"state": state, **nothing, "changed": "", "at": None}, good=False)
