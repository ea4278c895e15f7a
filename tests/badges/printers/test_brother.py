"""Brother's raster: what such a printer gets, and what its 32 bytes are taken for."""

from __future__ import annotations

import pytest
from PIL import Image

from onsite.badges.printers.channel import MayHaveBeenSent, NotSent, PrinterState, Progress
from onsite.badges.printers.opening import channel
from onsite.badges.printers.raw import ql
from onsite.badges.printers.raw.brother import Brother
from onsite.plan.printers import BROTHER_LABELS, BROTHER_MODELS, PrinterPart
from tests.badges.printers.badge import Badge, from_brother, seen
from tests.badges.printers.sink import listening
from tests.conftest import ManualClock

READY = bytearray(b"\x80\x20B48000" + bytes(24))


def answer(**changed) -> bytes:
    said = bytearray(READY)
    for at, value in changed.items():
        said[int(at[1:])] = value
    return bytes(said)


def brother(tmp_path, port, *, model="QL-820NWB", label="62", colour=False):
    address = f"brother://127.0.0.1:{port}?model={model}&label={label}"
    part = PrinterPart(name="QL", address=address, colour=colour)
    assert isinstance(channel(part, tmp_path, ManualClock()), Brother)
    return Brother(part, ManualClock(), status_s=0.2)


# What brother_ql uses for the two colours of a label with red.
@pytest.mark.filterwarnings("ignore:Image.Image.getdata:DeprecationWarning")
@pytest.mark.parametrize(
    ("model", "label", "size", "row", "media"),
    [
        ("QL-820NWB", "62", (62, 100), 90, (0x0A, 62, 0)),
        ("QL-820NWB", "62red", (62, 100), 90, (0x0A, 62, 0)),
        ("QL-720NW", "62x100", (62, 100), 90, (0x0B, 62, 100)),
        ("QL-720NW", "62x100", (100, 62), 90, (0x0B, 62, 100)),
        ("QL-1110NWB", "102", (102, 148), 162, (0x0A, 102, 0)),
        ("QL-820NWB", "62", (40, 60), 90, (0x0A, 62, 0)),
    ],
)
async def test_the_code_on_a_label_is_read_again(tmp_path, model, label, size, row, media):
    badge = Badge(width_mm=size[0], height_mm=size[1])
    async with listening(answer(), question=ql.STATUS) as sink:
        await brother(tmp_path, sink.port, model=model, label=label).submit(badge, "onsite-1")

    told, (page,) = from_brother(sink.received.removeprefix(ql.STATUS), row)
    assert (told[1], told[2], told[3]) == media
    assert page.height == int.from_bytes(told[4:8], "little")
    assert seen(page) == [badge.code]


@pytest.mark.parametrize("label", [label for label in BROTHER_LABELS if label != "62red"])
def test_every_label_gets_as_many_dots_as_it_has(label):
    room, wide = ql.area(label), label.startswith("10")
    image = Image.new("1", (room.whole_width, room.whole_height or 400), 1)
    image.paste(
        0, (image.width // 2 - 20, image.height // 2 - 20, *(each // 2 for each in image.size))
    )

    told, (page,) = from_brother(
        ql.raster([image], "QL-1110NWB" if wide else "QL-720NW", label), 162 if wide else 90
    )

    assert page.height == (room.height or 400) == int.from_bytes(told[4:8], "little")
    black = page.convert("L").point(lambda dot: 255 - dot).getbbox()
    assert (black[2] - black[0], black[3] - black[1]) == (20, 20)


@pytest.mark.parametrize("model", BROTHER_MODELS)
def test_every_model_gets_lines_as_wide_as_its_head(model):
    image = Badge(width_mm=62, height_mm=40).images(300, True)[0]
    row = 162 if model.startswith("QL-1") else 90
    _told, (page,) = from_brother(ql.raster([image], model, "62"), row)
    assert (page.width, seen(page)) == (row * 8, [Badge().code])


async def test_dots_are_printed_as_they_are_drawn(tmp_path):
    badge = Badge(width_mm=62, height_mm=80)
    drawn = badge.images(300, True)[0]
    async with listening(answer(), question=ql.STATUS) as sink:
        await brother(tmp_path, sink.port).submit(badge, "onsite-1")

    _told, (page,) = from_brother(sink.received.removeprefix(ql.STATUS))
    left = (drawn.width - 696) // 2
    assert page.crop((12, 0, 708, page.height)).transpose(0).size == (696, drawn.height)
    shown = page.crop((12, 0, 708, page.height)).tobytes()
    assert shown == drawn.crop((left, 0, left + 696, drawn.height)).tobytes()


async def test_a_badge_that_does_not_fit_is_not_sent(tmp_path):
    async with listening(answer(), question=ql.STATUS) as sink:
        way = brother(tmp_path, sink.port)
        with pytest.raises(NotSent, match="1240 dots wide, and QL prints 696"):
            await way.submit(Badge(), "onsite-1")
    assert sink.received == b""


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (answer(), PrinterState("ready")),
        (answer(b19=1), PrinterState("printing", (), 1)),
        (answer(b8=1), PrinterState("out_of_paper", ("media-empty",))),
        (answer(b9=0x40), PrinterState("jam", ("media-not-fed",))),
        (answer(b9=0x10), PrinterState("cover_open", ("cover-open",))),
        (answer(b9=0x01), PrinterState("stopped", ("wrong-label",))),
        (b"HTTP/1.1 400 Bad Request........", None),
        (answer()[:20], None),
    ],
)
def test_what_a_printer_answers_is_its_state(said, state):
    assert ql.state(said) == state


async def test_nothing_is_sent_to_a_printer_with_another_label(tmp_path):
    async with listening(answer(b9=0x01), question=ql.STATUS) as sink:
        way = brother(tmp_path, sink.port)
        with pytest.raises(NotSent, match="wrong-label"):
            await way.submit(Badge(width_mm=62), "onsite-1")
    assert sink.received == ql.STATUS


async def test_what_is_off_or_breaks_is_told_apart(tmp_path):
    async with listening(answer(), question=ql.STATUS) as sink:
        sink.breaks_after = 300
        way = brother(tmp_path, sink.port, model="QL-1110NWB", label="102")
        with pytest.raises(MayHaveBeenSent):
            await way.submit(Badge(width_mm=102, height_mm=2000), "onsite-1")
    with pytest.raises(NotSent, match="does not answer"):
        await way.submit(Badge(width_mm=102), "onsite-2")


async def test_most_models_tell_nothing_and_print(tmp_path):
    async with listening(question=ql.STATUS) as sink:
        way = brother(tmp_path, sink.port)
        sent = await way.submit(Badge(width_mm=62), "onsite-1")
        assert await way.follow(sent) == (Progress.UNKNOWN, ("no-status",))
        assert await way.cancel(sent) == "unknown"
    assert len(from_brother(sink.received.removeprefix(ql.STATUS))[1]) == 1
