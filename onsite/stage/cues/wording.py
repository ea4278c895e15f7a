"""Cues in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _
from onsite.stage.cues.cue import CALLER, DISPLAY, SOUND

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.plan.model import Plan
    from onsite.stage.cues.cue import Cue, Shot, Standing, State
    from onsite.stage.cues.facts import Anchor

FACTS = {
    "stage.cue_added": N_("Cue added"),
    "stage.cue_changed": N_("Cue changed"),
    "stage.cue_removed": N_("Cue removed"),
    "stage.cue_stood_by": N_("Cue on standby"),
    "stage.cue_fired": N_("Cue fired"),
    "stage.cue_ended": N_("Cue: what came of it"),
    "stage.cue_done": N_("Cue done by hand"),
    "stage.cues_taken": N_("Cues taken over"),
    "stage.cues_left": N_("Cues left to another console"),
    "stage.cue_taken_back": N_("Cue: as before"),
}
"""What is called how; see `fact_words`."""
ANCHORS: Mapping[Anchor, str] = {
    "manual": N_("by key"),
    "start": N_("start"),
    "end": N_("end"),
    "warning": N_("warning"),
    "danger": N_("danger"),
    "overtime": N_("overtime"),
}
STATES: Mapping[State, str] = {
    "waiting": N_("waits for a key"),
    "coming": N_("to come"),
    "standby": N_("standby"),
    "due": N_("due"),
    "firing": N_("being fired"),
    "done": N_("done"),
    "failed": N_("FAILED"),
    "unknown": N_("not known whether it got there"),
    "missed": N_("MISSED"),
    "passed": N_("not fired: the item was over"),
}
SIGNS: Mapping[State, str] = {
    "waiting": "○",
    "coming": " ",
    "standby": "◆",
    "due": "◆",
    "firing": "▶",
    "done": "✓",
    "failed": "!",
    "unknown": "?",
    "missed": "!",
    "passed": "·",
}
DEPARTMENTS = {
    "audio": N_("audio"),
    "light": N_("light"),
    "video": N_("video"),
    "stage": N_("stage"),
}
"""The usual ones; any other is called as the plan calls it."""
_TARGETS = {
    DISPLAY: N_("display"),
    CALLER: N_("caller"),
    SOUND: N_("sound"),
}
_WHY = {
    "http_status": N_("the answer was {detail}"),
    "timeout": N_("no answer in {detail} s"),
    "unreachable": N_("nobody there: {detail}"),
    "no_answer": N_("the line was cut: {detail}"),
    "no_secret": N_("{detail} is not set in the environment of that laptop"),
    "bad_secret": N_("{detail} on that laptop has a line end or the like, and cannot be sent"),
    "osc_number": N_("{detail} is too large a number for OSC"),
    "no_target": N_("the plan has no target “{detail}” any more"),
    "no_file": N_("there is no file {detail} on that laptop"),
    "no_player": N_("that laptop has nothing that plays sounds"),
    "not_played": N_("it could not be played: {detail}"),
    "not_shown": N_("it could not be shown: {detail}"),
    "mistake": N_("a mistake of the program: {detail}"),
}


def department(code: str) -> str:
    """What a department is called."""
    return _(DEPARTMENTS[code]) if code in DEPARTMENTS else code


def target(plan: Plan, code: str) -> str:
    """What a cue reaches."""
    if code in plan.cue_targets:
        return plan.cue_targets[code].name
    return _(_TARGETS[code]) if code in _TARGETS else code


def when(cue: Cue) -> str:
    """When a cue is due: `by key`, `start +1:30`, `end −2:00`."""
    from onsite.stage.wording import length

    word = _(ANCHORS[cue.anchor])
    if cue.anchor == "manual" or not cue.offset_ms:
        return word
    return f"{word} {length(cue.offset_ms, signed=True)}"


def what(plan: Plan, cue: Cue) -> str:
    """What a cue does, and what it says."""
    return _(": ").join(each for each in (target(plan, cue.target), cue.value) if each)


def state(each: Standing) -> str:
    """How a cue stands; of one that has failed, why."""
    word = _(STATES[each.state])
    last = each.record.last
    if each.state != "failed" or last is None:
        return word
    return _(": ").join((word, why(last)))


def why(shot: Shot) -> str:
    """Why a firing has failed."""
    return reason(shot.why, shot.detail)


def reason(code: str, detail: str) -> str:
    """Why something has failed."""
    if code in _WHY:
        return _(_WHY[code]).format(detail=detail or "–")
    return detail or code


def came(cue: str, outcome: tuple[str, str]) -> str:
    """What came of a firing by a key.

    Args:
        cue: its name.
        outcome: why it has failed, in a code, and details; an empty code where it has not.
    """
    code, detail = outcome
    if not code:
        return _("Cue {cue} is done.").format(cue=cue)
    return _("Cue {cue} has FAILED: {why}").format(cue=cue, why=reason(code, detail))


def taken(before: str) -> str:
    """What is said where a laptop takes the cues over.

    Args:
        before: the name of the one that fired them; empty for none.
    """
    told = _("This laptop fires the cues now.")
    if not before:
        return told
    more = _("If {station} still runs and is cut off, it fires them as well: close Onsite there.")
    return f"{told} {more.format(station=before)}"
