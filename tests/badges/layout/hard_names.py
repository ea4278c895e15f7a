"""Names that are hard to set, and why. None of them is anybody's."""

from __future__ import annotations

from onsite.badges.templates.holder import Holder

CODE = "7K3QD2M9+ABCDEFGH12345"
NAMES = {
    "short": ("Bo Li", ""),
    "one letter": ("Ø", ""),
    "usual": ("Marta Kowalska", "PL"),
    "long German": ("Dr. Friedrich-Wilhelm Freiherr von Hohenstein-Schillingsfürst", "DE"),
    "one long word": ("Wolfeschlegelsteinhausenbergerdorff", "DE"),
    "80 letters without a space": ("Abcdefghij" * 8, ""),
    "many names": ("María del Pilar Teresa Cayetana Álvarez de Toledo y Fernández", "ES"),
    "all capitals": ("WWWWWW MMMMMMMMMM", ""),
    "narrow": ("Lilli Fillilli", ""),
    "apostrophes": ("Siobhán O’Shaughnessy-D’Arcy", "IE"),
    "Vietnamese": ("Nguyễn Thị Ánh Tuyết", "VN"),
    "Turkish": ("Çağrı İğdeşlioğlu", "TR"),
    "Icelandic": ("Þórður Ægisson", "IS"),
    "Polish": ("Grzegorz Brzęczyszczykiewicz", "PL"),
    "Greek": ("Αικατερίνη Παπαδοπούλου", "GR"),
    "Cyrillic": ("Константин Александрович Преображенский", "RS"),
    "Arabic": ("عبد الرحمن بن محمد الفارسي", "AE"),
    "Hebrew": ("אברהם בן־דוד", "IL"),
    "both directions": ("Yael יעל Ben-Ami", "IL"),
    "Thai": ("กรุงศรี ประเสริฐวัฒนานนท์", "TH"),
    "Thai, stacked": ("ศิริพร ผู้ใหญ่ปู่ย่า", "TH"),
    "Devanagari": ("श्रीनिवास कृष्णमूर्ति", "IN"),
    "Han, simplified": ("欧阳骨海", "CN"),
    "Han, traditional": ("歐陽骨海", "TW"),
    "Han, Japanese": ("直海 骨刃", "JP"),
    "kana": ("プログラミング・ジャパン太郎", "JP"),
    "Korean": ("황보 민철", "KR"),
    "emoji": ("Zoë 🚀 Star", ""),
    "combining marks": (
        "Z\u0301\u0323\u0302a\u0308\u0304l\u0331g\u030co " + "e" + "\u0301" * 12,
        "",
    ),
    "digits and signs": ("R2-D2 (& Co.) №5 – 100 %", ""),
}
COMPANIES = (
    "Hafenbetriebe Nord AG",
    "",
    "Gesellschaft für Binnenschifffahrtsverwaltungsangelegenheiten mbH & Co. KG",
    "株式会社国際港湾物流研究開発機構",
)
POSITIONS = ("Head of Terminal Operations", "", "Stellvertretende Leiterin der Abteilung Kai 7")
CATEGORIES = (
    ("speaker", "Speaker", "#1b6ca8"),
    ("visitor", "Visitor", "#f2c14e"),
    ("staff", "Staff", "#b5253c"),
    ("press", "Press & broadcast", "#3f7d4e"),
    ("exhibitor", "Aussteller", "#6a4c93"),
    ("guest", "来宾", "#14202b"),
)


def holder(key: str) -> Holder:
    """Whoever is called so."""
    name, country = NAMES[key]
    number = list(NAMES).index(key)
    category, called, colour = CATEGORIES[number % len(CATEGORIES)]
    given, _space, family = name.rpartition(" ")
    return Holder(
        attendee=f"a{number}",
        name=name,
        given=given,
        family=family,
        company=COMPANIES[number % len(COMPANIES)],
        position=POSITIONS[number % len(POSITIONS)],
        country=country,
        category=category,
        category_name=called,
        category_colour=colour,
        category_number=number % len(CATEGORIES),
        pronouns="they/them" if number % 5 == 0 else "",
        code=CODE,
        typed="7K3Q-D2M9-X",
        event="Harbour Summit 2026",
    )
