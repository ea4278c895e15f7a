"""The keys that are Onsite's own, as against those that every text field of Textual has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.binding import Binding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import ActiveBinding
    from textual.screen import Screen


def own_keys(screen: Screen[Any]) -> Iterator[ActiveBinding]:
    """The keys that work on a screen now and are worth telling, each with its description."""
    for active in screen.active_bindings.values():
        binding = active.binding
        told = binding.description and not binding.system and active.enabled
        if told and binding.action not in _of_textual(type(active.node)):
            yield active


def _of_textual(node: type) -> set[str]:
    """The actions that a class only has from Textual."""
    theirs: set[str] = set()
    ours: set[str] = set()
    for each in node.__mro__:
        actions = ours if not each.__module__.startswith("textual.") else theirs
        actions.update(_actions(each.__dict__.get("BINDINGS", ())))
    return theirs - ours


def _actions(bindings: Any) -> Iterator[str]:
    for binding in bindings:
        yield binding.action if isinstance(binding, Binding) else binding[1]
