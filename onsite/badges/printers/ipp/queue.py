"""The way to a printer that speaks IPP, or to a queue of CUPS."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from onsite.badges.printers import saying
from onsite.badges.printers.channel import (
    Cancelled,
    PrinterState,
    Progress,
    Sent,
    job_name,
)
from onsite.badges.printers.drawn import drawn
from onsite.badges.printers.ipp import behind, documents, meaning
from onsite.badges.printers.ipp.failing import failure, is_missing
from onsite.badges.printers.ipp.talking import (
    NOT_FOUND,
    Message,
    RefusedError,
    TalkError,
    UnclearError,
    UnreachableError,
    ask,
)
from onsite.clock import to_ms

if TYPE_CHECKING:
    from onsite.badges.printers.channel import Output
    from onsite.clock import Clock
    from onsite.plan.printers import PrinterPart

_OF_PRINTER = [
    "printer-state",
    "printer-state-reasons",
    "printer-type",
    "device-uri",
    "printer-is-accepting-jobs",
    "queued-job-count",
    "document-format-supported",
    "media-supported",
    "pwg-raster-document-resolution-supported",
]
_OF_JOB = [
    "job-id",
    "job-name",
    "job-state",
    "job-state-reasons",
    "job-printer-state-reasons",
    "job-impressions-completed",
    "job-media-sheets-completed",
    "time-at-creation",
    "time-at-processing",
    "time-at-completed",
    "job-printer-up-time",
]
_SLACK_MS = 5_000
"""Printers count whole seconds, and the way to them takes time."""
_ENDS_S, _STEP_S = 4.0, 0.1
"""How long the end of a cancelled job is waited for, and how often it is asked for, in s."""


class IppQueue:
    """One printer; keeps nothing between two calls."""

    def __init__(self, printer: PrinterPart, clock: Clock, patience: float = 1.0) -> None:
        """`patience`: how many times the usual limits an answer is waited for."""
        self._printer, self._clock, self._patience = printer, clock, patience
        self._where = printer.where

    async def state(self) -> PrinterState:
        """As in `Channel`; a queue that is not known there is `stopped`."""
        try:
            return await self._state()
        except UnreachableError:
            return PrinterState("offline", ("unreachable",), accepting=False)
        except RefusedError as error:
            reason = "no-such-queue" if is_missing(error) else f"refused-{error.status:x}"
            return PrinterState("stopped", (reason,), accepting=False)
        except TalkError:
            return PrinterState("offline", ("no-answer",), accepting=False)

    async def _state(self) -> PrinterState:
        told = await self._told()
        state = meaning.printer_state(told)
        if state.kind == "printing" and await behind.is_gone(self._where, told):
            return replace(state, kind="offline", reasons=(*state.reasons, meaning.GONE))
        return state

    async def submit(self, output: Output, name: str) -> Sent:
        """As in `Channel`."""
        job_name(name)
        try:
            told = await self._told()
        except TalkError as error:  # only a question was asked so far
            raise failure(self._printer.name, error) from error
        if told.get("printer-is-accepting-jobs") is False:
            raise saying.takes_none(self._printer.name)
        kind = documents.chosen(told)
        if kind is None:
            raise saying.no_format(self._printer.name)
        made = partial(documents.document, output, kind, self._printer, told)
        data = await drawn(self._printer.name, made)
        paper = documents.media(told, output.width_mm, output.height_mm)
        return await self._print(name, kind, paper, data)

    async def _print(self, name: str, kind: str, paper: str | None, data: bytes) -> Sent:
        wanted = {"copies": 1, "print-scaling": "none", **({"media": paper} if paper else {})}
        message: Message = {
            "operation-attributes-tag": {"job-name": name, "document-format": kind},
            "job-attributes-tag": wanted,
        }
        at = to_ms(self._clock.now())
        try:
            answer = await self._ask("PRINT_JOB", message, data)
        except UnclearError as error:
            found = await self.find(name, at)
            if found is None:
                raise saying.nobody_knows(self._printer.name) from error
            return found
        except TalkError as error:
            raise failure(self._printer.name, error) from error
        number = next(map(_number, answer["jobs"]), "")
        if not number:
            raise saying.nobody_knows(self._printer.name)
        return Sent(self._printer.address, name, number, at)

    async def follow(self, sent: Sent) -> tuple[Progress, tuple[str, ...]]:
        """As in `Channel`; `UNKNOWN` with `no-answer` where the printer is not heard."""
        try:
            told = await self._job(sent)
        except TalkError:
            return Progress.UNKNOWN, ("no-answer",)
        if told is None:
            return Progress.UNKNOWN, ("no-such-job",)
        progress, reasons = meaning.progress(told)
        if progress in (Progress.PRINTING, Progress.WAITING):
            # A job is never said to hang: only the printer tells, and not every one with the job.
            return meaning.held_up(progress, reasons, await self.state())
        return progress, reasons

    async def cancel(self, sent: Sent) -> Cancelled:
        """As in `Channel`."""
        try:
            before = await self._job(sent)
            if before is None:
                return "unknown"
            if meaning.progress(before)[0] not in meaning.ENDED:
                await self._take_back(sent)
            after = await self._ended(sent)
        except TalkError:
            return "unknown"
        if after is None:
            return "unknown"
        if meaning.progress(after)[0] is Progress.DONE:
            return "too_late"
        return "unknown" if meaning.begun(after) else "cancelled"

    async def find(self, name: str, after_ms: int) -> Sent | None:
        """As in `Channel`."""
        for which in ("not-completed", "completed"):
            asked = {"which-jobs": which, "requested-attributes": _OF_JOB}
            try:
                answer = await self._ask("GET_JOBS", {"operation-attributes-tag": asked})
            except TalkError:
                return None
            for told in answer["jobs"]:
                made = meaning.created_ms(told, to_ms(self._clock.now()))
                late = made is None or made >= after_ms - _SLACK_MS
                if told.get("job-name") == name and late:
                    return Sent(self._printer.address, name, _number(told), after_ms)
        return None

    async def _ask(self, operation: str, message: Message, data: bytes = b"") -> dict[str, Any]:
        return await ask(self._where, operation, message, data, self._patience)

    async def _told(self) -> dict[str, Any]:
        """What the printer says of itself."""
        asked = {"requested-attributes": _OF_PRINTER}
        message = {"operation-attributes-tag": asked}
        answer = await self._ask("GET_PRINTER_ATTRIBUTES", message)
        return next(iter(answer["printers"]), {})

    async def _job(self, sent: Sent) -> dict[str, Any] | None:
        """What the printer says of a job; None where that number is none, or another job's."""
        if not sent.number.isdecimal():
            return None
        asked = {"job-id": int(sent.number), "requested-attributes": _OF_JOB}
        message = {"operation-attributes-tag": asked}
        try:
            answer = await self._ask("GET_JOB_ATTRIBUTES", message)
        except RefusedError as error:
            if error.status == NOT_FOUND:
                return None
            raise
        told: dict[str, Any] = next(iter(answer["jobs"]), {})
        return told if self._is_ours(told, sent) else None

    def _is_ours(self, told: dict[str, Any], sent: Sent) -> bool:
        """By name, or by time where names are kept secret.

        Numbers are given anew when a print server lost its jobs. Names never are; our own clock
        may be set between two questions, so where there is a name it alone decides.
        """
        name = told.get("job-name")
        if name:
            return bool(name == sent.name)
        made = meaning.created_ms(told, to_ms(self._clock.now()))
        return made is None or made >= sent.at_ms - _SLACK_MS

    async def _take_back(self, sent: Sent) -> None:
        asked = {"job-id": int(sent.number)}
        try:
            await self._ask("CANCEL_JOB", {"operation-attributes-tag": asked})
        except RefusedError:
            return  # it has just ended; what it became is asked next

    async def _ended(self, sent: Sent) -> dict[str, Any] | None:
        """The job once it has ended; None where it does not."""
        for _each in range(round(_ENDS_S / _STEP_S)):
            told = await self._job(sent)
            if told is None or meaning.progress(told)[0] in meaning.ENDED:
                return told
            await asyncio.sleep(_STEP_S)
        return None


def _number(told: dict[str, Any]) -> str:
    """The number of a job; empty where what is told is none."""
    number = told.get("job-id")
    return str(number) if isinstance(number, int) else ""
