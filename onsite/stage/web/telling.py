"""What viewers are told of a stage, as JSON; and the words of the page in every language."""

from __future__ import annotations

import json
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from onsite.clock import from_ms
from onsite.language import LANGUAGES, N_, in_language
from onsite.stage.display.shown import MINUTE_MS
from onsite.stage.display.wording import QUALIFYING, WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.stage.display.messages import Message
    from onsite.stage.display.shown import Anchors, Slot

PAGE_WORDS = {
    **{f"tone_{tone}": text for tone, text in WORDS.items() if text},
    **{f"stands_{code}": text for code, text in QUALIFYING.items()},
    "next": N_("Next {at}  {what}"),
    "nothing_after": N_("Nothing comes after this."),
    "none": N_("Nothing is planned on this stage today."),
    "over": N_("The last item is over."),
    "cut_off": N_("✗ Cut off since {at} – it counts on"),
    "not_yet": N_("Waiting for the timekeeper's computer…"),
    "gone": N_("This address is no longer good. Ask the timekeeper for the new one."),
    "coming": N_("Expected to come"),
    "coming_late": N_("Expected to come ({late})"),
    "minutes": N_("{minutes} min"),
    "planned": N_("Planned {at}"),
    "seen": N_("✓ Seen at {at}"),
    "speaker": N_("Speaker's view"),
    "backstage": N_("Backstage view"),
    "choose": N_("What should this screen show?"),
    "no_stage": N_("There is no such stage here."),
    "progress": N_("Time that is over"),
    "language": N_("Language"),
}
"""Each text of the page, by the name under which its script asks for it."""
_TAGS = {"en": "en", "zh_CN": "zh-Hans", "zh_TW": "zh-Hant"}


def words() -> dict[str, dict[str, str]]:
    """The texts of the page, by language tag; `name` is what the language is called."""
    return {
        _TAGS[code]: {
            "name": name,
            **{key: in_language(code, text) for key, text in PAGE_WORDS.items()},
        }
        for code, name in LANGUAGES.items()
    }


def about(event: str, stages: Mapping[str, str]) -> dict[str, Any]:
    """What the page needs once: what there is to see, and its texts.

    Args:
        event: its name.
        stages: the names of those that may be seen, by their ids.
    """
    return {"event": event, "stages": dict(stages), "words": words()}


def gone() -> str:
    """The page for whoever has an address that is none, or none any more; in every language.

    It is the same for all of them, and names neither event nor stage.
    """
    said = "".join(
        f'<h1 lang="{_TAGS[code]}">{escape(in_language(code, PAGE_WORDS["gone"]))}</h1>'
        for code in LANGUAGES
    )
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    return f"<!DOCTYPE html><html>{head}<title>404</title>{said}</html>"


def told(anchors: Anchors) -> dict[str, Any]:
    """What a viewer counts from.

    It names speakers and nobody else: neither who works here, nor the stations.
    """
    given = replace(anchors, message=None).as_object()
    for unneeded in ("source", "made_ms"):
        del given[unneeded]
    given["now"] = _slot(anchors.now) if anchors.now is not None else None
    given["coming"] = [_slot(each) for each in anchors.coming]
    given["message"] = _message(anchors.message) if anchors.message is not None else None
    given["utc_offset_ms"] = _offset_ms(anchors)
    return given


def as_json(given: Mapping[str, Any]) -> str:
    """One line; no end of a line stands in it."""
    return json.dumps(given, ensure_ascii=False, separators=(",", ":"))


def look(anchors: Anchors) -> tuple[Any, ...]:
    """What is another one once a viewer would see a difference.

    What is expected moves with every instant while an item is over time; to be read are minutes.
    """
    now = _minutes(anchors.now) if anchors.now is not None else None
    coming = tuple(map(_minutes, anchors.coming))
    late = round(anchors.behind_ms / MINUTE_MS)
    return replace(anchors, made_ms=0, now=None, coming=(), behind_ms=0), now, coming, late


def _minutes(slot: Slot) -> tuple[Any, ...]:
    late = round((slot.expected_ms - slot.planned_ms) / MINUTE_MS)
    return replace(slot, expected_ms=0), slot.expected_ms // MINUTE_MS, late


def _slot(slot: Slot) -> dict[str, Any]:
    return {
        "title": slot.title,
        "kind": slot.kind,
        "speakers": list(slot.speakers),
        "planned_ms": slot.planned_ms,
        "expected_ms": slot.expected_ms,
        "planned_days": slot.planned_days,
        "expected_days": slot.expected_days,
    }


def _message(message: Message) -> dict[str, Any]:
    return {"text": message.text, "asks_seen": message.asks_seen, "seen_ms": message.seen_ms}


def _offset_ms(anchors: Anchors) -> int:
    """What is added to UTC now, for a browser that does not know the zone."""
    offset = from_ms(anchors.made_ms).astimezone(ZoneInfo(anchors.zone)).utcoffset()
    return round(offset.total_seconds() * 1000) if offset is not None else 0
