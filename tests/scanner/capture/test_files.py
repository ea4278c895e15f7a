from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from onsite.errors import BadInputError
from onsite.scanner.capture import CameraTrouble, Trouble, source_of
from onsite.scanner.capture.files import Video
from onsite.scanner.capture.grey import LONGEST_SIDE

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
    writer = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*"MJPG"), rate, (64, 64))
    if not writer.isOpened():
        pytest.skip("NOT TESTED: this OpenCV writes no MJPG video")
    for grey in GREYS:
        writer.write(np.full((64, 64, 3), grey, np.uint8))
    writer.release()
    return file


def frames(source):
    """Every frame: its time, and what reads it."""
    stream = source.open()
    try:
        while (at := stream.grab()) is not None:
            yield at, stream
    finally:
        stream.close()


def shown(source, most: int = 100) -> list[tuple[float, int]]:
    """Time and grey of every frame, the grey to the nearest ten."""
    return [
        (round(at, 3), round(stream.picture().mean() / 10) * 10)
        for at, stream in itertools.islice(frames(source), most)
    ]


def test_an_image_is_held_up_for_a_second(tmp_path):
    file = image(tmp_path / "tïcket 票.png")

    assert shown(source_of(str(file))) == [(at / 5, 130) for at in range(5)]


def test_the_images_of_a_folder_come_by_name_and_other_files_are_left_out(tmp_path):
    image(tmp_path / "2.jpg", 200)
    image(tmp_path / "1.PNG", 40)
    (tmp_path / "notes.txt").write_text("not a picture")

    source = source_of(str(tmp_path))

    assert shown(source) == [(at / 5, 40 if at < 5 else 200) for at in range(10)]
    assert (source.name, source.live) == (tmp_path.name, False)


@pytest.mark.parametrize("first", [0, 1, 40])
def test_numbered_images_are_a_moving_picture(tmp_path, first):
    for number, grey in enumerate(GREYS, first):
        image(tmp_path / f"door-{number:03d}.png", grey)
    source = source_of(str(tmp_path / "door-%03d.png"))

    assert shown(source) == [(0.0, 40), (0.067, 120), (0.133, 200)]
    assert (source.name, source.live) == ("door-%03d.png", False)


def test_a_video_keeps_its_own_rate_even_where_no_picture_is_read(tmp_path):
    source = source_of(str(video(tmp_path / "guests.avi")))

    assert shown(source) == [(0.0, 40), (0.1, 120), (0.2, 200)]
    assert [round(at, 3) for at, _stream in frames(source)] == [0.0, 0.1, 0.2]
    assert (source.name, source.live) == ("guests.avi", False)


@pytest.mark.parametrize("kind", ["image", "sequence", "video"])
def test_what_loops_never_ends_and_its_time_goes_on(tmp_path, kind):
    image(tmp_path / "a.png")
    image(tmp_path / "1.png")
    named = {"image": "a.png", "sequence": "%d.png", "video": video(tmp_path / "a.avi").name}

    times = [at for at, _ in shown(source_of(str(tmp_path / named[kind]), loop=True), most=23)]

    assert len(times) == 23
    assert times == sorted(times)
    assert times[-1] > 1


def test_a_source_can_be_watched_again(tmp_path):
    source = source_of(str(video(tmp_path / "a.avi")))

    assert shown(source) == shown(source)


def test_a_huge_image_is_made_smaller(tmp_path):
    file = image(tmp_path / "huge.png", side=LONGEST_SIDE + 500)
    stream = source_of(str(file)).open()
    stream.grab()

    assert stream.picture().shape == (LONGEST_SIDE, LONGEST_SIDE)
    assert stream.picture().dtype == np.uint8


@pytest.mark.parametrize("content", [b"", b"hello", b"RIFF" + bytes(40)])
@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.mp4", "a.avi", "a.txt"])
def test_what_is_no_picture_is_said(tmp_path, capfd, name, content):
    file = tmp_path / name
    file.write_bytes(content)

    with pytest.raises(CameraTrouble, match=r"is not a (picture|video)") as told:
        shown(source_of(str(file)))

    assert told.value.kind is Trouble.UNREADABLE
    assert capfd.readouterr() == ("", "")


def test_an_image_that_is_cut_off_is_said(tmp_path, capfd):
    file = image(tmp_path / "a.jpg")
    file.write_bytes(file.read_bytes()[:200])

    with pytest.raises(CameraTrouble, match="is not a picture, or it is damaged"):
        shown(source_of(str(file)))

    assert capfd.readouterr() == ("", "")


def test_a_file_that_goes_away_is_said(tmp_path):
    with pytest.raises(CameraTrouble, match="cannot be read: No such file") as told:
        shown(Video(tmp_path / "gone.mp4"))
    assert told.value.kind is Trouble.GONE


def test_a_folder_without_images_is_said(tmp_path):
    with pytest.raises(BadInputError, match="There are no images in the folder"):
        source_of(str(tmp_path))


def test_numbered_images_that_are_not_there_are_said(tmp_path):
    with pytest.raises(BadInputError) as told:
        source_of(str(tmp_path / "door-%d.png"))
    assert str(told.value) == (
        f"There is no file {tmp_path / 'door-0.png'}. "
        "Number the files from 0 or 1 on, without a gap."
    )
