"""The figures of incidents in words, and as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.clock import from_ms
from onsite.incidents import wording
from onsite.incidents.exporting import phrases
from onsite.incidents.exporting.figures import by, figures
from onsite.incidents.exporting.gathering import FOREVER_MS
from onsite.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.incidents.exporting.figures import Case, Figures, Spread
    from onsite.incidents.exporting.gathering import Span
    from onsite.plan.model import Plan

VEILED = "restricted"
"""Where the key of a kind would stand, of those that are not told."""


def _severities(case: Case) -> tuple[str, ...]:
    return (case.severity or VEILED,)


def _types(case: Case) -> tuple[str, ...]:
    return case.types or (VEILED,)


def lines(plan: Plan, cases: Sequence[Case]) -> list[str]:
    """What a person reads."""
    every = figures(cases)
    told = [*_whole(every)]
    graver = plan.response.rank
    severities = sorted(by(cases, _severities).items(), key=lambda each: -graver(each[0]))
    for apart, name in (
        (severities, wording.severity_name),
        (by(cases, _types).items(), wording.type_name),
    ):
        told.append("")
        for key, some in apart:
            known = _(wording.RESTRICTED) if key == VEILED else name(plan, key)
            told.append(_line(known, some))
    return told if cases else told[:1]


def _whole(every: Figures) -> list[str]:
    many = every.incidents
    counted = ngettext("{n} incident", "{n} incidents", many).format(n=many)
    return [
        " · ".join((counted, _("open: {n}").format(n=every.open))),
        wording.pair(_("To acknowledge"), _spread(every.acknowledge)),
        wording.pair(_("To resolve"), _spread(every.resolve)),
        " · ".join(
            (
                _("not acknowledged: {n}, of these open: {open}").format(
                    n=every.not_acknowledged, open=every.not_acknowledged_open
                ),
                _("opened again: {n}").format(n=every.reopened),
                _("closed by force: {n}").format(n=every.forced),
            )
        ),
    ]


def _line(name: str, some: Figures) -> str:
    return " · ".join(
        (
            wording.pair(name, str(some.incidents)),
            wording.pair(_("To acknowledge"), _spread(some.acknowledge)),
            wording.pair(_("To resolve"), _spread(some.resolve)),
        )
    )


def _spread(some: Spread) -> str:
    if not some.many:
        return "–"
    return _("median {median}, nine in ten within {p90} ({n})").format(
        median=phrases.minutes(some.median_ms), p90=phrases.minutes(some.p90_ms), n=some.many
    )


def as_object(cases: Sequence[Case], span: Span) -> dict[str, Any]:
    """What a program reads."""
    ever = span.until_ms >= FOREVER_MS
    return {
        "from": from_ms(span.since_ms).isoformat() if span.since_ms else None,
        "until": None if ever else from_ms(span.until_ms).isoformat(),
        "all": _object(figures(cases)),
        "severities": {key: _object(each) for key, each in by(cases, _severities).items()},
        "types": {key: _object(each) for key, each in by(cases, _types).items()},
    }


def _object(some: Figures) -> dict[str, Any]:
    return {
        "incidents": some.incidents,
        "open": some.open,
        "not_acknowledged": some.not_acknowledged,
        "not_acknowledged_open": some.not_acknowledged_open,
        "reopened": some.reopened,
        "forced": some.forced,
        "acknowledge": _spread_object(some.acknowledge),
        "resolve": _spread_object(some.resolve),
    }


def _spread_object(some: Spread) -> dict[str, Any]:
    return {"many": some.many, "median_s": _s(some.median_ms), "p90_s": _s(some.p90_ms)}


def _s(ms: int | None) -> float | None:
    return None if ms is None else ms / 1000
