"""What a scan says of answers, confirmations and refusals that were put aside."""

from __future__ import annotations

import json

from sqlalchemy import select

from onsite.checkin.asking.tables import AnswerRow
from onsite.checkin.facts import (
    UNPAID,
    Asks,
    Direction,
    Outcome,
    Overruled,
    Reason,
    ScanMade,
    Verdict,
)
from onsite.journal.facts import read
from onsite.journal.fold import table_of

BEFORE = {
    "key": "k1",
    "at_ms": 1,
    "checkpoint": "door",
    "direction": "entry",
    "code": "c",
    "attendee": "a1",
    "verdict": {"outcome": "admit", "reason": "admitted"},
}


def test_a_scan_that_was_written_without_them_is_read():
    fact = read("scan.made", 1, json.dumps(BEFORE))

    assert isinstance(fact, ScanMade)
    assert (fact.answers, fact.confirmed, fact.overruled, fact.refers_to) == ((), (), None, "")
    assert not fact.verdict.asks


def test_answers_confirmations_and_who_overruled_come_back_as_they_were():
    asks = Asks(confirm=(UNPAID,), questions=("shirt", "meal"))
    fact = ScanMade(
        **BEFORE
        | {
            "verdict": Verdict(outcome=Outcome.ASK, reason=Reason.CONFIRM_UNPAID, asks=asks),
            "answers": (("shirt", "M"),),
            "confirmed": (UNPAID,),
            "overruled": Overruled(by="lena", why="Speaker", reason=Reason.CATEGORY),
            "refers_to": "k0",
        }
    )

    assert read("scan.made", 1, fact.model_dump_json()) == fact


def test_the_last_answer_of_a_guest_counts_and_leaving_it_open_takes_none_away(site):
    def answered(key: str, *answers: tuple[str, str]) -> ScanMade:
        return ScanMade(**BEFORE | {"key": key, "direction": Direction.ENTRY, "answers": answers})

    facts = (
        answered("k1", ("shirt", "M"), ("meal", "")),
        answered("k2", ("shirt", "L"), ("note", "")),
        answered("k3", ("shirt", ""), ("meal", "vegan")),
    )
    site.write_now(lambda journal, rows: journal.append(rows, *facts, operator="Maria"))

    table = table_of(AnswerRow)
    kept = select(table.c.question, table.c.answer, table.c.key).order_by(table.c.question)
    found = site.read_now(lambda rows: [tuple(row) for row in rows.execute(kept)])
    assert found == [("meal", "vegan", "k3"), ("note", "", "k2"), ("shirt", "L", "k2")]
