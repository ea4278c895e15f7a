"""A printer that lies as much as printers do, and the paper that came out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from onsite.badges.printers.channel import (
    MayHaveBeenSent,
    NotDrawn,
    NotSent,
    PrinterState,
    Progress,
    Sent,
)


@dataclass
class Plain:
    """What is printed: it says of whom and of which generation it is."""

    attendee: str
    generation: int
    title: str = ""
    width_mm: float = 105
    height_mm: float = 148

    def pdf(self) -> bytes:
        return b""

    def images(self, dpi: int, mono: bool) -> list[Any]:
        return []


@dataclass
class Queued:
    """A job as the printer has it."""

    name: str
    output: Plain
    number: str
    at_ms: int
    truth: str = "waiting"
    """`waiting`, `printing`, `printed`, `jammed` or `cancelled`."""


@dataclass
class LyingPrinter:
    """What it does and what it says of it are two things; a test sets both.

    One promise it keeps, since its channel makes it: when it says to our asking that a job is
    cancelled, nothing was printed of it and nothing will be.
    """

    clock: Any
    said: dict[str, Any] = field(default_factory=dict)
    """`submit`: what becomes of it; `follow`: what is said instead of the truth; `find`, `cancel`,
    `state`: the same."""
    queue: list[Queued] = field(default_factory=list)
    tray: list[Queued] = field(default_factory=list)
    """All the paper that ever came out."""
    asked: list[str] = field(default_factory=list)

    async def state(self) -> PrinterState:
        kind = self.said.get("state", "ready")
        return PrinterState(kind, self.said.get("codes", ()), accepting=kind != "stopped")

    async def submit(self, output: Plain, name: str) -> Sent:
        self.asked.append(name)
        how = self.said.pop("submit", "")
        if how == "not_drawn":
            raise NotDrawn("It is too wide.")
        if how == "not_sent":
            if "stops" in self.said:
                self.said |= {"state": "stopped", "codes": self.said.pop("stops")}
            raise NotSent("Nothing left.", code="takes-none")
        job = Queued(name, output, str(len(self.asked) % 3), self._now_ms())
        if how != "lost":
            self.queue.append(job)
        if how in ("lost", "broken"):
            raise MayHaveBeenSent("It broke off.")
        if how == "mistake":
            raise ZeroDivisionError
        return Sent("ipp://here", name, job.number, job.at_ms)

    async def follow(self, sent: Sent) -> tuple[Progress, tuple[str, ...]]:
        if "follow" in self.said:
            return self.said["follow"], self.said.get("reasons", ("a-lie",))
        job = self._named(sent.name)
        if job is None:
            return Progress.UNKNOWN, ()
        truths = {
            "waiting": Progress.WAITING,
            "printing": Progress.PRINTING,
            "printed": Progress.DONE,
            "jammed": Progress.HELD,
            "cancelled": Progress.CANCELLED,
        }
        return truths[job.truth], ()

    async def cancel(self, sent: Sent) -> str:
        job = self._named(sent.name)
        if "cancel" in self.said:
            return self.said["cancel"]
        if job is not None and job.truth == "waiting":
            job.truth = "cancelled"
            return "cancelled"
        return "too_late"

    async def find(self, name: str, after_ms: int) -> Sent | None:
        job = self._named(name)
        if self.said.get("find") == "nothing" or job is None or job.at_ms < after_ms:
            return None
        return Sent("ipp://here", name, job.number, job.at_ms)

    def prints(self, which: int = 0) -> None:
        """Paper comes out."""
        job = [each for each in self.queue if each.truth in ("waiting", "printing", "jammed")]
        if job:
            job[which % len(job)].truth = "printed"
            self.tray.append(job[which % len(job)])

    def becomes(self, truth: str) -> None:
        """What is next in it does something else than printing."""
        job = [each for each in self.queue if each.truth in ("waiting", "printing")]
        if job:
            job[0].truth = truth

    def badges(self) -> list[tuple[str, int]]:
        return [(each.output.attendee, each.output.generation) for each in self.tray]

    def _named(self, name: str) -> Queued | None:
        return next((each for each in self.queue if each.name == name), None)

    def _now_ms(self) -> int:
        return round(self.clock.now().timestamp() * 1000)
