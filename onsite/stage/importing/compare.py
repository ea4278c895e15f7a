"""A programme beside what is kept: what is new, changed, moved and gone, and what stays.

What has run is never moved nor removed, and its plan stays as it was when it ran: only what is
said of it may change. What was edited here stays where the file says what it said before.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from onsite.roster.listing import short_hash
from onsite.stage.importing.diff import Added, Changed, Diff, KeptItem, Moved, Stays

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onsite.stage.fields import ItemFields
    from onsite.stage.importing.placing import Placing, Planned
    from onsite.stage.importing.programme import Session

Values = dict[str, Any]
"""Fields by their names; those of `custom` as `custom.NAME`."""
USUAL: Values = {
    "title": "",
    "kind": "talk",
    "start_ms": 0,
    "length_ms": 0,
    "rule": "linked",
    "qa_ms": 0,
    "speakers": (),
    **dict.fromkeys(("skipped", "held"), False),
    **dict.fromkeys(("moderator", "introduction", "agreed", "qa_form", "room", "notes"), ""),
    "late_reason": "",
    **dict.fromkeys(("shortest_ms", "early", "warn_ms", "danger_ms", "qualify"), None),
}
"""What a field is without being told."""
ALWAYS = ("title", "kind", "start_ms", "length_ms", "speakers", "skipped", "room")
"""What a file says also by not saying it."""
PLANNED = frozenset(
    {
        *("kind", "start_ms", "length_ms", "rule", "shortest_ms", "qa_ms", "early", "skipped"),
        *("held", "warn_ms", "danger_ms", "qualify"),
    }
)
"""What the timer goes by: of what has run, it stays."""


def compare(placing: Placing, kept: Sequence[KeptItem], source: str) -> Diff:
    """What a programme would change.

    Args:
        placing: its sessions on their stages.
        kept: every item that there is, of whatever source; those removed here as well.
        source: of the programme; only items of the same are changed or removed by it.
    """
    own = [each for each in kept if (each.fields.source or "") == source]
    known = _matched([each.session for each in placing.planned], own, source)
    out = _matched(placing.left_out, own, source)
    taken = {each.item for each in kept}
    made = _Made(source, taken)
    for planned in placing.planned:
        made.take(planned, known.get(planned.session.key))
    named = {id(each) for each in (*known.values(), *out.values())}
    for each in own:
        if id(each) not in named and not each.removed:
            made.lost(each)
    return made.diff(sum(1 for each in own if not each.removed))


def values(fields: ItemFields) -> Values:
    """All that is said, by name; what is not said as it usually is."""
    said = {
        name: getattr(fields, name)
        for name in fields.model_fields_set - {"custom", "source"}
        if getattr(fields, name) is not None
    }
    custom = {f"custom.{name}": text for name, text in (fields.custom or {}).items() if text}
    return {**USUAL, **said, **custom}


def claimed(fields: ItemFields) -> Values:
    """What a file says of a session: what it names, and what it always says."""
    whole = values(fields)
    named = {name for name in fields.model_fields_set if getattr(fields, name) is not None}
    return {
        name: said
        for name, said in whole.items()
        if name in named or name in ALWAYS or name.startswith("custom.")
    }


def _matched(
    sessions: Iterable[Session], kept: Iterable[KeptItem], source: str
) -> dict[str, KeptItem]:
    """Session by its key to what is kept of it: by its id, or by the one same title.

    Some systems give every session another id in every export.
    """
    by_id = {each.item: each for each in kept}
    wanted = list(sessions)
    found: dict[str, KeptItem] = {}
    for each in wanted:
        there = by_id.get(each.key) or by_id.get(apart(each.key, source))
        if there is not None:
            found[each.key] = there
    used = {each.item for each in found.values()}
    left = [each for each in wanted if each.key not in found]
    titles = Counter(_title(each.fields) for each in left)
    spare = [each for each in by_id.values() if each.item not in used]
    many = Counter(_title(each.fields) for each in spare)
    by_title = {_title(each.fields): each for each in spare}
    for each in left:
        title = _title(each.fields)
        if title and titles[title] == 1 == many.get(title):
            found[each.key] = by_title[title]
    return found


def apart(key: str, source: str) -> str:
    """An id for a session whose own is taken by another source's."""
    return f"{key}-{short_hash(source)[:4]}"


def _title(fields: ItemFields) -> str:
    return " ".join((fields.title or "").casefold().split())


class _Made:
    """Gathers what would be done."""

    def __init__(self, source: str, taken: set[str]) -> None:
        self._source, self._taken = source, taken
        self._added: list[Added] = []
        self._changed: list[Changed] = []
        self._moved: list[Moved] = []
        self._gone: list[KeptItem] = []
        self._stays: list[Stays] = []
        self._unchanged = 0

    def take(self, planned: Planned, kept: KeptItem | None) -> None:
        session = planned.session
        if kept is None:
            key = (
                session.key if session.key not in self._taken else apart(session.key, self._source)
            )
            self._taken.add(key)
            self._added.append(Added(key, planned))
            return
        if kept.removed:
            self._stays.append(Stays(kept, "removed"))
            return
        changed, edited = _differences(kept, session)
        if edited:
            self._stays.append(Stays(kept, "edited", edited))
        moved = self._move(kept, planned, changed)
        rest = {name: pair for name, pair in changed.items() if name != "start_ms"}
        fixed = {name: pair for name, pair in rest.items() if kept.ran and name in PLANNED}
        if fixed:
            self._stays.append(Stays(kept, "planned", fixed))
        free = {name: pair for name, pair in rest.items() if name not in fixed}
        if free:
            self._changed.append(Changed(kept, session, free))
        if not (moved or free or fixed or edited):
            self._unchanged += 1

    def _move(
        self, kept: KeptItem, planned: Planned, changed: Mapping[str, tuple[Any, Any]]
    ) -> bool:
        move = Moved(kept, planned)
        # A start that was set here stays; a rundown that it was put in is not known as such.
        if not move.elsewhere and "start_ms" not in changed:
            return False
        if kept.ran:
            pair = {"start_ms": (kept.fields.start_ms, planned.session.fields.start_ms)}
            where = (f"{kept.stage} {kept.day}", f"{planned.stage} {planned.session.day}")
            self._stays.append(Stays(kept, "moved", {"stage": where} if move.elsewhere else pair))
        else:
            self._moved.append(move)
        return True

    def lost(self, kept: KeptItem) -> None:
        if kept.ran:
            self._stays.append(Stays(kept, "gone"))
        else:
            self._gone.append(kept)

    def diff(self, known: int) -> Diff:
        return Diff(
            tuple(self._added),
            tuple(self._changed),
            tuple(self._moved),
            tuple(self._gone),
            tuple(self._stays),
            self._unchanged,
            known,
        )


def _differences(
    kept: KeptItem, session: Session
) -> tuple[dict[str, tuple[Any, Any]], dict[str, tuple[Any, Any]]]:
    """What the file changes, and what was edited here and stays; here and in the file."""
    here, wanted = values(kept.fields), claimed(session.fields)
    before = kept.said or {}
    changed: dict[str, tuple[Any, Any]] = {}
    edited: dict[str, tuple[Any, Any]] = {}
    for name in sorted({*wanted, *before}):
        usual = USUAL.get(name, "")
        now, want = here.get(name, usual), wanted.get(name, usual)
        if now == want:
            continue
        same = name in before and before[name] == want
        (edited if same else changed)[name] = (now, want)
    return changed, edited
