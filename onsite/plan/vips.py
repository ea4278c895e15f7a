"""Whom to receive, and who leads whom: `[vips.ID]` and `[groups.ID]` of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, Field

from onsite.plan.values import CONFIG, Name, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Found = tuple[tuple[str | int, ...], str, dict[str, str]]
"""A disagreement: its place, its code, its details."""
_SAY_WHO = ("code", "email", "name")


class VipPart(BaseModel):
    """`[vips.ID]`: somebody who is received. At least one of the first three says who it is."""

    model_config = CONFIG

    code: Words = ""
    """A code of theirs, as on the ticket. It counts more than the e-mail, that than the name."""
    email: Words = ""
    name: Words = ""
    level: Words = ""
    """In the organisers' own words, as `Gold`."""
    liaison: Words = ""
    """Who is called when they arrive: the id of an operator, or a name."""
    phone: Words = ""
    """The liaison's."""
    seat: Words = ""
    room: Words = ""
    preferences: Words = ""


class GroupPart(BaseModel):
    """`[groups.ID]`: several bookings that come together, led by one of them."""

    model_config = CONFIG

    name: Name
    leader: Name
    """A code, an e-mail address or the name of the one who leads."""
    orders: Annotated[tuple[Name, ...], Field(min_length=1)]
    """The bookings, as the list calls them."""


class Vips:
    """The plan's VIPs, to be found by what is known of a person."""

    def __init__(self, parts: Mapping[str, VipPart]) -> None:
        self._known: dict[tuple[str, str], VipPart] = {}
        for part in parts.values():
            for way in _SAY_WHO:
                text = same(getattr(part, way))
                if text:
                    self._known.setdefault((way, text), part)

    def __bool__(self) -> bool:
        """Whether there is anybody at all."""
        return bool(self._known)

    def of(self, codes: Iterable[str], email: str, name: str) -> VipPart | None:
        """What the plan says of a person; None where it does not name them."""
        if not self._known:
            return None
        ways = [("code", code) for code in codes]
        found = (
            self._known.get((way, same(text)))
            for way, text in (*ways, ("email", email), ("name", name))
        )
        return next((part for part in found if part is not None), None)


def same(text: str) -> str:
    """A form in which the codes, addresses and names of the same person are equal."""
    return "".join(text.casefold().split())


def disagreements(data: dict[str, Any]) -> Iterator[Found]:
    """What does not fit in `[vips.ID]`; data may have any shape."""
    vips = data.get("vips")
    seen: dict[tuple[str, str], str] = {}
    for key, part in vips.items() if isinstance(vips, dict) else ():
        if not isinstance(part, dict):
            continue
        said = [(way, same(text)) for way in _SAY_WHO if isinstance(text := part.get(way), str)]
        if not any(text for _way, text in said) and not _misshapen(part):
            yield ("vips", key), "vip_nobody", {}
        for way, text in said:
            owner = seen.setdefault((way, text), key) if text else key
            if owner != key:
                yield ("vips", key, way), "vip_twice", {"owner": owner}


def _misshapen(part: dict[str, Any]) -> bool:
    return any(not isinstance(part.get(way, ""), str) for way in _SAY_WHO)
