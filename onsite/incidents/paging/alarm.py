"""The sound of the board: when it sounds (pure), and how, in a child process.

A child, so that no library of sound can ever write on the screen, nor hold it up.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from onsite.incidents.escalation.looking import Look
    from onsite.incidents.views import Incident

Ring = Literal["step", "alarm"]
"""A step was carried out; or all were, and nobody has it."""
AGAIN_MS = 20_000
"""So often the alarm of the board sounds until somebody has it."""
PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))
_FILES: dict[Ring, str] = {"step": "ask", "alarm": "refuse"}
_LONGEST_S = 10.0
_ON_WINDOWS = "import sys, winsound; winsound.PlaySound(sys.argv[1], winsound.SND_FILENAME)"


class Alarm:
    """What has sounded so far at one console."""

    def __init__(self) -> None:
        self._steps: dict[str, int] = {}
        self._rang_ms: int | None = None
        self._begun = False

    def rings(
        self, look: Look, incidents: Mapping[str, Incident], now_ms: int, *, stuck: bool = False
    ) -> Iterator[Ring]:
        """What sounds after a look: an alarm before a step, each at most once.

        Args:
            look: of this console.
            incidents: all that are open, by id.
            now_ms: the present.
            stuck: whether there is one of which nobody can be told from here.
        """
        told = {each.incident: len(each.chain.told) for each in look.seen}
        more = any(many > self._steps.get(key, 0) for key, many in told.items())
        self._steps = told
        alarm = stuck or any(each.due.alarm for each in look.seen if each.incident in incidents)
        if alarm and self._may_again(now_ms):
            self._rang_ms = now_ms
            yield "alarm"
        elif more and self._begun:
            yield "step"
        if not alarm:
            self._rang_ms = None
        self._begun = True

    def calls(self, now_ms: int) -> bool:
        """Whether the alarm sounds now, since nobody can be told, and nothing looked at."""
        if not self._may_again(now_ms):
            return False
        self._rang_ms = now_ms
        return True

    def _may_again(self, now_ms: int) -> bool:
        return self._rang_ms is None or not 0 <= now_ms - self._rang_ms < AGAIN_MS


class Sounding:
    """Plays rings, one at a time: what comes while one sounds is left out.

    Args:
        bell: rings the terminal's bell, where nothing else can play.
        wanted: whether anything is to be heard; who works here may want none. The board shows all
            that it would have said, and that it is silent.
    """

    def __init__(self, bell: Callable[[], None], wanted: Callable[[], bool] = lambda: True) -> None:
        self._bell = bell
        self._wanted = wanted
        self._playing: asyncio.Task[None] | None = None

    async def sound(self, ring: Ring) -> None:
        """Begin to sound."""
        if not self._wanted() or (self._playing is not None and not self._playing.done()):
            return
        from onsite.ui.sounds import tone_file

        command = player(tone_file(_FILES[ring]))
        if command is None:
            self._bell()
            return
        self._playing = asyncio.create_task(self._play(*command))

    async def _play(self, *command: str) -> None:
        if not await played(*command):
            self._bell()


def player(file: Path) -> tuple[str, ...] | None:
    """The command that plays a file; None where the computer has none."""
    if sys.platform == "win32":
        return (sys.executable, "-c", _ON_WINDOWS, str(file))
    found = next((each for each in PLAYERS if shutil.which(each[0])), None)
    return (*found, str(file)) if found is not None else None


async def played(*command: str) -> bool:
    """Run a player to its end, or until it takes too long; answers whether it has played."""
    quiet = asyncio.subprocess.DEVNULL
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=quiet, stdout=quiet, stderr=quiet
        )
    except OSError:
        return False
    try:
        async with asyncio.timeout(_LONGEST_S):
            return await process.wait() == 0
    except TimeoutError:
        return True
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
