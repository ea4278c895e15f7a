"""In whose form Chinese characters are written."""

from __future__ import annotations

import pytest

from onsite.badges.fonts.han import JAPANESE, KOREAN, SIMPLIFIED, TRADITIONAL, variant

CASES = [
    ("Wang", "", SIMPLIFIED),
    ("王明", "", SIMPLIFIED),
    ("王明华", "", SIMPLIFIED),
    ("王明華", "", TRADITIONAL),
    ("辻 直", "", JAPANESE),
    ("峠", "CN", SIMPLIFIED),
    ("山田 たろう", "CN", JAPANESE),
    ("カトウ 直", "", JAPANESE),
    ("金 김", "JP", KOREAN),
    ("王 ㄨㄤ", "", TRADITIONAL),
    ("王", "TW", TRADITIONAL),
    ("王", "HK", TRADITIONAL),
    ("王", "zh-Hant-HK", TRADITIONAL),
    ("王", "zh_TW", TRADITIONAL),
    ("王", "zh", SIMPLIFIED),
    ("王", " Jp ", JAPANESE),
    ("王", "JPN", JAPANESE),
    ("王", "ja-JP", JAPANESE),
    ("王", "Japan", JAPANESE),
    ("王", "日本", JAPANESE),
    ("王", "South Korea", KOREAN),
    ("王", "Taiwan", TRADITIONAL),
    ("王", "中国", SIMPLIFIED),
    ("王", "DE", SIMPLIFIED),
    ("華", "DE", TRADITIONAL),
    ("𠮷㐂", "", SIMPLIFIED),
]


@pytest.mark.parametrize(("name", "hint", "form"), CASES)
def test_what_a_name_shows_goes_before_what_is_known_of_its_bearer(name, hint, form):
    assert variant(name, hint) == form
