"""What takes back what was done to the cues, the speakers and the displays of a stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.stage.beside import DISPLAYS, undone
from onsite.stage.cues import facts as of_cues
from onsite.stage.cues.cue import Cue
from onsite.stage.display import facts as of_displays
from onsite.stage.readiness.facts import SpeakerReady

if TYPE_CHECKING:
    from onsite.stage.beside import Done
    from onsite.stage.engine.acts import ActId
    from onsite.stage.outcomes import Press

_NEVER = (of_cues.CueFired, of_cues.CueTakenBack, of_displays.Flashed)
"""What has left the laptop stays done."""
_USUAL = Cue("", "")


def wanted(found: list[Done], station: str, number: ActId | None) -> Done | None:
    """The one of that number; for None what a station did last that can be undone, and was not."""
    if number is not None:
        return next((each for each in found if each.id == number), None)
    gone = undone(found)
    return next(
        (
            each
            for each in reversed(found)
            if each.id.station == station
            and not isinstance(each.fact, (*_NEVER, *DISPLAYS))
            and not each.takes_back
            and each.key not in gone
        ),
        None,
    )


def last_undoing(found: list[Done], station: str) -> Done | None:
    """What a station has undone last, if it has done nothing of the kind since."""
    own = [each for each in found if each.id.station == station]
    deeds = {each.key for each in found if not each.takes_back}
    return own[-1] if own and own[-1].takes_back in deeds else None


def inverse(found: list[Done], one: Done, press: Press) -> Any:
    """The fact that takes it back; None where nothing does, or it was done before.

    Args:
        found: all that was done.
        one: of it, what is taken back.
        press: of the key that does it.
    """
    if one.key in undone(found) or isinstance(one.fact, _NEVER):
        return None
    if isinstance(one.fact, SpeakerReady):
        return _of_speaker(found, one, press)
    if one.fact.subject.startswith(of_displays.display_subject("")):
        return _of_display(found, one, press)
    return _of_cue(found, one, press)


def _of_speaker(found: list[Done], one: Done, press: Press) -> SpeakerReady:
    fact, holds = one.fact, not one.fact.holds
    said_ms = [
        each.fact.at_ms
        for each in found
        if isinstance(each.fact, SpeakerReady) and each.fact.press in fact.undoes
    ]
    changed = {
        "holds": holds,
        "undoes": () if holds else (fact.press,),
        "at_ms": min(said_ms, default=press.at_ms) if holds else press.at_ms,
        "press": press.key,
        "takes_back": one.key,
    }
    return SpeakerReady(**{**fact.model_dump(), **changed})


def _of_display(found: list[Done], one: Done, press: Press) -> Any:
    fact = one.fact
    of = {"stage": fact.stage, "at_ms": press.at_ms, "takes_back": one.key}
    if isinstance(fact, of_displays.BlackoutSet):
        return of_displays.BlackoutSet(**of, on=not fact.on)
    if isinstance(fact, of_displays.MessageShown):
        return of_displays.MessageCleared(**of, message=fact.message)
    shown = [each.fact for each in found if isinstance(each.fact, of_displays.MessageShown)]
    before = next((each for each in shown if each.message == fact.message), None)
    if before is None:
        return None
    again = {"message": press.key, "text": before.text, "asks_seen": before.asks_seen}
    return of_displays.MessageShown(**of, **again)


def _of_cue(found: list[Done], one: Done, press: Press) -> Any:
    fact = one.fact
    of = {"stage": press.stage, "day": press.day, "press": press.key, "takes_back": one.key}
    if isinstance(fact, of_cues.CueAdded):
        return of_cues.CueRemoved(**of, cue=fact.cue)
    if isinstance(fact, of_cues.CueRemoved):
        return of_cues.CueAdded(**of, cue=fact.cue, item=one.item, fields=of_cues.CueFields())
    if isinstance(fact, of_cues.CueChanged):
        fields = of_cues.CueFields(**_before(found, one))
        return of_cues.CueChanged(**of, cue=fact.cue, changes=fields)
    about = {name: getattr(fact, name, "") for name in ("cue", "item", "run")}
    return of_cues.CueTakenBack(**of, **about, at_ms=press.at_ms)


def _before(found: list[Done], one: Done) -> dict[str, Any]:
    """What stood there before, of what nobody has changed since."""
    gone, since = undone(found), found[found.index(one) + 1 :]
    # An undoing, and what was undone, leave all as it was.
    counts = [each for each in since if not each.takes_back and each.key not in gone]
    later = {key for each in counts if _is_about(each, one) for key in each.was}
    return {
        key: getattr(_USUAL, key) if value is None else value
        for key, value in one.was.items()
        if key not in later
    }


def _is_about(each: Done, one: Done) -> bool:
    return bool(each.was) and each.fact.cue == one.fact.cue
