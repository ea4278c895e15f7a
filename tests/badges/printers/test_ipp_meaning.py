"""What IPP printers say, taken for what it is worth; and in which form they get a badge."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from onsite.badges.printers.channel import NotSent, PrinterState, Progress
from onsite.badges.printers.ipp import behind, documents, meaning, pwg
from onsite.badges.printers.pools import best, members, pool_of
from onsite.plan.printers import Address, PrinterPart
from onsite.plan.reading import read
from tests.badges.printers.badge import Badge, from_pwg, seen

JAM = "media-jam-report"
JAMMED = {
    "job-state": 9,
    "job-impressions-completed": 1,
    "job-printer-state-reasons": JAM,
    "time-at-completed": 100,
}
PRINTER = PrinterPart(name="P", address="ipp://h/ipp/print", dpi=300)


@pytest.mark.parametrize(
    ("state", "reasons", "kind"),
    [
        (3, "none", "ready"),
        (4, "none", "printing"),
        (5, "none", "stopped"),
        (5, "paused", "stopped"),
        (3, "media-low-warning", "ready"),
        (4, "media-empty-warning", "out_of_paper"),
        (4, ["cups-waiting-for-job-completed", "media-needed-error"], "out_of_paper"),
        (5, ["media-empty", "media-jam-error"], "jam"),
        (5, ["paused", "cover-open"], "cover_open"),
        (4, "connecting-to-device", "offline"),
        (3, "offline-report", "offline"),
        (None, "none", "unknown"),
    ],
)
def test_reasons_say_more_than_the_state(state, reasons, kind):
    told = {"printer-state": state, "printer-state-reasons": reasons}
    assert meaning.printer_state(told).kind == kind


def test_what_stopped_the_last_job_of_a_print_server_does_not_stop_the_next():
    told = {"printer-state": 3, "printer-state-reasons": "media-jam-report"}
    of_cups = meaning.printer_state({**told, "printer-type": 4})
    assert (of_cups.kind, of_cups.old, of_cups.prints) == ("jam", True, True)
    assert meaning.printer_state(told).prints is False
    stopped = meaning.printer_state({**told, "printer-state": 5, "printer-type": 4})
    assert (stopped.kind, stopped.prints) == ("jam", False)


@pytest.mark.parametrize(
    ("host", "device", "gone"),
    [
        ("localhost", "ipp://127.0.0.1:1/ipp/print", True),
        ("cups.example", "ipp://127.0.0.1:1/ipp/print", False),
        ("localhost", "socket://127.0.0.1:1", False),
        ("localhost", "ipp://[", False),
        ("localhost", "dnssd://Left._ipp._tcp.local", False),
        ("localhost", None, False),
    ],
)
async def test_only_a_printer_that_can_be_asked_is_said_to_be_gone(host, device, gone):
    assert await behind.is_gone(Address("ipp", host, 631), {"device-uri": device}) is gone


def test_a_printer_tells_how_many_wait_and_whether_more_may_come():
    told = {"printer-state": 4, "queued-job-count": 3, "printer-is-accepting-jobs": False}
    assert meaning.printer_state(told) == PrinterState("printing", (), 3, accepting=False)
    assert meaning.printer_state(told).prints is False


@pytest.mark.parametrize(
    ("told", "progress"),
    [
        ({"job-state": 3}, (Progress.WAITING, ())),
        ({"job-state": 4, "job-state-reasons": "job-hold"}, (Progress.HELD, ("job-hold",))),
        (
            {"job-state": 7, "time-at-processing": ""},
            (Progress.CANCELLED, ()),
        ),
        ({"job-state": 7}, (Progress.CANCELLED, (meaning.BEGUN,))),
        (
            {"job-state": 7, "time-at-processing": 12, "job-state-reasons": ["a", "b"]},
            (Progress.CANCELLED, ("a", "b", meaning.BEGUN)),
        ),
        ({"job-state": 8, "job-impressions-completed": 1}, (Progress.ABORTED, (meaning.BEGUN,))),
        ({"job-state": 9, "job-impressions-completed": 1}, (Progress.DONE, ())),
        ({**JAMMED, "job-printer-up-time": 109}, (Progress.ABORTED, (JAM, meaning.BEGUN))),
        ({**JAMMED, "job-printer-up-time": 111}, (Progress.DONE, (JAM,))),
        ({}, (Progress.UNKNOWN, ())),
    ],
)
def test_a_job_that_ended_early_may_be_on_paper_once_it_had_begun(told, progress):
    assert meaning.progress(told) == progress


def test_the_time_of_a_job_is_told_by_the_printers_own_count():
    since_boot = {"time-at-creation": 3, "job-printer-up-time": 8}
    since_1970 = {"time-at-creation": 1_795_443_747, "job-printer-up-time": 1_795_443_752}
    assert meaning.created_ms(since_boot, 100_000) == 95_000
    assert meaning.created_ms(since_1970, 100_000) == 95_000
    assert meaning.created_ms({"time-at-creation": 3}, 100_000) is None


@pytest.mark.parametrize(
    ("taken", "chosen"),
    [
        (["image/jpeg", "application/pdf"], "application/pdf"),
        (["image/jpeg", "image/pwg-raster"], "image/pwg-raster"),
        ("image/png", "image/png"),
        (["application/vnd.hp-pcl"], None),
    ],
)
def test_a_printer_gets_the_best_of_what_it_takes(taken, chosen):
    assert documents.chosen({"document-format-supported": taken}) == chosen


@pytest.mark.parametrize("colour", [False, True])
def test_pwg_raster_is_read_again_as_it_was_drawn(colour):
    badge = Badge(width_mm=60, height_mm=40, sides=2)
    part = PRINTER.model_copy(update={"colour": colour})
    told = {"pwg-raster-document-resolution-supported": [(150, 150, 3), (360, 360, 3)]}

    pages = from_pwg(documents.document(badge, documents.PWG, part, told))

    drawn = badge.images(360, not colour)[0].convert("RGB" if colour else "L")
    assert [(dpi, page.mode) for dpi, page in pages] == [(360, drawn.mode)] * 2
    assert [page.tobytes() == drawn.tobytes() for _dpi, page in pages] == [True, True]
    assert seen(pages[0][1]) == [badge.code]


def test_pwg_raster_holds_whatever_differs_from_dot_to_dot():
    noise = Image.frombytes("RGB", (150, 300), bytes(at * 7 % 251 for at in range(150 * 300 * 3)))
    flat = Image.new("RGB", (150, 300), "#123456")
    pages = from_pwg(pwg.encode([noise, flat], 300))
    assert [page.tobytes() for _dpi, page in pages] == [noise.tobytes(), flat.tobytes()]


@pytest.mark.parametrize("kind", [documents.JPEG, documents.PNG])
def test_a_picture_is_read_again(kind):
    badge = Badge()
    image = Image.open(io.BytesIO(documents.document(badge, kind, PRINTER, {})))
    assert seen(image) == [badge.code]
    assert round(image.info["dpi"][0]) == 300
    with pytest.raises(NotSent, match="two sides"):
        documents.document(Badge(sides=2), kind, PRINTER, {})


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["iso_a4_210x297mm", "iso_a6_105x148mm"], "iso_a6_105x148mm"),
        (["custom_min_50x50mm", "custom_max_200x300mm"], "custom_badge_105x148mm"),
        (["na_index-4x6_4x6in"], None),
        ("none", None),
    ],
)
def test_paper_is_called_as_the_printer_calls_it(names, found):
    assert documents.media({"media-supported": names}, 105, 148) == found
    inches = {"media-supported": ["na_index-4x6_4x6in"]}
    assert documents.media(inches, 101.6, 152.4) == "na_index-4x6_4x6in"


PLAN = """
[event]
name = "Summit"
zone = "UTC"
days = [2026-11-24]
[checkpoints.main]
name = "Main"
[desks.one]
name = "One"
checkpoint = "main"
[desks.two]
name = "Two"
checkpoint = "main"
pool = "back"
[printers]
a = { name = "A", address = "zpl://a" }
b = { name = "B", address = "zpl://b" }
[printer_pools.front]
printers = ["b", "a"]
[printer_pools.back]
printers = ["a"]
"""


def test_a_desk_prints_on_its_own_pool_or_on_the_first():
    plan = read(PLAN)
    assert [pool_of(plan, desk) for desk in ("one", "two", "none")] == ["front", "back", "front"]
    assert members(plan, "front") == ("b", "a")
    assert members(plan, "none") == ("a", "b")
    bare = read(PLAN.partition("[desks.one]")[0])
    assert (pool_of(bare, "one"), members(bare, "")) == ("", ("folder",))


def test_the_next_badge_goes_where_fewest_wait():
    ready, busy = PrinterState("ready"), PrinterState("printing", (), 2)
    jam, mute = PrinterState("jam"), PrinterState("unknown")
    order = ("a", "b", "c")
    assert best(order, {"a": busy, "b": ready, "c": ready}) == "b"
    assert best(order, {"a": jam, "b": mute, "c": busy}) == "c"
    assert best(order, {"a": jam, "b": mute}) == "b"
    assert best(order, {"a": jam, "b": PrinterState("offline")}) is None
