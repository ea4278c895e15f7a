"""The case types: the usual ones, changed and added to by the plan."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onsite.plan.case_types import CaseTypePart
    from onsite.plan.model import Plan

_TARGET_MIN = 10
_ENDS = ("solved", "not_admitted", "gone", "mistake")
"""How every usual case may end."""


@dataclass(frozen=True, slots=True)
class CaseType:
    """What holds for all cases of a type."""

    key: str
    name: str = ""
    """The plan's; empty for a usual type, which has a name in each language."""
    stops: bool = False
    """Whether nobody comes in while such a case of theirs is open."""
    target_min: int = _TARGET_MIN
    """After so many minutes the lead is alerted."""
    steps: tuple[str, ...] = ()
    """Codes, or the plan's own words."""
    resolutions: tuple[str, ...] = _ENDS
    """Codes, or the plan's own words."""
    actions: Mapping[str, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))
    """By role, keys of acts; empty where each act says itself what it is for."""
    security: bool = False
    """Whether only `rules.SECURITY` sees what it is about."""


_GIVEN = (
    CaseType(
        "not-on-list",
        steps=("search_again", "ask_for_confirmation", "decide_walk_in"),
        resolutions=("found", "registered", *_ENDS),
    ),
    CaseType(
        "wrong-data",
        target_min=5,
        steps=("see_document", "correct", "new_badge"),
        resolutions=("corrected", "transferred", *_ENDS),
    ),
    CaseType(
        "unpaid",
        stops=True,
        steps=("see_receipt", "take_payment"),
        resolutions=("paid", "admitted_unpaid", *_ENDS),
    ),
    CaseType(
        "already-in",
        steps=("ask_who_came_in", "see_document", "decide_which"),
        resolutions=("same_person", "ticket_shared", *_ENDS),
    ),
    CaseType(
        "lost-badge",
        steps=("see_document", "revoke_old", "give_new"),
        resolutions=("replaced", "found", *_ENDS),
    ),
    CaseType(
        "damaged-badge",
        target_min=5,
        steps=("revoke_old", "give_new"),
        resolutions=("replaced", *_ENDS),
    ),
    CaseType("wrong-day", target_min=5, steps=("explain_ticket", "offer_change")),
    CaseType("wrong-category", target_min=5, steps=("explain_ticket", "offer_change")),
    CaseType(
        "blocked",
        stops=True,
        target_min=5,
        steps=("see_document", "read_block", "ask_who_blocked"),
        resolutions=("block_lifted", *_ENDS),
    ),
    CaseType(
        "watch-list",
        stops=True,
        target_min=3,
        steps=("keep_calm", "see_document", "call_security"),
        resolutions=("not_the_person", "handed_over", *_ENDS),
        security=True,
    ),
    CaseType(
        "minor",
        stops=True,
        steps=("ask_guardian", "see_consent"),
        resolutions=("with_guardian", "with_consent", *_ENDS),
    ),
    CaseType(
        "companion",
        steps=("ask_host", "add_companion"),
        resolutions=("registered", *_ENDS),
    ),
    CaseType(
        "vip", target_min=3, steps=("offer_seat", "call_liaison"), resolutions=("met", *_ENDS)
    ),
    CaseType(
        "document",
        stops=True,
        steps=("say_which_document", "see_document"),
        resolutions=("shown", *_ENDS),
    ),
    CaseType("language", target_min=5, steps=("find_speaker",)),
    CaseType(
        "conflict",
        target_min=15,
        steps=("look_at_scans", "ask_who_came_in", "decide_which"),
        resolutions=("same_person", "ticket_shared", "scanned_twice", *_ENDS),
    ),
    CaseType(
        "void-ticket",
        target_min=15,
        steps=("look_at_scans", "find_guest", "decide_which"),
        resolutions=("paid", "stays", "left_again", *_ENDS),
    ),
    CaseType("other"),
)
USUAL_TYPES = MappingProxyType({each.key: each for each in _GIVEN})
"""By their keys, in the order in which they are offered."""


def types(plan: Plan) -> dict[str, CaseType]:
    """All types of a plan by their keys: the usual ones first."""
    found = dict(USUAL_TYPES)
    for key, part in plan.case_types.items():
        found[key] = _changed(found.get(key) or CaseType(key), part)
    return found


def type_of(plan: Plan, key: str) -> CaseType:
    """The type of that key; one that the plan does not know any more holds nobody up."""
    usual = USUAL_TYPES.get(key) or CaseType(key)
    part = plan.case_types.get(key)
    return _changed(usual, part) if part is not None else usual


def _changed(usual: CaseType, part: CaseTypePart) -> CaseType:
    said = {
        "name": part.name,
        "stops": part.stops_checkin,
        "target_min": part.target_min,
        "steps": part.steps or None,
        "resolutions": part.resolutions or None,
        "actions": part.actions or None,
        "security": part.security,
    }
    changes = {key: value for key, value in said.items() if value is not None}
    return replace(usual, **changes)  # type: ignore[arg-type]
