"""What is drawn again is all that has changed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.stage.display.painted import changed

CELLS = 12
signs = st.sampled_from(["ab a", "    ", "████", "王小", "-+-+"])
looks = st.sampled_from(["", "bold", "turned"])
rows = st.one_of(
    st.tuples(signs, signs, signs, looks).map(lambda each: (("".join(each[:3]), each[3]),)),
    st.tuples(signs, signs, signs, looks, looks).map(
        lambda each: ((each[0], each[3]), ("".join(each[1:3]), each[4]))
    ),
)


def cells(row) -> list[tuple[str, str]]:
    """What each cell of a row shows; a wide sign shows in two."""
    return [
        (sign, look) for text, look in row for sign in text for _cell in range(1 + (sign > "一"))
    ]


@settings(max_examples=200)
@given(st.lists(st.tuples(rows, rows), min_size=1, max_size=8), st.booleans())
def test_every_cell_that_differs_lies_in_a_region(pairs, mostly):
    before = [old for old, _new in pairs]
    after = [old if mostly and at % 3 else new for at, (old, new) in enumerate(pairs)]
    regions = changed(before, after)
    for y, (old, new) in enumerate(zip(before, after, strict=True)):
        for x, (one, other) in enumerate(zip(cells(old), cells(new), strict=True)):
            assert one == other or any(region.contains(x, y) for region in regions)
    assert bool(regions) == (before != after)


def test_rows_that_change_in_one_place_are_one_region():
    old = [(("09:59 " * 4, "bold"),)] * 5
    new = [(("09:58 " + "09:59 " * 3, "bold"),)] * 5
    (region,) = changed(old, new)
    assert (region.x, region.y, region.width, region.height) == (4, 0, 1, 5)
