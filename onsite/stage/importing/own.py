"""What Onsite writes into the files that it exports, so that nothing is lost on the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from onsite.clock import from_ms
from onsite.stage.fields import ItemFields, Speaker
from onsite.stage.importing.values import line, safe

if TYPE_CHECKING:
    from datetime import datetime

OWN = "X-ONSITE-ITEM"
"""The property of an event that holds all fields of an item, as JSON."""
_ELSEWHERE = frozenset({"title", "room"})
"""What the file says itself, and another program may have changed."""
_SECOND_MS = 1_000


def own_fields(text: str) -> dict[str, object]:
    """The fields that were written there; nothing where none were, or they cannot be read."""
    if not text:
        return {}
    try:
        fields = ItemFields.model_validate_json(text)
    except ValidationError:
        return {}
    return {
        name: _safe(getattr(fields, name))
        for name in fields.model_fields_set - _ELSEWHERE
        if getattr(fields, name) is not None
    }


def _safe(value: Any) -> Any:
    """The value without what could steer a terminal: anybody may have written the file."""
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, dict):
        return {line(name): safe(said) for name, said in value.items()}
    if isinstance(value, tuple) and all(isinstance(each, Speaker) for each in value):
        texts = ("id", "name", "email", "attendee")
        return tuple(
            Speaker(**{name: line(getattr(each, name)) for name in texts}) for each in value
        )
    return value


def precise(
    own: dict[str, object], start: datetime | None, length_ms: int | None
) -> tuple[datetime | None, int | None]:
    """Start and length, which the file says only to the second, as they were; taken out of `own`.

    Where another program has changed them since, as the file says.
    """
    start_ms, lasts_ms = own.pop("start_ms", None), own.pop("length_ms", None)
    if start is not None and isinstance(start_ms, int):
        exact = from_ms(start_ms).astimezone(start.tzinfo)
        start = exact if abs((exact - start).total_seconds()) < 1 else start
    if length_ms is not None and isinstance(lasts_ms, int):
        length_ms = lasts_ms if abs(lasts_ms - length_ms) < _SECOND_MS else length_ms
    return start, length_ms


def as_own(fields: ItemFields) -> str:
    """The fields of an item as they are written."""
    return fields.model_dump_json(exclude=set(_ELSEWHERE), exclude_none=True)


def unquoted(text: str) -> str:
    """A text as a parameter of a calendar's property can hold it."""
    return text.replace('"', "'").replace("\\", "/")


def bare(text: str) -> str:
    """A parameter as it is compared: of other signs than letters and digits, some get lost."""
    return "".join(sign for sign in text.casefold() if sign.isalnum()) or text
