"""The line above every work area: what everybody at this station must know before they go on."""

from __future__ import annotations

from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from onsite.ui.told import Notice


class NoticeLine(Widget):
    """Shows `app.notice`; takes no room while there is nothing to say."""

    notice: reactive[Notice] = reactive(Notice(), layout=True)

    def on_mount(self) -> None:
        self.display = False
        self.watch(self.app, "notice", self._take)

    def _take(self, notice: Notice) -> None:
        self.notice = notice
        self.display = bool(notice.text)
        self.set_class(notice.calm, "-calm")

    def render(self) -> Text:
        """The sentence, with a sign before it."""
        return Text(f"{'▸' if self.notice.calm else '✗'} {self.notice.text}")
