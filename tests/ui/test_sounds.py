"""The sound of a verdict: bells that can be told apart, tones that exist, silence on demand."""

from __future__ import annotations

import sys
import wave

import pytest

from onsite.ui.sounds import BELLS, Sounds, tone_file


class SilentApp:
    """Counts what would be heard."""

    def __init__(self):
        self.bells = 0
        self.workers = []

    def bell(self):
        self.bells += 1

    def set_timer(self, _delay, ring):
        ring()

    def run_worker(self, work, **_options):
        self.workers.append(work)


@pytest.mark.parametrize(
    ("outcome", "bells"), [("admit", 1), ("exit", 1), ("ask", 2), ("refuse", 3), ("idle", 0)]
)
def test_bells(outcome, bells):
    app = SilentApp()
    Sounds(app).play(outcome)
    assert (app.bells, app.workers) == (bells, [])


def test_kinds_take_turns():
    sounds = Sounds(SilentApp())
    assert [sounds.next_kind() for _turn in range(3)] == [
        "Sound: tones",
        "Sound: none",
        "Sound: the terminal's bell",
    ]


def test_none_is_silent():
    app = SilentApp()
    Sounds(app, "none").play("refuse")
    assert (app.bells, app.workers) == (0, [])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows always has a player")
def test_tones_need_a_player(monkeypatch, tmp_path):
    app = SilentApp()
    monkeypatch.setenv("PATH", str(tmp_path))
    Sounds(app, "tones").play("refuse")
    assert app.bells == 3
    player = tmp_path / "aplay"
    player.write_text("#!/bin/sh\n")
    player.chmod(0o755)
    Sounds(app, "tones").play("refuse")
    assert (app.bells, len(app.workers)) == (3, 1)
    app.workers[0].close()


@pytest.mark.parametrize("outcome", BELLS)
def test_every_tone_is_short(outcome):
    with wave.open(str(tone_file(outcome))) as tone:
        seconds = tone.getnframes() / tone.getframerate()
    assert 0.1 < seconds < 0.8
