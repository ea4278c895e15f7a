"""A real terminal, by tmux: real keys go in, the screen comes out as text."""

from __future__ import annotations

import os
import shlex
import subprocess
import time
import uuid

PATIENCE_S = 45.0
_NOT_OURS = ("TMUX", "COLUMNS", "LINES")
"""What a terminal around the tests says of itself, and what other tests leave behind."""


class Tmux:
    """A window of that size with a shell command in it.

    Args:
        command: run in the folder `cwd`.
        width: in cells.
        height: in cells.
    """

    def __init__(
        self, *command: str, cwd: str, width: int = 80, height: int = 24, **environment: str
    ) -> None:
        # A server of its own, so that nothing of the user's tmux or of another test is near.
        self._server = f"onsite-{uuid.uuid4().hex[:12]}"
        line = shlex.join(command)
        keep = f"{line}; printf '\\n[ended %s]\\n' $?; exec sleep {int(PATIENCE_S) * 4}"
        variables = {"LC_ALL": "C.UTF-8", "TERM": "tmux-256color", **environment}
        self._tmux(
            *("-f", "/dev/null", "new-session", "-d", "-s", "it", "-c", cwd),
            *("-x", str(width), "-y", str(height), "sh", "-c", keep),
            env={**{k: v for k, v in os.environ.items() if k not in _NOT_OURS}, **variables},
        )

    def screen(self) -> str:
        """The screen as text, a line for each row."""
        return self._tmux("capture-pane", "-p", "-t", "it")

    def wait_for(self, *texts: str) -> str:
        """Look until all the texts are on the screen; answers the screen."""
        give_up = time.monotonic() + PATIENCE_S
        while True:
            screen = self.screen()
            if all(text in screen for text in texts):
                return screen
            assert time.monotonic() < give_up, f"{texts} not on the screen:\n{screen}"
            time.sleep(0.1)

    def press(self, *keys: str) -> None:
        """Press keys by their tmux names, as `Enter`, `F8`, `M-1`, `C-q`."""
        self._tmux("send-keys", "-t", "it", *keys)

    def type(self, text: str) -> None:
        """Type as a person does: a key, a while, a key."""
        for character in text:
            self._tmux("send-keys", "-t", "it", "-l", character)
            time.sleep(0.06)

    def scan(self, text: str) -> None:
        """Send what a hand scanner sends: the text at once, then Enter."""
        self._tmux("send-keys", "-t", "it", "-l", text, ";", "send-keys", "-t", "it", "Enter")

    def close(self) -> None:
        """End the window and whatever runs in it."""
        subprocess.run(["tmux", "-L", self._server, "kill-server"], check=False)

    def _tmux(self, *arguments: str, env: dict[str, str] | None = None) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._server, *arguments],
            check=True,
            capture_output=True,
            text=True,
            env=env,
        )
        return done.stdout
