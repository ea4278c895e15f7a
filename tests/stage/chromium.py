"""A headless Chromium that is told what to do through its own debugging port.

    async with Chromium() as browser:
        page = await browser.open("http://localhost:8050/")
        await page.until("document.title === 'Onsite'")
        picture = await page.picture()

Skips the test where there is no Chromium.
"""

from __future__ import annotations

import asyncio
import base64
import io
import itertools
import json
import shutil
import tempfile
from contextlib import suppress
from typing import Any, Self

import aiohttp
import pytest
from PIL import Image

PATIENCE_S = 30.0
_NAMES = ("chromium", "chromium-browser", "google-chrome")


class Chromium:
    """A browser with a folder of its own, which is removed at the end."""

    def __init__(self, width: int = 1000, height: int = 600) -> None:
        program = next(filter(None, map(shutil.which, _NAMES)), None)
        if program is None:
            pytest.skip("there is no Chromium")
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._command = (
            *(program, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
            *("--no-first-run", "--disable-background-networking", "--mute-audio"),
            *(f"--window-size={width},{height}", "--remote-debugging-port=0"),
            *(f"--user-data-dir={self._folder.name}", "about:blank"),
        )
        self._size = {"width": width, "height": height}

    async def __aenter__(self) -> Self:
        quiet = asyncio.subprocess.DEVNULL
        self._program = await asyncio.create_subprocess_exec(
            *self._command, stdout=quiet, stderr=asyncio.subprocess.PIPE
        )
        said = await asyncio.wait_for(self._listening(), PATIENCE_S)
        self._at = said.removeprefix("ws://").partition("/")[0]
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._session.close()
        with suppress(ProcessLookupError):
            self._program.terminate()
        await asyncio.wait_for(self._program.wait(), PATIENCE_S)
        self._folder.cleanup()

    async def open(self, address: str) -> Page:
        """A new page, at that address."""
        async with self._session.put(f"http://{self._at}/json/new?about:blank") as told:
            target = json.loads(await told.text())
        socket = await self._session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0)
        page = Page(socket)
        await page.ask("Page.enable")
        metrics = {**self._size, "deviceScaleFactor": 1, "mobile": False}
        await page.ask("Emulation.setDeviceMetricsOverride", **metrics)
        await page.ask("Page.navigate", url=address)
        return page

    async def _listening(self) -> str:
        assert self._program.stderr is not None
        while line := await self._program.stderr.readline():
            if b"DevTools listening on " in line:
                return line.decode().split()[-1]
        raise AssertionError("Chromium has ended")


class Page:
    """A page of it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)

    async def ask(self, method: str, **given: Any) -> dict[str, Any]:
        """What the browser answers to a command of its debugging protocol."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": given})
        while True:
            told = await asyncio.wait_for(self._socket.receive_json(), PATIENCE_S)
            if told.get("id") == number:
                assert "error" not in told, told
                return told["result"]

    async def evaluate(self, expression: str) -> Any:
        """The value of JavaScript; a promise is waited for."""
        told = await self.ask(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    async def until(self, expression: str) -> Any:
        """Look until the JavaScript is true; answers its value."""
        for _look in range(int(PATIENCE_S / 0.05)):
            if value := await self.evaluate(expression):
                return value
            await asyncio.sleep(0.05)
        raise AssertionError(f"never true: {expression}")

    async def press(self, key: str, text: str = "") -> None:
        """Press a key, which types the text."""
        number = {"windowsVirtualKeyCode": ord(text.upper())} if text else {}
        for kind in ("keyDown", "keyUp"):
            more = {"text": text} if text and kind == "keyDown" else {}
            await self.ask("Input.dispatchKeyEvent", type=kind, key=key, **number, **more)

    async def picture(self) -> Image.Image:
        """What is to be seen."""
        told = await self.ask("Page.captureScreenshot", format="png")
        return Image.open(io.BytesIO(base64.b64decode(told["data"])))
