"""A phase that begins is told once, with a sound; also when the app was started again meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onsite.language import N_, _
from onsite.stage.engine.phases import Announcer, changes
from onsite.stage.wording import length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.stage.engine.items import Item
    from onsite.stage.engine.show import Run
    from onsite.stage.moment import Moment

_WORDS = {
    "warning": N_("“{item}”: {left} left."),
    "danger": N_("“{item}”: {left} left, wrap up."),
    "overtime": N_("“{item}” is over time."),
}
_SOUNDS = {"warning": "admit", "danger": "ask", "overtime": "refuse"}
_TONES = {"warning": "warning", "danger": "warning", "overtime": "bad"}


class Announced(NamedTuple):
    """What is told of a phase."""

    text: str
    tone: str
    sound: str


def announcer(moment: Moment) -> Announcer:
    """What tells phases from now on: those that have begun by now were told before a restart."""
    found = Announcer()
    for item, run in _running(moment):
        found.due(changes(item, run), moment.now_ms)
    return found


def announced(announcer: Announcer, moment: Moment) -> Announced | None:
    """What is to be told now of whatever runs; None for nothing.

    Args:
        announcer: knows what was told.
        moment: the rundown at this instant.
    """
    for item, run in _running(moment):
        due = announcer.due(changes(item, run), moment.now_ms)
        if due is None or due.phase.value not in _WORDS:
            continue
        phase = due.phase.value
        left_ms = item.warn_ms if phase == "warning" else item.danger_ms
        text = _(_WORDS[phase]).format(item=item.title or item.id, left=length(left_ms))
        return Announced(text, _TONES[phase], _SOUNDS[phase])
    return None


def _running(moment: Moment) -> Iterator[tuple[Item, Run]]:
    show = moment.show
    for key in filter(None, (show.running, *show.sessions)):
        item, run = moment.kept.rundown.by_id.get(key), show.run(key)
        if item is not None and run is not None:
            yield item, run
