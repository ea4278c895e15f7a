"""The dialog of a recount: a number for each row, a running sum, and nothing lost on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on, work
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from onsite.clock import from_ms, to_ms
from onsite.errors import OnsiteError
from onsite.language import N_, _, ngettext
from onsite.ui.base import Dialog
from onsite.ui.block_letters import drawn
from onsite.ui.dialogs import Confirm
from onsite.ui.footer import KeyFooter
from onsite.ui.workers import is_busy
from onsite.zones.counter import rows as counted

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.plan.model import Plan
    from onsite.zones.counter.righting import CounterRighting

_SHOWN = 4
"""So many of the last rows are seen."""
_GROUP = "recount"


class RowLine(Input):
    """The line that is typed; Backspace in an empty one takes the last row back."""

    class Emptied(Message):
        """Backspace was pressed where nothing is typed."""

    async def _on_key(self, event: events.Key) -> None:
        # Textual's own handler takes the key after this one.
        if event.key == "backspace" and not self.value:
            event.stop()
            event.prevent_default()
            self.post_message(self.Emptied())


class RecountDialog(Dialog[None]):
    """Asks for rows until an empty line. Closed by Esc, it opens again with what was typed.

    Args:
        screen: counts in the zone, and keeps what is typed.
        plan: in force.
        zone: what the zone is called.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", N_("Add, or record"), priority=True),
        Binding("f5", "turn", N_("For when"), priority=True),
        Binding("escape", "dismiss(None)", N_("Later")),
    ]

    def __init__(self, screen: CounterRighting, plan: Plan, zone: str) -> None:
        super().__init__()
        self._counter = screen
        self._plan = plan
        self._zone = zone
        self._at_beginning = False
        if not screen.recount_began_ms:
            screen.recount_began_ms = to_ms(screen.onsite.clock.now())

    @property
    def rows(self) -> tuple[counted.Row, ...]:
        """What was typed so far."""
        return counted.rows_of(self._counter.recounting)

    def compose(self) -> ComposeResult:
        """What to do, the sum, the last rows, the line."""
        with Vertical(classes="box"):
            yield Static(Text(self._question()), classes="question")
            yield Static(id="sum")
            yield Static(id="rows")
            yield RowLine(
                placeholder=_("23, or a row and how many: row 14 23"), max_length=90, compact=True
            )
            yield Static(id="for-when")
            yield Static(classes="missing")
        yield KeyFooter()

    def on_mount(self) -> None:
        self._show()
        self.query_one(RowLine).focus()

    def _question(self) -> str:
        said = _(
            "Recount of {zone}. Type how many and Enter, row by row or all at once."
            " Enter on an empty line records the sum; Backspace there takes a row back."
        )
        return said.format(zone=self._zone)

    def _show(self, missing: str = "") -> None:
        rows = self.rows
        many = ngettext("{n} row", "{n} rows", len(rows)).format(n=len(rows))
        self.query_one("#sum", Static).update(Text("\n".join(drawn(str(counted.people(rows))))))
        last = counted.parts(rows)[-_SHOWN:]
        listed = _(", ").join(name + _(": ") + str(people) for name, people in last)
        self.query_one("#rows", Static).update(Text(f"{many}  {listed}" if listed else many))
        self.query_one("#for-when", Static).update(Text(self._for_when()))
        self.query_one(".missing", Static).update(Text(missing))

    def _for_when(self) -> str:
        at = f"{self._plan.local(from_ms(self._counter.recount_began_ms)):%H:%M}"
        if self._at_beginning:
            said = _("It holds for {at}, when it began: what was tapped since then comes on top.")
        else:
            said = _("It holds for now: what was tapped before is in it. F5: for {at}.")
        return said.format(at=at)

    def action_turn(self) -> None:
        """Let it hold for when it began, or for now."""
        self._at_beginning = not self._at_beginning
        self._show()

    def action_take(self) -> None:
        """Add what is typed; where nothing is, record the sum."""
        self.after_keys(self._take)

    @on(RowLine.Emptied)
    def _emptied(self) -> None:
        self._counter.recounting = counted.draft_of(self.rows[:-1])
        self._show()

    def _take(self) -> None:
        line = self.query_one(RowLine)
        if line.value.strip():
            self._add(line)
        elif self.rows and not is_busy(self.app.workers, _GROUP):
            self._record()

    def _add(self, line: RowLine) -> None:
        try:
            added = counted.row(line.value)
        except OnsiteError as error:
            self._show(str(error))
            return
        if len(self.rows) < counted.MOST_ROWS:
            self._counter.recounting = counted.draft_of((*self.rows, added))
        line.value = ""
        self._show()

    @work(group=_GROUP)
    async def _record(self) -> None:
        """Record it; Enter that is held says no to the question, and nothing is recorded twice."""
        rows = self.rows
        people = counted.people(rows)
        question = ngettext("{zone}: {n} person in all?", "{zone}: {n} people in all?", people)
        asked = question.format(zone=self._zone, n=people)
        if not await self.app.push_screen_wait(Confirm(asked, yes=_("Record"), careful=True)):
            return
        try:
            await self._counter.record_recount(self._plan, rows, at_beginning=self._at_beginning)
        except OnsiteError as error:
            self._show(str(error))
        else:
            self.dismiss(None)
