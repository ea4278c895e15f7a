"""What the scans so far have shown of the layouts that meet at this laptop. Pure.

Where a text may stand for two people, one under each of two layouts, only what is known of the
scanner can tell which. Every scan that stands for one person rules out the layouts under which
it would have been nobody's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.scanner.hand.layouts import PAIRS, RIGHT, Pair, pair_of

if TYPE_CHECKING:
    from onsite.scanner.hand.readings import Reading

ENOUGH = 3
"""Different codes that must agree before they count."""
_ALL = frozenset((RIGHT, *PAIRS))


class Evidence:
    """The layouts that are still possible.

    Args:
        layout: what the settings say of it, as `layouts.pair_of` takes it; empty to find it out.
    """

    def __init__(self, layout: str = "") -> None:
        self.told = pair_of(layout) if layout else None
        """What the settings say; None where it is to be found out."""
        self._possible = _ALL if self.told is None else frozenset({self.told})
        self._codes: set[str] = set()
        self._mixed = False

    @property
    def enough(self) -> bool:
        """Whether it may decide between two people."""
        return self.told is not None or (not self._mixed and len(self._codes) >= ENOUGH)

    def allows(self, reading: Reading) -> bool:
        """Whether the reading is possible after all that was seen."""
        return bool(reading.pairs & self._possible)

    def likeliest(self, reading: Reading) -> tuple[Pair, ...]:
        """The layouts of a reading that are still possible, or all of them where none is."""
        pairs = tuple(dict.fromkeys(way.pair for way in reading.ways))
        return tuple(pair for pair in pairs if pair in self._possible) or pairs

    def learn(self, reading: Reading) -> None:
        """Take in a reading that was the only one to be somebody's code.

        Two that exclude each other are of two scanners, or of one that was set anew: from then on
        nothing is decided here.
        """
        if self.told is not None:
            return
        possible = self._possible & reading.pairs
        self._mixed = self._mixed or not possible
        self._possible = possible or reading.pairs
        if len(self._codes) < ENOUGH:
            self._codes.add(reading.text)
