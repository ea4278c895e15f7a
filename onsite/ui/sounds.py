"""The sound of a verdict: the terminal's bell, or a tone where the computer can play one."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Literal

from onsite.bundled import bundled
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onsite.ui.base_app import BaseApp

Kind = Literal["bell", "tones", "none"]
KINDS: tuple[Kind, ...] = ("bell", "tones", "none")

BELLS = {"admit": 1, "exit": 1, "ask": 2, "refuse": 3}
"""How often the bell rings."""
BELL_GAP_S = 0.18
_PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))


class Sounds:
    """Sounds verdicts in the kind that was chosen; never waits for a sound to end."""

    def __init__(self, app: BaseApp, kind: Kind = "bell") -> None:
        self._app = app
        self.kind = kind

    @property
    def is_off(self) -> bool:
        """Whether nothing is to be heard."""
        return self.kind == "none"

    def play(self, outcome: str) -> None:
        """Sound an outcome; one that has no sound is silent."""
        if self.is_off or outcome not in BELLS:
            return
        player = _player() if self.kind == "tones" else None
        if player is None:
            self._ring(BELLS[outcome])
        else:
            self._app.run_worker(_tone(player, outcome), group="sound")

    def next_kind(self) -> str:
        """Take the next kind, and say which it is."""
        self.kind = KINDS[(KINDS.index(self.kind) + 1) % len(KINDS)]
        return {
            "bell": _("Sound: the terminal's bell"),
            "tones": _("Sound: tones"),
            "none": _("Sound: none"),
        }[self.kind]

    def _ring(self, times: int) -> None:
        self._app.bell()
        for ring in range(1, times):
            self._app.set_timer(ring * BELL_GAP_S, self._app.bell)


def tone_file(outcome: str) -> Path:
    """The WAV file of an outcome; going out sounds as coming in does."""
    return bundled(f"assets/sounds/{'admit' if outcome == 'exit' else outcome}.wav")


async def _tone(player: Callable[[Path], None], outcome: str) -> None:
    await asyncio.to_thread(player, tone_file(outcome))


def _player() -> Callable[[Path], None] | None:
    if sys.platform == "win32":
        return _play_on_windows
    found = next((command for command in _PLAYERS if shutil.which(command[0])), None)
    return (lambda file: _run(*found, str(file))) if found else None


def _run(*command: str) -> None:
    """Play by a program; a computer without a sound card stays silent."""
    quiet = subprocess.DEVNULL
    subprocess.run(  # noqa: S603 - our own file, by a player of the system
        command, stdin=quiet, stdout=quiet, stderr=quiet, check=False, timeout=5
    )


def _play_on_windows(file: Path) -> None:
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(str(file), winsound.SND_FILENAME)
