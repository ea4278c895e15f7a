"""What a board shows of every open incident: when it tells whom next, and who was told.

Pure: values of a look into values for a screen. All instants are milliseconds UTC since 1970.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onsite.incidents.escalation.chain import PageEnd, Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from onsite.incidents.escalation.chain import Chain, Page, Told
    from onsite.incidents.escalation.entries import Arming
    from onsite.incidents.escalation.looking import Look, Seen

Coming = Literal["step", "expiry", "alarm", "nothing"]
"""What happens next by itself: a step, an acknowledgement that expires, or the board's alarm. A
`nothing` is held for good, ended, or rings already."""
Reached = Literal["acknowledged", "handed", "under-way", "failed", "no-page"]
"""How far the telling of a person has come, best first. `no-page`: they have no channel, or none
was tried yet; somebody calls them."""


@dataclass(frozen=True, slots=True)
class ToldPerson:
    """Somebody who was named by a step that was carried out."""

    person: str
    """A contact, or an operator who is none."""
    step: int
    """The last one that named them, from 1."""
    at_ms: int
    """When that was carried out."""
    late: bool
    reached: Reached
    channels: tuple[tuple[str, Reached], ...] = ()
    """Page channel and how far it has come there, in the order in which they were begun."""


@dataclass(frozen=True, slots=True)
class BoardLine:
    """An open incident, as its chain stands."""

    incident: str
    standing: Standing
    coming: Coming
    next_ms: int | None
    """When that is; None for never. It may have been: then it is being carried out."""
    step: int
    """Which step comes, from 1; 0 where none does. So the next one, of the pass."""
    passing: int
    steps: int
    """How many there are in a pass; 0 where the policy is unknown. So the next one, of passes."""
    passes: int
    roles: tuple[str, ...]
    """The response roles that the coming step tells."""
    people: tuple[str, ...]
    """Who is told then, as on duty now, each once."""
    reaches_me: bool
    """Whether who looks at the board is among them."""
    told: tuple[ToldPerson, ...]
    """Everybody who was named so far, the earliest step first."""
    acks: tuple[str, ...]
    """Whose acknowledgement is in force."""
    alarm: bool
    """All were told and nobody has it: the board calls until somebody does."""
    saw: Arming | None
    """For an acknowledgement or an escalation that is made from this line."""

    def left_ms(self, now_ms: int) -> int | None:
        """How long until what comes; 0 where that is now, None for never."""
        return None if self.next_ms is None else max(0, self.next_ms - now_ms)


def lines(
    look: Look, on_duty: Callable[[str], tuple[str, ...]], me: str = ""
) -> tuple[BoardLine, ...]:
    """What a board shows after a look: what rings first, then by what comes next.

    Args:
        look: of a console, whichever: also one that carries nothing out.
        on_duty: the people who have a role now, as for the look.
        me: who looks at the board, as a person of the plan; empty for nobody known.
    """
    return tuple(sorted((_line(seen, on_duty, me) for seen in look.seen), key=_order))


def _order(line: BoardLine) -> tuple[bool, bool, int, str]:
    never = line.next_ms is None
    return (not line.alarm, never, line.next_ms or 0, line.incident)


def _line(seen: Seen, on_duty: Callable[[str], tuple[str, ...]], me: str) -> BoardLine:
    chain, policy = seen.chain, seen.chain.policy
    coming, next_ms = _coming(seen)
    turn = chain.next if coming == "step" or (coming == "expiry" and chain.next) else None
    roles = policy.steps[turn.step].roles if turn is not None and policy is not None else ()
    people = tuple(dict.fromkeys(who for role in roles for who in on_duty(role)))
    return BoardLine(
        incident=seen.incident,
        standing=chain.standing,
        coming=coming,
        next_ms=next_ms,
        step=turn.step + 1 if turn is not None else 0,
        passing=turn.passing + 1 if turn is not None else 0,
        steps=len(policy.steps) if policy is not None else 0,
        passes=max(1, policy.passes) if policy is not None else 0,
        roles=roles,
        people=people,
        reaches_me=bool(me) and me in people,
        told=told_of(chain),
        acks=chain.acks,
        alarm=seen.due.alarm,
        saw=chain.armed_by,
    )


def _coming(seen: Seen) -> tuple[Coming, int | None]:
    """What comes next, and when."""
    chain, due = seen.chain, seen.due
    if due.alarm:
        return "nothing", None
    if due.due_ms is not None:
        return "step", due.due_ms
    if due.next_ms is None:
        return "nothing", None
    if chain.standing is Standing.HELD:
        return "expiry", due.next_ms
    return ("step" if chain.next is not None else "alarm"), due.next_ms


def told_of(chain: Chain) -> tuple[ToldPerson, ...]:
    """Everybody whom a chain has named so far, the earliest step first."""
    last: dict[str, Told] = {}
    for told in sorted(chain.told, key=lambda each: each.place):
        for person in told.people:
            last[person] = told
    found = [_told(chain, person, told) for person, told in last.items()]
    return tuple(sorted(found, key=lambda each: (each.step, each.at_ms)))


def _told(chain: Chain, person: str, told: Told) -> ToldPerson:
    pages = [page for page in chain.pages if page.person == person and page.place >= told.place]
    by_channel: dict[str, list[Page]] = {}
    for page in pages:
        by_channel.setdefault(page.channel, []).append(page)
    channels = tuple((channel, _reached(each)) for channel, each in by_channel.items())
    best = _best(way for _channel, way in channels)
    reached: Reached = "acknowledged" if person in chain.acks else best
    return ToldPerson(person, told.turn.step + 1, told.at_ms, told.late, reached, channels)


def _reached(pages: Sequence[Page]) -> Reached:
    """How far the telling over one channel has come: one that was interrupted is over."""
    if any(page.end is PageEnd.HANDED for page in pages):
        return "handed"
    return "under-way" if pages[-1].end is PageEnd.OPEN else "failed"


_BEST: tuple[Reached, ...] = ("handed", "under-way", "failed", "no-page")


def _best(ways: Iterable[Reached]) -> Reached:
    return min((*ways, "no-page"), key=_BEST.index)
