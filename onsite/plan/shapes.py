"""Reading a plan of which nobody has checked yet that it has the shape of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def table_of(data: Any, section: str) -> dict[str, Any]:
    """What stands there, if it is a table; else an empty one."""
    found = data.get(section) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def tables_of(data: Any, section: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The tables in a table, by their ids; what is none is left out."""
    for key, value in table_of(data, section).items():
        if isinstance(value, dict):
            yield key, value


def items_of(value: Any) -> list[Any]:
    """The items of a list; none where it is something else."""
    return list(value) if isinstance(value, list | tuple) else []
