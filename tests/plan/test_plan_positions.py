"""The scanner against `tomllib`: the same places, and each on the line of its value."""

from __future__ import annotations

import itertools
import json
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.bundled import bundled
from onsite.plan.positions import positions, spot_within

CASES = {
    "": {(): 1},
    "a = 1\nb.c = 2": {(): 1, ("a",): 1, ("b",): 2, ("b", "c"): 2},
    "\n# x = 1\n[t.u]\n  k = '#'": {(): 1, ("t",): 3, ("t", "u"): 3, ("t", "u", "k"): 4},
    "[t.u]\n[t]": {(): 1, ("t",): 2, ("t", "u"): 1},
    "a = [\n  1, # one\n  2,\n]\nb = 3": {
        (): 1,
        ("a",): 1,
        ("a", 0): 2,
        ("a", 1): 3,
        ("b",): 5,
    },
    "[[a]]\nx=1\n[[a]]\nx=2\n[a.y]\nz=3\n[[a.w]]": {
        (): 1,
        ("a",): 1,
        ("a", 0): 1,
        ("a", 0, "x"): 2,
        ("a", 1): 3,
        ("a", 1, "x"): 4,
        ("a", 1, "y"): 5,
        ("a", 1, "y", "z"): 6,
        ("a", 1, "w"): 7,
        ("a", 1, "w", 0): 7,
    },
    'a = """x\n""y\n"""""\nb = 1': {(): 1, ("a",): 1, ("b",): 4},
    "a = '''\n''\\'''''\r\nb = 1": {(): 1, ("a",): 1, ("b",): 3},
    '"a.b" . \'c\' = { d = [{}, {e = "}"}], f.g = 2026-11-24 08:00:00 }': {
        (): 1,
        ("a.b",): 1,
        ("a.b", "c"): 1,
        ("a.b", "c", "d"): 1,
        ("a.b", "c", "d", 0): 1,
        ("a.b", "c", "d", 1): 1,
        ("a.b", "c", "d", 1, "e"): 1,
        ("a.b", "c", "f"): 1,
        ("a.b", "c", "f", "g"): 1,
    },
    '"\\"]" = "\\\\"\n[ x . "]" ] # [y]\n1.5 = 0': {
        (): 1,
        ('"]',): 1,
        ("x",): 2,
        ("x", "]"): 2,
        ("x", "]", "1"): 3,
        ("x", "]", "1", "5"): 3,
    },
}


@pytest.mark.parametrize("text", CASES)
def test_each_place_has_its_line(text):
    assert positions(text) == CASES[text]


def places(value: Any, above: tuple[str | int, ...] = ()):
    yield above
    members = value.items() if isinstance(value, dict) else ()
    for key, member in enumerate(value) if isinstance(value, list) else members:
        yield from places(member, (*above, key))


def value_at(data: Any, place: tuple[str | int, ...]) -> Any:
    for part in place:
        data = data[part]
    return data


def test_every_place_of_the_starting_plan_is_found():
    text = bundled("assets/plan/event.toml").read_text("utf-8")
    assert set(positions(text)) == set(places(tomllib.loads(text)))


KEYS = st.one_of(st.sampled_from(["a", "b-1", "1"]), st.text(max_size=3))
SHAPES = st.recursive(
    st.just("leaf"),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=12,
)


def quoted(key: str) -> str:
    return json.dumps(key, ensure_ascii=True) if all(char < "\U00010000" for char in key) else '"x"'


class Layout:
    """Writes a shape as TOML in one of the many ways there are; each leaf a number of its own."""

    def __init__(self, draw: Any) -> None:
        self._draw = draw
        self._numbers = itertools.count(1000)

    def choose(self, *options: str) -> str:
        return self._draw(st.sampled_from(options))

    def table(self, shape: dict[str, Any], header: str = "") -> str:
        lines, below = [], []
        for key, inner in shape.items():
            name = f"{header}.{quoted(key)}" if header else quoted(key)
            if isinstance(inner, dict) and self.choose("inline", "header") == "header":
                below.append(f"[{name}]{self.noise()}\n{self.table(inner, name)}")
            else:
                lines.append(f"{quoted(key)}{self.choose('=', ' = ')}{self.value(inner)}")
        return "".join(f"{line}{self.noise()}\n" for line in lines) + "".join(below)

    def value(self, shape: Any) -> str:
        if isinstance(shape, dict):
            pairs = (f"{quoted(key)} = {self.value(inner)}" for key, inner in shape.items())
            return f"{{ {', '.join(pairs)} }}"
        if isinstance(shape, list):
            items = (f"{self.break_()}{self.value(inner)}{self.break_()}" for inner in shape)
            return f"[{','.join(items)}{self.break_()}]"
        number = next(self._numbers)
        forms = (f"{number}", f'"{number}"', f"'''{number}'''", f"{number}.5", f'"""{number}\n"""')
        return self.choose(*forms)

    def break_(self) -> str:
        return self.choose("", " ", "\n", " # ] } = \n\n")

    def noise(self) -> str:
        return self.choose("", " ", " # [x] = 1", "\n\n# y = 2")


@given(st.dictionaries(KEYS, SHAPES, max_size=4), st.data())
def test_it_finds_what_tomllib_finds_on_the_line_where_it_stands(shape, data):
    text = Layout(data.draw).table(shape)
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # two of the keys were the same
    lines = positions(text)
    assert set(lines) == set(places(parsed))
    written = text.split("\n")
    for place, line in lines.items():
        value = value_at(parsed, place)
        if not isinstance(value, dict | list):
            assert str(value).strip() in written[line - 1]


@pytest.mark.parametrize(
    ("text", "offset", "spot"),
    [
        ('a = ["x", "yz"]', 0, (1, 12)),
        ('a = ["x", "yz"]', 1, (1, 13)),
        ("a = [\n  'x',\n  'yz', # z\n]", 1, (3, 5)),
        ("a = [\r\n  'x',\r\n  'yz']", 1, (3, 5)),
        ('a = ["x", "\\u0079\\"\\U0001F600z"]', 1, (1, 18)),
        ('a = ["x", "\\u0079\\"\\U0001F600z"]', 3, (1, 30)),
        ("a = ['x', '\\u0079']", 2, (1, 14)),
        ('a = ["x", """\n\nyz"""]', 2, (1, 11)),
    ],
)
def test_a_character_within_a_text_is_found(text, offset, spot):
    assert spot_within(text, ("a", 1), offset) == spot
