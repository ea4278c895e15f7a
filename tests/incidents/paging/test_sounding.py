"""How a ring sounds: by a program of the computer, which cannot write on the screen."""

from __future__ import annotations

import asyncio
import sys

from onsite.incidents.paging import alarm
from onsite.incidents.paging.alarm import Sounding, played

NOISY = (sys.executable, "-S", "-c", "import os; os.write(1, b'!'); os.write(2, b'!')")


async def test_what_plays_writes_nowhere(capfd):
    assert await played(*NOISY)
    assert capfd.readouterr() == ("", "")
    assert not await played(sys.executable, "-S", "-c", "raise SystemExit(3)")
    assert not await played("no-such-player")


async def test_where_nothing_can_play_the_bell_rings(monkeypatch):
    rung = []
    monkeypatch.setattr(alarm, "player", lambda _file: None)
    await Sounding(lambda: rung.append("bell")).sound("alarm")
    monkeypatch.setattr(alarm, "player", lambda _file: ("no-such-player",))
    sounding = Sounding(lambda: rung.append("bell again"))
    await sounding.sound("step")
    for _turn in range(100):
        await asyncio.sleep(0.01)
        if len(rung) > 1:
            break
    assert rung == ["bell", "bell again"]


async def test_who_wants_no_sound_hears_none_until_they_do_again(monkeypatch):
    rung, wanted = [], False
    monkeypatch.setattr(alarm, "player", lambda _file: None)
    sounding = Sounding(lambda: rung.append("bell"), lambda: wanted)
    await sounding.sound("alarm")
    assert rung == []
    wanted = True
    await sounding.sound("alarm")
    assert rung == ["bell"]
