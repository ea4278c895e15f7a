"""What a person can keep in view: the size of things, their names, no loose ends."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "onsite").rglob("*.py"))
TEXTS = [
    path
    for folder in ("onsite", "tests", "db", ".ci")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".py", ".tcss", ".toml", ".mako", "") and path.is_file()
]
FILE_LINES, FUNCTION_LINES, CLASS_LINES = 300, 40, 200
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def too_long(text: str) -> list[tuple[str, int]]:
    """The functions and classes of a module that are longer than one can keep in view."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            continue
        lines = (node.end_lineno or 0) - node.lineno + 1
        if lines > (FUNCTION_LINES if isinstance(node, FUNCTIONS) else CLASS_LINES):
            found.append((node.name, lines))
    return found


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_a_file_its_functions_and_classes_can_be_kept_in_view(path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= FILE_LINES
    assert too_long(text) == []


def test_no_module_is_a_junk_drawer():
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
    assert [named(path) for path in SOURCES if path.stem in drawers] == []


def test_no_class_is_a_manager():
    managers = [
        (named(path), node.name)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and node.name.endswith("Manager")
    ]
    assert managers == []


def test_nothing_is_left_for_later():
    later = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X{3})\b")
    assert [named(path) for path in TEXTS if later.search(path.read_text("utf-8"))] == []


def test_nothing_waits_so_that_it_cannot_be_ended():
    """`asyncio.wait_for` of Python 3.11 goes on where it is cancelled just when it is woken.

    Source: https://github.com/python/cpython/issues/86296
    """
    waits = [named(path) for path in SOURCES if "asyncio.wait_for(" in path.read_text("utf-8")]
    assert waits == []


def test_the_measures_can_fail():
    body = "    pass\n" * FUNCTION_LINES
    assert too_long(f"def f():\n{body}") == [("f", FUNCTION_LINES + 1)]
    assert too_long("class C:\n" + "    x = 1\n" * CLASS_LINES) == [("C", CLASS_LINES + 1)]
