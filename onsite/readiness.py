"""What is looked at before work begins: what each feature finds, and what mends it.

A feature tells the registry how it looks; whoever asks whether everything is ready asks all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan

    Look = Callable[[Connection, Plan, datetime], "Iterable[Finding]"]
    """What is found at an aware instant."""


class State(StrEnum):
    """What a finding means for the work."""

    OK = "ok"
    NOTE = "note"
    """Something works less well than it could."""
    MISSING = "missing"
    """The work cannot be done."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    check: str
    """A code, the same in every language."""
    state: State
    said: str
    mend: str = ""
    """A command or one thing to do; empty where nothing needs mending."""


_LOOKING: dict[str, Look] = {}


def register(name: str, look: Look) -> None:
    """Add what a feature looks at, under a name of its own."""
    _LOOKING[name] = look


def findings(rows: Connection, plan: Plan, now: datetime, only: str = "") -> list[Finding]:
    """What all features find at an aware instant, or one alone."""
    names = [name for name in sorted(_LOOKING) if only in ("", name)]
    return [finding for name in names for finding in _LOOKING[name](rows, plan, now)]


def line(finding: Finding) -> str:
    """A finding for the shell, with what mends it."""
    words = {"ok": _("ok"), "note": _("note"), "missing": _("MISSING")}
    sign = {"ok": "+", "note": "!", "missing": "x"}[finding.state]
    lines = [f"{sign} {words[finding.state]}: {finding.said}"]
    if finding.mend:
        lines.append(f"    → {finding.mend}")
    return "\n".join(lines)
