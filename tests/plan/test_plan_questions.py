"""The questions of a plan: what is one, and what answers it."""

from __future__ import annotations

from datetime import date

import pytest

from onsite.plan.questions import NotAnAnswerError, QuestionPart, put_at, written
from onsite.plan.reading import PlanError, read

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]

[categories.crew]
name = "Crew"

[checkpoints.door]
name = "Main door"
[checkpoints.side]
name = "Side door"

[questions.shirt]
text = "Shirt?"
choices = ["S", "M"]
categories = ["crew"]

[questions.meal]
text = "Meal?"
checkpoints = ["side"]
"""


def test_a_question_is_put_only_where_and_to_whom_the_plan_says():
    plan = read(PLAN)

    put = {
        (place, who): list(put_at(plan, place, who))
        for place in ("door", "side")
        for who in ("crew", None)
    }

    assert put == {
        ("door", "crew"): ["shirt"],
        ("door", None): [],
        ("side", "crew"): ["shirt", "meal"],
        ("side", None): ["meal"],
    }


NUMBER = {"kind": "number", "least": 1, "most": 10.5}
DAY = {"kind": "date", "least": date(2026, 1, 1), "most": date(2026, 12, 31)}
CHOICE = {"kind": "choice", "choices": ("S", "Groß")}


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ({}, " two\t words ", "two words"),
        ({}, "", ""),
        (NUMBER, "3,50", "3.5"),
        (NUMBER, "10", "10"),
        ({"kind": "number"}, "−0", "0"),
        (DAY, "2026-3-1", "2026-03-01"),
        (DAY, "24.11.2026", "2026-11-24"),
        ({"kind": "yes-no"}, "YES", "yes"),
        (CHOICE, "gross", "Groß"),
    ],
)
def test_an_answer_is_kept_in_one_form(question, text, answer):
    part = QuestionPart(text="?", **question)

    assert written(part, text) == answer
    assert written(part, answer) == answer


@pytest.mark.parametrize(
    ("question", "text", "code"),
    [
        ({"required": True}, " ", "needed"),
        ({"most": 3}, "four", "long"),
        ({}, "x" * 301, "long"),
        ({"least": 5}, "four", "short"),
        (NUMBER, "some", "number"),
        (NUMBER, "1e99999999", "number"),
        (NUMBER, "nan", "number"),
        (NUMBER, "0", "below"),
        (NUMBER, "10.6", "above"),
        (DAY, "2026-02-30", "date"),
        (DAY, "tomorrow", "date"),
        (DAY, "2025-12-31", "below"),
        (DAY, "2027-01-01", "above"),
        ({"kind": "yes-no"}, "perhaps", "yes_no"),
        (CHOICE, "M", "choice"),
    ],
)
def test_what_is_no_answer_is_said_in_a_code(question, text, code):
    with pytest.raises(NotAnAnswerError) as wrong:
        written(QuestionPart(text="?", **question), text)

    assert wrong.value.code == code


@pytest.mark.parametrize(
    ("line", "key", "said"),
    [
        ('kind = "choice"', "questions.more.kind", "nothing to choose from"),
        (
            'kind = "text"\nchoices = ["S"]',
            "questions.more.choices",
            'only a question of kind = "choice"',
        ),
        ('kind = "choice"\nchoices = ["S", "s"]', "questions.more.choices[2]", "twice"),
        ('kind = "number"\nleast = "few"', "questions.more.least", "neither a number nor a day"),
        ('kind = "number"\nleast = 2026-11-24', "questions.more.least", "kind “number”"),
        ('kind = "number"\nleast = 3\nmost = 2', "questions.more.most", "less than least = 3"),
        ("most = 2.5", "questions.more.most", "kind “text”"),
        ('categories = ["crw"]', "questions.more.categories[1]", "does not stand under"),
        ('kind = "colour"', "questions.more.kind", "none of"),
        ('kind = "\\u001b[2J"\nmost = 30', "questions.more.kind", "none of"),
    ],
)
def test_a_mistake_is_told_with_its_key_its_line_and_an_example(line, key, said):
    with pytest.raises(PlanError) as wrong:
        read(f'{PLAN}\n[questions.more]\ntext = "More?"\n{line}\n')

    (problem,) = wrong.value.problems
    assert problem.key == key
    assert said in problem.wrong
    assert problem.example
    assert problem.line > PLAN.count("\n")
