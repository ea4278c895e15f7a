"""What would go wrong with a design on paper is said before anything is printed."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from onsite.badges.templates.finding import find, names
from onsite.badges.templates.publishing import Gathered
from onsite.badges.templates.trial import warnings, warnings_of
from onsite.plan.reading import read
from tests.badges.templates import shelf
from tests.badges.templates.shelf import GOOD
from tests.checkin.conftest import PLAN

CODE = '[layers.code]\nkind = "qr"\nx = 70\ny = 100\nwidth = {mm}\nheight = {mm}\n'
NONE = Gathered({}, {})


@pytest.mark.parametrize("name", names(None))
def test_what_ships_can_be_printed_on_the_usual_printers(name):
    assert warnings(find(name, None)) == []


def test_a_code_that_is_too_small_for_a_printer_s_dots_is_said():
    template = shelf.read(GOOD + CODE.format(mm=19.5))
    said = warnings(template, "ed25519", (300, 600))
    assert [each.partition(". ")[0] for each in said] == [
        "With 300 dots to the inch it cannot be printed",
        "With 600 dots to the inch it cannot be printed",
    ]
    assert "The box “code” is 19.5 mm wide; its code of 116 characters needs" in said[0]
    assert warnings(template) == []


def test_what_stands_in_the_border_of_a_code_is_said():
    text = '[layers.near]\nkind = "text"\ntext = "Near"\nx = 60\ny = 110\nwidth = 30\nheight = 9\n'
    (said, *_others) = warnings(shelf.read(GOOD + text + CODE.format(mm=25)))
    assert "“near” stands in the free border" in said


def test_a_damaged_picture_is_said():
    logo = '[layers.logo]\nkind = "image"\nfile = "logo.png"\nx = 5\ny = 5\nwidth = 9\nheight = 9\n'
    text = GOOD + CODE.format(mm=25) + logo
    template = shelf.read(text, {"logo.png": b"\x89PNG\r\n\x1a\nnothing"})
    assert warnings(template) == ["The picture logo.png of “mine” is damaged."]


def test_a_design_without_a_code_is_said():
    assert warnings(shelf.read(GOOD)) == [
        "The design “mine” has no code: nobody can scan its badge."
    ]


def test_the_designs_of_a_plan_are_tried_with_its_codes_on_its_printers():
    signed = PLAN + '[badges]\ntemplate = "cr80"\ncode = "ed25519"\n'
    printers = '[printers.one]\nname = "One"\naddress = "folder:out"\ndpi = {dpi}\n'
    assert len(warnings_of(read(signed), NONE)) == 2
    (said,) = warnings_of(read(signed + printers.format(dpi=300)), NONE)
    assert said.startswith("With 300 dots to the inch it cannot be printed. Design “cr80”: ")
    assert warnings_of(read(signed.replace("ed25519", "mac")), NONE) == []


def test_own_designs_are_tried_before_those_that_ship():
    plan = read(PLAN + '[badges]\ncode = "ed25519"\ntemplates = { vip = "mine" }\n')
    assert warnings_of(plan, NONE) == []
    (said, *_others) = warnings_of(plan, Gathered({"mine": GOOD + CODE.format(mm=17.5)}, {}))
    assert "Design “mine”" in said


def test_of_a_plan_without_badges_nothing_is_said():
    assert warnings_of(read(PLAN), NONE) == []


LINE = '[layers.{id}]\nkind = "text"\ntext = "{text}"\nx = 60\ny = {y}\nwidth = 30\nheight = 9\n'


def near(**lines):
    return "".join(LINE.format(id=key, text=text, y=y) for key, (text, y) in lines.items())


def test_texts_that_lie_on_each_other_are_said_with_how_far_they_have_to_be_moved():
    text = GOOD + CODE.format(mm=25) + near(one=("One", 40), two=("Two", 42))
    said = warnings(shelf.read(text))
    assert said == ["mine.toml: “two” lies on “one” by 1.1 mm."]
    assert warnings(shelf.read(text.replace("y = 42", "y = 44"))) == []


def test_a_text_that_is_only_too_near_where_a_name_is_long_is_said():
    text = GOOD.replace("height = 30", "height = 30\nlines = 3\nsize_max = 40", 1)
    text += CODE.format(mm=25) + near(under=("Under", 40))
    (said,) = warnings(shelf.read(text))
    assert said.startswith("mine.toml: “under” lies on “name” by ")
    assert " with a name such as “" in said
    assert warnings(shelf.read(text.replace("lines = 3", "lines = 1"))) == []


@pytest.mark.parametrize(
    ("one", "other", "wrong"),
    [
        ("vip", "not vip", 0),
        ("vip", "speaker", 1),
        ("category = crew", "category = press", 0),
        ("category = crew, press", "category = press", 1),
        ("extra Room", "not extra Room", 0),
        ("photo", "not photo and not company", 0),
        ("not photo", "not photo and not company", 1),
    ],
)
def test_only_what_is_shown_at_the_same_time_lies_on_each_other(one, other, wrong):
    lines = near(one=(f'One"\nwhen = "{one}', 40), two=(f'Two"\nwhen = "{other}', 41))
    assert len(warnings(shelf.read(GOOD + CODE.format(mm=25) + lines))) == wrong


def test_what_hides_a_text_is_said_and_what_it_stands_on_is_not():
    box = (
        '[layers.box]\nkind = "shape"\nx = 58\ny = 38\nwidth = 34\nheight = 12\nfill = "#ffcc00"\n'
    )
    line, code = near(one=("One", 40)), CODE.format(mm=25)
    assert warnings(shelf.read(GOOD + code + box + line)) == []
    (said,) = warnings(shelf.read(GOOD + code + line + box))
    assert said.startswith("mine.toml: “box” lies on “one” by ")


@pytest.mark.parametrize(("alpha", "wrong"), [(255, 1), (120, 0)])
def test_a_picture_that_lets_what_is_below_it_through_hides_nothing(alpha, wrong):
    made = BytesIO()
    Image.new("RGBA", (34, 12), (255, 200, 0, alpha)).save(made, "PNG")
    logo = '[layers.logo]\nkind = "image"\nfile = "logo.png"\nx = 58\ny = 38\n'
    logo += "width = 34\nheight = 12\n"
    text = GOOD + CODE.format(mm=25) + near(one=("One", 40)) + logo
    assert len(warnings(shelf.read(text, {"logo.png": made.getvalue()}))) == wrong


def test_the_code_s_border_is_tried_for_every_kind_of_guest():
    lines = near(one=('One"\nwhen = "not vip', 110))
    (said, *_others) = warnings(shelf.read(GOOD + CODE.format(mm=25) + lines))
    assert "“one” stands in the free border" in said
