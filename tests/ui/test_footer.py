"""The keys in the last line."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App
from textual.binding import Binding
from textual.widgets._footer import FooterKey

from onsite.ui.footer import KeyFooter


class Keys(App[None]):
    BINDINGS: ClassVar = [Binding("f5", "leave", "Leaving"), Binding("f8", "undo", "Undo")]
    undoing: bool | None = True

    def compose(self):
        yield KeyFooter()

    def action_leave(self) -> None: ...
    def action_undo(self) -> None: ...

    def check_action(self, action, parameters):
        return self.undoing if action == "undo" else True


def keys(app: App[None]) -> list[FooterKey]:
    return list(app.query(FooterKey))


def told(app: App[None]) -> list[tuple[str, bool]]:
    return [(key.description, key._disabled) for key in keys(app)]


async def test_they_are_made_anew_only_where_another_is_to_be_shown():
    async with Keys().run_test() as pilot:
        await pilot.pause()
        before = keys(pilot.app)
        assert told(pilot.app) == [("Leaving", False), ("Undo", False)]
        pilot.app.refresh_bindings()
        await pilot.pause()
        assert keys(pilot.app) == before
        pilot.app.undoing = None
        pilot.app.refresh_bindings()
        await pilot.pause()
        assert told(pilot.app) == [("Leaving", False), ("Undo", True)]
        pilot.app.undoing = False
        pilot.app.refresh_bindings()
        await pilot.pause()
        assert told(pilot.app) == [("Leaving", False)]


async def test_they_stand_close_together():
    async with Keys().run_test() as pilot:
        await pilot.pause()
        first, second = keys(pilot.app)
        assert first.region.right == second.region.x - 1
        assert first.region.height == 1
