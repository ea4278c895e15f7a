from __future__ import annotations

from onsite.scanner.camera.backoff import TRUSTED_AFTER_S, Backoff


def test_each_wait_is_twice_the_one_before_up_to_ten_seconds():
    backoff = Backoff()

    assert [backoff.after(0.0) for _try in range(6)] == [1, 2, 4, 8, 10, 10]


def test_a_camera_that_was_back_for_a_while_is_tried_soon_again():
    backoff = Backoff()
    for _try in range(6):
        backoff.after(0.0)

    waits = [backoff.after(TRUSTED_AFTER_S - 0.1), backoff.after(TRUSTED_AFTER_S)]

    assert waits == [10, 1]
