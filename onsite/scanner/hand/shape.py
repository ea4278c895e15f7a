"""What a text looks like: a name, a code, or what an input method made of a code. Pure."""

from __future__ import annotations

import re
from unicodedata import category

_IN_NAMES = " '’.-"
"""Signs that stand in names."""
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3105-\u312f\u3400-\u9fff\uac00-\ud7a3]")
_MARK = "\ufffd"
"""Stands for bytes that were no text."""


def is_name(text: str) -> bool:
    """Whether a text could be a name that somebody typed: letters, and what stands in names."""
    letters = [each for each in text if each not in _IN_NAMES]
    return bool(letters) and all(category(each)[0] in "LM" for each in letters)


def is_converted(text: str) -> bool:
    """Whether an input method made words of some of it, or bytes of it were no text."""
    return _MARK in text or _IDEOGRAPHS.search(text) is not None
