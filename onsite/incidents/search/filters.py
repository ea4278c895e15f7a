"""Filters of a search, as `zone:h2`: what each means of the plan, and of a record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, get_args

from onsite.clock import to_ms
from onsite.errors import BadInputError
from onsite.incidents import wording
from onsite.incidents.facts import State
from onsite.incidents.oneline import grammar
from onsite.incidents.rules import whose
from onsite.incidents.search.records import HAS
from onsite.language import _
from onsite.nearest import folded as alike
from onsite.nearest import nearest_of
from onsite.roster.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from onsite.incidents.search.query import Term
    from onsite.incidents.search.records import Record
    from onsite.plan.model import Plan

    Test = Callable[[Record], bool]

_IS: dict[str, Test] = {
    "open": lambda each: each.incident.is_open,
    "closed": lambda each: each.incident.state == "closed",
    "acknowledged": lambda each: each.incident.acked_ms > 0,
    "drill": lambda each: each.incident.drill,
    "restricted": lambda each: each.incident.restricted,
    "duplicate": lambda each: bool(each.incident.into),
    "reopened": lambda each: each.incident.reopened > 0,
    "forced": lambda each: each.incident.forced,
    "late": lambda each: each.late,
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What filters may name, and the present."""

    plan: Plan
    people: Mapping[str, Sequence[str]]
    """By id, what each is called."""
    now: datetime
    """Aware."""


def test(known: Terms, term: Term) -> Test:
    """Whether a record is of those that a filter means.

    Raises:
        BadInputError: there is no such filter, or nothing of that name; with the nearest.
    """
    make = _MAKES.get(term.key)
    if make is None:
        raise _unknown(term, term.key, dict.fromkeys(_MAKES, ()))
    return make(known, term)


def _type(known: Terms, term: Term) -> Test:
    response = known.plan.response
    called = {
        key: (*each.keys, wording.type_name(known.plan, key))
        for key, each in response.types.items()
    }
    kind = _one(term, term.value, called)
    return lambda each: kind in each.incident.types


def _severity(known: Terms, term: Term) -> Test:
    """`serious`, or with a plus that one and the graver ones."""
    plan = known.plan
    called = {key: (wording.severity_name(plan, key),) for key in plan.response.severities}
    graver = term.value.endswith(("+", "＋"))
    key = _one(term, term.value.rstrip("+＋"), called)
    if not graver:
        return lambda each: each.incident.severity == key
    rank = plan.response.rank(key)
    return lambda each: not each.incident.veiled and each.incident.rank >= rank


def _state(_known: Terms, term: Term) -> Test:
    states: tuple[State, ...] = get_args(State)
    state = _one(term, term.value, {key: (wording.state(key),) for key in states})
    return lambda each: each.incident.state == state


def _zone(known: Terms, term: Term) -> Test:
    zone = _one(term, term.value, {key: (each.name,) for key, each in known.plan.zones.items()})
    return lambda each: each.incident.zone == zone


def _by(known: Terms, term: Term) -> Test:
    """Who signs on with no more than a name is known by it alone."""
    value = term.value.removeprefix("@")
    wanted = {*whose(value, known.people), value, fold(value)}
    return lambda each: not wanted.isdisjoint(each.people)


def _has(_known: Terms, term: Term) -> Test:
    part = _one(term, term.value, dict.fromkeys(HAS, ()))
    return lambda each: part in each.has


def _is(_known: Terms, term: Term) -> Test:
    return _IS[_one(term, term.value, dict.fromkeys(_IS, ()))]


def _since(known: Terms, term: Term) -> Test:
    begins, _ends = _span(known, term)
    return lambda each: each.incident.happened_ms >= begins


def _until(known: Terms, term: Term) -> Test:
    _begins, ends = _span(known, term)
    return lambda each: each.incident.happened_ms < ends


def _on(known: Terms, term: Term) -> Test:
    begins, ends = _span(known, term)
    return lambda each: begins <= each.incident.happened_ms < ends


def _span(known: Terms, term: Term) -> tuple[int, int]:
    """A day, or the minute of a time of day: the last time that it was so late."""
    local = known.plan.local(known.now)
    clock = grammar.clock(term.value)
    if clock is not None:
        begins = datetime.combine(local.date(), time(*clock), local.tzinfo)
        begins = begins if begins <= local else begins - timedelta(days=1)
        return to_ms(begins), to_ms(begins + timedelta(minutes=1))
    try:
        day = date.fromisoformat(term.value)
    except ValueError as error:
        raise BadInputError(
            _("“{given}” is neither a time of day nor a day.").format(given=term.value),
            _("Write 14:05, or 2026-11-24."),
        ) from error
    midnight = (
        datetime.combine(each, time(), local.tzinfo) for each in (day, day + timedelta(days=1))
    )
    begins, ends = midnight
    return to_ms(begins), to_ms(ends)


_MAKES: dict[str, Callable[[Terms, Term], Test]] = {
    "type": _type,
    "severity": _severity,
    "state": _state,
    "zone": _zone,
    "by": _by,
    "has": _has,
    "is": _is,
    "since": _since,
    "until": _until,
    "on": _on,
}
FILTERS = tuple(_MAKES)


def _one(term: Term, value: str, known: Mapping[str, Iterable[str]]) -> str:
    wanted = alike(value)
    for key, names in known.items():
        if wanted and wanted in {alike(each) for each in (key, *names)}:
            return key
    raise _unknown(term, value, known)


def _unknown(term: Term, given: str, known: Mapping[str, Iterable[str]]) -> BadInputError:
    near = nearest_of(given, known) or tuple(known)
    told = _("There is no filter “{given}:”.") if given == term.key else _("{key}: no “{given}”.")
    return BadInputError(
        told.format(key=term.key, given=given),
        _("Nearest: {nearest}.").format(nearest=_(", ").join(near)) if near else "",
    )
