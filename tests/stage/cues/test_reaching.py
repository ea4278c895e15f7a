"""What leaves the laptop: secrets in their places, numbers as they were meant, sounds."""

from __future__ import annotations

import asyncio
import os
import socket
from urllib.parse import parse_qsl, urlsplit

import pytest

from onsite.plan.cues import CueTargetPart
from onsite.stage.cues import playing
from onsite.stage.cues.playing import play
from onsite.stage.cues.reaching import arguments, call, send_osc
from onsite.stage.cues.wording import reason


def part(targets, path: str = "/", **more) -> CueTargetPart:
    address = f"http://127.0.0.1:{targets.port}{path}"
    return CueTargetPart(name="A", kind="http", address=address, **more)


async def test_a_secret_stands_in_the_address_and_in_the_body(targets) -> None:
    known = {"T": 'a&b+"c"'}
    told = part(targets, "/go?key=${T}&say={value}", body='{"t": "${T}", "say": "{value}"}')
    assert await call(told, "${T}", known) == ("", "")
    ((method, heard, _token, body),) = targets.calls
    assert (method, body) == ("POST", '{"t": "a&b+\\"c\\"", "say": "${T}"}')
    assert parse_qsl(urlsplit(heard).query) == [("key", known["T"]), ("say", "${T}")]
    for lacking in (part(targets, "/${U}"), part(targets, body="${U}")):
        assert await call(lacking, "", known) == ("no_secret", "U")
    assert len(targets.calls) == 1


async def test_a_secret_with_a_line_end_is_said_in_words(targets) -> None:
    told = part(targets, headers={"X-Token": "Bearer ${T}"})
    outcome = await call(told, "", {"T": "abc\n"})
    assert outcome == ("bad_secret", "T")
    assert reason(*outcome) == "T on that laptop has a line end or the like, and cannot be sent"
    assert not targets.calls


async def test_a_header_says_what_the_cue_says(targets) -> None:
    assert await call(part(targets, headers={"X-Token": "{value}!"}), "LX 12", {}) == ("", "")
    assert targets.calls[0][2] == "LX 12!"


async def test_no_proxy_of_the_environment_comes_between(targets, monkeypatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert await call(part(targets), "", {}) == ("", "")


@pytest.mark.parametrize(
    ("word", "said"),
    [("12", 12), ("-3", -3), ("+5", 5), ("0", 0), ("0.5", 0.5), (".5", 0.5), ("-1.25", -1.25),
     ("12_1", "12_1"), ("007", "007"), ("٣", "٣"), ("nan", "nan"), ("inf", "inf"),
     ("infinity", "infinity"), ("1e3", "1e3"), ("0x10", "0x10"), ("00.5", "00.5"), ("5.", "5.")],
)  # fmt: skip
def test_only_what_anybody_writes_as_a_number_is_one(word, said) -> None:
    (found,) = arguments(word)
    assert (found, type(found)) == (said, type(said))


@pytest.mark.parametrize(
    ("value", "fits"),
    [("9223372036854775807", True), ("9223372036854775808", False), ("9" * 900, False),
     ("9" * 400 + ".5", False), ("1 2 99999999999999999999", False)],
)  # fmt: skip
async def test_a_number_that_osc_does_not_have_is_said_in_words(targets, value, fits) -> None:
    to = f"osc://127.0.0.1:{targets.osc.getsockname()[1]}/a"
    code, detail = await send_osc(CueTargetPart(name="A", kind="osc", address=to), value)
    assert code == ("" if fits else "osc_number")
    if fits:
        assert targets.heard() == ("/a", [int(value)])
        return
    assert detail == value.split()[-1][:200]
    assert reason(code, "9") == "9 is too large a number for OSC"
    targets.osc.settimeout(0)
    with pytest.raises((BlockingIOError, socket.timeout)):
        targets.osc.recv(100)


@pytest.fixture
def player(tmp_path, monkeypatch):
    """A player of sounds that does as it is told."""
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    (tmp_path / "a.wav").write_bytes(b"RIFF")

    def made(script: str):
        file = tmp_path / "onsite-test-player"
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o700)
        monkeypatch.setattr(playing, "PLAYERS", ((file.name,),))
        return tmp_path

    return made


async def test_a_player_that_fails_is_told(player) -> None:
    assert await play("a.wav", player("exit 3"), lambda: None) == ("not_played", "3")
    assert await play("a.wav", player("exit 0"), lambda: None) == ("", "")


async def test_a_file_and_no_player_is_told(player, monkeypatch) -> None:
    data = player("exit 0")
    monkeypatch.setattr(playing, "PLAYERS", ())
    rung = []
    assert await play("a.wav", data, lambda: rung.append(1)) == ("no_player", "")
    assert not rung
    assert await play("ask", data, lambda: rung.append(1)) == ("", "")
    assert rung == [1]


async def test_a_player_that_never_ends_is_stopped(player, monkeypatch) -> None:
    monkeypatch.setattr(playing, "_BEGINS_S", 0.2)
    monkeypatch.setattr(playing, "_LONGEST_S", 0.1)
    data = player('echo $$ > "$(dirname "$1")/pid"; exec sleep 60')
    assert await play("a.wav", data, lambda: None) == ("", "")
    number = int((data / "pid").read_text())
    os.kill(number, 0)
    await asyncio.wait_for(asyncio.gather(*playing._PLAYING), 10)
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
