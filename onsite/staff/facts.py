"""What can happen to those who work here."""

from __future__ import annotations

from typing import ClassVar

from onsite.journal.facts import Fact


class OperatorFact(Fact):
    """Something about one operator; the base of the facts of this feature."""

    operator: str
    """The id; the same in the plan and for those who were added on site."""

    @property
    def subject(self) -> str:
        """The operator."""
        return f"operator:{self.operator}"


class OperatorAdded(OperatorFact):
    """Somebody who is not in the plan came to work here."""

    kind: ClassVar[str] = "operator.added"
    duty: ClassVar[str] = "staff"

    name: str
    roles: tuple[str, ...]
    """Ids of the plan's roles."""
    badge: str = ""
    """The code on their badge; empty for none."""


class OperatorChanged(OperatorFact):
    """An operator has other roles now, whatever the plan says."""

    kind: ClassVar[str] = "operator.changed"
    duty: ClassVar[str] = "staff"

    roles: tuple[str, ...]


class OperatorPinSet(OperatorFact):
    """An operator has a PIN, or another one."""

    kind: ClassVar[str] = "operator.pin_set"
    duty: ClassVar[str] = "staff"

    hashed: str
    """By argon2id, with its parameters and its salt. The PIN itself is kept nowhere."""


class OperatorRemoved(OperatorFact):
    """Somebody works here no longer; their PIN is void."""

    kind: ClassVar[str] = "operator.removed"
    duty: ClassVar[str] = "staff"


class OperatorRefused(OperatorFact):
    """A wrong PIN was given in this operator's name."""

    kind: ClassVar[str] = "operator.refused"


class ShiftSignedOn(OperatorFact):
    """Somebody took up their place; where they were before they are no longer."""

    kind: ClassVar[str] = "shift.signed_on"

    shift: str = ""
    """The plan's id; empty where they came without being planned."""
    post: str
    """What they do, as the plan called it then."""


class ShiftSignedOff(OperatorFact):
    """Somebody left their place."""

    kind: ClassVar[str] = "shift.signed_off"
