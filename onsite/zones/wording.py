"""What screens and the shell say of zones: figures, ages, what comes. Values in, words out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from onsite.clock import from_ms
from onsite.language import N_, _, ngettext

if TYPE_CHECKING:
    from onsite.plan.model import Plan
    from onsite.zones.capacity.views import LevelOfService
    from onsite.zones.counting.views import Drift
    from onsite.zones.evacuation.views import Estimate, Evacuation
    from onsite.zones.forecast.views import Forecast

FACTS = {
    "zone.taps": N_("Counted"),
    "zone.moved": N_("Moved to another zone"),
    "zone.undone": N_("Count taken back"),
    "zone.recounted": N_("Recount"),
    "zone.recount_withdrawn": N_("Recount withdrawn"),
    "zone.day_closed": N_("Day of a zone closed"),
    "zone.way_blocked": N_("Exit or aisle blocked"),
    "zone.way_cleared": N_("Exit or aisle free again"),
    "zone.limit_set": N_("Limit of a zone"),
    "zone.level": N_("Level of a zone"),
    "zone.gates": N_("Zones and gates compared"),
    "zone.evacuation_begun": N_("Evacuation begun"),
    "zone.evacuation_ended": N_("Evacuation ended"),
    "zone.camera": N_("Seen by a camera"),
    "zone.camera_watching": N_("Camera of a zone watches, or was lost"),
}
"""What is called how; see `fact_words`."""
_BECAUSE = {
    "drift": N_("errors of counting"),
    "inside": N_("still inside"),
    "other": N_("something else"),
}
MINUS = "−"
NONE = "–"
_MINUTE_S, _HOUR_S = 60, 3600


def number(people: int) -> str:
    """How many; below zero with a minus as it is printed."""
    return f"{people}".replace("-", MINUS)


def signed(people: int) -> str:
    """A difference, always with its sign."""
    return f"{people:+d}".replace("-", MINUS) if people else "0"


def percent(share: float | None) -> str:
    """How full. Rounded down: nobody reads of a level that is not passed. A dash for None."""
    return NONE if share is None else _("{n} %").format(n=number(math.floor(share)))


def people(count: int, capacity: int | None, share: float | None) -> str:
    """How many, and of how many."""
    if capacity is None:
        return ngettext("{n} person", "{n} people", abs(count)).format(n=number(count))
    told = {"n": number(count), "capacity": capacity, "percent": percent(share)}
    return _("{n} of {capacity}, {percent}").format(**told)


def density(per_m2: float, service: LevelOfService | None) -> str:
    """People on a square metre, and which level of service that is."""
    figure = _("{density}/m²").format(density=f"{per_m2:.2f}")
    if service is None:
        return figure
    return _("{density}, level of service {level}").format(density=figure, level=service)


def age(ms: int) -> str:
    """How long ago, in the two largest units that it has."""
    seconds = max(ms, 0) // 1000
    if seconds < _MINUTE_S:
        return _("{n} s").format(n=seconds)
    if seconds < _HOUR_S:
        return _("{n} min").format(n=seconds // _MINUTE_S)
    hours, rest = divmod(seconds, _HOUR_S)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest // _MINUTE_S)


def forecast(found: Forecast) -> str:
    """How a zone fills, and when it comes to its levels."""
    if found.state == "too-little":
        return _("no forecast: too little is known")
    if found.state == "full":
        return _("full")
    rate = _("{rate} a minute").format(rate=_rate(found.per_min))
    if found.state == "not-filling":
        return _("not filling, {rate}").format(rate=rate)
    comes = (_("{level} % in {age}").format(level=level, age=age(ms)) for level, ms in found.until)
    return _(", ").join((rate, *comes))


def forecast_short(found: Forecast) -> str:
    """The same in at most 16 cells: the next level that comes."""
    if found.state == "too-little":
        return _("too little known")
    if found.state == "not-filling":
        return _("not filling")
    if found.state == "full":
        return _("full")
    if not found.until:
        return _("{rate} a minute").format(rate=_rate(found.per_min))
    level, ms = found.until[-1]
    return _("{level} % in {age}").format(level=level, age=age(ms))


def estimate(found: Estimate) -> str:
    """How long it takes to be empty, and how long the plan allows."""
    if found.seconds is None:
        return _("no exit that can be used stands in the plan")
    return _("{time} by its exits, {allowed} allowed").format(
        time=_clock(found.seconds), allowed=_clock(found.allowed_s)
    )


def evacuation(going: Evacuation, found: Estimate) -> str:
    """That everybody leaves, who is left, and how long it takes."""
    head = _("EXERCISE of an evacuation") if going.drill else _("EVACUATION")
    # Who came in since is left as well: nobody reads of more than there ever were.
    people = max(going.people, going.left)
    left = _("{left} left of {people}").format(left=number(going.left), people=number(people))
    return head + _(": ") + f"{left} · {estimate(found)}"


def drift(plan: Plan, found: Drift) -> str:
    """How far a count strays, and when the next recount is due."""
    if found.per_100 is None:
        return _("not known yet: it takes a recount after people have come and gone")
    strays = ngettext(
        "strays by {per_100} in 100 who cross ({n} recount, {error} set right)",
        "strays by {per_100} in 100 who cross ({n} recounts, {error} set right)",
        found.recounts,
    ).format(per_100=f"{found.per_100:.1f}", n=found.recounts, error=signed(found.error))
    if found.due_ms is None:
        return strays
    at = f"{plan.local(from_ms(found.due_ms)):%H:%M}"
    return _("{strays}; recount by {at}").format(strays=strays, at=at)


def because(code: str) -> str:
    """What was left in a count when its day was closed; a code of a newer Onsite as it is."""
    return _(_BECAUSE[code]) if code in _BECAUSE else code


def _rate(per_min: float | None) -> str:
    figure = round(per_min or 0, 1)
    return f"{figure:+g}".replace("-", MINUS) if figure else "0"


def _clock(seconds: int) -> str:
    minutes, rest = divmod(seconds, _MINUTE_S)
    if not minutes:
        return _("{n} s").format(n=rest)
    if not rest:
        return _("{n} min").format(n=minutes)
    return _("{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)


def nothing_to_compare() -> str:
    """Why zones and gates cannot be compared."""
    return _(
        "There is nothing to compare: nobody has counted a zone yet, or nobody has gone through"
        " a door that counts."
    )
