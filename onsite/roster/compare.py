"""What a list changes: its attendees against those of the roster."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from onsite.roster.acts.standing import caught_up, overruled
from onsite.roster.acts.walk_ins import walk_ins
from onsite.roster.facts import Record, changed_fields
from onsite.roster.listing import short_hash, with_code
from onsite.roster.names import compared
from onsite.roster.signed.facts import FROM_CODE
from onsite.roster.signed.layout import attendee_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from onsite.plan.model import Plan
    from onsite.roster.acts.standing import OnSite
    from onsite.roster.listing import Listed, Listing


@dataclass(frozen=True)
class Known:
    """An attendee of the roster."""

    attendee: str
    source: str
    source_key: str
    withdrawn: bool
    stored: str
    """The record as JSON, as the last list had it."""
    done: OnSite | None = None
    """What was done on site and stands over it."""

    @cached_property
    def record(self) -> Record:
        """The record as the last list had it."""
        return Record.model_validate_json(self.stored)


@dataclass(frozen=True)
class New:
    """An attendee that the roster does not have."""

    attendee: str
    listed: Listed


@dataclass(frozen=True)
class Changed:
    """An attendee of whom the list says something else than the roster."""

    attendee: str
    source: str
    """Whose attendee they are; another source's list adds to them and does not take them over."""
    listed: Listed
    fields: dict[str, tuple[Any, Any]]
    """Field of the record (or `withdrawn`) to its value before and after."""


@dataclass(frozen=True)
class Kept:
    """An attendee for whom something was done on site that the list does not undo."""

    attendee: str
    listed: Listed
    fields: dict[str, tuple[Any, Any]]
    """Field of the record to what the list says, and to what holds."""


@dataclass(frozen=True)
class Changes:
    """Everything that a list changes, in the order of its lines; nothing is done yet."""

    new: tuple[New, ...] = ()
    changed: tuple[Changed, ...] = ()
    gone: tuple[Known, ...] = ()
    """Attendees of the same source that the list no longer names: they will be withdrawn."""
    unchanged: int = 0
    known: int = 0
    """How many attendees of the source are on the roster, those withdrawn before left out."""
    kept: tuple[Kept, ...] = ()
    """What was done on site and stays, where the list says otherwise."""
    walk_ins: tuple[tuple[New, Known], ...] = ()
    """Who is new, and by the name may have been registered on site."""
    unknown_categories: dict[str, int] = field(default_factory=dict)
    """Ticket types that the plan does not have, and how many attendees have them."""

    @property
    def suspicious(self) -> bool:
        """Whether more than half of the source's attendees would be withdrawn."""
        return len(self.gone) * 2 > self.known

    @property
    def empty(self) -> bool:
        """Whether the roster is already as the list says."""
        return not (self.new or self.changed or self.gone)


def compare(listing: Listing, roster: Sequence[Known], plan: Plan | None = None) -> Changes:
    """What the list changes.

    A row is the same attendee as one of the roster by the first of these that holds: the
    source's own key; the signed code that they came with before any list named them; the code and
    the name, whatever the source; the code, where it is nobody else's; the order and the name,
    where no other in that order has the name. The id of a new attendee follows from their signed
    code, or from source and key alone, so stations that import the same list agree.
    """
    matched = _matched(listing, roster)
    new: list[New] = []
    changed: list[Changed] = []
    kept: list[Kept] = []
    ids = {known.attendee for known in roster}
    for one in listing.people:
        known = matched.get(one.line)
        if known is None:
            new.append(_new(listing.source, one, ids))
            continue
        taken, one = _completed(listing.source, one, known)  # noqa: PLW2901 - the row, completed
        fields = _differences(one, known)
        if fields:
            changed.append(Changed(known.attendee, taken, one, fields))
        stays = known.done is not None and overruled(one.record, caught_up(known.done, one.record))
        if stays:
            kept.append(Kept(known.attendee, one, stays))
    used = {known.attendee for known in matched.values()}
    present = [each for each in roster if each.source == listing.source and not each.withdrawn]
    return Changes(
        new=tuple(new),
        changed=tuple(changed),
        gone=tuple(each for each in present if each.attendee not in used),
        unchanged=len(listing.people) - len(new) - len(changed),
        known=len(present),
        kept=tuple(kept),
        walk_ins=tuple(walk_ins(new, roster)),
        unknown_categories=_unknown_categories(listing, plan),
    )


@dataclass(frozen=True)
class _Way:
    """One way to know a row's attendee: by what both of them have."""

    of_row: Callable[[Listed], Iterable[Hashable]]
    of_known: Callable[[Known], Iterable[Hashable]]
    any_source: bool = False
    """Or else, only attendees of the list's own source."""


def _named_codes(record: Record) -> Iterable[Hashable]:
    return [(code, compared(record.name)) for code in record.codes]


def _place(record: Record) -> Iterable[Hashable]:
    return [(record.order, compared(record.name))] if record.name else []


def _signed(one: Listed) -> str | None:
    """The id that the row's signed code gives, if it has one."""
    ids = (attendee_of(code) for code in one.record.codes)
    return next((each for each in ids if each is not None), None)


_WAYS = (
    _Way(lambda one: [one.key], lambda known: [known.source_key]),
    _Way(
        lambda one: [_signed(one)],
        lambda known: [known.attendee] if known.source == FROM_CODE else [],
        any_source=True,
    ),
    _Way(
        lambda one: [] if one.made_up else _named_codes(one.record),
        lambda known: _named_codes(known.record),
        any_source=True,
    ),
    _Way(
        lambda one: [] if one.made_up else one.record.codes,
        lambda known: known.record.codes,
    ),
    _Way(lambda one: _place(one.record), lambda known: _place(known.record)),
)


def _matched(listing: Listing, roster: Sequence[Known]) -> dict[int, Known]:
    """Line to the attendee of the roster that it names."""
    found: dict[int, Known] = {}
    for way in _WAYS:
        taken = {known.attendee for known in found.values()}
        rows = [one for one in listing.people if one.line not in found]
        free = [
            known
            for known in roster
            if known.attendee not in taken and (way.any_source or known.source == listing.source)
        ]
        if rows and free:
            found |= _pairs(way, rows, free)
    return found


def _pairs(way: _Way, rows: Sequence[Listed], free: Sequence[Known]) -> dict[int, Known]:
    """Line to attendee, where what they share is one row's and one attendee's alone."""
    by_known = _unique(free, way.of_known)
    found: dict[int, Known] = {}
    taken: set[str] = set()
    for shared, one in _unique(rows, way.of_row).items():
        known = by_known.get(shared)
        if known is not None and one.line not in found and known.attendee not in taken:
            found[one.line] = known
            taken.add(known.attendee)
    return found


def _unique(things: Iterable[Any], key_of: Callable[[Any], Iterable[Hashable]]) -> dict[Any, Any]:
    found: dict[Hashable, Any] = {}
    shared: set[Hashable] = set()
    for thing in things:
        for key in key_of(thing):
            if key in found and found[key] is not thing:
                shared.add(key)
            found[key] = thing
    for key in shared:
        del found[key]
    return found


def _new(source: str, one: Listed, ids: set[str]) -> New:
    signed = _signed(one)
    if signed is not None and signed not in ids:
        ids.add(signed)
        return New(signed, one)
    attendee = _free_id(source, one.key, ids)
    if attendee != short_hash(source, one.key):
        # Whoever has the id has the code that was made of the same texts.
        one = with_code(one, source, attendee)
    return New(attendee, one)


def _free_id(source: str, key: str, ids: set[str]) -> str:
    attendee = short_hash(source, key)
    again = 0
    while attendee in ids:
        again += 1
        attendee = short_hash(source, key, str(again))
    ids.add(attendee)
    return attendee


def _completed(source: str, one: Listed, known: Known) -> tuple[str, Listed]:
    """Whose attendee it is from now on, and the row with what is known besides."""
    if known.source not in (source, FROM_CODE) and not known.withdrawn:
        return known.source, _added(one, known)
    return source, _keeping_codes(one, known) if one.made_up else one


def _added(one: Listed, known: Known) -> Listed:
    # A list of speakers or of guests of honour says little of them: it fills what is empty and
    # sets marks, and empties nothing.
    had, said = known.record, one.record
    filled = {
        name: getattr(said, name)
        for name, kind in Record.model_fields.items()
        if getattr(had, name) == kind.default
    }
    codes = () if one.made_up else said.codes
    filled["codes"] = tuple(dict.fromkeys((*had.codes, *codes)))
    return replace(one, key=known.source_key, record=had.model_copy(update=filled))


def _keeping_codes(one: Listed, known: Known) -> Listed:
    # A made-up code is on a badge already; it stays when the row it was made from changes.
    codes = {"codes": known.record.codes or one.record.codes}
    return replace(one, record=one.record.model_copy(update=codes))


def _differences(one: Listed, known: Known) -> dict[str, tuple[Any, Any]]:
    fields: dict[str, tuple[Any, Any]] = {}
    if one.record.model_dump_json(exclude_defaults=True) != known.stored:
        fields = changed_fields(known.record, one.record)
    if known.withdrawn:
        fields["withdrawn"] = (True, False)
    return fields


def _unknown_categories(listing: Listing, plan: Plan | None) -> dict[str, int]:
    if plan is None or not plan.categories:
        return {}
    counted = Counter(one.record.category for one in listing.people if one.record.category)
    addons = frozenset[str]().union(*(each.addon_names for each in plan.checkpoints.values()))
    return {
        name: many
        for name, many in counted.most_common()
        if plan.category_of(name) is None and name.strip().casefold() not in addons
    }
