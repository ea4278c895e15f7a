"""Which cue is meant where it is typed, and when it is to be due."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast, get_args

from onsite.errors import BadInputError
from onsite.language import _
from onsite.stage.cues.facts import Anchor
from onsite.stage.cues.wording import ANCHORS
from onsite.stage.rules import length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.stage.cues.cue import Cue

_WHEN = re.compile(r"(?P<word>[^+\-−0-9]+?)\s*(?P<by>[+\-−].*)?")
_MANUAL = ("manual", "key", "by key")


def which_cue(cues: Sequence[Cue], text: str) -> str:
    """The id of the cue that is meant, by its name or its id.

    Raises:
        BadInputError: there is none, or there are several.
    """
    said = text.strip().casefold()
    found = [each for each in cues if said in (each.id, each.name.casefold())]
    if len(found) == 1:
        return found[0].id
    if found:
        raise BadInputError(
            _("Several cues are called “{value}”.").format(value=text),
            _("Give the id of one: {known}.").format(known=", ".join(each.id for each in found)),
        )
    raise BadInputError(
        _("There is no cue “{value}”.").format(value=text),
        _("They are: {known}.").format(known=", ".join(each.name for each in cues[:12]))
        if cues
        else _("Add one with “onsite stage cues add”."),
    )


def when_typed(text: str) -> tuple[Anchor, int]:
    """When a cue is due, as it is typed: `key`, `start+1:30`, `end -2`, `warning`.

    Returns:
        The anchor, and milliseconds after it.

    Raises:
        BadInputError: it is none of that.
    """
    found = _WHEN.fullmatch(text.strip())
    word = found["word"].strip().casefold() if found else ""
    named = {_(told).casefold(): code for code, told in ANCHORS.items()}
    code = "manual" if word in _MANUAL else named.get(word, cast("Anchor", word))
    by_ms = length(found["by"]) if found and found["by"] else 0
    if code not in get_args(Anchor) or by_ms is None or (code == "manual" and by_ms):
        raise BadInputError(
            _("“{value}” does not say when.").format(value=text),
            _("Write key, or start, end, warning, danger, overtime: start+1:30, end-2:00."),
        )
    return code, by_ms
