"""The dialog of the console with the page for other screens: where it is, who looks, on and off."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from onsite.language import N_, _, ngettext
from onsite.stage.web.opening import picture
from onsite.ui.base import Dialog
from onsite.ui.footer import KeyFooter

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.stage.web.beside import PageProcess

_LOOK_S = 0.5
_ABOUT_CELLS = 30
"""What the text needs beside the picture."""
# Black on white whatever the theme is: not every reader takes the inverse.
_PRINTED = "color(16) on color(231)"
LOCAL, NETWORK = "127.0.0.1", "0.0.0.0"  # noqa: S104 - is bound only by a key that says so


class PageShown(Dialog[None]):
    """Shows where the page is. Closing it ends nothing: it is served as long as the app runs."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", f"serve('{NETWORK}')", N_("Serve to the network")),
        Binding("o", f"serve('{LOCAL}')", N_("On this computer only")),
        Binding("x", "end", N_("End it")),
        Binding("n", "renew", N_("New address")),
        Binding("escape,enter,y", "dismiss(None)", N_("Close")),
        Binding("ctrl+l", "app.language", N_("Language"), show=False),
    ]

    def __init__(self, page: PageProcess) -> None:
        super().__init__()
        self._page = page
        self._drawn = ""
        self._lines: list[str] = []

    def compose(self) -> ComposeResult:
        """The picture on the left, what it is on the right."""
        with Horizontal(classes="page"):
            yield Static(id="page-picture")
            with VerticalScroll(can_focus=False):
                yield Static(id="page-about")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.set_interval(_LOOK_S, self.retranslate)
        self.run_worker(self._draw(), group="page-draw", exclusive=True)
        self.retranslate()

    def on_resize(self) -> None:
        self.retranslate()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What runs can be ended, what does not can be started."""
        del parameters
        if action == "serve":
            return not self._page.served.running
        if action in ("end", "renew"):
            return self._page.served.running
        return True

    def retranslate(self) -> None:
        """What stands there, as the page stands now."""
        self._show()
        self.refresh_bindings()

    async def action_serve(self, host: str) -> None:
        """Serve it there."""
        await self._change(host)

    async def action_renew(self) -> None:
        """Make another address; the old one shows nothing more."""
        await self._change(NETWORK if self._page.served.network else LOCAL, new_address=True)

    async def action_end(self) -> None:
        """Serve it no more."""
        await asyncio.to_thread(self._page.stop)
        self.retranslate()

    async def _change(self, host: str, *, new_address: bool = False) -> None:
        await asyncio.to_thread(self._page.start, host, new_address=new_address)
        self.retranslate()

    def _show(self) -> None:
        served = self._page.served
        at = served.addresses[0] if served.network and served.addresses else ""
        if at != self._drawn:
            self._drawn, self._lines = at, []
            self.run_worker(self._draw(), group="page-draw", exclusive=True)
        fits = bool(self._lines) and self.size.width >= len(self._lines[0]) + _ABOUT_CELLS
        fits = fits and self.size.height > len(self._lines)
        shown = self.query_one("#page-picture", Static)
        shown.display = fits
        shown.update(Text("\n".join(self._lines), _PRINTED))
        self.query_one("#page-about", Static).update(self._about())

    async def _draw(self) -> None:
        """The QR code, off the screen's own thread."""
        at = self._drawn
        lines = await asyncio.to_thread(picture, at) if at else []
        if at == self._drawn:
            self._lines = lines
            self._show()

    def _about(self) -> Text:
        served = self._page.served
        text = Text(_("The displays as a page, for other screens and phones"), "bold")
        if served.trouble:
            text.append("\n\n✗ " + served.trouble, "bold")
        if not served.running:
            text.append("\n\n" + _("It is off. Whoever has its address can look, no more."))
            return text
        if not served.addresses:
            text.append("\n\n" + _("It is being started…"))
            return text
        text.append("\n\n" + "\n".join(served.addresses))
        said = ngettext("{number} screen shows it.", "{number} screens show it.", served.viewers)
        text.append("\n\n" + said.format(number=served.viewers), "bold")
        if served.network:
            text.append("\n\n" + _("SERVED TO THE NETWORK, not encrypted."))
        else:
            text.append("\n\n" + _("Only this computer reaches it."))
        return text
