"""What importing a programme would do, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.stage.fields import ItemFields
    from onsite.stage.importing.placing import Planned
    from onsite.stage.importing.programme import Session

Why = Literal["gone", "moved", "planned", "edited", "removed"]
"""Why something stays: it has run and is gone from the file, is elsewhere there, or is planned
otherwise there; or it was edited or removed here."""


@dataclass(frozen=True, slots=True)
class KeptItem:
    """An item that is kept."""

    item: str
    stage: str
    day: str
    fields: ItemFields
    place: int = 0
    """In its rundown, from 0."""
    ran: bool = False
    """It runs, or has run."""
    said: Mapping[str, Any] | None = None
    """What the last import said of it; None where none did."""
    removed: bool = False
    """By hand, here."""

    @property
    def title(self) -> str:
        """What it is called."""
        return self.fields.title or self.item


@dataclass(frozen=True, slots=True)
class Changed:
    """An item of which the file says something else now."""

    kept: KeptItem
    session: Session
    fields: Mapping[str, tuple[Any, Any]]
    """Before and after, by name."""


@dataclass(frozen=True, slots=True)
class Moved:
    """An item that is at another time, on another day or stage."""

    kept: KeptItem
    planned: Planned

    @property
    def elsewhere(self) -> bool:
        """Whether it is in another rundown."""
        return (self.kept.stage, self.kept.day) != (self.planned.stage, self.planned.session.day)


@dataclass(frozen=True, slots=True)
class Added:
    """An item that is new, with the id that it gets."""

    item: str
    planned: Planned


@dataclass(frozen=True, slots=True)
class Stays:
    """An item that stays as it is, though the file says something else."""

    kept: KeptItem
    why: Why
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    """Here and in the file, by name."""


@dataclass(frozen=True, slots=True)
class Diff:
    """Everything that importing a programme would do."""

    added: tuple[Added, ...] = ()
    changed: tuple[Changed, ...] = ()
    moved: tuple[Moved, ...] = ()
    gone: tuple[KeptItem, ...] = ()
    stays: tuple[Stays, ...] = ()
    unchanged: int = 0
    known: int = 0
    """Items of this source that were there before."""

    @property
    def empty(self) -> bool:
        """Whether nothing would be done."""
        return not (self.added or self.changed or self.moved or self.gone)

    @property
    def suspicious(self) -> bool:
        """Whether more than half of what was there would be gone."""
        return len(self.gone) * 2 > self.known > 1
