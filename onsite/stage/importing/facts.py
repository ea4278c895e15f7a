"""What can happen to programmes: one is imported. What it changes are facts of its rundowns."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from onsite.journal.facts import Count, Fact


class ProgrammeImported(Fact):
    """A programme was imported, with everything that it changed."""

    kind: ClassVar[str] = "stage.programme_imported"
    duty: ClassVar[str] = "stage"

    press: str
    """Of all edits that came with it."""
    file: str
    sha256: str
    format: str
    source: str
    headers: tuple[str, ...] = ()
    """Of a sheet; empty for other formats, and where its columns were known without being told."""
    mapping: dict[str, str] = Field(default_factory=dict)
    """Field to header, as somebody has said: the next sheet with these headers is read so."""
    added: Count = 0
    changed: Count = 0
    moved: Count = 0
    gone: Count = 0
    unchanged: Count = 0
    problems: Count = 0
    left_out: Count = 0
    """Sessions on no stage of the plan."""

    @property
    def subject(self) -> str:
        """All programmes."""
        return "programme:"
