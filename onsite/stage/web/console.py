"""The key of the console that serves the displays to other screens and phones."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from onsite.stage.console.asking import ConsoleAsking

if TYPE_CHECKING:
    from onsite.stage.console.board import Board
    from onsite.stage.web.beside import PageProcess


class ConsolePage(ConsoleAsking):
    """Serves the page as long as the console is there."""

    def __init__(self) -> None:
        super().__init__()
        self.page: PageProcess | None = None
        """Made when its dialog is shown first."""

    def action_page(self) -> None:
        """Where the page is, who looks, on and off."""
        self._ask(self._page)

    def on_unmount(self) -> None:
        """Serve it no more; the app need not wait for that with its terminal."""
        if self.page is not None:
            threading.Thread(target=self.page.stop).start()

    async def _page(self, _board: Board) -> None:
        from onsite.stage.web.beside import PageProcess
        from onsite.stage.web.dialog import PageShown

        if self.page is None:
            self.page = PageProcess(self.onsite.site.data)
        await self.app.push_screen_wait(PageShown(self.page))
