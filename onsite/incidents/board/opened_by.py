"""The store for an export in which what is restricted is told, since somebody may open it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.incidents.shell.opened import Opened

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True)
class OpenedBy(Opened):
    """As in the shell; the PIN was asked for on the board."""

    who: str = ""
    """Who may open it, and has given their PIN or works here; empty for nobody."""

    def with_pin(self, roles: Collection[str], asked: str) -> str:
        """Who does it."""
        del roles, asked
        return self.who
