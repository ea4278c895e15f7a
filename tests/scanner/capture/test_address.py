from __future__ import annotations

import socket
import threading

import pytest

from onsite.scanner.capture import CameraTrouble, Newest, Trouble, address, source_of
from onsite.scanner.capture.filming import MOST_STUCK
from tests.scanner.capture.servers import GREYS, HttpCamera, RtspCamera, running
from tests.scanner.capture.watching import greys, seen_through

BOTH = pytest.mark.parametrize("kind", [HttpCamera, RtspCamera])


@pytest.fixture
def patience(monkeypatch):
    monkeypatch.setattr(address, "SILENT_AFTER_S", 0.4)
    monkeypatch.setattr(address, "OPENS_WITHIN_S", 0.6)
    monkeypatch.setattr(address, "_ASKED_WITHIN_S", 0.2)


@BOTH
def test_the_frames_come_until_the_other_side_closes(kind):
    with running(kind(frames=6, closes=True)) as camera:
        assert list(greys(source_of(camera.url).open())) == list(GREYS) * 2


@BOTH
def test_one_that_goes_silent_hangs_and_its_thread_is_free(kind, patience, capfd):
    with running(kind(frames=6)) as camera, pytest.raises(CameraTrouble) as told:
        list(greys(source_of(camera.url).open()))
    assert told.value.kind is Trouble.HANGING
    assert capfd.readouterr() == ("", "")


@BOTH
def test_one_that_takes_the_call_and_says_nothing_hangs(kind, patience, capfd):
    with running(kind(mute=True)) as camera, pytest.raises(CameraTrouble) as told:
        source_of(camera.url).open()
    assert told.value.kind is Trouble.HANGING
    assert capfd.readouterr() == ("", "")


@BOTH
@pytest.mark.parametrize(
    ("status", "kind_of_trouble", "said"),
    [
        (401, Trouble.DENIED, "Put name and password into the address"),
        (403, Trouble.DENIED, "Put name and password into the address"),
        (404, Trouble.GONE, r"There is no picture at .*/door \(it answers 404\)"),
    ],
)
def test_one_that_refuses_is_told_by_its_reason(kind, status, kind_of_trouble, said):
    with running(kind(status=status)) as camera, pytest.raises(CameraTrouble, match=said) as told:
        source_of(camera.url).open()
    assert told.value.kind is kind_of_trouble


@BOTH
@pytest.mark.parametrize(
    "answer", [b"", b"\r\n", b"HTTP/1.1", b"SSH-2.0-door\r\n", b"HTTP/1.0 ok\r\n"]
)
def test_whoever_answers_something_else_is_told_as_no_camera(kind, answer, capfd):
    with running(kind(instead=answer)) as camera, pytest.raises(CameraTrouble) as told:
        source_of(camera.url).open()
    assert (told.value.kind, told.value.advice[:17]) == (Trouble.GONE, "Check the address")
    assert capfd.readouterr() == ("", "")


def test_a_page_is_not_a_picture():
    with (
        running(HttpCamera(body=b"<html>")) as camera,
        pytest.raises(CameraTrouble, match="is not a picture") as told,
    ):
        source_of(camera.url).open()
    assert told.value.kind is Trouble.UNREADABLE


@pytest.mark.parametrize("scheme", ["http", "https", "rtsp"])
def test_where_nobody_listens_nobody_answers(scheme, capfd):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(CameraTrouble) as told:
        source_of(f"{scheme}://lead:secret@127.0.0.1:{port}/door").open()
    assert told.value.kind is Trouble.GONE
    assert str(told.value) == (
        f"Nobody answers at 127.0.0.1:{port}/door. "
        "Check the address, and that the camera and this laptop are in the same network."
    )
    assert capfd.readouterr() == ("", "")


@BOTH
def test_a_camera_that_comes_and_goes_is_watched_again_and_again(kind, patience):
    before = threading.active_count()
    with running(kind(frames=8, closes=True)) as camera:
        for _try in range(5):
            newest = Newest(source_of(camera.url))
            assert newest.latest(10).picture.shape == (64, 64)
            with pytest.raises(CameraTrouble) as told:
                seen_through(newest)
            assert told.value.kind is Trouble.ENDED
            newest.close()
        assert camera.calls == 5
    assert threading.active_count() <= before + MOST_STUCK


def test_more_comes_than_is_looked_at_and_only_the_newest_is_given():
    with running(HttpCamera()) as camera:
        newest = Newest(source_of(camera.url))
        looked_at = 0
        while newest.grabbed < 30:
            at = newest.latest(10).at
            looked_at += 1
            threading.Event().wait(0.1)
        assert newest.dropped > looked_at
        assert newest.latest(10).at > at
        newest.close()
