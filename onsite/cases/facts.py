"""What can happen to a case."""

from __future__ import annotations

from typing import ClassVar

from onsite.journal.facts import Fact, Milliseconds

Pairs = tuple[tuple[str, str], ...]


class OfCase(Fact):
    """Base of all that happens to a case."""

    duty: ClassVar[str] = "scan"

    case: str

    @property
    def subject(self) -> str:
        """The case."""
        return f"case:{self.case}"


class CaseOpened(OfCase):
    """A case was opened, or somebody first acted on one that the system had found.

    Of several with the same id the first one counts.
    """

    kind: ClassVar[str] = "case.opened"

    type: str
    """A key of the plan's case types."""
    attendee: str = ""
    """Empty where nobody on the roster is concerned."""
    code: str = ""
    """What was scanned; empty where nothing was."""
    scans: tuple[str, ...] = ()
    """The keys of the scans that it is about."""
    checkpoint: str = ""
    """Where it was opened; empty at the problem desk itself."""
    note: str = ""
    stops: bool = False
    """Whether the attendee does not come in until it is resolved."""
    since_ms: Milliseconds = 0
    """When the system had found it; 0 where a person opened it, now."""


class CaseTaken(OfCase):
    """Somebody is the owner now, or nobody any more."""

    kind: ClassVar[str] = "case.taken"

    owner: str
    """An operator; empty where it was put back."""
    seen: str = ""
    """The owner that was known here until then. Who did not know of another one, comes too late:
    of two who take a case at once, the first one has it."""


class CaseStepSet(OfCase):
    """A step was ticked off, or the tick was taken away."""

    kind: ClassVar[str] = "case.step"

    step: str
    """A code of `cases.types`, or the plan's own words."""
    done: bool = True


class CaseNoted(OfCase):
    """Somebody wrote something down."""

    kind: ClassVar[str] = "case.noted"

    note: str


class CaseActed(OfCase):
    """Something was done about it, as a correction; the fact of the act itself says what."""

    kind: ClassVar[str] = "case.acted"

    act: str
    """The key of a `cases.acts.Act`."""
    details: Pairs = ()
    attendee: str = ""
    """Whom it concerned; a case without anybody on the roster is about them from now on."""


class CaseResolved(OfCase):
    """It is closed. Of several the first one counts; all are in the log."""

    kind: ClassVar[str] = "case.resolved"

    code: str
    """One of the type's resolutions."""
    note: str = ""
