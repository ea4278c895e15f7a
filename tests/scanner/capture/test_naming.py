from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.errors import BadInputError, OnsiteError
from onsite.scanner.capture import source_of
from onsite.scanner.capture.address import Address
from onsite.scanner.capture.files import Images, Video
from onsite.scanner.capture.webcam import Webcam
from tests.scanner.capture.test_webcam import Desk


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("0", "Webcam 0"),
        ("/dev/video2", "/dev/video2"),
        ("046d:0825", "046d:0825"),
        ("046d:0825:AB12", "046d:0825:AB12"),
        ("camera:OBS Virtual Camera", "OBS Virtual Camera"),
        ("camera:\x1b[31mOBS", "OBS"),
    ],
)
def test_a_camera_is_known_by_its_id_whether_it_is_there_or_not(tmp_path, monkeypatch, text, name):
    monkeypatch.chdir(tmp_path)
    source = source_of(text)
    assert source == Webcam(text)
    assert (source.name, source.live) == (name, True)


@pytest.mark.parametrize("text", ["HD Webcam", "integrated camera"])
def test_a_camera_that_is_there_is_known_by_its_name(text):
    assert source_of(text, computer=Desk()) == Webcam(text)
    with pytest.raises(BadInputError, match="There is no file"):
        source_of(text, computer=Desk(there=[]))


def test_a_file_that_is_called_so_comes_before_a_camera(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "1").mkdir()
    (tmp_path / "1" / "a.png").touch()
    (tmp_path / "door").touch()

    assert isinstance(source_of("1"), Images)
    assert isinstance(source_of("door"), Video)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("rtsp://lead:secret@10.0.0.7/live/1", "10.0.0.7/live/1"),
        ("http://camera.local:8080/", "camera.local:8080"),
        ("https://camera/video?key=secret", "camera/video"),
        ("rtsps://[fe80::1]:322/a", "[fe80::1]:322/a"),
    ],
)
def test_an_address_is_shown_without_its_secrets(url, name):
    source = source_of(url)
    assert source == Address(url)
    assert (source.name, source.live) == (name, True)


@pytest.mark.parametrize("url", ["ftp://camera/a", "http://", "rtsp://camera:door/1", "://"])
def test_what_is_no_address_is_said(url):
    with pytest.raises(BadInputError, match="is not the address of a camera"):
        source_of(url)


@pytest.mark.parametrize(
    "name", ["gone.mp4", "door/gone", "./gone", "no such file.avi", "C:\\a", "typo"]
)
def test_a_missing_file_is_said_before_anything_is_opened(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInputError) as told:
        source_of(name)

    assert str(told.value) == (
        f"There is no file {name.removeprefix('./')}. "
        "Give --camera an image, a video, a folder of images, an address, or a camera as "
        "“onsite cameras” lists them."
    )


@given(st.text(max_size=40))
def test_any_text_names_something_or_is_refused_in_words(text):
    with suppress(OnsiteError):
        assert isinstance(source_of(text).name, str)


@pytest.mark.parametrize("text", ["~nobody/a.png", "a" * 5000, "\0", "~", "http://["])
def test_texts_that_no_system_takes_are_refused_in_words(text):
    with pytest.raises(OnsiteError) as told:
        source_of(text).open()
    assert told.value.advice
