"""How long a search takes among 100,000 attendees, from the key to the list of results."""

from __future__ import annotations

import random
import sys
from statistics import quantiles
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert

from onsite.journal.fold import table_of
from onsite.roster.folding import document
from onsite.roster.search import search
from onsite.roster.search_tables import AttendeeSearchRow
from onsite.store import migrations
from onsite.store.writer import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_benchmark.fixture import BenchmarkFixture

MANY = 100_000
GOAL_MS = 20.0
FOLD_GOAL_US = 60.0

GIVEN = (
    "Jane John Maria José Björn Siobhán Jürgen François Łukasz Zoë Ahmed Fatima Priya Arjun"
    " Ngọc Minh Sofía Mateo Olga Dmitri Chloé Søren Åsa Ingrid Kwame Amara Yusuf Leila Noah Emma"
    " Анна Дмитрий Ольга Νίκος Ελένη محمد فاطمة דוד רות शर्मिला สมชาย"
).split()
FAMILY = (
    "Smith Müller O'Connor García Kowalski Nguyễn Johansson Rossi Silva Demir Haddad Sharma Patel"
    " Okafor Mensah Petrov Ivanova Papadopoulos Larsen Østergaard Dubois Lefèvre Schäfer Weiß"
    " Иванов Смирнова Παπαδόπουλος العلي כהן"
).split()
SYLLABLES = "ka lo mi ren sta vel dor an bru chi ten gar hol is je kov la mon ne pa ro sen".split()
SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾萧田董潘袁蔡蒋余于杜叶程魏"
    "苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵"
    "万覃武钱戴严莫孔向常欧阳單陳張劉黃趙吳"
)
CHARACTERS = (
    "小明伟芳娜敏静丽强磊军洋勇艳杰娟涛超秀霞平刚桂英华玉萍红鹏辉婷雪梅怡君俊宇轩子涵欣然博文思"
    "雨佳琪浩志国建偉華麗國龍曉慧靜婷鈺"
)
KANA = "さくらはるとひなたあおいゆうとタロウハナコ"
HANGUL = "김이박최정강조윤장임민수지영서준하은현우"
COMPANIES = (
    "Acme Consulting|Órbita Móvil|长江出版社|台北科技股份有限公司|Nordisk Råls AB|Quantum Mobility"
)


def _person(lot: random.Random) -> dict[str, Any]:
    kind = lot.random()
    given, family = "", ""
    if kind < 0.25:
        name = lot.choice(SURNAMES) + "".join(lot.choices(CHARACTERS, k=lot.choice((1, 2, 2))))
    elif kind < 0.3:
        name = "".join(lot.choices(HANGUL, k=3))
    elif kind < 0.33:
        name = lot.choice("佐藤鈴木高橋田中") + "".join(lot.choices(KANA, k=3))
    else:
        made = "".join(lot.choices(SYLLABLES, k=3)).title()
        given = lot.choice(GIVEN)
        family = lot.choice((made, made, made, lot.choice(FAMILY)))
        name = f"{given} {family}"
    company = f"{lot.choice(COMPANIES.split('|'))} {lot.choice(SYLLABLES)}{lot.choice(SYLLABLES)}"
    code = "".join(lot.choices("abcdefghjkmnpqrstuvwxyz23456789", k=32))
    mail = f"{lot.choice(SYLLABLES)}{lot.choice(SYLLABLES)}{lot.randrange(9999)}@example.org"
    order = "".join(lot.choices("ABCDEFGHJKLMNPQRSTUVWXYZ3789", k=5))
    others = (company, mail, order, code)
    return {"name": name, "given": given, "family": family, "others": others}


@pytest.fixture(scope="session")
def people() -> list[dict[str, Any]]:
    lot = random.Random(20261124)
    return [_person(lot) for _ in range(MANY)]


@pytest.fixture(scope="session")
def crowd(
    people: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("crowd") / "onsite.db"
    migrations.prepare(path)
    store = Store(path)
    rows = [
        {"attendee": f"{at:08x}", "subject": f"attendee:{at:08x}", **document(**person)}
        for at, person in enumerate(people)
    ]
    store.write_now(lambda at: at.execute(insert(table_of(AttendeeSearchRow)), rows))
    yield store
    store.close()


def _prefixes(text: str) -> list[str]:
    return [text[:end] for end in range(1, len(text) + 1)]


def _misspelt(word: str, lot: random.Random) -> str:
    at = lot.randrange(1, len(word) - 1)
    return lot.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + lot.choice("abcdefghij") + word[at + 1 :],
            word[:at] + lot.choice("abcdefghij") + word[at:],
        )
    )


def _queries(kind: str, people: list[dict[str, Any]]) -> list[str]:
    lot = random.Random(7)
    latin = lot.sample([p for p in people if p["given"].isascii() and p["family"]], 40)
    han = lot.sample([p["name"] for p in people if p["name"][0] in SURNAMES], 40)
    return {
        "one letter": list("abcdefghijklmnopqrstuvwxyzåж") + list("王陳김さ"),
        "two letters": [f"{a} {b}" for a in "sjmkaw" for b in "ernlt"],
        "as typed": [text for p in latin for text in _prefixes(p["name"])],
        "turned, as typed": [
            text for p in latin[:20] for text in _prefixes(f"{p['family']}, {p['given']}")
        ],
        "Chinese": [text for name in han for text in _prefixes(name)],
        "pinyin": [
            text
            for name in han
            for text in _prefixes(document(name=name, given="", family="", others=())["turned"])
        ],
        "initials": ["wxm", "wangxm", "lw", "zl", "chenyj", "wang xm", "xm wang", "xiao m w"],
        "typo": [_misspelt(p["family"].lower(), lot) for p in latin if len(p["family"]) > 3],
        "two typos": [
            f"{_misspelt(p['given'].lower(), lot)} {_misspelt(p['family'].lower(), lot)}"
            for p in latin
            if len(p["family"]) > 3 and len(p["given"]) > 3
        ],
        "company": ["acme", "长江", "changjiang", "orbita mo", "quantum mobility kalo", "nordisk"],
        "code and e-mail": [
            t
            for p in latin
            for t in (p["others"][3], p["others"][3][:6], p["others"][2], p["others"][1])
        ],
        "nobody": ["xqzkvwpt", "zzzz yyyy", "qxqxqxqxqxqxqx", "0000000000", "龘龘"],
    }[kind]


KINDS = [
    "one letter",
    "two letters",
    "as typed",
    "turned, as typed",
    "Chinese",
    "pinyin",
    "initials",
    "typo",
    "two typos",
    "company",
    "code and e-mail",
    "nobody",
]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    def uncaptured(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line}")

    return uncaptured


@pytest.mark.parametrize("kind", KINDS)
def test_the_list_is_there_while_one_types(
    kind: str,
    crowd: Store,
    people: list[dict[str, Any]],
    benchmark: BenchmarkFixture,
    say: Callable[[str], None],
) -> None:
    queries = _queries(kind, people)
    turn = iter(queries)
    benchmark.pedantic(
        lambda query: crowd.read_now(lambda rows: search(rows, query)),
        setup=lambda: ((next(turn),), {}),
        rounds=len(queries),
    )
    cut = [each * 1000 for each in quantiles(benchmark.stats.stats.data, n=20, method="inclusive")]
    say(f"{kind:>18}: {len(queries):4} searches, p50 {cut[9]:6.2f} ms, p95 {cut[18]:6.2f} ms")
    assert cut[18] < GOAL_MS


def test_folding_keeps_an_import_cheap(
    people: list[dict[str, Any]], benchmark: BenchmarkFixture, say: Callable[[str], None]
) -> None:
    latin = [person for person in people if person["name"].isascii()]

    def fold_all() -> None:
        for person in latin:
            document(**person)

    benchmark.pedantic(fold_all, rounds=3)
    each = min(benchmark.stats.stats.data) / len(latin) * 1e6
    say(f"{'folding':>18}: {each:.1f} µs each for {len(latin)} Latin names")
    assert each < FOLD_GOAL_US
