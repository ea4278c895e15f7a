"""What was given up may come out of a printer all the same: then that is known, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.printers.channel import Progress, Sent
from onsite.badges.printing import steps
from onsite.badges.printing.bench import sent_of
from onsite.badges.rules import State

if TYPE_CHECKING:
    from onsite.badges.printing.bench import Bench, Seen
    from onsite.badges.rules import Attempt

LATE_MS = 15 * 60_000
"""For so long a printer may yet tell of what was given up."""
LATE_EVERY_MS = 5_000
CLOCK_MS = 2_000
"""So far a print server's clock, or its rounding, may lag behind ours."""
_MAY_COME = frozenset({"forgotten", "unanswered", "restarted", "stuck"})


class Late:
    """Asks one printer about what was given up, now and then.

    Args:
        bench: what all printers of a station share.
        printer: its id in the plan.
    """

    def __init__(self, bench: Bench, printer: str) -> None:
        self._bench = bench
        self._printer = printer
        self._looked: dict[str, int] = {}
        """When it was last asked about one."""

    async def look(self, seen: Seen) -> bool:
        """Ask about all of them; whether anything has come out."""
        now_ms, came = self._bench.now_ms, False
        for job in seen.jobs:
            for attempt in job.attempts:
                if not self._may_come(attempt, now_ms):
                    continue
                self._looked[attempt.name] = now_ms
                channel = self._bench.channel(seen.plan, self._printer)
                sent: Sent | None = sent_of(attempt)
                if not attempt.accepted_ms:
                    sent = await channel.find(attempt.name, attempt.sent_ms - CLOCK_MS)
                if sent is not None and (await channel.follow(sent))[0] is Progress.DONE:
                    await self._bench.write(steps.done, job.job, attempt.name)
                    came = True
        return came

    def _may_come(self, attempt: Attempt, now_ms: int) -> bool:
        ours = attempt.printer == self._printer and attempt.station == self._bench.station
        given_up = attempt.state is State.FAILED and attempt.why in _MAY_COME
        due = now_ms - self._looked.get(attempt.name, attempt.ended_ms) >= LATE_EVERY_MS
        return ours and given_up and due and now_ms - attempt.ended_ms < LATE_MS
