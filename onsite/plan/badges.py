"""How badges are printed: `[badges]` of the plan."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, Strict, StringConstraints

from onsite.plan.values import CONFIG, Id, Switch

Prints = Literal["on_admission", "on_request", "never"]
"""`on_admission`: whoever comes in gets one; `on_request`: a key asks for it."""
TemplateName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
Seconds = Annotated[int, Strict(), Field(ge=0, le=86_400)]
"""0 for ever."""


class LimitsPart(BaseModel):
    """`[badges.limits]`: after so many seconds in a state somebody has to look at a job."""

    model_config = CONFIG

    asked: Seconds = 120
    """Nobody has begun to print it."""
    rendered: Seconds = 30
    sent: Seconds = 30
    """The printer has not said that it has it."""
    accepted: Seconds = 60
    """It has not come out."""
    done: Seconds = 0
    """It has come out, and its code was not read."""


class BadgesPart(BaseModel):
    """`[badges]`."""

    model_config = CONFIG

    template: TemplateName = "a6"
    """Of everybody whose category has no other."""
    templates: dict[Id, TemplateName] = {}
    """By category."""
    prints: Prints = "on_request"
    prints_at: dict[Id, Prints] = {}
    """By checkpoint."""
    prints_for: dict[Id, Prints] = {}
    """By category; it says more than the checkpoint, but `never` of either is never."""
    once: Switch = True
    """An admission asks for no badge where there was one before. False: each asks for one."""
    pool: Id | None = None
    """Of desks that have no pool of their own."""
    code: Literal["mac", "ed25519", "ticket"] = "mac"
    """What the code on a badge is: one that desks check with the event's key, one that anybody
    can check with its public key, or the ticket's own."""
    tickets: Literal["always", "until_badge"] = "always"
    """How long a ticket's own code lets its holder in: always, or until a badge was made."""
    limits: LimitsPart = LimitsPart()

    def template_for(self, category: str | None) -> str:
        """The design for a category, by its id; None for a ticket that is of none."""
        return self.templates.get(category or "", self.template)

    def prints_in(self, checkpoint: str, category: str | None) -> Prints:
        """When a badge is printed for that category at that checkpoint."""
        said = [self.prints_for.get(category or ""), self.prints_at.get(checkpoint)]
        if "never" in said:
            return "never"
        return next((each for each in said if each is not None), self.prints)
