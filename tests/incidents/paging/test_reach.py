"""Channels as they are: a server of mail, servers of the web, a serial line."""

from __future__ import annotations

import asyncio
import json
import os
import pty
import time
import tty
from itertools import pairwise

import pytest

from onsite.incidents.paging.channels.serial_line import parsed
from onsite.incidents.paging.message import Message
from onsite.incidents.paging.reach import BREATH_S, NICE, Reach
from onsite.plan.reading import read
from tests.incidents.paging.servers import hanging, mail_sink, web

SAID = Message("Incident A-1 · Summit", "Incident A-1: Medical, Hall 2, 走失.")


def plan_of(kind: str, address: str, timeout_s: int = 5):
    return read(f"""
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]

[checkpoints.door]
name = "Door"

[contacts.lin]
name = "Dr. Lin"
phone = "+49 170/1"
email = "lin+on@example.org"
pages = ["way"]

[page_channels.way]
kind = "{kind}"
address = "{address}"
timeout_s = {timeout_s}
""")


async def tell(kind: str, address: str, timeout_s: int = 5, **environment: str) -> str:
    reach = Reach({**os.environ, **environment})
    return await reach.tell(plan_of(kind, address, timeout_s), "lin", "way", SAID, "page-1")


async def test_a_mail_is_handed_to_a_server_of_mail():
    with mail_sink() as server:
        port = server.server_address[1]
        address = f"mailto://127.0.0.1:{port}?from=onsite@example.org&to={{email}}&mode=insecure"
        assert await tell("apprise", address) == ""
    (mail,) = server.mails
    assert mail["to"] == ["lin+on@example.org"]
    assert "Incident A-1" in mail["text"]


async def test_the_web_is_told_once_with_the_number_and_the_secret_of_this_laptop():
    with web() as server:
        address = f"http://127.0.0.1:{server.server_address[1]}/sms/{{phone}}?key=${{KEY}}"
        assert await tell("webhook", address, KEY="s3") == ""
        assert await tell("webhook", address) == "no_secret KEY"
    ((path, body),) = server.taken
    assert path == "/sms/%2B49%20170%2F1?key=s3"
    assert json.loads(body) == {
        "title": SAID.title,
        "text": SAID.text,
        "person": "Dr. Lin",
        "page": "page-1",
    }


async def test_what_does_not_take_it_says_why():
    with web(503) as server:
        port = server.server_address[1]
        assert await tell("webhook", f"http://127.0.0.1:{port}/") == "http_status 503"
    assert await tell("webhook", f"http://127.0.0.1:{port}/") == "unreachable"
    assert await tell("serial", "/dev/no-such-port") == "no_port SerialException"


async def test_a_server_that_hangs_is_left_when_its_time_is_over():
    with hanging() as port:
        began = time.monotonic()
        assert await tell("webhook", f"http://127.0.0.1:{port}/", 1) == "timeout"
        assert time.monotonic() - began < 6


async def test_a_process_that_hangs_is_killed():
    with hanging() as port:
        reach = Reach(starts_s=-59)
        plan = plan_of("webhook", f"http://127.0.0.1:{port}/", 60)
        assert await reach.tell(plan, "lin", "way", SAID, "page-1") == "timeout"


async def test_many_at_a_server_that_hangs_begin_one_after_the_other_and_step_back(monkeypatch):
    """Ten at once held the screen up for more than half a second."""
    began = []

    async def started(*command, **_given):
        began.append((time.monotonic(), command))
        raise OSError

    monkeypatch.setattr(asyncio, "create_subprocess_exec", started)
    reach, plan = Reach(), plan_of("webhook", "http://127.0.0.1:1/")
    told = await asyncio.gather(*(reach.tell(plan, "lin", "way", SAID, "p") for _each in range(4)))
    assert told == ["not_started OSError"] * 4
    pauses = [later - before for (before, _), (later, _) in pairwise(began)]
    assert min(pauses) >= BREATH_S * 0.9
    assert began[0][1][1:3] == ("-n", str(NICE))


async def test_a_line_is_written_to_a_serial_port():
    here, there = pty.openpty()
    tty.setraw(there)
    try:
        assert await tell("serial", os.ttyname(there)) == ""
        assert os.read(here, 200).decode() == f"{SAID.text}\r\n"
    finally:
        os.close(here)
        os.close(there)


@pytest.mark.parametrize(
    ("says", "why"), [([b"OK", b"> ", b"OK"], ""), ([b"OK", b"ERROR"], "not_taken")]
)
async def test_a_modem_is_told_one_thing_after_the_other(says, why):
    here, there = pty.openpty()
    tty.setraw(there)
    heard = []

    def modem() -> None:
        for each in says:
            heard.append(os.read(here, 400))
            os.write(here, b"\r\n" + each + b"\r\n")

    answering = asyncio.create_task(asyncio.to_thread(modem))
    try:
        sends = "AT%2BCMGF=1%0D&send=AT%2BCMGS=%22{phone}%22%0D&send=%7Btext%7D%1A"
        assert await tell("serial", f"{os.ttyname(there)}?send={sends}") == why
        await answering
    finally:
        os.close(here)
        os.close(there)
    wanted = [b"AT+CMGF=1\r", b'AT+CMGS="+491701"\r', SAID.text.encode() + b"\x1a"]
    assert heard == wanted[: len(says)]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/dev/ttyUSB0", (9600, [b"a b\r\n"])),
        ("/dev/ttyUSB0?baud=115200", (115_200, [b"a b\r\n"])),
        ("COM3?send=%01%31&baud=x", (9600, [b"\x011"])),
        ("COM3?send=AT%7Btext%7D%0D", (9600, [b"ATa b\r"])),
        ("COM3?send=AT%0D&send=%7Btext%7D%1A", (9600, [b"AT\r", b"a b\x1a"])),
    ],
)
def test_what_is_written_to_a_serial_port(address, found):
    assert parsed(address, "a\n b") == found
