"""A list is read in whatever encoding a spreadsheet wrote it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.roster.encodings import decode
from tests.roster.lists import LISTS

SIMPLIFIED = "姓名,公司\n王小明,长江出版社\n李艳,华北物流有限公司\n"
TRADITIONAL = "姓名,公司\n陳美玲,台北科技股份有限公司\n林大偉,國立臺灣大學\n"
WESTERN = "Name;Firma\nBjörn Müller;Söhne & Töchter\nÄrzte;Ägypten\nJosé Álvarez;Çelik\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((SIMPLIFIED, name) for name in ("utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16")),
        *((SIMPLIFIED, name) for name in ("utf-16-le", "utf-16-be", "utf-32")),
        *((TRADITIONAL, name) for name in ("utf-8", "big5", "cp950", "big5hkscs", "gb18030")),
        *((WESTERN, name) for name in ("utf-8", "cp1252", "latin-1", "utf-16")),
        ("姓名\n王小明\n", "gbk"),
        ("姓名\n王小明\n", "big5"),
        ("Name\nJosé\n", "cp1252"),
        ("Name\nAnn\n", "ascii"),
        ("", "utf-8"),
    ],
)
def test_the_text_is_what_was_written(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"\xff\xfe\x00", b"\x81\x8d\n"]
)
def test_what_is_no_text_is_none(data):
    assert decode(data) is None


def test_the_sample_in_gb18030():
    assert decode((LISTS / "plain_gbk.csv").read_bytes()).splitlines()[0] == (
        "姓名,公司,手机,票种,座位,签到状态"
    )


FREQUENT = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗小明美丽国文华建伟强"
TAKEN_OVER = "王李張劉陳楊黃趙吳周徐孫馬朱胡林郭何高羅小明美麗國文華建偉強"


@pytest.mark.parametrize(
    ("letters", "encoding"), [(FREQUENT, "gbk"), (TAKEN_OVER, "big5"), (TAKEN_OVER, "cp950")]
)
@given(data=st.data())
def test_any_chinese_names_are_told_apart(letters, encoding, data):
    names = data.draw(st.lists(st.text(letters, min_size=2, max_size=4), min_size=5, max_size=20))
    text = "姓名,公司\n" + "".join(f"{name},\n" for name in names)
    assert decode(text.encode(encoding)) == text


@given(
    st.lists(
        st.builds(str.__add__, st.sampled_from("ABMÄÖÜÉÅÇØ"), st.text("abeilnorstuzäöüßéèñçåø"))
    )
)
def test_western_names_are_not_taken_for_chinese(names):
    text = "Name;Straße\n" + "".join(f"{name};x\n" for name in names)
    decoded = decode(text.encode("cp1252"))
    assert not any("\u2e80" <= sign <= "\u9fff" for sign in decoded)
