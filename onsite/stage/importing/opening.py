"""A programme read as the plan, the store and somebody at the shell say."""

from __future__ import annotations

from datetime import UTC, date
from typing import TYPE_CHECKING

from onsite.cleaning import clean
from onsite.errors import BadInputError
from onsite.language import _
from onsite.stage.importing import keeping
from onsite.stage.importing.programme import Reading
from onsite.stage.importing.values import MINUTE_MS, day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.plan.model import Plan
    from onsite.wiring import Site


def reading_for(  # noqa: PLR0913 - each is one thing that somebody may say
    site: Site,
    plan: Plan | None,
    *,
    columns: Iterable[str] = (),
    days: Iterable[str] = (),
    length: float | None = None,
    local: bool = False,
    source: str = "",
) -> Reading:
    """How a file is to be read here.

    Args:
        site: where mappings of earlier sheets are kept.
        plan: gives the zone and the days; None where there is none yet.
        columns: as `title=Vortrag`.
        days: as `2026-11-24` for times without a day, or `2019-08-21=2026-11-24`.
        length: of what has none, in minutes.
        local: stamps in UTC are meant as times of day at the place.
        source: a name for the origin.

    Raises:
        BadInputError: one of these cannot be understood.
    """
    said, moved = _days(days)
    return Reading(
        zone=plan.zone if plan is not None else UTC,
        zone_name=plan.event.zone if plan is not None else "UTC",
        days=plan.event.days if plan is not None else (),
        day_ends=plan.event.day_ends if plan is not None else None,
        day=said
        or (plan.event.days[0] if plan is not None and len(plan.event.days) == 1 else None),
        moved=moved,
        mapping=columns_said(columns),
        kept=site.read_now(keeping.mappings),
        length_ms=round(length * MINUTE_MS) if length else None,
        as_local=local,
        source=clean(source),
    )


def columns_said(said: Iterable[str]) -> dict[str, str]:
    """Field to header.

    Raises:
        BadInputError: there is no equals sign, or nothing behind it.
    """
    return _pairs((each.partition("=") for each in said), "--map title=Talk")


def rooms_said(said: Iterable[str]) -> dict[str, str]:
    """Room to stage; a room may be empty, or have an equals sign in its name.

    Raises:
        BadInputError: there is no equals sign, or nothing behind it.
    """
    return _pairs((each.rpartition("=") for each in said), '--room "Kalibro=blue"')


def _pairs(said: Iterable[tuple[str, str, str]], example: str) -> dict[str, str]:
    found = {}
    for name, equals, value in said:
        if not equals or not value.strip():
            raise BadInputError(
                _("“{pair}” is no pair.").format(pair=f"{name}{equals}{value}"),
                _("Write it as in: {example}").format(example=example),
            )
        found[name.strip()] = value.strip()
    return found


def _days(said: Iterable[str]) -> tuple[date | None, dict[date, date]]:
    only: date | None = None
    moved: dict[date, date] = {}
    for each in said:
        first, _equals, second = each.partition("=")
        days = [day(text) for text in (first, second) if text.strip()]
        if not days or None in days:
            raise BadInputError(
                _("“{day}” is no day.").format(day=each),
                _("Write it as 2026-11-24, or as 2019-08-21=2026-11-24 for a day of the file."),
            )
        if len(days) == 1:
            only = days[0]
        elif days[0] is not None and days[1] is not None:
            moved[days[0]] = days[1]
    return only, moved
