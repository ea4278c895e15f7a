from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onsite.scanner.capture import jpegs
from onsite.scanner.capture.jpegs import Jpegs
from tests.scanner.capture.servers import jpeg


def segment(kind: int, content: bytes) -> bytes:
    return bytes([0xFF, kind]) + (len(content) + 2).to_bytes(2) + content


PLAIN = [jpeg(grey) for grey in (0, 40, 255)]
WITH_SMALL_ONE_INSIDE = PLAIN[0][:2] + segment(0xE1, PLAIN[1]) + PLAIN[0][2:]
WHOLE = [*PLAIN, WITH_SMALL_ONE_INSIDE]
BETWEEN = [b"", b"\0\0", b"\xff", b"\r\n--next\r\nContent-Type: image/jpeg\r\n\r\n"]


def read_in(data: bytes, sizes):
    """Gives the bytes in pieces of those sizes, then in one piece."""
    left = [data]

    def read(most: int) -> bytes:
        size = min(most, next(sizes, most))
        given, left[0] = left[0][:size], left[0][size:]
        return given

    return read


def found(data: bytes, sizes=()) -> list[bytes]:
    flow = Jpegs(read_in(data, iter(sizes)))
    return list(iter(flow.next, None))


@given(
    st.lists(st.tuples(st.sampled_from(BETWEEN), st.sampled_from(WHOLE)), max_size=6),
    st.lists(st.integers(1, 900), max_size=40),
)
def test_each_is_found_whole_however_the_bytes_come(parts, sizes):
    data = b"".join(between + whole for between, whole in parts)
    assert found(data, sizes) == [whole for _between, whole in parts]


def test_what_is_cut_off_at_the_end_is_none():
    assert found(PLAIN[0] + PLAIN[1][:-1]) == [PLAIN[0]]


def test_after_lost_bytes_it_finds_the_next():
    torn = PLAIN[0][:30] + PLAIN[0][60:90]
    assert found(torn + PLAIN[1] + PLAIN[2])[-1] == PLAIN[2]


@given(st.binary(max_size=300))
def test_any_bytes_come_to_an_end(data):
    assert all(one.startswith(jpegs.BEGINS) for one in found(data))


def test_what_never_ends_is_given_up(monkeypatch):
    monkeypatch.setattr(jpegs, "LARGEST", 10_000)
    flow = Jpegs(lambda _most: PLAIN[0][:-2])
    assert flow.next() is None or len(flow._held) < 20_000
