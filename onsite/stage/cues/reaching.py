"""Carries a cue out: to the display, over the network, as a sound. Never raises for the target.

Each way answers why it has failed, in a code, and details; an empty code where it has not.
"""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from onsite.errors import OnsiteError
from onsite.plan.cues import VALUE, from_environment
from onsite.stage.cues.cue import CALLER, DISPLAY, SOUND
from onsite.stage.cues.playing import play

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from onsite.plan.cues import CueTargetPart
    from onsite.plan.model import Plan
    from onsite.stage.cues.service import Claim
    from onsite.wiring import Site

Outcome = tuple[str, str]
WELL: Outcome = ("", "")
_GOOD = range(200, 300)
_DETAIL = 200
_JSON = ("{", "[")
_NEEDED = {"http": "aiohttp", "osc": "pythonosc.udp_client"}


@dataclass(frozen=True, slots=True)
class Reach:
    """What cues reach from this laptop."""

    site: Site
    ring: Callable[[], None] = lambda: None
    """Rings the terminal's bell: where nothing else can play a sound."""
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    async def prepare(self, plan: Plan) -> None:
        """Import what its targets need before the first of them is due: that takes a while."""
        kinds = {part.kind for part in plan.cue_targets.values()}
        for kind in kinds & _NEEDED.keys():
            await asyncio.to_thread(import_module, _NEEDED[kind])

    async def carry_out(self, plan: Plan, claimed: Claim) -> Outcome:
        """Do what a cue says; whatever goes wrong is answered."""
        part = plan.cue_targets.get(claimed.cue.target)
        try:
            if part is not None:
                return await self._at(part, claimed.cue.value)
            return await self._here(plan, claimed)
        except TimeoutError:
            return "timeout", f"{part.timeout_s:g}" if part is not None else ""
        except Exception as error:  # noqa: BLE001 - a target never stops what runs
            return "mistake", type(error).__name__

    async def _here(self, plan: Plan, claimed: Claim) -> Outcome:
        """What every stage has."""
        cue = claimed.cue
        if cue.target == DISPLAY:
            return await self._show(plan, claimed)
        if cue.target == SOUND:
            return await play(cue.value, self.site.data, self.ring)
        return WELL if cue.target == CALLER else ("no_target", cue.target)

    async def _at(self, part: CueTargetPart, value: str) -> Outcome:
        if part.kind == "caller":
            return WELL
        if part.kind == "sound":
            return await play(part.address, self.site.data, self.ring)
        async with asyncio.timeout(part.timeout_s):
            if part.kind == "osc":
                return await send_osc(part, value)
            return await call(part, value, self.environment)

    async def _show(self, plan: Plan, claimed: Claim) -> Outcome:
        from onsite.stage.display.service import Saying, show_message

        saying = Saying(claimed.stage, claimed.cue.value, key=claimed.shot)
        try:
            await self.site.write(show_message, plan, saying, claimed.operator)
        except OnsiteError as error:
            return "not_shown", str(error).splitlines()[0][:_DETAIL]
        return WELL


async def call(part: CueTargetPart, value: str, environment: Mapping[str, str]) -> Outcome:
    """Call a web address.

    Where that sends on to another one, it has failed: nothing is told there that was meant for
    here.
    """
    # In a thread: the timer must not wait for it.
    await asyncio.to_thread(import_module, _NEEDED["http"])
    import aiohttp

    headers: dict[str, str] = {}
    for name, text in part.headers.items():
        headers[name], missing = from_environment(text, environment)
        if missing:
            return "no_secret", missing
    body = _body(part.body, value)
    asked: dict[str, Any] = {"headers": headers, "allow_redirects": False}
    if body:
        asked["data"] = body.encode()
    address = part.address.replace(VALUE, quote(value, safe=""))
    try:
        async with (
            aiohttp.ClientSession(trust_env=False) as session,
            session.request(part.method, address, **asked) as answer,
        ):
            return WELL if answer.status in _GOOD else ("http_status", str(answer.status))
    except aiohttp.ClientConnectorError as error:
        return "unreachable", (error.os_error.strerror or "")[:_DETAIL]
    except aiohttp.ClientError as error:
        return "no_answer", type(error).__name__


def _body(body: str, value: str) -> str:
    """The body with the cue's value in it; inside JSON it is written as JSON wants it."""
    in_json = body.lstrip().startswith(_JSON)
    return body.replace(VALUE, json.dumps(value)[1:-1] if in_json else value)


async def send_osc(part: CueTargetPart, value: str) -> Outcome:
    """Send a message of OSC. Nobody answers one: that it has left is all that is known."""
    try:
        await asyncio.to_thread(_send_osc, part, value)
    except OSError as error:
        return "unreachable", (error.strerror or "")[:_DETAIL]
    return WELL


def _send_osc(part: CueTargetPart, value: str) -> None:
    from pythonosc.udp_client import SimpleUDPClient

    told = part.osc
    named = VALUE in told.path
    # Signs that have a meaning in the addresses of OSC do not belong into one.
    safe = "".join("_" if sign in " #*,/?[]{}" else sign for sign in value)
    client = SimpleUDPClient(told.host, told.port)
    with client:
        client.send_message(told.path.replace(VALUE, safe), [] if named else arguments(value))


def arguments(value: str) -> list[int | float | str]:
    """What a cue says, as the arguments of OSC: whole numbers, numbers, words."""
    return [_argument(word) for word in value.split()]


def _argument(word: str) -> int | float | str:
    for kind in (int, float):
        try:
            return kind(word)
        except ValueError:
            continue
    return word
