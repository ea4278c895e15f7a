"""Every mistake that a template can have, and what is said about it."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onsite.badges.templates.examples import ANY, KINDS, SIZE, TOP
from onsite.badges.templates.finding import find_in
from onsite.badges.templates.mistakes import TemplateError
from onsite.badges.templates.model import KINDS as MODELS
from onsite.badges.templates.model import Size, Template
from onsite.badges.templates.shelves import Published, shipped
from onsite.errors import BadInputError
from tests.badges.templates.shelf import GOOD, problems, read

PNG = b"\x89PNG\r\n\x1a\n"
END = len(GOOD.splitlines())


def test_a_template_is_read_whole():
    template = read(GOOD)
    name, rule, who = template.layers
    assert (template.name, template.label, template.size) == (
        "mine",
        "Plain",
        Size(width=105, height=148),
    )
    assert (name.id, name.kind, name.text, name.size_max, name.lines) == (
        "name",
        "text",
        "{name}",
        12,
        1,
    )
    assert (rule.id, rule.shape, rule.fill) == ("rule", "rect", "")
    assert [(each.id, each.x, each.width) for each in who.layers] == [("company", 0, 80)]


def test_sizes_have_names_in_any_letters_or_are_free():
    for written, size in [
        ('"A7"', Size(width=74, height=105)),
        ('"4x6 in"', Size(width=101.6, height=152.4)),
        ('"62mm"', Size(width=62)),
        ("{ width = 90, height = 55.5 }", Size(width=90, height=55.5)),
        ("{ width = 57 }", Size(width=57)),
    ]:
        text = f'size = {written}\n[layers.a]\nkind = "text"\ntext = "x"\nwidth = 20\nheight = 9\n'
        assert read(text).size == size


def test_a_small_largest_size_makes_the_smallest_one_small():
    assert read(GOOD.replace('"{name}"', '"{name}"\nsize_max = 5')).layers[0].size_min == 5


def test_a_picture_comes_along():
    logo = '[layers.logo]\nkind = "image"\nfile = "logo.png"\nwidth = 9\nheight = 9\n'
    template = read(GOOD + logo, {"logo.png": PNG + b"logo", "other.png": PNG})
    assert template.pictures == {"logo.png": PNG + b"logo"}


MORE = "height = 30\n"
"""The last line of the layer `name`."""
IMAGE = "[layers.i]\nkind = 'image'\nwidth = 9\nheight = 9\nfile = "
CHANGED = [
    # What is put in the place of what; then line and key, and how the sentence begins.
    ("title", "titel", "1 titel", "there is no such key here. Did you mean “title”?"),
    ('"a6"', '"a66"', "2 size", "“a66” is not a size: write a5, a6, a7, 4x3in"),
    ('"a6"', "6", "2 size", "6 is not a size"),
    ("margin = 5", "margin = 60", "3 margin", "60 mm on both sides leave nothing"),
    ('"text"', '"txt"', "5 layers.name.kind", "“txt” is no kind of layer."),
    ('kind = "text"\n', "", "4 layers.name.kind", "this is needed"),
    ("{name}", "{nam}", "6 layers.name.text", "there is no field “nam”."),
    ("{name}", "{name", "6 layers.name.text", "“{” stands alone"),
    ("x = 5", 'x = "5"', "7 layers.name.x", "“5” is not a number"),
    ("x = 5", "x = nan", "7 layers.name.x", "nan is not a number"),
    ("x = 5", "x = 4", "7 layers.name.x", "the layer ends 1 mm inside of the margin"),
    ("= 80", "= 100", "9 layers.name.width", "the layer ends 5 mm inside of the margin"),
    ("= 80", "= 100.5", "9 layers.name.width", "the layer ends 0.5 mm outside of the badge"),
    ("= 30", "= 2", "10 layers.name.height", "in 2 mm not one line of 6 points"),
    ("layers.name", "layers.Name", "4 layers.Name", "“Name” is not an id"),
    (
        "[layers.rule]",
        "[layers.rule]\nfil = 3",
        "12 layers.rule.fil",
        "there is no such key here. Did you mean “fill”?",
    ),
    (
        "80\nheight = 10",
        "81\nheight = 10",
        f"{END - 1} layers.who.layers.company.width",
        "the layer ends 1 mm outside of its group.",
    ),
    (MORE, f"{MORE}size_max = 9\nsize_min = 10\n", "12 layers.name.size_min", "10 is more than"),
    (MORE, f"{MORE}lines = 1.5\n", "11 layers.name.lines", "1.5 is not a whole number"),
    (MORE, f"{MORE}align = 'center'\n", "11 layers.name.align", "“center” is none of: left, "),
    (MORE, f"{MORE}colour = 'red'\n", "11 layers.name.colour", "“red” is not a colour"),
    (MORE, f"{MORE}when = 'compny'\n", "11 layers.name.when", "“compny” stands in the place of"),
    (MORE, f"{MORE}id = 3\n", "11 layers.name.id", "there is no such key here."),
]
ADDED = [
    ("fold = 3\n", f"{END + 1} layers.who.layers.company.fold", "there is no such key here."),
    (
        "[back.x]\nkind = 'photo'\nx = 5\ny = 5\nwidth = 9\nheight = 9\n",
        f"{END + 1} back",
        "a back is printed with",
    ),
    (
        "[layers.q]\nkind = 'qr'\nx = 5\ny = 5\nwidth = 15\nheight = 20\n",
        f"{END + 5} layers.q.width",
        "a code of 15 mm cannot be read",
    ),
    (f"{IMAGE}'../a.png'", f"{END + 5} layers.i.file", "“../a.png” is not a picture beside"),
    (f"{IMAGE}'b.png'", f"{END + 5} layers.i.file", "there is no file “b.png” beside this one."),
    (f"{IMAGE}'text.png'", f"{END + 5} layers.i.file", "“text.png” is neither a PNG nor a JPEG"),
    (f"{IMAGE}'large.png'", f"{END + 5} layers.i.file", "“large.png” is larger than 300 kB"),
]
ABOVE = [
    ("fold = 'back'\n", "1 fold", "there is nothing on the back"),
    ("removes = 3\n", "1 removes", "3 is not a list"),
    ("name = 'x'\n", "1 name", "there is no such key here."),
]
CASES = [
    *((GOOD.replace(old, new, 1), where, wrong) for old, new, where, wrong in CHANGED),
    *((GOOD + text, where, wrong) for text, where, wrong in ADDED),
    *((text + GOOD, where, wrong) for text, where, wrong in ABOVE),
]
PICTURES = {"text.png": b"hello", "large.png": PNG + bytes(300_000)}


@pytest.mark.parametrize(("text", "where", "wrong"), CASES)
def test_a_mistake_is_told_with_its_line(text, where, wrong):
    ((file, line, key, said),) = problems(text, PICTURES)
    assert (file, f"{line} {key}") == ("mine.toml", where)
    assert said.startswith(wrong)


def test_all_mistakes_are_told_at_once_in_their_order():
    wrong = GOOD.replace("size = ", "sise = ").replace("{company}", "{firm}") + "colour = 7\n"
    assert [(line, key) for _file, line, key, _said in problems(wrong)] == [
        (1, "size"),
        (2, "sise"),
        (END - 2, "layers.who.layers.company.text"),
        (END + 1, "layers.who.layers.company.colour"),
    ]


def test_what_is_said_names_file_line_key_and_an_example():
    with pytest.raises(TemplateError) as caught:
        read(GOOD.replace("{name}", "{nam} {company}"))
    assert str(caught.value) == (
        "1 mistake in badges/mine.toml:\n"
        "badges/mine.toml, line 6, column 10, layers.name.text: there is no field “nam”. Known "
        "here: name, given, family, company, position, country, category, pronouns, event, code, "
        "typed, and {extra COLUMN}. Did you mean “name”?\n"
        '    For example: text = "{name} {company}"'
    )


@pytest.mark.parametrize("text", ["{nam} {company", '{nam} \\"a\\"', "{nam} {firm}"])
def test_an_example_is_right_in_all_of_it(text):
    with pytest.raises(TemplateError) as caught:
        read(GOOD.replace("{name}", text))
    assert caught.value.problems[0].example == 'text = "{name}"'


def test_a_code_that_is_too_small_has_an_example_of_a_code_s_size():
    code = '[layers.code]\nkind = "qr"\nx = 70\ny = 100\nwidth = {}\nheight = 30\n'
    for width, said in (("12", "a code of 12 mm cannot be read"), ("-3", "-3 is less than 0.")):
        with pytest.raises(TemplateError) as caught:
            read(GOOD + code.format(width))
        (problem,) = caught.value.problems
        assert problem.wrong.startswith(said)
        assert problem.example == "width = 30"


def test_what_is_quoted_never_steers_a_terminal():
    with pytest.raises(TemplateError) as caught:
        read(GOOD.replace('"{name}"', '"{\\u001b[31m}"\nalign = "\\u009b2J"'))
    assert str(caught.value).replace("\n", "").isprintable()


def test_a_roll_has_no_back():
    text = GOOD.replace('size = "a6"', 'size = { width = 105 }\nfold = "butterfly"')
    assert [each[1:3] for each in problems(text)] == [(3, "fold")]


def test_a_text_that_is_no_toml_has_its_line():
    assert problems(GOOD + "x = \n")[0][:3] == ("mine.toml", END + 1, "layers.who.layers.company.x")


def test_groups_do_not_nest_without_end():
    deep = GOOD + "[layers" + ".who.layers" * 300 + ".x]\n"
    assert [each[3] for each in problems(deep)] == ["The groups are nested too deep."]


def test_a_name_that_nothing_has_is_guessed():
    with pytest.raises(BadInputError, match="no badge design “mien”") as caught:
        find_in("mien", (Published({"mine": GOOD}), shipped()))
    assert caught.value.advice == "Did you mean “mine”?"


def test_a_name_is_no_path():
    with pytest.raises(BadInputError, match="no badge design"):
        find_in("../../etc/passwd", (shipped(),))


@pytest.mark.parametrize("kind", KINDS)
def test_there_is_an_example_for_every_key(kind):
    wanted = set(MODELS[kind].model_fields) - {"id"}
    assert set(KINDS[kind]) | set(ANY) == wanted | {"under"}
    assert set(TOP) == set(Template.model_fields) - {"name", "pictures"} | {"inherits", "removes"}
    assert set(SIZE) == set(Size.model_fields)


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_is_right(kind):
    keys = {**ANY, **KINDS[kind], "kind": f'kind = "{kind}"'}
    inside = keys.pop("layers", "").replace("layers.who", "layers.all")
    lines = "\n".join(keys.values()).replace('"name"', '"other"')
    other = '[layers.other]\nkind = "photo"\nx = 8\ny = 80\nwidth = 30\nheight = 30\n'
    text = f'size = "a6"\nbleed = 3\nmargin = 6\n{other}[layers.all]\n{lines}\n{inside}\n'
    assert len(read(text, {"logo.png": PNG}).layers) == 2


HOSTILE = st.sampled_from(
    """[ ] = " ' { } # nan 1e999 true [layers \\u0000 layers removes inherits='mine' kind -1
    99999999999999999999999 [[back]] {}""".split()
)


@settings(max_examples=250, deadline=None)
@given(st.integers(0, len(GOOD)), st.integers(0, 12), HOSTILE | st.text(max_size=6))
@example(3, 0, "\x00")
@example(len(GOOD), 0, "layers = []")
@example(len(GOOD), 0, "layers = {a = {}}")
@example(0, 0, "layers = [1]\n")
@example(0, len(GOOD), "layers = 3\nback = [[]]\nremoves = [[]]\nsize = []\nfold = {}")
@example(0, len(GOOD), "inherits = 'a6'\nlayers = 3\nremoves = ['back', 'who.', '.', '']")
@example(0, len(GOOD), "inherits = 'a6'\n[layers.who.layers]\nname = 3\ncompany = [1]")
@example(0, len(GOOD), "inherits = 'a6-back'\nback = 3\nremoves = ['back.who.name', 'back.who']")
@example(0, len(GOOD), "[layers.a]\nkind = []\nfile = []\nwhen = {}\nunder = []")
def test_no_text_breaks_the_reading(at, taken, put):
    text = GOOD[:at] + put + GOOD[at + taken :]
    error = refusal(text)
    for each in error.problems if error is not None else ():
        known = each.line <= text.count("\n") + 1 or each.file != "badges/mine.toml"
        assert known
        assert each.line > 0
        assert each.wrong
        assert each.example
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", str(error))


def refusal(text: str) -> TemplateError | None:
    try:
        read(text)
    except TemplateError as error:
        return error
    return None
