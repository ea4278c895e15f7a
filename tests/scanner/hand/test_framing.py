import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.scanner.hand.framing import GAP_S, LARGEST, Framer, texts_of


def framed(*pieces, gap=0.001):
    """The texts of pieces that come one after another; a number is a pause in seconds."""
    framer, at, found = Framer(), 10.0, []
    for piece in pieces:
        if isinstance(piece, float):
            at += piece
            found += framer.pause(at)
        else:
            at += gap
            found += framer.feed(piece, at)
    return found


@pytest.mark.parametrize(
    ("pieces", "texts"),
    [
        ((b"AB12\r",), [b"AB12"]),
        ((b"AB12\r\n", b"CD34\r\n"), [b"AB12", b"CD34"]),
        ((b"A", b"B1", b"2", b"\n"), [b"AB12"]),
        ((b"AB12\t",), [b"AB12"]),
        ((b"\x02AB12\x03",), [b"AB12"]),
        ((b"AB12", GAP_S * 1.01), [b"AB12"]),
        ((b"AB12", GAP_S / 2), []),
        ((b"AB12", 1.0, b"CD34\r"), [b"AB12", b"CD34"]),
        ((b"\r\n\r\n",), []),
        ((b"  \r",), []),
        ((b"x" * (LARGEST + 1), b"AB12\r"), [b"AB12"]),
    ],
)
def test_a_text_is_whole_at_its_end_or_at_a_pause(pieces, texts):
    assert framed(*pieces) == texts


def test_a_pause_that_was_not_noticed_divides_two_texts():
    framer = Framer()
    assert framer.feed(b"AB12", 1.0) == []
    assert framer.waits
    assert framer.feed(b"CD34\r", 2.0) == [b"AB12", b"CD34"]
    assert not framer.waits


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"AB12", "AB12"),
        ("Öl-1".encode(), "Öl-1"),
        (b"\xef\xbb\xbfAB12", "AB12"),
        ("Öl-1".encode("cp1252"), "Öl-1"),
        ("票-0001".encode("gb18030"), "票-0001"),
        ("票-0001".encode("big5"), "票-0001"),
        ("券-0001".encode("shift_jis"), "券-0001"),
        (bytes(b | (b.bit_count() % 2 << 7) for b in b"WS-4K7QX\r"), "WS-4K7QX"),
    ],
)
def test_every_encoding_is_among_what_it_may_say(raw, text):
    assert text in texts_of(raw)


@given(st.lists(st.binary(max_size=40), max_size=12))
def test_no_bytes_break_it(pieces):
    for raw in framed(*pieces, 1.0):
        assert all(texts_of(raw))
