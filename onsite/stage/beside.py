"""What is done about a stage besides its rundown: to its cues, its speakers, its displays.

It is read from the entries themselves: no row says what was there before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_args

from onsite.clock import from_ms
from onsite.journal import facts as registry
from onsite.journal.folding import fact_of, history
from onsite.stage.cues import facts as of_cues
from onsite.stage.display import facts as of_displays
from onsite.stage.engine.acts import ActId
from onsite.stage.readiness.facts import SpeakerReady

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from onsite.journal.entry import Entry
    from onsite.plan.model import Plan
    from onsite.stage.reading import Kept

DISPLAYS = (
    *(of_displays.MessageShown, of_displays.MessageCleared),
    *(of_displays.BlackoutSet, of_displays.Flashed),
)
_KNOWN: tuple[Any, ...] = (
    *get_args(of_cues.Written),
    *(each for each in get_args(of_cues.Happened) if each is not of_cues.CueEnded),
    SpeakerReady,
    *DISPLAYS,
)
# Cues that were left to another console come with a start; who undoes that, undoes all of it.
_KINDS = frozenset(each.kind for each in _KNOWN) - {of_cues.CuesLeft.kind}


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done."""

    id: ActId
    time: int
    """The stamp of its entry."""
    operator: str
    fact: Any
    item: str
    """That it is about; empty for none."""
    name: str
    """Of the cue or the speaker; the text of a message. Empty where it is about all of them."""
    was: Mapping[str, Any] = field(default_factory=dict)
    """Of a cue that was changed: what had been said of it; None for what was as usual."""

    @property
    def key(self) -> str:
        """As others name it in `takes_back`."""
        return f"{self.id.station}-{self.id.number}"

    @property
    def takes_back(self) -> str:
        """The key of what is undone with it; empty for nothing."""
        return str(getattr(self.fact, "takes_back", ""))


def done(rows: Connection, plan: Plan, kept: Kept) -> list[Done]:
    """All of it, in the order of the journal; of the displays, that of the rundown's day.

    Args:
        rows: the store.
        plan: the plan in force, for its days.
        kept: the rundown.
    """
    subjects = (kept.subject, of_displays.display_subject(kept.stage))
    told = _Telling(kept)
    found = []
    for entry in history(rows, *subjects):
        if entry.kind not in _KINDS or not registry.readable(entry.kind, entry.version):
            continue
        fact = fact_of(entry)
        if fact is not None and _is_of_day(fact, plan, kept.day):
            found.append(told.of(entry, fact))
    return found


def undone(found: list[Done]) -> set[str]:
    """The keys of those that were undone, and whose undoing was not."""
    gone: set[str] = set()
    for each in reversed(found):
        if each.takes_back and each.key not in gone:
            gone.add(each.takes_back)
    return gone


def _is_of_day(fact: Any, plan: Plan, day: str) -> bool:
    return not isinstance(fact, DISPLAYS) or plan.day_of(from_ms(fact.at_ms)).isoformat() == day


class _Telling:
    """Knows what cues and messages were called by the time something was done to them."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._cues: dict[str, tuple[str, dict[str, Any]]] = {}
        self._texts: dict[str, str] = {}

    def of(self, entry: Entry, fact: Any) -> Done:
        """An entry, told."""
        item, name, was = "", "", {}
        if isinstance(fact, SpeakerReady):
            item, name = fact.item, self._speaker(fact)
        elif isinstance(fact, DISPLAYS):
            name = self._text(fact)
        elif fact.kind != of_cues.CuesTaken.kind and fact.cue:
            was = self._change(fact)
            item, fields = self._cues.get(fact.cue, ("", {}))
            name = fields.get("name", fact.cue)
        number = ActId(entry.station, entry.number)
        return Done(number, entry.time, entry.operator, fact, item, name, was)

    def _change(self, fact: Any) -> dict[str, Any]:
        item, known = self._cues.get(fact.cue, ("", {}))
        said: dict[str, Any] = {}
        if isinstance(fact, of_cues.CueAdded):
            item, said = item or fact.item, fact.fields.model_dump(exclude_none=True)
        elif isinstance(fact, of_cues.CueChanged):
            said = fact.changes.model_dump(exclude_none=True)
        self._cues[fact.cue] = (item, {**known, **said})
        return {key: known.get(key) for key in said}

    def _speaker(self, fact: SpeakerReady) -> str:
        fields = self._kept.fields.get(fact.item)
        some = (fields.speakers or ()) if fields is not None else ()
        names = (each.name for each in some if each.id == fact.speaker)
        return next(names, "") or fact.speaker

    def _text(self, fact: Any) -> str:
        if isinstance(fact, of_displays.MessageShown):
            self._texts[fact.message] = fact.text
        return self._texts.get(getattr(fact, "message", ""), "")
