"""What is done about incidents, said about them, and looked at before there are any.

`[playbooks.ID]`, `[statements.ID]` and `[checklists.ID]` of the plan.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BaseModel, Field, Strict, StringConstraints

from onsite.plan.incidents.parts import Minutes  # noqa: TC001 - pydantic reads it
from onsite.plan.values import CONFIG, Id, Name, Words

Sentence = Annotated[Words, StringConstraints(min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
"""Of several lines, perhaps."""
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]{0,39})\}")
DUE_MIN = 120
"""Equipment is looked at two hours before the day starts at the latest."""


class PlaybookStepPart(BaseModel):
    """Something that a playbook says is to be done."""

    model_config = CONFIG

    text: Sentence
    role: Id | None = None
    """The response role that does it."""
    within_min: Minutes | None = None
    """So many minutes after the report at the latest."""


class PlaybookPart(BaseModel):
    """`[playbooks.ID]`: what is to be done about incidents of a type, in this order."""

    model_config = CONFIG

    name: Name
    steps: tuple[PlaybookStepPart, ...] = Field(min_length=1, max_length=50)


class StatementPart(BaseModel):
    """`[statements.ID]`: what may be said about an incident, once it is released."""

    model_config = CONFIG

    name: Name
    text: Text
    """`{zone}` and the like are filled in; what is not known by itself is asked for."""
    audience: Words = ""
    """To whom: the hall, the press, the parents."""

    @property
    def placeholders(self) -> tuple[str, ...]:
        """What is filled in, in the order of the text."""
        return tuple(dict.fromkeys(_PLACEHOLDER.findall(self.text)))


class ChecklistItemPart(BaseModel):
    """Something that is looked at."""

    model_config = CONFIG

    text: Sentence
    backup: Words = ""
    """What is used where it fails; empty for nothing."""


class ChecklistPart(BaseModel):
    """`[checklists.ID]`: the equipment of a zone or a stage, looked at before each day."""

    model_config = CONFIG

    name: Name
    zone: Id | None = None
    stage: Id | None = None
    role: Id | None = None
    """The response role that looks at it."""
    items: tuple[ChecklistItemPart, ...] = Field(min_length=1, max_length=100)
    due_min: Annotated[int, Strict(), Field(ge=DUE_MIN, le=1440)] = DUE_MIN
    """So many minutes before the start of the day."""
    patrol_min: Annotated[int, Strict(), Field(ge=5, le=1440)] | None = None
    """Looked at again every so many minutes while the day lasts; None: once."""


def has_loose_braces(text: str) -> bool:
    """Whether a text has a brace that is of no placeholder."""
    rest = _PLACEHOLDER.sub("", text)
    return "{" in rest or "}" in rest
