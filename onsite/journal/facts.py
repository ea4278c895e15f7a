"""What a fact is, and the register of all kinds.

A fact is a frozen pydantic model. Its `kind` never changes; when its fields change, `version`
goes up by one and `upgraded` turns the payloads of older versions into the new form.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

Count = Annotated[int, Field(ge=0, le=2**63 - 1)]
"""A number of things, as large as a column of SQLite takes."""
Total = Annotated[int, Field(ge=-(2**63), le=2**63 - 1)]
"""A number of things that may come to be below zero, as large as a column of SQLite takes."""
LATEST_MS = 253_402_300_799_999
"""The last instant there is: the end of the year 9999, in milliseconds since 1970."""
Milliseconds = Annotated[int, Field(ge=0, le=LATEST_MS)]
"""An instant, in milliseconds since 1970, before the year 10000."""

_KINDS: dict[str, type[Fact]] = {}


class Fact(BaseModel):
    """Base of all facts. A subclass gives `kind`, is registered by it, and names its subject."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1
    duty: ClassVar[str] = ""
    """What a station must be trusted with to record it; empty where recording at all is enough."""

    @property
    def subject(self) -> str:
        """What this fact is about, as `type:id`. Facts of one subject are folded in time order."""
        raise NotImplementedError

    @classmethod
    def upgraded(cls, payload: dict[str, Any], version: int) -> dict[str, Any]:
        """A payload that an older version wrote, in the form of this one."""
        raise NotImplementedError(f"{cls.kind} {version}: {sorted(payload)}")

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if not cls.kind:
            return
        first = _KINDS.setdefault(cls.kind, cls)
        if first.__qualname__ != cls.__qualname__ or first.__module__ != cls.__module__:
            raise TypeError(f"two facts of the kind {cls.kind!r}: {first} and {cls}")
        _KINDS[cls.kind] = cls


def kinds() -> dict[str, type[Fact]]:
    """All registered facts by their kind."""
    return dict(_KINDS)


def known(kind: str) -> type[Fact] | None:
    """The fact of that kind; None for a kind unknown here."""
    return _KINDS.get(kind)


def readable(kind: str, version: int) -> bool:
    """Whether this Onsite knows the kind, in this or a later version."""
    fact = known(kind)
    return fact is not None and version <= fact.version


def duty_of(kind: str) -> str | None:
    """What a station must be trusted with to record that kind; None for a kind unknown here."""
    fact = known(kind)
    return fact.duty if fact is not None else None


def read(kind: str, version: int, payload: str) -> Fact:
    """The fact of a payload.

    Raises:
        KeyError: the kind is unknown here.
        ValueError: the payload is not of that kind and version.
    """
    fact = _KINDS[kind]
    if version == fact.version:
        return fact.model_validate_json(payload)
    try:
        upgraded = fact.upgraded(json.loads(payload), version)
    except (LookupError, TypeError, AttributeError, NotImplementedError, RecursionError) as error:
        raise ValueError(f"{kind} {version}: {error}") from error
    return fact.model_validate_json(json.dumps(upgraded))
