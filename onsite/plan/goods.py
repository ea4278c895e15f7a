"""What is handed out: `[goods.ID]` of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, Field, Strict, StringConstraints

from onsite.plan.values import CONFIG, Id, Name, Switch

if TYPE_CHECKING:
    from collections.abc import Iterator

Found = tuple[tuple[str | int, ...], str, dict[str, str]]
"""A disagreement: its place, its code, its details."""
Many = Annotated[int, Strict(), Field(ge=0, le=10_000_000)]
"""So many things."""
Size = Annotated[str, StringConstraints(pattern=r"^[\w+./-]([\w+./ -]{0,10}[\w+./-])?$")]
"""As `M` or `3XL`: it stands on a key of the desk."""
MOST_SIZES = 9
"""As many as there are number keys."""
_KIND = "gift"


class GoodsPart(BaseModel):
    """`[goods.ID]`: packs, gifts, vouchers, headsets."""

    model_config = CONFIG

    name: Name
    checkpoint: Id
    """Where it is handed out; a scan there hands it out."""
    categories: tuple[Id, ...] = ()
    """Who gets it; empty for everybody who may come there."""
    per_person: Annotated[int, Strict(), Field(ge=1, le=1000)] = 1
    per: Literal["event", "day"] = "event"
    """Whether `per_person` begins anew on each day of the event."""
    stock: Many | None = None
    """How many there are, where it has no sizes; None where nobody counts them."""
    sizes: Annotated[dict[Size, Many], Field(max_length=MOST_SIZES)] = {}
    """How many there are of each, in the order of the keys."""
    warn_at: Many = 0
    """So few left, or fewer, are said at the desk; where it has sizes, of one size."""
    returnable: Switch = False
    """Whether it is given back, as a headset is."""


def disagreements(data: dict[str, Any]) -> Iterator[Found]:
    """What does not fit in `[goods.ID]`; data may have any shape."""
    goods = data.get("goods")
    for key, part in goods.items() if isinstance(goods, dict) else ():
        if isinstance(part, dict):
            yield from _sizes(key, part)
            yield from _place(key, part, data)


def _sizes(key: str, part: dict[str, Any]) -> Iterator[Found]:
    sizes = part.get("sizes")
    if not isinstance(sizes, dict) or not sizes:
        return
    if part.get("stock") is not None:
        yield ("goods", key, "stock"), "stock_of_sizes", {}
    seen: dict[str, str] = {}
    for size in sizes:
        first = seen.setdefault(str(size).casefold(), str(size))
        if first != size:
            yield ("goods", key, "sizes", size), "size_twice", {"size": str(size), "first": first}


def _place(key: str, part: dict[str, Any], data: dict[str, Any]) -> Iterator[Found]:
    checkpoints, where = data.get("checkpoints"), part.get("checkpoint")
    place = checkpoints.get(where) if isinstance(checkpoints, dict) and _text(where) else None
    if not isinstance(place, dict):
        return
    kind = place.get("kind", "door")
    if _text(kind) and kind != _KIND:
        yield ("goods", key, "checkpoint"), "goods_place", {"checkpoint": str(where), "kind": kind}
    if part.get("returnable") is True and place.get("direction") == "entry":
        yield ("goods", key, "returnable"), "never_returned", {"checkpoint": str(where)}
    admitted, given = place.get("categories"), part.get("categories")
    if not isinstance(admitted, list | tuple) or not isinstance(given, list | tuple):
        return
    for number, category in enumerate(given):
        if admitted and category not in admitted and category in (data.get("categories") or ()):
            details = {"checkpoint": str(where), "category": str(category)}
            yield ("goods", key, "categories", number), "shut_out", details


def _text(value: Any) -> bool:
    return isinstance(value, str)
