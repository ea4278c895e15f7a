"""Cameras that are plugged in, on a computer that the tests make: none has to be there."""

from __future__ import annotations

import errno
import os
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from onsite.scanner.capture import CameraTrouble, Device, Trouble, devices, words
from onsite.scanner.capture.devices import find, named
from onsite.scanner.capture.obstacles import on_linux
from onsite.scanner.capture.webcam import ThisComputer, Webcam

DOOR = Device("HD Webcam", 0, "/dev/video0", "046d:0825:1-2-1.0", "1-2-1.0")
HALL = Device("Integrated Camera", 2, "/dev/video2", "04f2:b6d9:SN01", "1-6-1.0")


@dataclass
class Capture:
    """Stands for `cv2.VideoCapture`."""

    pictures: list[Any]
    opened: bool = True
    released: bool = False
    every: float = 0.0

    def isOpened(self):  # noqa: N802 - as OpenCV names it
        return self.opened

    def grab(self):
        time.sleep(self.every)
        self._now = self.pictures.pop(0) if self.pictures else None
        return self._now is not None

    def retrieve(self):
        return self._now is not None, self._now

    def release(self):
        self.released = True


@dataclass
class Desk:
    """A computer with cameras that the test plugs in and out."""

    there: list[Device] = field(default_factory=lambda: [DOOR, HALL])
    trouble: CameraTrouble | None = None
    captures: dict[int, Capture] = field(default_factory=dict)

    def devices(self):
        return self.there

    def obstacle(self, device):
        return self.trouble

    def capture(self, device):
        return self.captures[device.index]


def picture(grey: int):
    return np.full((8, 8, 3), grey, np.uint8)


def trouble_of(action) -> tuple[Trouble, str]:
    with pytest.raises(CameraTrouble) as told:
        action()
    return told.value.kind, told.value.happened


def test_its_frames_come_grey_and_those_not_looked_at_are_not_read():
    jpeg = cv2.imencode(".jpg", picture(200))[1].reshape(1, -1)
    raw = [picture(40), picture(90), jpeg, picture(120)[:, :, 0]]
    stream = Webcam("0", Desk(captures={0: Capture(raw)})).open()

    greys = []
    for _frame in range(4):
        at = stream.grab()
        assert at is not None
        shown = stream.picture()
        greys.append((shown.shape, round(shown.mean())))

    assert greys == [((8, 8), 40), ((8, 8), 90), ((8, 8), 200), ((8, 8), 120)]


@pytest.mark.parametrize("raw", [np.zeros((1, 50), np.uint8), np.zeros((0, 0), np.uint8)])
def test_a_damaged_frame_is_trouble_for_who_looks_at_it(raw):
    stream = Webcam("0", Desk(captures={0: Capture([raw])})).open()
    stream.grab()
    assert trouble_of(stream.picture)[0] is Trouble.UNREADABLE


@pytest.mark.parametrize("key", ["0", "046d:0825:1-2-1.0", "hd webcam", "/dev/video0", "046d:0825"])
def test_it_is_known_by_its_number_its_id_its_name_and_its_path(key):
    webcam = Webcam(key, Desk(captures={0: Capture([])}))
    webcam.open()
    assert webcam.name == "HD Webcam"


def test_plugged_in_again_it_is_found_under_another_number_and_at_another_socket():
    desk = Desk(captures={0: Capture([]), 3: Capture([picture(70)])})
    webcam = Webcam(DOOR.id, desk)
    webcam.open()
    desk.there = [HALL]
    assert trouble_of(webcam.open) == (Trouble.GONE, "HD Webcam is not plugged in.")

    moved = replace(DOOR, index=3, path="/dev/video3", id="046d:0825:1-4-1.0", socket="1-4-1.0")
    desk.there = [HALL, moved]
    stream = webcam.open()

    assert stream.grab() is not None
    assert stream.picture().tolist() == [[70] * 8] * 8


def test_of_two_of_one_kind_none_is_guessed():
    other = replace(DOOR, index=3, path="/dev/video3", id="046d:0825:1-4-1.0")
    assert find("046d:0825:1-9-1.0", [DOOR, other]) is None
    assert find("HD Webcam", [DOOR, other]) is None
    assert find(DOOR.id, [DOOR, other]) is DOOR


def test_a_link_below_dev_is_followed(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "resolve", lambda _link: Path("/dev/video2"))
    assert find("/dev/v4l/by-id/usb-camera", [DOOR, HALL]) is HALL


def test_pulled_out_it_is_gone_and_what_only_stops_hangs():
    for there, kind in (([HALL], Trouble.GONE), ([DOOR], Trouble.HANGING)):
        desk = Desk(captures={0: Capture([])})
        stream = Webcam("0", desk).open()
        desk.there = there
        assert trouble_of(stream.grab)[0] is kind


def test_what_stands_against_it_is_told_before_it_is_opened():
    desk = Desk(trouble=words.busy("HD Webcam"))
    assert trouble_of(Webcam("0", desk).open) == (Trouble.BUSY, "Another program uses HD Webcam.")


def test_one_that_does_not_open_is_let_go():
    capture = Capture([], opened=False)
    told = trouble_of(Webcam("0", Desk(captures={0: capture})).open)
    assert told == (Trouble.BUSY, "HD Webcam cannot be opened.")
    assert capture.released


def test_two_are_the_same_where_their_keys_are():
    assert Webcam("0") == Webcam("0", Desk())
    assert len({Webcam("0"), Webcam("0"), Webcam("1")}) == 2
    assert Webcam("0") != "0"


@dataclass
class Seen:
    """As the library tells of a camera."""

    index: int
    name: str
    path: str | None
    vid: int | None = None
    pid: int | None = None


@pytest.fixture
def sysfs(tmp_path):
    """Cameras as Linux shows them: a USB device, its interface, the camera's file in that."""

    def plug(number: int, socket: str, serial: str = "") -> str:
        interface = tmp_path / "usb" / socket / f"{socket}:1.0"
        interface.mkdir(parents=True, exist_ok=True)
        if serial:
            (interface.parent / "serial").write_text(serial + "\n")
        camera = tmp_path / "class" / f"video{number}"
        camera.mkdir(parents=True)
        (camera / "device").symlink_to(interface)
        return f"/dev/video{number}"

    plug.folder = tmp_path / "class"
    return plug


def test_ids_are_of_the_camera_or_its_socket_and_never_of_its_number(sysfs):
    seen = [
        Seen(4, "Same: Same", sysfs(4, "1-4", "SN01"), 0x046D, 0x0825),
        Seen(2, "Same: Same", sysfs(2, "1-2", "SN01"), 0x046D, 0x0825),
        Seen(0, "Built in", sysfs(0, "1-6", "AB 12/3"), 0x04F2, 0xB6D9),
        Seen(6, "No serial", sysfs(6, "1-9"), 0x1, 0x2),
        Seen(8, "OBS\x07 Virtual", "/dev/video8"),
        Seen(9, "OBS\x07 Virtual", "/dev/video9"),
    ]
    listed = named(seen, sysfs.folder)
    assert [(each.index, each.name, each.id) for each in listed] == [
        (0, "Built in", "04f2:b6d9:AB-12-3"),
        (2, "Same: Same", "046d:0825:1-2-1.0"),
        (4, "Same: Same", "046d:0825:1-4-1.0"),
        (6, "No serial", "0001:0002:1-9-1.0"),
        (8, "OBS Virtual", "camera:OBS Virtual"),
        (9, "OBS Virtual", "camera:OBS Virtual#2"),
    ]


def test_windows_and_macos_have_sockets_of_their_own():
    path = r"\\?\usb#vid_046d&pid_0825&mi_00#7&1b2c&0&0000#{65e8773d}\global"
    seen = [Seen(0, "C270", path, 0x46D, 0x825), Seen(1, "FaceTime", "0x1420000046d0825", 1, 2)]
    assert [each.id for each in named(seen)] == [
        "046d:0825:7&1b2c&0&0000",
        "0001:0002:0x1420000046d0825",
    ]


@pytest.mark.parametrize("number", [None, errno.ENOTTY, errno.EINVAL])
def test_a_camera_that_nobody_uses_has_nothing_against_it(tmp_path, number):
    def ask(_opened, _request, _buffers):
        if number:
            raise OSError(number, os.strerror(number))

    (tmp_path / "video0").touch()
    assert on_linux(replace(DOOR, path=str(tmp_path / "video0")), ask) is None


def test_a_camera_that_another_program_uses_is_busy(tmp_path):
    def ask(_opened, request, buffers):
        assert (request, len(buffers)) == (0xC0145608, 20)
        raise OSError(errno.EBUSY, "Device or resource busy")

    (tmp_path / "video0").touch()
    trouble = on_linux(replace(DOOR, path=str(tmp_path / "video0")), ask)
    assert trouble is not None
    assert trouble.kind is Trouble.BUSY


def test_a_camera_that_is_closed_to_this_user_tells_the_command(tmp_path, monkeypatch):
    def refused(*_arguments):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("onsite.scanner.capture.obstacles.os.open", refused)
    monkeypatch.setattr(Path, "group", lambda _path: "video")
    trouble = on_linux(DOOR)
    assert trouble is not None
    assert (trouble.kind, trouble.happened) == (Trouble.DENIED, "You may not use HD Webcam.")
    assert trouble.advice == 'Run: sudo usermod -aG video "$USER" - then log out and in again.'


def test_a_camera_whose_file_is_gone_was_pulled_out(tmp_path):
    trouble = on_linux(replace(DOOR, path=str(tmp_path / "video0")))
    assert trouble is not None
    assert trouble.kind is Trouble.GONE


def test_this_computer_lists_what_it_has_and_opens_nothing_that_is_not_there(capfd):
    here = ThisComputer()
    assert here.devices() == devices()
    if any(each.index == 87 for each in here.devices()):
        pytest.skip("NOT TESTED: this computer has a camera 87")
    assert not here.capture(Device("none", 87, "/dev/video87", "none")).isOpened()
    assert capfd.readouterr() == ("", "")
