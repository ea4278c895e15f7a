"""The exact versions that stand in for a lock file."""

from __future__ import annotations

import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
DIRECT = [
    Requirement(line)
    for line in (
        *PROJECT["project"]["dependencies"],
        *PROJECT["dependency-groups"]["dev"],
    )
]
PINS = [Requirement(line) for line in PROJECT["tool"]["uv"]["constraint-dependencies"]]


def exact(pin: Requirement) -> str:
    (only,) = pin.specifier
    assert only.operator == "==", pin
    return only.version


def test_a_pin_is_one_exact_version():
    assert [pin.name for pin in PINS if not exact(pin)] == []


def test_every_direct_dependency_is_pinned_within_its_range():
    pinned: dict[str, list[str]] = {}
    for pin in PINS:
        pinned.setdefault(canonicalize_name(pin.name), []).append(exact(pin))
    outside = [
        str(wanted)
        for wanted in DIRECT
        if not (versions := pinned.get(canonicalize_name(wanted.name)))
        or not all(wanted.specifier.contains(version) for version in versions)
    ]
    assert outside == []
