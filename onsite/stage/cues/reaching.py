"""Carries a cue out: to the display, over the network, as a sound. Never raises for the target.

Each way answers why it has failed, in a code, and details; an empty code where it has not.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from onsite.errors import OnsiteError
from onsite.plan.cues import VALUE, from_environment, unsendable
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
_WHOLE = re.compile(r"[+-]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[+-]?(?:0|[1-9][0-9]*)?\.[0-9]+")
_LONGEST_NUMBER = 30
_LARGEST = 3.4e38
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

    said = _said(part, value, environment)
    if isinstance(said, tuple):
        return said
    asked: dict[str, Any] = {"headers": said.headers, "allow_redirects": False}
    if said.body:
        asked["data"] = said.body.encode()
    try:
        async with (
            aiohttp.ClientSession(trust_env=False) as session,
            session.request(part.method, said.address, **asked) as answer,
        ):
            return WELL if answer.status in _GOOD else ("http_status", str(answer.status))
    except aiohttp.ClientConnectorError as error:
        return "unreachable", (error.os_error.strerror or "")[:_DETAIL]
    except aiohttp.ClientError as error:
        return "no_answer", type(error).__name__


@dataclass(frozen=True, slots=True)
class _Said:
    """What is sent to a web address."""

    address: str
    headers: dict[str, str]
    body: str


def _said(part: CueTargetPart, value: str, environment: Mapping[str, str]) -> _Said | Outcome:
    """What is sent, with the cue's value and the secrets in it; or why nothing is.

    Inside JSON they are written as JSON wants it.
    """
    for text in (part.address, part.body, *part.headers.values()):
        if missing := from_environment(text, environment)[1]:
            return "no_secret", missing
    for text in part.headers.values():
        if wrong := unsendable(text, environment):
            return "bad_secret", wrong
    in_json = part.body.lstrip().startswith(_JSON)
    written = (lambda text: json.dumps(text)[1:-1]) if in_json else str
    return _Said(
        from_environment(part.address, environment, value, lambda text: quote(text, safe=""))[0],
        {
            name: from_environment(text, environment, value)[0]
            for name, text in part.headers.items()
        },
        from_environment(part.body, environment, value, written)[0],
    )


async def send_osc(part: CueTargetPart, value: str) -> Outcome:
    """Send a message of OSC. Nobody answers one: that it has left is all that is known."""
    named = VALUE in part.osc.path
    told = [] if named else arguments(value)
    large = [word for word, said in zip(value.split(), told, strict=False) if _is_large(said)]
    if large:
        return "osc_number", large[0][:_DETAIL]
    try:
        await asyncio.to_thread(_send_osc, part, value, told)
    except OSError as error:
        return "unreachable", (error.strerror or "")[:_DETAIL]
    return WELL


def _send_osc(part: CueTargetPart, value: str, told: list[int | float | str]) -> None:
    from pythonosc.udp_client import SimpleUDPClient

    # Signs that have a meaning in the addresses of OSC do not belong into one.
    safe = "".join("_" if sign in " #*,/?[]{}" else sign for sign in value)
    client = SimpleUDPClient(part.osc.host, part.osc.port)
    with client:
        client.send_message(part.osc.path.replace(VALUE, safe), told)


def arguments(value: str) -> list[int | float | str]:
    """What a cue says, as the arguments of OSC: whole numbers, numbers, words.

    A number is what anybody writes as one: `12`, `-3`, `0.5`. `007` and `12_1` are words.
    """
    return [_argument(word) for word in value.split()]


def _argument(word: str) -> int | float | str:
    if len(word) <= _LONGEST_NUMBER and _WHOLE.fullmatch(word):
        return int(word)
    return float(word) if _DECIMAL.fullmatch(word) else word


def _is_large(said: float | str) -> bool:
    """Whether OSC has no such number: whole ones have 64 bits, others 32."""
    if isinstance(said, str):
        return bool(_WHOLE.fullmatch(said))
    return abs(said) > (_LARGEST if isinstance(said, float) else 2**63 - 1)
