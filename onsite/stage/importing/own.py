"""What Onsite writes into the files that it exports, so that nothing is lost on the way back."""

from __future__ import annotations

from pydantic import ValidationError

from onsite.stage.fields import ItemFields

OWN = "X-ONSITE-ITEM"
"""The property of an event that holds all fields of an item, as JSON."""
_ELSEWHERE = frozenset({"title", "start_ms", "length_ms", "room", "source"})
"""What the calendar says itself, and a calendar program may have changed."""


def own_fields(text: str) -> dict[str, object]:
    """The fields that were written there; nothing where none were, or they cannot be read."""
    if not text:
        return {}
    try:
        fields = ItemFields.model_validate_json(text)
    except ValidationError:
        return {}
    return {
        name: getattr(fields, name)
        for name in fields.model_fields_set - _ELSEWHERE
        if getattr(fields, name) is not None
    }


def as_own(fields: ItemFields) -> str:
    """The fields of an item as they are written."""
    return fields.model_dump_json(exclude=set(_ELSEWHERE), exclude_none=True)
