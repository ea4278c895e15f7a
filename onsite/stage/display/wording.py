"""What a display says, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from onsite.language import N_, _
from onsite.stage.display.shown import time_of_day
from onsite.stage.hours import later

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.stage.display.finding import Found
    from onsite.stage.display.shown import Qualifying, Shown, Slot, Tone

FACTS = {
    "stage.message_shown": N_("Message shown to the speaker"),
    "stage.message_cleared": N_("Message taken off the display"),
    "stage.message_seen": N_("Message seen by the speaker"),
    "stage.blackout_set": N_("Display made black, or shown again"),
    "stage.flashed": N_("Display flashed"),
}
"""What is called how; see `fact_words`."""
WORDS: Mapping[Tone, str] = {
    "none": "",
    "idle": "",
    "armed": N_("STAND BY"),
    "paused": N_("PAUSED"),
    "normal": N_("RUNNING"),
    "warning": N_("SOON OVER"),
    "danger": N_("WRAP UP"),
    "overtime": N_("OVER TIME"),
}
"""The word that stands for a tone, beside its colour and its pattern."""
_MINUTE_MS = 60_000


QUALIFYING: Mapping[Qualifying, str] = {
    "short": N_("TOO SHORT"),
    "qualified": N_("QUALIFIED"),
    "long": N_("TOO LONG"),
}
"""How a contest's speech would stand if it ended now."""


def word(shown: Shown) -> str:
    """The word of the tone; empty where there is no timer."""
    found = WORDS[shown.tone]
    return _(found) if found else ""


def words(shown: Shown) -> tuple[str, ...]:
    """The word of the tone, before it the same with how a contest stands."""
    only, stands = word(shown), QUALIFYING.get(shown.qualifying, "")
    return (f"{only} – {_(stands)}", only) if stands else (only,)


def who(slot: Slot) -> str:
    """An item with its speakers."""
    names = ", ".join(slot.speakers)
    return f"{slot.title} – {names}" if names else slot.title


def head(shown: Shown) -> str:
    """What runs, or the stage where nothing does."""
    return who(shown.now) if shown.now is not None else shown.stage


def next_line(shown: Shown) -> str:
    """What comes next, and when; behind a break also who comes then."""
    zone = ZoneInfo(shown.zone)
    said = [coming(slot, zone) for slot in shown.next_up]
    if not said:
        return _("Nothing comes after this.") if shown.now is not None else ""
    at, _late, what = said[0]
    then = "".join(f"  ·  {hour}  {whose}" for hour, _late, whose in said[1:])
    return _("Next {at}  {what}").format(at=at, what=what + then)


def cut_off(shown: Shown) -> tuple[str, ...]:
    """That the source is lost, and that the display counts on; the shortest last."""
    if not shown.cut_off:
        return ()
    said = (N_("✗ Cut off since {at} – it counts on"), N_("✗ Cut off {at}"))
    return tuple(_(each).format(at=shown.cut_off) for each in said)


def seen(shown: Shown, *, may: bool) -> tuple[str, ...]:
    """Who asks for a “seen”, or that it was said; the shortest last, nothing where nobody asks.

    Args:
        shown: what is shown.
        may: whether this station may record it.
    """
    message = shown.message
    if message is None or not message.asks_seen:
        return ()
    if message.seen_ms is not None:
        at = time_of_day(message.seen_ms, ZoneInfo(shown.zone))[:5]
        return (_("✓ Seen at {at}").format(at=at),)
    if may:
        return (_("Seen? Press the space bar."), _("Seen? Space bar"))
    return (_("Seen? Say it at a desk."), _("Seen? At a desk"))


def teaching(shown: Shown) -> str:
    """What to do where there is nothing to show."""
    if shown.tone == "none":
        return _("Nothing is planned on this stage today. Import a schedule, or run: onsite stage")
    if shown.now is None and not shown.coming:
        return _("The last item is over.")
    return ""


def lacking(found: Found | None) -> str:
    """What to do where there is no stage to show.

    Args:
        found: what the store says; None until it was read.
    """
    if found is None:
        return _("Opening the store…")
    if not found.event:
        return _("There is no plan yet. Join the event on this laptop: onsite stations join CODE")
    if not found.stages:
        return _("The plan has no stage. Write one down, as [stages.main], and publish the plan.")
    if found.must_choose:
        return _("Press s to choose a stage.")
    return _("The plan has no stage “{stage}”. Press s to choose another.").format(
        stage=found.stage
    )


def lateness(behind_ms: int) -> str:
    """How late the rundown is, in whole minutes, as `+3 min`; empty where it is in time."""
    minutes = round(behind_ms / _MINUTE_MS)
    return _("{minutes} min").format(minutes=f"{minutes:+d}".replace("-", "−")) if minutes else ""


def coming(slot: Slot, zone: ZoneInfo) -> tuple[str, str, str]:
    """An item that comes: when it is expected, how late that is, and what it is."""
    late = lateness(slot.expected_ms - slot.planned_ms)
    at = time_of_day(slot.expected_ms, zone)[:5] + later(slot.expected_days)
    return at, late, who(slot)


def listing_title(shown: Shown) -> str:
    """What stands above the items that come."""
    if not shown.coming:
        return _("Nothing comes after this.")
    late = lateness(shown.behind_ms)
    return _("Expected to come ({late})").format(late=late) if late else _("Expected to come")
