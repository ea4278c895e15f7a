"""The text that was meant by the bytes of a code."""

from __future__ import annotations


def decoded(raw: bytes, guess: str, *, declared: bool = False) -> str:
    """The text of a code's bytes; empty where no reading of them can be right.

    Args:
        raw: the bytes as they stand in the code.
        guess: the decoder's own reading: the declared character set, Shift JIS or Latin-1.
        declared: the code itself names its character set.
    """
    if declared:
        return guess
    for encoding in ("utf-8-sig", *(() if _is_wide(guess) else ("gb2312",))):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    if _is_text(guess):
        return guess
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return ""


def _is_wide(guess: str) -> bool:
    return any(char > "\xff" for char in guess)


def _is_text(guess: str) -> bool:
    return not any("\x7f" <= char <= "\x9f" or char == "\ufffd" for char in guess)
