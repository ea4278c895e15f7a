"""How far speakers are, in five cells and in words."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from onsite.stage.readiness.rules import Standing
from onsite.stage.readiness.watching import Lack
from onsite.stage.readiness.wording import alarm, cell, how_far


@pytest.mark.parametrize(
    ("speakers", "standing", "shown"),
    [
        (("",), Standing.WAITING, " –···"),
        (("",), Standing.RED, "✗–···"),
        (("slides",), Standing.AMBER, "!–·S·"),
        (("arrived",), Standing.WAITING, " A···"),
        (("mic",), Standing.AMBER, "!AM··"),
        (("arrived fetched mic slides",), Standing.AMBER, "!FMS·"),
        (("arrived fetched mic slides side",), Standing.READY, "✓FMS■"),
        (("arrived fetched mic", "arrived"), Standing.AMBER, "!A···"),
        (("fetched mic", ""), Standing.RED, "✗–···"),
        (("fetched mic", "fetched mic slides"), Standing.WAITING, " FM··"),
    ],
)
def test_five_cells_say_what_all_speakers_have(speakers, standing, shown):
    assert cell([each.split() for each in speakers], standing) == shown
    assert cell_len(shown) == 5


def test_nobody_speaks_in_a_break():
    assert cell([], Standing.READY) == ""


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ("", "not here"),
        ("slides", "not here"),
        ("arrived", "here, not fetched"),
        ("arrived mic", "here, not beside the stage"),
        ("side", "beside the stage"),
    ],
)
def test_how_far_in_words(states, words):
    assert how_far(states.split()) == words


@pytest.mark.parametrize(
    ("standing", "names", "there", "left_ms", "said"),
    [
        (
            Standing.AMBER,
            ("Ada Lovelace",),
            False,
            11 * 60_000 + 1,
            "! Ada Lovelace is not here: “Talk” is expected in 12 min. v: call, hold, fill.",
        ),
        (
            Standing.RED,
            ("Ada", "Bo"),
            False,
            0,
            "!! Ada, Bo are not here: “Talk” should begin now. v: call, hold, fill.",
        ),
        (
            Standing.AMBER,
            ("Ada",),
            True,
            60_000,
            "! Ada is not beside the stage: “Talk” is expected in 1 min. v",
        ),
    ],
)
def test_an_alarm_says_who_which_item_and_when(standing, names, there, left_ms, said):
    lack = Lack("talk", standing, names, there, 1_000_000 + left_ms)

    assert alarm(lack, "Talk", 1_000_000) == said
