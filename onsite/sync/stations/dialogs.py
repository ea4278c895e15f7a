"""The questions of the stations screen: whom to invite, who may join, whom to revoke."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from onsite.language import N_, _
from onsite.sync import wording
from onsite.sync.joining import invited
from onsite.sync.stations import revoking
from onsite.sync.stations import words as station_words
from onsite.ui.base import Dialog
from onsite.ui.footer import KeyFooter
from onsite.ui.line_list import Column, Line, LineList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.sync.facts import Role
    from onsite.sync.joining.invited import Invitation
    from onsite.wiring import Site

_ROLES: tuple[Role, ...] = ("desk", "stage", "control", "counter", "lead", "display")


class AskInvite(Dialog["tuple[Role, str] | None"]):
    """Asks what the new station is to be, and what it is to be called."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", N_("Make the code")),
        Binding("up,down", "app.focus_next", N_("Role"), show=False),
        Binding("escape", "dismiss(None)", N_("Cancel")),
    ]

    def compose(self) -> ComposeResult:
        """The name, then the roles."""
        with Vertical(classes="box"):
            yield Static(Text(_("Invite a station")), classes="question")
            yield Static(Text(_("What is it to be called? It may say so itself.")))
            yield Input(placeholder=_("for example: Desk 3"), max_length=40, id="invite-name")
            yield Static(
                Text(_("What may it do? ↑ and ↓ choose, Enter makes the code.")), classes="title"
            )
            yield LineList(Column(width=8), Column(), id="invite-role", classes="-cursor")
        yield KeyFooter()

    def on_mount(self) -> None:
        roles = self.query_one(LineList)
        roles.can_focus = False
        roles.show([Line(r, (wording.role(r), wording.role_sentence(r))) for r in _ROLES])

    def on_key(self, event: object) -> None:
        """The arrows choose the role while the name is typed."""
        steps = {"up": -1, "down": 1}.get(getattr(event, "key", ""))
        if steps is not None:
            self.query_one(LineList).action_move(steps)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Close with the role and the name."""
        line = self.query_one(LineList).line
        role = cast("Role", line.key if line is not None else "desk")
        self.dismiss((role, self.query_one(Input).value.strip()))


class AskRequest(Dialog[bool | None]):
    """Asks whether somebody may join; None leaves it open."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "answer(True)", N_("Approve")),
        Binding("r", "answer(False)", N_("Refuse")),
        Binding("escape", "dismiss(None)", N_("Later")),
    ]

    def __init__(self, invitation: Invitation) -> None:
        super().__init__()
        self._invitation = invitation

    def compose(self) -> ComposeResult:
        """Who asks, and what it would be allowed."""
        allowed = wording.role_and_sentence(self._invitation.role)
        with Vertical(classes="box"):
            yield Static(Text(station_words.asking(self._invitation)), classes="question")
            yield Static(Text(allowed))
            yield Static(Text(_("Approve only who stands before you, or whom you sent the code.")))
        yield KeyFooter()

    def action_answer(self, yes: bool) -> None:  # noqa: FBT001 - an action's argument
        """Close with the answer."""
        self.dismiss(yes)


class AskRevoke(Dialog[str | None]):
    """Asks whether a station is to be revoked: its name must be typed; answers why, or None."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", N_("Revoke it")),
        Binding("escape", "dismiss(None)", N_("Cancel")),
    ]

    def __init__(self, name: str, *, keyholder: bool = False) -> None:
        super().__init__()
        self._called = name
        self._keyholder = keyholder

    def compose(self) -> ComposeResult:
        """What it means, the name, the reason."""
        with Vertical(classes="box"):
            yield Static(Text(_("Revoke “{name}”?").format(name=self._called)), classes="question")
            yield Static(Text(revoking.meaning(keyholder=self._keyholder)))
            yield Static(Text(_("Type its name, then Enter, to revoke it:")), classes="title")
            yield Input(placeholder=self._called, id="revoke-name")
            yield Static(Text(_("Why? (may stay empty)")), classes="title")
            yield Input(placeholder=_("for example: laptop stolen"), max_length=200, id="why")
            yield Static("", classes="missing")
        yield KeyFooter()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Close with the reason once the name stands there."""
        typed = self.query_one("#revoke-name", Input).value.strip()
        if typed.casefold() == self._called.casefold():
            self.dismiss(self.query_one("#why", Input).value.strip())
            return
        said = _("That is not its name. Nothing was revoked.") if typed else _("Type its name.")
        self.query_one(".missing", Static).update(Text(said))


class HeldEntries(Dialog[None]):
    """Shows what is held back, why, and what to do about it."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", N_("Close")),
    ]

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        """The list, and below it what to do about the line under the cursor."""
        columns = (Column("", 6, right=True), Column(_("Of"), 14), Column(_("What"), 17))
        with Vertical(classes="box"):
            yield Static(Text(_("Held back: not taken, not lost")), classes="question")
            yield LineList(*columns, Column(_("Why")), classes="-cursor")
            yield Static(id="advice")
        yield KeyFooter()

    def on_mount(self) -> None:
        lines = self.query_one(LineList)
        lines.styles.height = min(len(self._lines) + 1, 12)
        lines.show(self._lines)
        lines.focus()

    @on(LineList.Highlighted)
    def _highlighted(self, event: LineList.Highlighted) -> None:
        reason = event.line.key.split(" ")[1]
        self.query_one("#advice", Static).update(Text(wording.held_and_advice(reason)))


async def answer(site: Site, invitation: Invitation, *, yes: bool) -> None:
    """Let a station join, or not."""
    act = invited.approve if yes else invited.refuse
    await asyncio.to_thread(act, site.data, invitation.token, site.clock.now())
