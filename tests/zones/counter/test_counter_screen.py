"""The counter screen: what its keys count, what it shows, what it never loses."""

from __future__ import annotations

import pytest
from textual import events
from textual.widgets import Input

from onsite.clock import to_ms
from onsite.errors import StoreFullError
from onsite.plan.service import current, publish
from onsite.zones.acting import By
from onsite.zones.counter.opening import open_counter_of
from onsite.zones.counter.recounting import RecountDialog
from onsite.zones.counting import reading, service
from onsite.zones.evacuation import service as evacuation
from tests.snapshots import screen_text
from tests.zones.counter.conftest import PLAN, counter_app, opened

SIZES = [(80, 24), (120, 40)]
sized = pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
FULL = StoreFullError("The disk is full: this was not saved.", "Free some space.")


def total(site, zone: str = "hall") -> int:
    return site.read_now(reading.standing, zone).total


def act(site, what, *arguments, operator="bo", **more):
    """What somebody else does at this station."""
    by = By(operator, to_ms(site.clock.now()))
    return site.write_now(what, site.read_now(current), by, *arguments, **more)


def count(site, *changes: int, counter="elsewhere", zone="hall"):
    now_ms = to_ms(site.clock.now())
    return act(site, service.count, counter, zone, [(now_ms, each) for each in changes])


@sized
async def test_how_it_looks(hall, same_screen, size):
    count(hall, 7)
    app, name = counter_app(hall), "{}x{}".format(*size)
    async with app.run_test(size=size) as pilot:
        keys = await opened(pilot)
        await keys.tap(" ", "j", "-", "+", "right")
        await same_screen(app, f"counted-{name}")
        await keys.tap("1", "2")
        await same_screen(app, f"typed-{name}")
        await keys.tap("+")
        await same_screen(app, f"full-{name}")
        await keys.tap("r")
        await keys.typed("=row 1 9", "enter", "=8", "enter")
        await same_screen(app, f"recount-{name}")
    assert app.reported == []


@pytest.mark.parametrize("code", ["zh_CN", "zh_TW"])
async def test_how_it_looks_in_chinese(hall, same_screen, code):
    count(hall, 7)
    app, name = counter_app(hall, code=code), f"80x24-{code}"
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        await keys.tap("j", "-")
        await same_screen(app, f"counted-{name}")
        act(hall, evacuation.begin, "hall", "smoke", drill=False)
        await keys.screen.read_now()
        await keys.tap("f", "j")
        await same_screen(app, f"emptied-{name}")
    assert app.reported == []


@sized
async def test_how_trouble_looks(hall, same_screen, size, monkeypatch):
    count(hall, 12)
    app, name = counter_app(hall), "{}x{}".format(*size)
    async with app.run_test(size=size) as pilot:
        keys = await opened(pilot)
        act(hall, evacuation.begin, "hall", "smoke", drill=False)
        await keys.screen.read_now()
        await keys.tap("f", "f", "j")
        await same_screen(app, f"emptied-{name}")

        async def full(_work):
            raise FULL

        monkeypatch.setattr(hall.store, "write", full)
        await keys.tap("f", "f")
        await same_screen(app, f"not-saved-{name}")
        monkeypatch.undo()
        await keys.done()
        await keys.tap("2", "0", "-")
        await same_screen(app, f"deficit-{name}")
    assert app.reported == []


async def test_every_key_of_a_hand_is_one_person(hall):
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        await keys.tap(" ", "+", "=", "j", "J", "right", gap=0.13)
        assert total(hall) == 6
        await keys.tap("-", "f", "F", "left", gap=0.13)
        assert total(hall) == 2
        # Keys that mean nothing, and Enter without a number.
        await keys.tap("x", "enter", "backspace", "escape", "0", "+")
        assert total(hall) == 3
        assert "You: 7 in, 4 out" in screen_text(app)
        assert "✓ saved" in screen_text(app)
    assert app.reported == []


async def test_a_key_that_is_held_counts_once_and_that_is_said(hall):
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        await keys.hold("j", 90)
        assert total(hall) == 1
        assert keys.screen.said == "A key that is held counts once: tap it for each person."
        await keys.tap("j")
        assert keys.screen.said == ""
        assert total(hall) == 2
    assert app.reported == []


async def test_scanners_and_pastes_count_nobody(hall):
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        await keys.tap(*"JF+12-RCTU0", "\r", gap=0.008)
        assert keys.screen.said == "That was a scanner, or pasted: nobody was counted."
        assert app.screen is keys.screen
        await keys.tap(*"+++++", gap=0.0005)
        app.post_message(events.Paste("+" * 50 + "12\n"))
        await keys.done()
        assert keys.screen.said == "That was a scanner, or pasted: nobody was counted."
        assert (total(hall), keys.screen.typed.people) == (0, None)
        await keys.tap("+")
        assert total(hall) == 1
    assert app.reported == []


async def test_many_at_once(hall):
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        await keys.tap("1", "2", "enter")
        assert (total(hall), keys.screen.said) == (12, "12 in.")
        await keys.tap("1", "3", "backspace", "0", "-")
        assert (total(hall), keys.screen.said) == (2, "10 out.")
        await keys.tap("5")
        assert "5 people: Enter or + in, - out" in screen_text(app)
        # Somebody comes while it waits; then it is forgotten.
        await keys.tap("j", "f", "f")
        assert (total(hall), keys.screen.typed.people) == (1, 5)
        keys.at += 20
        await keys.tap("+")
        assert (total(hall), keys.screen.typed.people) == (2, None)
        await keys.tap("5", "escape", "+")
        assert total(hall) == 3
        await keys.tap("1", "2", "3", "4", "5")
        assert keys.screen.said == "That is too many for one number."
    assert app.reported == []


async def test_a_deficit_is_shown_as_one(hall):
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        await keys.tap("-", "-", "-")
        assert total(hall) == -3
        shown = screen_text(app)
        assert "DEFICIT: more went out than came in. r recounts." in shown
        assert keys.screen.query_one("#digits").text == "−3"
    assert app.reported == []


async def test_the_digits_are_hatched_until_it_is_on_disk(hall, monkeypatch):
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        digits = keys.screen.query_one("#digits")
        monkeypatch.setattr(keys.screen.writing, "_pace_s", 60.0)
        # The first press already shows, though it may still be a key that is held.
        keys.send("j")
        await pilot.pause(0.02)
        assert (digits.text, digits.ahead) == ("1", True)
        assert "▒" in screen_text(app)
        assert "… saving 1 tap" in screen_text(app)
        assert total(hall) == 0
        await keys.done()
        assert (digits.text, digits.ahead) == ("1", False)
        assert "▒" not in screen_text(app)
        assert total(hall) == 1
    assert app.reported == []


async def test_nothing_is_given_up_while_the_disk_is_full(hall, monkeypatch):
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        write = hall.store.write

        async def full(_work):
            raise FULL

        monkeypatch.setattr(hall.store, "write", full)
        await keys.tap("j", "j", "j", "f")
        shown = screen_text(app)
        assert "✗ NOT SAVED: 4 taps are kept here and are tried again." in shown
        assert "The disk is full: this was not saved." in " ".join(shown.split())
        assert keys.screen.query_one("#digits").text == "2"
        assert "▒" in shown
        # What takes one back waits in the same row.
        await keys.tap("u")
        assert "✗ NOT SAVED: 5 taps are kept here" in screen_text(app)
        # Leaving would lose them: that is said first.
        await pilot.press("ctrl+q")
        assert app.leaving is None
        assert keys.screen.said == "5 taps are not saved. Ctrl+Q again leaves without them."
        await open_counter_of(app, "foyer")
        assert keys.screen.said.startswith("What you tapped here is not saved yet")
        assert keys.screen.zone == "hall"
        monkeypatch.setattr(hall.store, "write", write)
        await keys.done()
        assert "✓ saved" in screen_text(app)
        assert total(hall) == 3
        assert keys.screen.said == "Taken back: 1 out at 09:29:59."
    assert app.reported == []


async def test_what_is_pressed_last_is_on_disk_when_the_app_has_ended(hall):
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        keys.send("j", "j")
        await pilot.pause()
        await pilot.press("ctrl+q")
    assert total(hall) == 2
    assert app.reported == []


async def test_what_was_not_saved_is_taken_up_after_a_crash(hall, monkeypatch):
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)

        async def full(_work):
            raise FULL

        monkeypatch.setattr(hall.store, "write", full)
        await keys.tap("j", "j", "f")
        await keys.tap("r")
        await keys.typed("=row 1 9", "enter", "escape")
        draft = keys.screen.draft()
        counter = keys.screen.counter
    monkeypatch.undo()
    assert total(hall) == 0
    again = counter_app(hall, **{key: value for key, value in draft.items() if key != "zone"})
    async with again.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        await keys.done()
        assert (total(hall), keys.screen.counter) == (1, counter)
        await keys.tap("u")
        assert total(hall) == 2
        await keys.tap("r")
        assert app.reported == again.reported == []
        assert again.screen.rows == (("row 1", 9),)


async def test_others_are_seen_within_a_second(hall):
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        await keys.tap("j")
        count(hall, 4)
        app.store_written()
        await pilot.pause(1.0)
        shown = screen_text(app)
        assert keys.screen.query_one("#digits").text == "5"
        assert "Bo Stern: +4" in shown
        assert "You: 1 in, 0 out" in shown
    assert app.reported == []


async def test_stop_entry_stands_there_and_whoever_goes_in_is_counted(hall):
    count(hall, 19)
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        assert "STOP ENTRY" not in screen_text(app)
        heard = []
        app.sound = heard.append
        await keys.tap("j")
        assert "STOP ENTRY: the zone is full. Nobody else goes in." in screen_text(app)
        assert heard == ["refuse"]
        await keys.tap("j", "j")
        assert (total(hall), heard) == (22, ["refuse"])
        assert "of 20 · 110 %" in screen_text(app)
    assert app.reported == []


async def test_while_everybody_leaves_out_counts_down_and_in_is_pressed_twice(hall):
    count(hall, 12)
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        act(hall, evacuation.begin, "hall", "smoke", drill=False)
        await keys.screen.read_now()
        await keys.done()
        shown = screen_text(app)
        assert "EVACUATION: everybody leaves. Count them out." in shown
        assert "Great hall · still in it" in shown
        await keys.tap("f", "f")
        assert keys.screen.query_one("#digits").text == "10"
        await keys.tap("j")
        assert total(hall) == 10
        assert "Press the same again if somebody went in." in keys.screen.said
        await keys.tap("j")
        assert total(hall) == 11
        await keys.tap("j")
        keys.at += 5
        await keys.tap("j")
        assert total(hall) == 11
        # Many at once as well.
        await keys.tap("escape", "3", "+")
        assert (total(hall), keys.screen.typed.people) == (11, 3)
        await keys.tap("+")
        assert (total(hall), keys.screen.typed.people) == (14, None)
        await keys.tap("1", "4", "-")
        assert keys.screen.query_one("#digits").text == "0"
    assert app.reported == []


async def test_an_exercise_says_so_also_where_somebody_comes_in(hall):
    count(hall, 5)
    act(hall, evacuation.begin, "hall", "", drill=True)
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        await keys.tap("j")
        assert keys.screen.said.startswith("EXERCISE, evacuation: everybody leaves. Press the same")
        assert total(hall) == 5
    assert app.reported == []


async def test_undo_takes_back_ones_own_and_says_what(hall):
    count(hall, 5)
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        await keys.tap("j", "1", "2", "+")
        await keys.tap("u")
        assert (total(hall), keys.screen.said) == (6, "Taken back: 12 in at 09:29:59.")
        # A key that is held takes one back.
        await keys.hold("u", 40)
        assert total(hall) == 5
        await keys.tap("u")
        assert (total(hall), keys.screen.said) == (5, "You have nothing to take back here.")
        await keys.tap("j")
        hall.clock.advance(seconds=5)
        act(hall, service.recount, "hall", 3)
        await keys.tap("u")
        assert total(hall) == 3
        assert keys.screen.said.endswith("It lies before the recount, so the number stays.")
    assert app.reported == []


async def test_undo_takes_back_what_was_tapped_before_it_and_not_after_it(hall):
    """Somebody corrects a tap as quickly as they count: wrong key, undo, right key."""
    count(hall, 10)
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        await keys.tap("j", "u", "f", gap=0.09)
        assert total(hall) == 9
        await keys.tap("f", "u", "u", "j", "j", gap=0.09)
        assert total(hall) == 12
        # While the program was busy, all of it comes at once.
        keys.send("j", "u", "f", gap=0.09)
        keys.screen.judge(keys.at + 1)
        await keys.done()
        assert total(hall) == 11
    assert app.reported == []


async def test_what_was_tapped_is_saved_though_the_plan_has_the_zone_no_more(hall, monkeypatch):
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        written = hall.store.write

        async def full(_work):
            raise FULL

        monkeypatch.setattr(hall.store, "write", full)
        await keys.tap("j", "j", "f")
        monkeypatch.setattr(hall.store, "write", written)
        hall.write_now(publish, PLAN.replace("[zones.hall]", "[zones.arena]"), "Maria")
        monkeypatch.setattr(hall.store, "write", full)
        await keys.screen.read_now()
        await keys.done()
        assert "The plan has no zone “hall” any more." in screen_text(app)
        assert "NOT SAVED: 3 taps are kept here" in screen_text(app)
        monkeypatch.undo()
        keys.screen.ticks = lambda: keys.at
        await keys.done()
        assert (total(hall), keys.screen.writing.taps) == (1, 0)
        assert "NOT SAVED" not in screen_text(app)
        await keys.screen.go_to("foyer")
        assert keys.screen.zone == "foyer"
    assert app.reported == []


async def test_whoever_comes_back_to_a_zone_takes_their_own_taps_there_back(hall):
    count(hall, 10)
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        await keys.tap("4", "t")
        await keys.typed("enter")
        await keys.screen.go_to("foyer")
        await keys.tap("u")
        assert (total(hall), total(hall, "foyer")) == (6, 4)
        await keys.screen.go_to("hall")
        await keys.tap("u")
        assert (total(hall), total(hall, "foyer")) == (10, 0)
        assert keys.screen.said == "Taken back: 4 to Foyer at 09:30:00."
    assert app.reported == []


async def test_nobody_is_asked_to_move_people_into_a_part_of_the_zone(hall):
    part = '[zones.front]\nname = "Front of stage"\nwithin = "hall"\n\n[operators.ana]'
    hall.write_now(publish, PLAN.replace("[operators.ana]", part), "Maria")
    count(hall, 10)
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        await keys.tap("4", "t")
        assert "From Great hall to which zone?" in screen_text(app)
        assert "Front of stage" not in screen_text(app)
        await keys.typed("enter")
        assert (total(hall), total(hall, "foyer")) == (6, 4)
    assert app.reported == []


async def test_people_are_moved_out_of_one_zone_and_into_another(hall):
    count(hall, 10)
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        await keys.tap("4", "t")
        await keys.typed("enter")
        assert (total(hall), total(hall, "foyer")) == (6, 4)
        assert keys.screen.said == "4 people went to Foyer."
        await keys.tap("t")
        await keys.typed("enter", "=x", "enter")
        assert "“x” is no number of people." in screen_text(app)
        await keys.typed("backspace", "=1", "enter")
        assert (total(hall), total(hall, "foyer")) == (5, 5)
        await keys.tap("u")
        assert (total(hall), total(hall, "foyer")) == (6, 4)
        assert keys.screen.said == "Taken back: 1 to Foyer at 09:30:00."
        await keys.tap("t")
        await keys.typed("escape")
        assert total(hall) == 6
    assert app.reported == []


async def test_a_recount_by_rows_has_a_running_sum_and_keeps_what_was_typed(hall):
    count(hall, 30)
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        hall.clock.advance(minutes=3)
        await keys.tap("r")
        dialog = app.screen
        assert isinstance(dialog, RecountDialog)
        await keys.typed("=row 1 9", "enter", "=8", "enter", "=x", "enter")
        assert "“x” ends in no number of people." in screen_text(app)
        await keys.typed("backspace", "=70", "enter", "backspace")
        assert dialog.rows == (("row 1", 9), ("", 8))
        # Closed, and gone on with later; the taps meanwhile are in it.
        await keys.typed("escape")
        await keys.tap("j")
        hall.clock.advance(minutes=3)
        await keys.tap("r")
        assert app.screen.rows == (("row 1", 9), ("", 8))
        # Enter that is held records nothing.
        await keys.typed("=11", *["enter"] * 6)
        assert total(hall) == 31
        await keys.typed("y")
        assert total(hall) == 28
        assert keys.screen.said == "Recounted: 28. The count had 31: 3 too many."
        (base,) = hall.read_now(reading.bases, "hall", 0, 2**60)
        assert base.rows == (("row 1", 9), ("2", 8), ("3", 11))
        assert base.cut_ms - base.began_ms == 180_000
        await keys.tap("r")
        assert app.screen.rows == ()
    assert app.reported == []


async def test_a_recount_may_hold_for_when_it_began(hall):
    count(hall, 30)
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        hall.clock.advance(minutes=3)
        await keys.tap("r")
        hall.clock.advance(minutes=2)
        count(hall, 1, 1)
        await keys.typed("=27", "enter", "f5", "enter", "y")
        assert total(hall) == 29
        assert keys.screen.said == "Recounted: 27. The count had 30: 3 too many."
        (base,) = hall.read_now(reading.bases, "hall", 0, 2**60)
        assert base.rows == ()
    assert app.reported == []


async def test_the_day_is_closed_and_what_is_left_is_named(hall):
    count(hall, 4)
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        hall.clock.advance(minutes=3)
        await keys.tap("c")
        assert "the count says 4. What is that?" in screen_text(app)
        await keys.typed("enter", "enter", "enter")
        assert total(hall) == 0
        assert keys.screen.said == "The day is closed. The next one begins with 0."
        (base,) = hall.read_now(reading.bases, "hall", 0, 2**60)
        assert (base.how, base.because, base.expected) == ("day", "drift", 4)
        count(hall, 3)
        hall.clock.advance(minutes=3)
        await keys.tap("c")
        await keys.typed("down", "enter")
        assert app.screen.query(Input).first().value == "3"
        await keys.typed("escape")
        assert total(hall) == 3
    assert app.reported == []


async def test_another_zone_has_another_counter(hall):
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        before = keys.screen.counter
        await keys.tap("j")
        await keys.tap("z")
        await keys.typed("down", "enter")
        assert (keys.screen.zone, keys.screen.counter != before) == ("foyer", True)
        await keys.tap("j", "j")
        await keys.tap("u", "u", "u")
        assert (total(hall), total(hall, "foyer")) == (1, 0)
        assert keys.screen.said == "You have nothing to take back here."
    assert app.reported == []


async def test_it_is_opened_from_elsewhere(hall):
    app = counter_app(hall, "")
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        assert "z chooses the zone in which you count." in screen_text(app)
        await keys.tap("u", "t", "r", "c", "j")
        assert app.screen is keys.screen
        assert keys.screen.said == "Not counted: there is no zone to count in yet."
        await app.action_area("stations")
        await open_counter_of(app, "foyer")
        await keys.tap("j")
        assert (total(hall), total(hall, "foyer")) == (0, 1)
    assert app.reported == []


async def test_what_stands_there_where_nothing_can_be_counted(site):
    app = counter_app(site, "")
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        assert "There is no plan yet." in screen_text(app)
        await keys.tap("j", "z")
        zones = PLAN[PLAN.index("[zones.hall]") : PLAN.index("[operators.ana]")]
        site.write_now(publish, PLAN.replace(zones, ""), "Maria")
        await keys.screen.read_now()
        await pilot.pause()
        assert "The plan has no zones yet." in screen_text(app)
        site.write_now(publish, PLAN, "Maria")
        one = PLAN[: PLAN.index("[zones.foyer]")]
        site.write_now(publish, one, "Maria")
        await keys.screen.read_now()
        await pilot.pause()
        # The only one there is.
        assert keys.screen.zone == "hall"
        keys.screen.zone = "tent"
        await keys.screen.read_now()
        await pilot.pause()
        assert "The plan has no zone “tent” any more." in screen_text(app)
    assert app.reported == []


async def test_the_help_is_a_key_away_and_the_footer_counts_too(hall):
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        await keys.tap("?")
        assert app.screen is not keys.screen
        assert "One key for each person" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        await keys.screen.run_action("come")
        await keys.screen.run_action("come")
        await keys.screen.run_action("go")
        await keys.done()
        assert total(hall) == 1
        app.use_language("zh_CN")
        await keys.done()
    assert app.reported == []


async def test_a_screen_that_locks_is_not_locked_while_somebody_counts(hall):
    app = counter_app(hall)
    async with app.run_test(size=(80, 24)) as pilot:
        keys = await opened(pilot)
        touched = []
        app.guard.touch = lambda: touched.append(1)
        await keys.tap("j", "j")
        assert len(touched) == 2
    assert app.reported == []
