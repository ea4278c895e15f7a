"""A line read as it is typed: what is meant, what is guessed, and that nothing is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.incidents.oneline import grammar
from onsite.incidents.oneline.reading import Problem, instant, read
from onsite.incidents.oneline.words import Words
from onsite.nearest import nearest_of

NOW = datetime(2026, 11, 24, 14, 10, tzinfo=ZoneInfo("Europe/Berlin"))
WORDS = Words(
    types={
        "medical": ("Medical", "med", "医疗"),
        "security": ("Security", "sec"),
        "lost-child": ("Lost child", "child"),
        "fire": ("Fire", "smoke"),
        "other": ("Something else", "misc"),
        "pwr": ("Power cut", "lights"),
    },
    zones={"h2": ("Hall 2",), "h3": ("Hall 3",), "foyer": ("Main foyer",), "cn": ("二号厅",)},
    people={"lin": ("Dr. Lin", "Medic 1"), "ana": ("Ana Lima",), "王医生": (), "al": ("Ana Lima",)},
    severities=("minor", "serious", "critical"),
)


def told(line: str, now: datetime = NOW):
    found = read(line, WORDS, now)
    time = f"{found.happened:%d %H:%M}" if found.happened is not None else ""
    return (found.types, found.zone, found.people, found.severity, time, found.text)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("", ((), "", (), "", "", "")),
        (
            "med H2 row14 fall, conscious @lin !",
            (("medical",), "h2", ("lin",), "minor", "", "row14 fall, conscious"),
        ),
        (
            "H2 med sec fight !!",
            (("medical", "security"), "h2", (), "serious", "", "sec fight"),
        ),
        ("lost child hall 3 boy, 5", (("lost-child",), "h3", (), "", "", "boy, 5")),
        ("MED: foyer 13:55 fainted", (("medical",), "foyer", (), "", "24 13:55", "fainted")),
        (
            "@Medic1, somebody lies there !!!!",
            ((), "", ("lin",), "critical", "", "somebody lies there"),
        ),
        ("leak #foyer near the bar", ((), "foyer", (), "", "", "leak near the bar")),
        ("steam at h2, maybe", ((), "h2", (), "", "", "steam at h2, maybe")),
        (
            "医疗二号厅有人跌倒 @王医生 ！！",
            (("medical",), "cn", ("王医生",), "serious", "", "有人跌倒"),
        ),
        ("医疗二号厅有人跌倒！！", (("medical",), "cn", (), "serious", "", "有人跌倒")),
        ("医疗二号厅有人跌倒！", (("medical",), "cn", (), "", "", "有人跌倒！")),
        ("医疗 fall!!", (("medical",), "", (), "", "", "fall!!")),
        (
            "ＭＥＤ　Ｈ２　row1 ＠lin １4：05",
            (("medical",), "h2", ("lin",), "", "", "row1 １4：05"),
        ),
        ("h2 h3 both dark", ((), "h2", (), "", "", "h3 both dark")),
        ("14:05 14:06 noise", ((), "", (), "", "24 14:05", "14:06 noise")),
        (
            "fire foyer smoke at the bar !!",
            (("fire",), "foyer", (), "serious", "", "smoke at the bar"),
        ),
        ("smoke foyer at the bar", (("fire",), "foyer", (), "", "", "smoke at the bar")),
        (
            "med h2 lost child cries",
            (("medical", "lost-child"), "h2", (), "", "", "lost child cries"),
        ),
        ("power cut h2 stage", (("pwr",), "h2", (), "", "", "stage")),
        ("lights h2 out", (("pwr",), "h2", (), "", "", "lights out")),
        ("fire H2 smoke !!", (("fire",), "h2", (), "serious", "", "smoke")),
        ("med ! Hall 2 !! fall", (("medical",), "h2", (), "serious", "", "fall")),
        ("medic asks for water", ((), "", (), "", "", "medic asks for water")),
    ],
)
def test_what_a_line_means(line, meant):
    assert told(line) == meant


@pytest.mark.parametrize(
    ("line", "problems", "text"),
    [
        ("fall @lyn", [Problem("person", "lyn", ("lin",))], "fall @lyn"),
        ("fall @Ana_Lima", [Problem("person", "Ana_Lima", ("al", "ana"))], "fall @Ana_Lima"),
        ("fall @Zacharias", [Problem("person", "Zacharias")], "fall @Zacharias"),
        ("med #h22 fall", [Problem("zone", "h22", ("h2",))], "#h22 fall"),
        ("mde: fall", [Problem("type", "mde", ("medical",))], "mde: fall"),
        ("medd fall", [Problem("type", "medd", ("medical",), certain=False)], "medd fall"),
        ("med foier fall", [Problem("zone", "foier", ("foyer",), certain=False)], "foier fall"),
        ("med H4 fall", [Problem("zone", "H4", ("h2", "h3"), certain=False)], "H4 fall"),
        ("secu h2 fight", [Problem("type", "secu", ("security",), certain=False)], "secu fight"),
        (
            "crit med foyer fall",
            [Problem("severity", "crit", ("!!!",), certain=False)],
            "crit fall",
        ),
        ("R4 fall", [Problem("zone", "R4", (), certain=False)], "R4 fall"),
        ("row14 R4 fall", [], "row14 R4 fall"),
        ("16:00 noise", [Problem("time", "16:00")], "16:00 noise"),
        ("fall in the corridor", [], "fall in the corridor"),
    ],
)
def test_what_nobody_knows_offers_the_nearest_and_stays_in_the_text(line, problems, text):
    found = read(line, WORDS, NOW)
    assert ([*found.problems], found.text) == (problems, text)
    assert all(each.certain for each in found.certain)


def test_a_problem_says_where_it_stands_though_another_word_begins_so():
    line = "lynda fell @lyn, #h22"
    found = read(line, WORDS, NOW).problems
    assert [(each.given, each.start, line[each.start : each.end]) for each in found] == [
        ("lyn", 12, "lyn"),
        ("h22", 18, "h22"),
    ]


def test_of_a_paste_full_of_strangers_only_the_first_few_are_looked_for():
    found = read("@lim @lim @lim @lim @lim", WORDS, NOW).problems
    assert [bool(each.nearest) for each in found] == [True, True, True, False, False]


def test_a_short_word_with_another_number_is_another_zone():
    words = Words({}, {"h2": ("Hall 2",), "foyer": ("Main foyer",)}, {}, ("minor",))
    lines = ("hall fall", "hall 2 fall", "hall 3 fall", "hall 14:05 fall", "foyer 2 men")
    assert [read(line, words, NOW).zone for line in lines] == ["h2", "h2", "", "h2", "foyer"]


def test_a_checkpoint_that_is_called_nearly_as_a_zone_is_not_that_zone():
    words = Words({}, {"hall": ("Main hall",)}, {}, ("minor",), ("Main entrance", "Main"))
    lines = ("MAIN fall", "MAIN ENTRANCE, fall", "main hall", "entrance main")
    assert [read(line, words, NOW).zone for line in lines] == ["hall", "", "hall", ""]


def test_a_name_that_several_have_is_nobodys():
    (problem,) = read("@AnaLima", WORDS, NOW).problems
    assert problem == Problem("person", "AnaLima", ("ana", "al"))


@pytest.mark.parametrize(
    ("now", "at", "meant"),
    [
        ((24, 14, 10), (14, 10), (24, 14)),
        ((24, 14, 10), (14, 11), (24, 14)),
        ((24, 14, 10), (14, 12), None),
        ((24, 0, 10), (23, 55), (23, 23)),
        ((24, 11, 0), (23, 30), (23, 23)),
        ((24, 12, 0), (23, 30), None),
    ],
)
def test_a_time_is_the_last_one_and_never_still_to_come(now, at, meant):
    found = instant(
        *at, datetime(2026, 11, *now, tzinfo=ZoneInfo("Europe/Berlin")), timedelta(minutes=1)
    )
    assert (found and (found.day, found.hour)) == meant


def test_a_short_word_means_a_zone_only_where_it_means_one_alone():
    assert "hall" not in WORDS.zone_of
    assert WORDS.zone_of["main"] == "foyer"
    assert WORDS.zone_of["hall2"] == "h2"
    clash = Words({"medical": ("med",)}, {"a": ("Med Tent",)}, {}, ())
    assert clash.zone_of == {"a": "a", "medtent": "a", "tent": "a", "mt": "a"}


def test_the_nearest_are_the_likeliest_first_and_none_where_nothing_is_close():
    known = {"medical": ("med",), "technical": ("tech",), "crowd": ()}
    assert nearest_of("medicl", known) == ("medical",)
    assert nearest_of("techical", known, close=0.5) == ("technical", "medical")
    assert nearest_of("zzz", known) == ()
    assert nearest_of("!!", known) == ()


def test_how_wide_a_text_is():
    assert [grammar.cells(text) for text in ("fall", "跌倒", "e\u0301", "ｆ")] == [4, 4, 1, 2]


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "med",
                "医疗有人",
                "H2",
                "Hall",
                "2",
                "@lin",
                "@x",
                "#h3",
                "!",
                "!!!!",
                "14:05",
                "med:",
            ]
        ),
        st.text(max_size=6),
    ),
    max_size=8,
).map(" ".join)


@settings(max_examples=200)
@given(LINES, st.integers(0, 24 * 60 - 1))
def test_nothing_that_was_typed_is_lost_and_every_word_means_one_thing(line, minute):
    now = datetime(2026, 11, 24, tzinfo=UTC) + timedelta(minutes=minute)
    found = read(line, WORDS, now)

    covered = [at for part in found.parts for at in range(part.start, part.end)]
    assert covered == sorted(set(covered))
    rest = set(range(len(line))) - set(covered)
    assert all(line[at].isspace() for at in rest)
    assert found.text.split() == [
        word for part in found.parts if part.kind == "text" for word in part.value.split()
    ]
    assert all(
        line[part.start : part.end] == part.value for part in found.parts if part.kind == "text"
    )
    assert found.happened is None or found.happened <= now
