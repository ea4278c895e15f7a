"""What became of each column of a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Columns:
    """The headers of a list by their use, each group in the order of the file."""

    read: tuple[tuple[str, str], ...] = ()
    """Header and the field that it was read as."""
    kept: tuple[str, ...] = ()
    """Headers that mean nothing here; their cells are kept as further details."""
    ignored: tuple[str, ...] = ()
    """Headers of what the system is known to say and no door needs."""

    def has(self, *fields: str) -> bool:
        """Whether a column was read as one of these fields."""
        return any(field in fields for _header, field in self.read)


def sorted_out(
    headers: Sequence[str], places: Mapping[str, int], extras: Sequence[tuple[str, int]]
) -> Columns:
    """The headers by their use.

    Args:
        headers: of the list.
        places: field to the number of its column.
        extras: header and number of the columns that are kept as they are.
    """
    fields = {at: field for field, at in places.items()}
    kept = {at for _header, at in extras} - fields.keys()
    used = fields.keys() | kept
    return Columns(
        read=tuple((header, fields[at]) for at, header in enumerate(headers) if at in fields),
        kept=tuple(header for at, header in enumerate(headers) if at in kept),
        ignored=tuple(header for at, header in enumerate(headers) if header and at not in used),
    )
