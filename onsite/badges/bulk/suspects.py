"""What is suspicious about a name, and what it may have been meant to be. Pure."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.roster.names import compared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onsite.roster.facts import Record

NAME, COMPANY, POSITION = "name", "company", "position"
KINDS = (
    *("empty", "placeholder", "email", "address", "mojibake", "entities", "signs", "missing"),
    *("duplicate", "too_long", "no_badge", "company", "digits", "title", "capitals", "small"),
    *("no_picture", "namesake"),
)
"""What can be wrong with a badge, the gravest first; the last ones are found by whoever looks at
all names, or lays them out."""
_FIELDS = (NAME, COMPANY, POSITION)
_SHORTEST_CAPITALS = 4
"""Letters: "JO", "AJ" and "Li" are names as they are written."""
_ENTITY = re.compile(r"&(#\d{2,6}|#x[0-9a-fA-F]{2,5}|[A-Za-z]{2,8});")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,40}>")
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_TITLES = re.compile(
    r"(?:(?:dr|prof|mr|mrs|ms|miss|mx|sir|dame|herr|frau|hr|fr|mag|ing|dipl|eng|m|mme|mlle|sr|sra"
    r"|dott|doc|phd|md)\.?(?:[-.\s]+(?:ing|med|phil|rer|nat|hc|h|c|habil|jur|techn)\.?)*\s+)+",
    re.IGNORECASE,
)
_BARE_TITLES = frozenset(["mag", "m", "fr", "sr", "md", "doc", "eng", "ing", "hr"])
"""Words that are names or initials as well: titles only with a full stop."""
_TITLES_AFTER = re.compile("(先生|女士|小姐|教授|博士|老师|老師|様|さん|씨)$")
_PLACEHOLDERS = frozenset([
    "test", "tester", "testing", "tba", "tbd", "tbc", "tbn", "na", "none", "null", "nil", "unknown",
    "anonymous", "nobody", "asdf", "qwerty", "xxx", "xx", "x", "name", "firstname", "lastname",
    "surname", "vorname", "nachname", "guest", "gast", "attendee", "participant", "dummy", "sample",
    "example", "placeholder", "foo", "bar", "foobar", "abc", "测试", "測試", "未知", "无", "無",
    "匿名", "姓名", "待定",
])  # fmt: skip
_PLACEHOLDER_NAMES = frozenset([
    "johndoe", "janedoe", "maxmustermann", "erikamustermann", "firstlast", "namename", "testtest",
    "testuser", "usertest", "guestguest", "张三", "張三", "李四",
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suspect:
    """Something that is not as it should be."""

    kind: str
    """As `capitals`; `words` says what it means."""
    field: str
    text: str
    """What the field says."""
    better: str = ""
    """What may have been meant; empty where nobody can say."""


def suspects(record: Record) -> Iterator[Suspect]:
    """All that is suspicious in one record, the name first."""
    name = record.name
    if not name.strip():
        yield Suspect("empty", NAME, name)
    else:
        yield from _of_a_name(record, name)
    for field in _FIELDS:
        text = getattr(record, field)
        yield from _damaged(field, text)
    if _word(record.company) in _PLACEHOLDERS and record.company.strip().casefold() != "xx":
        yield Suspect("placeholder", COMPANY, record.company)


def _of_a_name(record: Record, name: str) -> Iterator[Suspect]:
    # Letters of mathematics, as some write their names online, are those that they stand for.
    plain = unicodedata.normalize("NFKC", name)
    letters = [letter for letter in plain if letter.isalpha() and letter.lower() != letter.upper()]
    if "@" in name:
        yield Suspect("email", NAME, name)
    elif _ADDRESS.search(name):
        yield Suspect("address", NAME, name)
    elif any(sign.isdigit() for sign in name) and not _ENTITY.search(name):
        yield Suspect("digits", NAME, name)
    if len(letters) >= _SHORTEST_CAPITALS and all(letter.isupper() for letter in letters):
        yield Suspect("capitals", NAME, name, _capitalised(name))
    elif letters and all(letter.islower() for letter in letters) and "@" not in name:
        yield Suspect("small", NAME, name, _capitalised(name))
    words = [_word(word) for word in re.split(r"[\s_-]+", name) if _word(word)]
    if _word(name) in _PLACEHOLDER_NAMES or (words and all(w in _PLACEHOLDERS for w in words)):
        yield Suspect("placeholder", NAME, name)
    if record.company and compared(record.company) == compared(name):
        yield Suspect("company", NAME, name)
    yield from _titled(name)


def _titled(name: str) -> Iterator[Suspect]:
    found = _TITLES.match(name)
    rest = name[found.end() :].strip() if found is not None else ""
    title = found.group().strip() if found is not None else ""
    bare = title.rstrip(".").casefold() in _BARE_TITLES and not title.endswith(".")
    if rest and not bare:
        yield Suspect("title", NAME, name, rest)
    elif (without := _TITLES_AFTER.sub("", name).strip()) != name.strip() and without:
        yield Suspect("title", NAME, name, without)


def _damaged(field: str, text: str) -> Iterator[Suspect]:
    """Letters that are not those that were typed."""
    without = (
        html.unescape(_TAG.sub("", text)) if _TAG.search(text) or _ENTITY.search(text) else text
    )
    if without != text:
        yield Suspect("entities", field, text, without.strip())
    if "\ufffd" in text:
        yield Suspect("mojibake", field, text)
    elif (repaired := _repaired(text)) != text:
        yield Suspect("mojibake", field, text, repaired)
    if any(unicodedata.category(sign) in ("Cc", "Co", "Cn") for sign in text):
        plain = "".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Co"))
        yield Suspect("signs", field, text, plain.strip())


def _repaired(text: str) -> str:
    """The text that was meant, where UTF-8 was read as the West European character set.

    All of it, or the words of it that can be: others may have been mended by hand.
    """
    whole = _read_anew(text)
    return whole if whole != text else "".join(map(_read_anew, re.split(r"(\s+)", text)))


def _read_anew(text: str) -> str:
    if text.isascii():
        return text
    try:
        meant = b"".join(_byte(sign) for sign in text).decode("utf-8")
    except UnicodeError:
        return text
    return meant if len(meant) < len(text) else text


def _byte(sign: str) -> bytes:
    """Of Windows 1252, as which most systems misread; the bytes that it leaves out, as Latin-1."""
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")


def _capitalised(name: str) -> str:
    """A large letter at the beginning of each word, and after an apostrophe or a hyphen."""
    parts = re.split(r"([\s'\u2019.-]+)", name.lower())
    return "".join(part[:1].upper() + part[1:] for part in parts)


def _word(text: str) -> str:
    """Only its letters and digits, small."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())
