"""Plays the sound of a cue: one of the app's own, or a WAV file; by what the computer has."""

from __future__ import annotations

import asyncio
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from onsite.plan.cues import SOUNDS

if TYPE_CHECKING:
    from collections.abc import Callable

PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))
_BEGINS_S = 0.5
"""A player that has not ended by then is playing."""
_LONGEST_S = 600.0


async def play(sound: str, data: Path, ring: Callable[[], None]) -> tuple[str, str]:
    """Begin to play a sound; it goes on by itself.

    Args:
        sound: the name of one of the app's, or the path of a WAV file.
        data: the folder from which a path goes out.
        ring: rings the bell in place of the app's own sounds, where nothing can play them.

    Returns:
        Why it could not be, in a code, and details.
    """
    file = await asyncio.to_thread(_file, sound, data)
    if file is None:
        return "no_file", sound
    if sys.platform == "win32":
        await asyncio.to_thread(_begin_on_windows, file)
        return "", ""
    player = next((each for each in PLAYERS if shutil.which(each[0])), None)
    if player is not None:
        return await _begin(*player, str(file))
    if sound not in SOUNDS:
        return "no_player", ""
    ring()
    return "", ""


def _file(sound: str, data: Path) -> Path | None:
    from onsite.ui.sounds import tone_file

    file = tone_file(sound) if sound in SOUNDS else data / Path(sound).expanduser()
    return file if file.is_file() else None


async def _begin(*command: str) -> tuple[str, str]:
    quiet = asyncio.subprocess.DEVNULL
    player = await asyncio.create_subprocess_exec(*command, stdin=quiet, stdout=quiet, stderr=quiet)
    with suppress(TimeoutError):
        async with asyncio.timeout(_BEGINS_S):
            code = await player.wait()
            return ("", "") if code == 0 else ("not_played", str(code))
    _PLAYING.add(task := asyncio.create_task(_end(player)))
    task.add_done_callback(_PLAYING.discard)
    return "", ""


async def _end(player: asyncio.subprocess.Process) -> None:
    """Look after it until it has ended: what plays for too long is stopped."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_LONGEST_S):
            await player.wait()
            return
    with suppress(ProcessLookupError):
        player.kill()
    await player.wait()


_PLAYING: set[asyncio.Task[None]] = set()


def _begin_on_windows(file: Path) -> None:
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_ASYNC)
