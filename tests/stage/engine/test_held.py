"""A key that is held down is one press, however long."""

from __future__ import annotations

from onsite.stage.engine.held import HeldKeys


def test_a_key_that_is_held_is_dealt_with_once():
    keys = HeldKeys()
    # Within half a second the replay knows it for the same press, and says so.
    assert [keys.is_held("go", ms) for ms in range(0, 2000, 250)] == [False] * 3 + [True] * 5


def test_a_key_that_was_let_go_is_pressed_again():
    keys = HeldKeys()
    assert [keys.is_held("go", ms) for ms in (0, 400, 800, 1301, 1700)] == [
        False, False, True, False, False,
    ]  # fmt: skip


def test_keys_beside_each_other_are_held_together_and_others_are_not():
    keys = HeldKeys()
    deeds = ("go", "next_", "go", "pause", "resume", "next_")
    held = [keys.is_held(deed, number * 300) for number, deed in enumerate(deeds)]
    assert held == [False, False, True, False, False, False]


def test_a_key_that_is_tapped_quickly_counts_each_time():
    keys = HeldKeys()
    assert not any(keys.is_held("add", ms) for ms in range(0, 2000, 120))
    assert [keys.is_held("add", 9_000 + ms) for ms in (0, 30, 60, 90, 120)] == [
        False, False, False, True, True,
    ]  # fmt: skip


def test_keys_about_the_item_under_the_cursor_are_never_held():
    keys = HeldKeys()
    assert not any(keys.is_held("skip", ms) for ms in range(0, 2000, 250))


def test_a_clock_that_is_set_back_holds_no_key():
    keys = HeldKeys()
    assert [keys.is_held("go", ms) for ms in (90_000, 1_000, 1_600)] == [False] * 3
