"""Three catalogs, complete, current, and with the same placeholders."""

from __future__ import annotations

import ast
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import onsite
from onsite import language
from onsite.bundled import bundled

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

SOURCE = Path(onsite.__file__).parent
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
REFRESH = "run: python -m tests.language.refresh"


def used() -> set[tuple[str | None, str | tuple[str, ...]]]:
    """Every text that the program asks the catalogs for, with its context."""
    found = extract_from_dir(SOURCE, [("**.py", "python")], keywords=KEYWORDS)
    return {(context, message) for _file, _line, message, _comments, context in found}


def catalog(code: str) -> Catalog:
    place = bundled(f"assets/translations/{code}/LC_MESSAGES/onsite.po")
    with place.open("rb") as file:
        return read_po(file, locale=code, abort_invalid=True)


@pytest.fixture(scope="module")
def texts():
    return used()


@pytest.fixture(params=language.LANGUAGES)
def code(request):
    return request.param


def test_every_text_is_in_the_catalog_and_no_other(code, texts):
    known = {(message.context, message.id) for message in catalog(code) if message.id}

    missing = sorted(map(str, texts - known))
    unused = sorted(map(str, known - texts))
    assert (missing, unused) == ([], []), REFRESH


def test_no_text_stands_where_the_catalogs_do_not_look():
    hidden = [
        f"{file.relative_to(SOURCE)}:{call.lineno}"
        for file in Path(SOURCE).rglob("*.py")
        for whole in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(whole, ast.JoinedStr)
        for call in ast.walk(whole)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in KEYWORDS
        and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []


def test_every_text_is_translated(code):
    empty = [
        message.id
        for message in catalog(code)
        if message.id and (message.fuzzy or not all(_forms(message.string)))
    ]

    assert empty == []


def test_placeholders_are_the_same(code):
    wrong = [
        (message.id, message.string)
        for message in catalog(code)
        if message.id
        for form in _forms(message.string)
        if not _placeholders(form) <= _all_placeholders(message.id)
        or (not isinstance(message.id, tuple) and _placeholders(form) != _placeholders(message.id))
    ]

    assert wrong == []


def test_the_compiled_catalog_is_that_of_the_text(code):
    compiled = io.BytesIO()
    write_mo(compiled, catalog(code))
    shipped = bundled(f"assets/translations/{code}/LC_MESSAGES/onsite.mo")

    assert shipped.read_bytes() == compiled.getvalue(), REFRESH


def test_chinese_is_chinese():
    for code in ("zh_CN", "zh_TW"):
        same = [
            message.id
            for message in catalog(code)
            if message.id and not re.search(r"[\u3400-\u9fff]", "".join(_forms(message.string)))
        ]
        assert [text for text in same if text not in UNTRANSLATABLE] == []


UNTRANSLATABLE = {
    " (g)",
    " on {day}",
    " · ",
    "({detail})",
    "+1",
    "+5",
    ", ",
    ": ",
    "; ",
    "Alt+{number}",
    "GO",
    "Onsite {version}",
    "VIP",
    "{at:%H:%M:%S} UTC  {said}",
    "{by}: {why}",
    "{checkpoint}: {title}",
    "{code}: {state}",
    "{day}",
    "{desk} · {checkpoint}",
    "{done} of {many}",
    "{field}: {before} → {after}",
    "{figures}.",
    "{first} {second}",
    "{level} %",
    "{m2} m²",
    "{many} {word}",
    "{n} %",
    "{name} · {number} of {many}",
    "{name}: {title}.",
    "{name}: “{said}”",
    "{number}  {at}  {operator}  {digest:.12}",
    "{question} {answer}",
    "{role}: {sentence}",
    "{run}, {what}",
    "{said} {more}",
    "{sentence}. {more}",
    "{sign} {what}",
    "{time}",
    "{title} {time} ×{many}",
    "{title} – {sentence}",
    "{title}: {details}",
    "{told}: {goods}",
    "{told}: {what}",
    "{warning} {advice}",
    "{what} ({more})",
    "{what}. {item}",
    "{what}: {details}",
    "{whose}: {people} – {standing}",
    "{why}. {advice}",
    "{zone}: {count}",
    "“{file}” is {kind}.",
    "“{policy}”",
    "“{sentence}”",
    "“{value}”",
    "−1",
    "−5",
    "✓ {time}",
}
"""Texts without a word to translate, as formats; in Chinese with other signs or none."""


def test_a_switch_shows_at_once():
    language.use("zh_CN")
    chinese = language._("Come in")
    language.use("zh_TW")
    traditional = language._("Come in")
    language.use("en")

    assert (language._("Come in"), language.current()) == ("Come in", "en")
    assert len({chinese, traditional, "Come in"}) == 3


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("en_GB.UTF-8", "en"),
        ("zh_CN.UTF-8", "zh_CN"),
        ("zh-Hant-HK", "zh_TW"),
        ("zh_TW", "zh_TW"),
        ("zh", "zh_CN"),
        ("de_DE", "en"),
        ("C", "en"),
        ("", "en"),
    ],
)
def test_the_best_language_for_a_wish(wanted, expected, monkeypatch):
    for name in ("ONSITE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    assert language.preferred(wanted) == expected


def _forms(string: str | tuple[str, ...] | list[str]) -> list[str]:
    return [string] if isinstance(string, str) else list(string)


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{[^{}]*\}", text))


def _all_placeholders(message: str | tuple[str, ...] | list[str]) -> set[str]:
    return set().union(*(_placeholders(form) for form in _forms(message)))
