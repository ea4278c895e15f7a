"""What stands in a terminal, by what a program has written to it: signs and places, no colours."""

from __future__ import annotations

import codecs
import re

_PART = re.compile(r"\x1b\[(\d*)(?:;(\d*))?H|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[^\[]|([^\x1b]+)|\x1b\[?")


class Glass:
    """A terminal of so many cells, whose signs are one cell wide."""

    def __init__(self, cells: int, rows: int) -> None:
        self.rows = [[" "] * cells for _row in range(rows)]
        self._at = (0, 0)
        self._decoded = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""

    def write(self, given: bytes) -> None:
        """Take what a program writes, in whatever parts it comes."""
        text = self._rest + self._decoded.decode(given)
        # What may be only the beginning of a sequence waits for its end.
        begun = text.rfind("\x1b")
        whole = begun < 0 or re.match(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[^\[]", text[begun:])
        text, self._rest = (text, "") if whole else (text[:begun], text[begun:])
        for found in _PART.finditer(text):
            row, column, signs = found.groups()
            if signs is not None:
                self._put(signs)
            elif found.group().endswith("H"):
                self._at = (int(row or 1) - 1, int(column or 1) - 1)

    def lines(self) -> list[str]:
        """All rows."""
        return ["".join(row) for row in self.rows]

    def _put(self, signs: str) -> None:
        y, x = self._at
        for sign in signs:
            if sign == "\n":
                y += 1
            elif sign == "\r":
                x = 0
            elif y < len(self.rows) and x < len(self.rows[y]):
                self.rows[y][x] = sign
                x += 1
        self._at = (y, x)
