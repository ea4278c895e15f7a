"""People over a line, in pictures of which it is known who walks through them."""

from __future__ import annotations

import numpy as np
import pytest

from onsite.errors import BadInputError
from onsite.scanner.capture.files import Video
from onsite.scanner.crossing import Crossing
from tests.scanner.walking import Scene, Walker, in_a_row, in_pairs, written

ACROSS = (0.0, 0.5, 1.0, 0.5)


def seen(scene, line=ACROSS, direction="down"):
    crossing = Crossing(line, direction)
    found = [crossing.look(picture, at) for at, picture in scene.frames()]
    return sum(each.forward for each in found), sum(each.back for each in found)


def test_in_a_video_of_people_in_a_row_at_most_one_in_thirty_is_missed(tmp_path):
    scene = in_a_row(30, seed=4)
    written(scene, tmp_path / "door.avi")
    crossing, stream = Crossing(ACROSS, "down"), Video(tmp_path / "door.avi").open()
    forward = back = 0
    while (at := stream.grab()) is not None:
        crossed = crossing.look(stream.picture(), at)
        forward, back = forward + crossed.forward, back + crossed.back
    stream.close()

    assert 29 <= forward <= 30
    assert back == 0


def test_people_who_hurry_one_behind_the_other_are_missed_now_and_then():
    forward, back = seen(in_a_row(40, seed=2, apart=(0.5, 0.9)))

    assert 33 <= forward <= 40
    assert back <= 1


def test_two_who_walk_apart_are_two_and_two_who_touch_are_one():
    assert seen(in_pairs(8, seed=0, gap=20)) == (16, 0)
    touching, _back = seen(in_pairs(8, seed=0, gap=-4))
    assert 8 <= touching <= 10


def test_a_doorway_in_which_nobody_walks_counts_nobody():
    assert seen(Scene([], seconds=12)) == (0, 0)


def test_a_shadow_that_comes_alone_is_taken_for_somebody():
    """Shadows are not looked for: a grey one is like somebody in grey. The docs say so."""
    scene = Scene([Walker(4 + 3 * n, 160, 90, grey=120) for n in range(3)], seconds=16)
    scene._person = lambda *_about: None

    assert seen(scene) == (3, 0)


def test_who_turns_back_before_the_line_has_not_crossed_it():
    walkers = [Walker(4 + 3 * n, 160, 90, 30, turns_at=105) for n in range(3)]

    assert seen(Scene(walkers, seconds=16)) == (0, 0)


def test_who_comes_the_other_way_has_gone_back():
    walkers = [Walker(4 + 3 * n, 160, -90, 30) for n in range(3)]

    assert seen(Scene(walkers, seconds=16)) == (0, 3)
    assert seen(Scene(walkers, seconds=16), direction="up") == (3, 0)


def test_who_passes_beside_the_line_has_not_crossed_it():
    walkers = [Walker(4 + 3 * n, 260, 90, 30) for n in range(3)]

    assert seen(Scene(walkers, seconds=16), line=(0.0, 0.5, 0.5, 0.5)) == (0, 0)


def test_the_light_that_goes_out_is_nobody():
    walkers = [Walker(4, 160, 90, 230), Walker(14, 160, 90, 230)]

    assert seen(Scene(walkers, seconds=18, light_changes_at=9.5)) == (2, 0)


@pytest.mark.parametrize(
    ("line", "direction"),
    [(ACROSS, "left"), ((0.5, 0.0, 0.5, 1.0), "up"), ((0.3, 0.3, 0.3, 0.3), "down")],
)
def test_a_line_along_the_way_is_refused(line, direction):
    with pytest.raises(BadInputError, match="does not lie across"):
        Crossing(line, direction)


def test_a_picture_of_another_size_is_watched_by_the_same_parts():
    scene = Scene([Walker(4, 160, 90, 30)], seconds=8)
    crossing = Crossing(ACROSS, "down")
    large = [crossing.look(np.kron(p, np.ones((3, 3), np.uint8)), at) for at, p in scene.frames()]

    assert sum(each.forward for each in large) == 1
