"""`onsite plan` as it is typed."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime

import pytest

from onsite.bundled import bundled
from onsite.cli import main
from onsite.plan.files import starting_plan
from onsite.plan.reading import read

TEMPLATE = bundled("assets/plan/event.toml").read_text("utf-8")


@pytest.fixture
def onsite(tmp_path, monkeypatch, capsys):
    """Runs the command in an empty folder; answers exit code, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONSITE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ONSITE_LANGUAGE", "en")

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return run


def test_from_the_starting_file_to_a_changed_plan(onsite, tmp_path):
    file = tmp_path / "event.toml"
    assert onsite("plan", "init") == (
        0,
        (
            "event.toml is ready: change it to your event, "
            "then run “onsite plan publish event.toml”.\n"
        ),
        "",
    )
    written = file.read_text("utf-8")
    assert len(written.splitlines()) == len(TEMPLATE.splitlines())
    assert onsite("plan", "check", "event.toml") == (
        0,
        (
            "event.toml is a valid plan: Harbour Summit 2026, 2 days, 7 categories, 3 checkpoints, "
            "3 desks, 3 zones, 2 stages.\n"
        ),
        "",
    )
    assert onsite("plan", "publish", "event.toml") == (
        0,
        (
            "Published as version 1; it is in force now.\n"
            "  Harbour Summit 2026, 2 days, 7 categories, 3 checkpoints, 3 desks, "
            "3 zones, 2 stages\n"
        ),
        "",
    )
    assert onsite("plan", "publish", "event.toml") == (
        0,
        "This very plan is in force already, as version 1; nothing was done.\n",
        "",
    )
    file.write_text(written.replace("A-M", "A-L"), "utf-8")
    assert onsite("plan", "publish", "event.toml") == (
        0,
        'Published as version 2; it is in force now.\n  ~ desks.a-m.letters = "A-M" → "A-L"\n',
        "",
    )
    assert onsite("plan", "show", "--version", "1") == (0, written, "")


@pytest.mark.parametrize(
    ("now", "zone", "days"),
    [
        (datetime(2027, 3, 1, 9, tzinfo=UTC), "Asia/Tokyo", (date(2027, 3, 1), date(2027, 3, 2))),
        (datetime(2027, 3, 1, 2, tzinfo=UTC), "UTC", (date(2027, 2, 28), date(2027, 3, 1))),
    ],
)
def test_the_starting_plan_is_for_today_and_tomorrow_here(now, zone, days):
    event = read(starting_plan(now, zone)).event

    assert (event.days, event.zone) == (days, zone)


def test_init_leaves_what_is_there(onsite, tmp_path):
    (tmp_path / "event.toml").write_text("mine", "utf-8")
    assert onsite("plan", "init") == (
        1,
        "",
        (
            "event.toml is there already, and was left as it is.\n"
            "Give another name: onsite plan init NAME.toml\n"
        ),
    )
    assert (tmp_path / "event.toml").read_text("utf-8") == "mine"
    code, out, error = onsite("plan", "init", "no/such/folder.toml")
    assert (code, out) == (1, "")
    assert error.startswith("no/such/folder.toml cannot be written.\n".replace("/", os.sep))


def test_a_mistake_is_an_error_with_every_problem_as_json(onsite, tmp_path):
    (tmp_path / "p.toml").write_text(TEMPLATE.replace('"door"', '"dor"'), "utf-8")
    line = TEMPLATE[: TEMPLATE.index('"door"')].count("\n") + 1
    told = (
        f"p.toml, line {line}, checkpoints.main.kind: “dor” is none of: door, workshop, gift, "
        'gala, other. Did you mean “door”?\n    For example: kind = "door"'
    )
    for command in ("check", "publish"):
        assert onsite("plan", command, "p.toml") == (1, "", f"1 mistake in p.toml:\n{told}\n")
        code, out, error = onsite("plan", command, "p.toml", "--json")
        assert (code, error) == (1, "")
        assert json.loads(out) == {
            "valid": False,
            "error": {"happened": f"1 mistake in p.toml:\n{told}", "advice": ""},
            "problems": [
                {
                    "file": "p.toml",
                    "line": line,
                    "key": "checkpoints.main.kind",
                    "wrong": "“dor” is none of: door, workshop, gift, gala, other. "
                    "Did you mean “door”?",
                    "example": 'kind = "door"',
                    "column": 0,
                }
            ],
        }
    assert json.loads(onsite("plan", "versions", "--json")[1]) == {"versions": []}


def test_the_answers_as_json(onsite, tmp_path):
    onsite("plan", "init")
    checked = json.loads(onsite("plan", "check", "event.toml", "--json")[1])
    assert checked["valid"] is True
    assert len(checked["plan"]["event"]["days"]) == 2
    published = json.loads(onsite("plan", "publish", "event.toml", "--json")[1])
    assert (published["number"], published["changed"]) == (1, True)
    assert {"key": "zones.hall.capacity", "before": None, "after": 600} in published["changes"]
    shown = json.loads(onsite("plan", "show", "--json")[1])
    text = (tmp_path / "event.toml").read_text("utf-8")
    assert (shown["number"], shown["digest"], shown["text"]) == (1, published["digest"], text)
    (listed,) = json.loads(onsite("plan", "versions", "--json")[1])["versions"]
    assert listed["digest"] == published["digest"]


def test_before_anything_was_published(onsite):
    assert onsite("plan", "show") == (
        1,
        "",
        "No plan has been published here yet.\nSee “onsite plan versions”.\n",
    )
    assert onsite("plan", "versions") == (0, "No plan has been published here yet.\n", "")


BAD_FILES = {
    "missing": (None, "There is no file missing.\n"),
    "empty": (b"", "2 mistakes in empty:\n"),
    "binary": (b"\x7fELF\0\0", "binary is not a text in UTF-8.\n"),
    "latin": ("# a\n# Müller".encode("latin-1"), "latin is not a text in UTF-8: see line 2.\n"),
    "utf16": (TEMPLATE.encode("utf-16"), "utf16 is not a text in UTF-8.\n"),
    "sheet": (b"name;code\nAnna;1\n", "1 mistake in sheet:\nsheet, line 1: This is not valid TOML"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_no_plan_is_explained(onsite, tmp_path, name):
    content, said = BAD_FILES[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, out, error = onsite("plan", "check", name)
    assert (code, out) == (1, "")
    assert error.startswith(said)


def test_a_byte_order_mark_is_no_mistake(onsite, tmp_path):
    (tmp_path / "bom.toml").write_bytes(TEMPLATE.replace("\n", "\r\n").encode("utf-8-sig"))
    assert onsite("plan", "check", "bom.toml")[0] == 0


def test_a_folder_and_a_device_are_no_files(onsite, tmp_path):
    assert onsite("plan", "check", ".")[2].startswith(". is a folder, not a file.\n")
    if os.name == "posix":
        assert onsite("plan", "check", os.devnull)[2].startswith("/dev/null is not an ordinary")


def test_a_huge_file_is_refused_without_reading_it(onsite, tmp_path):
    with (tmp_path / "huge.toml").open("wb") as huge:
        huge.truncate(200_000_000)
    assert onsite("plan", "publish", "huge.toml") == (
        1,
        "",
        (
            "huge.toml is larger than 1 MB, and no plan is.\n"
            "Name the plan's file; attendee lists are read by “onsite roster import”.\n"
        ),
    )


@pytest.mark.skipif(os.name != "posix", reason="Windows asks for rights to make links")
def test_an_unreadable_file_is_named(onsite, tmp_path):
    # Root may read a file of any mode, but nobody can follow a link to itself.
    (tmp_path / "circle.toml").symlink_to(tmp_path / "circle.toml")
    assert onsite("plan", "check", "circle.toml")[2].startswith("The file circle.toml cannot be")


def test_steering_characters_never_reach_the_terminal(onsite, tmp_path):
    name = "\x1b[31m.toml"
    if os.name == "posix":
        assert onsite("plan", "check", name)[2].startswith("There is no file �[31m.toml.")
    evil = TEMPLATE.replace("# The plan", "# \x9b31m The plan")
    (tmp_path / "evil.toml").write_text(evil, "utf-8")
    assert onsite("plan", "publish", "evil.toml")[0] == 0
    assert onsite("plan", "show")[1] == TEMPLATE.replace("# The plan", "# �31m The plan")


@pytest.mark.parametrize(
    "arguments",
    [("check",), ("publish",), ("check", "a", "b"), ("show", "--version", "0"), ("nonsense",)],
)
def test_wrong_usage_is_exit_code_2(onsite, arguments):
    code, out, error = onsite("plan", *arguments)
    assert (code, out) == (2, "")
    assert "Error" in error
