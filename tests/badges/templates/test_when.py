"""When a layer is shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.badges.templates.conditions import (
    FLAGS,
    All,
    AnyOf,
    Known,
    Not,
    OneOf,
    holds,
    parse,
    shows,
)
from onsite.badges.templates.fields import FIELDS
from onsite.badges.templates.holder import Holder
from onsite.plan.conditions.tokens import ConditionError

ANA = Holder(
    attendee="a1",
    name="Ana Lima",
    company="Porto Data",
    category="speaker",
    category_name="Speakers & hosts",
    extra={"Diet": "Vegan", "T-shirt size": "L"},
    vip=True,
)


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        ("", True),
        ("company", True),
        ("not company", False),
        ("position", False),
        ("category = speaker", True),
        ("category = 'SPEAKERS & HOSTS'", True),
        ("category in press, speaker", True),
        ("category not in press, speaker", False),
        ("category != press", True),
        ("vip and photo", False),
        ("vip and not photo", True),
        ("speaker or vip", True),
        ("not (speaker or vip)", False),
        ("photo or company and vip", True),
        ("(photo or company) and speaker", False),
        ("extra Diet = vegan", True),
        ("extra diet", True),
        ("extra 'T-shirt size' is not L", False),
        ("extra Room", False),
    ],
)
def test_what_is_shown_to_whom(when, shown):
    assert shows(when, ANA) is shown


@pytest.mark.parametrize(
    ("when", "code", "offset"),
    [
        ("compny", "instead", 0),
        ("company and", "missing", 11),
        ("company vip", "rest", 8),
        ("vip = yes", "rest", 6),
        ("category =", "missing", 10),
        ("(company", "missing", 8),
        ("not", "missing", 3),
        ("country = 'de", "open_quote", 10),
        ("company; vip", "strange", 7),
        ("not " * 11 + "vip", "deep", 40),
        ("vip or " * 200 + "vip", "long", 0),
    ],
)
def test_what_is_no_condition(when, code, offset):
    with pytest.raises(ConditionError) as caught:
        parse(when)
    assert (caught.value.code, caught.value.offset) == (code, offset)


WORDS = st.text("abcde '", min_size=1, max_size=6)
WHATS = st.sampled_from(FIELDS) | WORDS.map(lambda name: f"extra {name}")
LEAVES = (st.sampled_from(FLAGS) | WHATS).map(Known) | st.builds(
    OneOf, WHATS, st.lists(WORDS, min_size=1, max_size=3, unique=True).map(tuple)
)
PARTS = st.deferred(lambda: st.lists(TREES, min_size=2, max_size=3).map(tuple))
TREES = st.deferred(
    lambda: LEAVES | st.builds(Not, LEAVES) | st.builds(All, PARTS) | st.builds(AnyOf, PARTS)
)


def printed(tree) -> str:
    match tree:
        case Known(what):
            return _what(what)
        case OneOf(what, values):
            return f"{_what(what)} in {', '.join(_quoted(each) for each in values)}"
        case Not(part):
            return f"not ({printed(part)})"
        case All(parts):
            return " and ".join(f"({printed(part)})" for part in parts)
        case AnyOf(parts):
            return " or ".join(f"({printed(part)})" for part in parts)


def _what(what: str) -> str:
    head, blank, name = what.partition(" ")
    return f"extra {_quoted(name)}" if blank else head


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def depth(tree) -> int:
    inside = [tree.part] if isinstance(tree, Not) else getattr(tree, "parts", ())
    return 1 + max((depth(each) for each in inside), default=0)


@settings(max_examples=150, deadline=None)
@given(TREES.filter(lambda tree: depth(tree) < 5), st.builds(Holder, *[WORDS] * 7))
def test_what_is_written_is_read_again(tree, holder):
    text = printed(tree)
    if len(text) <= 1_000:
        assert holds(parse(text), holder) == holds(tree, holder)
        assert shows(f"not ({text})", holder) is not holds(tree, holder)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40) | st.text("not andr(),='\"vip companyextra", max_size=40))
def test_any_text_is_a_condition_or_says_why_not(text):
    fault = refusal(text)
    assert fault is None or 0 <= fault.offset <= len(text)


def refusal(text: str) -> ConditionError | None:
    try:
        shows(text, ANA)
    except ConditionError as error:
        return error
    return None
