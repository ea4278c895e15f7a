"""What every way to a printer can do, and what its answers mean.

Two questions decide everything: may another try print a second badge, and is the first one out?
So each failed submit is either `NotSent` or `MayHaveBeenSent`, and nothing in between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, Protocol

from onsite.errors import OnsiteError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

Kind = Literal[
    "ready", "printing", "stopped", "out_of_paper", "jam", "cover_open", "offline", "unknown"
]
Cancelled = Literal["cancelled", "too_late", "unknown"]
"""`cancelled`: it is certain that nothing was printed and nothing will be."""


@dataclass(frozen=True, slots=True)
class PrinterState:
    """What a printer says about itself."""

    kind: Kind
    reasons: tuple[str, ...] = ()
    """In the printer's own codes, as `media-empty-error`."""
    queued: int = 0
    """Jobs that wait or are printed, everybody's."""
    accepting: bool = True
    """Whether it takes jobs; one that is out of paper may well take them."""
    old: bool = False
    """Whether `kind` is what stopped the last job, and may be mended since: only the next job
    will tell, as with a queue of CUPS that is at rest."""

    @property
    def prints(self) -> bool:
        """Whether a job that is sent now will come out, as far as is known."""
        return self.accepting and (self.old or self.kind in ("ready", "printing"))


@dataclass(frozen=True, slots=True)
class Sent:
    """A job that has left this laptop, as it is found again."""

    printer: str
    """The address it went to."""
    name: str
    """Our own name of the job, which no other job has."""
    number: str
    """The printer's; empty where it gives none. After a crash it may be another job's."""
    at_ms: int
    """When it was sent, in milliseconds since 1970 in UTC."""


class Progress(StrEnum):
    """What became of a job, as far as the printer tells."""

    WAITING = "waiting"
    PRINTING = "printing"
    """Or it was, when the printer was switched off: nobody tells."""
    HELD = "held"
    """It waits for somebody to act: paper, a jam, a stopped queue."""
    DONE = "done"
    CANCELLED = "cancelled"
    """By whom is not said: a queue may cancel after a jam, too."""
    ABORTED = "aborted"
    UNKNOWN = "unknown"
    """The printer does not know the job (any more), or does not tell."""


class NotSent(OnsiteError):  # noqa: N818 - it is the answer to a question
    """Nothing that could be printed has left this laptop: another try cannot print twice.

    Args:
        happened: what happened.
        advice: what to do next.
        code: why, as it is kept with the job; the printer's own where it says one.
    """

    def __init__(self, happened: str, advice: str = "", code: str = "") -> None:
        super().__init__(happened, advice)
        self.code = code


class NotDrawn(NotSent):
    """The badge cannot be made for this printer; another try would come to the same."""


class MayHaveBeenSent(OnsiteError):  # noqa: N818 - as above
    """Nobody can know whether it will be printed."""


class Output(Protocol):
    """What is printed. Its methods take time and are called in a thread."""

    @property
    def title(self) -> str:
        """For people; never part of what a print server lists."""
        ...

    @property
    def width_mm(self) -> float:
        """Of the paper."""
        ...

    @property
    def height_mm(self) -> float:
        """Of the paper."""
        ...

    def pdf(self) -> bytes:
        """All its pages."""
        ...

    def images(self, dpi: int, mono: bool) -> Sequence[Image]:  # noqa: FBT001 - the contract
        """One for each page: of mode "1", or "RGB"."""
        ...


class Channel(Protocol):
    """One way to one printer. Nothing here holds up the event loop, or waits without an end."""

    async def state(self) -> PrinterState:
        """What the printer says; never raises: a printer that does not answer is `offline`."""
        ...

    async def submit(self, output: Output, name: str) -> Sent:
        """Send it, once.

        Args:
            output: what is printed.
            name: as `job_name` demands; nobody's name is ever in it.

        Raises:
            NotDrawn: it cannot be made for this printer.
            NotSent: it cannot be printed by this; another try is safe.
            MayHaveBeenSent: it may be printed, or not.
        """
        ...

    async def follow(self, sent: Sent) -> tuple[Progress, tuple[str, ...]]:
        """What became of it, with the printer's reasons; never raises."""
        ...

    async def cancel(self, sent: Sent) -> Cancelled:
        """Take it back if that is still possible; never raises."""
        ...

    async def find(self, name: str, after_ms: int) -> Sent | None:
        """The job of our name that was sent at `after_ms` (UTC) or later; None where there is none.

        After a crash: what is not found may yet have been printed.
        """
        ...


_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def job_name(name: str) -> str:
    """A name that every print server, file system and shell takes as it is.

    Raises:
        ValueError: it holds anything but letters, digits and `.`, `_`, `-`.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"no name for a job: {len(name)} characters")
    return name
