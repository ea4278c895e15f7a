"""`onsite badges keys` and `onsite badges verify`."""

from __future__ import annotations

import json

import pytest

from onsite.badges.codes.making import badge_code
from onsite.badges.facts import BadgeIssued, JobAsked, JobSent
from onsite.plan.service import current, publish
from onsite.roster.facts import AttendeeListed, Record
from onsite.roster.listing import short_hash
from tests.checkin.conftest import PLAN

ANN = short_hash("test", "ann")


@pytest.fixture
def code(site):
    site.write_now(publish, PLAN, "Maria")
    record = Record(name="Ann Lee", category="Regular")
    facts = (
        AttendeeListed(attendee=ANN, source="test", source_key="ann", record=record),
        BadgeIssued(attendee=ANN, generation=1),
    )
    site.write_now(lambda journal, rows: journal.append(rows, *facts, operator="Maria"))
    return site.write_now(badge_code, site.read_now(current), ANN, 1, "Maria")


@pytest.fixture
def onsite(run):
    """Exit code and what was said."""

    def command(*words):
        code, out, _err = run("badges", *words)
        return code, out.strip()

    return command


def test_keys_are_made_with_the_first_badge_listed_renewed_and_revoked(onsite, code):
    done, out = onsite("keys")
    assert (done, out) == (0, f"{code.text[2]}  mac      2026-11-24 09:30  in use")
    done, out = onsite("keys", "rotate", "--json")
    new = json.loads(out)
    assert new["scheme"] == "mac"
    assert new["character"] != code.text[2]
    done, out = onsite("keys", "revoke", code.text[2], "--why", "stolen", "--json")
    assert (done, json.loads(out)["character"]) == (0, code.text[2])

    done, out = onsite("keys", "--json")
    told = {each["character"]: each for each in json.loads(out)["keys"]}
    assert [(told[code.text[2]][name]) for name in ("used", "why", "holds")] == [
        False,
        "stolen",
        True,
    ]
    assert told[new["character"]]["used"]
    assert told[new["character"]]["revoked"] is None
    assert onsite("keys", "share") == (0, "No station lacks a key.")


def test_what_a_code_is_is_said_without_letting_anybody_in(onsite, site, code):
    assert onsite("verify", code.text) == (0, "Genuine: badge 1 of Ann Lee. It counts.")
    assert onsite("verify", code.typed.lower())[0] == 0
    forged = code.text[:-1] + ("0" if code.text[-1] != "0" else "1")
    assert onsite("verify", forged) == (1, "Forged: this event has not made it.")
    assert onsite("verify", "T-Ann") == (1, "This is no code of a badge.")
    wrong = code.typed[:-1] + ("0" if code.typed[-1] != "0" else "1")
    assert onsite("verify", wrong) == (
        1,
        f"“{wrong}” was mistyped: its check character does not fit.",
    )
    sent = {"printer": "left", "at_ms": 1, "says": "of another company", "whose": ""}
    facts = JobAsked(job="j", attendee=ANN, generation=1), JobSent(job="j", name="n", **sent)
    site.write_now(lambda journal, rows: journal.append(rows, *facts, operator="Maria"))
    done, out = onsite("verify", code.text)
    assert (done, "says something else than the list" in out) == (0, True)
    fact = BadgeIssued(attendee=ANN, generation=2, why="lost")
    site.write_now(lambda journal, rows: journal.append(rows, fact, operator="Maria"))
    done, out = onsite("verify", code.text, "--json")
    assert (done, json.loads(out)) == (
        1,
        {
            "state": "replaced",
            "attendee": ANN,
            "generation": 1,
            "name": "Ann Lee",
            "changed": "",
            "why": "lost",
            "at": json.loads(out)["at"],
        },
    )
