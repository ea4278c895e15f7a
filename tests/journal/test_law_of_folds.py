"""The law that makes offline right, for every fold there is or will be.

The same set of entries gives the same rows on every station: in whatever order they came, in
whatever batches, however often, and whatever was appended in between. Facts are made from their
models' fields alone, so a feature cannot forget to be tested.
"""

from __future__ import annotations

import enum
import types
import typing
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import AwareDatetime, BaseModel, TypeAdapter, ValidationError

from onsite.journal import features
from onsite.journal.entry import Signer
from onsite.journal.facts import Fact, kinds
from onsite.journal.fold import all_folds

features.load()

FOLDS = all_folds()
FACTS = [fact for kind, fact in sorted(kinds().items()) if fact.__module__.startswith("onsite.")]
LAW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
POOLS = {str: ("", "a", "b", "王"), bool: (False, True), int: (0, 1, 7), float: (0.0, 0.5)}
"""Few texts and numbers, so that subjects and keys meet each other often."""
KEYS = [Signer.from_seed(bytes([seed]) * 32).station for seed in (1, 2)]
"""Ids of stations of the fixture: some facts count only when their own station says them."""
START = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def values(annotation: Any) -> st.SearchStrategy:
    """Values of a field, from pools so small that they collide."""
    origin, inside = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is None:
        return _plain(annotation)
    if origin is typing.Annotated:
        return values(inside[0])
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(values(each) for each in inside))
    if origin is typing.Literal:
        return st.sampled_from(inside)
    return _several(origin, inside)


def _several(origin: Any, inside: tuple[Any, ...]) -> st.SearchStrategy:
    if origin is tuple and inside[-1] is not Ellipsis:
        return st.tuples(*(values(each) for each in inside))
    if origin in (tuple, list, set, frozenset):
        return st.lists(values(inside[0]), max_size=2).map(origin)
    if origin is dict:
        return st.dictionaries(values(inside[0]), values(inside[1]), max_size=2)
    raise AssertionError(f"the law of folds does not know how to make a {origin}")


def _plain(annotation: Any) -> st.SearchStrategy:
    if annotation is type(None):
        return st.none()
    if annotation is AwareDatetime:
        return st.sampled_from([START, START.astimezone(timezone(timedelta(hours=8)))])
    if issubclass(annotation, enum.Enum):
        return st.sampled_from(list(annotation))
    if issubclass(annotation, BaseModel):
        return models(annotation)
    return st.sampled_from(POOLS[annotation])


@cache
def models(model: type[BaseModel]) -> st.SearchStrategy:
    """Any of these; made once, as hypothesis takes longer to look one over than to draw from it."""
    return st.fixed_dictionaries(
        {name: _field(field) for name, field in model.model_fields.items()}
    ).map(lambda given: model(**given))


def _field(field: Any) -> st.SearchStrategy:
    if any(getattr(each, "pattern", None) for each in field.metadata):
        return st.sampled_from(KEYS)
    if not field.metadata:
        return values(field.annotation)
    bounded = TypeAdapter(typing.Annotated[field.annotation, *field.metadata])
    return values(field.annotation).filter(lambda made: _fits(bounded, made))


def _fits(bounded: TypeAdapter, made: Any) -> bool:
    try:
        bounded.validate_python(made)
    except ValidationError:
        return False
    return True


def histories(facts: tuple[type[Fact], ...], stations: int = 3) -> st.SearchStrategy:
    """What stations did: who, which facts in one act, and how far their clock stood off."""
    some = st.lists(st.one_of(*(models(fact) for fact in facts)), min_size=1, max_size=3)
    offset = st.integers(-3, 3)
    act = st.tuples(st.integers(0, stations - 1), some, offset)
    return st.lists(act, min_size=1, max_size=10)


@st.composite
def deliveries(draw, entries):
    """The entries in any order, some of them twice, in batches of any size."""
    twice = draw(st.lists(st.sampled_from(entries), max_size=4))
    order = draw(st.permutations([*entries, *twice]))
    cuts = draw(st.lists(st.integers(0, len(order)), max_size=4).map(sorted))
    return [order[a:b] for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]


def played(writers, history) -> list:
    """What the stations wrote, each knowing only itself."""
    entries = []
    for at, (who, facts, offset) in enumerate(history):
        writers[who].clock.ms += 1 if at % 2 else 0
        writers[who].clock.ms += offset
        entries += writers[who].append(*facts)
        writers[who].clock.ms -= offset
    return entries


@pytest.mark.parametrize("fold", FOLDS, ids=lambda fold: fold.name)
def test_any_delivery_gives_the_same_rows(fold, stations):
    @settings(LAW, max_examples=40)  # for each fold; all of them together get more
    @given(histories(fold.facts), st.data())
    def law(history, data):
        *writers, in_order, anyhow = stations(5)
        entries = played(writers, history)
        for entry in sorted(entries, key=lambda entry: entry.order):
            assert in_order.receive(entry).new == 1
        for batch in data.draw(deliveries(entries)):
            assert anyhow.receive(*batch).refused == ()
        assert anyhow.everything() == in_order.everything()
        assert [head for head in anyhow.heads() if head[1]] == [
            head for head in in_order.heads() if head[1]
        ]

    law()


def test_all_folds_together_and_appending_while_receiving(stations):
    @LAW
    @given(histories(tuple(FACTS)), st.data())
    def law(history, data):
        *writers, in_order = stations(4)
        written = {writer.name: [] for writer in writers}
        for who, facts, offset in history:
            writer = writers[who]
            others = [
                one for name, those in written.items() if name != writer.name for one in those
            ]
            heard = data.draw(st.lists(st.sampled_from(others), max_size=5)) if others else []
            assert writer.receive(*heard).refused == ()
            writer.clock.ms += offset
            written[writer.name] += writer.append(*facts)
        entries = [entry for those in written.values() for entry in those]
        for writer in writers:
            writer.receive(*data.draw(st.permutations(entries)))
        for entry in sorted(entries, key=lambda entry: entry.order):
            in_order.receive(entry)
        for writer in writers:
            assert writer.everything() == in_order.everything()

    law()


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.kind)
def test_every_kind_is_folded(fact):
    assert [fold.name for fold in FOLDS if fact in fold.facts] != []


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.kind)
def test_no_number_is_too_large_for_a_column(fact):
    numbers = {name for name, field in fact.model_fields.items() if field.annotation is int}

    with pytest.raises(ValidationError) as refused:
        fact.model_validate(dict.fromkeys(numbers, 2**63))

    told = refused.value.errors()
    assert {each["loc"][0] for each in told if each["type"] == "less_than_equal"} == numbers


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.kind)
def test_every_kind_comes_back_from_its_payload_as_it_was(fact, station):
    @LAW
    @given(models(fact))
    def law(made):
        assume(made.subject)
        assert fact.model_validate_json(made.model_dump_json()) == made

    law()
