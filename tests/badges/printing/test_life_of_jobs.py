"""The life of print jobs with printers that lie and a program that is killed at any step.

Whatever happens, three things hold: no second badge of a generation comes out unless a person has
decided so; every job ends, or is shown to a person; and of every badge it is known which printer
it came from, under which name, and when.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import shutil
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from onsite.badges import service
from onsite.badges.printers.channel import Progress
from onsite.badges.rules import ENDED, THERE, State, needs_person
from onsite.badges.service import Anew, Asked, Moving
from onsite.errors import OnsiteError
from onsite.roster.acts.doing import Doer
from onsite.wiring import STORE_FILE
from tests.badges.printing.conftest import Bureau

MARIA = Doer("Maria")
LIES = {
    "submit": ("not_sent", "broken", "lost", "mistake"),
    "follow": (*Progress, Progress.WAITING, Progress.PRINTING),
    "cancel": ("too_late", "unknown"),
    "find": ("nothing",),
    "state": ("offline", "out_of_paper", "printing", "unknown"),
}
LIE = st.one_of(*(st.tuples(st.just(about), st.sampled_from(them)) for about, them in LIES.items()))
LYING = st.tuples(*[st.one_of(st.just([]), st.lists(LIE, max_size=2))] * 2)
"""Of each printer."""
DOING = st.tuples(
    *[st.sampled_from(("", "prints", "prints", "printing", "jammed", "cancelled", "forgets"))] * 2
)
DAYS = st.lists(DOING, min_size=3, max_size=6)
SECONDS = st.sampled_from((0, 3, 3, 70))
ACT = st.tuples(
    st.integers(0, 7),
    st.sampled_from(("cancel", "again", "issue", "lost", "move", "move", "seen")),
)


class KilledError(BaseException):
    """As by kill -9: nothing after it is done, and nobody is told."""


class Fuse:
    """Ends the program at the given step: before a transaction or after it, or around a submit."""

    def __init__(self, bureau: Bureau) -> None:
        self.left: int | None = None
        site, write = bureau.site, bureau.site.write

        async def fused(act, *arguments, **options):
            self.burn()
            done = await write(act, *arguments, **options)
            self.burn()
            return done

        site.write = fused
        for printer in bureau.printers.values():
            printer.submit = self._around(printer.submit)
            printer.cancel = self._around(printer.cancel)

    def burn(self) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                self.left = None
                raise KilledError

    def _around(self, act):
        async def fused(*arguments):
            self.burn()
            done = await act(*arguments)
            self.burn()
            return done

        return fused


class LifeOfJobs(RuleBasedStateMachine):
    prepared = None
    folders = None

    def __init__(self) -> None:
        super().__init__()
        folder = next(self.folders)
        folder.mkdir()
        shutil.copy(self.prepared, folder / STORE_FILE)
        self.bureau = Bureau(folder)
        self.plan = self.bureau.plan
        self.fuse = Fuse(self.bureau)
        self.loop = asyncio.Runner()
        self.decided: Counter[tuple[str, int]] = Counter()
        """How many more badges of a generation a person has asked for."""

    @rule(lies=LYING, days=DAYS, seconds=SECONDS, acts=st.lists(ACT, max_size=2))
    def the_agent_works(self, lies, days, seconds, acts):
        """A desk asks; a person acts somewhere in between; the printers lie all the while."""
        self.bureau.do(service.ask, self.plan, Asked("ada"), "Maria")
        for day, doing in enumerate(days):
            self._in(lies, doing)
            self.loop.run(self.bureau.agent.round())
            self.bureau.clock.advance(seconds=seconds)
            if 0 < day <= len(acts):
                self._act(*acts[day - 1])

    @rule(lies=LYING, doing=DOING, steps=st.integers(0, 6), later=DAYS)
    def the_program_is_killed(self, lies, doing, steps, later):
        self.bureau.do(service.ask, self.plan, Asked("ada", "admission"), "Maria")
        self._in(lies, doing)
        self.fuse.left = steps
        with contextlib.suppress(KilledError):
            self.loop.run(self.bureau.agent.round())
        self.fuse.left = None
        self.bureau.restart()
        for each in later:
            self._in(lies, each)
            self.loop.run(self.bureau.agent.round())

    def _act(self, which, act):
        jobs = self._jobs()
        job = jobs[which % len(jobs)]
        if act == "cancel":
            self._try(service.cancel, job.job, "", "Maria")
        elif act == "again":
            if self._try(service.print_again, self.plan, job.job, "Torn", MARIA):
                self.decided[job.attendee, job.generation] += 1
        elif act in ("issue", "lost"):
            anew = Anew(job.attendee, "Gone", lost=act == "lost")
            self._try(service.issue_again, self.plan, anew, MARIA)
        elif act == "move":
            at = job.last.printer if job.last is not None else job.printer
            to = "right" if at != "right" else "left"
            self._try(service.move, self.plan, Moving(job.job, to, reason="There"), MARIA)
        elif (job.attendee, job.generation) in self._out():
            self.bureau.do(service.seen, (job.attendee, job.generation), "", "Maria")
            self._try(service.hand_over, job.job, "Maria")

    def _in(self, lies, doing):
        """What the printers do now, and what they say of it."""
        printers = self.bureau.printers.values()
        for printer, lie, does in zip(printers, lies, doing, strict=True):
            if does == "prints":
                printer.prints()
            elif does == "forgets":
                printer.queue = [job for job in printer.queue if job.truth != "printed"]
            elif does:
                printer.becomes(does)
            printer.said = dict(lie)

    @invariant()
    def no_second_badge_unless_a_person_decided(self):
        for badge, many in self._out().items():
            assert many <= 1 + self.decided[badge], (badge, many)

    @invariant()
    def every_badge_has_its_evidence(self):
        known = {attempt.name: (attempt, job) for job in self._all() for attempt in job.attempts}
        for name, printer in self.bureau.printers.items():
            for paper in printer.tray:
                attempt, job = known[paper.name]
                assert (attempt.printer, attempt.station) == (
                    name,
                    self.bureau.site.journal.station,
                )
                assert 0 < attempt.sent_ms <= paper.at_ms
                assert (job.attendee, job.generation) == (
                    paper.output.attendee,
                    paper.output.generation,
                )

    def teardown(self):
        """In the end every job has ended, or a person is shown it."""
        self.fuse.left = None
        self.bureau.restart()
        for printer in self.bureau.printers.values():
            printer.said.clear()
        for _round in range(30):
            for printer in self.bureau.printers.values():
                if any(job.truth != "jammed" for job in printer.queue):
                    printer.prints()
            self.loop.run(self.bureau.agent.round())
            self.bureau.clock.advance(seconds=20)
        now, limits = self.bureau.clock.now(), service.limits(self.plan)
        open_ones = [job for job in self._jobs() if job.state not in ENDED | THERE]
        assert [job for job in open_ones if not needs_person(job, now, limits)] == []
        self.no_second_badge_unless_a_person_decided()
        self.every_badge_has_its_evidence()
        self.loop.close()
        self.bureau.close()

    def _jobs(self):
        return self.bureau.site.read_now(service.jobs, ended=50)

    _all = _jobs

    def _out(self):
        return Counter(
            badge for printer in self.bureau.printers.values() for badge in printer.badges()
        )

    def _try(self, act, *arguments):
        try:
            return self.bureau.do(act, *arguments)
        except OnsiteError:
            return None


def test_the_life_of_jobs(prepared, tmp_path):
    LifeOfJobs.prepared = prepared
    LifeOfJobs.folders = (tmp_path / str(number) for number in itertools.count())
    run_state_machine_as_test(
        LifeOfJobs,
        settings=settings(
            max_examples=60,
            stateful_step_count=10,
            deadline=None,
            phases=[Phase.generate],  # to shorten a history takes minutes, and reads no better
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("steps", range(11))
def test_killed_between_any_two_steps_a_badge_is_printed_once_or_shown(bureau, steps):
    fuse, loop = Fuse(bureau), asyncio.Runner()
    which = bureau.do(service.ask, bureau.plan, Asked("ada"), "Maria")
    fuse.left = steps
    try:
        for _round in range(2):
            loop.run(bureau.agent.round())
            bureau.left.prints()
    except KilledError:
        pass
    else:
        assert steps > 9, "so many steps are there in all"
    fuse.left = None
    bureau.restart()

    for _round in range(4):
        bureau.left.prints()
        loop.run(bureau.agent.round())
        bureau.clock.advance(seconds=2)
    loop.close()

    # Where it ended between the record and the printer, nobody can know that it never left.
    ends = (State.FAILED, []) if steps in (3, 4) else (State.DONE, [("ada", 1)])
    assert (bureau.job(which).state, bureau.left.badges() + bureau.right.badges()) == ends


@pytest.mark.parametrize("steps", range(3, 8))
def test_killed_while_it_is_sent_and_the_printer_has_forgotten_it(bureau, steps):
    fuse, loop = Fuse(bureau), asyncio.Runner()
    which = bureau.do(service.ask, bureau.plan, Asked("ada"), "Maria")
    fuse.left = steps
    with contextlib.suppress(KilledError):
        loop.run(bureau.agent.round())
    assert fuse.left is None
    bureau.restart()
    bureau.left.prints()
    bureau.left.queue.clear()

    for _round in range(9):
        loop.run(bureau.agent.round())
        bureau.clock.advance(seconds=20)
    loop.close()

    assert (bureau.job(which).state, bureau.job(which).printed) == (State.FAILED, "maybe")
    assert len(bureau.left.asked) + len(bureau.right.asked) <= 1
