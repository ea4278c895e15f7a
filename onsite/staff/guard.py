"""Watches over who works at the screen: the lock, and what is scanned while it is locked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from onsite.language import _
from onsite.ui.base import Unlocked
from onsite.ui.workers import is_busy
from onsite.wiring import default_operator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.screen import Screen

    from onsite.app import OnsiteApp
    from onsite.staff.lock_screen import LockScreen
    from onsite.standing import Standing

LOOK_S = 5.0
"""How often it is looked whether nobody is there any more, in seconds."""


class Guard:
    """Locks the screen when nobody has touched it for so long as the plan says.

    A scan at a locked desk is no attempt: nothing is recorded, nobody is let in. It is said at
    once that a PIN is needed, and after unlocking the desk shows who was scanned meanwhile.

    Args:
        app: whose screen it is.
    """

    def __init__(self, app: OnsiteApp) -> None:
        self._app = app
        self._touched = app.clock.now()
        self._after = timedelta()
        self._began = False
        self._screen: LockScreen | None = None

    @property
    def locked(self) -> bool:
        """Whether it is locked now."""
        return self._screen is not None

    @property
    def within_reach(self) -> Sequence[Screen[Any]]:
        """The screens that stand there, but for those that the lock hides, and itself."""
        stack = self._app.screen_stack
        return stack[stack.index(self._screen) + 1 :] if self._screen in stack else stack

    @staticmethod
    def nobody_known() -> str:
        """As whom somebody acts of whom nobody has asked who they are, as at a locked screen."""
        return f"{default_operator()} ?"

    def tell(self, said: str) -> None:
        """Say what came of something; where it is locked, that must name nobody."""
        if self._screen is not None:
            self._screen.tell(said)
        else:
            self._app.notify(said, markup=False)

    def touch(self) -> None:
        """Somebody is there."""
        self._touched = self._app.clock.now()

    def mind(self, now: Standing) -> None:
        """Go by what the plan says, and by who has a PIN.

        At first nobody has given a PIN yet: the name that the app was begun with counts only
        where it is no operator's who has one.
        """
        self._after = timedelta(minutes=now.lock_after_min) if now.pins else timedelta()
        if self._began:
            return
        self._began = True
        site = self._app.site
        claimed, name = site.operator in now.pins, now.operators.get(site.operator, "")
        at = site.operator
        if claimed:
            user = default_operator()
            site.operator = user if user not in now.pins else f"{user} ?"
        if self._after:
            self.lock(at)
        elif claimed:
            said = _("Give the PIN of {name} with Ctrl+S: until then nobody is signed in here.")
            self._app.notify(said.format(name=name), severity="warning", timeout=15, markup=False)

    def look(self) -> None:
        """Lock if nobody has been there for too long."""
        idle = self._app.clock.now() - self._touched
        if self._after and idle >= self._after:
            self.lock(self._app.site.operator)

    def lock(self, at: str = "") -> None:
        """Lock now, with the cursor at that operator."""
        if not self.locked and not is_busy(self._app.workers, "lock"):
            self._app.run_worker(self._lock(at), group="lock")

    def show_kept(self, kept: int) -> None:
        """So many scans were made since it is locked."""
        self._app.sound("ask")
        if self._screen is not None:
            self._screen.show_kept(kept)

    async def _lock(self, at: str) -> None:
        from onsite.staff.lock_screen import LockScreen

        self._screen = LockScreen(at)
        self._app.clear_notifications()
        try:
            given = await self._app.push_screen_wait(self._screen)
        finally:
            self._screen = None
        self.touch()
        if given is None:
            return
        self._app.switch_operator(given.operator)
        for screen in self._app.base_screens():
            screen.post_message(Unlocked())
