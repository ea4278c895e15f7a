"""What the server answers: the page, its texts, the time, and what a viewer counts from.

Only below the word of the address, only to GET, and nothing is looked up by a path of a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from onsite.bundled import bundled
from onsite.stage.web import telling
from onsite.stage.web.address import is_word, split

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, MutableMapping
    from pathlib import Path
    from typing import Any

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from onsite.stage.web.feed import Feed

FOLDER = "assets/web"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_VIEWS = ("", "speaker", "backstage")
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "worker-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), screen-wake-lock=(self)",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow",
}
"""Of every answer."""


def application(feed: Feed, word: str) -> ASGIApp:
    """What is served.

    Args:
        feed: what viewers are told.
        word: the first part of every path; see `address.word`.
    """
    inside = Starlette(routes=_routes(feed))
    inside.router.redirect_slashes = False
    return _Gate(inside, word)


def _routes(feed: Feed) -> list[Route]:
    files = {path.name: _file(path) for path in sorted(bundled(FOLDER).iterdir())}
    page = files.pop("index.html")

    async def about(_request: Request) -> Response:
        return JSONResponse(telling.about(feed.read.event, feed.read.stages))

    async def time(_request: Request) -> Response:
        return JSONResponse({"now_ms": feed.now_ms()})

    async def events(request: Request) -> Response:
        asked = dict.fromkeys(request.query_params.getlist("stage"))
        stages = [stage for stage in asked if stage in feed.read.stages]
        return _Events(feed, stages) if stages else PlainTextResponse("", 404)

    return [
        *(Route(f"/{view}", _given(page)) for view in _VIEWS),
        *(Route(f"/{name}", _given(file)) for name, file in files.items()),
        Route("/about", about),
        Route("/time", time),
        Route("/events", events),
    ]


class _Events(StreamingResponse):
    """Server-sent events to one browser; each has all that is counted from, its id is the stage."""

    def __init__(self, feed: Feed, stages: list[str]) -> None:
        super().__init__(_events(feed, stages), media_type="text/event-stream")
        self._feed, self._stages = feed, stages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer until the viewer goes, or is let go."""
        with self._feed.viewing(*self._stages):
            await super().__call__(scope, receive, send)


async def _events(feed: Feed, stages: list[str]) -> AsyncIterator[bytes]:
    async for told in feed.lines(*stages):
        if told is None:
            yield b"event: beat\ndata:\n\n"
        else:
            stage, line = told
            yield f"data: {line}\nid: {stage}\n\n".encode()


def _file(path: Path) -> tuple[bytes, str]:
    return path.read_bytes(), _TYPES.get(path.suffix, "application/octet-stream")


def _given(file: tuple[bytes, str]) -> Any:
    async def answer(_request: Request) -> Response:
        content, kind = file
        return Response(content, media_type=kind)

    return answer


class _Gate:
    """Lets in who knows the word, and only to look.

    Args:
        inside: what is behind it.
        word: the first part of every path.
    """

    def __init__(self, inside: ASGIApp, word: str) -> None:
        self._inside = inside
        self._word = word
        self._gone = telling.gone()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return
        send = _with_headers(send)
        given, rest = split(scope["path"])
        if not is_word(given, self._word):
            await HTMLResponse(self._gone, 404)(scope, receive, send)
        elif scope["method"] != "GET":
            await PlainTextResponse("", 405, {"allow": "GET"})(scope, receive, send)
        elif _has_body(scope):
            await PlainTextResponse("", 400, {"connection": "close"})(scope, receive, send)
        elif "/" not in scope["path"][1:]:
            away = Response(None, 308, {"location": f"/{self._word}/"})
            await away(scope, receive, send)
        else:
            inside = {**scope, "path": f"/{rest}", "raw_path": b"", "root_path": ""}
            await self._inside(inside, receive, send)


def _has_body(scope: MutableMapping[str, Any]) -> bool:
    headers = dict(scope["headers"])
    return b"transfer-encoding" in headers or headers.get(b"content-length", b"0") != b"0"


def _with_headers(send: Send) -> Send:
    added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = [pair for pair in message.get("headers", []) if pair[0].decode() not in HEADERS]
            message["headers"] = [*own, *added]
        await send(message)

    return sent
