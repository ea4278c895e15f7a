"""The check-in lists in JSON of pretix's API."""

from __future__ import annotations

import json
from typing import Any

from onsite.errors import BadInputError
from onsite.language import _


def check_in_lists(text: str, file: str) -> list[tuple[str, Any]]:
    """Name and rules of each check-in list; the name is empty where there are rules alone.

    Args:
        text: JSON: one list, several under `results` or in an array, or rules alone.
        file: what to call it in errors.

    Raises:
        BadInputError: it is no JSON.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInputError(
            _("{file}, line {line}, column {column}: this is not valid JSON.").format(
                file=file, line=error.lineno, column=error.colno
            ),
            _("Save the answer of pretix's API for a check-in list into a file."),
        ) from error
    except RecursionError as error:
        raise BadInputError(_("{file} is nested too deep.").format(file=file)) from error
    if isinstance(data, dict) and isinstance(data.get("results"), list):
        data = data["results"]
    return [_list(each) for each in data] if isinstance(data, list) else [_list(data)]


def _list(data: Any) -> tuple[str, Any]:
    if isinstance(data, dict) and "rules" in data:
        return str(data.get("name") or ""), data["rules"]
    return "", data
