"""The locked screen, and the question who works here now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from onsite.language import N_, _, ngettext
from onsite.staff.pin_dialog import Authorised, PinDialog
from onsite.ui.notice import NoticeLine
from onsite.ui.told import Notice

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.app import OnsiteApp

_TELLS_S = 30.0
"""So long a locked screen says what came of a report, in seconds."""


class CallLine(NoticeLine):
    """Of all notices the one that calls whoever passes: it names no person."""

    def _take(self, notice: Notice) -> None:
        del notice
        super()._take(Notice(getattr(self.app, "urgent", "")))


class LockScreen(PinDialog):
    """Hides everything until an operator gives their PIN. An incident is reported without one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+e", "app.report", N_("Report an incident"), priority=True)
    ]

    def __init__(self, at: str) -> None:
        super().__init__("", at=at)
        self._kept = 0
        self._told = ""

    def compose(self) -> ComposeResult:
        """What calls, and the question."""
        yield CallLine()
        yield from super().compose()

    def tell(self, said: str) -> None:
        """What came of a report; it goes by itself."""
        self._told = said
        self.retranslate()
        self.set_timer(_TELLS_S, partial(self._forget, said))

    def question(self) -> str:
        """What was reported, that it is locked, and what was scanned meanwhile."""
        return f"{self._told}\n{self._locked()}".strip()

    def _forget(self, said: str) -> None:
        if self._told == said:
            self._told = ""
            self.retranslate()

    def _locked(self) -> str:
        said = _("LOCKED. Who works here now?")
        if not self._kept:
            return said
        kept = ngettext(
            "LOCKED: PIN first. {n} scan since was not recorded; it is shown after the PIN.",
            "LOCKED: PIN first. {n} scans since were not recorded; they are shown after the PIN.",
            self._kept,
        )
        return kept.format(n=self._kept)

    def show_kept(self, kept: int) -> None:
        """So many scans were made meanwhile."""
        self._kept = kept
        self.retranslate()

    def action_cancel(self) -> None:
        """Only a PIN unlocks: what was typed is taken back."""
        self.clear()


class SwitchDialog(PinDialog):
    """Asks who works here now; the same key again locks the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "lock", N_("Lock now"))]

    def __init__(self, at: str) -> None:
        super().__init__("", at=at)

    def question(self) -> str:
        """Who it is."""
        return _("Who works here now? Choose, or scan the badge; then the PIN.")

    def action_lock(self) -> None:
        """Lock the screen instead, if somebody could unlock it."""
        if self.people:
            self.dismiss(None)
            self.onsite.guard.lock(self.onsite.site.operator)


async def switch(app: OnsiteApp) -> None:
    """Let another operator go on where this one stands; nothing on the screen is lost."""
    site = await app.site_ready()
    given: Authorised | None = await app.push_screen_wait(SwitchDialog(site.operator))
    if given is not None:
        app.switch_operator(given.operator)
        said = _("{name} works here now.").format(name=given.operator.name)
        app.notify(said, markup=False)
