"""A refusal that somebody puts aside who may: which can be, and what it becomes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.checkin.asking.outcomes import NOBODYS
from onsite.checkin.facts import Outcome, Reason, Verdict
from onsite.errors import NotPossibleError
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


_OWN = ".overruled"


@dataclass(frozen=True, slots=True)
class Overruling:
    """A supervisor's word on a refusal."""

    key: str
    """Of the scan that was refused."""
    by: str
    """The id of the operator who has decided."""
    why: str
    """In their words; must not be empty."""

    @property
    def own_key(self) -> str:
        """Of the admission: of one refusal there is one, however often it is tried."""
        return f"{self.key}{_OWN}"


@dataclass(frozen=True, slots=True)
class Refused:
    """A scan that may be put aside."""

    attendee: str
    checkpoint: str
    code: str
    verdict: Verdict

    def admitted(self, by: str, why: str) -> Verdict:
        """The answer that takes the place of the refusal."""
        return Verdict(
            outcome=Outcome.ADMIT,
            reason=Reason.OVERRULED,
            path=(*self.verdict.path, Reason.OVERRULED.value),
            details={"was": self.verdict.reason.value, "by": by, "why": why},
        )


def refusal(scan: Mapping[str, Any] | None, *, undone: bool = False) -> Refused:
    """The scan of a row, if it may be put aside.

    Args:
        scan: None where there is no such scan.
        undone: it was put aside once, and that was taken back.

    Raises:
        NotPossibleError: it may not be.
    """
    if scan is None:
        raise NotPossibleError(_("There is no scan with this key."))
    verdict = Verdict.model_validate_json(scan["verdict"])
    if verdict.outcome is Outcome.ADMIT:
        raise NotPossibleError(_("This scan was not refused: there is nothing to overrule."))
    if scan["attendee"] is None or verdict.reason in NOBODYS:
        raise NotPossibleError(
            _("Nobody can overrule this: it is not known who it is."),
            _("Find the person by name first, or send them to the problem desk."),
        )
    if undone:
        raise NotPossibleError(
            _("This was overruled already, and that was taken back."), _("Scan the ticket again.")
        )
    if not verdict.overrule:
        raise NotPossibleError(
            _("This needs no supervisor: the desk itself can confirm it."),
            _("Scan the ticket again and confirm."),
        )
    return Refused(scan["attendee"], scan["checkpoint"], scan["code"], verdict)
