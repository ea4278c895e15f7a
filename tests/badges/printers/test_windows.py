"""A printer of Windows: what is handed to it, and that nothing is known of it."""

from __future__ import annotations

import os

import pytest

from onsite.badges.printers.channel import NotSent, PrinterState, Progress
from onsite.badges.printers.spooler import WindowsQueue
from onsite.plan.printers import PrinterPart
from tests.badges.printers.badge import Badge
from tests.conftest import ManualClock

PART = PrinterPart(name="Zebra", address="spooler:Zebra_ZD421")


async def test_a_badge_is_handed_to_the_program_that_opens_pdfs(tmp_path):
    opened = []
    way = WindowsQueue(PART, ManualClock(), lambda *words: opened.append(words), tmp_path)

    sent = await way.submit(Badge(), "onsite-1")

    file = tmp_path / "onsite-1.pdf"
    assert opened == [(str(file), "printto", '"Zebra_ZD421"')]
    assert file.read_bytes() == Badge().pdf()
    assert await way.state() == PrinterState("unknown", ("not-told",))
    assert await way.follow(sent) == (Progress.UNKNOWN, ("not-told",))
    assert await way.cancel(sent) == "unknown"
    assert await way.find("onsite-1", 0) is None


async def test_badges_do_not_stay_on_the_disk(tmp_path):
    way = WindowsQueue(PART, ManualClock(), lambda *_words: None, tmp_path)
    await way.submit(Badge(), "onsite-1")
    await way.submit(Badge(), "onsite-2")
    os.utime(tmp_path / "onsite-1.pdf", (0, 0))

    await way.submit(Badge(), "onsite-3")

    assert {file.name for file in tmp_path.iterdir()} == {"onsite-2.pdf", "onsite-3.pdf"}


async def test_without_a_program_for_pdfs_nothing_is_sent(tmp_path):
    def start(*_words):
        raise OSError(1155, "No application is associated")

    with pytest.raises(NotSent, match="PDF"):
        await WindowsQueue(PART, ManualClock(), start, tmp_path).submit(Badge(), "onsite-1")
