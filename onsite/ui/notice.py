"""The line above every work area: what everybody at this station must know before they go on."""

from __future__ import annotations

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget


class NoticeLine(Widget):
    """Shows `app.notice`; takes no room while there is nothing to say."""

    notice: reactive[str] = reactive("", layout=True)

    def on_mount(self) -> None:
        self.display = False
        self.watch(self.app, "notice", self._take)

    def _take(self, notice: str) -> None:
        self.notice = notice
        self.display = bool(notice)

    def render(self) -> Text:
        """The sentence, with a sign before it."""
        return Text(f"✗ {self.notice}")
