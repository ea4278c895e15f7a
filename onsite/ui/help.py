"""The help panel: what this screen is for, and every key that works on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from onsite.language import N_, _, current
from onsite.ui.base import BaseScreen, Dialog
from onsite.ui.cells import fit
from onsite.ui.footer import KeyFooter
from onsite.ui.keys import own_keys

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.screen import Screen

_KEY_CELLS = 12


class HelpScreen(Dialog[None]):
    """Explains a screen. Typing or a scan closes it and goes where it was meant to go."""

    ASKS = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss(None)", N_("Close")),
        Binding("up", "scroll(-1)", N_("Scroll"), key_display="↑↓ PgUp PgDn Home End"),
        Binding("down", "scroll(1)", N_("Down"), show=False),
        Binding("pageup", "page(-1)", N_("Page up"), show=False),
        Binding("pagedown", "page(1)", N_("Page down"), show=False),
        Binding("home", "edge(0)", N_("First"), show=False),
        Binding("end", "edge(1)", N_("Last"), show=False),
    ]

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        """The sentences, then the keys."""
        with VerticalScroll(classes="box help", can_focus=False):
            yield Static(self._page(), id="help")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.call_after_refresh(self.refresh_bindings)

    def on_resize(self) -> None:
        self.call_after_refresh(self.refresh_bindings)

    def retranslate(self) -> None:
        """The page again."""
        self.query_one("#help", Static).update(self._page())
        self.call_after_refresh(self.refresh_bindings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is seen whole is not scrolled."""
        if action in ("scroll", "page", "edge"):
            return self.is_mounted and self.query_one(VerticalScroll).max_scroll_y > 0
        return super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """Hand typed text on to the screen below: a scan must never be lost here."""
        if not event.is_printable:
            return
        event.stop()
        if self.is_current:  # of several keys at once the first closes it
            self.dismiss(None)
        if self._about.focused is not None:
            self._about.focused.post_message(event)

    def action_scroll(self, rows: int) -> None:
        """Scroll the page."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by what is seen at once."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=pages * page.scrollable_content_region.height, animate=False)

    def action_edge(self, last: int) -> None:
        """To its first line, or to its last."""
        page = self.query_one(VerticalScroll)
        page.scroll_to(y=page.max_scroll_y * last, animate=False)

    def _page(self) -> Text:
        said = self._about.HELP if isinstance(self._about, BaseScreen) else ""
        paragraphs = _(said).split("\n\n") if said else []
        page = Text("".join(f"{_flowing(each)}\n\n" for each in paragraphs))
        page.append(_("Keys"), "bold")
        for keys, description in _keys(self._about):
            page.append(f"\n{fit(keys, _KEY_CELLS)}  {description}")
        page.append("\n\n")
        page.append(_("A question mark opens this page, too, while nothing is typed."))
        return page


def _flowing(paragraph: str) -> str:
    """English is wrapped at its blanks; Chinese has few, so its lines stay as they were written."""
    joint = " " if current() == "en" else "\n"
    return joint.join(" ".join(line.split()) for line in paragraph.splitlines())


def _keys(screen: Screen[Any]) -> list[tuple[str, str]]:
    """The keys that work and what they do; keys for the same thing in one line."""
    found: dict[str, tuple[str, list[str]]] = {}
    for active in own_keys(screen):
        shown = screen.app.get_key_display(active.binding)
        keys = found.setdefault(active.binding.action, (active.binding.description, []))[1]
        if shown not in keys:
            keys.append(shown)
    return [(" ".join(keys), description) for description, keys in found.values()]
