"""A volunteer trains: guests of all kinds, with the keys that the screen names and no others."""

from __future__ import annotations

import json
import re
import time

from tests.journeys.tmux import PATIENCE_S

GUESTS = 12
"""Of the hour, that has 200: every kind is among the first dozen."""
_NEWEST = re.compile(r"Last scans\n \d\d:\d\d (\S) +(.+?)  ")
_NUMBERED = r"Alt\+(\d) {name} "


def test_an_hour_of_guests_is_served_with_the_keys_of_the_screen(terminal, tmp_path):
    window = terminal("train", "--hour", "--seed", "7", "--arrivals", str(GUESTS), "--json")
    window.wait_for("TRAINING", "Guest 1/", "F2 Scan", "F3 Go in", "F12 Problem desk")

    for number in range(1, GUESTS + 1):
        serve(window, window.wait_for(f"Guest {number}/{GUESTS}", "Shows"))
    window.wait_for("The training is over.", f"{GUESTS} guests served", "0 wrong decisions")

    window.press("C-q")
    said = window.wait_for("[ended 0]").partition("[ended")[0].replace("\n", "")
    score = json.loads(said[said.index("{") :])
    assert (score["served"], score["wrong"], score["seed"]) == (GUESTS, [], 7)
    assert not (tmp_path / "data").exists()


def serve(window, screen: str) -> None:
    """What a volunteer does who reads the screen."""
    says = " ".join(" ".join(screen[: screen.index("Shows")].splitlines()[2:]).split())
    name = says.partition(":")[0].strip()
    if "My name is" in says:
        let_in(window, name, name)
    elif printed := re.search(r"it says (\S+)\.”", says):
        scanned(window, screen)
        let_in(window, printed[1], name)
    elif party := re.search(r"on one booking: (.+)\.”", says):
        scanned(window, screen)
        for other in party[1].split(", ")[1:]:
            pick(window, other)
    elif scanned(window, screen) == "?":
        pick(window, name)
    elif newest(window)[0] != "✓":
        window.press("F12")
        return
    window.press("F3")


def scanned(window, screen: str) -> str:
    """Scan what the guest shows; answers the sign of the verdict."""
    before = newest(window)
    code = re.search(r"Shows ▦ (\S+)", screen)[1]
    window.press("F2")
    return until(window, lambda now: now != before, code)[0]


def let_in(window, text: str, name: str) -> None:
    window.type(text)
    window.wait_for(f"❯ {text}")
    window.press("Enter")
    until(window, lambda now: now == ("✓", name), name)


def pick(window, name: str) -> None:
    numbered = re.search(_NUMBERED.format(name=re.escape(name)), window.wait_for(name, "Alt+1"))
    window.press(f"M-{numbered[1]}")
    until(window, lambda now: now == ("✓", name), name)


def newest(window) -> tuple[str, str]:
    """Sign and name of the newest of the last scans."""
    found = _NEWEST.search(window.screen())
    return (found[1], found[2]) if found else ("", "")


def until(window, is_so, about: str) -> tuple[str, str]:
    give_up = time.monotonic() + PATIENCE_S
    while not is_so(now := newest(window)):
        assert time.monotonic() < give_up, f"{about}, {now}:\n{window.screen()}"
        time.sleep(0.1)
    return now
