"""Who is told of incidents, and over what.

`[contacts.ID]`, `[response_roles.ID]` and `[page_channels.ID]` of the plan. The plan is on every
laptop of the event, so no secret stands in it: an address takes it from the environment of the
laptop that sends, as `${NAME}`.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import parse_qsl, urlsplit

from pydantic import BaseModel, Field, Strict

from onsite.plan.cues import http_address
from onsite.plan.incidents.parts import Minutes  # noqa: TC001 - pydantic reads it
from onsite.plan.values import CONFIG, Id, Name, Switch, Words

ChannelKind = Literal["apprise", "webhook", "serial"]
_FROM_ENVIRONMENT = re.compile(r"\$\{[A-Za-z_][A-Za-z0-9_]*\}", re.ASCII)
_SECRET = re.compile(r"token|secret|passw|pwd|api[-_]?key", re.IGNORECASE)
_SERIAL = re.compile(
    r"(?:/dev/[\w./-]{1,80}|COM[0-9]{1,3})(?:\?(?:[\w=&%+.-]|\{phone\})*)?", re.ASCII
)
_APPRISE = re.compile(r"[a-z][a-z0-9+.-]{1,30}://\S{1,400}", re.ASCII)


class ContactPart(BaseModel):
    """`[contacts.ID]`: a person, or a post that somebody always answers for."""

    model_config = CONFIG

    name: Name
    call_sign: Words = ""
    channel: Words = ""
    """Of the radio."""
    phone: Words = ""
    email: Words = ""
    operator: Id | None = None
    """Who they are at a station: their shifts say when they are on duty."""
    pages: tuple[Id, ...] = ()
    """The page channels that reach them, in order; `{phone}` and `{email}` in an address are
    theirs."""

    @property
    def reachable(self) -> bool:
        """Whether there is any way to tell them something."""
        return bool(self.channel or self.phone or self.email or self.operator or self.pages)


class ResponseRolePart(BaseModel):
    """`[response_roles.ID]`: who is meant by a role when somebody must be told."""

    model_config = CONFIG

    name: Name | None = None
    """One of the usual ones has a name already."""
    people: tuple[Id, ...] = ()
    """Contacts, in order."""
    deputies: tuple[Id, ...] = ()
    """Contacts who are told where none of the people is on duty."""
    staff_roles: tuple[Id, ...] = ()
    """Operators of these roles are meant, too."""
    immediate: Switch | None = None
    """Whether one of them must be reachable at once. None: as usual, or no."""


class PageChannelPart(BaseModel):
    """`[page_channels.ID]`: a way to tell people, besides the board, its sound and the call."""

    model_config = CONFIG

    name: Name | None = None
    kind: ChannelKind
    address: Words = ""
    """An address of Apprise, of the web, or a serial port. `${NAME}` in it is taken from the
    environment."""
    immediate: Switch = True
    """Whether it reaches people at once, as a message on a phone does and an e-mail does not."""
    timeout_s: Annotated[float, Strict(), Field(ge=1, le=60, allow_inf_nan=False)] = 10
    """So long is waited until it counts as failed, in seconds."""
    expires_min: Minutes = 15
    """What could not be sent for so long is not sent any more."""


def fits(kind: str, address: str) -> bool:
    """Whether an address is one of that kind."""
    if kind == "webhook":
        try:
            http_address(_FROM_ENVIRONMENT.sub("x", address))
        except ValueError:
            return False
        return True
    return bool((_SERIAL if kind == "serial" else _APPRISE).fullmatch(address))


def has_secret(address: str) -> bool:
    """Whether a password, or something like it, is written out in an address."""
    try:
        parts = urlsplit(address)
        password, query = parts.password or "", parse_qsl(parts.query)
    except ValueError:
        return False
    written = [password, *(value for key, value in query if _SECRET.search(key))]
    return any(each and not _FROM_ENVIRONMENT.fullmatch(each) for each in written)
