"""Templates on a shelf of a test's own."""

from __future__ import annotations

import pytest

from onsite.badges.templates.finding import find_in
from onsite.badges.templates.mistakes import TemplateError
from onsite.badges.templates.shelves import Published, shipped

GOOD = """\
title = "Plain"
size = "a6"
margin = 5
[layers.name]
kind = "text"
text = "{name}"
x = 5
y = 20
width = 80
height = 30
[layers.rule]
kind = "shape"
x = 5
y = 18
width = 80
height = 0.5
[layers.who]
kind = "group"
x = 5
y = 60
width = 80
height = 30
[layers.who.layers.company]
kind = "text"
text = "{company}"
width = 80
height = 10
"""


def read(text: str = "", pictures: dict[str, bytes] | None = None, **others: str):
    """The template `mine`, beside others and before those that ship."""
    return find_in("mine", (Published({"mine": text, **others}, pictures or {}), shipped()))


def problems(text: str, pictures: dict[str, bytes] | None = None, **others: str):
    """All that is wrong with it, as file, line, key and sentence."""
    with pytest.raises(TemplateError) as caught:
        read(text, pictures, **others)
    return [
        (each.file.removeprefix("badges/"), each.line, each.key, each.wrong)
        for each in caught.value.problems
    ]
