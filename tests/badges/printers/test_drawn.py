"""A badge that cannot be drawn: nothing was sent, and the printer gets nothing."""

from __future__ import annotations

import pytest

from onsite.badges.printers.channel import NotDrawn
from onsite.badges.printers.opening import channel
from onsite.badges.printers.spooler import CupsQueue, WindowsQueue
from onsite.errors import OnsiteError
from onsite.plan.printers import PrinterPart
from tests.badges.printers.badge import Badge
from tests.badges.printers.sink import listening
from tests.badges.printers.talk import INTEGER, MIME, PRINTER, answer, serving
from tests.conftest import ManualClock

READY = answer(
    PRINTER,
    {"printer-state": (INTEGER, 3), "document-format-supported": (MIME, "application/pdf")},
)
BROTHER = "brother://127.0.0.1:{port}?model=QL-820NWB&label=62"


class Broken(Badge):
    """One that breaks in the middle of being drawn, in whatever way."""

    def __init__(self, error):
        super().__init__()
        self.error = error

    def pdf(self):
        raise self.error

    def images(self, dpi, mono):
        raise self.error


def part(address):
    return PrinterPart(name="Left", address=address, dpi=300)


@pytest.mark.parametrize("address", ["zpl://127.0.0.1:{port}", BROTHER])
async def test_nothing_is_sent_to_a_label_printer(tmp_path, address):
    async with listening() as sink:
        way = channel(part(address.format(port=sink.port)), tmp_path, ManualClock())
        for error in (ValueError("x"), StopIteration(), MemoryError()):
            with pytest.raises(NotDrawn, match=f"drawn for Left .{type(error).__name__}"):
                await way.submit(Broken(error), "onsite-1")
        assert sink.received == b""


async def test_what_is_wrong_with_a_design_is_said_as_it_is(tmp_path):
    async with serving(READY) as port:
        way = channel(part(f"ipp://127.0.0.1:{port}/ipp/print"), tmp_path, ManualClock())
        with pytest.raises(NotDrawn, match="Too small") as told:
            await way.submit(Broken(OnsiteError("Too small.", "Make it bigger.")), "onsite-1")
    assert told.value.advice == "Make it bigger."


async def test_nothing_is_given_to_a_spooler_or_a_folder(tmp_path):
    spooler, opened = part("spooler:badges"), []
    folder = channel(part("folder:out"), tmp_path, ManualClock())
    windows = WindowsQueue(spooler, ManualClock(), lambda *words: opened.append(words), tmp_path)
    for way in (CupsQueue(spooler, ManualClock()), windows, folder):
        with pytest.raises(NotDrawn, match="ValueError"):
            await way.submit(Broken(ValueError("x")), "onsite-1")
    assert (opened, list(tmp_path.iterdir())) == ([], [])
