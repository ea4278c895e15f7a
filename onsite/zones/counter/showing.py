"""What stands on the counter screen, in words and figures. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from onsite.clock import from_ms
from onsite.language import N_, _, ngettext
from onsite.ui.block_letters import can_draw, drawn
from onsite.ui.glyphs import MINUS
from onsite.zones import wording
from onsite.zones.capacity.wording import rule_name
from onsite.zones.rules import FULL, percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.plan.model import Plan
    from onsite.zones.counter.reading import Look
    from onsite.zones.counter.writing import Writing
    from onsite.zones.counting.views import CounterSeen, Standing
    from onsite.zones.views import ZoneView

Stop = Literal["", "full", "evacuation", "drill"]
_STOPS: dict[Stop, tuple[str, str]] = {
    "": ("", ""),
    "full": (N_("STOP ENTRY"), N_("STOP ENTRY: the zone is full. Nobody else goes in.")),
    "evacuation": (N_("ALL OUT"), N_("EVACUATION: everybody leaves. Count them out.")),
    "drill": (N_("ALL OUT"), N_("EXERCISE, evacuation: everybody leaves. Count them out.")),
}
_OTHERS = 3
"""So many of the others who count are named."""
_WIDE = 34
"""Cells from which the figures have more room."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What was tapped and is not on disk yet."""

    came: int = 0
    left: int = 0
    taps: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """A zone as one counter sees it."""

    look: Look
    view: ZoneView
    standing: Standing
    """The newest that is known; the view may be older."""
    ahead: Ahead
    counter: str
    station: str
    now_ms: int

    @property
    def total(self) -> int:
        """By hand, with what is not on disk yet."""
        return self.standing.total + self.ahead.came - self.ahead.left

    @property
    def left(self) -> int | None:
        """Who are still in it while it is being emptied; None while it is not."""
        going = self.view.evacuation
        return None if going is None else going.left + self.total - self.view.by_hand.total

    @property
    def percent(self) -> float | None:
        """Of its capacity, by whom the plan says; None where nothing limits it."""
        by_badges = self.view.counted_by == "badges"
        people = self.view.people if by_badges else self.total
        return percent(people, self.view.capacity.people)

    @property
    def stop(self) -> Stop:
        """Why nobody else may go in; empty where people may."""
        going = self.view.evacuation
        if going is not None:
            return "drill" if going.drill else "evacuation"
        full = self.percent is not None and self.percent >= FULL
        return "full" if full or self.view.stop_entry else ""

    @property
    def own(self) -> tuple[int, int]:
        """How many this counter has counted in and out since the base."""
        mine = (each for each in self.standing.counters if each.counter == self.counter)
        came, left = next(((each.came, each.left) for each in mine), (0, 0))
        return came + self.ahead.came, left + self.ahead.left

    @property
    def others(self) -> tuple[CounterSeen, ...]:
        """Who else counts here."""
        return tuple(each for each in self.standing.counters if each.counter != self.counter)


def digits(counted: Counted) -> str:
    """The number that is shown large: who are in it, or still in it."""
    number = counted.total if counted.left is None else counted.left
    return f"{MINUS}{-number}" if number < 0 else str(number)


def head(counted: Counted) -> str:
    """What is counted, and of how many."""
    view = counted.view
    said = [view.name]
    if counted.left is not None:
        said.append(_("still in it"))
    elif view.counted_by == "badges":
        said.append(_("by hand, beside the badges"))
    else:
        said.append(_("people in it"))
    if counted.total < 0:
        said.append(_("DEFICIT: more went out than came in. r recounts."))
    return " · ".join(said)


def stop_sign(stop: Stop) -> str:
    """What is drawn large, `HEIGHT` rows; empty where people may go in."""
    if not stop:
        return ""
    words = _(_STOPS[stop][0])
    return "\n".join(drawn(words)) if can_draw(words) else f"\n{words}"


def stop_line(stop: Stop) -> str:
    """The same as a sentence."""
    return _(_STOPS[stop][1]) if stop else ""


def figures(counted: Counted, cells: int) -> tuple[str, ...]:
    """What stands beside the number, what matters most first."""
    came, left = counted.own
    lines = [
        _("You: {came} in, {left} out").format(
            came=wording.number(came), left=wording.number(left)
        ),
        *_limits(counted),
        *_density(counted.view),
        *_from(counted),
    ]
    others = tuple(_others(counted))
    return (*lines, *([""] if others and cells >= _WIDE else ()), *others)


def kept_taps(taps: int, failure: Exception | None) -> tuple[str, str]:
    """Whether all taps are on disk, but for so many, and the tone in which that is said."""
    if failure is not None and taps:
        said = ngettext(
            "✗ NOT SAVED: {n} tap is kept here and is tried again. {why}",
            "✗ NOT SAVED: {n} taps are kept here and are tried again. {why}",
            taps,
        )
        return said.format(n=taps, why=failure), "bad"
    if taps:
        return ngettext("… saving {n} tap", "… saving {n} taps", taps).format(n=taps), ""
    return _("✓ saved"), "good"


def left_over(writing: Writing[Any], *, kept: bool) -> str:
    """What is told as the app ends, of taps that could not be saved."""
    if kept:
        return kept_taps(writing.taps, writing.failure)[0]
    # To be counted once there is room.
    yours = _("You: {came} in, {left} out")
    said = yours.format(came=wording.number(writing.came), left=wording.number(writing.left))
    return f"✗ {said}. {writing.failure}"


def typed(people: int | None) -> str:
    """A number that waits for what is to be done with it; without one, how many are counted."""
    if people is None:
        return _("Many at once: type how many, then Enter or + in, - out.")
    said = ngettext(
        "{n} person: Enter or + in, - out, t to another zone. Esc: none.",
        "{n} people: Enter or + in, - out, t to another zone. Esc: none.",
        people,
    )
    return said.format(n=people)


def time_of(plan: Plan, at_ms: int) -> str:
    """A moment on the wall clock of the event."""
    return f"{plan.local(from_ms(at_ms)):%H:%M:%S}"


def _limits(counted: Counted) -> Iterator[str]:
    view = counted.view
    limit = view.capacity.decisive
    if limit is None:
        yield _("No limit is set.")
        return
    said = _("of {people} · {percent}")
    yield said.format(people=wording.number(limit.people), percent=wording.percent(counted.percent))
    yield _("Limit: {rule}").format(rule=rule_name(limit.rule))
    if view.evacuation is not None:
        yield wording.estimate(view.estimate)
    elif view.counted:
        yield wording.forecast_short(view.forecast)


def _density(view: ZoneView) -> Iterator[str]:
    if view.per_m2 is not None and view.counted:
        yield wording.density(view.per_m2, view.service)
    if view.danger:
        yield _("DANGER: too dense")
    if view.counted_by == "badges":
        yield _("By badges: {people}").format(people=wording.number(view.people))


def _from(counted: Counted) -> Iterator[str]:
    base = counted.standing.base
    if base is not None:
        at = time_of(counted.look.plan, base.cut_ms)[:5]
        if base.how == "recount":
            said = _("Recount {at}: {people}")
        else:
            said = _("Day began {at}: {people}")
        yield said.format(at=at, people=wording.number(base.people))


def _others(counted: Counted) -> Iterator[str]:
    for each in counted.others[:_OTHERS]:
        name = counted.look.names.get(each.operator, each.operator)
        age = wording.age(max(counted.now_ms - each.last_ms, 0))
        net = wording.signed(each.came - each.left)
        yield _("{who}: {net}, {age} ago").format(who=name, net=net, age=age)
    more = len(counted.others) - _OTHERS
    if more > 0:
        yield ngettext("and {n} more", "and {n} more", more).format(n=more)
