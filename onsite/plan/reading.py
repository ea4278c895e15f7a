"""`event.toml` to a `Plan`."""

from __future__ import annotations

import tomllib

from pydantic import ValidationError

from onsite.errors import BadInputError
from onsite.plan.model import Plan


class PlanError(BadInputError):
    """The text is not a plan."""


def read(text: str, file: str = "event.toml") -> Plan:
    """The plan that a TOML text describes.

    Raises:
        PlanError: it does not describe one.
    """
    try:
        return Plan.model_validate(tomllib.loads(text))
    except (ValueError, ValidationError, RecursionError) as error:
        raise PlanError(f"{file}: {error}") from error
