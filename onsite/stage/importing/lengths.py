"""How long a session lasts where the file does not say it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from onsite.stage.fields import LONGEST_MS
from onsite.stage.importing.programme import Problem, Trouble
from onsite.stage.importing.values import MINUTE_MS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.stage.importing.programme import Found

USUAL_MS = 30 * MINUTE_MS
"""Where nothing in the file says what is usual."""
NEXT_MS = 60 * MINUTE_MS
"""What begins so soon after it in the same room ends it; a longer gap has a break in it."""


def with_lengths(
    sessions: list[Found], said_ms: int | None, problems: list[Problem]
) -> list[Found]:
    """The sessions, each with its length.

    Args:
        sessions: each with its start.
        said_ms: of those that have none, where somebody has said so.
        problems: what is assumed is added to them.
    """
    gaps = _gaps(sessions)
    lasting = [each.length_ms for each in sessions if each.length_ms and each.length_ms > 0]
    usual = _usual(lasting or [gap for gap in gaps.values() if gap <= NEXT_MS])
    made = []
    for each in sessions:
        if each.length_ms is not None and 0 <= each.length_ms <= LONGEST_MS:
            made.append(_standing(each, problems))
            continue
        gap = gaps.get(each.key)
        lasts = said_ms or (gap if gap is not None and gap <= NEXT_MS else min(usual, gap or usual))
        how = "said" if said_ms else "next" if lasts == gap else "usual"
        trouble = Trouble.NO_LENGTH if each.length_ms is None else Trouble.NO_TIME
        said = (str(lasts // MINUTE_MS), how)
        problems.append(Problem(trouble, each.place, said, each.key))
        made.append(replace(each, length_ms=lasts))
    return made


def _standing(each: Found, problems: list[Problem]) -> Found:
    """What lasts no time is a milestone."""
    if each.length_ms or each.kind is not None or each.ours:
        return each
    problems.append(Problem(Trouble.NO_TIME, each.place, ("0", "milestone"), each.key))
    return replace(each, kind="milestone")


def _gaps(sessions: Iterable[Found]) -> dict[str, int]:
    """From the start of a session to that of the next one in its room, by its id."""
    rooms: dict[str, list[tuple[int, str]]] = {}
    for each in sessions:
        if each.start is not None:
            start = round(each.start.timestamp() * 1000)
            rooms.setdefault(each.room, []).append((start, each.key))
    gaps: dict[str, int] = {}
    for known in rooms.values():
        starts = sorted({start for start, _key in known})
        following = dict(pairwise(starts))
        gaps |= {key: following[start] - start for start, key in known if start in following}
    return gaps


def _usual(lasting: list[int]) -> int:
    """The length that most have; of equally many the shorter."""
    many = Counter(lasting)
    return min(many, key=lambda each: (-many[each], each), default=USUAL_MS)
