"""`onsite badges printers` from the shell."""

from __future__ import annotations

import json

import pytest

from onsite.plan.service import publish
from tests.checkin.conftest import PLAN

OFF = """
[printers.left]
name = "Left printer"
address = "folder:left"

[printers.right]
name = "Right printer"
address = "zpl://127.0.0.1:1"

[printer_pools.door]
printers = ["right", "left"]
"""


@pytest.fixture
def published(site):
    def publish_with(more: str) -> None:
        site.write_now(publish, PLAN + more, "Maria")

    return publish_with


def test_the_printers_of_the_plan_say_how_they_are(run, published):
    published(OFF)

    code, said, _err = run("badges", "printers", "list")
    assert (code, said.splitlines()) == (
        0,
        [
            "+  left  Left printer  folder:left  ready",
            "x  right  Right printer  zpl://127.0.0.1:1  does not answer (unreachable)",
        ],
    )
    _code, said, _err = run("badges", "printers", "list", "--json")
    left, right = json.loads(said)["printers"]
    assert right == {
        "printer": "right",
        "name": "Right printer",
        "address": "zpl://127.0.0.1:1",
        "pools": ["door"],
        "state": "offline",
        "reasons": ["unreachable"],
        "queued": 0,
        "accepting": False,
        "prints": False,
    }
    assert (left["printer"], left["prints"]) == ("left", True)


def test_the_printers_are_listed_without_a_further_word(run, published):
    published(OFF)
    for words in ((), ("--json",)):
        code, said, _err = run("badges", "printers", *words)
        assert (code, said) == run("badges", "printers", "list", *words)[:2]
        assert (code, "Left printer" in said) == (0, True)


def test_why_a_printer_does_not_print_is_said_in_words(run, published, tmp_path):
    (tmp_path / "file").write_text("no folder")
    published(f'\n[printers.left]\nname = "Left printer"\naddress = "folder:{tmp_path / "file"}"\n')
    assert "stopped (its folder cannot be written)" in run("badges", "printers")[1]
    (left,) = [
        each
        for each in json.loads(run("badges", "printers", "--json")[1])["printers"]
        if each["printer"] == "left"
    ]
    assert left["reasons"] == ["folder-not-writable"], "as before"


def test_every_option_of_a_test_page_says_what_it_is_for(run):
    _code, said, _err = run("badges", "printers", "test", "--help")
    assert "For how long it is waited until the page is printed." in " ".join(said.split())


def test_without_printers_there_is_a_folder_and_a_word_about_it(run, published):
    published("")
    code, said, _err = run("badges", "printers", "list")
    assert code == 0
    assert said.startswith("+  folder  Folder  folder:badges  ready\n\nThe plan names no printer")


def test_a_test_page_is_printed_and_one_that_cannot_be_is_said(run, published, tmp_path):
    published(OFF)
    code, said, _err = run("badges", "printers", "test", "left")
    assert (code, said) == (0, "✓  left  printed\n")
    (page,) = (tmp_path / "data" / "left").iterdir()
    assert page.read_bytes().startswith(b"%PDF")

    code, said, err = run("badges", "printers", "test", "right", "--wait", "0.5")
    assert (code, said) == (1, "")
    assert err.startswith("Right printer has not printed the test page: does not answer (")
    _code, said, _err = run("badges", "jobs", "--all", "--json")
    assert [job["state"] for job in json.loads(said)["jobs"]] == ["done", "cancelled"]

    code, _said, err = run("badges", "printers", "test", "middle")
    assert (code, "left, right" in err) == (1, True)


def test_where_no_print_server_answers_that_is_said(run):
    code, said, err = run("badges", "printers", "find", "127.0.0.1", "--port", "1")
    assert (code, said) == (1, "")
    assert err.startswith("No print server answers at 127.0.0.1, port 1.")
