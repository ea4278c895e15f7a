"""People and their channels, from the plan alone.

A person is a contact; an operator who is none is a person by their own id. An operator whom a
contact names is that contact, whoever says it: otherwise a step that needs everybody would wait
for one of the two names for ever.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote as url_quoted

from onsite.plan.cues import from_environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.plan.incidents.people import PageChannelPart
    from onsite.plan.model import Plan

_PLACEHOLDER = re.compile(r"(?<!\$)\{(phone|email)\}")
"""`${phone}` is of the environment."""
_UNDIALLED = re.compile(r"[^0-9+*#]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Way:
    """How a person is reached by who calls them."""

    name: str
    call_sign: str = ""
    channel: str = ""
    """Of the radio."""
    phone: str = ""
    email: str = ""


def person_of(plan: Plan, who: str) -> str:
    """The person whom an id names: of an operator whom a contact names, that contact."""
    if who in plan.contacts:
        return who
    return next((key for key, part in plan.contacts.items() if part.operator == who), who)


def way_to(plan: Plan, person: str, names: Mapping[str, str]) -> Way:
    """How somebody is reached, as the plan says now.

    Args:
        plan: the plan in force.
        person: a contact or an operator.
        names: of operators, by id.
    """
    part = plan.contacts.get(person)
    if part is None:
        return Way(names.get(person, person))
    return Way(part.name, part.call_sign, part.channel, part.phone, part.email)


def channels(plan: Plan, person: str) -> tuple[str, ...]:
    """The page channels that reach a person now, in order.

    One whose address needs a number or an e-mail address that they have not is none of theirs:
    they are called.
    """
    contact = plan.contacts.get(person)
    if contact is None:
        return ()
    there = {"phone": contact.phone, "email": contact.email}
    return tuple(
        dict.fromkeys(
            each
            for each in contact.pages
            if (part := plan.page_channels.get(each)) is not None
            and all(there[name] for name in _PLACEHOLDER.findall(part.address))
        )
    )


def address_of(
    part: PageChannelPart, contact: Way, environment: Mapping[str, str], *, quote: bool
) -> tuple[str, str]:
    """An address as it is used for somebody, and the first name that the environment lacks.

    What the environment says is taken as it stands there: it may be several parts of an address.

    Args:
        part: the channel.
        contact: who is told.
        environment: names to texts.
        quote: whether what is filled in for the person is written as an address of the web wants.
    """
    # What the environment says is not looked into for a person's number, nor the other way round.
    # A modem dials digits; on the web a number is written as it stands there.
    phone = contact.phone if quote else _UNDIALLED.sub("", contact.phone)
    theirs = {"phone": phone, "email": contact.email}
    pieces = _PLACEHOLDER.split(part.address)
    made, missing = [], ""
    for place, piece in enumerate(pieces):
        if place % 2:
            value = theirs[piece]
            made.append(url_quoted(value, safe="@") if quote else value)
        else:
            text, lacks = from_environment(piece, environment)
            made.append(text)
            missing = missing or lacks
    return "".join(made), missing
