"""Badges ahead from the shell, and the names the evening before."""

from __future__ import annotations

import io
import json

import pytest
from argon2 import PasswordHasher

from onsite.badges.codes.making import badge_code
from onsite.plan.service import current, publish
from onsite.staff.access import set_pin
from tests.badges.bulk.conftest import MORE
from tests.badges.drawing.pages import texts
from tests.checkin.conftest import PLAN


@pytest.fixture
def list_of_names(site, plan, roll):
    roll.add("Ada Lovelace", "T-1", email="ada@example.org", company="Engine")
    roll.add("ada LOVELACE", "T-2", email="ada@example.org")
    roll.add("MARIA NOWAK", "T-3")
    roll.add("Maria Nowak", "T-4", company="Mill")
    roll.add("Test", "T-5")
    roll.add("𐎠 Xerxes", "T-6")
    roll.add("Wolfeschlegelsteinhausenbergerdorff" * 3, "T-7")
    site.close()


def test_names_check(run, list_of_names):
    exit_code, said, _error = run("badges", "names-check", "--json")
    answer = json.loads(said)
    assert exit_code == 0
    assert answer["people"] == 7
    found = [(each["kind"], each["name"][:12]) for each in answer["findings"]]
    assert found == [
        ("placeholder", "Test"),
        ("missing", "𐎠 Xerxes"),
        ("duplicate", "Ada Lovelace"),
        ("too_long", "Wolfeschlege"),
        ("capitals", "MARIA NOWAK"),
        ("namesake", "MARIA NOWAK"),
    ]
    missing = answer["findings"][1]
    assert missing["text"] == "𐎠"
    assert missing["remedy"].startswith("Write the name in other letters")
    assert len(answer["findings"][2]["others"]) == 1

    exit_code, said, _error = run("badges", "names-check", "--kind", "capitals")
    assert "All capitals (1): Write the name" in said
    assert "  MARIA NOWAK  (T-3)  \u2192 Maria Nowak" in said
    assert "Test" not in said


def test_letters_of_mathematics_are_read_as_those_that_they_stand_for(site, plan, roll, run):
    roll.add("𝕷𝖚𝖐𝖆𝖘 𝕸ü𝖑𝖑𝖊𝖗", "T-1")
    site.close()
    exit_code, said, _error = run("badges", "names-check")
    assert exit_code == 0
    assert "Signs that no font has (1): Write the name in other letters" in said
    assert said.splitlines()[3].endswith("(T-1)  𝕷𝖚𝖐𝖆𝖘𝕸𝖑𝖊𝖗 \u2192 Lukas Müller")


def test_preprint_and_boxes(run, box, list_of_names, tmp_path):
    folder = tmp_path / "out"
    exit_code, said, _error = run("badges", "preprint", "--dry-run", "--out", str(folder))
    assert exit_code == 0
    assert f"Box {box(1)}  Desk 1" in said
    assert not folder.exists()

    exit_code, said, _error = run("badges", "preprint", "--out", str(folder), "--json")
    answer = json.loads(said)
    assert [(each["box"], each["desk"], each["people"]) for each in answer["boxes"]] == [
        (box(1), "one", 2),
        (box(2), "two", 5),
    ]
    assert {"attendee", "kind"} == set(answer["warnings"][0])
    label = texts((folder / "labels.pdf").read_bytes())[0]
    said_of_two = [line.strip() for line in label.splitlines()][-5:]
    assert said_of_two == [f"Box {box(2)}", "Desk 2", "Now \u2013 Xer", "5 badges", "Summit"]

    exit_code, said, _error = run("badges", "boxes", "--empty", "1")
    assert exit_code == 0
    assert said.splitlines()[0] == f"Box {box(1)} is empty: 2 badges were taken out."
    assert said.splitlines()[1].startswith(f"Box {box(2)}  Desk 2")

    exit_code, _said, error = run("badges", "preprint", "--checkpoint", "moon")
    assert exit_code == 1
    assert "no checkpoint “moon”" in error


def test_a_badge_out_of_a_box_is_handed_over(run, box, site, plan, roll, tmp_path):
    who = roll.add("Ada Lovelace", "T-1")
    text = site.write_now(badge_code, plan, who, 1, "Maria").text
    site.close()
    assert run("badges", "preprint", "--out", str(tmp_path / "out"))[0] == 0

    for _twice in range(2):
        exit_code, said, _error = run("badges", "handed", text, "--json")
        assert (exit_code, json.loads(said)) == (0, {"attendee": who, "box": box(1)})
    assert json.loads(run("badges", "boxes", "--json")[1])["boxes"] == []


def test_nothing_yet_says_how_to_begin(run, site, plan):
    site.close()
    assert "onsite badges preprint" in run("badges", "boxes")[1]
    assert "onsite roster import" in run("badges", "names-check")[1]
    exit_code, _said, error = run("badges", "preprint")
    assert exit_code == 1
    assert "Import the attendee list first" in error


def test_whoever_may_not_leaf_through_names_needs_a_supervisor(
    site, plan, roll, run, monkeypatch, tmp_path
):
    text = PLAN + MORE + '[roles.volunteer]\nsearch_min = 3\n\n[operators.ben]\nname = "Ben"\n'
    text += '\n[operators.ana]\nname = "Ana"\nroles = ["lead"]\n'
    site.write_now(publish, text, "Maria")
    pin = PasswordHasher(1, 8, 1).hash("7319")
    site.write_now(set_pin, site.read_now(current), "ana", pin, "Maria")
    roll.add("Ada Lovelace", "T-1")
    site.close()
    asked = (("names-check",), ("preprint", "--dry-run"))
    for given, exits in (("1111", 1), ("7319", 0)):
        for command in asked:
            monkeypatch.setattr("sys.stdin", io.StringIO(f"{given}\n"))
            exit_code, said, _error = run("badges", *command, "--operator", "ben")
            assert (exit_code, "Ada" in said or "1 name" in said or "Box " in said) == (
                exits,
                exits == 0,
            )


def test_what_does_not_fit_is_said_before_anything_is_made(site, plan, roll, run, tmp_path):
    text = PLAN + MORE.replace('template = "a7"', 'template = "a6-butterfly"')
    site.write_now(publish, text, "Maria")
    roll.add("Ada Lovelace", "T-1")
    site.close()
    folder = tmp_path / "out"
    for more in ([], ["--dry-run"]):
        exit_code, _said, error = run("badges", "preprint", "--out", str(folder), *more)
        assert (exit_code, "(--no-marks)" in error, folder.exists()) == (1, True, False)
    exit_code, _said, _error = run("badges", "preprint", "--out", str(folder), "--no-marks")
    assert exit_code == 0
