"""A newcomer opens the demo and checks people in, in a real terminal with real keys."""

from __future__ import annotations

import re
from pathlib import Path

WELCOME = "█▄▀▄█ █▀▀  █    █    █  █ █ ▀ █ █▀▀"
"""A line of the banner's word."""


def test_the_first_guest_comes_in_by_camera(terminal):
    window = terminal("demo")

    screen = window.wait_for(WELCOME, "Come in")

    assert "Harbour Summit" in screen
    assert "DEMO" in screen


def test_names_are_typed_scans_are_scanned_and_an_admission_is_taken_back(terminal, tmp_path):
    window = terminal("demo", "--camera", "none")
    window.wait_for("Scan a ticket, or type a name", "Last scans", "of 703")

    window.type("lukas mull")
    window.wait_for("Lukas Müller")
    window.press("Enter")
    window.wait_for(WELCOME, "Come in", "Lukas Müller")

    window.scan("NO-SUCH-CODE-7")
    window.wait_for("Not on the list", "Search by name", "problem desk")

    window.press("F8")
    window.wait_for("Lukas Müller", "reason")
    window.type("the wrong Lukas")
    window.press("Enter")
    window.wait_for("was taken back: the wrong Lukas.")

    window.press("C-q")
    said = window.wait_for("[ended 0]").replace("\n", "")
    place = re.search(r"temporary store in (\S+);", said)
    assert place is not None, said
    assert "it has been removed" in said
    assert not Path(place.group(1)).exists()


def test_it_fits_and_shows_more_where_there_is_room(terminal):
    window = terminal("demo", width=120, height=40)

    screen = window.wait_for(WELCOME, "Camera")

    assert max(len(line) for line in screen.splitlines()) <= 120
