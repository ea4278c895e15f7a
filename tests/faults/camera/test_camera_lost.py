"""Cameras that hang, close, go and come back, before the real pipeline."""

from __future__ import annotations

import os
import threading
from dataclasses import replace

import cv2
import pytest

from onsite.scanner.camera import Playing
from onsite.scanner.capture import HANGS_AFTER_S, Trouble, source_of
from onsite.scanner.capture.webcam import Webcam
from tests.faults.camera.hall import RATE, Door, Rtsp, Watched, Writer, hall, jpeg
from tests.scanner.capture.servers import running
from tests.scanner.capture.test_webcam import DOOR, Capture, Desk

TOLD_WITHIN_S = 3.0


def test_a_camera_that_hangs_is_told_and_is_found_again():
    with running(Door("HS-1")) as door, Watched(source_of(door.url)) as watched:
        watched.sees("HS-1")

        door.goes_on.clear()
        lost = watched.becomes(Playing.RETRYING)
        assert (lost.trouble, watched.camera.view()) == (Trouble.HANGING, None)

        door.picture = jpeg("HS-2")
        door.goes_on.set()
        watched.becomes(Playing.PLAYING)
        watched.sees("HS-2")
        assert watched.camera.view() is not None
    assert HANGS_AFTER_S < TOLD_WITHIN_S


def test_a_camera_that_closes_the_line_is_called_again():
    with running(Door("HS-1")) as door, Watched(source_of(door.url)) as watched:
        watched.sees("HS-1")

        for _time in range(3):
            door.hangs_up.set()
            assert watched.becomes(Playing.RETRYING).trouble is Trouble.ENDED
            watched.becomes(Playing.PLAYING)
        assert watched.texts() == []  # the same code, still there


def test_a_camera_that_is_not_there_yet_is_waited_for():
    with running(Door("HS-1")) as door:
        url = door.url
    with Watched(source_of(url)) as watched:
        assert watched.becomes(Playing.RETRYING).trouble is Trouble.GONE
        with running(Door("HS-1", port=door.port)):
            watched.sees("HS-1")


def test_what_comes_and_goes_leaves_no_thread_behind():
    with running(Door("HS-1")) as door:
        ours = ("onsite-camera", "onsite-capture", "onsite-second-look")
        with Watched(source_of(door.url)) as watched:
            watched.sees("HS-1")
            for _time in range(5):
                door.hangs_up.set()
                watched.becomes(Playing.PLAYING)
            names = [each.name for each in threading.enumerate() if each.name in ours]
            assert sorted(names) == sorted(ours)


def plugged_in(text: str, many: int) -> Capture:
    picture = cv2.cvtColor(hall(text), cv2.COLOR_GRAY2BGR)
    return Capture([picture] * many, every=1 / RATE)


def test_a_webcam_is_found_again_under_another_number():
    before, after = replace(DOOR, index=0), replace(DOOR, index=5, path="/dev/video5")
    computer = Desk([before], captures={0: plugged_in("HS-1", 9), 5: plugged_in("HS-2", 900)})

    with Watched(Webcam(DOOR.id, computer)) as watched:
        watched.sees("HS-1")
        computer.there = []
        assert watched.becomes(Playing.RETRYING).trouble is Trouble.GONE

        computer.there = [after]
        watched.becomes(Playing.PLAYING)
        watched.sees("HS-2")
    assert computer.captures[0].released


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="NOT TESTED: no FIFOs here")
def test_a_pipe_whose_writer_dies_is_read_again_when_another_comes(tmp_path):
    os.mkfifo(tmp_path / "door")
    with Watched(source_of(str(tmp_path / "door"))) as watched:
        first = Writer(tmp_path / "door", "HS-1")
        watched.sees("HS-1")
        first.end()
        assert watched.becomes(Playing.RETRYING).trouble is Trouble.ENDED

        second = Writer(tmp_path / "door", "HS-2")
        watched.sees("HS-2")
        second.end()


def test_a_camera_that_speaks_rtsp_is_read():
    with running(Rtsp("HS-1")) as camera, Watched(source_of(camera.url)) as watched:
        watched.sees("HS-1")


def test_stopping_while_it_hangs_does_not_wait_for_it():
    with running(Door("HS-1")) as door, Watched(source_of(door.url)) as watched:
        watched.sees("HS-1")
        door.goes_on.clear()

        watched.camera.stop()

        assert watched.desk.heard()[-1].playing is Playing.STOPPED
