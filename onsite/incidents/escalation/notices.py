"""Who is still to be told, what becomes of a page that was interrupted, and what is bundled.

A step that was fired is a promise: whoever it names is told, over each of their channels. Until a
page is on record as handed over it is owed, so a kill at any moment costs nobody their notice: at
worst one comes twice, and the second one says "possible repeat".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onsite.incidents.escalation.chain import PageEnd, Standing
from onsite.incidents.escalation.due import is_late
from onsite.sync.turn import TURN_MS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from onsite.incidents.escalation.chain import Chain, Page, Told
    from onsite.incidents.escalation.entries import EntryId
    from onsite.incidents.escalation.values import Turn

THROTTLE_MS = 60_000
"""Between two notices to one person, over one channel, unless what they say is critical."""
STALE_MS = 900_000
"""After so long nobody is told any more of what is not critical: the board shows it."""
TAKEN_OVER_MS = 60_000
"""A page that another console in touch owes for so long is sent by who is left."""


class Owed(NamedTuple):
    """One person is to be told of one incident, over one channel."""

    person: str
    channel: str
    turn: Turn
    """The last step that names them: one notice for all before it, too."""
    fired: EntryId
    """For `Begun.fired`."""
    station: str
    """Who has it in hand: who fired the step, or began the page last."""
    since_ms: int
    """When the step was fired."""
    hand_ms: int
    """Since when that station has it in hand."""
    late: bool
    """The step was, or this is."""
    repeat: bool
    """A page was begun, and nobody knows whether it reached them: say "possible repeat"."""
    failed: tuple[Page, ...]
    """The attempts that have failed, in order."""


def owed(
    chain: Chain, channels: Callable[[str], Iterable[str]], now_ms: int, awake_ms: int = 0
) -> tuple[Owed, ...]:
    """Who is still to be told, in the order in which the steps name them.

    Whoever was on duty when the step was fired is, even if they have left since: they were named,
    and whoever came instead of them is by the next step. Nobody is told where the chain is held or
    over: whom a page has not reached by then need not come.

    Args:
        chain: of the incident, as it stands now: see `Chain.at`.
        channels: of a person, now. Who has none is told by the call card of the board.
        now_ms: the present.
        awake_ms: as for `due.due`.
    """
    if chain.standing is not Standing.RUNNING:
        return ()
    moments = (now_ms, awake_ms)
    last: dict[str, Told] = {}
    for told in sorted(chain.told, key=lambda told: told.place):
        for person in told.people:
            last[person] = told
    return tuple(
        found
        for person, told in last.items()
        if person not in chain.acks
        for channel in dict.fromkeys(channels(person))
        if (found := _owed(chain.pages, told, (person, channel), moments)) is not None
    )


def _owed(
    pages: Iterable[Page], told: Told, to: tuple[str, str], moments: tuple[int, int]
) -> Owed | None:
    """What is owed over a channel, if what was handed over does not tell of this step."""
    pages = [
        page for page in pages if (page.person, page.channel) == to and page.place >= told.place
    ]
    if any(page.end is PageEnd.HANDED for page in pages):
        return None
    begun = [page for page in pages if page.end is PageEnd.OPEN]
    fired = told.fired[0]
    station, hand_ms = fired.station, told.at_ms
    if begun:
        station, hand_ms = begun[-1].station, begun[-1].begun_ms
    failed = tuple(page for page in pages if page.end is PageEnd.FAILED)
    return Owed(
        person=to[0],
        channel=to[1],
        turn=told.turn,
        fired=fired,
        station=station,
        since_ms=told.at_ms,
        hand_ms=hand_ms,
        late=told.late or is_late(told.at_ms, *moments),
        repeat=bool(begun),
        failed=failed,
    )


def turn_ms(each: Owed, station: str, rank: int, now_ms: int, seen_ms: int = 0) -> int:
    """From when on it is this console that sends a notice: who fired does, as long as it is there.

    Args:
        each: the notice; not one that this process is sending already.
        station: this one.
        rank: as for `due.mine`. So the next two.
        now_ms: the present.
        seen_ms: since when this console has known of it.
    """
    if each.station == station:
        return min(each.hand_ms, now_ms)
    # What is of the future, by a clock that is wrong, is as old as it is known here.
    hand_ms = each.hand_ms if each.hand_ms <= now_ms else seen_ms
    return max(hand_ms, seen_ms) + TAKEN_OVER_MS + max(rank, 1) * TURN_MS


def stale(each: Owed, now_ms: int, *, critical: bool) -> bool:
    """Whether a notice comes too late to be sent: the network was gone for long.

    Nothing critical does as long as nobody has it; nor what was never tried, after a kill.
    """
    return bool(each.failed) and not critical and now_ms - each.since_ms > STALE_MS


class Line(NamedTuple):
    """What a notice says of one incident."""

    incident: str
    owed: Owed
    critical: bool
    """Whether the severity of the incident is."""
    rank: int = 0
    """Of that severity, the higher the graver."""
    drill: bool = False
    """Whether it is an exercise: nothing real waits since something of one was told."""


class Sent(NamedTuple):
    """What somebody was told last, over one channel."""

    at_ms: int
    rank: int
    """Of the gravest incident in it."""


To = tuple[str, str, bool]
"""Person and channel, and whether it is an exercise."""


class Notice(NamedTuple):
    """What one person is told at once, over one channel."""

    person: str
    channel: str
    lines: tuple[Line, ...]

    @property
    def late(self) -> bool:
        """Whether any of it should have come before."""
        return any(line.owed.late for line in self.lines)

    @property
    def repeat(self) -> bool:
        """Whether any of it may have come before."""
        return any(line.owed.repeat for line in self.lines)

    @property
    def to(self) -> To:
        """To whom it goes."""
        return (self.person, self.channel, self.lines[0].drill)

    @property
    def rank(self) -> int:
        """Of the gravest incident in it."""
        return max(line.rank for line in self.lines)


class Bundles(NamedTuple):
    """The notices to be sent."""

    now: tuple[Notice, ...]
    next_ms: int | None
    """When those that are held back are to be sent; None where there are none."""


def bundled(lines: Iterable[Line], last: Mapping[To, Sent], now_ms: int) -> Bundles:
    """What is sent now, and how: what is critical at once and each by itself.

    The rest is sent at once, too, to whom nothing was sent for a while, and what is graver than all
    that was: nothing serious waits behind what is minor. Otherwise it waits a little, and what
    comes to one person meanwhile comes in one, the gravest first. The chain waits for none of it.

    Args:
        lines: all that is owed and that this console sends.
        last: what was sent last.
        now_ms: the present.
    """
    critical: list[Notice] = []
    others: dict[To, list[Line]] = {}
    for line in lines:
        notice = Notice(line.owed.person, line.owed.channel, (line,))
        if line.critical:
            critical.append(notice)
        else:
            others.setdefault(notice.to, []).append(line)
    ready: list[Notice] = []
    held: list[int] = []
    for (person, channel, _drill), told in others.items():
        notice = Notice(person, channel, tuple(sorted(told, key=_gravest)))
        sent = last.get(notice.to)
        if sent is not None and _waits(notice, sent, now_ms):
            held.append(sent.at_ms + THROTTLE_MS)
        else:
            ready.append(notice)
    ready.sort(key=lambda notice: -notice.rank)
    return Bundles((*critical, *ready), min(held, default=None))


def _gravest(line: Line) -> int:
    return -line.rank


def _waits(notice: Notice, sent: Sent, now_ms: int) -> bool:
    """Whether as much was sent just now. What was sent in the future, a clock had wrong."""
    return 0 <= now_ms - sent.at_ms < THROTTLE_MS and notice.rank <= sent.rank
