"""Videos and photographs, from the file to what the desk is told."""

from __future__ import annotations

import json
import os
from pathlib import Path

import cv2
import numpy as np
import pytest

from onsite.scanner.camera import Crowd, Playing
from onsite.scanner.capture import source_of
from onsite.scanner.decoding import read
from tests.faults.camera.hall import HEIGHT, RATE, WIDTH, Watched, hall
from tests.scanner.camera.reel import NoPace

PHOTOS = Path(__file__).parents[2] / "data" / "qr"
ALL_PHOTOS = Path(os.environ.get("ONSITE_QR_PHOTOS", "../shared/data/qr"))
"""The whole collection lies outside the repository: most of it has no clear licence."""


def seen_in(file: Path) -> Watched:
    """The source to its end, as fast as it can be read."""
    with Watched(source_of(str(file)), pace=NoPace) as watched:
        assert watched.camera.join(120)
    return watched


def film(file: Path, *scenes: tuple[str, ...]) -> Path:
    """Each scene for two thirds of a second, and nothing in it quite still."""
    size = (WIDTH, HEIGHT)
    writer = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*"MJPG"), RATE, size)
    for scene in scenes:
        picture = cv2.cvtColor(hall(*scene), cv2.COLOR_GRAY2BGR)
        for number in range(10):
            writer.write(np.roll(picture, number, axis=1))
    writer.release()
    return file


def test_the_guests_of_a_video_are_scanned_once_each_in_their_order(tmp_path):
    watched = seen_in(film(tmp_path / "door.avi", (), ("HS-1",), (), ("HS-2",), ("HS-3",)))

    assert watched.texts() == ["HS-1", "HS-2", "HS-3"]
    assert watched.desk.said[-1].playing is Playing.ENDED


def test_of_two_who_hold_their_codes_up_together_one_is_asked_about(tmp_path):
    watched = seen_in(film(tmp_path / "door.avi", ("HS-1", "HS-2")))

    assert watched.texts() == ["HS-1"]
    asked = [each for each in watched.desk.said if isinstance(each, Crowd)]
    assert [(each.taken, each.others) for each in asked] == [("HS-1", ("HS-2",))]


BESIDE = {"Version1QR", "ABC123456789" * 15}
"""What stands in a photograph beside the code that is listed."""
KINDS = ("png", "jpg", "webp")


def written_in(folder: Path) -> set[str]:
    pictures = (cv2.imread(str(file)) for file in folder.iterdir() if file.suffix[1:] in KINDS)
    return {code.text for picture in pictures for code in read(picture)}


def test_a_folder_of_photographs_is_read_as_a_camera():
    texts = seen_in(PHOTOS).texts()

    assert set(texts) == written_in(PHOTOS)
    assert len(texts) >= 5


def test_no_photograph_of_all_is_read_wrong():
    listed = ALL_PHOTOS / "truth.json"
    if not listed.exists():
        pytest.skip("NOT TESTED: the whole collection of photographs is not there")
    truth = {bare(each["text"] or "") for each in json.loads(listed.read_text("utf-8"))}

    texts = {bare(text) for text in seen_in(ALL_PHOTOS).texts()}

    assert texts - truth <= BESIDE
    assert len(texts) >= 0.6 * len(truth)


def bare(text: str) -> str:
    """Without white space and all that decoders read differently."""
    return "".join(sign for sign in text if "!" <= sign <= "~")
