"""A stage with cues, and real targets for them: a web server and a socket of OSC."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from pythonosc.osc_message import OscMessage

from onsite.plan.service import current, publish
from onsite.stage.cues import service
from onsite.stage.cues.agent import CueAgent
from onsite.stage.cues.facts import CueFields
from onsite.stage.cues.reaching import Reach
from onsite.stage.cues.reading import cues
from tests.stage.keeping import PLAN, Keeper


@dataclass
class Targets:
    """What cues reach."""

    port: int = 0
    osc: socket.socket | None = None
    calls: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Method, path, token and body of every call that the web server has heard."""

    @property
    def plan(self) -> str:
        web_at, osc_at = f"http://127.0.0.1:{self.port}", self.osc.getsockname()[1]
        return f"""{PLAN}
[cue_targets.media]
name = "Media"
kind = "http"
address = "{web_at}/clips/{{value}}?now=1"
headers = {{ X-Token = "${{MEDIA_TOKEN}}" }}
body = '{{"say": "{{value}}"}}'
timeout_s = 5

[cue_targets.broken]
name = "Broken"
kind = "http"
address = "{web_at}/broken"

[cue_targets.elsewhere]
name = "Sends on"
kind = "http"
address = "{web_at}/elsewhere"

[cue_targets.hanging]
name = "Hanging"
kind = "http"
address = "{web_at}/hanging"
timeout_s = 0.2

[cue_targets.gone]
name = "Nobody there"
kind = "http"
address = "http://127.0.0.1:9/"

[cue_targets.qlab]
name = "QLab"
kind = "osc"
address = "osc://127.0.0.1:{osc_at}/cue/{{value}}/start"

[cue_targets.desk]
name = "Lighting"
kind = "osc"
address = "osc://127.0.0.1:{osc_at}/exec"

[cue_targets.song]
name = "Song"
kind = "sound"
address = "nowhere/song.wav"
"""

    def heard(self) -> tuple[str, list]:
        """The next message of OSC."""
        message = OscMessage(self.osc.recv(2000))
        return message.address, list(message.params)

    async def answer(self, request: web.Request) -> web.Response:
        if request.path == "/hanging":
            await asyncio.sleep(3)
        if request.path == "/elsewhere":
            raise web.HTTPFound("/clips/never")
        token, body = request.headers.get("X-Token", ""), await request.text()
        self.calls.append((request.method, request.path_qs, token, body))
        return web.Response(status=503 if request.path == "/broken" else 204)


@pytest.fixture
async def targets():
    found = Targets(osc=socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    found.osc.bind(("127.0.0.1", 0))
    found.osc.settimeout(5)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", found.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    server = web.TCPSite(runner, "127.0.0.1", 0)
    await server.start()
    found.port = server._server.sockets[0].getsockname()[1]
    yield found
    await runner.cleanup()
    found.osc.close()


class CueKeeper(Keeper):
    """A timekeeper who gives items cues; `agent` fires them on their laptop."""

    rings = 0

    def ring(self) -> None:
        self.rings += 1

    def cue(self, name: str, target: str = "caller", value: str = "Now", item="talk", **said):
        usual = {"department": "stage", "target": target, "value": value}
        fields = CueFields(**{**usual, **said}, name=name)
        return self.site.write_now(service.add, self.plan, self.press(), "Thandi", item, fields).id

    def on(self, act: str, cue: str, **said):
        found = getattr(service, act)
        return self.site.write_now(found, self.plan, self.press(), "Thandi", cue, **said)

    def take(self) -> str:
        return self.site.write_now(service.take, self.plan, self.press(), "Thandi")

    @property
    def reach(self) -> Reach:
        return Reach(self.site, self.ring, {"MEDIA_TOKEN": "s3cret"})

    def agent(self, **more) -> CueAgent:
        return CueAgent(self.reach, **more)

    def standing(self, name: str):
        known, kept = self.site.read_now(cues, self.stage, self.day), self.kept
        told = known.standings(kept, kept.show(self.now_ms), self.now_ms)
        return next(each for each in told if each.cue.name == name)

    def state(self, name: str) -> str:
        return self.standing(name).state

    def outcome(self, name: str) -> tuple[str, str, str]:
        last = self.standing(name).record.last
        return last.result, last.why, last.detail


@pytest.fixture
def keeper(site, clock) -> CueKeeper:
    found = CueKeeper(site, clock)
    found.program()
    found.at(0)
    return found


@pytest.fixture
def reaching(site, clock, targets) -> CueKeeper:
    """One whose plan has targets."""
    site.write_now(publish, targets.plan, "Maria")
    found = CueKeeper(site, clock)
    assert site.read_now(current).cue_targets
    found.program()
    found.at(0)
    return found
