"""One printer of this station: what it has, and what it does next. One job at a time.

The queue is ours, and not the printer's: what has not left can be moved, cancelled and counted
without asking anybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from onsite.badges.printers.channel import MayHaveBeenSent, NotDrawn, NotSent, Progress
from onsite.badges.printing import steps
from onsite.badges.printing.bench import sent_of, unwanted
from onsite.badges.printing.choosing import next_for, under_way
from onsite.badges.printing.late import CLOCK_MS, Late
from onsite.badges.printing.output import borne_by, missing_in
from onsite.badges.printing.undrawn import PRINTER, UndrawnError
from onsite.badges.rules import Limits, State
from onsite.errors import JournalError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from onsite.badges.facts import Failure, Printed
    from onsite.badges.printers.channel import Channel, Output, PrinterState
    from onsite.badges.printing.bench import Bench, Seen
    from onsite.badges.rules import Attempt, Job
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan

P = ParamSpec("P")
T = TypeVar("T")
CANCEL_EVERY_MS = 2_000
FIRST_REST_MS, LONGEST_REST_MS = 1_000, 30_000
"""How long a printer that took nothing is left in peace: twice as long each time."""
GIVEN_UP = 3
"""After so many times its limit, what hangs in a printer that tells nothing is given up."""
_USUAL_LIMIT_S = Limits().accepted
_NEVER_TOLD = frozenset({"no-status", "not-told", "ended"})
"""What is said in the place of printers that tell nothing of a job, now or later."""
_GONE = frozenset({"no-such-job", "no-such-file"})
"""What is said by a printer that answers, and knows nothing of a job any more."""
_MUTE_MS = 5_000


class Lane:
    """One printer.

    Args:
        bench: what it shares with the others.
        printer: its id in the plan.
    """

    def __init__(self, bench: Bench, printer: str) -> None:
        self._bench = bench
        self._printer = printer
        self._late = Late(bench, printer)
        self._did = False
        """Whether the turn has changed anything."""
        self._asked_back: dict[str, tuple[int, int]] = {}
        """When an attempt was first and last asked back."""
        self._rest_ms = FIRST_REST_MS

    async def turn(self, seen: Seen, *, asks: bool = False) -> bool:
        """One step: follow what it has, or send the next; whether that has changed anything.

        Args:
            seen: what is in the store.
            asks: whether a printer that has nothing to do is asked how it is.
        """
        self._did = False
        readiness, now_ms = self._bench.readiness, self._bench.now_ms
        having = under_way(seen.jobs, self._bench.station).get(self._printer)
        if having is not None:
            await self._follow(*having, seen)
            return self._did
        self._did = await self._late.look(seen)
        known = (readiness, now_ms)
        job = next_for(self._printer, seen.plan, seen.jobs, self._bench.station, known)
        if job is not None and not readiness.rests(self._printer, now_ms):
            await self._send(job, seen)
        elif asks:
            await self.ask(seen.plan)
            self._did = True  # a job that came meanwhile was left alone
        return self._did

    async def ask(self, plan: Plan) -> PrinterState:
        """What the printer says of itself; that is known from then on."""
        state = await self._bench.channel(plan, self._printer).state()
        if self._bench.readiness.heard(self._printer, state):
            self._did = True
            self._bench.told()
        return state

    async def _send(self, job: Job, seen: Seen) -> None:
        state = await self.ask(seen.plan)
        if not state.prints and not (state.accepting and state.kind == "unknown"):
            later_ms = self._bench.now_ms + FIRST_REST_MS
            self._bench.readiness.not_before_ms[self._printer] = later_ms
            return
        name = steps.name_for(job, self._bench.station)
        try:
            output = await self._bench.draw(seen.plan, job, self._printer)
        except (StoreError, JournalError):
            raise  # that is not the badge's fault, and passes
        except Exception as error:  # noqa: BLE001 - one badge that cannot be made holds up no other
            told = error.code if isinstance(error, UndrawnError) else type(error).__name__
            await self._failed(job, name, "drawing", told)
            return
        await self._write(steps.rendered, job.job, missing_in(output))
        wish = steps.Wish(len(job.attempts), job.printer)
        claim = steps.Claim(job.job, name, self._printer, wish, borne_by(output))
        self._bench.sending.add(name)
        try:
            if await self._write(steps.begin, claim):
                await self._submit(seen.plan, output, job, name)
        finally:
            self._bench.sending.discard(name)

    async def _submit(self, plan: Plan, output: Output, job: Job, name: str) -> None:
        channel, begun_ms = self._bench.channel(plan, self._printer), self._bench.now_ms
        try:
            sent = await channel.submit(output, name)
        except NotDrawn:
            await self._failed(job, name, "drawing", PRINTER)
            return
        except NotSent as error:
            # What stops the printer is seen now, so that not all that waits is tried in vain.
            state = await self.ask(plan)
            why = () if state.prints else state.reasons
            await self._failed(job, name, "not_sent", ",".join(why) or error.code)
            self._rest()
            return
        except MayHaveBeenSent:
            found = await channel.find(name, begun_ms - CLOCK_MS)
            if found is None:
                await self._failed(job, name, "unanswered")
                return
            sent = found
        except Exception as error:  # noqa: BLE001 - whatever it was, something may have left
            await self._failed(job, name, "unanswered", type(error).__name__)
            return
        self._rest_ms = FIRST_REST_MS
        await self._write(steps.accepted, job.job, sent)

    async def _follow(self, job: Job, attempt: Attempt, seen: Seen) -> None:
        if attempt.name in self._bench.sending:
            return
        channel = self._bench.channel(seen.plan, self._printer)
        if attempt.state is State.SENT:
            await self._recover(channel, job, attempt, seen)
            return
        progress, reasons = await channel.follow(sent_of(attempt))
        if progress is Progress.DONE:
            await self._write(steps.done, job.job, attempt.name)
        elif progress is Progress.UNKNOWN and self._never_told(job, attempt, reasons):
            # It has taken all of it: whoever stands there sees more than anybody can ask for.
            await self._write(steps.done, job.job, attempt.name, reasons[0])
        elif progress in (Progress.CANCELLED, Progress.ABORTED):
            # Not by us: after a jam, or at the printer. Paper may have moved.
            why: Failure = "cancelled" if progress is Progress.CANCELLED else "aborted"
            await self._failed(job, attempt.name, why, ",".join(reasons))
        else:
            await self._tell_held(job, attempt, (progress, seen))
            gone = not _GONE.isdisjoint(reasons) and self._waited_ms(attempt) >= _MUTE_MS
            await self._see_to(channel, job, attempt, (progress, seen, gone))

    def _waited_ms(self, attempt: Attempt) -> int:
        return self._bench.now_ms - attempt.accepted_ms

    def _never_told(self, job: Job, attempt: Attempt, reasons: tuple[str, ...]) -> bool:
        waited = self._waited_ms(attempt) >= _MUTE_MS
        return waited and not unwanted(job, attempt) and not _NEVER_TOLD.isdisjoint(reasons)

    async def _recover(self, channel: Channel, job: Job, attempt: Attempt, seen: Seen) -> None:
        """This program was not there when it was sent, or has not recorded what came of it."""
        found = await channel.find(attempt.name, attempt.sent_ms - CLOCK_MS)
        if found is not None:
            await self._write(steps.accepted, job.job, found)
            return
        waited_ms = self._bench.now_ms - attempt.sent_ms
        if (await channel.state()).kind == "offline" and waited_ms < seen.limits.sent * 1000:
            return
        await self._failed(job, attempt.name, "restarted")

    async def _tell_held(self, job: Job, attempt: Attempt, known: tuple[Progress, Seen]) -> None:
        progress, seen = known
        waits = progress is Progress.HELD
        state = await self.ask(seen.plan) if waits or attempt.held else None
        kind, why = (state.kind, state.reasons) if state is not None and waits else ("", ())
        if (kind, why) != (attempt.held, attempt.reasons if attempt.held else ()):
            await self._write(steps.held, (job.job, attempt.name), kind, why)

    async def _see_to(
        self, channel: Channel, job: Job, attempt: Attempt, known: tuple[Progress, Seen, bool]
    ) -> None:
        """Take back what is not wanted, and what hangs where another printer could do it."""
        progress, seen, gone = known
        limit_ms = (seen.limits.accepted or _USUAL_LIMIT_S) * 1000
        waited_ms = self._waited_ms(attempt)
        hangs = bool(seen.limits.accepted) and waited_ms > limit_ms
        back = unwanted(job, attempt)
        if back or (hangs and self._bench.another_is_ready(job, attempt, seen)):
            if await self._taken_back(channel, job, attempt):
                return
            first_ms, _last_ms = self._asked_back[attempt.name]
            if back and self._bench.now_ms - first_ms > limit_ms:
                await self._failed(job, attempt.name, "stuck")
                return
        if progress is Progress.UNKNOWN and (hangs or gone):
            await self._failed(job, attempt.name, "forgotten")
        elif hangs and progress is Progress.PRINTING and waited_ms > GIVEN_UP * limit_ms:
            await self._failed(job, attempt.name, "stuck")

    async def _taken_back(self, channel: Channel, job: Job, attempt: Attempt) -> bool:
        now_ms = self._bench.now_ms
        first_ms, last_ms = self._asked_back.get(attempt.name, (now_ms, 0))
        if now_ms - last_ms < CANCEL_EVERY_MS:
            return False
        self._asked_back[attempt.name] = (first_ms, now_ms)
        if await channel.cancel(sent_of(attempt)) != "cancelled":
            return False
        await self._write(steps.taken_back, job.job, attempt.name)
        if not unwanted(job, attempt):
            self._rest()  # so that another one takes it
        return True

    async def _write(
        self,
        step: Callable[Concatenate[Journal, Connection, P], T],
        *arguments: P.args,
        **options: P.kwargs,
    ) -> T:
        done = await self._bench.write(step, *arguments, **options)
        self._did = True
        return done

    def _rest(self) -> None:
        self._bench.readiness.not_before_ms[self._printer] = self._bench.now_ms + self._rest_ms
        self._rest_ms = min(self._rest_ms * 2, LONGEST_REST_MS)

    async def _failed(self, job: Job, name: str, why: Failure, detail: str = "") -> None:
        printed: Printed = "no" if why in ("not_sent", "drawing") else "maybe"
        await self._write(steps.failed, (job.job, name), why, printed, detail)
