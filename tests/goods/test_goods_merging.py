"""What is left is the same wherever the same entries are, in whatever order they came."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onsite.goods.facts import GoodsGiven, GoodsReturned, GoodsSized, StockAdded, StockSet
from onsite.goods.stock import left
from onsite.plan.reading import read
from tests.goods.conftest import PLAN
from tests.journal.conftest import schema, stations

__all__ = ["schema", "stations"]

EVENT = read(PLAN)
SIZES = ("S", "M")
ACTS = st.tuples(
    st.integers(0, 1),
    st.sampled_from(["give", "size", "return", "add", "set"]),
    st.sampled_from(SIZES),
    st.integers(0, 4),
)


def fact(number: int, what: str, size: str, many: int):
    """A fact about a hand-over that some desk has made before, or a new one."""
    who, key = f"a{many}", f"k{many}"
    if what == "give":
        return GoodsGiven(
            key=f"k{number % 5}", attendee=f"a{number % 5}", goods="shirt", size=size, at_ms=1
        )
    if what == "size":
        return GoodsSized(key=key, attendee=who, size=size)
    if what == "return":
        return GoodsReturned(key=key, attendee=who)
    if what == "add":
        return StockAdded(goods="shirt", size=size, count=many - 2)
    return StockSet(goods="shirt", size=size, count=many)


def expected(entries) -> dict[str, int]:
    """The same from a list of what happened, told one by one in the order of the clock."""
    given: dict[str, dict] = {}
    said = []
    for entry, each in entries:
        if isinstance(each, StockAdded | StockSet):
            said.append((entry.time, each))
            continue
        row = given.setdefault(each.key, {"size": "", "given": None, "back": None})
        if isinstance(each, GoodsSized):
            row["size"] = each.size
        elif isinstance(each, GoodsReturned):
            row["back"] = row["back"] or entry.time
        elif row["given"] is None:
            row["given"], row["size"] = entry.time, row["size"] or each.size
    return {size: _left(size, said, list(given.values())) for size in SIZES}


def _left(size: str, said, given) -> int:
    since, many = -1, EVENT.goods["shirt"].sizes[size]
    for at, each in said:
        if each.size == size and isinstance(each, StockSet):
            since, many = at, each.count
        elif each.size == size:
            many += each.count
    rows = [row for row in given if row["size"] == size and row["given"] is not None]
    many -= sum(row["given"] > since for row in rows)
    return many + sum(row["back"] is not None and row["back"] > since for row in rows)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTS, max_size=12), st.randoms(use_true_random=False))
def test_stock_of_desks_that_were_apart(stations, acts, chance):
    *desks, third, fourth = stations(4)
    told = []
    for number, (who, *what) in enumerate(acts):
        desks[who].clock.ms += 1
        made = fact(number, *what)
        told += [(entry, made) for entry in desks[who].append(made)]
    entries = [entry for entry, _made in told]
    third.receive(*chance.sample(entries, len(entries)))
    for entry in chance.sample(entries, len(entries)):
        fourth.receive(entry)

    sums = left(third.rows, EVENT, "shirt")
    assert sums == left(fourth.rows, EVENT, "shirt")
    told.sort(key=lambda each: each[0].order)
    assert {size: sums[0][size] for size in SIZES} == expected(told)
