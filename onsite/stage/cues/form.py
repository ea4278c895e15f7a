"""The fields of a cue as lines of a form, and what was written there as fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.language import _, pgettext
from onsite.roster.acts.form import FormLine
from onsite.stage.cues import wording
from onsite.stage.cues.cue import CALLER, DISPLAY, SOUND
from onsite.stage.cues.facts import CueFields
from onsite.stage.cues.finding import when_typed
from onsite.stage.shell.finding import span
from onsite.stage.wording import length

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from onsite.plan.model import Plan
    from onsite.stage.cues.cue import Cue


def lines_of(plan: Plan, stage: str, cue: Cue) -> tuple[FormLine, ...]:
    """The lines of a form for a cue, with what is said of it."""
    departments = tuple(wording.department(each) for each in plan.stages[stage].departments)
    targets = tuple(wording.target(plan, each) for each in _targets(plan))
    return (
        FormLine("name", pgettext("of a cue", "Name"), cue.name, hint="LX 12"),
        FormLine(
            "department",
            pgettext("of a cue", "Who"),
            wording.department(cue.department),
            choices=departments,
        ),
        FormLine(
            "at",
            _("When"),
            wording.when(cue),
            hint=_("key, start+1:30, end-2:00, warning, danger, overtime"),
        ),
        FormLine("target", _("Goes to"), wording.target(plan, cue.target), choices=targets),
        FormLine("value", _("Says"), cue.value, hint=_("what is shown, called, played or sent")),
        FormLine("standby_ms", _("Stands by for"), length(cue.standby_ms)),
    )


def fields_of(plan: Plan, stage: str, written: Mapping[str, str]) -> CueFields:
    """What was written, as fields; what makes no sense is refused when it is recorded.

    Raises:
        BadInputError: a time cannot be read.
    """
    anchor, offset_ms = when_typed(written["at"])
    said: dict[str, Any] = {
        "name": written["name"],
        "department": _code(
            plan.stages[stage].departments, wording.department, written["department"]
        ),
        "target": _code(_targets(plan), lambda each: wording.target(plan, each), written["target"]),
        "value": written["value"],
        "anchor": anchor,
        "offset_ms": offset_ms,
        "standby_ms": span(written["standby_ms"] or "0", least=0),
    }
    return CueFields(**said)


def _targets(plan: Plan) -> tuple[str, ...]:
    return (CALLER, DISPLAY, SOUND, *plan.cue_targets)


def _code(codes: Iterable[str], called: Callable[[str], str], text: str) -> str:
    """The code of what was written, by its name or itself; the text where it is none."""
    wanted = text.strip().casefold()
    for code in codes:
        if wanted in (code, called(code).casefold()):
            return code
    return text.strip()
