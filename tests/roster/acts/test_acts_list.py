"""A list that is imported after something was done on site: what it shows, what it changes."""

from __future__ import annotations

import json

import pytest

from tests.checkin.conftest import PLAN

FIRST = "Name,Company,Type,Code,Paid\nAnn Lee,ACME,Regular,A1,no\nBob,ACME,VIP,B1,yes\n"
ANN_STAYS = (
    "  line 2: Ann Lee – company: Apex (the list says: ACME); payment: paid (the list says: unpaid)"
)


@pytest.fixture
def shell(run, tmp_path):
    (tmp_path / "event.toml").write_text(PLAN)
    assert run("plan", "publish", str(tmp_path / "event.toml"))[0] == 0

    def command(*arguments, listed=""):
        path = tmp_path / "list.csv"
        path.write_text(listed or FIRST)
        return run("roster", *(str(path) if each == "LIST" else each for each in arguments))

    assert command("import", "LIST", "--yes")[0] == 0
    return command


def test_the_dry_run_shows_what_stays(shell):
    shell("correct", "A1", "--set", "company=Apex")
    shell("pay", "A1", "--receipt", "R1")
    shell("code", "revoke", "B1")

    shown = shell("import", "LIST", "--dry-run")[1]

    assert "0 changed" in shown
    assert shown[shown.index("Done on site") :].splitlines()[:3] == [
        "Done on site, and stays:",
        ANN_STAYS,
        "  line 3: Bob – codes: – (the list says: B1)",
    ]
    kept = json.loads(shell("import", "LIST", "--dry-run", "--json")[1])["kept_rows"]
    assert [(each["name"], each["fields"]) for each in kept] == [
        ("Ann Lee", {"company": ["ACME", "Apex"], "payment": ["unpaid", "paid"]}),
        ("Bob", {"codes": [["B1"], []]}),
    ]


def test_what_the_list_says_by_now_is_not_shown_any_more(shell):
    shell("correct", "A1", "--set", "company=Apex")
    listed = FIRST.replace("Ann Lee,ACME", "Ann Lee,Apex")

    shown = shell("import", "LIST", "--dry-run", listed=listed)[1]

    assert "Done on site" not in shown
    assert "company: ACME → Apex" in shown


def test_a_list_that_names_a_walk_in_by_another_code_says_so(shell):
    shell("walk-in", "Eve King", "--category", "vip")
    shown = shell("import", "LIST", "--dry-run", listed=f"{FIRST}EVE KING,Apex,VIP,E1,yes\n")[1]
    assert "! 1 new attendee has the name of a walk-in: EVE KING. Merge the two" in shown
    assert "walk-in" not in shell("import", "LIST", "--dry-run")[1]
