"""What happens on a stage, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.clock import from_ms
from onsite.fact_words import fact as called
from onsite.journal.facts import LATEST_MS
from onsite.language import N_, _, ngettext
from onsite.staff.wording import roles_in_words
from onsite.stage.cues import wording as cue_words
from onsite.stage.display import wording as display_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.plan.model import Plan
    from onsite.stage.engine.schedule import Status, Times
    from onsite.stage.engine.show import Show
    from onsite.stage.outcomes import Outcome
    from onsite.stage.rules import Link

FACTS = {
    "stage.item_added": N_("Item added"),
    "stage.item_changed": N_("Item changed"),
    "stage.item_moved": N_("Item moved"),
    "stage.item_removed": N_("Item removed"),
    "stage.item_restored": N_("Item put back"),
    "stage.rundown_set": N_("Rundown changed"),
    "stage.speaker_linked": N_("Speaker found on the list"),
    "stage.speaker_ready": N_("How far a speaker is"),
    "stage.armed": N_("Standby"),
    "stage.started": N_("GO"),
    "stage.ended": N_("Stop"),
    "stage.paused": N_("Pause"),
    "stage.resumed": N_("Resume"),
    "stage.added": N_("Time added"),
    "stage.corrected": N_("Start corrected"),
    "stage.delayed": N_("Delay"),
    "stage.delay_applied": N_("Delay put into the plan"),
    "stage.skipped": N_("Skipped"),
    "stage.unskipped": N_("Not skipped after all"),
    "stage.followed": N_("By the clock"),
    "stage.undone": N_("Undone"),
    "stage.programme_imported": N_("Programme imported"),
    **display_words.FACTS,
    **cue_words.FACTS,
}
"""What is called how; see `fact_words`."""
KINDS = {
    "talk": N_("Talk"),
    "break": N_("Break"),
    "changeover": N_("Changeover"),
    "milestone": N_("Milestone"),
    "count-up": N_("Counts up"),
    "fixed-end": N_("Fixed end"),
    "session": N_("Session timer"),
}
RULES = {
    "linked": N_("after the one before"),
    "hard": N_("hard start"),
    "manual": N_("by hand only"),
    "auto": N_("by itself"),
}
STATUSES: Mapping[str, str] = {
    "coming": N_("to come"),
    "armed": N_("standby"),
    "running": N_("running"),
    "paused": N_("paused"),
    "done": N_("over"),
    "skipped": N_("left out"),
    "passed": N_("passed over"),
}
FIELDS: Mapping[str, str] = {
    "title": N_("title"),
    "kind": N_("kind"),
    "start_ms": N_("start"),
    "length_ms": N_("length"),
    "rule": N_("how it begins"),
    "shortest_ms": N_("shortest length"),
    "qa_ms": N_("Q&A"),
    "early": N_("early start"),
    "warn_ms": N_("warning"),
    "danger_ms": N_("danger"),
    "qualify": N_("qualifying range"),
    "speakers": N_("speakers"),
    "skipped": N_("left out"),
    "held": N_("slot kept"),
    "moderator": N_("moderator"),
    "introduction": N_("introduction"),
    "agreed": N_("agreed warnings"),
    "qa_form": N_("form of the Q&A"),
    "room": N_("room"),
    "notes": N_("notes"),
    "late_reason": N_("reason for its lateness"),
    "source": N_("source"),
    "custom": N_("other fields"),
}
"""What the fields of an item are called, as `fields.ItemFields` has them."""
PHASES: Mapping[str, str] = {
    "normal": N_("in time"),
    "warning": N_("warning"),
    "danger": N_("danger"),
    "overtime": N_("overtime"),
}
_TOOK = {
    "go": N_("{item} runs."),
    "next": N_("{item} runs."),
    "arm": N_("{item} stands by."),
    "pause": N_("{item} is paused."),
    "resume": N_("{item} goes on."),
    "stop": N_("{item} is over."),
    "correct": N_("{item} began at {at}."),
    "apply-delay": N_("The delay before {item} is the plan now."),
    "skip": N_("{item} is left out."),
    "unskip": N_("{item} is not left out any more."),
    "add": N_("{item}: {by}."),
    "delay": N_("From {item} on everything is planned {by}."),
    "follow": N_("The rundown follows the clock."),
    "unfollow": N_("Items begin by hand."),
    "disarm": N_("Nothing stands by any more."),
    "undo": N_("Undone: {what}. {item}"),
    "redo": N_("Done again: {what}. {item}"),
}
_NOTHING = {
    "no-items": N_("The rundown is empty."),
    "nothing-next": N_("Nothing is left to come."),
    "nothing-runs": N_("Nothing runs."),
    "nothing-paused": N_("Nothing is paused."),
    "nothing-armed": N_("Nothing stands by."),
    "runs": N_("{item} runs already."),
    "not-running": N_("{item} neither runs nor stands by."),
    "no-time": N_("No time was given."),
    "no-delay": N_("There is no delay to put into the plan."),
    "no-change": N_("It is so already."),
    "nothing-to-undo": N_("There is nothing to undo."),
    "undone": N_("It was undone before."),
    "clock-ahead": N_("The clock of another laptop is ahead: what it did counts as done later."),
}
_ADVICE = {
    "no-items": N_("Import one with “onsite stage import”, or add an item."),
    "not-running": N_("Change its length in the rundown."),
    "clock-ahead": N_("Set that clock right; do it there until then."),
    "old": N_("Undo it by its number in the log."),
    "nothing-to-undo": N_("The edits of other stations are undone by their numbers in the log."),
}
_FOUND_BY = {
    "hand": N_("said by hand"),
    "source": N_("named by the programme"),
    "email": N_("by e-mail"),
    "name": N_("by name"),
}
_SECOND_MS = 1_000


def outcome(said: Outcome, plan: Plan, stations: Mapping[str, str]) -> str:
    """What came of a press, in one sentence or two; what to do about it says `advice`.

    Args:
        said: what it was.
        plan: the plan in force, for its time zone.
        stations: names by id.
    """
    if said.what == "refused":
        return _("To run a stage is for: {roles}.").format(roles=roles_in_words(plan, said.roles))
    if said.what == "same-press":
        return _("Pressed twice: it counts once. {item}").format(item=_item(said)).strip()
    if said.what == "already":
        return _already(said, plan, stations)
    if said.what == "nothing":
        if said.why == "old":
            return _("Nothing was undone: that was at {at}. {what}").format(
                at=clock(said.at_ms, plan), what=_undone(said)
            )
        return _(_NOTHING.get(said.why, _NOTHING["no-change"])).format(item=_item(said))
    return _took(said, plan)


def advice(said: Outcome) -> str:
    """What to do next where nothing was done; empty where nothing is to be said."""
    if said.what == "refused":
        return _("One of them signs in at this station, with Ctrl+S.")
    return _(_ADVICE[said.why]) if said.why in _ADVICE else ""


def old(said: Outcome, plan: Plan) -> str:
    """The question whether what was done a while ago is to be undone."""
    return _("Undo what was done at {at}? {what}").format(
        at=clock(said.at_ms, plan), what=_undone(said)
    )


def _undone(said: Outcome) -> str:
    return f"{called(said.undone)} {_item(said)}".strip()


def length(ms: int, *, signed: bool = False) -> str:
    """Milliseconds as hours, minutes and seconds, rounded to the second: `1:02:00`, `5:00`."""
    seconds = (abs(ms) + _SECOND_MS // 2) // _SECOND_MS
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    told = f"{hours}:{minute:02}:{second:02}" if hours else f"{minutes}:{second:02}"
    sign = "−" if ms < 0 and seconds else "+" if signed and seconds else ""
    return f"{sign}{told}"


def clock(ms: int, plan: Plan, *, seconds: bool = False) -> str:
    """An instant as the time of day in the event's zone; a dash for one beyond all calendars."""
    if not 0 <= ms <= LATEST_MS:
        return "–"
    return plan.local(from_ms(ms)).strftime("%H:%M:%S" if seconds else "%H:%M")


def status(code: Status) -> str:
    """Where an item stands."""
    return _(STATUSES[code])


def standing(show: Show, times: Times) -> str:
    """Where an item stands, and whether its timer stands still."""
    run = show.run(times.item)
    return _(STATUSES["paused"]) if run is not None and run.paused else status(times.status)


def kind(code: str) -> str:
    """What an item is."""
    return _(KINDS[code]) if code in KINDS else code


def quoted(title: str) -> str:
    """A title within a sentence; empty for none."""
    return _("“{value}”").format(value=title) if title else ""


def found_by(link: Link) -> str:
    """By what a speaker was found on the list."""
    return _(_FOUND_BY[link.how]) if link.how in _FOUND_BY else ""


def field(name: str) -> str:
    """What a field of an item is called."""
    return _(FIELDS[name]) if name in FIELDS else name


def _took(said: Outcome, plan: Plan) -> str:
    item = _item(said)
    if said.deed == "edit" and said.edited:
        return _("{what}. {item}").format(what=called(said.edited), item=item).strip()
    if said.deed == "edit":
        many = ngettext("{n} change.", "{n} changes.", said.changes).format(n=said.changes)
        return _(": ").join((item, many)) if item else many
    deed: str = said.deed
    if deed == "follow" and not said.on:
        deed = "unfollow"
    elif deed == "undo" and said.on:
        deed = "redo"
    elif deed == "arm" and not said.item:
        deed = "disarm"
    if deed in ("undo", "redo") and said.changes > 1:
        item = ngettext("{n} change.", "{n} changes.", said.changes).format(n=said.changes)
    told = _(_TOOK[deed]).format(
        item=item,
        at=clock(said.at_ms, plan, seconds=True),
        by=length(said.by_ms, signed=True),
        what=called(said.undone),
    )
    if deed in ("go", "next") and said.before:
        over = _("{item} is over.").format(item=quoted(said.before))
        return f"{told} {over}"
    return told.strip()


def _already(said: Outcome, plan: Plan, stations: Mapping[str, str]) -> str:
    if said.own:
        at = clock(said.at_ms, plan, seconds=True)
        return _("It is so already, since {at}. {item}").format(at=at, item=_item(said)).strip()
    who = said.operator or "–"
    where = stations.get(said.station) or said.station[:6]
    told = _("{who} at {where} was first, at {at}: {item}").format(
        who=who, where=where or "–", at=clock(said.at_ms, plan, seconds=True), item=_item(said)
    )
    return told if said.item else told.rstrip(": ：")


def _item(said: Outcome) -> str:
    return quoted(said.title or said.item)
