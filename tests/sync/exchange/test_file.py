"""The format of the file against whoever tampers with it."""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onsite.errors import BadInputError, NotPossibleError, OnsiteError
from onsite.journal.entry import Signer
from onsite.sync.exchange.file import (
    CERTIFIED,
    ENTRIES,
    HEADS,
    MAGIC,
    FileReader,
    FileWriter,
    Header,
)
from onsite.sync.exchange.reading import read
from onsite.sync.exchange.writing import write
from onsite.sync.keys.secrets import box_key, event_token
from onsite.sync.pack import packed
from tests.conftest import ManualClock
from tests.sync.laptops import Laptops, everything, listed, pass_on, record, scanned, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = Path("usb.onsite")
WRITER, READER, OTHER = (Signer.from_seed(bytes([seed]) * 32) for seed in (1, 2, 3))
CHUNKS = [(HEADS, b"{}"), (CERTIFIED, b"admitted"), (ENTRIES, b"first"), (ENTRIES, b"second")]
HEADER = Header(
    kind="exchange", event="ab" * 6, station=WRITER.station, created_ms=1_795_509_000_000, keys={}
)


def box_of(signer: Signer) -> str:
    return box_key(signer).public_key.encode().hex()


def written(chunks=CHUNKS, header: Header = HEADER, signer: Signer = WRITER) -> bytes:
    file = io.BytesIO()
    writer = FileWriter(file, signer, header, {READER.station: box_of(READER)})
    for holds, content in chunks:
        writer.add(holds, content)
    writer.finish(b"end")
    return file.getvalue()


def opened(raw: bytes, signer: Signer = READER) -> list[tuple[bytes, bytes]]:
    reader = FileReader(io.BytesIO(raw), NAME)
    reader.check()
    return list(reader.chunks(signer.station, box_key(signer)))


def frames(raw: bytes) -> list[bytes]:
    """What stands before the chunks, each chunk with its length, and the signature."""
    at = len(MAGIC) + 4 + int.from_bytes(raw[len(MAGIC) : len(MAGIC) + 4], "big")
    parts = [raw[:at]]
    while at < len(raw) - 64:
        after = at + 4 + int.from_bytes(raw[at : at + 4], "big")
        parts.append(raw[at:after])
        at = after
    return [*parts, raw[-64:]]


def resigned(parts: list[bytes], signer: Signer = WRITER) -> bytes:
    """As somebody makes it who may sign and knows the file's key."""
    body = b"".join(parts)
    return body + signer.sign(hashlib.sha256(b"onsite exchange file\n" + body).digest())


GOOD = written()
PARTS = frames(GOOD)


def test_what_was_written_is_read():
    assert opened(GOOD) == [*CHUNKS, (b".", b"end")]
    assert len(PARTS) == 7


@given(st.integers(0, len(GOOD) * 8 - 1))
@settings(max_examples=400)
def test_any_bit_that_flips_is_noticed(bit):
    raw = bytearray(GOOD)
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(OnsiteError):
        opened(bytes(raw))


def test_any_byte_that_differs_is_noticed():
    for at in range(len(GOOD)):
        raw = bytearray(GOOD)
        raw[at] ^= 0xFF
        with pytest.raises(OnsiteError):
            opened(bytes(raw))


def test_wherever_it_is_cut_off_it_is_noticed():
    for at in range(len(GOOD)):
        with pytest.raises(BadInputError):
            opened(GOOD[:at])


@given(st.binary(min_size=1, max_size=200))
def test_what_is_added_is_noticed(more):
    with pytest.raises(BadInputError):
        opened(GOOD + more)


@given(st.binary(max_size=300), st.booleans())
def test_anything_else_is_no_such_file(raw, begins):
    with pytest.raises(BadInputError):
        opened(MAGIC + raw if begins else raw)


SWAPPED = [PARTS[0], *PARTS[1:3], PARTS[4], PARTS[3], PARTS[5]]
DROPPED = [*PARTS[:3], *PARTS[4:6]]
REPEATED = [*PARTS[:4], PARTS[3], *PARTS[4:6]]
CUT = PARTS[:5]
WITHOUT_CHUNKS = PARTS[:1]
BEHIND_THE_END = [*PARTS[:6], PARTS[5]]
FOREIGN = [*PARTS[:3], frames(written())[3], *PARTS[4:6]]


@pytest.mark.parametrize(
    "parts", [SWAPPED, DROPPED, REPEATED, CUT, WITHOUT_CHUNKS, BEHIND_THE_END, FOREIGN]
)
def test_chunks_hold_together_even_against_who_can_sign(parts):
    assert opened(resigned(PARTS[:-1])) == opened(GOOD)
    with pytest.raises(BadInputError, match="cannot be read"):
        opened(resigned(parts))


def test_a_file_whose_end_is_not_the_last_is_refused():
    raw = written([(HEADS, b"{}"), (b".", b"")])
    with pytest.raises(BadInputError, match="cannot be read"):
        opened(raw)


def test_only_its_writer_can_have_signed_it():
    with pytest.raises(BadInputError, match="damaged or cut off"):
        opened(resigned(PARTS[:-1], OTHER))
    with pytest.raises(BadInputError, match="damaged or cut off"):
        opened(written(header=HEADER.model_copy(update={"station": "0" * 64})))


def test_only_those_named_can_open_it():
    with pytest.raises(NotPossibleError, match="not for this station"):
        opened(GOOD, OTHER)
    with pytest.raises(BadInputError, match="cannot be read"):
        list(FileReader(io.BytesIO(GOOD), NAME).chunks(READER.station, box_key(OTHER)))


@pytest.mark.parametrize("length", [0xFFFFFFFF, 0x7FFFFFFF, 4_000_001])
def test_a_huge_header_is_not_read(length):
    class Counting(io.BytesIO):
        asked = 0

        def read(self, size=-1):
            self.asked = max(self.asked, size)
            return super().read(size)

    file = Counting(MAGIC + length.to_bytes(4, "big") + bytes(5_000_000))
    with pytest.raises(BadInputError, match="damaged or cut off"):
        FileReader(file, NAME)
    assert file.asked < 100


@pytest.mark.parametrize(
    "head",
    [
        b"{",
        b"null",
        b"[" * 100_000,
        b'{"kind": "exchange"}',
        HEADER.model_copy(update={"created_ms": -1}).model_dump_json().encode(),
        HEADER.model_copy(update={"station": "../../x"}).model_dump_json().encode(),
        b"\xff\xfe",
    ],
)
def test_a_header_of_another_shape_is_refused(head):
    raw = MAGIC + len(head).to_bytes(4, "big") + head + bytes(64)
    with pytest.raises(BadInputError, match="damaged or cut off"):
        FileReader(io.BytesIO(raw), NAME)


def test_two_files_of_the_same_share_nothing():
    first, second = frames(written()), frames(written())
    assert not set(first) & set(second)


# Against a whole station: whatever is wrong with a file, its tables stay as they are.


@pytest.fixture(scope="module")
def venue(tmp_path_factory) -> Iterator[tuple[Laptops, bytes]]:
    """The lead, Desk 1, Desk 2, and a file of Desk 1 for everybody."""
    folder = tmp_path_factory.mktemp("venue")
    made = Laptops(folder, ManualClock())
    record(made.lead, listed("Jane"))
    reader = made.desk("Desk 2")
    desk = made.desk("Desk 1")
    pass_on(made.lead, reader)
    scanned(desk, 3)
    write(desk, folder / NAME)
    yield made, (folder / NAME).read_bytes()
    made.close()


def attempt(laptops: Laptops, raw: bytes) -> OnsiteError:
    """What is said when Desk 2 reads this; it has taken nothing."""
    desk = laptops.sites[1]
    file = laptops.folder / "attempt.onsite"
    file.write_bytes(raw)
    before = tables(desk), len(everything(desk))
    with pytest.raises(OnsiteError) as caught:
        read(desk, file)
    assert (tables(desk), len(everything(desk))) == before
    return caught.value


@given(data=st.data())
@settings(max_examples=60)
def test_a_station_takes_nothing_from_a_file_with_a_wrong_byte(venue, data):
    laptops, raw = venue
    at = data.draw(st.integers(0, len(raw) - 1))
    by = data.draw(st.integers(1, 255))
    attempt(laptops, raw[:at] + bytes([raw[at] ^ by]) + raw[at + 1 :])


@given(data=st.data())
@settings(max_examples=30)
def test_a_station_takes_nothing_from_a_file_that_is_cut_off(venue, data):
    laptops, raw = venue
    attempt(laptops, raw[: data.draw(st.integers(0, len(raw) - 1))])


def test_a_member_s_bad_chunks_are_refused(venue):
    laptops, _raw = venue
    _lead, reader, writer = laptops.sites
    bomb = zlib.compress(b"[" + b" " * 200_000_000 + b"]", level=9)
    deep = zlib.compress(b"[" * 1_000_000)
    heads = json.dumps({"held": {"x": [[0, "y"]]}}).encode()
    for chunk in [(ENTRIES, bomb), (ENTRIES, deep), (ENTRIES, b"no pack"), (HEADS, heads)]:
        error = attempt(laptops, signed_by(writer, reader, laptops, [chunk]))
        assert "something that cannot be read" in error.happened


def test_a_member_s_wild_claims_change_nothing_but_what_it_is_sent(venue):
    laptops, _raw = venue
    _lead, reader, writer = laptops.sites
    held = {"0" * 64: [[9, 3], [5, 7], [1, 6]], writer.journal.station: [[1, 2**63 - 1]]}
    chunk = (HEADS, json.dumps({"held": held, "entries": 10**9}).encode())
    laptops.folder.joinpath("wild").write_bytes(signed_by(writer, reader, laptops, [chunk]))
    report = read(reader, laptops.folder / "wild")
    assert (report.new, report.lacking) == (0, len(everything(reader)))


def test_a_chunk_that_only_a_newer_onsite_knows_is_passed_over(venue):
    laptops, _raw = venue
    _lead, reader, writer = laptops.sites
    chunks = [(b"?", b"new"), (ENTRIES, packed(everything(reader)[:1]))]
    laptops.folder.joinpath("newer").write_bytes(signed_by(writer, reader, laptops, chunks))
    assert read(reader, laptops.folder / "newer").known == 1


def signed_by(writer, reader, laptops: Laptops, chunks) -> bytes:
    file = io.BytesIO()
    header = HEADER.model_copy(
        update={"station": writer.journal.station, "event": event_token(laptops.ring.event)}
    )
    boxes = {reader.journal.station: box_of(reader.journal.signer)}
    filling = FileWriter(file, writer.journal.signer, header, boxes)
    for holds, content in chunks:
        filling.add(holds, content)
    filling.finish(b"")
    return file.getvalue()
