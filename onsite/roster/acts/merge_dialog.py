"""Asks which two records are one person, and which of them stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from onsite.errors import OnsiteError
from onsite.language import N_, _
from onsite.roster.acts import reading
from onsite.roster.acts.wording import FIELDS
from onsite.ui.base import Dialog
from onsite.ui.footer import KeyFooter
from onsite.ui.line_list import Column, Line, LineList
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.roster.service import Attendee

_SHOWN = ("name", "company", "category", "email", "order", "payment", "codes")


class MergeDialog(Dialog[tuple[str, str] | None]):
    """Finds the other record, and shows the two side by side before they are one.

    Answers who stays and who went; None when cancelled, or closed by a scan.

    Args:
        one: the record it began with.
        act: merges; raises OnsiteError where that cannot be.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("Up"), show=False, priority=True),
        Binding("down", "move(1)", N_("Choose"), key_display="↑↓", priority=True),
        Binding("f5", "swap", N_("Who stays")),
        Binding("enter", "take", N_("Make them one"), priority=True),
        Binding("escape", "dismiss(None)", N_("Cancel")),
    ]

    def __init__(self, one: Attendee, act: Callable[[str, str], Awaitable[None]]) -> None:
        super().__init__()
        self._one = one
        self._act = act
        self._found: Sequence[Attendee] = ()
        self._swapped = False

    @property
    def other(self) -> Attendee | None:
        """The record under the cursor."""
        place = self.query_one(LineList).cursor
        return self._found[place] if 0 <= place < len(self._found) else None

    def compose(self) -> ComposeResult:
        """The question, a line to search in, who was found, the two side by side."""
        with Vertical(classes="box -wide"):
            name = self._one.record.name
            yield Static(
                Text(_("Who is the same person as {name}?").format(name=name)), classes="question"
            )
            yield Input(id="merge-line", max_length=300, compact=True)
            hits = LineList(Column(share=3), Column(share=2), Column(share=2), id="merge-hits")
            hits.can_focus = False
            hits.add_class("-cursor")
            yield hits
            yield LineList(
                Column(width=12),
                Column(_("stays")),
                Column(_("goes")),
                id="merge-both",
            )
            yield Static(classes="missing")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.query_one("#merge-both").can_focus = False
        line = self.query_one(Input)
        line.placeholder = _("A name, a company, a code; those alike are shown at once")
        line.focus()
        self._look("")

    def action_move(self, steps: int) -> None:
        """Another one."""
        self.query_one("#merge-hits", LineList).action_move(steps)

    def action_swap(self) -> None:
        """The other one stays."""
        self._swapped = not self._swapped
        self._show_both()

    def action_take(self) -> None:
        """Make them one."""
        if self.other is not None and not is_busy(self.app.workers, "act"):
            self.run_worker(self._take(self.other), group="act")

    async def _take(self, other: Attendee) -> None:
        pair = (self._one.attendee, other.attendee)
        stays, goes = reversed(pair) if self._swapped else pair
        try:
            await self._act(stays, goes)
        except OnsiteError as error:
            self.query_one(".missing", Static).update(Text(str(error)))
            return
        if self.is_current:
            self.dismiss((stays, goes))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._look(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()

    @on(LineList.Highlighted)
    def _moved(self, event: LineList.Highlighted) -> None:
        event.stop()
        self._show_both()

    def _look(self, text: str) -> None:
        self.run_worker(self._search(text), group="search", exclusive=True)

    async def _search(self, text: str) -> None:
        site = await self.onsite.site_ready()
        self._found = await site.read(reading.others, self._one, text)
        lines = [
            Line(each.attendee, (each.record.name, each.record.company, each.record.category))
            for each in self._found
        ]
        hits = self.query_one("#merge-hits", LineList)
        hits.retitle(*hits_columns(), empty=_("Nobody is alike. Type a name."))
        hits.show(lines)
        self._show_both()

    def _show_both(self) -> None:
        both, other = self.query_one("#merge-both", LineList), self.other
        both.display = other is not None
        if other is None:
            return
        pair = (self._one, other)
        stays, goes = reversed(pair) if self._swapped else pair
        lines = [
            Line(field, (_(FIELDS[field]), reading.shown(stays, field), reading.shown(goes, field)))
            for field in _SHOWN
            if reading.shown(stays, field) or reading.shown(goes, field)
        ]
        both.retitle(Column(width=12), Column(_("stays")), Column(_("goes")))
        both.styles.height = len(lines) + 1
        both.show(lines, keep=False)


def hits_columns() -> tuple[Column, ...]:
    """How the people who were found are laid out."""
    return (Column(share=3), Column(share=2), Column(share=2))
