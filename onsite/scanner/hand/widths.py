"""Full-width letters and Chinese signs, as an input method writes what a scanner sends. Pure."""

from __future__ import annotations

_FULL = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " "}
_SIGNS = {
    "。": ".",
    "，": ",",
    "；": ";",
    "：": ":",
    "？": "?",
    "！": "!",
    "（": "(",
    "）": ")",
    "【": "[",
    "】": "]",
    "「": "{",
    "」": "}",
    "『": "{",
    "』": "}",
    "〔": "[",
    "〕": "]",
    "《": "<",
    "》": ">",
    "〈": "<",
    "〉": ">",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "￥": "$",
    "¥": "$",
    "·": "`",
    "～": "~",
    "—": "_",
    "…": "^",
    "｡": ".",
}
_TWICE = ("——", "……")
"""Signs that input methods for Chinese write in pairs, for one key."""
_EITHER = str.maketrans({"、": "/", "・": "\\"}), str.maketrans({"、": "\\", "・": "/"})
"""Which key it was differs between the input methods."""
_NARROW = str.maketrans(_FULL | _SIGNS)


def narrowed(text: str) -> tuple[str, ...]:
    """The texts that a scanner may have sent; none where nothing of it is wide."""
    single = text
    for pair in _TWICE:
        single = single.replace(pair, pair[0])
    narrow = single.translate(_NARROW)
    made = dict.fromkeys(narrow.translate(either) for either in _EITHER)
    return tuple(each for each in made if each != text)
