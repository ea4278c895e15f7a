from __future__ import annotations

import pytest

from onsite.roster.folding import MOST_TERMS, Term, document, fold, key, terms, words

FOLDED = [
    ("MÜLLER", "muller"),
    ("Mu\u0308ller", "muller"),
    ("Weiß", "weiss"),
    ("Łukasz Żółć", "lukasz zolc"),
    ("Ørsted Æsa Œuvre", "orsted aesa oeuvre"),
    ("İstanbul ısı", "istanbul isi"),
    ("Đặng Þór Guðrún", "dang thor gudrun"),
    ("Ёлкина", "елкина"),
    ("Νίκος", "νικοσ"),
    ("مُحَمَّد", "محمد"),
    ("ＡＢＣ１", "abc1"),
    ("ﬁn", "fin"),
    ("ｶﾞカ", "がか"),
    ("陳臺灣國龍", "陈台湾国龙"),
    ("髙橋 渡邉 渡辺 澤﨑 沢崎", "高桥 渡边 渡边 泽崎 泽崎"),
    ("김", "김"),
    ("a\u200bb\ufeff", "ab"),
]


@pytest.mark.parametrize(("written", "folded"), FOLDED)
def test_variants_of_letters_are_one(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_words_of_scripts_without_spaces_are_single_characters() -> None:
    assert words("王小明 (Wang Xiao-Ming)") == ["王", "小", "明", "wang", "xiao", "ming"]
    assert key(words("王 小明, Jim Wang")) == "王小明 jim wang"


def test_a_document_of_a_european_name() -> None:
    assert document(
        name="Jürgen O'Müller", given="Jürgen", family="O'Müller", others=("Ä GmbH", "a@b.cd")
    ) == {
        "name": "jurgen o muller",
        "turned": "o muller jurgen",
        "names": "jurgen o muller juergen mueller omuller",
        "pinyin": "",
        "others": "a gmbh ae b cd",
    }


def test_a_document_of_a_chinese_name() -> None:
    assert document(name="歐陽明月", given="", family="歐陽", others=("華為",)) == {
        "name": "欧阳明月",
        "turned": "ouyangmingyue",
        "names": "欧 阳 明 月",
        "pinyin": "ouyangmingyue yangmingyueou mingyueouyang yueouyangming ouyangmy oymy myoy",
        "others": "华 为 huawei hw",
    }


def test_a_surname_is_read_in_each_way_it_may_be() -> None:
    found = document(name="单雪", given="", family="", others=())
    assert {"danxue", "shanxue", "sx", "xueshan"} <= set(found["pinyin"].split())


def test_a_document_of_nothing() -> None:
    assert document(name="", given="", family="", others=()) == {
        "name": "",
        "turned": "",
        "names": "",
        "pinyin": "",
        "others": "",
    }


def test_terms_hold_both_spellings_of_an_umlaut() -> None:
    assert terms("Müller 王小J") == (
        Term(("muller", "mueller"), spaceless=False),
        Term(("王小",), spaceless=True),
        Term(("j",), spaceless=False),
    )
    assert len(terms("a " * 50)) == MOST_TERMS
