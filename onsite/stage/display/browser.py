"""The display for a browser: the very screen, drawn by a process of its own for each viewer.

Meant for one or two screens. Its address holds a word that nobody guesses; nothing is fetched from
anywhere else.
"""

from __future__ import annotations

import secrets
import shlex
import sys
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from aiohttp import web
from textual_serve.server import Server

from onsite import language
from onsite.language import _
from onsite.stage.listening import listening
from onsite.stage.web.address import addresses

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from onsite.shell import Shell

MOST = 4
"""So many viewers at once: each is a process. For more there is the page that needs none."""
_PAGE = Path(__file__).with_name("page.html")
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_USUAL_SIZE = "16"
"""Of the letters, in pixels; `?fontsize=24` asks for another."""
_FIGURES = 3


def serve(shell: Shell, stage: str, view: str, host: str, port: int) -> int:
    """Serve the display until it is ended; answers the exit code.

    Args:
        shell: names the store and the operator.
        stage: the id of a stage; empty for the only one, or to be asked.
        view: one of `face.VIEWS`.
        host: what this computer is called by the browser; nothing else listens. `localhost` is for
            this one alone, `0.0.0.0` for all of its networks.
        port: 0 for a free one.

    Raises:
        NotPossibleError: the address cannot be had.
    """
    word = secrets.token_urlsafe(12)
    opened, address = listening_at(host, port, word)

    def told() -> None:
        shell.say(_("The display is at {address}").format(address=address), {"address": address})

    server = DisplayServer(_command(shell, stage, view), host, word, told)
    server.run(opened)
    return 0


def listening_at(host: str, port: int, word: str) -> tuple[socket.socket, str]:
    """The open port, which listens at that host alone, and the address for a browser.

    Raises:
        NotPossibleError: it cannot be had.
    """
    # Of several that the name may stand for, the one that every browser tries.
    opened = listening("127.0.0.1" if host == "localhost" else host, port)
    return opened, addresses(host, opened.getsockname()[1], word)[0]


class DisplayServer(Server):
    """The server, with a page of its own, below an address that is not guessed.

    Args:
        command: what draws one display, for a shell.
        host: what this computer is called by the browser.
        word: the first part of every path.
        ready: called once it can be asked.
    """

    def __init__(self, command: str, host: str, word: str, ready: Callable[[], None]) -> None:
        super().__init__(command, host=host, title="Onsite")
        self._word = word
        self._ready = ready
        self._viewers = 0

    def run(self, listening: socket.socket) -> None:
        """Serve until a signal ends it."""
        web.run_app(
            self._make_app(), sock=listening, print=None, access_log=None, shutdown_timeout=2.0
        )

    async def _make_app(self) -> web.Application:
        inside = await super()._make_app()
        outside = web.Application()
        outside.add_subapp(f"/{self._word}/", inside)
        return outside

    async def on_startup(self, app: web.Application) -> None:
        """Say where it is."""
        del app
        self._ready()

    def initialize_logging(self) -> None:
        """Nothing is logged: what a program logs may hold data."""

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page, with what it says in the language in use."""
        asked = request.query.get("fontsize", "")
        said = {
            "language": language.current().replace("_", "-"),
            "lost": _("Cut off: this display comes back by itself."),
            "size": asked if asked.isdecimal() and len(asked) <= _FIGURES else _USUAL_SIZE,
            "title": self.title,
        }
        page = Template(_PAGE.read_text("utf-8"))
        filled = page.substitute({key: escape(text) for key, text in said.items()})
        return web.Response(text=filled, content_type="text/html", headers=_HEADERS)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """One viewer, as long as there are not too many."""
        if self._viewers >= MOST:
            raise web.HTTPServiceUnavailable
        self._viewers += 1
        try:
            return await super().handle_websocket(request)
        finally:
            self._viewers -= 1


def _command(shell: Shell, stage: str, view: str) -> str:
    options = [
        *(("--stage", stage) if stage else ()),
        *("--view", view),
        *(("--data", str(shell.data)) if shell.data is not None else ()),
        *(("--operator", shell.operator) if shell.operator else ()),
    ]
    said = ("--language", language.current())
    return shlex.join([sys.executable, "-m", "onsite", *said, "display", *options])
