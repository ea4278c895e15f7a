from __future__ import annotations

import json

import pytest

from onsite.scanner.capture import Device, devices, words
from onsite.scanner.capture.trying import Tried, tried, untried
from onsite.scanner.commands import in_words
from tests.scanner.capture.test_webcam import DOOR, Capture, Desk, picture

OBS = Device("OBS Virtual Camera", 8, "/dev/video8", "camera:OBS Virtual Camera")


def test_the_cameras_in_words():
    listed = in_words(
        [Tried(DOOR, None, 1280, 720, 15), Tried(OBS, words.busy(OBS.name)), Tried(DOOR)]
    )
    assert listed == (
        "3 cameras are here.\n"
        "\n"
        "+ HD Webcam\n"
        "    gives 1280 × 720, 15 pictures a second\n"
        "    onsite desk --camera 046d:0825:1-2-1.0\n"
        "\n"
        "x OBS Virtual Camera\n"
        "    Another program uses OBS Virtual Camera. "
        "Close it: a video call, a browser tab, or another Onsite.\n"
        '    onsite desk --camera "camera:OBS Virtual Camera"\n'
        "\n"
        "+ HD Webcam\n"
        "    can be used, as far as is known without switching it on\n"
        "    onsite desk --camera 046d:0825:1-2-1.0"
    )


def test_one_that_gives_pictures_is_tried_for_a_second():
    capture = Capture([picture(40)] * 400, every=0.01)
    found = tried(DOOR, Desk(captures={0: capture}))
    assert (found.device, found.trouble, found.width, found.height) == (DOOR, None, 8, 8)
    assert 5 < found.rate <= 110


def test_one_that_cannot_be_used_tells_why():
    trouble = words.busy("HD Webcam")
    assert tried(DOOR, Desk(trouble=trouble)) == Tried(DOOR, trouble)
    assert untried(DOOR, Desk(trouble=trouble)) == Tried(DOOR, trouble)
    assert untried(DOOR, Desk()) == Tried(DOOR)


@pytest.mark.skipif(bool(devices()), reason="NOT TESTED: this computer has a camera")
def test_where_there_is_none_it_tells_how_to_come_to_one(run):
    code, out, err = run("cameras")
    assert (code, err) == (1, "")
    assert out.startswith("There is no camera here.\n\nPlug in a webcam")
    assert "onsite desk --camera rtsp://camera/path" in out
    assert max(len(line) for line in out.splitlines()) < 80


@pytest.mark.skipif(bool(devices()), reason="NOT TESTED: this computer has a camera")
def test_scripts_get_one_object(run):
    code, out, _err = run("cameras", "--json", "--untried")
    assert (code, json.loads(out)) == (1, {"cameras": []})
