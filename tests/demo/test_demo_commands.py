from __future__ import annotations

import json

import pytest

from onsite.cli import main
from onsite.demo.opening import GuestsComing, camera_for
from onsite.errors import BadInputError
from onsite.scanner.capture.webcam import Webcam


@pytest.fixture
def run(capsys):
    """Runs a command line; answers its exit code, standard output and standard error."""

    def command(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return command


@pytest.fixture
def english(monkeypatch):
    monkeypatch.setenv("ONSITE_LANGUAGE", "en")


def test_a_store_can_be_made_for_scripts(run, english, tmp_path):
    folder = tmp_path / "demo"

    code, out, _err = run("demo", "--prepare-only", "--keep", str(folder), "--json")

    answer = json.loads(out)
    assert code == 0
    assert answer == {
        "data": str(folder),
        "event": "Harbour Summit",
        "attendees": 791,
        "inside": 208,
    }
    status = json.loads(run("status", "--data", str(folder), "--json")[1])
    assert (status["event"], status["attendees"]) == ("Harbour Summit", 791)


def test_a_store_that_is_there_is_never_filled(run, english, tmp_path):
    (tmp_path / "onsite.db").write_bytes(b"somebody's")

    code, out, err = run("demo", "--prepare-only", "--data", str(tmp_path))

    assert (code, out) == (1, "")
    assert err == (
        f"There is a store in {tmp_path} already.\n"
        "Open it with “onsite desk --data”, or name a new folder with --keep.\n"
    )
    assert (tmp_path / "onsite.db").read_bytes() == b"somebody's"


def test_making_a_store_needs_a_place(run, english):
    code, _out, err = run("demo", "--prepare-only")

    assert (code, err) == (
        1,
        "--prepare-only makes a store to keep.\nSay where, with --keep DIR.\n",
    )


def test_without_a_terminal_no_desk_is_opened(run, english):
    code, _out, err = run("demo")

    assert code == 1
    assert err.startswith("The demo needs a terminal of its own.\n")


def test_the_camera_is_the_video_unless_another_is_chosen():
    assert camera_for("") == GuestsComing()
    assert camera_for("none") is None
    assert camera_for("0") == Webcam("0")
    with pytest.raises(BadInputError):
        camera_for("no such file.mp4")


def test_the_video_begins_without_anything_prepared():
    video = GuestsComing()
    stream = video.open()

    assert (stream.grab(), stream.picture().shape) == (0.0, (480, 640))
    assert (video.name, video.live) == ("demo video", False)
