"""The dialog with a join code: its picture, its letters, and who asks with it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from onsite.clock import from_ms
from onsite.language import N_, _
from onsite.sync import wording
from onsite.sync.joining import invited
from onsite.sync.joining.invitation import half_blocks
from onsite.sync.joining.invited import Step
from onsite.sync.stations import words as station_words
from onsite.sync.stations.dialogs import answer
from onsite.ui.base import Dialog
from onsite.ui.cells import plain
from onsite.ui.footer import KeyFooter

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.sync.joining.invitation import JoinCode
    from onsite.sync.joining.invited import Invitation
    from onsite.wiring import Site

_ABOUT_CELLS = 24
"""What the code in letters needs beside the picture."""
# Black on white whatever the theme is: not every reader takes the inverse.
_PRINTED = "color(16) on color(231)"


class CodeShown(Dialog[None]):
    """Shows a join code until it is used or no longer good, and who asks with it.

    Closing it takes nothing back: the code stays good until its time is over.
    """

    CSS_PATH = "code.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "answer(True)", N_("Approve")),
        Binding("r", "answer(False)", N_("Refuse")),
        Binding("escape,enter", "dismiss(None)", N_("Close")),
        Binding("ctrl+l", "app.language", N_("Language"), show=False),
    ]

    def __init__(self, site: Site, code: JoinCode, invitation: Invitation) -> None:
        super().__init__()
        self._site = site
        self._code = code
        self.invitation = invitation
        self._picture = half_blocks(code)
        self._others: list[Invitation] = []

    def compose(self) -> ComposeResult:
        """The picture on the left, what it is on the right."""
        picture = Text("\n".join(self._picture), _PRINTED)
        with Horizontal(classes="code"):
            yield Static(picture, id="code-picture")
            with VerticalScroll(can_focus=False):
                yield Static(self._about(), id="code-about")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.set_interval(1.0, self._look)
        self.on_resize()

    def on_resize(self) -> None:
        """A picture that is cut is of no use to any reader."""
        self.set_class(not self._has_room, "-small")
        self.retranslate()

    def retranslate(self) -> None:
        """The right side again."""
        self.query_one("#code-about", Static).update(self._about())

    def shows_request(self, token: str) -> bool:
        """Whoever asks meanwhile is named here."""
        del token
        return True

    @property
    def _has_room(self) -> bool:
        wide, high = len(self._picture[0]) + _ABOUT_CELLS, len(self._picture) + 1
        return self.size.width >= wide and self.size.height >= high

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only who asks can be answered."""
        del parameters
        return action != "answer" or self.invitation.step is Step.ASKED

    async def action_answer(self, yes: bool) -> None:  # noqa: FBT001 - an action's argument
        """Let the station join, or not."""
        await answer(self._site, self.invitation, yes=yes)
        await self._look()

    async def _look(self) -> None:
        known = await asyncio.to_thread(invited.every, self._site.data, self._site.clock.now())
        mine = [each for each in known if each.token == self.invitation.token]
        self.invitation = mine[0] if mine else self.invitation.at(Step.EXPIRED, self._now())
        self._others = [each for each in known if each.step is Step.ASKED and each not in mine]
        self.retranslate()
        self.refresh_bindings()

    def _now(self) -> datetime:
        return self._site.clock.now()

    def _about(self) -> Text:
        role = wording.role(self.invitation.role)
        name = plain(self.invitation.name)
        said = _("Join code for {name} ({role})") if name else _("Join code for: {role}")
        text = Text(said.format(name=name, role=role), "bold")
        groups = self._code.letters.split("-")
        rows = ["-".join(groups[at : at + 3]) for at in range(0, len(groups), 3)]
        gap = "\n\n" if self._has_room else "\n"
        text.append(gap + "\n".join(rows) + gap, "bold")
        text.append(_("On the new computer: “onsite”, then J, then this code."), "not bold")
        if self._code.addresses:
            text.append(gap + _("Hub: {address}").format(address=self._code.addresses[0]))
        text.append(gap).append(self._stands(), "bold")
        for each in self._others[:1]:
            said = _("{request} Escape, then F5 answers.")
            text.append(gap + "▸ " + said.format(request=station_words.asking(each)), "bold")
        if not self._has_room:
            said = _("The window is too small for the picture of the code; make it larger.")
            text.append(gap + said, "not bold")
        return text

    def _stands(self) -> str:
        step = self.invitation.step
        if step is Step.ASKED:
            return station_words.asking(self.invitation) + " " + _("a approves, r refuses.")
        if step is Step.OPEN:
            left = max(from_ms(self.invitation.expires_ms) - self._now(), timedelta())
            minutes, seconds = divmod(int(left.total_seconds()), 60)
            said = _("Good once, for {minutes}:{seconds:02} more.")
            return said.format(minutes=minutes, seconds=seconds)
        return _(_STEPS[step]).format(name=self.invitation.shown)


_STEPS = {
    Step.APPROVED: N_("✓ Approved. “{name}” is let in the moment it asks again."),
    Step.REFUSED: N_("✗ Refused. Invite again if that was a mistake."),
    Step.USED: N_("✓ “{name}” has joined."),
    Step.EXPIRED: N_("✗ This code is no longer good. Make another one."),
}
