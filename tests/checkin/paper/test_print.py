"""The printed list, as a printer and a scanner see it."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from datetime import datetime

import pytest
from argon2 import PasswordHasher

from onsite.checkin.paper.squares import LONGEST, squares
from onsite.paper_fonts import fitting, runs, width
from onsite.plan.service import current, publish
from onsite.staff.access import set_pin
from tests.checkin.conftest import PLAN

NEEDS_POPPLER = pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler is not here")


@pytest.fixture
def printed(site, roll, run, tmp_path):
    roll.add("Jane Doe", "HS-JANE1-2345X", company="Acme", vip=True)
    roll.add("王小明", "HS-WANG1-2345X", payment="unpaid")
    roll.add("مريم العلي", "HS-MARY1-2345X")
    roll.add("김민수", "HS-KIM01-2345X", blocked=True)
    site.close()
    file = tmp_path / "list.pdf"

    def command(*more):
        code, out, err = run("checkin", "paper", "--out", str(file), "--json", *more)
        assert (code, err) == (0, ""), out
        return file, json.loads(out)

    return command


def test_the_answer_says_what_was_made(printed):
    file, said = printed()
    assert datetime.fromisoformat(said.pop("made")).tzinfo is not None
    assert {**said, "list": len(said["list"])} == {
        "list": 5,
        "file": str(file),
        "pages": 1,
        "people": 4,
        "checkpoint": "door",
        "sheets": [{"desk": "", "title": "", "people": 4, "from": "A", "to": "W"}],
    }
    assert file.read_bytes().startswith(b"%PDF")
    assert list(file.parent.glob(".*.part")) == []


@NEEDS_POPPLER
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_names_are_found_and_codes_are_read(printed, paper, tmp_path):
    import cv2

    from onsite.scanner.decoding import read

    file, said = printed("--paper", paper)
    text = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True, text=True
    ).stdout
    found = ["Summit", "Main door", "Jane Doe", "王小明", "WANGXIAOMING", "김민수", said["list"]]
    found += ["NOT PAID", "STOP", "VIP", "page 1 of 1"]
    assert [each for each in found if each not in text] == []
    subprocess.run(
        [
            "pdftoppm",
            "-r",
            "300",
            "-gray",
            "-png",
            "-singlefile",
            str(file),
            str(tmp_path / "page"),
        ],
        check=True,
    )
    page = cv2.imread(str(tmp_path / "page.png"), cv2.IMREAD_GRAYSCALE)
    # One line, as somebody holds a scanner to it.
    top = int(page.shape[0] * 0.1)
    lines = page[top : top + int(5 * 27 * 300 / 72)]
    codes = {code.text for code in read(lines)}
    assert codes >= {"HS-JANE1-2345X", "HS-WANG1-2345X"}


def test_nobody_to_print_is_said(site, plan, run):
    site.close()
    code, _out, err = run("checkin", "paper")
    assert code == 1
    assert "Nobody would stand on this list." in err


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_noted(printed, run, tmp_path):
    code, _out, err = run("checkin", "paper", "--out", str(tmp_path / "no" / "list.pdf"))
    assert code == 1
    assert "could not be written" in err


def test_a_desk_that_is_not_there_is_said(printed, run):
    code, _out, err = run("checkin", "paper", "--desk", "nine")
    assert code == 1
    assert "There is no desk “nine” at this checkpoint." in err


def test_every_script_has_a_font_or_latin_letters():
    drawn = {text: "".join(run.text for run in runs(text)) for text in ("Åsa", "अनिल", "a👩‍🚀b")}
    assert drawn == {"Åsa": "Åsa", "अनिल": "anil", "a👩‍🚀b": "ab"}
    assert len({run.font for run in runs("Jo 王 김")}) == 3
    assert "".join(run.text for run in runs("אב (גד)")) == "(דג) בא"


def test_a_long_name_is_cut_to_its_room():
    cut = fitting("Maximiliana " * 20, 11, 100)
    assert cut.endswith("…")
    assert width(cut, 11) <= 100


def test_a_code_that_is_too_long_for_its_size_is_left_out():
    assert squares("") is None
    assert squares("x" * (LONGEST + 1)) is None
    assert squares("HS-JANE1-2345X") is not None


def test_who_may_not_leaf_through_the_list_asks_a_supervisor(
    site, roll, run, monkeypatch, tmp_path
):
    text = PLAN + '[roles.volunteer]\nsearch_min = 4\n\n[operators.ben]\nname = "Ben"\n'
    text += '\n[operators.ana]\nname = "Ana"\nroles = ["lead"]\n'
    site.write_now(publish, text, "Maria")
    plan = site.read_now(current)
    site.write_now(set_pin, plan, "ana", PasswordHasher(1, 8, 1).hash("7319"), "Maria")
    roll.add("Jane Doe", "J1")
    site.close()
    file = tmp_path / "list.pdf"
    for pin, done in (("1111", False), ("7319", True)):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{pin}\n"))
        code, _out, _err = run("checkin", "paper", "--out", str(file), "--operator", "ben")
        assert (code == 0, file.exists()) == (done, done)
