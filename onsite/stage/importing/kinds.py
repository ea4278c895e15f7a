"""What is a break or a changeover, by what programmes call it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onsite.stage.fields import Kind

_BREAK = re.compile(
    r"(?:(?:the|morning|afternoon|short|long|coffee|tea|lunch|dinner|breakfast|networking)\W+)*"
    r"(?:break|lunch|dinner|breakfast|coffee|tea|intermission|interval|recess)"
    r"(?:\W+(?:break|time|and|coffee|tea|snacks|networking))*"
    r"|(?:kaffee|mittags?|kurze|große|abend)?\W*pause|mittagessen|abendessen|frühstück"
    r"|pause(?:\W+(?:café|déjeuner))?|déjeuner|descanso|almuerzo|comida"
    r"|茶歇|午餐|午休|休息|中場休息|晚餐|早餐|休憩|昼食|昼休み",
    re.IGNORECASE,
)
_CHANGEOVER = re.compile(
    r"change\W?over|room change|umbau|raumwechsel|changement de plateau|换场|換場|转场|轉場|転換",
    re.IGNORECASE,
)
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("talk", "lecture", "keynote"), "talk"),
    **dict.fromkeys(("break", "pause", "lunch"), "break"),
    "changeover": "changeover",
    "milestone": "milestone",
    "count-up": "count-up",
    "fixed-end": "fixed-end",
    "session": "session",
}


def guessed(title: str, kind: str = "") -> Kind | None:
    """A break or a changeover, where the title or the source's own word says so."""
    for text in (kind.strip(), title.strip()):
        if _BREAK.fullmatch(text):
            return "break"
        if _CHANGEOVER.fullmatch(text):
            return "changeover"
    return None


def named(text: str) -> Kind | None:
    """The kind of that name, as Onsite and others call it; None for a name of their own."""
    return _KINDS.get(text.strip().casefold())
