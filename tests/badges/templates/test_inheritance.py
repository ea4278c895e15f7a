"""A template and those that it inherits from."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.badges.templates.finding import find, find_in, names
from onsite.badges.templates.model import GroupLayer
from onsite.badges.templates.shelves import Published, shipped
from tests.badges.templates.shelf import GOOD, problems, read

CHILD = 'inherits = "plain"\n'


def ids(layers) -> list[str]:
    found = []
    for layer in layers:
        inside = f"({' '.join(ids(layer.layers))})" if isinstance(layer, GroupLayer) else ""
        found.append(f"{layer.id}{inside}")
    return found


def child(text: str):
    return read(CHILD + text, plain=GOOD)


def test_what_is_not_said_is_inherited_but_the_title():
    template = child("")
    assert (template.size.width, template.margin, template.label) == (105, 5, "mine")
    assert ids(template.layers) == ["name", "rule", "who(company)"]


def test_single_keys_of_a_layer_are_changed():
    name = child("[layers.name]\nsize_max = 40\n").layers[0]
    assert (name.size_max, name.text, name.width) == (40, "{name}", 80)


def test_members_of_groups_are_changed_and_added():
    who = child(
        "[layers.who.layers.company]\nlines = 2\n"
        '[layers.who.layers.position]\nkind = "text"\ntext = "{position}"\nwidth = 9\nheight = 9\n'
    ).layers[2]
    assert [(each.id, each.lines) for each in who.layers] == [("company", 2), ("position", 1)]


def test_layers_are_added_on_top_or_under_another_one():
    box = 'kind = "shape"\nwidth = 30\nheight = 30\n'
    template = child(f'[layers.above]\n{box}[layers.below]\nunder = "name"\n{box}')
    assert ids(template.layers) == ["below", "name", "rule", "who(company)", "above"]


def test_a_layer_may_be_moved_under_another_one():
    assert ids(child('[layers.who]\nunder = "rule"\n').layers) == ["name", "who(company)", "rule"]


def test_layers_are_removed_in_groups_too():
    more = '[layers.who.layers.position]\nkind = "text"\ntext = "x"\nwidth = 9\nheight = 9\n'
    template = child(f'removes = ["rule", "who.company"]\n{more}')
    assert ids(template.layers) == ["name", "who(position)"]


def test_a_layer_of_another_kind_is_a_new_one():
    photo = child('[layers.name]\nkind = "photo"\nx = 5\ny = 20\nwidth = 30\nheight = 40\n')
    assert photo.layers[0].model_dump() == {
        "id": "name",
        "kind": "photo",
        "field": "photo",
        "when": "",
        "x": 5,
        "y": 20,
        "width": 30,
        "height": 40,
    }


def test_a_back_is_left_out_with_the_fold():
    assert find("a6-back", None).back
    front = read('inherits = "a6-back"\nfold = "none"\n')
    assert (front.fold, front.back, front.layers) == ("none", (), find("a6", None).layers)


def test_a_layer_of_the_back_is_removed_by_its_side():
    template = read('inherits = "a6-back"\nremoves = ["back.code", "back.who.company"]\n')
    assert ids(template.back) == ["event", "rule", "who(name)", "typed", "category"]
    assert ids(template.layers) == ids(find("a6", None).layers)


def test_one_s_own_may_have_the_name_of_the_one_it_inherits_from():
    own = Published({"a6": 'inherits = "a6"\ntitle = "Ours"\nremoves = ["rule"]\n'})
    template = find_in("a6", (own, shipped()))
    assert template.title == "Ours"
    assert "rule" not in ids(template.layers)
    assert ids(read('inherits = "a6"').layers) == ids(find("a6", None).layers)


@pytest.mark.parametrize(
    ("others", "names"),
    [
        ({"mine": 'inherits = "mine"'}, None),
        ({"mine": 'inherits = "b"', "b": 'inherits = "mine"'}, "mine → b → mine"),
        (
            {"mine": 'inherits = "b"', "b": 'inherits = "c"', "c": 'inherits = "b"'},
            "b → c → b",
        ),
    ],
)
def test_a_circle_is_named(others, names):
    text = others.pop("mine")
    ((_file, line, key, said),) = problems(text, **others)
    assert (line, key) == (1, "inherits")
    wanted = f"it inherits from itself: {names}." if names else "there is no design “mine”."
    assert said.startswith(wanted)


def test_a_base_that_is_missing_is_guessed():
    ((file, line, key, said),) = problems('title = "x"\ninherits = "a6-bakc"\n')
    assert (file, line, key) == ("mine.toml", 2, "inherits")
    assert said.startswith("there is no design “a6-bakc”. Known here: 4x3in, 4x6in, a6, ")


def test_layers_that_are_not_there_are_told():
    wrong = CHILD + 'removes = ["rul", "who.firm"]\n[layers.name]\nunder = "ruler"\n'
    known = "there is no layer {} here. Known here: name, rule, who, who.company."
    others = "there is no layer {} here. Known here: rule, who. Did you mean “rule”?"
    assert problems(wrong, plain=GOOD) == [
        ("mine.toml", 2, "removes[1]", f"{known.format('“rul”')} Did you mean “rule”?"),
        ("mine.toml", 2, "removes[2]", known.format("“who.firm”")),
        ("mine.toml", 4, "layers.name.under", others.format("“ruler”")),
    ]


def test_a_mistake_is_told_where_it_was_written():
    broken = GOOD.replace("{company}", "{firm}")
    wrong = CHILD + "[layers.name]\nsize_max = 400\nx = 30\n"
    assert [each[:3] for each in problems(wrong, plain=broken)] == [
        ("mine.toml", 3, "layers.name.size_max"),
        ("mine.toml", 4, "layers.name.x"),
        ("plain.toml", 25, "layers.who.layers.company.text"),
    ]


@pytest.mark.parametrize("name", names(None))
def test_what_ships_is_valid_and_has_a_title(name):
    assert find(name, None).title


def test_a_design_ships_for_every_size():
    assert names(None) == (
        *("4x3in", "4x6in", "a6", "a6-back", "a6-butterfly", "a7", "cr80", "label-62"),
    )


KEYS = st.sampled_from(("x", "y", "width", "height"))
CHANGES = st.dictionaries(
    st.sampled_from(("name", "rule", "company", "new")),
    st.dictionaries(KEYS, st.integers(10, 40), min_size=1),
    max_size=3,
)


def written(changes) -> str:
    tables = []
    for key, values in changes.items():
        place = "who.layers.company" if key == "company" else key
        kind = 'kind = "shape"\n' if key == "new" else ""
        lines = "".join(f"{name} = {value}\n" for name, value in values.items())
        tables.append(f"[layers.{place}]\n{kind}{lines}")
    return "".join(tables)


@settings(max_examples=60, deadline=None)
@given(st.lists(CHANGES, min_size=1, max_size=3))
def test_the_last_who_says_something_is_right(generations):
    start = "[layers.new]\nkind = 'shape'\nwidth = 20\nheight = 20\n"
    wide = GOOD.replace('"a6"', "{ width = 200, height = 200 }").replace("margin = 5", "")
    narrow = wide.replace("80\nheight = 10", "9\nheight = 10")
    texts = {"g0": narrow + start}
    wanted = {"name": {}, "rule": {}, "company": {}, "new": {}}
    for number, changes in enumerate(generations, 1):
        texts[f"g{number}"] = f'inherits = "g{number - 1}"\n{written(changes)}'
        for key, values in changes.items():
            wanted[key] |= values
    before = find_in("g0", (Published(texts),))
    after = find_in(f"g{len(generations)}", (Published(texts),))
    assert _boxes(after) == {key: each | wanted[key] for key, each in _boxes(before).items()}
    assert ids(after.layers) == ids(before.layers)


def _boxes(template) -> dict[str, dict[str, float]]:
    layers = {each.id: each for each in template.layers}
    layers["company"] = layers.pop("who").layers[0]
    names = ("x", "y", "width", "height")
    return {key: {each: getattr(layer, each) for each in names} for key, layer in layers.items()}
