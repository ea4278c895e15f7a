"""Rules of pretix brought over: what they come to, and what has no words here."""

from __future__ import annotations

import json
import tomllib
from datetime import time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.bundled import bundled
from onsite.plan.conditions.pretix.importing import Unsaid, imported
from onsite.plan.conditions.pretix.meanings import Meanings
from onsite.plan.conditions.printing import text
from onsite.plan.conditions.reading import read

MEANINGS = Meanings(
    ZoneInfo("Europe/Berlin"),
    time(4),
    {
        "regular": frozenset({"regular", "early bird", "student pass"}),
        "vip": frozenset({"vip"}),
        "press": frozenset({"press", "press pass"}),
    },
    {"gate a": "a", "a": "a", "north": "n"},
)


def var(name: str) -> dict:
    return {"var": name}


def at(*built: str) -> dict:
    return {"buildTime": list(built)}


def one_of(kind: str, *names: str) -> dict:
    listed = [{"lookup": [kind, str(number), name]} for number, name in enumerate(names, 7)]
    return {"inList": [var(kind), {"objectList": listed}]}


CUSTOM = at("custom", "2026-11-24T17:00:00.000Z")
RULES = [
    ({"<": [var("entries_number"), 3]}, "entries < 3"),
    ({"<=": [var("entries_today"), 0]}, "entries today <= 0"),
    ({"==": [var("entries_days"), "2"]}, "days present = 2"),
    ({"!=": [var("entries_number"), 1.0]}, "entries != 1"),
    ({"<": [{"entries_since": [CUSTOM]}, 1]}, "entries since 2026-11-24 18:00 < 1"),
    ({">": [{"entries_before": [at("date_to")]}, 0]}, "entries before last end > 0"),
    ({"<": [{"entries_days_since": [at("date_from")]}, 2]}, "days present since first start < 2"),
    ({"<": [{"entries_days_before": [CUSTOM]}, 2]}, "days present before 2026-11-24 18:00 < 2"),
    ({"isAfter": [var("now"), at("date_admission"), 10]}, "now >= first admission - 10 min"),
    ({"isAfter": [var("now"), at("date_from"), None]}, "now >= first start"),
    ({"isBefore": [var("now"), at("date_to"), 5]}, "now < last end + 5 min"),
    ({"isAfter": [var("now"), CUSTOM, 30]}, "now >= 2026-11-24 17:30"),
    ({"isBefore": [var("now"), at("custom", "2026-11-24T17:00:00")]}, "now < 2026-11-24 17:00"),
    ({"isAfter": [var("now"), at("customtime", "22:00:00"), 10]}, "time >= 21:50"),
    ({"isBefore": [var("now"), at("customtime", "23:55"), 10]}, "time < 23:55 + 10 min"),
    ({"isAfter": [var("now"), at("customtime", "04:05"), 10]}, "time >= 04:05 - 10 min"),
    ({"==": [var("now_isoweekday"), 6]}, "weekday = Sat"),
    ({">": [var("now_isoweekday"), 5]}, "weekday in Sat, Sun"),
    ({"!=": [var("now_isoweekday"), 7]}, "weekday != Sun"),
    ({"<=": [var("now_isoweekday"), 5]}, "weekday not in Sat, Sun"),
    ({"==": [var("entry_status"), "absent"]}, "outside"),
    ({"==": [var("entry_status"), "present"]}, "inside"),
    ({"!=": [var("entry_status"), "present"]}, "outside"),
    # Where there was no entry, pretix takes -1 minutes.
    ({">=": [var("minutes_since_last_entry"), 180]},
     "entries > 0 and minutes since last entry >= 180"),
    ({"<": [var("minutes_since_last_entry"), 10]},
     "entries = 0 or minutes since last entry < 10"),
    ({"!=": [var("minutes_since_last_entry"), 10]}, "minutes since last entry != 10"),
    ({"==": [var("minutes_since_first_entry"), 10]}, "minutes since first entry = 10"),
    ({"==": [var("minutes_since_last_entry"), -1]}, "entries = 0"),
    ({"<": [var("minutes_since_last_entry"), 0]}, "entries = 0"),
    ({">": [var("minutes_since_last_entry"), -1]}, "entries > 0"),
    ({"or": [{"<": [var("minutes_since_last_entry"), 0]},
             {">=": [var("minutes_since_last_entry"), 180]}]},
     "entries = 0 or entries > 0 and minutes since last entry >= 180"),
    ({">=": [var("minutes_since_last_entry"), 0]}, "entries > 0"),
    (one_of("product", "VIP"), "category = vip"),
    (one_of("product", "Student pass", "Early bird"), "category = regular"),
    (one_of("product", "Student pass", "VIP"), "category = vip or ticket = 'Student pass'"),
    (one_of("variation", "Student pass – Evening", "Student pass – Day"),
     "ticket = 'Student pass' and variant in Evening, Day"),
    (one_of("variation", "Blue"), "variant = Blue"),
    (one_of("gate", "Gate A", "North"), "gate in a, n"),
    ({"and": [{"<": [var("entries_today"), 1]}, {"or": [one_of("product", "VIP"),
      {"isAfter": [var("now"), at("customtime", "22:00")]}]}]},
     "entries today < 1 and (category = vip or time >= 22:00)"),
    ({}, None),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "said"), RULES)
def test_a_rule_is_said_in_our_words(rules, said):
    found = imported(rules, MEANINGS)

    assert found.unsaid == []
    assert (text(found.condition) if found.condition else None) == said


UNSAID = [
    ({"<": [var("moon"), 3]}, "variable", "moon"),
    ({"~": [var("now"), 3]}, "operator", "~"),
    ({"<": [var("entries_number"), "many"]}, "number", ""),
    ({"<": [var("entries_number"), True]}, "number", ""),
    ({"<": [var("entries_number"), 2.5]}, "number", ""),
    ({"<": [var("entries_number"), 1e999]}, "number", ""),
    ({"<": [var("entries_number"), -1]}, "never", ""),
    ({">": [var("entries_number"), -1]}, "always", ""),
    ({">=": [var("minutes_since_last_entry"), -1]}, "always", ""),
    ({"<": [var("now_isoweekday"), 1]}, "never", ""),
    ({"<": [3, 4, 5]}, "operator", "<"),
    ({"<": [3, 4]}, "variable", "?"),
    ({"isAfter": [var("now")]}, "shape", ""),
    ({"isAfter": [at("date_from"), var("now")]}, "shape", ""),
    ({"isAfter": [var("now"), at("moonrise")]}, "time", "moonrise"),
    ({"isAfter": [var("now"), at("custom", "tomorrow")]}, "time", "tomorrow"),
    ({"isAfter": [var("now"), at("customtime", "02:00")]}, "night", "02:00"),
    ({"==": [var("entry_status"), "lost"]}, "shape", ""),
    (one_of("product", "Day pass"), "ticket", "Day pass"),
    (one_of("variation", "Day pass – Evening"), "ticket", "Day pass"),
    (one_of("gate", "South"), "gate", "South"),
    (one_of("product"), "never", ""),
    (one_of("seat", "A1"), "variable", "seat"),
    ([True], "shape", ""),
    (True, "shape", ""),
    ({"and": []}, "shape", ""),
    ({">=": [var("entries_today"), 0]}, "always", ""),
    ({"!": [var("now")]}, "operator", "!"),
]  # fmt: skip


@pytest.mark.parametrize(("rules", "why", "about"), UNSAID)
def test_what_has_no_words_is_named(rules, why, about):
    found = imported(rules, MEANINGS)

    assert found.condition is None
    assert [(each.path, each.why, each.about) for each in found.unsaid] == [("", why, about)]


def test_what_is_left_out_makes_the_rest_stricter_or_looser():
    lost = {"<": [var("moon"), 3]}
    vip = one_of("product", "VIP")
    found = imported({"and": [vip, lost, {"or": [vip, lost]}, {"or": [lost]}]}, MEANINGS)

    assert text(found.condition) == "category = vip and category = vip"
    part = json.dumps(lost)
    assert found.unsaid == [
        Unsaid("and[2]", part, "variable", "moon", stricter=False),
        Unsaid("and[3].or[2]", part, "variable", "moon", stricter=True),
        Unsaid("and[4].or[1]", part, "variable", "moon", stricter=False),
    ]


operators = st.sampled_from(["and", "or", "<", "==", "isAfter", "inList", "var", "lookup", "x"])
nodes = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 9) | st.floats() | st.sampled_from(["now", "2"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(operators, inner, max_size=2),
)


@given(nodes)
def test_nothing_that_is_json_is_more_than_named(rules):
    found = imported(rules, MEANINGS)

    assert bool(found.unsaid) or found.condition is not None or not rules


@pytest.fixture
def onsite(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    template = bundled("assets/plan/event.toml").read_text("utf-8")
    (tmp_path / "event.toml").write_text(template, "utf-8")

    def command(data, *options: str):
        written = data if isinstance(data, str) else json.dumps(data)
        (tmp_path / "rules.json").write_text(written, "utf-8")
        return run("plan", "rules", "rules.json", *options)

    return command


def test_the_lines_are_printed_for_event_toml(onsite):
    rules = {"and": [{"<": [var("entries_today"), 1]}, one_of("gate", "Left counter")]}
    code, out, _err = onsite({"id": 1, "name": "Default", "rules": rules})

    assert code == 0
    assert out == (
        "# Check-in list “Default”\n"
        'allow = ["entries today < 1", "gate = left"]\n'
        "\n"
        "# pretix counts days from midnight; here a day lasts until 04:00.\n"
    )


def test_long_rules_are_printed_over_several_lines_that_can_be_read_back(onsite):
    times = [
        {"isAfter": [var("now"), at("custom", f"2026-11-24T{hour}:00:00Z"), 0]}
        for hour in range(10, 18)
    ]
    code, out, _err = onsite({"or": [*times, {"<": [var("entries_number"), 3]}]})

    assert code == 0
    assert out.startswith('allow = [\n  { any = [\n    "now >= 2026-11-24 11:00",\n')
    condition = read(tomllib.loads(out)["allow"])
    assert text(condition).count(" or ") == 8


def test_what_cannot_be_said_is_printed_and_is_exit_code_1(onsite):
    rules = {"and": [{"==": [var("entry_status"), "absent"]}, {"<": [var("moon"), 3]}]}
    code, out, _err = onsite(
        {"results": [{"name": "A", "rules": {}}, {"name": "A", "rules": rules}]}
    )

    assert code == 1
    assert out == (
        "# Check-in list “A”\n"
        "allow = []\n"
        "\n"
        "# Check-in list “A 2”\n"
        'allow = ["outside"]\n'
        '# Not taken over: {"<": [{"var": "moon"}, 3]}\n'
        "#  and[2]: there is nothing here like “moon”. Without it, more are let in.\n"
    )


def test_the_same_for_programs(onsite):
    code, out, _err = onsite({"or": [{"<": [var("moon"), 3]}]}, "--json")

    assert code == 1
    assert json.loads(out) == {
        "lists": [
            {
                "name": "",
                "allow": [],
                "unsaid": [
                    {
                        "path": "or[1]",
                        "part": '{"<": [{"var": "moon"}, 3]}',
                        "why": "there is nothing here like “moon”. Without it, more are let in.",
                    }
                ],
            }
        ]
    }


def test_what_is_no_json_is_explained(onsite):
    assert onsite("{\n  and: []}") == (
        1,
        "",
        (
            "rules.json, line 2, column 3: this is not valid JSON.\n"
            "Save the answer of pretix's API for a check-in list into a file.\n"
        ),
    )
    assert onsite("[" * 100_000)[2].startswith("rules.json is nested too deep.")
