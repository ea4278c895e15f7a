"""Conditions as text: every form there is, back and forth, and every mistake."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onsite.plan.conditions.parsing import parse
from onsite.plan.conditions.printing import form, text, toml
from onsite.plan.conditions.reading import MOST, look, read
from onsite.plan.conditions.tokens import LONGEST, ConditionError
from onsite.plan.conditions.tree import (
    All,
    Amount,
    Anchor,
    AnyOf,
    Choice,
    DayOrder,
    Flag,
    Is,
    Moment,
    Number,
    Span,
    Spot,
    Subject,
    When,
    leaves,
)
from tests.plan.conditions.trees import choices, trees

DAY = date(2026, 11, 24)
OUTSIDE = Is(Flag.INSIDE, negated=True)
FORMS = [
    ("entries < 3", Number(Amount.ENTRIES, "<", 3)),
    ("entries today < 1", Number(Amount.ENTRIES, "<", 1, Span("today"))),
    ("entries on 2026-11-24 = 0", Number(Amount.ENTRIES, "=", 0, Span("on", day=DAY))),
    (
        "entries since 18:00 <= 2",
        Number(Amount.ENTRIES, "<=", 2, Span("since", moment=Moment(time(18)))),
    ),
    (
        "entries before 2026-11-24 08:30 != 1",
        Number(
            Amount.ENTRIES,
            "!=",
            1,
            Span("before", moment=Moment(datetime.combine(DAY, time(8, 30)))),
        ),
    ),
    ("days present < 2", Number(Amount.DAYS, "<", 2)),
    (
        "days present since 2026-11-24 >= 1",
        Number(Amount.DAYS, ">=", 1, Span("since", moment=Moment(DAY))),
    ),
    ("minutes since last entry >= 180", Number(Amount.LAST, ">=", 180)),
    ("minutes since first entry > 9", Number(Amount.FIRST, ">", 9)),
    ("age >= 18", Number(Amount.AGE, ">=", 18)),
    ("time >= 22:00", When(">=", Moment(time(22)))),
    ("time < 22:00:30 - 10 min", When("<", Moment(time(22, 0, 30), -10))),
    ("now >= admission - 30 min", When(">=", Moment(Anchor.ADMISSION, -30))),
    ("now < ticket end + 5 min", When("<", Moment(Anchor.TICKET_END, 5))),
    ("now > 2026-11-24 18:00", When(">", Moment(datetime.combine(DAY, time(18))))),
    ("now <= last end", When("<=", Moment(Anchor.LAST_END))),
    ("day >= 2026-11-24", DayOrder(">=", DAY)),
    ("day in 2026-11-24, 2026-11-25", Choice(Subject.DAY, ("2026-11-24", "2026-11-25"))),
    ("weekday not in Sat, Sun", Choice(Subject.WEEKDAY, ("Sat", "Sun"), negated=True)),
    ("category = regular", Choice(Subject.CATEGORY, ("regular",))),
    ("ticket in 'Early bird', press", Choice(Subject.TICKET, ("Early bird", "press"))),
    ("variant != 'O''Brien'", Choice(Subject.VARIANT, ("O'Brien",), negated=True)),
    ("gate = a", Choice(Subject.GATE, ("a",))),
    ("vip", Is(Flag.VIP)),
    ("not speaker", Is(Flag.SPEAKER, negated=True)),
    ("paid", Is(Flag.PAID)),
    ("unpaid", Is(Flag.PAID, negated=True)),
    ("inside", Is(Flag.INSIDE)),
    ("outside", OUTSIDE),
    ("present today", Is(Flag.PRESENT_TODAY)),
    ("not present today", Is(Flag.PRESENT_TODAY, negated=True)),
    ("vip or outside and paid", AnyOf((Is(Flag.VIP), All((OUTSIDE, Is(Flag.PAID)))))),
    ("(vip or outside) and paid", All((AnyOf((Is(Flag.VIP), OUTSIDE)), Is(Flag.PAID)))),
]
# Other spellings of the same.
SPELLINGS = [
    ("ENTRIES  Today<1", "entries today < 1"),
    ("entries ≤ 2 and age ≥ 18", "entries <= 2 and age >= 18"),
    ("entries == 0 and entries ≠ 1", "entries = 0 and entries != 1"),
    ("now >= admission - 2 h", "now >= admission - 120 min"),
    ("now >= admission − 90 minutes", "now >= admission - 90 min"),
    ("time >= 9:05", "time >= 09:05"),
    ("now >= 22:00", "time >= 22:00"),
    ("now >= 2026-11-24T8:00", "now >= 2026-11-24 08:00"),
    ("weekday is Saturday", "weekday = Sat"),
    ("weekday is not SUN", "weekday != Sun"),
    ("category in regular", "category = regular"),
    ("category not in a, b, a", "category not in a, b"),
    ('ticket = "Early bird"', "ticket = 'Early bird'"),
    ("variant = 2026", "variant = '2026'"),
    ("not outside", "inside"),
    ("not unpaid", "paid"),
    ("((vip))", "vip"),
    ("vip and (paid and (outside or inside))", "vip and paid and (outside or inside)"),
]
# What is written, the place of the mistake in it, its code and what it is about.
MISTAKES = [
    ("", 0, "empty", {}),
    ("entrys < 3", 0, "instead", {"wanted": "comparison", "word": "entrys"}),
    ("entries < three", 10, "instead", {"wanted": "number", "word": "three"}),
    ("entries < -1", 10, "instead", {"wanted": "number", "word": "-"}),
    ("entries < 1000001", 10, "instead", {"wanted": "number", "word": "1000001"}),
    ("entries today", 13, "missing", {"wanted": "sign", "after": "today"}),
    ("entries on monday < 1", 11, "instead", {"wanted": "day", "word": "monday"}),
    ("entries since yesterday < 1", 14, "instead", {"wanted": "moment", "word": "yesterday"}),
    ("days < 2", 5, "instead", {"wanted": "“present”", "word": "<"}),
    ("minutes since entry < 5", 14, "instead", {"wanted": "“last entry”", "word": "entry"}),
    ("time = 22:00", 5, "instead", {"wanted": "order", "word": "="}),
    ("time >= admission", 8, "instead", {"wanted": "clock", "word": "admission"}),
    ("time >= 25:00", 8, "instead", {"wanted": "moment", "word": "25:00"}),
    ("now >= 2026-02-30", 7, "instead", {"wanted": "day", "word": "2026-02-30"}),
    ("now >= 0001-01-01", 7, "instead", {"wanted": "day", "word": "0001-01-01"}),
    ("now >= admission - 5", 20, "missing", {"wanted": "“min”", "after": "5"}),
    ("day > 2026-11", 6, "instead", {"wanted": "day", "word": "2026-11"}),
    ("weekday = funday", 10, "instead", {"wanted": "weekday", "word": "funday"}),
    ("category < regular", 9, "instead", {"wanted": "order_of_names", "word": "<"}),
    ("category regular", 9, "instead", {"wanted": "choice", "word": "regular"}),
    ("category in a,", 14, "missing", {"wanted": "name", "after": ","}),
    ("category in Early bird", 18, "rest", {"word": "bird"}),
    ("gate in 'a, b", 8, "open_quote", {"word": "'"}),
    ("vip & paid", 4, "strange", {"word": "&"}),
    ("vip paid", 4, "rest", {"word": "paid"}),
    ("vip or", 6, "missing", {"wanted": "comparison", "after": "or"}),
    ("not category = a", 4, "instead", {"wanted": "flag", "word": "category"}),
    ("(vip or paid", 12, "missing", {"wanted": "“)”", "after": "paid"}),
    ("vip)", 3, "rest", {"word": ")"}),
    ("(" * 11 + "vip" + ")" * 11, 10, "deep", {}),
    ("x" * (LONGEST + 1), 0, "long", {"most": str(LONGEST)}),
]  # fmt: skip


@pytest.mark.parametrize(("written", "condition"), FORMS)
def test_every_form_is_read_and_written_alike(written, condition):
    assert parse(written) == condition
    assert text(condition) == written


@pytest.mark.parametrize(("written", "plain"), SPELLINGS)
def test_other_spellings_mean_the_same(written, plain):
    assert text(parse(written)) == plain


@pytest.mark.parametrize(("written", "offset", "code", "details"), MISTAKES)
def test_a_mistake_is_named_where_it_is(written, offset, code, details):
    with pytest.raises(ConditionError) as caught:
        parse(written)
    error = caught.value
    assert (error.offset, error.code) == (offset, code)
    assert details.items() <= error.details.items()


names = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@given(trees(st.one_of(choices(names), choices())) | trees())
def test_what_is_written_is_read_as_the_same(condition):
    assert parse(text(condition)) == condition


@given(trees(most=30))
def test_lines_for_event_toml_are_read_as_the_same(condition):
    written = toml(form(condition))

    assert read(tomllib.loads(written)["allow"]) == condition
    assert all(len(line) <= 130 for line in written.splitlines())


@given(st.text(max_size=40) | st.text("abn()<>=!'\" 0123:-,and or in", max_size=60))
@example("𐒠:00")
def test_no_text_is_more_than_wrong(written):
    condition, faults = look([written])

    assert all(0 <= fault.error.offset <= len(written) for fault in faults)
    assert (condition is None) == bool(faults)
    if condition is not None:
        assert parse(text(condition)) == condition


def test_lines_hold_together_and_groups_hold_as_they_say():
    allow = ["vip", {"any": ["paid", {"all": ["outside", "age >= 18"]}]}]

    condition = read(allow)

    assert text(condition) == "vip and (paid or outside and age >= 18)"
    assert [leaf.spot for leaf in leaves(condition)] == [
        Spot(("allow", 0)),
        Spot(("allow", 1, "any", 0)),
        Spot(("allow", 1, "any", 1, "all", 0)),
        Spot(("allow", 1, "any", 1, "all", 1)),
    ]
    assert read([]) is None


WRONG = [
    ("vip", [(("allow",), "list")]),
    ([3], [(("allow", 0), "shape")]),
    ([{}], [(("allow", 0), "table")]),
    ([{"none": ["vip"]}], [(("allow", 0), "table")]),
    ([{"any": ["vip"], "all": ["vip"]}], [(("allow", 0), "table")]),
    ([{"any": []}], [(("allow", 0), "empty_group")]),
    ([{"any": "vip"}], [(("allow", 0, "any"), "list")]),
    (
        ["vip", "x", {"any": ["y", "paid"]}],
        [(("allow", 1), "instead"), (("allow", 2, "any", 0), "instead")],
    ),
    (["vip"] * (MOST + 1), [(("allow",), "many")]),
]  # fmt: skip


@pytest.mark.parametrize(("allow", "expected"), WRONG)
def test_everything_that_is_wrong_is_told_with_its_place(allow, expected):
    _condition, faults = look(allow)

    assert [(fault.place, fault.error.code) for fault in faults] == expected
    with pytest.raises(ConditionError):
        read(allow)


def test_groups_within_groups_have_an_end():
    allow: list = ["vip"]
    for _level in range(5_000):
        allow = [{"any": allow}]
    with pytest.raises(ConditionError) as caught:
        read(allow)
    assert caught.value.code == "deep"
