"""The roster from the shell."""

from __future__ import annotations

import io
import json

import pytest

from onsite.cli import main
from onsite.roster.progress import Bar
from tests.roster.lists import LISTS, write

RAGGED = str(LISTS / "plain_semicolon_ragged.csv")
DRY_RUN = """\
“plain_semicolon_ragged.csv” is a sheet of your own, source “plain”. Rows: 6.
6 new, 0 changed, 0 gone, 0 unchanged, 1 duplicates, 0 unusable.
Read: Name → name, Company → company, Type → ticket type, Code → code, Notes → notes

Duplicates:
  line 4: has the code AAAA-1112 of line 3; both are imported, the desk will ask

Odd:
  line 3: has 4 of 5 cells; the missing ones are taken as empty
  line 4: has more cells than there are headers; left out: extra, cells
  line 5: the ticket AAAA-1114 has no name; imported as unassigned
"""
NO_TYPE = "No column holds the ticket type: the plan cannot tell these people apart."


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Runs a command line with an input; answers its exit code, output and errors."""
    monkeypatch.setenv("ONSITE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ONSITE_OPERATOR", "Maria")
    monkeypatch.setenv("ONSITE_LANGUAGE", "en")

    def command(*arguments, answers=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(answers))
        with pytest.raises(SystemExit) as ended:
            main([str(each) for each in arguments])
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return command


def test_a_dry_run_shows_everything_and_does_nothing(run):
    assert run("roster", "import", RAGGED, "--dry-run") == (
        0,
        DRY_RUN + "Nothing was imported.\n",
        "",
    )
    assert run("roster", "search", "ann")[0] == 1


def test_a_dry_run_says_what_became_of_each_column(run, tmp_path):
    path = write(tmp_path, "Who,Badge no.,Kind of pass,Paid up?\nAnn,17,VIP,no\n", "own.csv")
    explained = ("--map", "name=Who", "--map", "code=Badge no.")
    assert run("roster", "import", path, "--dry-run", *explained)[1] == (
        "“own.csv” is a sheet of your own, source “plain”. Rows: 1.\n"
        "1 new, 0 changed, 0 gone, 0 unchanged, 0 duplicates, 0 unusable.\n"
        "Read: Who → name, Badge no. → code\n"
        "Not used, only kept as details: Kind of pass, Paid up?\n"
        "No column says who has paid: everybody counts as paid.\n"
        "\n"
        f'! {NO_TYPE} If a column does, add: --map category="…"\n'
        "Nothing was imported.\n"
    )
    complete = ("--map", "category=Kind of pass", "--map", "paid=Paid up?")
    assert run("roster", "import", path, "--dry-run", *explained, *complete)[1].splitlines()[
        2:
    ] == [
        "Read: Who → name, Badge no. → code, Kind of pass → ticket type, Paid up? → paid",
        "Nothing was imported.",
    ]


def test_many_columns_are_named_by_a_few(run, tmp_path):
    headers = ["Name", "Type", *(f"Question {each}" for each in range(20))]
    path = write(tmp_path, ",".join(headers) + "\nAnn,VIP\n")
    said = run("roster", "import", path, "--dry-run")[1].splitlines()
    assert said[3] == f"Not used, only kept as details: {', '.join(headers[2:14])}, …"
    assert said[-2] == (
        "! No column holds codes: each attendee gets one of our own, and is found by name."
        ' If a column does, add: --map code="…"'
    )


def test_people_who_return_are_back_on_the_list(run, tmp_path):
    both = write(tmp_path, "Name,Code\nAnn,A1\nBob,B1\n")
    run("roster", "import", both, "--yes")
    run("roster", "import", write(tmp_path, "Name,Code\nAnn,A1\n", "one.csv"), "--yes")
    said = run("roster", "import", both, "--dry-run")[1].splitlines()
    assert "  line 3: Bob – back on the list" in said


def test_yes_imports_after_showing_the_same(run):
    assert run("roster", "import", RAGGED, "--yes") == (0, DRY_RUN + "Imported.\n", "")
    assert run("roster", "search", "ann")[:2] == (0, "Ann Lee · Acme · VIP · AAAA-1111\n")


@pytest.mark.parametrize(
    ("answer", "code", "end"), [("y\n", 0, "Imported."), ("\n", 1, "Nothing was imported.")]
)
def test_a_person_is_asked(run, answer, code, end):
    got, out, _err = run("roster", "import", RAGGED, answers=answer)
    assert (got, out.splitlines()[-1].removeprefix("Import now? [y/N] ")) == (code, end)


def test_nobody_there_to_answer_imports_nothing(run):
    code, _out, err = run("roster", "import", RAGGED)
    assert code == 1
    assert err.endswith(
        "Nobody answered, so nothing was imported.\n"
        "In a script, add --yes to import or --dry-run to look only.\n"
    )


def test_json_is_one_object_with_every_row(run, tmp_path):
    run("roster", "import", write(tmp_path, "Name,Code\nAnn,A1\nBob,B1\n"), "--yes")
    path = write(tmp_path, "Name,Code\nAnna,A1\n,\n,\nCid\nCid\n")
    code, out, err = run("roster", "import", path, "--json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    del answer["sha256"]
    assert answer == {
        "imported": False,
        "file": "list.csv",
        "format": "plain",
        "source": "plain",
        "columns": {
            "read": [{"header": "Name", "field": "name"}, {"header": "Code", "field": "code"}],
            "kept": [],
            "ignored": [],
        },
        "warnings": [NO_TYPE],
        "new": 1,
        "changed": 1,
        "gone": 1,
        "unchanged": 0,
        "duplicates": 1,
        "bad": 0,
        "suspicious": False,
        "unknown_categories": {},
        "changed_rows": [
            {
                "line": 2,
                "attendee": "dcivadt4tp65",
                "name": "Anna",
                "fields": {"name": ["Ann", "Anna"]},
            }
        ],
        "gone_attendees": [{"attendee": answer["gone_attendees"][0]["attendee"], "name": "Bob"}],
        "duplicate_rows": [
            {
                "line": 6,
                "first": 5,
                "shared": "row",
                "why": "repeats line 5 (Cid); line 5 is used",
            }
        ],
        "kept_rows": [],
        "bad_rows": [],
        "odd_rows": [
            {"line": 5, "trouble": "short", "why": answer["odd_rows"][0]["why"]},
            {"line": 5, "trouble": "no_code", "why": "has no code; one was made up"},
            {"line": 6, "trouble": "short", "why": answer["odd_rows"][2]["why"]},
            {"line": 6, "trouble": "no_code", "why": "has no code; one was made up"},
        ],
    }


def test_the_wrong_file_is_asked_about_twice_and_refused_in_scripts(run, tmp_path):
    run("roster", "import", RAGGED, "--yes")
    wrong = write(tmp_path, "Name,Code\nZoe,Z1\n", name="wrong.csv")

    code, out, err = run("roster", "import", wrong, "--yes")
    assert code == 1
    assert "! 6 of 6 attendees would be withdrawn. Is this the right file?\n" in out
    assert err.startswith("This list would withdraw 6 of the 6 attendees: is it the right file?\n")

    code, out, _err = run("roster", "import", wrong, answers="n\n")
    assert (code, "Withdraw all of them, and import the rest? [y/N]" in out) == (1, True)
    assert run("roster", "import", wrong, "--yes", "--allow-gone")[0] == 0


def test_columns_are_mapped(run, tmp_path):
    path = write(tmp_path, "Wer,Nummer\nAnn,17\n")
    code, _out, err = run("roster", "import", path, "--yes")
    assert (code, err) == (
        1,
        (
            "No column of “list.csv” is known to hold names. Its columns are: “Wer”, “Nummer”.\n"
            "The header must be one line of column names above the people. Say which is which,"
            ' for example: --map name="Wer" --map code=…\n'
        ),
    )
    assert (
        run("roster", "import", path, "--yes", "--map", "name=Wer", "--map", "code=Nummer")[0] == 0
    )
    assert run("roster", "show", "17")[1] == "Ann\n  17 (live)\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("import", "none.csv"), 1, "There is no file “none.csv”."),
        (("import", "."), 1, "“.” is a folder, not a file."),
        (("import", RAGGED, "--map", "name"), 2, "“name” is no mapping"),
        (("import", RAGGED, "--sauce", "x"), 2, "No such option"),
        (("import",), 2, "Missing argument"),
        (("show", "nobody"), 1, "Nobody on the roster has the code or the id “nobody”."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run, arguments, code, said):
    got, _out, err = run("roster", *arguments)
    assert got == code
    assert said in err


def test_an_attendee_is_shown_by_code_or_id_and_both_of_a_shared_code(run):
    run("roster", "import", LISTS / "pretix_checkinlist.csv", "--yes")
    code, out, _err = run("roster", "show", "28xbtfpyt3cgtwpgnmdswahmjnz5uaff")
    assert code == 0
    assert out.splitlines()[0] == "Ananya Smith"
    assert "  blocked: yes" in out.splitlines()
    run("roster", "import", RAGGED, "--yes")
    people = json.loads(run("roster", "show", "AAAA-1112", "--json")[1])["attendees"]
    assert sorted(each["name"] for each in people) == ["Bob Ray", "Cid Ott"]
    assert run("roster", "show", people[0]["attendee"])[0] == 0


def test_search_as_json(run):
    run("roster", "import", LISTS / "plain_gbk.csv", "--yes")
    code, out, _err = run("roster", "search", "王小明", "--json")
    (found,) = json.loads(out)["found"]
    assert code == 0
    assert (found["name"], found["company"], found["exact"]) == ("王小明", "长江出版社", True)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_the_bar_is_shown_after_a_second_and_taken_away_at_the_end():
    stream, now = Terminal(), [0.0]
    bar = Bar(stream, lambda: now[0])
    bar("reading", 1, 4)
    assert stream.getvalue() == ""
    now[0] = 1.5
    bar("reading", 2, 4)
    assert stream.getvalue() == "\rReading " + "█" * 15 + "░" * 15 + " 2/4"
    bar.done()
    assert stream.getvalue().endswith("\r" + " " * 42 + "\r")


def test_no_bar_goes_into_a_file():
    stream, now = io.StringIO(), [0.0]
    bar = Bar(stream, lambda: now[0])
    now[0] = 9.0
    bar("importing", 1, 2)
    bar.done()
    assert stream.getvalue() == ""
