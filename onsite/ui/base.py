"""What every screen of Onsite shares.

A work area subclasses `BaseScreen`, yields its widgets in `compose_body`, and may override:

- `HELP`: a few sentences (marked with `N_`) that the help panel (`F1`) shows above the keys;
- `retranslate()`: called when the language was switched; set every text again here. Bindings,
  footer and status bar are translated where they are read: mark descriptions with `N_`;
- `on_store_changed(message)`: another process or another screen wrote; read again;
- `draft()` / `restore(draft)`: small texts that live on when the app starts again after a crash.

`self.onsite` is the app: `site = await self.onsite.site_ready()` in a worker, `self.onsite.site`,
`self.onsite.store_written(self)` after a write, `self.onsite.sound("admit")`, `.camera`, `.demo`,
`.report_error(error)`. Errors of workers and handlers go there by themselves.

Keys the app keeps for itself: F1 help, F2, Shift+F2 to Shift+F5, F3, F10 and F12 work areas,
Ctrl+E report an incident, Ctrl+L language, Ctrl+S operator, Ctrl+P commands, Ctrl+Q quit, and `?`
while nothing is typed. F4 to F9 and the other Ctrl+letters are the screen's own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from rich.cells import cell_len
from textual import events, on
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen, Screen

from onsite.language import N_, _
from onsite.ui.footer import KeyFooter
from onsite.ui.notice import NoticeLine
from onsite.ui.status import StatusBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import ActiveBinding, BindingType

    from onsite.app import OnsiteApp

Result = TypeVar("Result")


class StoreChanged(Message):
    """Someone else wrote to the store: what is on the screen may be out of date."""


class Unlocked(Message):
    """The screen was locked, and an operator has given their PIN."""


class Translated(Screen[Result]):
    """A screen whose bindings are translated at the moment they are read."""

    ASKS: ClassVar[bool] = True
    """Whether it waits for an answer where it stands above a work area."""
    TYPES_ALL: ClassVar[bool] = False
    """Whether a question mark is text even before anything else: keys may still be on their way."""

    KEPT_BY_SCANS: ClassVar[bool] = False
    """Whether it stays above a desk that answers a scan: its words are for somebody in need."""

    @property
    def onsite(self) -> OnsiteApp:
        """The app, with its own type."""
        return cast("OnsiteApp", self.app)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, described in the language in use."""
        found = super().active_bindings
        return {key: _translated(active) for key, active in found.items()}

    def retranslate(self) -> None:
        """Set every text again: the language was switched."""

    def takes_scan(self, text: str) -> bool:
        """Whether a scanned code is for this very screen, and was taken by it."""
        del text
        return False

    def reads_burst(self, text: str) -> bool:
        """Whether what came as fast as a scanner sends was typed here all the same."""
        del text
        return False

    async def takes_key(self, event: events.Event) -> bool:
        """Whether it keeps a key or a paste for itself, to pass it on later; asked first of all."""
        del event
        return False

    def shows_request(self, token: str) -> bool:
        """Whether the screen itself says that the invitation's station asks to join."""
        del token
        return False


class BaseScreen(Translated[None]):
    """A work area: its body, above it what everybody must know, below it status bar and footer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "app.language", N_("Language"), show=False),
        Binding("ctrl+s", "app.operator", N_("Switch operator"), show=False),
    ]
    SPARE: ClassVar[tuple[str, ...]] = ()
    """Keys that leave the footer, the first of them first, where it is too narrow for all."""
    HELP: ClassVar[str] = ""
    """What the help panel says about this screen; marked with `N_`, paragraphs by blank lines."""

    @property
    def is_filled(self) -> bool:
        """Whether it shows what it was opened for; what can wait begins only then."""
        return True

    def compose(self) -> ComposeResult:
        """What everybody must know, the body, the status bar, the footer."""
        yield NoticeLine()
        yield from self.compose_body()
        with Vertical(id="foot"):
            yield StatusBar()
            yield KeyFooter()

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now; those of `SPARE` are shown as far as there is room."""
        found = super().active_bindings
        for spare in self.SPARE:
            if self._wide(found) <= self.size.width:
                break
            if spare in found:
                hidden = replace(found[spare].binding, show=False)
                found[spare] = found[spare]._replace(binding=hidden)
        return found

    def _wide(self, keys: dict[str, ActiveBinding]) -> int:
        """How many cells the footer needs, with one between two keys."""
        shown = [each.binding for each in keys.values() if each.binding.show]
        words = [f"{self.app.get_key_display(each)} {each.description}" for each in shown]
        return sum(map(cell_len, words)) + max(len(words) - 1, 0)

    def compose_body(self) -> ComposeResult:
        """The screen's own widgets."""
        yield from ()

    @on(events.ScreenResume)
    def _show_own_keys(self) -> None:
        self.refresh_bindings()

    def draft(self) -> dict[str, str]:
        """What is worth keeping when the app starts again after a crash; nothing personal."""
        return {}

    def restore(self, draft: dict[str, str]) -> None:
        """Take up what `draft` had kept; called before the screen is mounted."""


class Dialog(Translated[Result], ModalScreen[Result]):
    """A box above a work area. It closes with a result; the focus goes back by itself."""

    def after_keys(self, act: Callable[[], None]) -> None:
        """Act once the keys that were pressed before have been written.

        A binding with priority is heard at once, while what was typed just before it is still on
        its way to its line: a fast Enter would take a reason without its last letters.
        """
        (self.focused or self).call_later(act)


def _translated(active: ActiveBinding) -> ActiveBinding:
    binding = active.binding
    if not binding.description:
        return active
    binding = replace(binding, description=_(binding.description), tooltip="")
    return active._replace(binding=binding, tooltip="")
