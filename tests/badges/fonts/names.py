"""Names of many scripts, and what each is drawn with in bold."""

from __future__ import annotations

LATIN, HAN = "Noto Sans", "Noto Sans CJK"

NAMES = [
    ("Jürgen Müßig-Größe", "", [(LATIN, 0, "ltr", "Jürgen Müßig-Größe")]),
    ("Nguyễn Thị Ánh Nguyệt", "", [(LATIN, 0, "ltr", "Nguyễn Thị Ánh Nguyệt")]),
    ("Nguye\u0302\u0303n", "", [(LATIN, 0, "ltr", "Nguyễn")]),
    ("Łukasz Żółć", "", [(LATIN, 0, "ltr", "Łukasz Żółć")]),
    ("x\u030ce\u0323\u0301", "", [(LATIN, 0, "ltr", "x\u030cẹ\u0301")]),
    ("Αλέξανδρος", "", [(LATIN, 0, "ltr", "Αλέξανδρος")]),
    ("Владимир Щербаков", "", [(LATIN, 0, "ltr", "Владимир Щербаков")]),
    ("王明华 Wang", "", [(HAN, 0, "ltr", "王明华 "), (LATIN, 0, "ltr", "Wang")]),
    ("王明華", "", [(HAN, 1, "ltr", "王明華")]),
    ("辻 直子", "", [(HAN, 2, "ltr", "辻 直子")]),
    ("たなか 直", "", [(HAN, 2, "ltr", "たなか 直")]),
    ("김철수 金", "", [(HAN, 3, "ltr", "김철수 金")]),
    ("김뷁", "", [(HAN, 3, "ltr", "김뷁")]),
    ("直", "TW", [(HAN, 1, "ltr", "直")]),
    ("直", "ja", [(HAN, 2, "ltr", "直")]),
    ("直", "KOR", [(HAN, 3, "ltr", "直")]),
    ("𠮷田", "JP", [(HAN, 2, "ltr", "𠮷田")]),
    ("阿卜杜拉·买买提", "", [(HAN, 0, "ltr", "阿卜杜拉·买买提")]),
    ("محمد علي", "", [("Noto Sans Arabic", 0, "rtl", "محمد علي")]),
    ("گلرخ پژوهش", "", [("Noto Sans Arabic", 0, "rtl", "گلرخ پژوهش")]),
    ("שלום (Ann) 12", "", [
        (LATIN, 0, "ltr", "12"), (LATIN, 0, "rtl", ") "), (LATIN, 0, "ltr", "Ann"),
        (LATIN, 0, "rtl", "("), ("Noto Sans Hebrew", 0, "rtl", "שלום "),
    ]),
    ("Ann שלום", "", [(LATIN, 0, "ltr", "Ann "), ("Noto Sans Hebrew", 0, "rtl", "שלום")]),
    ("יִצְחָק", "", [("Noto Sans Hebrew", 0, "rtl", "יִצְחָק")]),
    ("สมชาย น้ำ", "", [("Noto Sans Thai", 0, "ltr", "สมชาย น้ำ")]),
    ("अमित श्रीवास्तव", "", [("Noto Sans Devanagari", 0, "ltr", "अमित श्रीवास्तव")]),
    ("গৌতম", "", [("Noto Sans Bengali", 0, "ltr", "গৌতম")]),
    ("தமிழ்", "", [("Noto Sans Tamil", 0, "ltr", "தமிழ்")]),
    ("ශ්\u200dරී", "", [("Noto Sans Sinhala", 0, "ltr", "ශ්\u200dරී")]),
    ("გიორგი", "", [("Noto Sans Georgian", 0, "ltr", "გიორგი")]),
    ("አበበ", "", [("Noto Sans Ethiopic", 0, "ltr", "አበበ")]),
    ("Ana 👩\u200d💻 👍🏽!", "", [
        (LATIN, 0, "ltr", "Ana "), ("Noto Emoji", 0, "ltr", "👩\u200d💻"), (LATIN, 0, "ltr", " "),
        ("Noto Emoji", 0, "ltr", "👍🏽"), (LATIN, 0, "ltr", "!"),
    ]),
    ("♥ ♥\ufe0f", "", [("DejaVu Sans", 0, "ltr", "♥ "), ("Noto Emoji", 0, "ltr", "♥\ufe0f")]),
]  # fmt: skip
