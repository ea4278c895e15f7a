"""Hands a message over to a page channel, in a process of its own with a hard limit of time."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onsite.incidents.contacts.resolving import address_of, way_to

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.incidents.paging.message import Message
    from onsite.plan.model import Plan

CHILD = "onsite.incidents.paging.channels.child"
BREATH_S = 0.03
NICE = 5
STARTS_S = 5.0
"""So long the process itself may take besides: a busy laptop imports slowly."""
_QUIET = asyncio.subprocess.DEVNULL
_LONGEST_WHY = 80


@dataclass(frozen=True, slots=True)
class Reach:
    """What pages reach from this laptop."""

    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    starts_s: float = STARTS_S
    starting: asyncio.Lock = field(default_factory=asyncio.Lock)
    """One begins after the other: the screen is drawn in between."""

    async def tell(self, plan: Plan, person: str, channel: str, message: Message, page: str) -> str:
        """Tell somebody; answers why that failed, as a code, or nothing.

        Args:
            plan: the plan in force: numbers and addresses are live.
            person: who is told.
            channel: id of the page channel.
            message: what they are told.
            page: what names it, for a receiver that wants to leave out repetitions.
        """
        part = plan.page_channels.get(channel)
        if part is None:
            return "no_channel"
        way = way_to(plan, person, {})
        quote = part.kind != "serial"
        address, missing = address_of(part, way, self.environment, quote=quote)
        if missing:
            return f"no_secret {missing}"[:_LONGEST_WHY]
        told = {
            "kind": part.kind,
            "address": address,
            "title": message.title,
            "text": message.text,
            "person": way.name,
            "page": page,
            "timeout_s": f"{part.timeout_s:g}",
        }
        async with self.starting:
            await asyncio.sleep(BREATH_S)
            try:
                process = await _started()
            except OSError as error:
                return f"not_started {type(error).__name__}"
        return await _done(process, json.dumps(told).encode(), part.timeout_s + self.starts_s)


async def _started() -> asyncio.subprocess.Process:
    """The process; it steps back behind who types, since libraries take their time to load."""
    nice = shutil.which("nice")
    return await asyncio.create_subprocess_exec(
        *((nice, "-n", str(NICE)) if nice is not None else ()),
        *(sys.executable, "-m", CHILD),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=_QUIET,
    )


async def _done(process: asyncio.subprocess.Process, told: bytes, seconds: float) -> str:
    """What came of it; nothing of the process is left when this returns."""
    try:
        async with asyncio.timeout(seconds):
            said, _nothing = await process.communicate(told)
    except TimeoutError:
        return "timeout"
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode != 0 or not said:
        return f"died {process.returncode}"
    return said.decode("utf-8", "replace").strip()[:_LONGEST_WHY]
