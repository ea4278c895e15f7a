"""The app's styles: each source is read once for each theme, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.css.stylesheet import Stylesheet

if TYPE_CHECKING:
    from textual.css.model import RuleSet

_kept: dict[frozenset[tuple[str, str]], dict[tuple[Any, ...], list[RuleSet]]] = {}
"""What was read, for the colours it was read with: as many as there are themes."""


class KeptStylesheet(Stylesheet):
    """Textual's stylesheet, which does not read again what it has read before.

    Textual keeps the last 64 sources, in turn, and none when the theme is set. The desk has more
    than that, so that each new kind of widget had every source read anew.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._known = _kept.setdefault(frozenset(self._variables.items()), {})

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the colours of a theme."""
        super().set_variables(variables)
        self._known = _kept.setdefault(frozenset(variables.items()), {})

    def reparse(self) -> None:
        """Read every source with the colours as they are now.

        Raises:
            StylesheetError: a source is wrong; the styles stay as they were.
        """
        self.parse()

    def _parse_rules(self, css: str, *where: Any, **how: Any) -> list[RuleSet]:
        source = (css, *where, *sorted(how.items()))
        if source not in self._known:
            self._known[source] = super()._parse_rules(css, *where, **how)
        return self._known[source]
