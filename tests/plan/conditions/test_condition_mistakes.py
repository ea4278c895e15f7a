"""What a plan's conditions can have wrong, with the line, the column and what would be right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onsite.plan.conditions.wording import _WANTED, SENTENCES
from onsite.plan.model import Checkpoint
from onsite.plan.reading import PlanError, read

PLAN = """\
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24, 2026-11-25]
start = "09:00"
[categories.regular]
name = "Regular"
tickets = ["Early bird"]
[categories.vip]
name = "VIP"
[categories.press]
name = "Press"
checkpoints = ["side"]
[checkpoints.main]
name = "Main"
gates = {{ a = "Gate A", north = "North" }}
windows = [{{ opens = "08:00", closes = "23:00" }}]
allow = [
  {}
]
[checkpoints.side]
name = "Side"
"""
COMPARISON = (
    "stands in the place of a comparison, as: entries today < 1, time >= 22:00, "
    "category = regular, vip or outside."
)
FIRST = "is not so for anybody who comes for the first time: nobody comes in."
CLOSED = "can never be: this checkpoint is not open then."
EXAMPLE = 'allow = ["entries today < 1", "minutes since last entry >= 180"]'


def problems(allow: str):
    with pytest.raises(PlanError) as caught:
        read(PLAN.format(allow))
    return [
        (each.line, each.column, each.key, each.wrong, each.example)
        for each in caught.value.problems
    ]


# What is written; then the column, the key behind allow, what is said, the example.
MISTAKES = [
    ('"entrys < 3"', 4, "[1]",
     f"“entrys” {COMPARISON} Did you mean “entries”?", '"entries < 3"'),
    ('"vip",\n"entries <"', 11, "[2]",
     "after “<” something is missing: a whole number of up to 1,000,000.", None),
    ('"now < amission + 5 min"', 10, "[1]",
     ("“amission” stands in the place of a time: 22:00, 2026-11-24 18:00, ticket start, "
     "ticket end, admission, start, end, first admission, first start or last end; perhaps with "
     "+ 10 min or - 10 min. Did you mean “admission”?"), '"now < admission + 5 min"'),
    ('"weekday in Mon, Mittwoch"', 20, "[1]",
     "“Mittwoch” stands in the place of a day of the week, as Mon or Sunday.", None),
    ('"category < vip"', 13, "[1]",
     "“<” stands in the place of = or != or in or not in: names are neither more nor less.", None),
    ('"time = 22:00"', 9, "[1]",
     "“=” stands in the place of one of < <= >= >: nobody comes at exactly one instant.", None),
    ('"ticket = Early bird"', 19, "[1]",
     "“bird” is too much; put “and”, “or” or a comma before it, or quotes around it.", None),
    (r'"variant = \u0027x\u0027 or agee > 4"', 31, "[1]",
     f"“agee” {COMPARISON} Did you mean “age”?",
     """"variant = 'x' or age > 4\""""),
    ("'vip or paidd'", 11, "[1]",
     f"“paidd” {COMPARISON} Did you mean “paid”?", '"vip or paid"'),
    ('{ any = ["vip", { all = ["paid", "gate = x"] }] }', 44, "[1].any[2].all[2]",
     "this checkpoint has no gate “x”. Its gates: a, north.", None),
    ('"gate in a, nort"', 15, "[1]",
     "this checkpoint has no gate “nort”. Its gates: a, north. Did you mean “north”?",
     '"gate in a, north"'),
    ('"category = reglar"', 15, "[1]",
     ("“reglar” does not stand under [categories]. Known here: regular, vip, press. "
     "Did you mean “regular”?"), '"category = regular"'),
    ('"ticket in regular, Early-bird"', 23, "[1]",
     ("no category has the ticket “Early-bird”; add it to the category's tickets. "
     "Did you mean “Early bird”?"), "\"ticket in regular, 'Early bird'\""),
    ('"entries on 2026-11-27 < 1"', 15, "[1]",
     ("2026-11-27 is not a day of the event (2026-11-24, 2026-11-25). "
     "Did you mean “2026-11-24”?"), '"entries on 2026-11-24 < 1"'),
    ('"now < start", "now >= last end - 5 min"', 26, "[2]",
     '“last end” is not known; write the time under [event], as: end = "08:00"', None),
    ('"category = regular or vip"', 26, "[1]",
     ("“vip” is a category here too. If that is meant, write it after a comma: "
     "category in …, vip. If not, put “vip” first."), None),
    ("3", 0, "[1]", "3 is not a condition: write a text in quotes, or { any = [ … ] }.", None),
    ('{ some = ["vip"] }', 0, "[1]",
     "a table here has one key: { any = [ … ] } or { all = [ … ] }.", None),
    ("{ any = [] }", 0, "[1]", "“any” has nothing in it.", None),
    # What can never be.
    ('"entries < 0"', 4, "[1]", "“entries < 0” can never be: then nobody comes in by it.", None),
    ('"vip or age > 150"', 11, "[1]",
     "“age > 150” can never be: then nobody comes in by it.", None),
    ('"vip or category = press"', 11, "[1]",
     "“category = press” can never be: this checkpoint lets other categories in.", None),
    ('"weekday = Sun"', 4, "[1]", f"“weekday = Sun” {CLOSED}", None),
    ('"time < 08:00"', 4, "[1]", f"“time < 08:00” {CLOSED}", None),
    ('"now > 2026-11-25 23:00"', 4, "[1]",
     f"“now > 2026-11-25 23:00” {CLOSED}", None),
    ('"unpaid"', 4, "[1]", "“unpaid” can never be, unless with: admits_unpaid = true", None),
    ('"time >= 22:00", "vip", "time < 21:00"', 28, "[3]",
     "“time < 21:00” excludes what must hold together with it: this can never be.", None),
    ('"vip or gate = a and gate = north"', 24, "[1]",
     "“gate = north” excludes what must hold together with it: this can never be.", None),
    ('"entries > 1 and entries < 2 or vip"', 20, "[1]",
     "“entries < 2” excludes what must hold together with it: this can never be.", None),
    ('"present today"', 4, "[1]",
     f"“present today” {FIRST}", None),
    ('"minutes since last entry < 10 or inside"', 4, "[1]",
     f"“minutes since last entry < 10 or inside” {FIRST}", None),
]  # fmt: skip


@pytest.mark.parametrize(("allow", "column", "key", "wrong", "right"), MISTAKES)
def test_a_mistake_is_told_with_its_column_and_what_would_be_right(
    allow, column, key, wrong, right
):
    line, key = 19 + allow.count("\n"), f"checkpoints.main.allow{key}"
    assert problems(allow) == [(line, column, key, wrong, right or EXAMPLE)]


def test_the_column_is_shown():
    with pytest.raises(PlanError) as caught:
        read(PLAN.format('"gate = b"'), "my.toml")
    assert str(caught.value).splitlines()[1] == (
        "my.toml, line 19, column 11, checkpoints.main.allow[1]: this checkpoint has no gate “b”. "
        "Its gates: a, north."
    )


def test_all_mistakes_are_told_at_once():
    found = problems('"entrys < 3", "gate = b",\n"category = x and day = 2026-11-27"')
    assert [(line, column) for line, column, *_rest in found] == [
        (19, 4),
        (19, 25),
        (20, 13),
        (20, 25),
    ]


GOOD = [
    "entries < 3",
    "entries today < 2",
    "days present < 2 or present today",
    "minutes since last entry >= 180",
    "outside",
    "time >= 22:00",
    "gate = a",
    "entries = 0 or minutes since last entry >= 30",
    "vip or category = regular",
    "now >= start - 30 min and now < ticket end + 10 min",
    "age >= 18 or variant = Child and vip",
    "day = 2026-11-25 or weekday = Tue",
]


def test_conditions_that_make_sense_are_taken():
    plan = read(PLAN.format(",\n".join(f'"{line}"' for line in GOOD)))
    assert plan.checkpoints["main"].allow == tuple(GOOD)


def test_the_example_of_the_readme_is_taken():
    readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    written = re.search(r"```toml\n.*?^allow = \[\n(.*?)^\]", readme, re.DOTALL | re.MULTILINE)[1]
    more = '[categories.crew]\nname = "Crew"\n[categories.speaker]\nname = "Speaker"\n'
    plan = read(PLAN.format(written).replace("start =", 'admission = "08:00"\nstart =') + more)
    assert len(plan.checkpoints["main"].allow) == 8


def test_a_checkpoint_that_admits_unpaid_tickets_may_ask_for_them():
    read(
        PLAN.format('"unpaid"').replace(
            "[checkpoints.side]", "admits_unpaid = true\n[checkpoints.side]"
        )
    )


def test_what_is_no_condition_cannot_be_a_checkpoint_either():
    with pytest.raises(ValueError, match="not a condition"):
        Checkpoint(name="Main", allow=("entrys < 3",))


def test_every_sentence_can_be_said():
    details = dict.fromkeys(
        ("word", "known", "most", "key", "after", "wanted", "text", "value"), "x"
    )
    assert all(said.format(**details) for said in (*SENTENCES.values(), *_WANTED.values()))
