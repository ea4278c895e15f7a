"""The last line of a screen: its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Footer
from textual.widgets._footer import FooterKey

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import Binding
    from textual.screen import Screen


class KeyFooter(Footer):
    """Textual's footer, close together, and made anew only where another key is to be shown.

    Whatever happens on a screen may change its keys, and mostly does not. To make them anew cost
    a tenth of all that a desk did.
    """

    def __init__(self) -> None:
        super().__init__(show_command_palette=False, compact=True)
        self._shown: list[tuple[Binding, bool, str]] | None = None

    def compose(self) -> ComposeResult:
        """Textual's keys, close together from the start: each would be styled twice otherwise."""
        self._shown = self._keys() if self._bindings_ready else None
        for each in super().compose():
            if isinstance(each, FooterKey):
                each.add_class("-compact", update=False)
            yield each

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Show the keys as they are now."""
        if not self.is_attached or self._shown != self._keys():
            super().bindings_changed(screen)

    def _keys(self) -> list[tuple[Binding, bool, str]]:
        active = self.screen.active_bindings.values()
        return [(each.binding, each.enabled, each.tooltip) for each in active if each.binding.show]
