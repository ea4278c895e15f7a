from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql

from onsite.journal.fold import table_of
from onsite.roster.acts.tables import AliasRow
from onsite.roster.facts import AttendeeListed, AttendeeWithdrawn, Record
from onsite.roster.folding import document
from onsite.roster.search import Hit, search
from onsite.roster.search_tables import SEARCH_DDL
from onsite.store.engine import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.wiring import Site

PEOPLE = {
    "muller": Record(name="Jürgen Müller", given="Jürgen", family="Müller", company="Kanzlei Süd"),
    "mueller": Record(name="Anna Mueller", given="Anna", family="Mueller"),
    "jose": Record(
        name="José Álvarez", given="José", family="Álvarez", email="jose@orbita.example"
    ),
    "jane": Record(name="Jane Smith", given="Jane", family="Smith", company="Acme", order="CARJN"),
    "john": Record(name="Smith, John", order="CARJN"),
    "obrien": Record(name="Seán O'Brien", codes=("nph3xcm5gx6ur849", "AAAA-1112")),
    "annemarie": Record(name="Anne-Marie Østergård-Weiß"),
    "lukasz": Record(name="Łukasz Żółć"),
    "wang": Record(name="王小明", company="长江出版社"),
    "wangming": Record(name="王明"),
    "chen": Record(name="陳美玲", company="台北科技股份有限公司"),
    "zhang": Record(name="张国龙"),
    "shan": Record(name="单雪"),
    "zeng": Record(name="曾志伟"),
    "lu": Record(name="吕布"),
    "ouyang": Record(name="欧阳娜娜", given="娜娜", family="欧阳"),
    "kim": Record(name="김민수"),
    "sato": Record(name="佐藤 サクラ"),
    "takahashi": Record(name="髙橋 太郎"),
    "sawada": Record(name="澤田 花子"),
    "ivanova": Record(name="Анна Ёлкина"),
    "haddad": Record(name="محمّد الحدّاد"),
    "sharma": Record(name="रवि शर्मा"),
}


@pytest.fixture
def listed(site: Site) -> Site:
    def append(journal: Journal, rows: Connection) -> None:
        facts = [
            AttendeeListed(attendee=who, source="plain", source_key=who, record=record)
            for who, record in PEOPLE.items()
        ]
        journal.append(rows, *facts, operator="Maria")

    site.write_now(append)
    return site


EXACT = [
    ("elkina", ["ivanova"]),
    ("müller", ["muller", "mueller"]),
    ("MULLER", ["muller"]),
    ("Mueller", ["mueller", "muller"]),
    ("mu\u0308ller", ["muller", "mueller"]),
    ("mul", ["muller"]),
    ("jose", ["jose"]),
    ("JOSÉ alv", ["jose"]),
    ("Smith Jane", ["jane"]),
    ("smith, j", ["jane", "john"]),
    ("j smith", ["jane", "john"]),
    ("jane smith", ["jane"]),
    ("o'brien", ["obrien"]),
    ("OBRIEN", ["obrien"]),
    ("o’brien sean", ["obrien"]),
    ("annemarie", ["annemarie"]),
    ("anne marie", ["annemarie"]),
    ("ostergard", ["annemarie"]),
    ("oestergaard", ["annemarie"]),
    ("weiss", ["annemarie"]),
    ("zolc lukasz", ["lukasz"]),
    ("王", ["wang", "wangming"]),
    ("王小明", ["wang"]),
    ("小明", ["wang"]),
    ("明", ["wang", "wangming"]),
    ("wangxm", ["wang"]),
    ("wxm", ["wang"]),
    ("wang xiaoming", ["wang"]),
    ("xiaoming wang", ["wang"]),
    ("wang xiao ming", ["wang"]),
    ("XiaoMingWang", ["wang"]),
    ("xm wang", ["wang"]),
    ("陈美玲", ["chen"]),
    ("陳美玲", ["chen"]),
    ("陈", ["chen"]),
    ("張國龍", ["zhang"]),
    ("國", ["zhang"]),
    ("shanxue", ["shan"]),
    ("zengzw", ["zeng"]),
    ("lvbu", ["lu"]),
    ("lubu", ["lu"]),
    ("lyu bu", ["lu"]),
    ("欧阳", ["ouyang"]),
    ("歐陽娜娜", ["ouyang"]),
    ("ouyangnn", ["ouyang"]),
    ("nana ouyang", ["ouyang"]),
    ("台北", ["chen"]),
    ("臺北", ["chen"]),
    ("changjiang", ["wang"]),
    ("김", ["kim"]),
    ("민수", ["kim"]),
    ("さくら", ["sato"]),
    ("ｻｸﾗ", ["sato"]),
    ("佐藤", ["sato"]),
    ("高橋", ["takahashi"]),
    ("高桥太", ["takahashi"]),
    ("沢田", ["sawada"]),
    ("елкина", ["ivanova"]),
    ("محمد", ["haddad"]),
    ("शर्मा", ["sharma"]),
    ("acme", ["jane"]),
    ("CARJN", ["jane", "john"]),
    ("carj", ["jane", "john"]),
    ("jose@orbita.example", ["jose"]),
    ("nph3xcm5gx6ur849", ["obrien"]),
    ("nph3x", ["obrien"]),
    ("AAAA-1112", ["obrien"]),
]


@pytest.mark.parametrize(("typed", "expected"), EXACT, ids=[typed for typed, _ in EXACT])
def test_what_is_typed_finds_exactly(listed: Site, typed: str, expected: list[str]) -> None:
    found = listed.read_now(search, typed)
    assert [hit.attendee for hit in found if hit.exact] == expected


NEAR = [
    ("jhon", "john"),
    ("smtih jane", "jane"),
    ("smih john", "john"),
    ("alvarrez", "jose"),
    ("mullar", "muller"),
    ("xmith jane", "jane"),
    ("ёлкини", "ivanova"),
    ("wangxiaomimg", "wang"),
    ("伟志", "zeng"),
    ("lukas zolx", "lukasz"),
]


@pytest.mark.parametrize(("typed", "expected"), NEAR, ids=[typed for typed, _ in NEAR])
def test_a_letter_that_is_wrong_still_finds(listed: Site, typed: str, expected: str) -> None:
    assert listed.read_now(search, typed)[0] == Hit(expected, exact=False)


def test_exact_hits_come_before_near_ones(listed: Site) -> None:
    found = listed.read_now(search, "anna")
    assert [hit for hit in found if hit.exact] == found[:2]
    assert found[:2] == [Hit("mueller", exact=True), Hit("ivanova", exact=True)]


def test_words_before_beginnings_and_names_before_companies(site: Site) -> None:
    names = {
        "whole": Record(name="Lin"),
        "first": Record(name="Lin Zhao"),
        "longer": Record(name="Lindsay Adams"),
        "family": Record(name="Bo Lin"),
        "middle": Record(name="Abe Lin Cox"),
        "inside": Record(name="Abe Linden Cox"),
        "works": Record(name="Abe Abel", company="Lin & Sons"),
    }

    def append(journal: Journal, rows: Connection) -> None:
        for who, record in names.items():
            fact = AttendeeListed(attendee=who, source="plain", source_key=who, record=record)
            journal.append(rows, fact, operator="Maria")

    site.write_now(append)
    found = [hit.attendee for hit in site.read_now(search, "lin")]
    assert found == ["whole", "family", "first", "longer", "middle", "inside", "works"]


def test_a_limit_is_kept(listed: Site) -> None:
    assert listed.read_now(search, "王", limit=1) == [Hit("wang", exact=True)]
    assert listed.read_now(search, "王", limit=0) == []


@pytest.mark.parametrize("typed", ["", "   ", "!?", "\x00", "()", '"', "*", "👩‍💻"])
def test_nothing_to_look_for_finds_nothing(listed: Site, typed: str) -> None:
    assert listed.read_now(search, typed) == []


@pytest.mark.parametrize(
    "typed",
    ['jane"', "jane*", "jane AND", "NOT jane", "name:jane", "jane)", "^jane", "-jane", "{j"],
)
def test_signs_of_the_query_language_are_only_signs(listed: Site, typed: str) -> None:
    assert isinstance(listed.read_now(search, typed), list)


def test_the_index_follows_changes_and_folding_again(listed: Site) -> None:
    def rename(journal: Journal, rows: Connection) -> None:
        record = Record(name="Jane Miller")
        fact = AttendeeListed(attendee="jane", source="plain", source_key="jane", record=record)
        journal.append(rows, fact, operator="Maria")
        journal.append(rows, AttendeeWithdrawn(attendee="jane"), operator="Maria")

    listed.write_now(rename)
    assert listed.read_now(search, "miller")[0] == Hit("jane", exact=True)
    assert [hit.attendee for hit in listed.read_now(search, "smith") if hit.exact] == ["john"]
    listed.store.write_now(_check_index)


def _check_index(rows: Connection) -> None:
    rows.execute(
        sql(
            "INSERT INTO attendee_search_index (attendee_search_index, rank)"
            " VALUES ('integrity-check', 1)"
        )
    )


@pytest.fixture(scope="module")
def alone() -> Iterator[Connection]:
    rows = connect(":memory:")
    for statement in SEARCH_DDL:
        rows.exec_driver_sql(statement)
    table_of(AliasRow).create(rows)
    yield rows
    rows.close()
    rows.engine.dispose()


LETTERS = st.sampled_from(
    "abcdefghijklmnopqrstuvwxyzABCXYZ0189äöüßéèçñåøłđæœþİıǆ'’-"
    "王李陳陈張单曾吕乐龍龙渡辺邊𠮷々김민수가さくらサガパｱ"
    "абвгёйЖіўαβγΏςאבגדمحمدالعيशर्मारविกขสมชาย"
)
NAMES = st.lists(st.text(LETTERS, min_size=1, max_size=9), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(name=NAMES, data=st.data())
def test_any_beginning_of_any_word_of_a_name_finds_its_owner(
    alone: Connection, name: str, data: st.DataObject
) -> None:
    word = data.draw(st.sampled_from(name.split()))
    typed = word[: data.draw(st.integers(1, len(word)))]
    assume(any(letter.isalnum() for letter in typed))
    _only(alone, name)
    assert search(alone, typed) == [Hit("who", exact=True)]


@settings(max_examples=300, deadline=None)
@given(name=st.text(max_size=40), typed=st.text(max_size=40))
def test_no_text_breaks_a_search(alone: Connection, name: str, typed: str) -> None:
    _only(alone, name)
    assert {hit.attendee for hit in search(alone, typed)} <= {"who"}


def _only(rows: Connection, name: str) -> None:
    rows.execute(sql("DELETE FROM attendee_search"))
    found_by = document(name=name, given="", family="", others=())
    rows.execute(
        sql(
            "INSERT INTO attendee_search (attendee, subject, name, turned, names, pinyin, others)"
            " VALUES ('who', 'attendee:who', :name, :turned, :names, :pinyin, :others)"
        ),
        found_by,
    )
