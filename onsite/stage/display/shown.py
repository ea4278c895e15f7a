"""What a display shows at an instant, from values that change only when something happens.

`Anchors` is what a viewer is given; from then on it counts by itself. Whoever draws it another way,
as a page in a browser does, counts by the same rules and so shows the same second:

- a timer that counts down says the seconds until its zero, rounded up: 0 for the second that
  begins at zero, then −1, so that every second is shown once. One that counts up says those since
  its zero, rounded down;
- its phase is the last of its changes that is not after the instant;
- a flash is `messages.flash_at`; a page of a long message stands for `PAGE_MS`.

All instants are milliseconds UTC since 1970, all lengths milliseconds.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from onsite.clock import from_ms
from onsite.stage.display.messages import FLASH_EVERY_MS, FLASH_MS, Message, flash_at
from onsite.ui.glyphs import MINUS

if TYPE_CHECKING:
    from datetime import tzinfo

SECOND_MS = 1_000
MINUTE_MS = 60_000
PAGE_MS = 4_000
"""So long a page of a message stands there that has more than one."""
NOBODYS = ("break", "changeover", "milestone")
"""Kinds of items that are no speaker's."""
FULL = 1_000
"""`Shown.progress` of an item whose time is up."""

Phase = Literal["normal", "warning", "danger", "overtime"]
Qualifying = Literal["", "short", "qualified", "long"]
State = Literal["none", "idle", "armed", "running", "paused"]
"""`none`: no rundown. `idle`: nothing runs. `armed`: an item stands by."""
Tone = Literal["none", "idle", "armed", "paused", "normal", "warning", "danger", "overtime"]
"""What colour, word and pattern say together: the state, and of a running timer its phase."""


@dataclass(frozen=True, slots=True)
class Slot:
    """An item as others than its timekeeper see it."""

    item: str
    """Its id."""
    kind: str
    title: str
    speakers: tuple[str, ...]
    """Their names."""
    planned_ms: int
    expected_ms: int
    """When it is expected to begin, or began."""
    planned_days: int = 0
    """So many days after the rundown's that is. So `expected_days`."""
    expected_days: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """A timer, as values from which anyone counts."""

    up: bool
    """Whether it counts up."""
    zero_ms: int
    """The instant at which it says 0. As long as it is held, that is not known."""
    held_ms: int | None
    """What it says while it stands still: left, or elapsed where it counts up; None: it runs."""
    length_ms: int
    """With what was added; 0 where it has none."""
    changes: tuple[tuple[Phase, int], ...]
    """Its phases, each with the instant from which on it holds, in order."""
    held_phase: Phase = "normal"
    """Its phase while it is held."""
    qualify: tuple[int, int] | None = None
    """Of a contest's speech: from and to which length it qualifies."""

    def value_at(self, now_ms: int) -> int:
        """What is left, less than 0 in overtime; or what has elapsed, where it counts up."""
        if self.held_ms is not None:
            return self.held_ms
        return now_ms - self.zero_ms if self.up else self.zero_ms - now_ms

    def seconds_at(self, now_ms: int) -> int:
        """The seconds that it says, each for exactly a second."""
        value = self.value_at(now_ms)
        return value // SECOND_MS if self.up else -(-value // SECOND_MS)

    def phase_at(self, now_ms: int) -> Phase:
        """Its phase."""
        if self.held_ms is not None:
            return self.held_phase
        begun = [phase for phase, at_ms in self.changes if at_ms <= now_ms]
        return begun[-1] if begun else "normal"

    def elapsed_at(self, now_ms: int) -> int:
        """What has elapsed, without pauses."""
        value = self.value_at(now_ms)
        return value if self.up else self.length_ms - value

    def progress_at(self, now_ms: int) -> int | None:
        """How much of its time is over, from 0 to `FULL`; None where it has no end."""
        if not self.length_ms:
            return None
        return max(0, min(FULL, self.elapsed_at(now_ms) * FULL // self.length_ms))

    def qualifying_at(self, now_ms: int) -> Qualifying:
        """How a contest's speech would stand if it ended now; empty for all others."""
        if self.qualify is None:
            return ""
        elapsed, (least, most) = self.elapsed_at(now_ms), self.qualify
        return "short" if elapsed < least else "qualified" if elapsed <= most else "long"

    def next_ms(self, now_ms: int) -> int | None:
        """The next instant at which it says something else; None while it is held."""
        if self.held_ms is not None:
            return None
        second = now_ms + SECOND_MS - (now_ms - self.zero_ms) % SECOND_MS
        return min([second, *(at_ms for _phase, at_ms in self.changes if at_ms > now_ms)])


@dataclass(frozen=True, slots=True)
class Anchors:
    """All that a viewer needs in order to count by itself, until the next thing happens."""

    stage: str
    """The name of the stage."""
    zone: str
    """IANA name of the event's time zone."""
    state: State
    made_ms: int
    """When these were made."""
    now: Slot | None = None
    """What runs, or stands by."""
    count: Count | None = None
    """Its timer; of what stands by, held at its length."""
    coming: tuple[Slot, ...] = ()
    """What comes after it, the next first."""
    behind_ms: int = 0
    """How much later than planned the rundown is expected to end; less than 0: earlier."""
    message: Message | None = None
    blackout: bool = False
    flashed_ms: int = 0
    source: str = ""
    """The station whose timekeeper acted last; empty for none."""
    cut_off_ms: int | None = None
    """Since when nothing was heard of the source; None where it is heard."""

    def as_object(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that a display shows at an instant. Codes, not words; see `display.wording`."""

    stage: str
    tone: Tone
    phase: Phase
    digits: str
    """`09:59`, `1:00:00`, `−00:12` in overtime; the time of day where there is no timer."""
    seconds: int | None
    """What the digits say; less than 0 in overtime. None where there is no timer."""
    qualifying: Qualifying
    clock: str
    """The time of day in the event's zone, `14:05:09`."""
    now: Slot | None
    coming: tuple[Slot, ...]
    progress: int | None
    """From 0 to `FULL`."""
    behind_ms: int
    message: Message | None
    page: int
    """Which page of a long text stands there, before it is known how many there are."""
    blackout: bool
    flash: bool
    """Whether it is turned bright at this instant."""
    cut_off: str
    """The time of day since when nothing was heard of the source, `14:05`; empty where it is."""
    zone: str

    @property
    def next_up(self) -> tuple[Slot, ...]:
        """What comes next; where that is nobody's, as a break, also what comes then."""
        whose = (each for each in self.coming[1:] if each.kind not in NOBODYS)
        behind = bool(self.coming) and self.coming[0].kind in NOBODYS
        return (*self.coming[:1], *(islice(whose, 1) if behind else ()))


def shown(anchors: Anchors, now_ms: int, zone: tzinfo) -> Shown:
    """What a display shows at an instant.

    Args:
        anchors: as they were last known, however long ago.
        now_ms: the instant.
        zone: `anchors.zone`.
    """
    count, message = anchors.count, anchors.message
    phase = count.phase_at(now_ms) if count is not None else "normal"
    clock = time_of_day(now_ms, zone)
    cut = anchors.cut_off_ms
    return Shown(
        stage=anchors.stage,
        tone=phase if anchors.state == "running" else anchors.state,
        phase=phase,
        digits=digits(count.seconds_at(now_ms)) if count is not None else clock[:5],
        seconds=count.seconds_at(now_ms) if count is not None else None,
        qualifying=count.qualifying_at(now_ms) if count is not None else "",
        clock=clock,
        now=anchors.now,
        coming=anchors.coming,
        progress=count.progress_at(now_ms) if count is not None else None,
        behind_ms=anchors.behind_ms,
        message=message,
        page=(now_ms - (message.at_ms if message is not None else 0)) // PAGE_MS,
        blackout=anchors.blackout,
        flash=flash_at(anchors.flashed_ms, now_ms),
        cut_off=time_of_day(cut, zone)[:5] if cut is not None else "",
        zone=anchors.zone,
    )


def next_change(anchors: Anchors, now_ms: int, *, clock_ms: int = SECOND_MS) -> int:
    """The next instant at which a display shows something else; later than now.

    Args:
        anchors: as they were last known.
        now_ms: the instant.
        clock_ms: how often the time of day changes, as it is shown.
    """
    found = [now_ms + clock_ms - now_ms % clock_ms]
    after = anchors.count.next_ms(now_ms) if anchors.count is not None else None
    if after is not None:
        found.append(after)
    since = now_ms - anchors.flashed_ms
    if 0 <= since < FLASH_MS:
        found.append(now_ms + FLASH_EVERY_MS - since % FLASH_EVERY_MS)
    if anchors.message is not None or anchors.count is None:
        since = now_ms - (anchors.message.at_ms if anchors.message is not None else 0)
        found.append(now_ms + PAGE_MS - since % PAGE_MS)
    return min(found)


def digits(seconds: int) -> str:
    """Seconds as `09:59`, with hours only when needed; with `−` below 0."""
    hours, rest = divmod(abs(seconds), 3600)
    told = f"{rest // 60:02}:{rest % 60:02}"
    return (MINUS if seconds < 0 else "") + (f"{hours}:{told}" if hours else told)


def time_of_day(at_ms: int, zone: tzinfo) -> str:
    """The time of day, `14:05:09`; no figures for an instant beyond all measure."""
    try:
        return from_ms(at_ms).astimezone(zone).strftime("%H:%M:%S")
    except (OverflowError, ValueError, OSError):
        return "--:--:--"
