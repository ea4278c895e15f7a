"""What a hand scanner has sent, with what is known of how it arrived."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onsite.scanner.hand.burst import Said


@dataclass(frozen=True, slots=True)
class Heard:
    """One scan, before anybody knows whose code it is."""

    text: str
    """Without the line end."""
    joined: str = ""
    """Keys just before it that are not typed as a person types: they may belong to it."""
    before: str = ""
    """What stood in the line before those."""
    steady: bool = True
    """Whether it came without a stall, in which characters may have been lost."""
    typing: bool = False
    """Whether somebody was typing until just before it: keys of theirs may be among its own."""
    late: bool = False
    """The line end came so long after it that somebody else may have pressed it."""
    keyed: bool = True
    """Whether it came as keys: those pass through the layout of a keyboard."""
    others: tuple[str, ...] = ()
    """The same bytes in other encodings, where that is not certain."""


def heard(said: Said) -> Heard:
    """A burst of keys that was a scan."""
    return Heard(said.text, said.joined, said.before, said.steady, said.typing, said.late)
