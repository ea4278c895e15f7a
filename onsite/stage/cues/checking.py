"""What is said of a cue, tidied, and refused where it makes no sense."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.cleaning import clean
from onsite.errors import BadInputError
from onsite.language import _
from onsite.plan.cues import SOUNDS
from onsite.stage.cues.cue import CALLER, DISPLAY, NAME, SOUND, VALUE
from onsite.stage.display.service import LONGEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.plan.model import Plan
    from onsite.stage.cues.facts import CueFields


def tidy(fields: CueFields) -> CueFields:
    """Texts of one line, none too long."""
    texts = {"name": NAME, "value": VALUE}
    said = {
        key: clean(text)[:most]
        for key, most in texts.items()
        if (text := getattr(fields, key)) is not None
    }
    return fields.model_copy(update=said)


def check(
    plan: Plan, stage: str, whole: Mapping[str, Any], other: Mapping[str, Any] | None = None
) -> None:
    """Refuse what makes no sense.

    Args:
        plan: the plan.
        stage: its id.
        whole: all that would be said of the cue.
        other: what is to be different; None for all of it.

    Raises:
        BadInputError: it does not; with what would be right.
    """
    changed = whole if other is None else other
    if not whole.get("name"):
        raise BadInputError(_("The cue needs a name."), _("Give it one, as LX 12."))
    departments = plan.stages[stage].departments
    if "department" in changed and changed["department"] not in departments:
        raise BadInputError(
            _("The stage has no department “{value}”.").format(value=changed["department"]),
            _("Choose one of: {known}.").format(known=", ".join(departments)),
        )
    _check_target(plan, whole)
    offset = whole.get("offset_ms", 0)
    if offset < 0 and whole.get("anchor") == "start":
        raise BadInputError(
            _("Before an item has begun, nobody knows when it will."),
            _("Give the cue to the item before it, at so long before its end."),
        )


def _check_target(plan: Plan, whole: Mapping[str, Any]) -> None:
    target, value = whole.get("target", CALLER), whole.get("value", "")
    known = (DISPLAY, CALLER, SOUND, *plan.cue_targets)
    if target not in known:
        raise BadInputError(
            _("The plan has no target “{value}” for cues.").format(value=target),
            _("Choose one of: {known}.").format(known=", ".join(known)),
        )
    if target == SOUND and value not in SOUNDS and not value.lower().endswith(".wav"):
        raise BadInputError(
            _("“{value}” is not a sound.").format(value=value),
            _("Write one of {known}, or the path of a WAV file.").format(known=", ".join(SOUNDS)),
        )
    if target in (DISPLAY, CALLER) and not value:
        raise BadInputError(_("The cue says nothing."), _("Write what is to be shown or called."))
    if target == DISPLAY and len(value) > LONGEST:
        raise BadInputError(
            _("The message has {many} characters.").format(many=len(value)),
            _("Write at most {most}: it is read in a glance.").format(most=LONGEST),
        )
