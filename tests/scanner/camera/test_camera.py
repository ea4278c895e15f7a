from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from onsite.errors import NotPossibleError
from onsite.scanner.camera import Camera, CameraState, Crowd, Playing, RealPace, Sighting
from onsite.scanner.camera.backoff import Backoff
from onsite.scanner.camera.camera import PATIENCE_S
from onsite.scanner.camera.eyes import Lanes
from onsite.scanner.camera.parts import Parts
from onsite.scanner.camera.told import TROUBLE_TEXTS
from onsite.scanner.capture import CameraTrouble, Trouble
from onsite.scanner.decoding import Hint
from tests.conftest import START, ManualClock
from tests.scanner.camera.reel import STAYS, Desk, Live, Reel, camera, parts, watched

PLAYING = CameraState(Playing.PLAYING, "reel")
ENDED = CameraState(Playing.ENDED, "reel")
LIVE = CameraState(Playing.PLAYING, "webcam")
STOPPED = CameraState(Playing.STOPPED, "webcam")
GONE = CameraTrouble(Trouble.GONE, "webcam was unplugged.", "Plug it in again.")
WITHIN_S = 2.0


def sighted(text: str, others: int = 0) -> Sighting:
    return Sighting(text, START, others)


def test_codes_are_told_once_each_between_the_beginning_and_the_end():
    said = watched("", "HS-1", "HS-1", "", "HS-2", "HS-1")

    assert said == [PLAYING, sighted("HS-1"), sighted("HS-2"), ENDED]


def test_of_two_codes_one_is_scanned_and_the_other_is_asked_about():
    assert watched("HS-1 HS-2", "HS-1 HS-2") == [
        PLAYING,
        sighted("HS-1", others=1),
        Crowd("HS-1", ("HS-2",), START),
        ENDED,
    ]


def test_the_last_code_is_told_though_it_came_right_after_another_and_nothing_came_after_it():
    assert watched("HS-1", "HS-2") == [PLAYING, sighted("HS-1"), sighted("HS-2"), ENDED]


def test_a_code_that_cannot_be_read_is_told_once_it_stays_and_when_that_is_over():
    said = watched(*["?closer"] * 8, *[""] * 9, "HS-1")

    assert said == [PLAYING, Hint.CLOSER, None, sighted("HS-1"), ENDED]


def test_a_code_that_was_scanned_is_no_reason_for_a_hint():
    assert watched("HS-1", *["?still"] * 40) == [PLAYING, sighted("HS-1"), ENDED]


def test_what_the_first_lane_does_not_read_the_second_does_once():
    said = watched(*["|HS-1"] * 30)

    assert said == [PLAYING, sighted("HS-1"), ENDED]


def test_where_there_is_no_second_lane_the_first_reads_alone():
    reel, desk = Reel(["|HS-1", "HS-2"]), Desk()
    filming = camera(reel, desk, parts=Parts(lambda: Lanes(reel.pictures.read)))
    filming.start()
    filming.join(20)

    assert desk.heard() == [PLAYING, sighted("HS-2"), ENDED]


def test_a_lane_that_fails_is_told_and_does_not_end_the_desk():
    def broken(picture):
        raise ValueError

    reel, desk = Reel([""] * 30), Desk()
    filming = camera(reel, desk, parts=Parts(lambda: Lanes(reel.pictures.read, broken)))
    filming.start()
    filming.join(20)

    assert desk.heard()[-1].playing is Playing.FAILED


def test_a_failure_is_told_in_its_own_words():
    failure = NotPossibleError("The lens is gone.", "Fetch another.")

    assert watched("HS-1", failure) == [
        PLAYING,
        sighted("HS-1"),
        CameraState(Playing.FAILED, "reel", failure),
    ]


def test_a_failure_that_nobody_foresaw_does_not_end_the_desk_either():
    *_before, last = watched("", ValueError("secret"))

    assert last.playing is Playing.FAILED
    assert str(last.failure) == (
        "The camera stopped: ValueError. Start it again; typing and hand scanners go on working."
    )


def test_more_than_fifteen_frames_a_second_are_not_all_looked_at():
    reel, desk = Reel([""] * 60, rate=30), Desk()
    filming = camera(reel, desk)
    filming.start()
    filming.join(20)

    assert len(reel.pictures.looked) == 30


def test_the_view_is_the_newest_frame_with_outlines_and_figures():
    reel, desk = Reel(["HS-1 HS-2"] * 3), Desk()
    filming = camera(reel, desk)
    assert filming.view() is None
    filming.start()
    filming.join(20)

    view = filming.view()
    assert view is not None
    assert np.array_equal(view.picture, reel.pictures.of("HS-1 HS-2"))
    assert [outline.read for outline in view.outlines] == [True, True]
    assert (view.figures.light, view.figures.sharpness, view.figures.dropped) == (0, 0, 0)


def test_an_unreadable_code_has_an_outline_of_its_own():
    reel, desk = Reel(["?still"]), Desk()
    filming = camera(reel, desk)
    filming.start()
    filming.join(20)

    assert [outline.read for outline in filming.view().outlines] == [False]


class Gate:
    """A pace that stands still at the second frame until the camera is stopped."""

    reached = threading.Event()

    def wait(self, at: float, stopped: threading.Event) -> None:
        if at > 0:
            self.reached.set()
            stopped.wait(20)


def test_after_a_stop_nothing_is_told_but_that_it_stopped():
    desk = Desk()
    filming = camera(Reel(["HS-1", "HS-2"]), desk, pace=Gate)
    filming.start()
    assert Gate.reached.wait(20)

    filming.stop()
    filming.stop()

    stopped = CameraState(Playing.STOPPED, "reel")
    assert desk.heard() == [PLAYING, sighted("HS-1"), stopped]
    assert filming.view() is None


def test_it_can_be_started_again_from_the_beginning():
    desk = Desk()
    filming = camera(Reel(["HS-1"]), desk)
    for _time in range(2):
        filming.start()
        filming.join(20)

    assert desk.heard() == [PLAYING, sighted("HS-1"), ENDED] * 2


def test_a_desk_that_has_gone_ends_the_camera_quietly():
    told = []

    def closed(listener, *what):
        told.append(what)
        raise RuntimeError("Event loop is closed")

    reel = Reel(["HS-1"] * 5)
    filming = Camera(reel, Desk(), closed, ManualClock(), Gate)
    filming.start()

    assert filming.join(20)
    assert len(told) == 1


def test_a_stop_after_the_desk_has_gone_is_quiet():
    desk, gone = Desk(), []

    def hand_over(listener, *what):
        if gone:
            raise RuntimeError("Event loop is closed")
        desk.hand_over(listener, *what)

    source = Live([STAYS])
    filming = Camera(source, desk, hand_over, ManualClock(), parts=parts(source))
    filming.start()
    desk.wait_for(lambda each: each == LIVE)
    gone.append(True)

    filming.stop()

    assert filming.join(0)


def until_stopped(source: Live, enough, **options):
    """What the desk hears of a live source until it has heard enough."""
    desk = Desk()
    filming = camera(source, desk, **options)
    filming.start()
    desk.wait_for(enough)
    filming.stop()
    return desk.heard()


def test_a_live_source_that_is_lost_is_tried_again_until_it_is_back():
    source = Live([["HS-1", GONE], [GONE], ["HS-2", *STAYS]])

    said = until_stopped(source, lambda each: each == sighted("HS-2"))

    retrying = CameraState(Playing.RETRYING, "webcam", GONE, 0.05)
    again = CameraState(Playing.RETRYING, "webcam", GONE, 0.1)
    assert said == [LIVE, sighted("HS-1"), retrying, again, LIVE, sighted("HS-2"), STOPPED]


def test_a_live_source_that_ends_is_waited_for():
    source = Live([["HS-1"], ["HS-2", *STAYS]])

    said = until_stopped(source, lambda each: each == sighted("HS-2"))

    (retrying,) = [each for each in said if getattr(each, "playing", "") is Playing.RETRYING]
    assert retrying.trouble is Trouble.ENDED


def test_what_nobody_foresaw_is_tried_again_too():
    source = Live([[ValueError("secret")], ["HS-1", *STAYS]])

    said = until_stopped(source, lambda each: each == sighted("HS-1"))

    assert str(said[0]) == "Camera stopped · again in 1 s"
    assert str(said[0].failure) == (
        "The camera stopped: ValueError. It is tried again by itself; typing and hand scanners "
        "go on working."
    )
    assert isinstance(said[0].bug, ValueError)


def test_a_second_lane_that_failed_once_does_not_lose_the_camera_again_and_again():
    source = Live([["", *STAYS]])
    odd = iter([ValueError])

    def second(picture):
        for error in odd:
            raise error
        return source.pictures.read_again(source.pictures.of("HS-1"))

    failing = Parts(lambda: Lanes(source.pictures.read, second), lambda: Backoff(0.05, 0.2))
    said = until_stopped(source, lambda each: each == sighted("HS-1"), parts=failing)

    assert [each.playing for each in said if isinstance(each, CameraState)].count(
        Playing.RETRYING
    ) == 1


def test_a_code_that_is_there_when_the_source_comes_back_soon_is_the_same_scan():
    source = Live([["HS-1", GONE], ["HS-1", "HS-2", *STAYS]])

    said = until_stopped(source, lambda each: each == sighted("HS-2"))

    assert [each for each in said if isinstance(each, Sighting)] == [
        sighted("HS-1"),
        sighted("HS-2"),
    ]


def test_while_a_source_is_lost_there_is_no_view_and_no_hint():
    source = Live([["?still"] * 12 + [GONE], [GONE]])

    said = until_stopped(source, lambda each: getattr(each, "retry_in", 0) > 0.05)

    assert said[1:3] == [Hint.STILL, None]


@pytest.mark.parametrize("stuck_at", ["opening", "grabbing", "reading", "looking again"])
def test_a_stop_does_not_wait_for_what_hangs(stuck_at):
    never = threading.Event()
    reached = threading.Event()

    def hang(*_arguments):
        reached.set()
        never.wait(30)

    source = Live([["", "", never] if stuck_at == "grabbing" else STAYS])
    if stuck_at == "opening":
        source.open = hang
    first = hang if stuck_at == "reading" else source.pictures.read
    second = hang if stuck_at == "looking again" else None
    filming = camera(source, Desk(), parts=Parts(lambda: Lanes(first, second)))
    filming.start()
    if stuck_at == "grabbing":
        time.sleep(0.3)
    else:
        assert reached.wait(20)

    filming.stop()

    assert not never.is_set()
    never.set()


def test_a_stop_returns_within_two_seconds():
    assert PATIENCE_S < WITHIN_S


class StoppedAtOnce(threading.Event):
    """Notes how long it was to be waited for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.asked.append(timeout)
        return True


def test_the_real_pace_waits_for_what_is_ahead_only():
    pace, stopped = RealPace(), StoppedAtOnce()

    for at in (5.0, 3605.0, 4.0):
        pace.wait(at, stopped)

    (ahead,) = stopped.asked
    assert 3590 < (ahead or 0) <= 3600


def test_states_say_themselves():
    assert [str(CameraState(playing, "door")) for playing in Playing] == [
        "Camera: door",
        "Camera: door has ended",
        "Camera: off",
        "Camera failed: door",
        "Camera stopped · again in 0 s",
    ]


@pytest.mark.parametrize("kind", Trouble)
def test_what_to_do_about_a_lost_camera_fits_into_the_status_bar(kind):
    state = CameraState(Playing.RETRYING, "door", CameraTrouble(kind, "Lost."), 9.2)

    said = str(state)

    assert said == f"{TROUBLE_TEXTS[kind]} · again in 10 s"
    assert len(said) <= 43  # beside the demo's sign, in 80 cells
