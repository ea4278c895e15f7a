"""Callers who mean no good."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from urllib.parse import urlsplit

import aiohttp
import pytest

from onsite.stage.web import telling
from onsite.stage.web.application import HEADERS
from onsite.stage.web.guard import GuardedProtocol, Limits
from tests.stage.web.conftest import within


class Impatient(GuardedProtocol):
    """As the server is, but for its patience."""

    limits = Limits(most=6, of_a_host=5, strangers=3, head_s=0.3, slow_s=0.3, unanswered_ms=2_000)


async def raw(at: str, *sent: bytes, pause_s: float = 0.0) -> bytes:
    """All that is answered to these bytes until the other side ends it."""
    found = urlsplit(at)
    reader, writer = await asyncio.open_connection(found.hostname, found.port)
    try:
        for part in sent:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause_s)
        return await asyncio.wait_for(reader.read(), 10)
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def dripped(writer, drip) -> None:
    for byte in drip:
        writer.write(byte)
        await writer.drain()
        await asyncio.sleep(0.02)


def request(path: str, method: str = "GET", more: str = "") -> bytes:
    return f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{more}\r\n".encode()


async def test_who_does_not_know_the_word_learns_nothing(hall):
    async with within(hall.site) as (_feed, at):
        own = urlsplit(at).path.strip("/")
        other = ("A" if own[0] != "A" else "B") + own[1:]
        paths = ("", "index.html", f"{other}/", own[:-1] + "/", own.lower() + "/", f"{own}x/time")
        more = ("page.css", f"x/{own}/", f"/{own}/", "..", "%2e%2e/", f"?{own}", "robots.txt")
        answers = {
            (await raw(at, request(f"/{path}", method))).split(b"\r\n\r\n")[1]
            for path in (*paths, *more)
            for method in ("GET", "POST", "OPTIONS")
        }
        # All are told the same, and nothing of what is served there.
        (said,) = answers - {b""}
        assert said.decode() == telling.gone()
        assert said.count(b"<h1") == 3
        assert b"no longer good. Ask the timekeeper" in said
        assert not [each for each in ("Summit", "Main stage", own) if each in said.decode()]
        told = await raw(at, request(f"/{other}/events?stage=main"))
        assert told.startswith(b"HTTP/1.1 404 ")
        assert b"server:" not in told.lower()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE"])
async def test_nothing_but_looking_is_possible(hall, method):
    async with within(hall.site) as (_feed, at):
        told = await raw(at, request(urlsplit(at).path + "time", method))
        assert told.startswith(b"HTTP/1.1 405 ")
        assert b"allow: GET" in told


async def test_a_request_with_a_body_is_refused(hall):
    async with within(hall.site) as (_feed, at):
        path = urlsplit(at).path + "time"
        for more in ("Content-Length: 999999999\r\n", "Transfer-Encoding: chunked\r\n"):
            assert (await raw(at, request(path, more=more))).startswith(b"HTTP/1.1 400 ")


async def test_only_what_the_page_needs_is_there(hall):
    async with within(hall.site) as (_feed, at), aiohttp.ClientSession() as session:
        root = urlsplit(at).path
        for path in (
            "../event.toml",
            "%2e%2e/x",
            "..%2f..%2fetc/passwd",
            "/etc/passwd",
            ".",
            "x",
            "time/",
        ):
            told = await raw(at, request(root + path))
            assert told.startswith(b"HTTP/1.1 404 "), path
        async with session.get(at + "events?stage=nowhere") as told:
            assert told.status == 404
        names = ("", "speaker", "backstage", "page.js", "page.css", "icon.svg", "about", "time")
        for name in names:
            async with session.get(at + name) as told:
                assert told.status == 200
                assert {key: told.headers[key] for key in HEADERS} == HEADERS
        async with session.get(at.rstrip("/"), allow_redirects=False) as told:
            assert (told.status, told.headers["location"]) == (308, root)


def test_the_page_runs_and_loads_nothing_but_its_own_files():
    policy = dict(part.split(" ", 1) for part in HEADERS["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert set(policy.values()) == {"'none'", "'self'"}


async def test_a_huge_head_is_refused(hall):
    async with within(hall.site) as (_feed, at):
        big = "X-Big: " + "a" * 20_000 + "\r\n"
        assert (await raw(at, request("/", more=big))).startswith(b"HTTP/1.1 400 ")
        assert (await raw(at, request("/" + "a" * 20_000))).startswith(b"HTTP/1.1 400 ")
        many = "".join(f"X-{number}: y\r\n" for number in range(3_000))
        assert (await raw(at, request("/", more=many))).startswith(b"HTTP/1.1 400 ")
        assert (await raw(at, b"\x16\x03\x01 no http at all\r\n\r\n")).startswith(b"HTTP/1.1 400 ")


async def test_who_takes_ages_to_ask_is_cut_off(hall):
    async with within(hall.site, protocol=Impatient) as (_feed, at):
        assert await raw(at) == b""
        drip = [bytes([byte]) for byte in b"GET / HTTP/1.1\r\nHost: x\r\nX-A: aaaaaa"]
        assert await raw(at, *drip, pause_s=0.02) == b""
        # And so is one who was answered before.
        found = urlsplit(at)
        reader, writer = await asyncio.open_connection(found.hostname, found.port)
        writer.write(request(found.path + "time").replace(b"Connection: close\r\n", b""))
        assert (await reader.readuntil(b"}")).startswith(b"HTTP/1.1 200 ")
        with pytest.raises(ConnectionError):
            await dripped(writer, drip)
        writer.close()


async def test_a_single_computer_has_so_many_connections(hall):
    async with within(hall.site, protocol=Impatient) as (feed, at), aiohttp.ClientSession() as ask:
        looking = [await ask.get(at + "events?stage=main") for _each in range(5)]
        with pytest.raises(aiohttp.ClientError):
            await ask.get(at + "time")
        assert feed.viewers == 5
        for each in looking:
            each.close()
        await until(lambda: not feed.viewers)
        async with ask.get(at + "time") as told:
            assert told.status == 200
        assert feed.viewers == 0


class Narrow(GuardedProtocol):
    """As the server is, but for its room."""

    limits = Limits(most=6, of_a_host=5, strangers=3)


async def test_who_does_not_know_the_word_keeps_nobody_out(hall):
    async with within(hall.site, protocol=Narrow) as (feed, at), aiohttp.ClientSession() as ask:
        looking = [await ask.get(at + "events?stage=main") for _each in range(2)]
        found = urlsplit(at)
        strangers = [
            await asyncio.open_connection(found.hostname, found.port) for _each in range(12)
        ]
        for _reader, writer in strangers[::2]:
            writer.write(request("/").replace(b"Connection: close\r\n", b""))
        looking.append(await ask.get(at + "events?stage=main"))
        assert [each.status for each in looking] == [200] * 3
        assert feed.viewers == 3
        for each in looking:
            each.close()
        # The oldest made room, and one of the newest still waits.
        with suppress(ConnectionError):
            assert await asyncio.wait_for(strangers[1][0].read(), 10) == b""
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(strangers[-1][0].read(), 0.1)
        for _reader, writer in strangers:
            writer.close()


def test_half_of_all_connections_are_for_others_than_one_computer():
    assert Limits().of_a_host * 2 == Limits().most


async def test_who_reads_nothing_is_cut_off(hall):
    async with within(hall.site, protocol=Impatient) as (feed, at):
        found = urlsplit(at)
        _reader, writer = await asyncio.open_connection(found.hostname, found.port)
        own = writer.get_extra_info("socket")
        own.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        writer.write(request(found.path + "events?stage=main"))
        await writer.drain()
        writer.transport.pause_reading()
        await until(lambda: feed.viewers)
        for number in range(1_000):
            _shout(feed, number)
            await asyncio.sleep(0.005)
            if not feed.viewers:
                break
        assert feed.viewers == 0
        writer.close()


async def until(true) -> None:
    for _look in range(500):
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("never true")


def _shout(feed, number: int) -> None:
    """Something new and large for all viewers, as many changes in a row would be."""
    watched = feed._watched["main"]
    watched.line, watched.number = str(number) * 20_000, watched.number + 1
    feed._changed.set()
    feed._changed = asyncio.Event()
