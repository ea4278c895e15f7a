"""Block letters and signs, drawn with half blocks so that they are read across a room."""

from __future__ import annotations

HEIGHT = 3
"""Rows of a drawn text. A letter has five dots from top to bottom, two dots in a row."""

_LETTERS = {
    "A": ".##. #..# #### #..# #..#",
    "B": "###. #..# ###. #..# ###.",
    "C": ".### #... #... #... .###",
    "D": "###. #..# #..# #..# ###.",
    "E": "#### #... ###. #... ####",
    "F": "#### #... ###. #... #...",
    "G": ".### #... #.## #..# .###",
    "H": "#..# #..# #### #..# #..#",
    "I": "### .#. .#. .#. ###",
    "J": "..## ...# ...# #..# .##.",
    "K": "#..# #.#. ##.. #.#. #..#",
    "L": "#... #... #... #... ####",
    "M": "#...# ##.## #.#.# #...# #...#",
    "N": "#...# ##..# #.#.# #..## #...#",
    "O": ".##. #..# #..# #..# .##.",
    "P": "###. #..# ###. #... #...",
    "Q": ".##. #..# #..# #.## .###",
    "R": "###. #..# ###. #.#. #..#",
    "S": ".### #... .##. ...# ###.",
    "T": "##### ..#.. ..#.. ..#.. ..#..",
    "U": "#..# #..# #..# #..# .##.",
    "V": "#...# #...# #...# .#.#. ..#..",
    "W": "#...# #...# #.#.# ##.## #...#",
    "X": "#...# .#.#. ..#.. .#.#. #...#",
    "Y": "#...# .#.#. ..#.. ..#.. ..#..",
    "Z": "##### ...#. ..#.. .#... #####",
    "0": ".##. #..# #..# #..# .##.",
    "1": ".#. ##. .#. .#. ###",
    "2": "###. ...# .##. #... ####",
    "3": "###. ...# .##. ...# ###.",
    "4": "#..# #..# #### ...# ...#",
    "5": "#### #... ###. ...# ###.",
    "6": ".##. #... ###. #..# .##.",
    "7": "#### ...# ..#. .#.. .#..",
    "8": ".##. #..# .##. #..# .##.",
    "9": ".##. #..# .### ...# .##.",
    " ": ".. .. .. .. ..",
    "-": "... ... ### ... ...",
    ".": ". . . . #",
    "'": "# # . . .",
    "!": "# # # . #",
    "?": "###. ...# .##. .... .#..",
}

_SIGNS = {
    "admit": "......# .....## #...##. ##.##.. .###...",
    "ask": ".####. ##..## ...##. ...... ..##..",
    "refuse": "##...## .##.##. ..###.. .##.##. ##...##",
    "exit": "...##.. ....##. ####### ....##. ...##..",
    "idle": "####.#### #..#.#..# ####.#### #.#..#.## ##.##.#.#",
}


def can_draw(text: str) -> bool:
    """Whether every letter of the text is there as a block letter."""
    return bool(text) and all(letter in _LETTERS for letter in text.upper())


def drawn(text: str) -> list[str]:
    """The text in block letters, `HEIGHT` rows of equal width.

    Raises:
        KeyError: a letter is not there; ask `can_draw` first.
    """
    letters = [_LETTERS[letter].split() for letter in text.upper()]
    return _halved([".".join(row) for row in zip(*letters, strict=True)])


def dots(letter: str) -> list[str] | None:
    """The five rows of a block letter, a `#` for each dot; None for one that is not there."""
    rows = _LETTERS.get(letter.upper())
    return rows.split() if rows is not None else None


def sign(outcome: str) -> list[str]:
    """The sign of an outcome, `HEIGHT` rows of equal width: a tick, a query, a cross, an arrow."""
    return _halved(_SIGNS[outcome].split())


def _halved(dots: list[str]) -> list[str]:
    """Two rows of dots to one row of half blocks."""
    rows = [*dots, "." * len(dots[0])]
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return ["".join(_BLOCKS[a + b] for a, b in zip(*pair, strict=True)) for pair in pairs]


_BLOCKS = {"..": " ", "#.": "▀", ".#": "▄", "##": "█"}
