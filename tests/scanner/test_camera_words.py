"""The texts of the camera's screen and of its page of hand scanners."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.scanner import hand_words, screen_words
from onsite.scanner.camera import Sighting
from onsite.scanner.hand.advice import About, Advice
from onsite.scanner.hand.ports import Port
from onsite.scanner.settings import HandSettings, ScannerSettings
from tests.conftest import START

TWO_MS = tuple(10 + at * 0.002 for at in range(7))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("rtsp://door:secret@10.0.0.7/1", "rtsp://door:•••@10.0.0.7/1"),
        ("rtsp://door:se:cr@t@10.0.0.7/1", "rtsp://door:•••@10.0.0.7/1"),
        ("http://10.0.0.7:8080/video", "http://10.0.0.7:8080/video"),
        ("/media/a:b@c/film.mp4", "/media/a:b@c/film.mp4"),
    ],
)
def test_a_password_is_not_shown(source, shown):
    assert screen_words.without_password(source) == shown


@pytest.mark.parametrize(
    ("chosen", "cells"),
    [
        ("rtsp://a:b@10.0.0.7/1", ("●", "rtsp://a:•••@10.0.0.7/1", "address")),
        ("/home/desk/phones.mp4", ("●", "phones.mp4", "file")),
        ("046d:0825", ("●", "046d:0825", "not plugged in")),
        ("/dev/video2", ("●", "/dev/video2", "not plugged in")),
    ],
)
def test_what_was_chosen_and_is_no_camera_here_is_listed(chosen, cells):
    first, last = screen_words.camera_lines((), ScannerSettings(camera=chosen))

    assert first.cells == cells
    assert last.cells == ("○", "No camera", "")


@pytest.mark.parametrize(
    ("text", "looked_for"),
    [
        ("JANE001", "as it stands"),
        (" JANE001\r", "JANE001"),
        ("https://x.org/t?code=J1", "J1 · as it stands"),
        ("\x1d", "nothing: it is no code"),
    ],
)
def test_what_is_looked_for(text, looked_for):
    assert screen_words.reading_line(Sighting(text, START), UTC).cells[2] == looked_for


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_every_system_has_its_own_way_to_allow_a_camera(system):
    said = str(screen_words.teaching(system, remote=True))

    ways = {"linux": "usermod", "darwin": "System Settings", "win32": "let desktop apps"}
    assert [way for way in ways.values() if way in said] == [ways[system]]
    assert "computer that you are logged in to" in said


@given(st.text(max_size=20))
def test_signs_that_no_key_types_can_be_written_and_are_meant_again(text):
    written = hand_words.written(text)

    assert hand_words.meant(written) == text
    assert not any(sign < " " for sign in written)


TRIED = [
    (
        HandSettings(),
        "JANE001",
        TWO_MS,
        ["✓ 6 keys, each within 2 ms of the one before", "Looked for on the list: JANE001"],
    ),
    (
        HandSettings(prefix="§", fast_ms=1),
        "§JANE001",
        TWO_MS,
        [
            "▲ 6 keys, each within 2 ms of the one before: typed, or slower than is set above",
            "Looked for on the list: JANE001",
        ],
    ),
    (HandSettings(layout="de"), "HSßYZ", (), ["Looked for on the list: HS-ZY"]),
    (
        HandSettings(prefix="§"),
        "JANE001",
        (),
        ["Looked for on the list: nothing, scan again", f"▲ {Advice(About.LOST)}"],
    ),
]


@pytest.mark.parametrize(("hand", "text", "times", "said"), TRIED)
def test_a_scan_is_told_with_what_is_made_of_it(hand, text, times, said):
    told = str(hand_words.scanned(text, times, hand)).splitlines()

    assert told == [f"Arrived: “{text}”", *said]


def test_a_port_that_was_chosen_stays_among_the_choices():
    honeywell = Port("0c2e:0b61:18", "/dev/ttyACM0", "Honeywell")

    assert hand_words.port_choices([honeywell], "") == [
        ("none", ""),
        ("Honeywell – /dev/ttyACM0", "0c2e:0b61:18"),
    ]
    assert hand_words.port_choices([], "0c2e:0b61:18")[-1] == (
        "0c2e:0b61:18: not plugged in",
        "0c2e:0b61:18",
    )


def test_unusual_choices_stay_among_the_choices():
    assert (12_345 in dict(hand_words.baud_choices(12_345)).values()) is True
    assert hand_words.layout_choices("de>us")[-1] == ("de>us", "de>us")
    assert hand_words.layout_choices("")[0] == ("find it out", "")
