"""Asks somebody who may for their PIN, and for a reason where one is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from onsite.errors import OnsiteError
from onsite.language import N_, _
from onsite.staff.rules import LONGEST
from onsite.staff.wording import roles_in_words
from onsite.ui.base import Dialog
from onsite.ui.footer import KeyFooter
from onsite.ui.line_list import Column, Line, LineList
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.plan.model import Plan
    from onsite.staff.service import Operator

_MOST_LINES = 5
_FAST_S = 0.04
"""Keys that follow each other within this time come from a scanner."""
_SIGNS, _DIGITS = 6, 8
"""So many of them are a code: signs of any kind, or digits alone."""


class PinLine(Input):
    """Takes digits.

    Args:
        letter: told of what is no digit: it chooses a person by their name. It is called at once,
            so that it cannot come after what the next key does.
    """

    def __init__(self, letter: Callable[[str], None]) -> None:
        super().__init__(id="pin", password=True, max_length=LONGEST, compact=True)
        self._letter = letter
        self._keys: list[tuple[str, float]] = []

    def scanned(self) -> str:
        """What came faster than anybody types, where it is too long or too mixed for a PIN."""
        run = self._keys[-1:]
        for after, before in pairwise(reversed(self._keys)):
            if after[1] - before[1] > _FAST_S:
                break
            run.append(before)
        text = "".join(character for character, _time in reversed(run))
        return text if len(text) >= (_DIGITS if text.isdigit() else _SIGNS) else ""

    def forget(self) -> None:
        """Begin anew."""
        self._keys = []
        self.value = ""

    def on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character:
            self._keys.append((event.character, event.time))
        if event.is_printable and event.character and not event.character.isdigit():
            event.prevent_default()
            event.stop()
            self._letter(event.character.casefold())


@dataclass(frozen=True, slots=True)
class Authorised:
    """Somebody has given their PIN."""

    operator: Operator
    reason: str = ""
    """In their words; empty where none was asked for."""


class PinDialog(Dialog[Authorised | None]):
    """Asks who it is and for the PIN. It answers None when cancelled, or closed by a scan.

    Args:
        question: what is to be allowed, as a whole sentence.
        roles: who may; empty for any operator with a PIN.
        reason: asks for a reason too, with this question; empty for none.
        at: the id of the operator the cursor begins at.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("Up"), show=False, priority=True),
        Binding("down", "move(1)", N_("Down"), show=False, priority=True),
        Binding("enter", "take", N_("OK"), priority=True),
        Binding("escape", "cancel", N_("Cancel")),
    ]

    def __init__(
        self, question: str, roles: Collection[str] = (), *, reason: str = "", at: str = ""
    ) -> None:
        super().__init__()
        self._question = question
        self._roles = tuple(roles)
        self._reason = reason
        self._at = at
        self._plan: Plan | None = None
        self._who: tuple[Operator, ...] = ()
        self._trouble: OnsiteError | None = None

    @property
    def people(self) -> tuple[Operator, ...]:
        """Who may give their PIN."""
        return self._who

    def question(self) -> str:
        """What is asked, in the language in use."""
        return self._question

    def takes_scan(self, text: str) -> bool:
        """The badge of somebody who may: it is them, and their PIN is asked for."""
        from onsite.scanner.payload import candidates

        codes = {text.strip(), *candidates(text)}
        found = next((each for each in self._who if each.badge in codes), None)
        if found is None:
            return False
        self._mark(found.id)
        self.clear()
        return True

    def clear(self) -> None:
        """The PIN from its beginning."""
        pin = self.query_one(PinLine)
        pin.forget()
        pin.focus()

    def compose(self) -> ComposeResult:
        """The question, who may, the PIN, the reason, what was wrong."""
        with Vertical(classes="box"):
            yield Static(classes="question")
            yield Static(id="pin-roles")
            who = LineList(Column(), Column(), id="pin-who", classes="-cursor")
            who.can_focus = False
            yield who
            yield PinLine(self._to_letter)
            if self._reason:
                yield Input(id="pin-reason", max_length=300, compact=True)
            yield Static(classes="missing")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.query_one("#pin-who").styles.height = 1
        self.query_one("#pin").focus()
        self.retranslate()
        self.run_worker(self._open(), group="open")

    def retranslate(self) -> None:
        """Every text again; what was typed stays."""
        self.query_one(".question", Static).update(Text(self.question()))
        self.query_one("#pin", Input).placeholder = _("PIN")
        if self._reason:
            self.query_one("#pin-reason", Input).placeholder = self._reason
        self._show()

    def action_move(self, steps: int) -> None:
        """Another one of those who may."""
        self.query_one(LineList).action_move(steps)

    def action_take(self) -> None:
        """Verify the PIN, once the keys before this one have arrived."""
        line = self.focused if isinstance(self.focused, Input) else self.query_one(PinLine)
        line.call_later(self._take)

    def _take(self) -> None:
        """Ask for what is missing first."""
        pin = self.query_one(PinLine)
        scanned = pin.scanned()
        if scanned:
            self.clear()
            if not self.takes_scan(scanned):
                self._say(_("This was a scan, and was not recorded. The PIN comes first."))
            return
        if not pin.value.strip():
            pin.focus()
            return
        if self._reason and not self._given():
            self.query_one("#pin-reason").focus()
            self._say(_("Please write a few words."))
            return
        if self._plan is not None and not is_busy(self.workers, "pin"):
            self._say(_("One moment…"))
            self.run_worker(self._verify(self._plan, pin), group="pin")

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.query_one("#pin").focus()

    async def _open(self) -> None:
        from onsite.plan.service import current
        from onsite.staff.access import nobody_has_one
        from onsite.staff.service import with_roles

        site = await self.onsite.site_ready()
        plan = await site.read(current)
        if plan is None:
            self.dismiss(None)
            return
        self._plan = plan
        self._who = await site.read(with_roles, plan, self._roles)
        if not self._who:
            self._trouble = nobody_has_one(plan, self._roles)
        self._show()

    async def _verify(self, plan: Plan, pin: Input) -> None:
        from onsite.staff.access import authorise

        marked = self.query_one(LineList).line
        who = marked.key if marked is not None else ""
        given = self._given()
        try:
            operator = await authorise(self.onsite.site, plan, pin.value, self._roles, operator=who)
        except OnsiteError as error:
            self.clear()
            self._say(str(error))
            return
        self.dismiss(Authorised(operator, given))

    def _given(self) -> str:
        return self.query_one("#pin-reason", Input).value.strip() if self._reason else ""

    def _show(self) -> None:
        plan = self._plan
        if plan is None:
            return
        may = roles_in_words(plan, self._roles)
        said = _("May allow it: {roles}.").format(roles=may) if may else ""
        roles = self.query_one("#pin-roles", Static)
        roles.update(Text(said))
        roles.display = bool(said)
        lines = [Line(each.id, (each.name, roles_in_words(plan, each.roles))) for each in self._who]
        people = self.query_one(LineList)
        people.styles.height = max(1, min(len(lines), _MOST_LINES))
        people.display = bool(lines)
        people.show(lines)
        if self._at:
            self._mark(self._at)
            self._at = ""
        self._say(str(self._trouble or ""))

    def _mark(self, operator: str) -> None:
        ids = [each.id for each in self._who]
        if operator in ids:
            self.query_one(LineList).cursor = ids.index(operator)

    def _to_letter(self, letter: str) -> None:
        """The next person whose name begins with that letter."""
        if not self._who:
            return
        people, many = self.query_one(LineList), len(self._who)
        after = ((people.cursor + step) % many for step in range(1, many + 1))
        names = [each.name.casefold() for each in self._who]
        people.cursor = next((at for at in after if names[at].startswith(letter)), people.cursor)

    def _say(self, text: str) -> None:
        self.query_one(".missing", Static).update(Text(text))
