"""How wide and how high letters are."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from onsite.badges.fonts.faces import FaceId, Faces
from onsite.badges.fonts.measuring import Metrics, metrics, width_pt
from onsite.badges.fonts.shaping import drawn, runs
from tests.badges.fonts.names import NAMES

LATIN = FaceId("Noto Sans", "regular")


def test_a_width_is_that_of_the_fonts_own_figures():
    # Noto Sans: n is 0.618 em wide, a Chinese character one em.
    assert width_pt(runs("n"), 10) == pytest.approx(6.18, abs=0.01)
    assert width_pt(runs("王明"), 10) == 20
    assert width_pt(runs("王n"), 10) == pytest.approx(16.18, abs=0.01)
    assert width_pt((), 10) == 0


def test_heights_are_of_the_highest_face_of_a_line():
    assert metrics(runs("n"), 10) == pytest.approx(Metrics(10.69, 2.93, 7.14))
    assert metrics((), 10) == metrics(runs("n"), 10)
    assert metrics(runs("王n"), 10) == pytest.approx(Metrics(11.6, 2.93, 7.33))


@pytest.mark.parametrize(("name", "hint"), [(name, hint) for name, hint, _faces in NAMES])
def test_what_is_drawn_is_as_wide_as_was_measured(name, hint):
    px = 60
    page = Image.new("1", (1600, 160), 1)
    pen = ImageDraw.Draw(page)
    at = 50.0
    for run in runs(name, "bold", hint):
        given, font = drawn(run.text, run.direction), Faces.load().pillow(run.face, px)
        pen.text((at, 100), given.text, font=font, anchor="ls", direction=given.direction)
        at += width_pt((run,), px)
    left, _top, right, _bottom = page.point(lambda dot: 1 - dot, "1").getbbox()
    assert 50 - px * 0.15 <= left <= 50 + px * 0.25
    assert at - px * 0.25 <= right <= at + px * 0.15


def test_a_font_is_opened_once_for_a_size():
    faces = Faces.load()
    assert faces.pillow(LATIN, 41.5) is faces.pillow(LATIN, 41.5)
    assert faces.pillow(LATIN, 41.5).size == 41.5
    assert faces.pillow(LATIN, 42) is not faces.pillow(LATIN, 41.5)


def test_not_more_fonts_are_kept_than_were_meant_to_be(monkeypatch):
    monkeypatch.setattr("onsite.badges.fonts.faces._KEPT", 3)
    faces = Faces(Faces.load().file(LATIN).parents[1], Faces.load().coverage)
    kept = [faces.pillow(LATIN, size) for size in range(10, 15)]
    assert faces.pillow(LATIN, 14) is kept[-1]
    assert faces.pillow(LATIN, 10) is not kept[0]


def test_a_family_that_does_not_ship_is_a_mistake():
    with pytest.raises(KeyError, match="Comic"):
        Faces.load().file(FaceId("Comic", "bold"))
