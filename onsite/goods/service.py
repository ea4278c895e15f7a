"""The acts around what is handed out: choose, give, take back, count, add."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.cleaning import clean
from onsite.clock import to_ms
from onsite.errors import BadInputError, NotPossibleError
from onsite.goods.facts import GoodsGiven, GoodsReturned, GoodsSized, StockAdded, StockSet, Why
from onsite.goods.holding import held_by
from onsite.goods.passing import key_of
from onsite.goods.rules import counting
from onsite.goods.stock import stock
from onsite.language import _

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.goods.rules import Held
    from onsite.goods.views import Stock
    from onsite.journal.journal import Journal
    from onsite.plan.goods import GoodsPart
    from onsite.plan.model import Plan

MOST = 10_000_000
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a number key has said."""

    scan: str
    attendee: str
    goods: str
    size: str = ""


@dataclass(frozen=True, slots=True)
class Handing:
    """One hand-over without a scan."""

    key: str
    attendee: str
    goods: str
    size: str = ""
    count: int = 1
    note: str = ""
    again: bool = False
    """Beyond the limit, because somebody has decided so; the note says why."""


def stocks(rows: Connection, plan: Plan) -> tuple[Stock, ...]:
    """How it stands with everything that is handed out."""
    return tuple(stock(rows, plan, goods) for goods in plan.goods)


def choose(journal: Journal, rows: Connection, plan: Plan, chosen: Chosen, operator: str) -> None:
    """Say which size it was, or that something is there after all and was handed over.

    Raises:
        BadInputError: the plan has no such thing or size.
    """
    _sized(part_of(plan, chosen.goods), chosen.goods, chosen.size)
    key = key_of(chosen.scan, chosen.goods)
    before = next((each for each in held_by(rows, chosen.attendee) if each.key == key), None)
    if before is None:
        fact = GoodsGiven(
            key=key,
            attendee=chosen.attendee,
            goods=chosen.goods,
            size=chosen.size,
            at_ms=to_ms(journal.clock.now()),
            scan=chosen.scan,
        )
        journal.append(rows, fact, operator=operator)
    elif before.size != chosen.size:
        journal.append(rows, _as_size(before, chosen.size), operator=operator)


def give(journal: Journal, rows: Connection, plan: Plan, asked: Handing, operator: str) -> Stock:
    """Hand something over without a scan; answers what is left.

    Who was given one in a size that nobody has said has got it in this size.

    Raises:
        BadInputError: the plan has no such thing or size, or the number is none.
        NotPossibleError: they have it already, and nobody has decided otherwise.
    """
    part = part_of(plan, asked.goods)
    _sized(part, asked.goods, asked.size)
    _positive(asked.count)
    had = held_by(rows, asked.attendee)
    if any(each.key == asked.key for each in had):
        return stock(rows, plan, asked.goods)
    now = journal.clock.now()
    before = counting(plan, asked.goods, had, now)
    unsized = [each for each in before if part.sizes and not each.size]
    if unsized and not asked.again:
        journal.append(rows, _as_size(unsized[0], asked.size), operator=operator)
        return stock(rows, plan, asked.goods)
    if sum(each.count for each in before) + asked.count > part.per_person and not asked.again:
        raise _too_many(plan, part, before)
    if asked.again and not clean(asked.note):
        raise BadInputError(
            _("More than the limit needs a reason."), _("Say in a few words why, with --note.")
        )
    fact = GoodsGiven(
        key=asked.key,
        attendee=asked.attendee,
        goods=asked.goods,
        size=asked.size,
        count=asked.count,
        at_ms=to_ms(now),
        note=_noted(asked.note),
    )
    journal.append(rows, fact, operator=operator)
    return stock(rows, plan, asked.goods)


def take_back(
    journal: Journal, rows: Connection, plan: Plan, attendee: str, goods: str, operator: str
) -> tuple[Held, ...]:
    """Everything of one kind that somebody holds comes back; answers what that was.

    Raises:
        BadInputError: the plan has no such thing.
        NotPossibleError: they hold none.
    """
    name = part_of(plan, goods).name
    own = [each for each in held_by(rows, attendee) if each.goods == goods and not each.returned]
    if not own:
        raise NotPossibleError(
            _("They hold nothing of that kind: {goods}.").format(goods=name),
            _("“onsite goods log CODE” shows what somebody got."),
        )
    facts = [GoodsReturned(key=each.key, attendee=each.attendee, goods=goods) for each in own]
    journal.append(rows, *facts, operator=operator)
    return tuple(own)


def set_stock(
    journal: Journal, rows: Connection, plan: Plan, said: StockSet, operator: str
) -> Stock:
    """So many are there now, counted by hand; answers how it stands.

    Raises:
        BadInputError: the plan has no such thing or size.
    """
    _sized(part_of(plan, said.goods), said.goods, said.size)
    journal.append(rows, said, operator=operator)
    return stock(rows, plan, said.goods)


def add_stock(
    journal: Journal, rows: Connection, plan: Plan, said: StockAdded, operator: str
) -> Stock:
    """There are more, or fewer; answers how it stands.

    Raises:
        BadInputError: the plan has no such thing or size, or nothing is changed.
    """
    _sized(part_of(plan, said.goods), said.goods, said.size)
    if not said.count:
        raise BadInputError(_("Nothing is added."), _("Give a number that is not 0."))
    journal.append(rows, said, operator=operator)
    return stock(rows, plan, said.goods)


def change(goods: str, size: str, count: int, why: Why, note: str) -> StockAdded:
    """The fact of a change; of a loss, the number is given without its sign.

    Raises:
        BadInputError: the number is beyond all measure.
    """
    _measured(count)
    many = -abs(count) if why == "loss" else count
    return StockAdded(goods=goods, size=size, count=many, why=why, note=_noted(note))


def count_of(goods: str, size: str, count: int, note: str) -> StockSet:
    """The fact of a count.

    Raises:
        BadInputError: the number is less than 0, or beyond all measure.
    """
    _measured(count)
    if count < 0:
        raise BadInputError(_("Fewer than none cannot be there."), _("Give what was counted."))
    return StockSet(goods=goods, size=size, count=count, note=_noted(note))


def part_of(plan: Plan, goods: str) -> GoodsPart:
    """What the plan says of it.

    Raises:
        BadInputError: nothing.
    """
    if goods not in plan.goods:
        raise BadInputError(
            _("The plan hands out nothing called “{goods}”.").format(goods=goods),
            _("Choose one of: {known}.").format(known=", ".join(plan.goods) or "–"),
        )
    return plan.goods[goods]


def _as_size(held: Held, size: str) -> GoodsSized:
    return GoodsSized(key=held.key, attendee=held.attendee, goods=held.goods, size=size)


def _sized(part: GoodsPart, goods: str, size: str) -> None:
    if part.sizes and size not in part.sizes:
        raise BadInputError(
            _("“{goods}” has sizes, and “{size}” is none of them.").format(goods=goods, size=size),
            _("Choose one of: {known}.").format(known=", ".join(part.sizes)),
        )
    if size and not part.sizes:
        raise BadInputError(
            _("“{goods}” has no sizes.").format(goods=goods), _("Leave the size out.")
        )


def _too_many(plan: Plan, part: GoodsPart, before: list[Held]) -> NotPossibleError:
    when = plan.local(before[-1].at).strftime("%Y-%m-%d %H:%M") if before else "–"
    return NotPossibleError(
        _("That is more than {limit} of “{goods}” for one person; the last was at {at}.").format(
            limit=part.per_person, goods=part.name, at=when
        ),
        _("If it is right all the same, add --again and a --note."),
    )


def _positive(count: int) -> None:
    _measured(count)
    if count < 1:
        raise BadInputError(_("At least one must be handed over."), _("Give a number from 1 on."))


def _measured(count: int) -> None:
    if abs(count) > MOST:
        raise BadInputError(
            _("{count} is beyond all measure.").format(count=count),
            _("Give a number of up to {most}.").format(most=MOST),
        )


def _noted(note: str) -> str:
    return clean(note)[:_LONGEST]
