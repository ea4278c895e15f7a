"""Badges on a real CUPS with a real IPP printer behind it, on good days and bad ones.

What each case ends with: the right state, and never two badges.
"""

from __future__ import annotations

import asyncio
import subprocess
import time
from pathlib import Path

import pytest
from PIL import Image

from onsite.badges.printers.channel import MayHaveBeenSent, NotSent, PrinterState, Progress, Sent
from onsite.badges.printers.ipp.meaning import BEGUN
from onsite.badges.printers.ipp.queue import IppQueue
from onsite.badges.printers.ipp.queues import Queue, queues
from onsite.badges.printers.spooler import CupsQueue
from onsite.clock import SystemClock
from onsite.plan.printers import PrinterPart
from tests.badges.printers.badge import Badge, from_pwg, seen
from tests.badges.printers.cutting import cutting

PPD = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd")
GOES_ON = (Progress.WAITING, Progress.PRINTING, Progress.HELD)
BADGE = Badge(width_mm=60, height_mm=40)


def way_to(address: str, patience: float = 1.0) -> IppQueue:
    return IppQueue(PrinterPart(name="Left", address=address), SystemClock(), patience)


@pytest.fixture
def badges(shop):
    return way_to(shop.server.address("badges"))


async def until(ask, wanted, seconds=12.0):
    """What is answered once it is what is wanted; the last answer where it never is."""
    end = time.monotonic() + seconds
    while not wanted(answer := await ask()) and time.monotonic() < end:  # noqa: ASYNC110 - others'
        await asyncio.sleep(0.05)
    return answer


async def ended(way, sent):
    return await until(lambda: way.follow(sent), lambda it: it[0] not in GOES_ON)


async def test_a_badge_is_printed_once_and_found_again(shop, badges):
    before = len(shop.printer.printed())
    assert await badges.state() == PrinterState("ready")

    sent = await badges.submit(BADGE, "onsite-print")
    progress, _reasons = await ended(badges, sent)

    assert progress is Progress.DONE
    assert shop.printer.printed()[before:] == [BADGE.pdf()]
    assert await badges.find("onsite-print", sent.at_ms) == sent
    assert await badges.find("onsite-print", sent.at_ms + 60_000) is None
    assert await badges.find("onsite-other", sent.at_ms) is None
    assert await badges.cancel(sent) == "too_late"


async def test_out_of_paper_holds_the_badge_until_there_is_some(shop, badges):
    before = len(shop.printer.printed())
    shop.printer.mode("empty")

    sent = await badges.submit(BADGE, "onsite-empty")
    state = await until(badges.state, lambda it: it.kind == "out_of_paper")

    assert state.kind == "out_of_paper"
    progress, reasons = await badges.follow(sent)
    assert (progress, any("media-empty" in each for each in reasons)) == (Progress.HELD, True)
    assert len(shop.printer.printed()) == before
    shop.printer.mode("ok")
    assert (await ended(badges, sent))[0] is Progress.DONE
    assert len(shop.printer.printed()) == before + 1


async def test_a_jam_ends_as_a_cancelled_job_that_may_be_on_paper(shop, badges):
    before = len(shop.printer.printed())
    shop.printer.mode("jam")

    sent = await badges.submit(BADGE, "onsite-jam")
    progress, reasons = await ended(badges, sent)

    assert progress in (Progress.CANCELLED, Progress.ABORTED)
    assert BEGUN in reasons
    state = await badges.state()
    assert (state.kind, state.old, state.prints) == ("jam", True, True)
    assert await badges.cancel(sent) == "unknown"
    assert len(shop.printer.printed()) == before
    shop.printer.mode("ok")
    later = await badges.submit(BADGE, "onsite-cleared")
    assert (await ended(badges, later))[0] is Progress.DONE
    assert len(shop.printer.printed()) == before + 1


async def test_a_stopped_queue_keeps_the_badge_and_gives_it_back(shop, badges):
    before = len(shop.printer.printed())
    shop.server.run("cupsdisable", "badges")

    sent = await badges.submit(BADGE, "onsite-stopped")

    state = await badges.state()
    assert (state.kind, state.queued, state.prints) == ("stopped", 1, False)
    assert await badges.follow(sent) == (Progress.HELD, ("paused",))
    assert await badges.cancel(sent) == "cancelled"
    assert (await badges.follow(sent))[0] is Progress.CANCELLED
    shop.server.run("cupsenable", "badges")
    later = await badges.submit(BADGE, "onsite-later")
    assert (await ended(badges, later))[0] is Progress.DONE
    assert len(shop.printer.printed()) == before + 1


async def test_a_badge_that_waits_behind_another_is_cancelled_and_never_printed(shop, badges):
    before = len(shop.printer.printed())
    shop.printer.mode("empty")
    first = await badges.submit(BADGE, "onsite-first")
    await until(badges.state, lambda it: it.kind == "out_of_paper")
    second = await badges.submit(BADGE, "onsite-second")

    assert await badges.cancel(second) == "cancelled"

    shop.printer.mode("ok")
    assert (await ended(badges, first))[0] is Progress.DONE
    assert len(shop.printer.printed()) == before + 1


async def test_a_badge_in_the_printer_cannot_be_taken_back_for_certain(shop, badges):
    before = len(shop.printer.printed())
    shop.printer.mode("empty")
    sent = await badges.submit(BADGE, "onsite-begun")
    await until(badges.state, lambda it: it.kind == "out_of_paper")

    assert await badges.cancel(sent) == "unknown"
    assert (await badges.follow(sent))[0] is Progress.CANCELLED
    shop.printer.mode("ok")
    await until(way_to(shop.printer.address).state, lambda it: it.kind == "ready")
    # CUPS calls it cancelled, and there it is: this is why the answer is "unknown".
    assert len(shop.printer.printed()) - before in (0, 1)


async def test_a_printer_that_is_off_prints_nothing_and_cups_says_nothing_of_it(shop, badges):
    # A badge that comes out clears away what CUPS still tells of the case before.
    assert (await ended(badges, await badges.submit(BADGE, "onsite-on")))[0] is Progress.DONE
    before = len(shop.printer.printed())
    shop.printer.kill()
    alone = way_to(shop.printer.address)

    assert await alone.state() == PrinterState("offline", ("unreachable",), accepting=False)
    with pytest.raises(NotSent, match="does not answer"):
        await alone.submit(BADGE, "onsite-off")
    sent = await badges.submit(BADGE, "onsite-off")
    # CUPS calls it "processing", without a reason; the printer itself is asked.
    held = (Progress.HELD, ("job-printing", "device-unreachable"))
    assert await until(lambda: badges.follow(sent), lambda it: it == held) == held
    assert await badges.state() == PrinterState("offline", ("device-unreachable",), 1)
    assert await badges.cancel(sent) == "unknown"
    shop.printer.start()
    assert (await badges.state()).prints
    assert len(shop.printer.printed()) == before


async def test_a_queue_that_takes_nothing_or_is_not_there_gets_nothing(shop, badges):
    before = len(shop.printer.printed())
    shop.server.run("cupsreject", "badges")
    assert (await badges.state()).accepting is False
    with pytest.raises(NotSent, match="takes no jobs"):
        await badges.submit(BADGE, "onsite-rejected")

    nowhere = way_to(shop.server.address("badgse"))
    stopped = PrinterState("stopped", ("no-such-queue",), accepting=False)
    assert await nowhere.state() == stopped
    with pytest.raises(NotSent, match="no printer at the address"):
        await nowhere.submit(BADGE, "onsite-nowhere")
    assert len(shop.printer.printed()) == before


async def test_cupsd_killed_after_a_badge_was_sent_never_prints_it_twice(shop, badges):
    before = len(shop.printer.printed())

    sent = await badges.submit(BADGE, "onsite-killed")
    shop.server.kill()
    assert await badges.state() == PrinterState("offline", ("unreachable",), accepting=False)
    assert await badges.follow(sent) == (Progress.UNKNOWN, ("no-answer",))
    with pytest.raises(NotSent, match="does not answer"):
        await badges.submit(BADGE, "onsite-while-dead")
    shop.server.start()

    found = await badges.find("onsite-killed", sent.at_ms)
    progress, reasons = await ended(badges, sent)
    # The job was printed or not, and CUPS has forgotten it; or it knows it, and goes on.
    forgotten = (progress, reasons) == (Progress.UNKNOWN, ("no-such-job",))
    assert found is None if forgotten else found == sent
    next_one = await badges.submit(BADGE, "onsite-next")
    assert (await ended(badges, next_one))[0] is Progress.DONE
    assert 1 <= len(shop.printer.printed()) - before <= 2
    # Its number may be given anew; the job of that number is not ours.
    assert (next_one.number == sent.number) <= forgotten
    if forgotten:
        assert (await badges.follow(sent))[0] is Progress.UNKNOWN
        assert await badges.cancel(sent) == "unknown"


async def test_a_number_that_was_given_anew_is_not_the_old_job(shop, badges):
    shop.server.run("cupsdisable", "badges")
    sent = await badges.submit(BADGE, "onsite-new")
    old = Sent(sent.printer, "onsite-old", sent.number, sent.at_ms - 60_000)
    assert await badges.follow(old) == (Progress.UNKNOWN, ("no-such-job",))
    assert await badges.cancel(old) == "unknown"
    assert await badges.cancel(sent) == "cancelled"


async def test_a_printer_that_takes_dots_only_gets_dots(shop):
    way = way_to(shop.raster.address)
    sent = await way.submit(BADGE, "onsite-dots")
    assert (await ended(way, sent))[0] is Progress.DONE

    document = shop.raster.printed()[-1]
    ((_dpi, page),) = from_pwg(document)
    assert seen(page) == [BADGE.code]


async def test_an_encrypted_connection_prints_as_well(shop):
    way, before = way_to(shop.raster.address.replace("ipp:", "ipps:")), len(shop.raster.printed())
    assert await way.state() == PrinterState("ready")
    sent = await way.submit(BADGE, "onsite-secret")
    assert (await ended(way, sent))[0] is Progress.DONE
    assert len(shop.raster.printed()) == before + 1


async def test_a_printer_without_a_queue_is_busy_until_it_is_done(shop):
    way, before = way_to(shop.printer.address), len(shop.printer.printed())
    shop.printer.mode("empty")
    sent = await way.submit(BADGE, "onsite-alone")
    assert (await until(way.state, lambda it: it.kind == "out_of_paper")).kind == "out_of_paper"
    assert (await way.follow(sent))[0] is Progress.HELD
    with pytest.raises(NotSent, match="busy"):
        await way.submit(BADGE, "onsite-behind")
    shop.printer.mode("jam")
    progress, reasons = await ended(way, sent)
    assert (progress, BEGUN in reasons) == (Progress.ABORTED, True)
    assert (await way.state()).kind == "jam"
    assert len(shop.printer.printed()) == before


async def test_an_answer_that_was_lost_is_looked_up_rather_than_printed_again(shop):
    before = len(shop.printer.printed())
    with cutting(shop.server.port) as network:
        way = way_to(f"ipp://127.0.0.1:{network.server_address[1]}/printers/badges")
        sent = await way.submit(BADGE, "onsite-lost")
        assert (await ended(way, sent))[0] is Progress.DONE
    assert (network.lost, bool(sent.number)) == (True, True)
    assert len(shop.printer.printed()) == before + 1


async def test_an_answer_that_never_comes_is_not_waited_for_without_an_end(shop):
    before = len(shop.printer.printed())
    with cutting(shop.server.port, silent=True) as network:
        port = network.server_address[1]
        way = way_to(f"ipp://127.0.0.1:{port}/printers/badges", patience=0.06)
        sent = await way.submit(BADGE, "onsite-late")
        assert (await ended(way_to(shop.server.address("badges")), sent))[0] is Progress.DONE
    assert (network.lost, bool(sent.number)) == (True, True)
    assert len(shop.printer.printed()) == before + 1


async def test_an_answer_that_was_lost_for_good_leaves_it_open(shop, badges):
    before = len(shop.printer.printed())
    with cutting(shop.server.port, for_good=True) as network:
        way = way_to(f"ipp://127.0.0.1:{network.server_address[1]}/printers/badges")
        with pytest.raises(MayHaveBeenSent, match="may be printed or not"):
            await way.submit(BADGE, "onsite-gone")
    found = await badges.find("onsite-gone", 0)
    assert found is not None
    assert (await ended(badges, found))[0] is Progress.DONE
    assert len(shop.printer.printed()) == before + 1


async def test_the_spooler_of_the_computer_prints_and_tells_what_it_can(shop):
    before = len(shop.printer.printed())
    part = PrinterPart(name="Spooler", address="spooler:badges")
    way = CupsQueue(part, SystemClock(), ("-h", shop.server.host))
    assert await way.state() == PrinterState("ready")

    sent = await way.submit(BADGE, "onsite-spooled")
    assert await ended(way, sent) == (Progress.UNKNOWN, ("ended",))
    assert shop.printer.printed()[before:] == [BADGE.pdf()]
    assert await way.find("onsite-spooled", 0) is None

    shop.server.run("cupsdisable", "badges")
    held = await way.submit(BADGE, "onsite-held")
    assert await way.state() == PrinterState("stopped", ("paused",), 1)
    assert await way.follow(held) == (Progress.HELD, ("paused",))
    assert await way.cancel(held) == "cancelled"
    shop.server.run("cupsreject", "badges")
    assert (await way.state()).accepting is False
    with pytest.raises(NotSent, match="refused"):
        await way.submit(BADGE, "onsite-refused")
    assert len(shop.printer.printed()) == before + 1


async def test_a_spooler_without_that_queue_has_none(shop):
    part = PrinterPart(name="Spooler", address="spooler:badgse")
    way = CupsQueue(part, SystemClock(), ("-h", shop.server.host))
    assert await way.state() == PrinterState("stopped", ("no-such-queue",), accepting=False)
    with pytest.raises(NotSent, match="refused"):
        await way.submit(BADGE, "onsite-nowhere")


async def test_the_queues_of_a_print_server_are_found_with_their_addresses(shop):
    found = await queues("127.0.0.1", shop.server.port)
    assert found is not None
    assert Queue("badges", "badges", shop.server.address("badges")) in found


@pytest.mark.skipif(not PPD.exists(), reason="printer-driver-cups-pdf is not installed")
async def test_what_a_driver_makes_of_a_badge_is_still_read(shop, tmp_path):
    """All of CUPS's filters between: the driver asks for PostScript."""
    # Where a driver is between, CUPS looks for the printer's supplies first, by SNMP and for 4 s.
    shop.server.queue("driver", f"{shop.postscript.address}?snmp=false", "-P", str(PPD))
    way = way_to(shop.server.address("driver"))
    sent = await way.submit(BADGE, "onsite-driver")
    assert (await ended(way, sent))[0] is Progress.DONE

    (document,) = shop.postscript.printed()
    drawn = tmp_path / "drawn.png"
    words = ("-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pnggray", "-r200")
    draws = ["gs", *words, f"-sOutputFile={drawn}", "-"]
    await asyncio.to_thread(subprocess.run, draws, input=document, check=True, timeout=30)
    assert seen(Image.open(drawn)) == [BADGE.code]
