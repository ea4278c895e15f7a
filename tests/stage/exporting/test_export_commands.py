"""`onsite stage export` and `onsite stage slip` from the shell."""

from __future__ import annotations

import csv
import io
import json
from unicodedata import normalize

import pytest

from tests.stage.importing.conftest import PLAN

SHEET = """\
Id,Title,Day,Start,Length,Room,Speakers,Notes
1,Opening,2026-11-24,10:00,30,Curie,王小明,Flowers
2,محاضرة,2026-11-24,10:30,30,Curie,مريم العلي,
3,김민수 발표,2026-11-24,11:00,90,Curie,"Åsa Ößterlund; Ann Lee",
4,Beside,2026-11-25,10:00,60,Meitner,Bob Ray,
"""


@pytest.fixture
def onsite(run, tmp_path, monkeypatch):
    """Runs `onsite stage`, in an event with two rundowns, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "event.toml").write_text(PLAN)
    assert run("plan", "publish", "event.toml")[0] == 0
    (tmp_path / "talks.csv").write_text(SHEET)
    assert run("stage", "import", "talks.csv", "--yes")[0] == 0

    def command(*arguments):
        return run("stage", *arguments)

    return command


def pages(file):
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_everything_on_paper(onsite, tmp_path):
    code, out, err = onsite("export")
    assert (code, out, err) == (0, "4 items: rundown.pdf\n", "")
    first, second = pages(tmp_path / "rundown.pdf")
    found = (
        "Blue stage, 2026-11-24",
        "Opening",
        "王小明",
        "김민수 발표",
        "Åsa Ößterlund",
        "1:30:00",
    )
    assert [text for text in (*found, "Flowers", "page 1 of 2") if text not in first] == []
    assert "Red stage, 2026-11-25" in second
    # Drawn from right to left, in the forms that the letters take in a word.
    shaped = normalize("NFKC", first)
    assert "محاضرة" in shaped or "محاضرة"[::-1] in shaped


def test_a_calendar_and_a_sheet_are_read_again(onsite, tmp_path):
    for name in ("all.ics", "all.csv"):
        code, out, _err = onsite("export", "--out", name, "--json")
        assert (code, json.loads(out)) == (
            0,
            {
                "file": name,
                "format": "ical" if name.endswith("ics") else "csv",
                "pages": None,
                "rundowns": [
                    {"stage": "blue", "day": "2026-11-24", "items": 3},
                    {"stage": "red", "day": "2026-11-25", "items": 1},
                ],
            },
        )
        said = json.loads(onsite("import", name, "--dry-run", "--json")[1])
        assert said["counts"] | {"unchanged": 0} == dict.fromkeys(said["counts"], 0)
        assert (said["counts"]["unchanged"], said["problems"]) == (4, [])
    assert sorted(each.name for each in tmp_path.glob(".*.part")) == []


def test_one_rundown(onsite):
    said = json.loads(onsite("export", "--stage", "Red stage", "--day", "2", "--json")[1])
    assert said["rundowns"] == [{"stage": "red", "day": "2026-11-25", "items": 1}]
    assert said["pages"] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "--stage", "green"), "The plan has no stage “green”"),
        (("export", "--stage", "red", "--day", "1"), "There is no such rundown"),
        (("export", "--out", "rundown.doc"), "“rundown.doc” could be anything"),
        (("export", "--out", "nowhere/rundown.pdf"), "could not be written"),
        (("slip", "--stage", "blue", "--day", "1", "--out", "slip.ics"), "is no calendar"),
    ],
)
def test_what_cannot_be(onsite, tmp_path, arguments, said):
    before = sorted(each.name for each in tmp_path.iterdir())
    code, out, err = onsite(*arguments)
    assert (code, out) == (1, "")
    assert said in err
    assert sorted(each.name for each in tmp_path.iterdir()) == before


def test_the_slip_report(onsite, tmp_path, monkeypatch):
    about = ("--stage", "blue", "--day", "1")
    assert onsite("go", "1", *about)[0] == 0
    assert onsite("pause", *about)[0] == 0
    assert onsite("resume", *about)[0] == 0
    assert onsite("stop", *about)[0] == 0
    why = ("--late-reason", "The keys of the hall were missing")
    assert onsite("edit", "set", "Opening", *why, *about)[0] == 0
    said = json.loads(onsite("slip", *about, "--json")[1])
    first, second, _third = said["items"]
    assert (first["title"], len(first["runs"]), first["status"]) == ("Opening", 1, "done")
    assert sum(each["s"] for each in first["reasons"]) == pytest.approx(first["over_s"])
    assert (second["runs"], second["late_s"], second["reasons"]) == ([], None, [])
    told = onsite("slip", *about)[1].splitlines()
    assert told[0].startswith("Blue stage, 2026-11-24: over ")
    assert told[2] == "1 Opening"
    assert "  reason: The keys of the hall were missing" in told
    assert first["late_reason"] == "The keys of the hall were missing"
    assert onsite("slip", *about, "--out", "slip.csv")[1] == "slip.csv\n"
    rows = list(csv.DictReader(io.StringIO((tmp_path / "slip.csv").read_text("utf-8-sig"))))
    assert [(row["title"], row["run"], row["runs"]) for row in rows] == [
        ("Opening", "1", "1"),
        ("محاضرة", "", "0"),
        ("김민수 발표", "", "0"),
    ]
    assert onsite("slip", *about, "--out", "slip.pdf")[0] == 0
    (page,) = pages(tmp_path / "slip.pdf")
    assert "Slip report: Blue stage, 2026-11-24" in page
    assert "run 1:" in page
    assert "reason: The keys of the hall were missing" in " ".join(page.split())
