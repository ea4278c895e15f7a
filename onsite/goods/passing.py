"""What a scan hands out or takes back: the facts that go with it, and what is shown of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.clock import from_ms
from onsite.goods.facts import GoodsGiven, GoodsReturned
from onsite.goods.holding import held_by
from onsite.goods.rules import Held, coming_back, due, entitled, handed_out_at, is_low
from onsite.goods.stock import left
from onsite.goods.views import Article, HandOver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from onsite.journal.facts import Fact
    from onsite.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Passage:
    """A scan that let somebody through."""

    key: str
    checkpoint: str
    attendee: str
    ticket: str
    """As the source list names it."""
    at_ms: int
    leaving: bool = False
    overruled: bool = False


def key_of(scan: str, goods: str) -> str:
    """Of the hand-over that belongs to a scan: there is one of each thing."""
    return f"{scan}.{goods}"


def with_scan(rows: Connection, plan: Plan, passage: Passage) -> tuple[Fact, ...]:
    """What is recorded with the scan.

    What has sizes is given in none, until one is chosen. What is not there is not given; nor is
    anything where somebody has put a limit aside and it is not known for which of several things.
    """
    if not handed_out_at(plan, passage.checkpoint):
        return ()
    held = held_by(rows, passage.attendee)
    if passage.leaving:
        return tuple(
            GoodsReturned(key=each.key, attendee=each.attendee, goods=each.goods, scan=passage.key)
            for each in coming_back(plan, passage.checkpoint, held)
        )
    offered = _offered(plan, passage, held)
    again = passage.overruled and not _due(plan, passage, held)
    if again and len(offered) > 1:
        return ()
    return tuple(
        GoodsGiven(
            key=key_of(passage.key, goods),
            attendee=passage.attendee,
            goods=goods,
            size=_only_size(plan, goods),
            at_ms=passage.at_ms,
            scan=passage.key,
        )
        for goods in offered
        if _is_there(rows, plan, goods)
    )


def undoing(rows: Connection, attendee: str, scan: str) -> tuple[Fact, ...]:
    """What is recorded when a scan is taken back: it gave nothing then, and took nothing back."""
    facts: list[Fact] = []
    for each in held_by(rows, attendee):
        if each.scan == scan and not each.returned:
            never = GoodsReturned(
                key=each.key, attendee=each.attendee, goods=each.goods, undone=True
            )
            facts.append(never)
        elif each.returned_scan == scan:
            again = GoodsGiven(
                key=f"{each.key}.{scan}",
                attendee=each.attendee,
                goods=each.goods,
                size=each.size,
                count=each.count,
                at_ms=int(each.at.timestamp() * 1000),
                scan=each.scan,
            )
            facts.append(again)
    return tuple(facts)


def shown(rows: Connection, plan: Plan, passage: Passage) -> HandOver | None:
    """What the desk says of a scan that was recorded; None where nothing is handed out there."""
    if not handed_out_at(plan, passage.checkpoint):
        return None
    held = held_by(rows, passage.attendee)
    if passage.leaving:
        return HandOver(
            tuple(
                Article(each.goods, plan.goods[each.goods].name, True, each.size, back=True)
                for each in held
                if each.returned_scan == passage.key and each.goods in plan.goods
            )
        )
    own = {each.goods: each for each in held if each.scan == passage.key and not each.returned}
    handed = {goods: each for goods, each in own.items() if goods in plan.goods}
    more: Sequence[str] = ()
    if not (passage.overruled and handed):
        more = _offered(plan, passage, held)
    keys = [key for key in plan.goods if key in handed or key in more]
    return HandOver(tuple(_article(rows, plan, key, handed.get(key)) for key in keys))


def _due(plan: Plan, passage: Passage, held: Sequence[Held]) -> tuple[str, ...]:
    now = from_ms(passage.at_ms)
    return due(plan, passage.checkpoint, passage.ticket, held, now)


def _offered(plan: Plan, passage: Passage, held: Sequence[Held]) -> tuple[str, ...]:
    found = _due(plan, passage, held)
    if found or not passage.overruled:
        return found
    own = entitled(plan, passage.checkpoint, passage.ticket)
    return tuple(own or handed_out_at(plan, passage.checkpoint))


def _only_size(plan: Plan, goods: str) -> str:
    sizes = tuple(plan.goods[goods].sizes)
    return sizes[0] if len(sizes) == 1 else ""


def _is_there(rows: Connection, plan: Plan, goods: str) -> bool:
    sizes, lost = left(rows, plan, goods)
    counted = [many for many in sizes.values() if many is not None]
    return len(counted) < len(sizes) or sum(counted) - lost > 0


def _article(rows: Connection, plan: Plan, goods: str, given: Held | None) -> Article:
    part = plan.goods[goods]
    sizes, lost = left(rows, plan, goods)
    size = given.size if given is not None else ""
    counted = [many for many in sizes.values() if many is not None]
    total = sum(counted) - lost if len(counted) == len(sizes) else None
    many = sizes.get(size) if size else total
    several = tuple(sizes.items()) if len(part.sizes) > 1 else ()
    return Article(goods, part.name, given is not None, size, several, many, is_low(part, many))
