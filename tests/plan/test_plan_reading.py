"""Every mistake a plan can have, and what is said about it."""

from __future__ import annotations

import re
import tomllib
from datetime import date, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onsite.bundled import bundled
from onsite.plan import (
    badges,
    case_types,
    cues,
    goods,
    model,
    operators,
    printers,
    questions,
    signed,
    stage,
    vips,
)
from onsite.plan.examples import LINES, TABLES
from onsite.plan.incidents import doing, parts, people
from onsite.plan.reading import PlanError, Problem, read
from onsite.plan.zones.parts import AislePart, CameraPart, CrowdPart, ExitPart, UsePart, ZonePart

GOOD = """\
[event]
name = "Summit"
zone = "Asia/Shanghai"
days = [2026-11-24, 2026-11-25]
[categories.regular]
name = "Regular"
[categories.vip]
name = "VIP"
[checkpoints.main]
name = "Main"
[zones.hall]
name = "Hall"
[desks.one]
name = "One"
checkpoint = "main"
"""
TEMPLATE = bundled("assets/plan/event.toml").read_text("utf-8")


def problems(text: str) -> list[tuple[int, str, str, str]]:
    with pytest.raises(PlanError) as caught:
        read(text)
    return [(each.line, each.key, each.wrong, each.example) for each in caught.value.problems]


def refusal(text: str) -> PlanError | None:
    try:
        read(text)
    except PlanError as error:
        return error
    return None


def test_names_are_read_without_what_could_steer_a_terminal():
    hostile = r"\u001b[31mHar\u0007\u202ebour 中　文"
    plan = read(GOOD.replace("Summit", hostile).replace("Main", r"\u009b2JMain\u2066"))
    assert (plan.event.name, plan.checkpoints["main"].name) == ("Harbour 中 文", "Main")


def test_a_plan_is_read_whole():
    plan = read(GOOD + '[roles.host]\nname = "Host"\n')
    assert plan == model.Plan(
        event=model.Event(
            name="Summit",
            zone="Asia/Shanghai",
            days=(date(2026, 11, 24), date(2026, 11, 25)),
        ),
        categories={
            "regular": model.Category(name="Regular"),
            "vip": model.Category(name="VIP"),
        },
        checkpoints={"main": model.Checkpoint(name="Main")},
        zones={"hall": ZonePart(name="Hall")},
        desks={"one": model.Desk(name="One", checkpoint="main")},
        stations=model.Stations(erase_after_days=30),
        roles={**model.DEFAULT_ROLES, "host": model.Role(name="Host")},
    )


def test_times_and_days_may_be_toml_s_own_or_texts():
    window = (
        '[[checkpoints.main.windows]]\nopens = "8:05"\ncloses = 18:30:15\ndays = ["2026-11-25"]'
    )
    assert read(f"{GOOD}{window}").checkpoints["main"].windows == (
        model.Window(opens=time(8, 5), closes=time(18, 30, 15), days=(date(2026, 11, 25),)),
    )


def test_days_are_put_in_order():
    swapped = GOOD.replace("2026-11-24, 2026-11-25", "2026-11-25, 2026-11-24")
    assert read(swapped).event.days == (date(2026, 11, 24), date(2026, 11, 25))


def test_the_starting_plan_is_valid_and_shows_every_key():
    plan = read(TEMPLATE)
    # Somebody else's key must count nowhere: it stands there as a comment.
    key = re.search(r"(?m)^# \[signed_tickets\]\n(?:# \w+ = .*\n)+", TEMPLATE)[0]
    whole = TEMPLATE + re.sub("(?m)^# ", "", key)
    read(whole)
    written = tomllib.loads(whole)
    assert set(written["signed_tickets"]) == set(signed.SignedTickets.model_fields)
    assert set(written) == set(model.Plan.model_fields)
    shown = set().union(*written["checkpoints"].values())
    assert shown == set(model.Checkpoint.model_fields)
    assert list(plan.desks) == ["a-m", "n-z", "guests"]


END = len(GOOD.splitlines())
SECTION = {
    "event": model.Event,
    "categories": model.Category,
    "checkpoints": model.Checkpoint,
    "windows": model.Window,
    "desks": model.Desk,
    "zones": ZonePart,
    "zone_exits": ExitPart,
    "zone_aisles": AislePart,
    "zone_camera": CameraPart,
    "crowd": CrowdPart,
    "crowd_uses": UsePart,
    "stages": stage.StagePart,
    "stage": stage.StageRules,
    "cue_targets": cues.CueTargetPart,
    "stations": model.Stations,
    "roles": model.Role,
    "operators": operators.OperatorPart,
    "shifts": operators.ShiftPart,
    "staff": operators.StaffPart,
    "questions": questions.QuestionPart,
    "vips": vips.VipPart,
    "groups": vips.GroupPart,
    "goods": goods.GoodsPart,
    "printers": printers.PrinterPart,
    "printer_pools": printers.PoolPart,
    "case_types": case_types.CaseTypePart,
    "badges": badges.BadgesPart,
    "limits": badges.LimitsPart,
    "signed_tickets": signed.SignedTickets,
    "incident_types": parts.IncidentTypePart,
    "severities": parts.SeverityPart,
    "policies": parts.PolicyPart,
    "policy_steps": parts.PolicyStepPart,
    "response_roles": people.ResponseRolePart,
    "contacts": people.ContactPart,
    "page_channels": people.PageChannelPart,
    "playbooks": doing.PlaybookPart,
    "playbook_steps": doing.PlaybookStepPart,
    "statements": doing.StatementPart,
    "checklists": doing.ChecklistPart,
    "checklist_items": doing.ChecklistItemPart,
    "incidents": parts.IncidentsPart,
}

# What is put in the place of what, then: line, key, what is said, example.
MISTAKES = [
    ('name = "Summit"', "", 1, "event.name", "this is needed and is not there.",
     'name = "Harbour Summit"'),
    ('"Summit"', '" "', 2, "event.name", "this is empty.", 'name = "Harbour Summit"'),
    ('"Summit"', f'"{"x" * 81}"', 2, "event.name", "this is longer than 80 characters.",
     'name = "Harbour Summit"'),
    ('"Summit"', "2026", 2, "event.name", "2026 is not a text; put it in quotes.",
     'name = "Harbour Summit"'),
    ('"Asia/Shanghai"', '"Shanghai"', 3, "event.zone",
     "“Shanghai” is not a time zone; write Region/City. Did you mean “Asia/Shanghai”?",
     'zone = "Europe/Berlin"'),
    ('"Asia/Shanghai"', '"../../etc/passwd"', 3, "event.zone",
     "“../../etc/passwd” is not a time zone; write Region/City.", 'zone = "Europe/Berlin"'),
    ('"Asia/Shanghai"', '"Europe"', 3, "event.zone",
     "“Europe” is not a time zone; write Region/City. Did you mean “Europe/Rome”?",
     'zone = "Europe/Berlin"'),
    ("2026-11-24, 2026-11-25", "", 4, "event.days", "this is empty; at least one is needed.",
     "days = [2026-11-24, 2026-11-25]"),
    ("2026-11-24, 2026-11-25", "\n2026-11-24,\n\n'1.12.2026'", 7, "event.days[2]",
     "“1.12.2026” is not a day; write year-month-day.", "days = [2026-11-24, 2026-11-25]"),
    ("2026-11-24, 2026-11-25", "20261124", 4, "event.days[1]",
     "20261124 is not a day; write year-month-day.", "days = [2026-11-24, 2026-11-25]"),
    ("2026-11-24, 2026-11-25", "2026-11-24,\n2026-11-24", 5, "event.days[2]",
     "2026-11-24 is there twice.", "days = [2026-11-24, 2026-11-25]"),
    ("[2026-11-24, 2026-11-25]", "2026-11-24", 4, "event.days",
     "2026-11-24 is not a list; put it in square brackets.", "days = [2026-11-24, 2026-11-25]"),
    ("[categories.regular]", 'day_ends = "13:00"\n[categories.regular]', 5, "event.day_ends",
     "“13:00” is not before noon; this is the hour until which yesterday lasts.",
     'day_ends = "04:00"'),
    ("[categories.regular]", "day_ends = 4\n[categories.regular]", 5, "event.day_ends",
     "4 is not a time of day; write hours:minutes in quotes, 00:00 to 23:59.",
     'day_ends = "04:00"'),
    ("[categories.vip]", 'color = "#123456"\n[categories.vip]', 7, "categories.regular.color",
     "there is no such key here. Did you mean “colour”?", 'colour = "#5f87af"'),
    ("[categories.vip]", 'colour = "red"\n[categories.vip]', 7, "categories.regular.colour",
     "“red” is not a colour: write # and six digits of 0–9 and a–f, in quotes.",
     'colour = "#5f87af"'),
    ("[categories.vip]", "[categories.VIP]", 7, "categories.VIP",
     "“VIP” is not an id: use up to 40 of a–z, 0–9, - and _, and begin with a letter or digit.",
     TABLES["categories"]),
    ("[categories.vip]", '[categories."\\u001b[31m"]', 7, 'categories."�[31m"',
     ("“�[31m” is not an id: use up to 40 of a–z, 0–9, - and _, "
     "and begin with a letter or digit."), TABLES["categories"]),
    ('"VIP"', '"regular"', 8, "categories.vip.name",
     "“regular” stands for the category “regular” already.", 'name = "Regular"'),
    ('"VIP"', '"VIP"\ntickets = ["Gold", "Regular"]', 9, "categories.vip.tickets[2]",
     "“Regular” stands for the category “regular” already.",
     'tickets = ["Standard ticket", "Early bird"]'),
    ('"VIP"', '"VIP"\ndays = [\n2026-11-24,\n2026-11-26]', 11, "categories.vip.days[2]",
     "2026-11-26 is not a day of the event (2026-11-24, 2026-11-25).", "days = [2026-11-24]"),
    ('"VIP"', '"VIP"\ncheckpoints = ["mian"]', 9, "categories.vip.checkpoints[1]",
     "“mian” does not stand under [checkpoints]. Did you mean “main”?", 'checkpoints = ["main"]'),
    ('"Main"', '"Main"\nkind = "dor"', 11, "checkpoints.main.kind",
     "“dor” is none of: door, workshop, gift, gala, other. Did you mean “door”?",
     'kind = "door"'),
    ('"Main"', '"Main"\ndirection = "up"', 11, "checkpoints.main.direction",
     "“up” is none of: entry, exit, both.", 'direction = "both"'),
    ('"Main"', '"Main"\nre_entry = "yes"', 11, "checkpoints.main.re_entry",
     "“yes” is neither true nor false; write one of them without quotes.", "re_entry = true"),
    ('"Main"', '"Main"\nzone = "balcony"', 11, "checkpoints.main.zone",
     "“balcony” does not stand under [zones]. Known here: hall.", 'zone = "hall"'),
    ('"Main"', '"Main"\nwindows = [{ opens = "9:00", closes = "24:00" }]', 11,
     "checkpoints.main.windows[1].closes",
     "“24:00” is not a time of day; write hours:minutes in quotes, 00:00 to 23:59.",
     'closes = "18:30"'),
    ('"Main"', '"Main"\nwindows = [{ opens = "9:00", closes = "9:00" }]', 11,
     "checkpoints.main.windows[1].closes", "it closes at the same minute as it opens.",
     'closes = "18:30"'),
    ('"Main"', '"Main"\nwindows = [{ opens = "9:00" }]', 11,
     "checkpoints.main.windows[1].closes", "this is needed and is not there.",
     'closes = "18:30"'),
    ('"Main"', '"Main"\nwindows = { opens = "9:00", closes = "10:00" }', 11,
     "checkpoints.main.windows", "{…} is not a list; put it in square brackets.",
     'windows = [{ opens = "08:00", closes = "18:30" }]'),
    ('"Main"', ('"Main"\ndays = [2026-11-24]\n[[checkpoints.main.windows]]\nopens = "9:00"\n'
     'closes = "10:00"\ndays = [2026-11-25]'), 15, "checkpoints.main.windows[1].days[1]",
     "2026-11-25 is not a day of this checkpoint (2026-11-24).", "days = [2026-11-24]"),
    ('"Main"', ('"Main"\ncategories = ["vip"]\n[categories.press]\nname = "Press"\n'
     'checkpoints = ["main"]'), 14, "categories.press.checkpoints[1]",
     "“main” does not let “press” in: add the category to that checkpoint, or leave it out here.",
     'checkpoints = ["main"]'),
    ('checkpoint = "main"', 'checkpoint = "main"\ncategories = ["crew"]', END + 1,
     "desks.one.categories[1]",
     "“crew” does not stand under [categories]. Known here: regular, vip.",
     'categories = ["regular"]'),
    ('checkpoint = "main"', "checkpoint = 1", END, "desks.one.checkpoint",
     "1 is not a text; put it in quotes.", 'checkpoint = "main"'),
    ('checkpoint = "main"', 'checkpoint = "main"\nletters = "F-A"', END + 1, "desks.one.letters",
     "“F-A” is not a list of letters: write A-M, not M-A, and commas between.",
     'letters = "A-F,X"'),
    ('"Hall"', '"Hall"\ncapacity = 1.5', 13, "zones.hall.capacity",
     "1.5 is not a whole number; write one without quotes.", "capacity = 500"),
    ('"Hall"', '"Hall"\ncapacity = 0', 13, "zones.hall.capacity", "0 is not more than 0.",
     "capacity = 500"),
    ('"Hall"', f'"Hall"\ncapacity = 0x{"f" * 9999}', 13, "zones.hall.capacity",
     f"0x{'f' * 37}… is more than 10,000,000.", "capacity = 500"),
    ('"Hall"', '"Hall"\narea_m2 = inf', 13, "zones.hall.area_m2",
     "inf is not a number; write one without quotes.", "area_m2 = 640"),
    ("[zones.hall]", "[stations]\nerase_after_days = 0\n[zones.hall]", 12,
     "stations.erase_after_days", "0 is not more than 0.", "erase_after_days = 30"),
    ("[zones.hall]", "[stations]\nerase_after_days = 366\n[zones.hall]", 12,
     "stations.erase_after_days", "366 is more than 365.", "erase_after_days = 30"),
    ("[zones.hall]", '[stations]\nerase_after_days = "7"\n[zones.hall]', 12,
     "stations.erase_after_days", "“7” is not a whole number; write one without quotes.",
     "erase_after_days = 30"),
    ("[zones.hall]", "[stations]\nerase_days = 7\n[zones.hall]", 12, "stations.erase_days",
     "there is no such key here. Did you mean “erase_after_days”?", "erase_after_days = 30"),
    ("[zones.hall]", "[stations.one]\n[zones.hall]", 11, "stations.one",
     "there is no such key here. Known here: erase_after_days.", TABLES["stations"]),
    ("[zones.hall]", "[zone.hall]", 11, "zone",
     "there is no such key here. Did you mean “zones”?", TABLES["zones"]),
    ("[zones.hall]", "[cinemas.hall]", 11, "cinemas",
     ("there is no such key here. Known here: event, categories, checkpoints, desks, zones, "
     "crowd, stages, stage, cue_targets, stations, roles, operators, shifts, staff, questions, "
     "vips, groups, goods, case_types, printers, printer_pools, badges, signed_tickets, "
     "incident_types, severities, policies, response_roles, contacts, page_channels, playbooks, "
     "statements, checklists, incidents."),
     TABLES["event"]),
    ('[zones.hall]\nname = "Hall"', "zones.hall = 3", 11, "checkpoints.main.zones",
     "there is no such key here. Did you mean “zone”?", 'zone = "hall"'),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "key", "wrong", "right"), MISTAKES)
def test_a_mistake_is_named_with_its_line_and_an_example(old, new, line, key, wrong, right):
    assert GOOD.count(old) == 1
    assert problems(GOOD.replace(old, new)) == [(line, key, wrong, right)]


SYNTAX = [
    ('[event]\nname = "Summit', 2, "event.name",
     "A text is not closed: a quotation mark is missing.", 'name = "Harbour Summit"'),
    ("[event]\nname = Summit", 2, "event.name", "This is not valid TOML: Invalid value.",
     'name = "Harbour Summit"'),
    ("[checkpoints.main]\nwindows = [{ opens = 08:00 }]", 2, "checkpoints.main.windows",
     "A time of day stands in quotes.", 'windows = [{ opens = "08:00", closes = "18:30" }]'),
    ('[event]\nname = "a"\nname = "b"\n', 3, "event.name",
     "This is not valid TOML: Cannot overwrite a value.", 'name = "Harbour Summit"'),
    ("[event\n", 1, "", "This is not valid TOML: Expected ']' at the end of a table declaration.",
     TABLES["event"]),
    ("a = 1\nb = [1", 2, "b", "This is not valid TOML: Unclosed array.", TABLES["event"]),
    ("a = " + "[" * 9999, 1, "", "The brackets are nested too deep.", TABLES["event"]),
    ("a = " + "9" * 9999, 1, "", "A number has too many digits.", "capacity = 500"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "key", "wrong", "right"), SYNTAX)
def test_what_is_no_toml_at_all_is_named_with_its_line(text, line, key, wrong, right):
    assert problems(text) == [(line, key, wrong, right)]


def test_nothing_at_all_lacks_what_is_needed():
    assert problems("") == [
        (1, "checkpoints", "this is needed and is not there.", TABLES["checkpoints"]),
        (1, "event", "this is needed and is not there.", TABLES["event"]),
    ]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_lines():
    text = GOOD.replace('"Summit"', '""').replace('"Main"', '"Main"\nkind = "dor"')
    text = text.replace('checkpoint = "main"', 'checkpoint = "manu"')
    with pytest.raises(PlanError) as caught:
        read(text, "my.toml")
    assert str(caught.value) == (
        "3 mistakes in my.toml:\n"
        "my.toml, line 2, event.name: this is empty.\n"
        '    For example: name = "Harbour Summit"\n'
        "my.toml, line 11, checkpoints.main.kind: “dor” is none of: door, workshop, gift, gala, "
        "other. Did you mean “door”?\n"
        '    For example: kind = "door"\n'
        "my.toml, line 16, desks.one.checkpoint: “manu” does not stand under [checkpoints]. "
        "Did you mean “main”?\n"
        '    For example: checkpoint = "main"'
    )


def test_very_many_mistakes_are_counted_rather_than_listed():
    with pytest.raises(PlanError) as caught:
        read("".join(f"x{number} = 1\n" for number in range(100)))
    assert len(caught.value.problems) == 102
    assert str(caught.value).endswith("\n… and 62 more.")


def test_examples_are_there_for_exactly_the_keys_of_the_model():
    assert {name: set(lines) for name, lines in LINES.items()} == {
        name: set(part.model_fields) for name, part in SECTION.items()
    }
    assert set(TABLES) == set(model.Plan.model_fields)


# Checklists are due by the times of the day.
WITH_TIMES = {**TABLES, "event": f'{TABLES["event"]}\nstart = "09:00"\nend = "18:00"'}


@pytest.mark.parametrize("section", TABLES)
def test_an_example_of_a_table_is_valid(section):
    rest = "\n".join(text for name, text in WITH_TIMES.items() if name != section)
    read(f"{WITH_TIMES[section]}\n{rest}")


@pytest.mark.parametrize(
    ("section", "key"), [(name, key) for name, lines in LINES.items() for key in lines]
)
def test_an_example_of_a_key_is_valid(section, key):
    tables = {**WITH_TIMES, "windows": "[[checkpoints.main.windows]]"}
    lines = {**dict.fromkeys(LINES, ""), section: LINES[section][key]}
    if section == "windows":
        lines["windows"] = "\n".join(LINES["windows"].values())
    text = "\n".join(
        "\n".join(
            line
            for line in table.splitlines()
            if line.partition(" = ")[0] != key or name != section
        )
        + f"\n{lines[name]}"
        for name, table in tables.items()
        if name != "windows" or section == "windows"
    )
    read(text)


@given(st.text())
@example("\x00")
@example("[[event]]")
@example("checkpoints = [1]\n[event]\ndays = {}")
@example("desks.a.checkpoint = [[]]\ncategories = 5\nevent.days = [[2026-11-24]]")
@example("checkpoints.a.categories = [{}]\ncategories.b.checkpoints = ['a', {}]")
def test_no_text_gives_anything_but_a_plan_or_an_explanation(text):
    refused = refusal(text)
    assert refused is None or all(isinstance(each, Problem) for each in refused.problems)
    assert refused is None or refused.problems


VALUES = st.sampled_from(
    """"" "x" "main" 1 -1.5 nan true 2026-11-24 08:00:00 [] [[]] {} [1,{}] ["main","regular"]
    [2026-11-24,2027-01-01] {x.y=1} 2026-11-24T08:00:00Z [{opens="08:00",days=[3]}]
    "\\u001b[2J" """.split()
)


@given(st.data())
def test_whatever_stands_at_a_key_is_explained(data):
    lines = TEMPLATE.splitlines()
    changeable = [number for number, line in enumerate(lines) if " = " in line and line[0] != "#"]
    for number in data.draw(st.lists(st.sampled_from(changeable), max_size=4)):
        lines[number] = f"{lines[number].partition(' = ')[0]} = {data.draw(VALUES)}"
    refused = refusal("\n".join(lines))
    assert "\x1b" not in str(refused)
    assert all(1 <= each.line <= len(lines) for each in (refused.problems if refused else ()))
