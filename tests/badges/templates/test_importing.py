"""Layouts of pretix and of Indico as the beginning of a template.

The samples are made by hand after the formats: pretix's `pdf-layout.schema.json` with the answer
of its API for badge layouts, and what the designer of Indico (`indico/modules/designer`) stores.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.badges.templates.importing.reading import carried_over
from onsite.cleaning import shown
from onsite.errors import BadInputError
from tests.badges.templates.shelf import read

LAYOUTS = Path(__file__).parent / "layouts"
A6 = {"width": 525, "height": 740}


def sample(name: str):
    return carried_over((LAYOUTS / name).read_text("utf-8"), name)


def boxes(layers) -> dict[str, tuple[float, float, float, float]]:
    return {each.id: (each.x, each.y, each.width, each.height) for each in layers}


def test_indico_s_pixels_become_millimetres():
    found = sample("indico.json")
    template = read(found.text)
    assert (found.system, template.title, template.fold) == ("Indico", "Participants", "none")
    assert (template.size.width, template.size.height) == (105, 148)
    assert boxes(template.layers) == {
        "event": (5, 12, 95, 12.17),
        "name": (5, 30, 95, 16.22),
        "company": (5, 52, 95, 16.22),
        "words-behind": (5, 132, 95, 12),
        "words": (5, 132, 95, 12),
        "code": (70, 96, 30, 30),
        "photo": (5, 96, 25, 30),
        "field-231": (32, 120, 36, 9.73),
    }


def test_indico_s_words_keep_their_looks():
    layers = {each.id: each for each in read(sample("indico.json").text).layers}
    name, company, words = layers["name"], layers["company"], layers["words"]
    assert (name.text, name.size_max, name.weight, name.align) == ("{name}", 40, "bold", "centre")
    assert (name.lines, name.colour) == (2, "#000000")
    assert (company.text, company.colour, company.align) == ("{company}", "#1a4b8c", "left")
    assert (words.text, words.colour) == ("GUEST {{2026}}", "#ffffff")
    assert words.valign == "middle"
    assert layers["words-behind"].fill == "#1a4b8c"
    assert (layers["photo"].when, layers["code"].content) == ("photo", "{code}")


def test_what_indico_has_and_we_do_not_is_listed():
    assert [(each.code, each.where, each.detail) for each in sample("indico.json").unsaid] == [
        ("background", "", ""),
        ("italic", "event_title", ""),
        ("font", "", "LinuxLibertine"),
        ("justified", "affiliation", ""),
        ("picture", "fixed_image", ""),
        ("column", "field-231", "field-231"),
        ("field", "price", "price"),
        ("outside", "country", ""),
    ]


def test_a_back_of_indico_is_a_back():
    item = {"type": "first_name", "x": 0, "y": 0, "width": 300, "font_size": "20pt"}
    side = {"data": {**A6, "items": [item]}}
    page = {"template_data": {"title": "Both", **side}, "backside_template_data": side}
    template = read(carried_over(json.dumps(page), "page.json").text)
    assert (template.title, template.fold) == ("Both", "back")
    assert [each.id for each in (*template.layers, *template.back)] == ["given", "given"]


def test_pretix_s_elements_stand_from_the_bottom():
    found = sample("pretix.json")
    template = read(found.text)
    assert (found.system, template.title, template.fold) == ("pretix", "Conference badge", "back")
    assert (template.size.width, template.size.height) == (148, 105)
    assert boxes(template.layers) == {
        "name": (10, 20.65, 90, 24.34),
        "company": (10, 50, 90, 12.98),
        "words": (10, 85, 90, 12),
        "code": (110, 65, 30, 30),
        "photo": (110, 30, 30, 30),
    }
    assert boxes(template.back) == {"name": (10, 20.65, 120, 24.34)}


def test_pretix_s_words_keep_their_looks():
    name, company, words, code, _photo = read(sample("pretix.json").text).layers
    assert (name.size_max, name.weight, name.align, name.valign) == (30, "bold", "centre", "bottom")
    assert (company.colour, company.valign, company.align) == ("#1a4b8c", "top", "left")
    assert (words.text, words.align, words.valign) == ("{category} at {event}", "right", "middle")
    assert (words.lines, code.content) == (2, "{code}")


def test_what_pretix_has_and_we_do_not_is_listed():
    assert [(each.code, each.where, each.detail) for each in sample("pretix.json").unsaid] == [
        ("background", "", ""),
        ("italic", "company", ""),
        ("font", "", "Roboto"),
        ("field", "words", "price"),
        ("field", "pseudonymization_id", "pseudonymization_id"),
        ("photo", "question_PHOTO", ""),
        ("logo", "poweredby", ""),
        ("turned", "country", "180"),
    ]


def test_the_answer_to_a_question_has_its_place_and_waits_for_the_name_of_its_column():
    text = {"type": "textarea", "left": "10", "bottom": "50", "width": "60", "fontsize": "14"}
    code = {"type": "barcodearea", "left": "70", "bottom": "10", "size": "30"}
    layout = [{**each, "content": "question_T-SHIRT"} for each in (text, code)]
    found = carried_over(json.dumps(layout), "x.json", (105, 148))
    (answer,) = read(found.text).layers
    assert (answer.id, answer.text) == ("question-t-shirt", "{extra question_T-SHIRT}")
    assert [each.code for each in found.unsaid] == ["column", "column"]


def test_what_is_missing_stands_in_the_file_with_its_sentence():
    lines = sample("pretix.json").text.splitlines()
    assert lines[:4] == [
        "# Carried over from pretix (pretix.json). What could not be:",
        ("#   - The background: save it as a picture beside this file, and take the # away below."),
        "#   - “company” was italic; there are no italics here.",
        "#   - The font “Roboto”: badges here are set in the fonts that ship with Onsite.",
    ]
    at = lines.index("# [layers.background]")
    assert lines[at : at + 7] == [
        *("# [layers.background]", '# kind = "image"', '# file = "background.png"'),
        *("# x = 0", "# y = 0", "# width = 148", "# height = 105"),
    ]


def test_elements_alone_need_a_size():
    elements = json.dumps(json.loads((LAYOUTS / "pretix.json").read_text("utf-8"))["layout"])
    with pytest.raises(BadInputError, match="--size 105x148"):
        carried_over(elements, "layout.json")
    template = read(carried_over(elements, "layout.json", (105.0, 148.0)).text)
    assert template.size.width == 105


def test_a_code_that_could_not_be_read_grows():
    small = {"type": "barcodearea", "left": 90, "bottom": 2, "size": 10}
    found = carried_over(json.dumps([small]), "x.json", (105.0, 148.0))
    assert [(each.code, each.detail) for each in found.unsaid] == [("small_code", "10 mm")]
    assert boxes(read(found.text).layers) == {"code": (82, 125, 23, 23)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "x.json, line 1, column 2: this is not valid JSON."),
        ("[]", "x.json is neither a badge layout of pretix nor one of Indico."),
        ('{"items": 3, "width": 1}', "x.json is neither a badge layout of pretix nor one of"),
        ('{"items": [], "width": 9, "height": 9}', "How large the page of x.json is"),
        ('{"items": [], "width": 525, "height": 740}', "Nothing of x.json can stand on a badge"),
        ("[" * 100_000, "x.json is nested too deep."),
        (f'{{"width": {"9" * 5_000}}}', "A number has too many digits."),
    ],
)
def test_what_is_no_layout_is_refused(text, said):
    with pytest.raises(BadInputError) as caught:
        carried_over(text, "x.json")
    assert str(caught.value).startswith(said)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2)
    ),
    max_leaves=4,
)
NUMBERS = st.integers(-50, 900) | st.floats(-50, 900) | st.integers(0, 200).map(str)
WORDS = st.text(max_size=40) | st.text("{}attende_nm secr", max_size=700)
KINDS = st.sampled_from(
    """textarea textcontainer barcodearea imagearea poweredby fixed full_name full_name_d
    ticket_qr_code picture event_logo last_name_upper field-3 affiliation""".split()
)
CONTENTS = st.sampled_from(
    "attendee_name other other_i18n secret question_X attendee_name_title item price".split()
)
ELEMENT = st.fixed_dictionaries(
    {"type": KINDS, "content": CONTENTS},
    optional={
        **dict.fromkeys(
            "left bottom size width height x y fontsize rotation page font_size".split(),
            NUMBERS | ANYTHING,
        ),
        **dict.fromkeys("text font_family fontfamily color text_align".split(), WORDS | ANYTHING),
        **dict.fromkeys("bold italic downward background_color text_i18n".split(), ANYTHING),
    },
)
SIZES = st.integers(80, 3_000)
LAYOUT = st.lists(ELEMENT, min_size=1, max_size=4).flatmap(
    lambda elements: st.sampled_from(
        [
            elements,
            {"layout": elements, "name": "ü\x1b[2J", "size": {"width": 90, "height": "55.5"}},
            {"results": [{"layout": elements, "size": [{"width": 20, "height": 20}]}, 3]},
            {"title": ["x"], "data": {"items": elements, "width": 525, "height": "740"}},
            {"template": {"items": elements, "width": 101, "height": 2_499}},
        ]
    )
)


@settings(max_examples=150, deadline=None)
@given(LAYOUT | ANYTHING)
def test_whatever_is_carried_over_is_a_valid_template(layout):
    found = carried(json.dumps(layout))
    if found is not None:
        assert read(found.text).layers
        assert shown(found.text) == found.text


def carried(text: str):
    try:
        return carried_over(text, "x.json", (105.0, 148.0))
    except BadInputError:
        return None
