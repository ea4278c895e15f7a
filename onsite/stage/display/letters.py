"""A message as large as there is room for: block letters where they can say it, else plain text.

What does not fit even as plain text stands on pages, one after the other: nothing is cut.
"""

from __future__ import annotations

from functools import lru_cache

from onsite.ui.block_letters import dots
from onsite.ui.cells import fit, width, wrap

BANNER_ROWS = 3
"""So many rows have the smallest block letters, with the gap below them."""
_HIGH = 5
"""Dots of a block letter from top to bottom."""
_MORE = {
    ",": "... ... ... .#. #..",
    ":": ". # . # .",
    ";": ".. .# .. .# #.",
    "/": "....# ...#. ..#.. .#... #....",
    "+": "... .#. ### .#. ...",
    "%": "#...# ...#. ..#.. .#... #...#",
    "&": ".#.. #.#. .#.. #.#. .#.#",
    "(": ".# #. #. #. .#",
    ")": "#. .# .# .# #.",
    "=": "... ### ... ### ...",
    "–": ".... .... #### .... ....",
    "—": ".... .... #### .... ....",
    "’": "# # . . .",
    "‘": "# # . . .",
    '"': "#.# #.# ... ... ...",
    "“": "#.# #.# ... ... ...",
    "”": "#.# #.# ... ... ...",
    "…": "..... ..... ..... ..... #.#.#",
    "#": ".#.#. ##### .#.#. ##### .#.#.",
    "→": "..#.. ...#. ##### ...#. ..#..",
}
"""Signs that messages have, beside those of `onsite.ui.block_letters`."""
_SPACE = 3
"""Dots between two words, beside those around every letter."""
_LARGEST = 12
_BLOCKS = (" ", "▀", "▄", "█")


@lru_cache(maxsize=32)
def pages(text: str, cells: int, rows: int) -> tuple[tuple[str, ...], ...]:
    """The text in pages of so many rows, each so many cells wide, in the middle of both.

    Args:
        text: one line.
        cells: at least 1.
        rows: at least 1.
    """
    lines = _large(text, cells, rows)
    return (_page(lines, cells, rows),) if lines is not None else plain_pages(text, cells, rows)


@lru_cache(maxsize=8)
def plain_pages(text: str, cells: int, rows: int) -> tuple[tuple[str, ...], ...]:
    """The same, in letters of the usual size."""
    lines = wrap(text, max(cells, 2)) or [""]
    return tuple(_page(lines[at : at + rows], cells, rows) for at in range(0, len(lines), rows))


@lru_cache(maxsize=32)
def banner(word: str, rows: int) -> tuple[str, ...] | None:
    """A word in block letters of so many rows; None where it cannot be said in them.

    Args:
        word: or a few words.
        rows: `BANNER_ROWS`, or a multiple of it.
    """
    found = _word(word)
    return tuple(_rows_of(found, rows // BANNER_ROWS)) if found else None


def _page(lines: list[str], cells: int, rows: int) -> tuple[str, ...]:
    above = (rows - len(lines)) // 2
    blank = " " * cells
    return (
        *[blank] * above,
        *(_centred(line, cells) for line in lines),
        *[blank] * (rows - above - len(lines)),
    )


def _centred(line: str, cells: int) -> str:
    return fit(" " * ((cells - width(line)) // 2) + line, cells)


def _large(text: str, cells: int, rows: int) -> list[str] | None:
    """The text in block letters, as large as it fits; None where it cannot be said in them."""
    words = [_word(word) for word in text.split()]
    if not words or not all(words):
        return None
    for scale in range(_LARGEST, 0, -1):
        lines = _broken([word for word in words if word], cells // scale)
        high = len(lines or ()) * (_HIGH + 1) * scale - scale
        if lines and high <= 2 * rows:
            drawn = [row for line in lines for row in _rows_of(line, scale)]
            while not drawn[-1].strip():
                drawn.pop()
            return drawn
    return None


def _word(word: str) -> list[str] | None:
    """Five rows of dots; None where a letter cannot be drawn."""
    found = [_MORE[each].split() if each in _MORE else dots(each) for each in word.strip()]
    drawn = [each for each in found if each is not None]
    if len(drawn) < len(found):
        return None
    return [".".join(parts) for parts in zip(*drawn, strict=True)]


def _broken(words: list[list[str]], cells: int) -> list[list[str]] | None:
    """Lines of words, so many dots wide at most; None where a word is wider."""
    lines: list[list[str]] = []
    for word in words:
        if len(word[0]) > cells:
            return None
        if lines and len(lines[-1][0]) + _SPACE + len(word[0]) <= cells:
            space = "." * _SPACE
            lines[-1] = [f"{a}{space}{b}" for a, b in zip(lines[-1], word, strict=True)]
        else:
            lines.append(word)
    return lines


def _rows_of(line: list[str], scale: int) -> list[str]:
    """A line of dots as rows of half blocks, every dot so many across and down, with its gap."""
    wide = ["".join(each * scale for each in row) for row in line for _again in range(scale)]
    blank = "." * len(wide[0])
    wide += [blank] * scale
    wide += [blank] * (len(wide) % 2)
    pairs = zip(wide[::2], wide[1::2], strict=True)
    return [
        "".join(_BLOCKS[(a == "#") + 2 * (b == "#")] for a, b in zip(*pair, strict=True))
        for pair in pairs
    ]
