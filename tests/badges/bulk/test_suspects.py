"""What is suspicious about a name."""

from __future__ import annotations

import pytest

from onsite.badges.bulk.suspects import KINDS, suspects
from onsite.badges.bulk.wording import finding, kind, remedy
from onsite.roster.facts import Record


def found(name="Ada Lovelace", **fields):
    return [(each.kind, each.better) for each in suspects(Record(name=name, **fields))]


@pytest.mark.parametrize(
    ("name", "kind", "better"),
    [
        ("", "empty", ""),
        ("  ", "empty", ""),
        ("MARIA O'NEIL", "capitals", "Maria O'Neil"),
        ("ANNE-MARIE WEIß", "", ""),
        ("peter müller", "small", "Peter Müller"),
        ("jean-luc d'arc", "small", "Jean-Luc D'Arc"),
        ("info@acme.org", "email", ""),
        ("www.acme.org", "address", ""),
        ("Agent 47", "digits", ""),
        ("Tom &amp; Ann", "entities", "Tom & Ann"),
        ("Beno&#238;t Roy", "entities", "Benoît Roy"),
        ("JÃ¶rg MÃ¼ller", "mojibake", "Jörg Müller"),
        ("ç\u008e‹å°\u008fæ˜Ž", "mojibake", "王小明"),
        ("MÃ¼ller Jürgen", "mojibake", "Müller Jürgen"),
        ("J\ufffdrg Roy", "mojibake", ""),
        ("<b>Ada</b> Roy", "entities", "Ada Roy"),
        ("Ada\u0007 Roy", "signs", "Ada Roy"),
        ("Test Test", "placeholder", ""),
        ("TBA", "placeholder", ""),
        ("Max Mustermann", "placeholder", ""),
        ("张三", "placeholder", ""),
        ("Guest 2", "digits", ""),
        ("Dr. Anna Weiß", "title", "Anna Weiß"),
        ("Prof. Dr.-Ing. Jan Roy", "title", "Jan Roy"),
        ("王小明先生", "title", "王小明"),
    ],
)
def test_what_is_found(name, kind, better):
    expected = [(kind, better)] if kind else []
    assert [each for each in found(name) if each[0] == kind] == expected


@pytest.mark.parametrize(
    "name",
    [
        "Ada Lovelace",
        "王小明",
        "김철수",
        "مريم العلي",
        "Ludwig van Beethoven",
        "Åse Ødegård",
        "AJ",
        "Bo",
        "Drew Prophet",
        "M Night",
        "Mag Roy",
        "Testa Rossa",
        "Conan O'Brien",
        "Nguyễn Thị Minh",
        "Ünal Ç",
        "Ada < Roy",
        "𝕷𝖚𝖐𝖆𝖘 𝕸ü𝖑𝖑𝖊𝖗",
    ],
)
def test_a_name_as_people_have_it_is_left_in_peace(name):
    assert found(name) == []


def test_other_fields_are_looked_at_too():
    assert found(company="Fish &amp; Chips") == [("entities", "Fish & Chips")]
    assert found(company="tba") == [("placeholder", "")]
    assert found("Acme GmbH", company="acme gmbh") == [("company", "")]
    assert found(position="GeschÃ¤ftsfÃ¼hrer") == [("mojibake", "Geschäftsführer")]


def test_each_kind_has_words_and_says_what_to_do():
    assert all(kind(each) and remedy(each) for each in KINDS)
    said = [finding(each) for each in suspects(Record(name="A B", company="X &amp; Y"))]
    assert said == ["company: marks of a web page: X &amp; Y. Perhaps: X & Y"]
