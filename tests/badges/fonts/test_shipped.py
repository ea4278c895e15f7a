"""What ships in assets/fonts: free, small enough, told rightly by its table, usable by all."""

from __future__ import annotations

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont

from onsite.badges.fonts.coverage import read
from onsite.badges.fonts.faces import FaceId, Faces
from onsite.badges.fonts.han import VARIANTS
from onsite.badges.fonts.upkeep.table import table, written
from onsite.bundled import bundled

FOLDER = bundled("assets/fonts")
FONTS = sorted(path for path in FOLDER.rglob("*") if path.suffix in (".ttf", ".ttc"))
RESTRICTED = 0x0002
"""Of OpenType's `OS/2.fsType`: the font must not be embedded."""
FREE = ("SIL Open Font License", "SIL OPEN FONT LICENSE", "Apache License", "Bitstream")


def test_every_folder_of_fonts_has_a_free_licence():
    folders = sorted(path for path in FOLDER.iterdir() if path.is_dir())
    assert folders == sorted({font.parent for font in FONTS})
    for folder in folders:
        licence = (folder / "LICENSE.txt").read_text("utf-8")
        assert any(name in licence for name in FREE), folder.name


def test_all_of_it_is_at_most_25_megabytes():
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) <= 25_000_000


def test_the_table_says_what_the_fonts_hold():
    assert (FOLDER / "coverage.json").read_text("utf-8") == written(table(FOLDER))


def test_every_font_but_that_of_paper_alone_is_in_the_table():
    listed = {FOLDER / sheet.file for sheet in read(FOLDER / "coverage.json").sheets}
    assert set(FONTS) - listed == {FOLDER / "nanum/NanumSquareR.ttf"}


def test_a_face_for_each_way_of_writing_chinese_characters():
    names = []
    for index in range(len(VARIANTS)):
        with TTFont(FOLDER / "noto-cjk/NotoSansCJK-Bold.ttc", fontNumber=index) as font:
            names.append(font["name"].getDebugName(1))
    assert names == [f"Noto Sans CJK {name}" for name in ("SC", "TC", "JP", "KR")]


@pytest.mark.parametrize("sheet", Faces.load().coverage.sheets, ids=lambda sheet: sheet.file)
def test_each_font_is_drawn_by_pillow_shaped_by_harfbuzz_and_free_to_be_embedded(sheet):
    sign = next(sign for sign in "אنกअԱმአবਅઅதతಅഅඅກកမ王㐤A😀" if sheet.holds(sign))
    file = FOLDER / sheet.file
    shaped = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)), 0))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(sign)
    buffer.guess_segment_properties()
    uharfbuzz.shape(shaped, buffer)
    (glyph,), (place,) = buffer.glyph_infos, buffer.glyph_positions
    drawn = Faces.load().pillow(FaceId(sheet.family, sheet.weight), 40)
    assert glyph.codepoint != 0
    assert drawn.getmask(sign).getbbox() is not None
    assert drawn.getlength(sign) / 40 == pytest.approx(place.x_advance / shaped.face.upem, abs=0.03)
    with TTFont(file, fontNumber=0, lazy=True) as font:
        assert font["OS/2"].fsType & RESTRICTED != RESTRICTED
