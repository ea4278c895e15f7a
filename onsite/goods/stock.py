"""What is left, as the sum of what every station has recorded, made when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, case, func, select

from onsite.goods.rules import Moved, handed_out_at, is_low
from onsite.goods.tables import COUNTED, GivenRow, StockRow
from onsite.goods.views import Short, Stock
from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.plan.goods import GoodsPart
    from onsite.plan.model import Plan
    from onsite.store.prepared import Row

_GIVEN = table_of(GivenRow)
_STOCK = table_of(StockRow)
_SAID = Prepared(
    select(_STOCK)
    .where(_STOCK.c.goods == bindparam("goods"))
    .order_by(_STOCK.c.time, _STOCK.c.station, _STOCK.c.number)
)
_OF_SIZE = (
    _GIVEN.c.goods == bindparam("goods"),
    _GIVEN.c.size == bindparam("size"),
    _GIVEN.c.undone.is_(False),
)
_COUNT = func.coalesce(func.sum(_GIVEN.c.count), 0)
_SINCE = Prepared(select(_COUNT.label("many")).where(*_OF_SIZE, _GIVEN.c.time > bindparam("since")))
_BACK = Prepared(
    select(_COUNT.label("many")).where(
        # Said as in the partial index, which is used for no other spelling.
        *_OF_SIZE,
        _GIVEN.c.returned.is_not(None),
        _GIVEN.c.returned > bindparam("since"),
    )
)
_EVER = Prepared(
    select(
        _COUNT.label("given"),
        func.coalesce(
            func.sum(case((_GIVEN.c.returned.is_(None), _GIVEN.c.count), else_=0)), 0
        ).label("out"),
    ).where(_GIVEN.c.goods == bindparam("goods"), _GIVEN.c.undone.is_(False))
)
_NEVER = -1
"""Before every entry."""


def left(rows: Connection, plan: Plan, goods: str) -> tuple[dict[str, int | None], int]:
    """How many are left of each size, and how many were given in no size yet.

    Of what has no sizes, the one size is empty, and nothing is open.
    """
    part = plan.goods[goods]
    said = _SAID.all(rows, {"goods": goods})
    moved, first = {}, None
    for size, planned in _planned(part).items():
        moved[size], since = _moved(rows, goods, size, planned, said)
        first = since if first is None else min(first, since)
    lost = 0
    if part.sizes:
        asked = {"goods": goods, "size": "", "since": _NEVER if first is None else first}
        lost = _many(_SINCE, rows, asked) - _many(_BACK, rows, asked)
    return {size: each.left for size, each in moved.items()}, lost


def stock(rows: Connection, plan: Plan, goods: str) -> Stock:
    """How it stands with one thing."""
    part = plan.goods[goods]
    sizes, lost = left(rows, plan, goods)
    ever = _EVER.first(rows, {"goods": goods}) or {"given": 0, "out": 0}
    return Stock(
        goods,
        part.name,
        part.checkpoint,
        tuple(sizes.items()),
        lost,
        ever["given"],
        ever["out"],
        part.returnable,
        tuple(size for size, many in sizes.items() if is_low(part, many)),
    )


def short(rows: Connection, plan: Plan, checkpoint: str) -> tuple[Short, ...]:
    """What a checkpoint hands out and has little of."""
    return tuple(
        Short(part.name, size, many)
        for key, part in handed_out_at(plan, checkpoint).items()
        for size, many in left(rows, plan, key)[0].items()
        if many is not None and is_low(part, many)
    )


def _planned(part: GoodsPart) -> dict[str, int | None]:
    return dict(part.sizes) if part.sizes else {"": part.stock}


def _moved(
    rows: Connection, goods: str, size: str, planned: int | None, said: list[Row]
) -> tuple[Moved, int]:
    """What has become of one size, and the stamp since when."""
    counted, since, added = planned, _NEVER, 0
    for row in said:
        if row["size"] != size:
            continue
        if row["why"] == COUNTED:
            counted, since, added = row["count"], row["time"], 0
        else:
            added += row["count"]
    if counted is None and added:
        counted = 0  # what was delivered is counted from then on
    asked = {"goods": goods, "size": size, "since": since}
    return Moved(counted, added, _many(_SINCE, rows, asked), _many(_BACK, rows, asked)), since


def _many(statement: Prepared, rows: Connection, asked: dict[str, object]) -> int:
    found = statement.first(rows, asked)
    return int(found["many"]) if found is not None else 0
