"""The desk as it looks and what its keys do, at both widths and in every language."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import numpy as np
import pytest
import qrcode
from textual.widgets import Static

from onsite.app import Area
from onsite.checkin.desk.choices import Choices
from onsite.checkin.desk.dialogs import GuestDetail
from onsite.checkin.facts import Direction, Reason
from onsite.checkin.roll import last_scans
from onsite.checkin.service import Attempt, scan
from onsite.errors import NotPossibleError, StoreFullError
from onsite.plan.service import current, publish, text_of
from onsite.scanner.capture import Frame, FrameStream
from onsite.scanner.preview_view import CameraView
from onsite.ui.banner import Banner
from onsite.ui.line_list import LineList
from onsite.wiring import open_site
from tests.checkin.apart import admit
from tests.checkin.conftest import PLAN
from tests.checkin.desk_stage import NARROW, WIDE, Hands, desk_app
from tests.snapshots import screen_text, settled

SIZES = [pytest.param(NARROW, id="80x24"), pytest.param(WIDE, id="120x40")]
LONG = "Maximiliana " * 25


@pytest.fixture
def people(roll):
    party = {"order": "K7Q2P"}
    return [
        roll.add(
            "Jane Doe",
            "JANE001",
            company="Acme Ltd.",
            vip=True,
            notes="Ask her to ring the green room.",
            diet="vegan",
            seat="A12",
            category="VIP",
            **party,
        ),
        roll.add("王小明", "WANG001", company="星河科技有限公司", speaker=True, **party),
        roll.add("José Müller", "JOSE001", company="Müller & Söhne GmbH", **party),
        roll.add("Ursula Unpaid", "URSU001", payment="unpaid", attention=True),
        roll.add("Anna Twin", "TWIN001", company="Eins AG"),
        roll.add("Berta Twin", "TWIN001", company="Zwei AG"),
        roll.add(LONG.strip(), "LONG001", company="万里长城国际会议展览有限责任公司" * 8),
        roll.add("مريم [bold]العلي[/]", "ARAB001", company="👩‍🚀 Rocket 🚀"),
    ]


@pytest.fixture
def desk(site):
    """Opens the desk: `async with desk(size) as hands`."""
    return lambda size=NARROW, on=site, **options: _Desk(desk_app(on, **options), size)


class _Desk:
    def __init__(self, app, size) -> None:
        self._running = app.run_test(size=size)

    async def __aenter__(self) -> Hands:
        hands = Hands(await self._running.__aenter__())
        await hands.settle()
        return hands

    async def __aexit__(self, *raised) -> None:
        await self._running.__aexit__(*raised)


async def nothing_yet(hands): ...


async def admitted(hands):
    await hands.scan("JANE001")


async def already_in(hands):
    await hands.scan("WANG001")
    await hands.scan("WANG001")


async def refused(hands):
    await hands.scan("URSU001")


async def unknown(hands):
    await hands.scan("NOPE001")


async def ambiguous(hands):
    await hands.scan("TWIN001")


async def long_name(hands):
    await hands.scan("LONG001")


async def right_to_left(hands):
    await hands.scan("ARAB001")


async def searching(hands):
    await hands.scan("WANG001")
    await hands.type("twin")
    await hands.press("down")


async def nobody_found(hands):
    await hands.type("zzyzx")


async def leaving(hands):
    await hands.press("f5")


async def left(hands):
    await hands.scan("JANE001")
    await hands.press("f5")
    await hands.scan("JANE001")


async def asking_why(hands):
    await hands.scan("JANE001")
    await hands.press("f8")


async def all_about_one(hands):
    await hands.scan("JANE001")
    await hands.press("f4")


MOMENTS = [
    nothing_yet,
    admitted,
    already_in,
    refused,
    unknown,
    ambiguous,
    long_name,
    right_to_left,
    searching,
    nobody_found,
    leaving,
    left,
    asking_why,
    all_about_one,
]
IN_CHINESE = [nothing_yet, already_in, searching, leaving, asking_why, all_about_one]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.__name__)
async def test_how_it_looks(people, desk, same_screen, moment, size):
    async with desk(size) as hands:
        await moment(hands)
        await same_screen(hands.pilot.app, f"{moment.__name__}-{size[0]}x{size[1]}-en")


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
@pytest.mark.parametrize("moment", IN_CHINESE, ids=lambda moment: moment.__name__)
async def test_how_it_looks_in_chinese(people, desk, same_screen, moment, language):
    async with desk(NARROW) as hands:
        hands.pilot.app.use_language(language)
        await settled(hands.pilot)
        await moment(hands)
        await same_screen(hands.pilot.app, f"{moment.__name__}-80x24-{language}")


def content(hands):
    return hands.desk.query_one(Banner).content


def outcomes(site):
    logged = site.read_now(last_scans, None, 50)
    return [(scan.name, scan.direction.value, scan.verdict.reason.value) for scan in logged][::-1]


async def test_with_people_but_no_scan_it_says_what_to_do(people, desk):
    async with desk() as hands:
        assert content(hands).sentence == "Scan a ticket, or type a name."


BARE = [Area("desk", "f2", "Check-in", "onsite.checkin.screen:DeskScreen", works_bare=True)]


async def test_without_anybody_it_says_how_to_get_a_list(plan, desk):
    async with desk(areas=BARE) as hands:
        assert content(hands).sentence == "Nobody is on the attendee list yet."


async def test_without_a_plan_it_says_how_to_get_one(desk):
    async with desk(areas=BARE) as hands:
        await hands.scan("JANE001")
        assert content(hands).sentence == "No plan has been published here yet."


async def test_who_shares_a_code_is_chosen_by_number(site, people, desk):
    async with desk() as hands:
        await hands.scan("TWIN001")
        assert (content(hands).outcome, hands.desk.choices.choice.why) == ("ask", "candidates")
        await hands.press("alt+2")
        assert content(hands).name == "Berta Twin"
    assert outcomes(site) == [("", "entry", "ambiguous"), ("Berta Twin", "entry", "admitted")]


async def test_a_party_comes_in_by_number_or_by_the_list(site, people, desk):
    async with desk() as hands:
        await hands.scan("JANE001")
        await hands.press("alt+1")
        assert content(hands).name == "José Müller"
        await hands.press("down", "down")
        await hands.type("\r")
        assert content(hands).name == "王小明"
        states = [guest.state for guest in hands.desk.choices.choice.guests]
        assert states == ["inside", "inside"]
    assert [who for who, _way, _why in outcomes(site)] == ["Jane Doe", "José Müller", "王小明"]


async def test_a_party_is_shown_as_it_is_whoever_lets_them_in(site, people, desk):
    async with desk() as hands:
        await hands.scan("JANE001")
        await hands.press("down", "down")
        before = [(guest.name, guest.state) for guest in hands.desk.choices.choice.guests]
        marked = hands.desk.choices.marked.name
        admit(site, "elsewhere", "JOSE001")
        hands.pilot.app.store_written()
        await hands.settle()
        after = [(guest.name, guest.state) for guest in hands.desk.choices.choice.guests]
        assert before == [("José Müller", "expected"), ("王小明", "expected")]
        assert after == [("José Müller", "inside"), ("王小明", "expected")]
        assert hands.desk.choices.marked.name == marked == "王小明"


async def test_a_click_lets_in_whom_it_hits(site, people, desk):
    async with desk() as hands:
        await hands.type("müller")
        await hands.pilot.click("#choices-list", offset=(10, 0))
        await hands.settle()
    assert outcomes(site) == [("José Müller", "entry", "admitted")]


async def test_leaving_is_recorded_while_the_desk_is_turned(site, people, desk):
    async with desk() as hands:
        await hands.scan("JANE001")
        await hands.press("f5")
        assert hands.desk.has_class("-exit")
        assert "EXIT" in str(hands.desk.query_one("#where", Static).render())
        await hands.scan("JANE001")
        await hands.press("f5")
        assert not hands.desk.has_class("-exit")
        await hands.scan("JANE001")
    assert outcomes(site) == [
        ("Jane Doe", "entry", "admitted"),
        ("Jane Doe", "exit", "left"),
        ("Jane Doe", "entry", "admitted"),
    ]


async def test_a_scan_keeps_the_direction_it_was_made_in(site, people, desk):
    async with desk() as hands:
        hands.desk.work.ask(code="JANE001")
        hands.desk.work.turn()
        hands.desk.work.ask(code="JANE001")
        await hands.settle()
    assert [way for _who, way, _why in outcomes(site)] == ["entry", "exit"]


async def test_another_checkpoint_is_chosen_from_a_list(site, people, desk):
    async with desk() as hands:
        await hands.press("f6", "down", "enter")
        assert "Workshop" in str(hands.desk.query_one("#where", Static).render())
        await hands.scan("JOSE001")
        assert content(hands).outcome == "refuse"
    assert [scan.checkpoint for scan in site.read_now(last_scans, None, 9)] == ["workshop"]


async def test_an_undo_says_what_it_took_back_and_keeps_the_reason_as_a_code(site, people, desk):
    async with desk() as hands:
        await hands.scan("JANE001")
        await hands.press("f8", "down")
        await hands.type("\r")
        assert content(hands).word == "UNDONE"
        assert content(hands).name == "Jane Doe"
        assert "Scanned by mistake" in content(hands).sentence
        await hands.scan("JANE001")
        assert content(hands).outcome == "admit"
    assert [scan.undone for scan in site.read_now(last_scans, None, 9)] == [False, True]


@pytest.mark.parametrize(
    ("keys", "own"), [([], "Did not come in after all"), (["f5"], "Did not leave after all")]
)
async def test_the_reasons_of_an_undo_fit_the_direction(people, desk, keys, own):
    async with desk() as hands:
        await hands.press(*keys)
        await hands.scan("JANE001")
        await hands.press("f8")
        reasons = hands.pilot.app.screen.query_one("#reasons", LineList)
        assert [line.cells[0] for line in reasons.lines] == [
            "It was another person",
            "Scanned by mistake",
            own,
            "Wrong checkpoint or direction",
        ]
        await hands.press("down", "down")
        await hands.type("\r")
        assert own in content(hands).sentence


async def test_f4_opens_whoever_the_banner_is_about(people, desk):
    async with desk() as hands:
        await hands.scan("JANE001")
        await hands.press("f8", "enter")
        await hands.press("f4")
        assert "Jane Doe" in str(hands.pilot.app.screen.query_one(".question", Static).render())
        await hands.press("escape")
        await hands.scan("TWIN001")
        await hands.press("f4")
        assert "Anna Twin" in str(hands.pilot.app.screen.query_one(".question", Static).render())


async def test_a_fast_enter_leaves_no_letter_of_a_reason_behind(people, desk):
    async with desk() as hands:
        await hands.scan("JANE001")
        await hands.press("f8")
        await hands.type("the wrong Jane\r")
        assert "the wrong Jane" in content(hands).sentence


async def test_an_undo_that_is_cancelled_takes_nothing_back(site, people, desk):
    async with desk() as hands:
        await hands.scan("JANE001")
        await hands.press("f8", "escape")
    assert [scan.undone for scan in site.read_now(last_scans, None, 9)] == [False]


async def test_without_an_admission_there_is_nothing_to_undo(people, desk):
    async with desk() as hands:
        await hands.press("f8")
        assert hands.pilot.app.screen is hands.desk


async def test_the_history_of_one_of_the_last_scans_is_two_keys_away(people, desk):
    async with desk() as hands:
        await hands.scan("JANE001")
        await hands.scan("WANG001")
        await hands.press("f9", "down", "enter")
        assert isinstance(hands.pilot.app.screen, GuestDetail)
        history = hands.pilot.app.screen.query_one("#history", LineList)
        assert [line.cells[1] for line in history.lines] == [
            "Main door: Come in",
            "On the list – test",
        ]


async def until(hands, holds):
    for _ in range(100):
        if holds():
            return
        await hands.settle()
    raise AssertionError("it never came to hold")


@pytest.fixture
def other(site):
    """The same store, opened once more, as another process does."""
    opened = open_site(site.data, operator="Tom", clock=site.clock)
    yield opened
    opened.close()


async def test_who_may_overrule_is_told_beside_a_large_booking_and_while_a_name_is_typed(
    people, desk, roll
):
    for number in range(9):
        roll.add(f"Guest {number}", f"G{number}", order="LARGE", payment="unpaid", diet="vegan")
    async with desk() as hands:
        await hands.scan("G0")
        assert len(hands.desk.choices.choice.guests) == 8
        assert "May decide otherwise: Problem desk, Lead" in screen_text(hands.pilot.app)
        await hands.scan("TWIN001")
        await hands.type("twin")
        shown = " ".join(screen_text(hands.pilot.app).replace("╏", " ").split())
        assert "Ask for the name and choose below." in shown
        await hands.scan("URSU001")
        shown = " ".join(screen_text(hands.pilot.app).split())
        assert "May decide otherwise: Problem desk, Lead" in shown


async def test_the_palette_names_nothing_twice(people, desk):
    async with desk() as hands:
        app = hands.pilot.app
        names = [command.title for command in app.get_system_commands(app.screen)]
        assert sorted(set(names)) == sorted(names)
        assert {"Language", "Sound", "Undo"} <= set(names)


async def test_the_last_scans_are_closed_not_cancelled(people, desk):
    async with desk() as hands:
        await hands.scan("JANE001")
        await hands.press("f9")
        assert "esc Close" in screen_text(hands.pilot.app).splitlines()[-1]


async def test_escape_leads_from_the_list_back_to_the_desk(people, desk):
    async with desk() as hands:
        app = hands.pilot.app
        await hands.pilot.press("f3")
        await settled(hands.pilot)
        shown = [app.current_mode, "esc Back" in screen_text(app).splitlines()[-1]]
        await hands.pilot.press("escape")
        await settled(hands.pilot)
        assert [*shown, app.current_mode] == ["roster", True, "desk"]


async def test_what_another_process_writes_appears_by_itself(other, people, desk):
    async with desk() as hands:
        attempt = Attempt("other", "door", "Tom", Direction.ENTRY, "JANE001")
        await other.write(scan, hands.desk.work.plan, attempt)
        await until(hands, lambda: hands.desk.query_one("#scans", LineList).lines)
        assert [line.cells[2] for line in hands.desk.query_one("#scans", LineList).lines] == [
            "Jane Doe"
        ]
        assert "in 1 of 8" in str(hands.desk.query_one("#counters-line", Static).render())


async def test_a_plan_that_another_process_publishes_holds_from_the_next_scan(other, people, desk):
    async with desk() as hands:
        text = other.read_now(text_of).replace("2026-11-2", "2026-12-2")
        await other.write(publish, text, "Tom")
        await until(hands, lambda: hands.desk.work.plan == other.read_now(current))
        await hands.scan("JANE001")
        assert hands.desk.answer.verdict.reason is Reason.WRONG_DAY


class Troubled:
    """A store that can be full, and can take its time."""

    def __init__(self, store) -> None:
        self._store = store
        self.full = False
        self.free = asyncio.Event()
        self.free.set()

    def __getattr__(self, name):
        return getattr(self._store, name)

    async def write(self, work):
        await self.free.wait()
        if self.full:
            raise StoreFullError("The disk is full: this was not saved.", "Free some space.")
        return await self._store.write(work)


@pytest.fixture
def troubled(site):
    return replace(site, store=Troubled(site.store))


async def test_what_was_not_saved_is_said_and_the_next_scan_works(people, desk, troubled, site):
    async with desk(on=troubled) as hands:
        await hands.scan("JANE001")
        troubled.store.full = True
        await hands.scan("WANG001")
        assert (content(hands).outcome, content(hands).word) == ("refuse", "NOT SAVED")
        assert content(hands).sentence == "The disk is full: this was not saved."
        assert hands.desk.query_one(Choices).choice.why == ""
        troubled.store.full = False
        await hands.scan("WANG001")
        assert (content(hands).outcome, content(hands).name) == ("admit", "王小明")
    assert [who for who, _way, _why in outcomes(site)] == ["Jane Doe", "王小明"]


async def test_nobody_is_admitted_before_the_write_has_returned(people, desk, troubled):
    async with desk(on=troubled) as hands:
        await hands.scan("JANE001")
        troubled.store.free.clear()
        hands._keys("WANG001\r", 0.005)
        await hands.pilot.pause(0.5)
        assert (content(hands).outcome, content(hands).word) == ("idle", "WAIT")
        troubled.store.free.set()
        await hands.settle()
        assert (content(hands).outcome, content(hands).name) == ("admit", "王小明")


async def test_a_switch_of_language_keeps_what_is_typed_and_shown(people, desk):
    async with desk() as hands:
        await hands.scan("JANE001")
        await hands.type("twin")
        before = content(hands)
        hands.pilot.app.use_language("zh_CN")
        await hands.settle()
        hands.pilot.app.use_language("en")
        await hands.settle()
        assert hands.desk.line.value == "twin"
        assert content(hands) == before
        assert hands.pilot.app.focused is hands.desk.line


class Film:
    """A QR code that comes into view, and goes."""

    name = "film.mp4"
    live = False

    def __init__(self, *codes: str) -> None:
        self._codes = codes

    def open(self):
        return FrameStream(self._frames())

    def _frames(self):
        for number, code in enumerate(self._codes):
            drawn = qrcode.make(code, box_size=6).get_image().convert("L")
            yield Frame(number * 0.2, np.asarray(drawn))


async def test_codes_before_the_camera_are_scans_in_their_order(site, people, desk):
    film = Film("JANE001", "WANG001", "NOPE001")
    async with desk(WIDE, camera=film) as hands:
        await asyncio.to_thread(hands.desk._camera.join, 20)
        await hands.settle()
        state = hands.desk.query_one("#camera-state", Static)
        assert str(state.render()) == "Camera: film.mp4 has ended"
        seen = hands.desk.query_one(CameraView)
        assert "▀▀▀▀" in seen.render_line(5).text
    assert [why for _who, _way, why in outcomes(site)] == ["admitted", "admitted", "unknown"]


class Unplugged:
    """A webcam that is not there."""

    name = "Webcam 0"
    live = False

    def open(self):
        raise NotPossibleError("Webcam 0 gives no picture.", "Check that it is plugged in.")


async def test_a_camera_that_fails_is_told_once_with_what_to_do(people, desk):
    async with desk(camera=Unplugged()) as hands:
        await asyncio.to_thread(hands.desk._camera.join, 20)
        await hands.settle()
        hands.desk.retranslate()
        told = [(each.title, each.message) for each in hands.pilot.app._notifications]
        assert told == [
            ("Camera failed: Webcam 0", "Webcam 0 gives no picture. Check that it is plugged in.")
        ]
        assert "│ Camera failed: Webcam 0" in screen_text(hands.pilot.app)


async def test_it_starts_again_where_it_stood(people, desk):
    async with desk() as hands:
        await until(hands, lambda: hands.desk.work.plan is not None)
        await hands.press("f6")
        await until(hands, lambda: isinstance(hands.pilot.app.focused, LineList))
        await hands.press("down", "enter")
        await until(hands, lambda: hands.desk.work.checkpoint == "workshop")
        await hands.press("f5")
        place = hands.pilot.app.here()
    async with desk(place=place) as hands:
        assert (hands.desk.work.checkpoint, hands.desk.work.direction) == ("workshop", "exit")


async def test_a_desk_whose_checkpoint_goes_says_where_it_stands_now(site, people, desk):
    async with desk(checkpoint="workshop") as hands:
        assert hands.desk.work.checkpoint == "workshop"
        text = PLAN.partition("[checkpoints.workshop]")[0]
        await site.write(publish, text, "Maria")
        hands.pilot.app.store_written()
        await hands.settle()

        (said,) = [each.message for each in hands.pilot.app._notifications]
        assert said == "The plan has no “Workshop” any more: this desk stands at “Main door” now."


async def test_a_ticket_that_was_given_to_nobody_yet_has_words_for_a_name(people, desk, roll):
    roll.add("", "FREE-1")
    async with desk() as hands:
        await hands.scan("FREE-1")

        assert "Unassigned ticket" in screen_text(hands.pilot.app)
