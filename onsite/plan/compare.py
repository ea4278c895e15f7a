"""What differs between two plans."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onsite.plan.wording import printable, shown_key

if TYPE_CHECKING:
    from onsite.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Change:
    """One key whose value differs. None stands where the key itself is missing."""

    key: str
    before: Any
    after: Any

    def __str__(self) -> str:
        """As one line: `+` for what is new, `-` for what is gone, `~` for what is different."""
        if self.before is None:
            return f"+ {self.key} = {_toml(self.after)}"
        if self.after is None:
            return f"- {self.key} = {_toml(self.before)}"
        return f"~ {self.key} = {_toml(self.before)} → {_toml(self.after)}"


def changes(before: Plan | None, after: Plan) -> list[Change]:
    """Every difference, in the order of the keys; against no plan at all, everything is new."""
    old = _leaves(before.model_dump(mode="json", exclude_none=True)) if before else {}
    new = _leaves(after.model_dump(mode="json", exclude_none=True))
    return [
        Change(shown_key(place), old.get(place), new.get(place))
        for place in sorted({*old, *new})
        if old.get(place) != new.get(place)
    ]


def _leaves(data: dict[str, Any], above: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    found: dict[tuple[str, ...], Any] = {}
    for key, value in data.items():
        if isinstance(value, dict):
            found.update(_leaves(value, (*above, key)))
        else:
            found[*above, key] = value
    return found


def _toml(value: Any) -> str:
    return printable(json.dumps(value, ensure_ascii=False))
