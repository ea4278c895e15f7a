"""Labels in ZPL: what a printer at port 9100 gets, and what its answers are taken for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from onsite.badges.printers.channel import MayHaveBeenSent, NotSent, PrinterState, Progress, Sent
from onsite.badges.printers.opening import channel
from onsite.badges.printers.raw import zpl
from onsite.badges.printers.raw.zebra import Zebra
from onsite.plan.printers import PrinterPart
from tests.badges.printers.badge import Badge, from_zpl, seen
from tests.badges.printers.sink import hs, listening
from tests.conftest import ManualClock

AT_MS = 1_795_509_000_000


def zebra(tmp_path, port, *, dpi=300, query=""):
    part = PrinterPart(name="Zebra", address=f"zpl://127.0.0.1:{port}{query}", dpi=dpi)
    assert isinstance(channel(part, tmp_path, ManualClock()), Zebra)
    return Zebra(part, ManualClock(), status_s=0.2)


@pytest.mark.parametrize(
    ("dpi", "query"), [(203, ""), (300, ""), (300, "?graphic=z64"), (600, "?graphic=z64")]
)
async def test_the_code_on_a_label_is_read_again(tmp_path, dpi, query):
    badge = Badge()
    async with listening(hs()) as sink:
        way = zebra(tmp_path, sink.port, dpi=dpi, query=query)
        sent = await way.submit(badge, "onsite-1")

    (label,) = from_zpl(sink.received)
    assert sent == Sent(f"zpl://127.0.0.1:{sink.port}{query}", "onsite-1", "", AT_MS)
    assert label.tobytes() == badge.images(dpi, True)[0].tobytes()
    assert seen(label) == [badge.code]
    assert sink.received.startswith(b"~HS^XA^FXonsite-1^FS^PW")
    assert sink.received.endswith(b"^XZ\n~HS")


@given(st.integers(1, 70), st.integers(1, 12), st.data())
@settings(max_examples=60)
def test_any_picture_comes_out_as_it_went_in(width, height, data):
    dots = data.draw(st.binary(min_size=(width + 7) // 8 * height, max_size=9 * 12))
    image = Image.frombytes("1", (width, height), dots)
    for graphic in ("hex", "z64"):
        (label,) = from_zpl(zpl.label([image], "a", graphic))
        assert label.tobytes() == image.tobytes()


def test_long_runs_have_counts_of_several_signs():
    wide = Image.new("1", (8000, 3), 1)
    wide.paste(0, (8, 1, 7000, 2))
    (label,) = from_zpl(zpl.label([wide], "a"))
    assert label.tobytes() == wide.tobytes()
    assert len(zpl.label([wide], "a")) < 150


def test_both_sides_are_labels():
    assert len(from_zpl(zpl.label(Badge(sides=2).images(203, True), "a"))) == 2


@pytest.mark.parametrize(
    ("flags", "state"),
    [
        ({}, PrinterState("ready")),
        ({"formats": 2, "labels": 1}, PrinterState("printing", (), 3)),
        ({"out": 1}, PrinterState("out_of_paper", ("media-empty",))),
        ({"open": 1, "pause": 1}, PrinterState("cover_open", ("head-open", "paused"))),
        ({"ribbon": 1}, PrinterState("stopped", ("ribbon-empty",))),
        ({"hot": 1}, PrinterState("stopped", ("head-too-hot",))),
        ({"full": 1}, PrinterState("stopped", ("buffer-full",), 0, False)),
    ],
)
def test_what_a_printer_answers_is_its_state(flags, state):
    assert zpl.state(zpl.host_status(hs(**flags))) == state


@pytest.mark.parametrize("said", [b"", b"\x02030,0\x03" * 3, b"HTTP/1.1 400", hs()[:40]])
def test_what_is_no_answer_is_none(said):
    assert zpl.host_status(said) is None


async def test_nothing_is_sent_to_a_printer_without_paper(tmp_path):
    async with listening(hs(out=1)) as sink:
        with pytest.raises(NotSent, match="media-empty"):
            await zebra(tmp_path, sink.port).submit(Badge(), "onsite-1")
    assert sink.received == b"~HS"


async def test_nothing_is_sent_to_a_printer_that_is_off(tmp_path):
    async with listening() as sink:
        port = sink.port
    way = zebra(tmp_path, port)
    with pytest.raises(NotSent, match="does not answer"):
        await way.submit(Badge(), "onsite-1")
    assert await way.state() == PrinterState("offline", ("unreachable",), accepting=False)


async def test_a_connection_that_breaks_on_the_way_leaves_open_what_was_printed(tmp_path):
    async with listening(hs()) as sink:
        sink.breaks_after = 100
        with pytest.raises(MayHaveBeenSent):
            await zebra(tmp_path, sink.port, dpi=600).submit(Badge(), "onsite-1")


async def test_a_printer_that_falls_silent_leaves_it_open(tmp_path):
    async with listening(hs(), b"") as sink:
        with pytest.raises(MayHaveBeenSent):
            await zebra(tmp_path, sink.port).submit(Badge(), "onsite-1")
    assert len(from_zpl(sink.received)) == 1


async def test_a_printer_that_never_answers_is_printed_to_all_the_same(tmp_path):
    async with listening() as sink:
        way = zebra(tmp_path, sink.port)
        assert await way.state() == PrinterState("unknown", ("no-status",))
        sent = await way.submit(Badge(), "onsite-1")
        assert await way.follow(sent) == (Progress.UNKNOWN, ("no-status",))
        assert await way.cancel(sent) == "unknown"
        assert await way.find("onsite-1", 0) is None
    assert len(from_zpl(sink.received)) == 1


@pytest.mark.parametrize(
    ("flags", "followed", "cancelled"),
    [
        ({"formats": 1}, (Progress.PRINTING, ()), "unknown"),
        ({"formats": 1, "out": 1}, (Progress.HELD, ("media-empty",)), "unknown"),
        ({}, (Progress.DONE, ("nothing-left",)), "too_late"),
    ],
)
async def test_what_is_left_in_the_printer_tells_how_far_it_is(
    tmp_path, flags, followed, cancelled
):
    async with listening(hs(**flags)) as sink:
        way = zebra(tmp_path, sink.port)
        sent = Sent("", "onsite-1", "", AT_MS)
        assert await way.follow(sent) == followed
        assert await way.cancel(sent) == cancelled
    assert b"~JA" not in sink.received


@pytest.mark.parametrize("name", ["Ada Byron", "a^XZ", "", "-o", "x" * 65, "a\nb", "a/b"])
async def test_only_names_of_our_own_are_names_of_jobs(tmp_path, name):
    with pytest.raises(ValueError, match="no name"):
        await zebra(tmp_path, 1).submit(Badge(), name)
