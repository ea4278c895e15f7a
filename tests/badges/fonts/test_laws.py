"""What holds for every text, whatever it is made of."""

from __future__ import annotations

import unicodedata

from bidi.algorithm import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.badges.fonts.bidi import levels, visual
from onsite.badges.fonts.clusters import clusters, needed, normal
from onsite.badges.fonts.faces import Faces
from onsite.badges.fonts.measuring import width_pt
from onsite.badges.fonts.shaping import runs

SIGNS = (
    "aÄßż 19.-(·)\u0301\u0323 αЖ王華直辻あ김뷁ㄱ𠮷㐂 محمدپ٤\u064e שלםִ สน้ำ अमि्तர்க ශ්රී გ አ 👩💻👍🏽🇩🇪"
    "❤1⃣\u200d\ufe0f\u200c\u202e\n\t ꯃ\U0001e900\ufa19"
)
texts = st.text(st.sampled_from(SIGNS), max_size=12)
anything = st.text(max_size=8)


@given(texts | anything)
@settings(max_examples=150)
def test_every_sign_is_in_one_run_and_held_by_its_face_or_named(text):
    found = runs(text, "bold")
    assert sorted("".join(run.text for run in found)) == sorted(normal(text))
    coverage = Faces.load().coverage
    for run in found:
        sheet = coverage.sheet(run.face.family, run.face.weight)
        for cluster in clusters(run.text):
            forms = (needed(cluster), unicodedata.normalize("NFD", needed(cluster)))
            held = any(all(map(sheet.holds, form)) for form in forms)
            assert held or not any(all(map(each.holds, forms[0])) for each in coverage.sheets)


@given(st.text(st.sampled_from("ab 王명あ1-"), max_size=12))
@settings(max_examples=50)
def test_from_left_to_right_the_runs_are_the_text(text):
    assert "".join(run.text for run in runs(text)) == normal(text)


@given(st.text(st.sampled_from("abמןءج 12٤٥-.,+王"), min_size=1, max_size=14))
@settings(max_examples=150)
def test_signs_stand_where_the_bidi_algorithm_puts_them(text):
    pieces = [
        (place, level, sign)
        for place, (sign, level) in enumerate(zip(text, levels(text), strict=True))
    ]
    assert "".join(sign for _place, _level, sign in visual(pieces)) == get_display(text)


@given(texts)
@settings(max_examples=100)
def test_clusters_put_together_are_the_text(text):
    assert "".join(clusters(text)) == text


@given(texts, st.floats(1, 90), st.floats(1, 90))
@settings(max_examples=60)
def test_a_width_grows_with_the_size(text, small, large):
    small, large = sorted((small, large))
    found = runs(text, "bold")
    assert 0 <= width_pt(found, small) <= width_pt(found, large)


@given(st.text(st.sampled_from("abÄ王김あ 1של"), max_size=10), st.sampled_from("aB王あ김"))
@settings(max_examples=60)
def test_a_width_grows_with_the_text(text, more):
    assert width_pt(runs(text + more), 12) > width_pt(runs(text), 12)
