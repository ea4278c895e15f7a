"""The lines of the console about cues."""

from __future__ import annotations

import pytest

from onsite import language
from onsite.plan.reading import read
from onsite.stage.cues.cue import Cue, Record, Shot, Standing
from onsite.stage.cues.showing import next_line, trouble_line
from tests.stage.keeping import PLAN

NOW = 1_000_000
FAILED = Record((Shot("x", NOW, "desk", "Ana", result="failed", why="http_status", detail="503"),))


def standing(name, state, due_ms=None, record=None) -> Standing:
    return Standing(Cue(name, "talk", name, target="light"), "1", state, due_ms, record or Record())


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([], ""),
        ([standing("A", "done"), standing("B", "passed")], ""),
        ([standing("A", "waiting")], "Next cue: A (g)"),
        ([standing("A", "standby")], "◆ Standby: A (g)"),
        ([standing("A", "standby", NOW + 7_001)], "◆ Standby: A in 0:08 (g)"),
        ([standing("A", "coming", NOW + 75_000)], "Next cue: A in 1:15 (g)"),
        ([standing("A", "firing"), standing("B", "failed", record=FAILED)],
         "A is being fired …"),
    ],
)  # fmt: skip
def test_what_comes_next(found, said) -> None:
    assert next_line(read(PLAN), found, NOW) == said


def test_where_another_laptop_fires_them_no_key_is_offered() -> None:
    told = next_line(read(PLAN), [standing("A", "waiting")], NOW, elsewhere="Desk 2")
    assert told == "Next cue: A  ·  fired by Desk 2"


def test_a_line_for_the_caller_stands_there_for_a_minute() -> None:
    shot = Shot("x", NOW, "desk", "Ana", result="done")
    called = Standing(Cue("A", "talk", "A", value="Go"), "1", "done", NOW, Record((shot,)))
    assert next_line(read(PLAN), [called], NOW + 59_999) == "» A: Go"
    assert next_line(read(PLAN), [called], NOW + 60_000) == ""
    before = language.current()
    language.use("zh_CN")
    try:
        assert next_line(read(PLAN), [called], NOW) == "» A：Go"
    finally:
        language.use(before)


def test_what_is_wrong() -> None:
    failed, missed = standing("A", "failed", record=FAILED), standing("B", "missed")
    assert trouble_line([standing("C", "done")]) == ""
    assert trouble_line([failed, missed]) == (
        "! Cue A FAILED: the answer was 503. w: fire it again, or say that it was done. "
        "1 more is not done."
    )
