"""What kinds of cases there are at the problem desk: `[case_types.ID]` of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, Field, Strict, StringConstraints

from onsite.plan.shapes import table_of
from onsite.plan.values import CONFIG, Id, Name, Switch, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

Found = tuple[tuple[str | int, ...], str, dict[str, str]]
"""A disagreement: its place, its code, its details."""
USUAL = (
    *("not-on-list", "wrong-data", "unpaid", "already-in", "lost-badge", "damaged-badge"),
    *("wrong-day", "wrong-category", "blocked", "watch-list", "minor", "companion"),
    *("vip", "document", "language", "conflict", "void-ticket", "other"),
)
"""Those that are there without being written down."""
Action = Literal[
    "correct",
    "walk-in",
    "companion",
    "transfer",
    "merge",
    "lift-block",
    "accept-payment",
    "new-credential",
    "revoke",
    "reprint",
    "issue-again",
    "admit",
]
"""What can be done about a case, besides noting and resolving it."""
Sentence = Annotated[Words, StringConstraints(min_length=1, max_length=120)]


class CaseTypePart(BaseModel):
    """`[case_types.ID]`: a kind of case of one's own, or changes to one of the usual ones."""

    model_config = CONFIG

    name: Name | None = None
    """One of the usual ones has a name already."""
    stops_checkin: Switch | None = None
    """Whether nobody comes in while such a case of theirs is open. None: as usual, or no."""
    target_min: Annotated[int, Strict()] | None = Field(default=None, ge=1, le=1440)
    """After so many minutes the lead is alerted. None: as usual, or 10."""
    steps: tuple[Sentence, ...] = ()
    """What is to be done, in this order; empty for the usual steps."""
    actions: dict[Id, tuple[Action, ...]] = {}
    """By role, what it may do; empty for the usual."""
    resolutions: tuple[Name, ...] = ()
    """How it may end; empty for the usual."""
    security: Switch | None = None
    """Whether only the roles `security` and `lead` see what it is about. None: as usual, or no."""


def disagreements(data: dict[str, Any], roles: tuple[str, ...]) -> Iterator[Found]:
    """What does not fit in the section; data may have any shape.

    Args:
        data: the whole plan.
        roles: the ids that are there without being written down.
    """
    known = dict.fromkeys((*roles, *table_of(data, "roles")))
    for key, part in table_of(data, "case_types").items():
        if not isinstance(part, dict):
            continue
        if part.get("name") is None and key not in USUAL:
            yield ("case_types", key), "case_type_name", {}
        for role in table_of(part, "actions"):
            if role not in known:
                place = ("case_types", key, "actions", role)
                yield place, "role_of_actions", {"role": role, "roles": ", ".join(known)}
