"""The camera at the desk: who else is in view, what cannot be read, a camera that is lost."""

from __future__ import annotations

import asyncio
import threading

import numpy as np
import pytest
import qrcode
from textual.widgets import Static

from onsite.checkin.desk.camera import CameraWord
from onsite.checkin.roll import last_scans
from onsite.errors import OnsiteError
from onsite.scanner import settings
from onsite.scanner.camera import CameraState, Crowd, Playing, Sighting
from onsite.scanner.capture import CameraTrouble, Frame, FrameStream, Trouble
from onsite.scanner.decoding import Hint, Located
from onsite.scanner.preview_view import CameraView
from onsite.scanner.settings import ScannerSettings
from onsite.ui.banner import Banner
from tests.checkin.desk_stage import NARROW, WIDE, Hands, desk_app
from tests.conftest import START
from tests.snapshots import screen_text

GONE = CameraTrouble(Trouble.GONE, "C270 was unplugged.", "Plug it in again.")
SIZES = [pytest.param(NARROW, id="80x24"), pytest.param(WIDE, id="120x40")]


@pytest.fixture
def people(roll):
    order = {"order": "K7Q2P"}
    return [
        roll.add("Jane Doe", "JANE001", "BADGE01", company="Acme Ltd.", **order),
        roll.add("José Müller", "JOSE001", company="Müller & Söhne GmbH", **order),
        roll.add("王小明", "WANG001", company="星河科技有限公司"),
        roll.add("Anna Twin", "TWIN001", company="Eins AG"),
        roll.add("Berta Twin", "TWIN001", company="Zwei AG"),
        roll.add("Maximiliana " * 12, "LONG001"),
    ]


@pytest.fixture
def desk(site, people):
    """Opens the desk: `async with desk(size) as hands`."""
    return lambda size=NARROW, **options: _Desk(desk_app(site, **options), size)


class _Desk:
    def __init__(self, app, size) -> None:
        self._running = app.run_test(size=size)

    async def __aenter__(self) -> Hands:
        hands = Hands(await self._running.__aenter__())
        await hands.settle()
        return hands

    async def __aexit__(self, *raised) -> None:
        await self._running.__aexit__(*raised)


async def seen(hands, taken: str, *others: str) -> None:
    """The camera tells of a code, and of those beside it."""
    hands.desk.code_sighted(Sighting(taken, START, len(others)))
    if others:
        hands.desk.question_raised(Crowd(taken, others, START))
    await hands.settle()


def word(hands) -> str:
    """What is said over the edge of the banner."""
    line = hands.desk.query_one(CameraWord)
    return line.render().plain if line.display else ""


def scanned(site) -> list[tuple[str, str]]:
    scans = site.read_now(last_scans, "door", 20)
    return [(scan.name or scan.code, scan.verdict.reason.value) for scan in reversed(scans)]


def located(hint: Hint) -> Located:
    return Located(((0, 0), (9, 0), (9, 9), (0, 9)), hint)


async def another_in_view(hands):
    await seen(hands, "JANE001", "JOSE001")


async def cannot_be_read(hands):
    await hands.scan("WANG001")
    hands.desk.located(located(Hint.BRIGHTER))
    await hands.settle()


async def camera_lost(hands):
    hands.desk.add_class("-filming")
    await hands.scan("WANG001")
    hands.desk.camera_changed(CameraState(Playing.RETRYING, "C270", GONE, 4))
    await hands.settle()


MOMENTS = [another_in_view, cannot_be_read, camera_lost]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.__name__)
async def test_how_it_looks(desk, same_screen, moment, size):
    async with desk(size) as hands:
        await moment(hands)
        await same_screen(hands.pilot.app, f"{moment.__name__}-{size[0]}x{size[1]}-en")


async def test_who_else_is_in_view_is_asked_about_and_let_in_by_one_key(site, desk):
    async with desk() as hands:
        await seen(hands, "JANE001", "JOSE001")
        assert word(hands) == ("? In view too, not scanned: José Müller. Ctrl+N scans that one.")
        assert scanned(site) == [("Jane Doe", "admitted")]

        await hands.press("ctrl+n")

        assert scanned(site) == [("Jane Doe", "admitted"), ("José Müller", "admitted")]
        assert (word(hands), hands.desk.query_one(Banner).content.name) == ("", "José Müller")


async def test_of_several_others_one_after_the_other_is_let_in(site, desk):
    async with desk() as hands:
        await seen(hands, "JANE001", "JOSE001", "WANG001")
        said = [word(hands)]
        await hands.press("ctrl+n")
        said.append(word(hands))
        await hands.press("ctrl+n")
        said.append(word(hands))
        await hands.press("ctrl+n")

        assert said == [
            "? In view too, not scanned: José Müller, 王小明. Ctrl+N scans the first.",
            "? In view too, not scanned: 王小明. Ctrl+N scans that one.",
            "",
        ]
    assert [who for who, _why in scanned(site)] == ["Jane Doe", "José Müller", "王小明"]


async def test_only_other_people_are_asked_about(desk):
    async with desk() as hands:
        said = []
        for taken, other in (
            ("JANE001", "BADGE01"),
            ("JOSE001", "WIFI:S:guests;;"),
            ("WANG001", "TWIN001"),
        ):
            await seen(hands, taken, other)
            said.append(word(hands))

        asked = "? In view too, not scanned: Anna Twin or Berta Twin. Ctrl+N scans that one."
        assert said == ["", "", asked]


async def test_a_long_name_leaves_room_for_what_to_press(desk):
    async with desk() as hands:
        await seen(hands, "JANE001", "LONG001")

        assert word(hands).endswith("…. Ctrl+N scans that one.")
        assert len(word(hands)) <= 78


async def test_the_next_scan_ends_the_question(desk):
    async with desk() as hands:
        for key in ("hand scanner", "camera", "number"):
            await seen(hands, "JANE001", "JOSE001")
            assert word(hands)
            if key == "hand scanner":
                await hands.scan("WANG001")
            elif key == "camera":
                await seen(hands, "WANG001")
            else:
                await hands.press("alt+1")
            assert word(hands) == ""
            await hands.press("ctrl+n")
            assert hands.desk.query_one(Banner).content.name != "Jane Doe"


class Settled:
    """A camera that notes which codes need not be scanned any more."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def settle(self, text: str) -> None:
        self.texts.append(text)

    def stop(self) -> None:
        pass


@pytest.mark.parametrize(
    ("keys", "settled"),
    [
        ((), ["JANE001", "BADGE01"]),
        (("ctrl+n",), ["JANE001", "BADGE01", "JOSE001"]),
        (("alt+1",), ["JANE001", "BADGE01", "JOSE001"]),
    ],
    ids=["the same person's other code", "scanned by key", "let in as one of the booking"],
)
async def test_whose_code_is_in_view_and_was_answered_is_not_scanned_again(desk, keys, settled):
    async with desk() as hands:
        hands.desk._camera = camera = Settled()
        await seen(hands, "JANE001", "BADGE01", "JOSE001")
        for key in keys:
            await hands.press(key)

        assert list(dict.fromkeys(camera.texts)) == settled


async def test_what_cannot_be_read_is_said_before_who_else_is_in_view(desk):
    async with desk() as hands:
        await seen(hands, "JANE001", "JOSE001")
        for hint, said in (
            (Hint.CLOSER, "◎ A code cannot be read: hold it closer."),
            (Hint.STILL, "◎ A code cannot be read: hold it still."),
            (None, "? In view too, not scanned: José Müller. Ctrl+N scans that one."),
        ):
            hands.desk.located(located(hint) if hint is not None else None)
            assert word(hands) == said


async def test_a_name_that_is_being_typed_stays_while_somebody_else_is_in_view(desk):
    async with desk() as hands:
        await hands.type("ber")
        await seen(hands, "JANE001", "JOSE001")

        assert hands.desk.line.value == "ber"
        assert hands.pilot.app.focused is hands.desk.line


async def test_a_code_before_the_camera_gets_past_what_stands_over_the_desk(desk):
    async with desk() as hands:
        app = hands.pilot.app
        await seen(hands, "JANE001")
        for key in ("f4", "f1", "f8"):
            await hands.press(key)
            assert app.screen is not hands.desk
            await seen(hands, "WANG001" if key != "f1" else "JOSE001")
            assert app.screen is hands.desk


async def test_a_reason_that_is_being_typed_stays(site, desk):
    async with desk() as hands:
        await seen(hands, "JANE001")
        await hands.press("f8")
        await hands.press("x")
        await seen(hands, "WANG001")

        assert hands.pilot.app.screen is not hands.desk
        assert [who for who, _why in scanned(site)] == ["Jane Doe", "王小明"]


class Unplugged:
    """A webcam that is not there."""

    name = "C270"
    live = True

    def open(self):
        raise GONE


async def until(hands, holds):
    for _ in range(200):
        if holds():
            return
        await hands.pilot.pause(0.02)
    raise AssertionError("it never came to hold")


def state(hands) -> CameraState | None:
    return hands.desk._camera_state


async def test_a_camera_that_is_lost_is_told_once_and_no_longer_once_it_is_back(desk):
    async with desk() as hands:
        notes = hands.pilot.app._notifications
        for wait in (1, 2, 4):
            hands.desk.camera_changed(CameraState(Playing.RETRYING, "C270", GONE, wait))
            await hands.settle()
        told = [each.message for each in notes]
        bar = screen_text(hands.pilot.app)
        hands.desk.camera_changed(CameraState(Playing.PLAYING, "C270"))
        await hands.settle()

        assert told == ["C270 was unplugged. Plug it in again."]
        assert "Camera gone: check cable · again in 4 s" in bar
        assert list(notes) == []
        assert "Camera: C270" in screen_text(hands.pilot.app)


async def test_what_nobody_foresaw_goes_to_a_report_once(desk):
    async with desk() as hands:
        failure, bug = OnsiteError("The camera stopped."), ValueError("secret")
        for wait in (1, 2):
            state = CameraState(Playing.RETRYING, "C270", failure, wait, bug)
            hands.desk.camera_changed(state)
            await hands.settle()

        assert hands.pilot.app.reported == [bug]
        assert "Camera stopped · again in 2 s" in screen_text(hands.pilot.app)


async def test_the_desk_goes_on_with_hand_scanner_and_keyboard(site, desk):
    async with desk(camera=Unplugged()) as hands:
        await until(hands, lambda: state(hands) is not None)
        await hands.scan("JANE001")
        await hands.type("WANG001\r")

        assert scanned(site) == [("Jane Doe", "admitted"), ("王小明", "admitted")]
        assert state(hands).playing is Playing.RETRYING


def drawn(*texts: str):
    """Codes beside each other on grey, the first in the middle."""
    picture = np.full((480, 1280), 128, np.uint8)
    for text, left in zip(texts, (520, 900, 100), strict=False):
        code = np.asarray(qrcode.make(text, box_size=7).get_image().convert("L"))
        picture[100 : 100 + code.shape[0], left : left + code.shape[1]] = code
    return picture


class Film:
    """Pictures, each for a second."""

    live = False

    def __init__(self, *pictures, name: str = "film.mp4") -> None:
        self.name = name
        self._pictures = pictures

    def open(self):
        shown = [each for each in self._pictures for _frame in range(5)]
        return FrameStream(Frame(at / 5, each) for at, each in enumerate(shown))


async def test_of_two_codes_before_the_camera_one_is_scanned_and_the_other_asked_about(site, desk):
    film = Film(drawn("JANE001", "JOSE001"))
    async with desk(WIDE, camera=film) as hands:
        await until(hands, lambda: "José Müller" in word(hands))

        assert scanned(site) == [("Jane Doe", "admitted")]
        await until(hands, lambda: "▀" in hands.desk.query_one(CameraView).render_line(5).text)


class Aisle:
    """A live source that shows nothing, and knows whether it is open."""

    name = "aisle"
    live = True

    def __init__(self) -> None:
        self.open_now = 0
        self.closed = threading.Event()

    def open(self):
        self.open_now += 1
        self.closed.clear()
        return self

    def grab(self):
        threading.Event().wait(0.02)
        return 0.0

    def picture(self):
        return np.full((72, 128), 90, np.uint8)

    def close(self):
        self.open_now -= 1
        self.closed.set()


async def test_the_camera_is_let_go_for_another_screen_and_taken_again(desk):
    aisle = Aisle()
    async with desk(WIDE, camera=aisle) as hands:
        await until(hands, lambda: state(hands) is not None)
        await hands.desk.let_go_of_camera()
        assert await asyncio.to_thread(aisle.closed.wait, 5)
        assert not hands.desk.has_class("-filming")

        await hands.desk.take_camera_again()
        await until(hands, lambda: state(hands).playing is Playing.PLAYING)
        assert (aisle.open_now, hands.desk.has_class("-filming")) == (1, True)
    assert await asyncio.to_thread(aisle.closed.wait, 5)


async def test_it_is_let_go_even_while_it_is_being_taken(desk):
    aisle = Aisle()
    async with desk(WIDE) as hands:
        hands.pilot.app.camera = aisle
        taking = asyncio.create_task(hands.desk.take_camera_again())
        await asyncio.sleep(0)
        await hands.desk.let_go_of_camera()
        await taking

        assert (aisle.open_now, hands.desk._camera) == (0, None)


async def test_the_camera_that_was_chosen_is_the_desks(site, desk, tmp_path):
    from onsite.scanner.opencv import opencv

    opencv().imwrite(str(tmp_path / "jane.png"), drawn("JANE001"))
    settings.save(site.data, ScannerSettings(camera=str(tmp_path / "jane.png"), preview=False))
    async with desk(WIDE) as hands:
        await until(hands, lambda: scanned(site))

        assert scanned(site) == [("Jane Doe", "admitted")]
        assert not hands.desk.query_one(CameraView).display


async def test_a_chosen_file_that_is_gone_is_told(site, desk, tmp_path):
    settings.save(site.data, ScannerSettings(camera=str(tmp_path / "gone.mp4")))
    async with desk() as hands:
        await hands.settle()

        told = [(each.title, each.message) for each in hands.pilot.app._notifications]
        assert told[0][0] == "Camera failed: gone.mp4"
        assert told[0][1].startswith("There is no file")
        assert "Camera failed: gone.mp4" in screen_text(hands.pilot.app)


async def test_the_password_of_an_address_is_never_shown(site, desk):
    settings.save(site.data, ScannerSettings(camera="ftp://desk:secret@cam"))
    async with desk() as hands:
        await until(hands, lambda: state(hands) is not None)

        told = [f"{each.title} {each.message}" for each in hands.pilot.app._notifications]
        assert state(hands).name == "ftp://desk:•••@cam"
        assert told
        assert "secret" not in " ".join(told)


async def test_without_what_reads_pictures_the_desk_goes_on_by_hand(site, desk, monkeypatch):
    def missing(_settings):
        raise ModuleNotFoundError(name="cv2")

    monkeypatch.setattr("onsite.checkin.desk.camera._chosen", missing)
    async with desk() as hands:
        await hands.settle()
        await until(hands, lambda: hands.desk._settings is not None)

        (told,) = [each.message for each in hands.pilot.app._notifications]
        assert told.startswith("The camera cannot be used: cv2 is missing on this computer.")
        await hands.scan("JANE001")
        assert scanned(site) == [("Jane Doe", "admitted")]


async def test_a_language_switch_says_everything_again(desk):
    async with desk(camera=Unplugged()) as hands:
        await until(hands, lambda: state(hands) is not None)
        hands.desk.retranslate()

        said = str(hands.desk.query_one("#camera-state", Static).render())
        assert said.startswith("C270 was unplugged.")
