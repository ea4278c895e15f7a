from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from onsite.errors import BadInputError, NotPossibleError, OnsiteError
from onsite.scanner.footage import LONGEST_SIDE, Images, Video, Webcam, footage_of

if TYPE_CHECKING:
    from pathlib import Path

GREYS = (40, 120, 200)


def image(file: Path, grey: int = 128, side: int = 64) -> Path:
    written, data = cv2.imencode(file.suffix, np.full((side, side), grey, np.uint8))
    assert written
    file.write_bytes(data.tobytes())
    return file


def video(file: Path, rate: float = 10.0) -> Path:
    """Three frames, each of another grey."""
    writer = cv2.VideoWriter(str(file), cv2.VideoWriter_fourcc(*"MJPG"), rate, (64, 64))
    if not writer.isOpened():
        pytest.skip("NOT TESTED: this OpenCV writes no MJPG video")
    for grey in GREYS:
        writer.write(np.full((64, 64, 3), grey, np.uint8))
    writer.release()
    return file


def shown(footage, most: int = 100) -> list[tuple[float, int]]:
    """Time and grey of every frame, the grey to the nearest ten."""
    frames = itertools.islice(footage.frames(), most)
    return [(round(frame.at, 3), round(frame.picture.mean() / 10) * 10) for frame in frames]


def test_an_image_is_held_up_for_a_second(tmp_path):
    file = image(tmp_path / "tïcket 票.png")

    assert shown(footage_of(str(file))) == [(at / 5, 130) for at in range(5)]


def test_the_images_of_a_folder_come_by_name_and_other_files_are_left_out(tmp_path):
    image(tmp_path / "2.jpg", 200)
    image(tmp_path / "1.PNG", 40)
    (tmp_path / "notes.txt").write_text("not a picture")

    frames = shown(footage_of(str(tmp_path)))

    assert frames == [(at / 5, 40 if at < 5 else 200) for at in range(10)]


def test_a_video_keeps_its_own_rate(tmp_path):
    file = video(tmp_path / "guests.avi")

    assert shown(footage_of(str(file))) == [(0.0, 40), (0.1, 120), (0.2, 200)]


@pytest.mark.parametrize("kind", ["image", "video"])
def test_footage_that_loops_never_ends_and_its_time_goes_on(tmp_path, kind):
    file = image(tmp_path / "a.png") if kind == "image" else video(tmp_path / "a.avi")

    times = [at for at, _grey in shown(footage_of(str(file), loop=True), most=23)]

    assert len(times) == 23
    assert times == sorted(times)
    assert times[-1] > 1


def test_footage_can_be_watched_again(tmp_path):
    footage = footage_of(str(video(tmp_path / "a.avi")))

    assert shown(footage) == shown(footage)


def test_a_huge_image_is_made_smaller(tmp_path):
    file = image(tmp_path / "huge.png", side=LONGEST_SIDE + 500)

    frame = next(iter(footage_of(str(file)).frames()))

    assert frame.picture.shape == (LONGEST_SIDE, LONGEST_SIDE)
    assert frame.picture.dtype == np.uint8


def test_a_number_is_a_webcam_unless_a_file_is_called_so(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "1").mkdir()
    image(tmp_path / "1" / "a.png")

    assert footage_of("0") == Webcam(0)
    assert isinstance(footage_of("1"), Images)


def test_a_missing_file_is_said_before_anything_is_opened(tmp_path):
    with pytest.raises(BadInputError) as told:
        footage_of(str(tmp_path / "gone.mp4"))

    assert str(told.value) == (
        f"There is no file {tmp_path / 'gone.mp4'}. "
        "Give --camera an image, a video, a folder of images, or a webcam's number."
    )


def test_a_folder_without_images_is_said(tmp_path):
    with pytest.raises(BadInputError, match="There are no images in the folder"):
        footage_of(str(tmp_path))


@pytest.mark.parametrize("content", [b"", b"hello", b"RIFF" + bytes(40)])
@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.mp4", "a.avi", "a.txt"])
def test_what_is_no_picture_is_said(tmp_path, capfd, name, content):
    file = tmp_path / name
    file.write_bytes(content)

    with pytest.raises(OnsiteError, match=r"is not a (picture|video)"):
        list(footage_of(str(file)).frames())

    assert capfd.readouterr() == ("", "")


def test_an_image_that_is_cut_off_is_said(tmp_path, capfd):
    file = image(tmp_path / "a.jpg")
    file.write_bytes(file.read_bytes()[:200])

    with pytest.raises(BadInputError, match="is not a picture, or it is damaged"):
        list(footage_of(str(file)).frames())

    assert capfd.readouterr() == ("", "")


def test_a_file_that_goes_away_is_said(tmp_path):
    with pytest.raises(BadInputError, match="cannot be read: No such file"):
        list(Video(tmp_path / "gone.mp4").frames())


def test_a_webcam_that_is_not_there_is_said(capfd):
    with pytest.raises(NotPossibleError) as told:
        list(Webcam(87).frames())

    assert str(told.value) == (
        "Webcam 87 gives no picture. Check that it is plugged in and that no other program uses it."
    )
    assert capfd.readouterr() == ("", "")
