"""The speakers of an item: how far each is, how they are reached, what was agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, cast

from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from onsite.errors import OnsiteError
from onsite.language import N_
from onsite.stage.readiness import wording
from onsite.stage.readiness.rules import STATES
from onsite.stage.readiness.service import Check
from onsite.stage.readiness.viewing import first_missing, key_of, of_key
from onsite.ui.base import Dialog
from onsite.ui.footer import KeyFooter
from onsite.ui.line_list import Column, LineList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Protocol

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.stage.readiness.facts import State
    from onsite.stage.readiness.reading import Contact, Ready
    from onsite.stage.readiness.viewing import View

    class Behind(Protocol):
        """The console that it stands above."""

        def speakers_of(self, item: str) -> Sequence[Ready]:
            """The speakers of an item, as they were read last."""
            ...

        def view_of(self, item: str) -> View | None:
            """An item as it is now; None where there is none of it any more."""
            ...

        async def contacts_of(self, item: str) -> Mapping[str, Contact]:
            """How its speakers are reached, by their ids."""
            ...

        async def say(self, check: Check) -> tuple[str, str]:
            """Record it; answers what came of it, and its tone."""
            ...


Deed = Literal["hold", "swap", "fill", "note"]
_WIDTH = 70
"""The cells of a line within the box."""
_AROUND = 7
"""The rows of the frame, of the footer, of the last outcome, and those left free."""
_LEAST = 6
"""So many lines of speakers at least; the others are reached with the arrows."""
_EVERY_S = 1.0


class Asked(NamedTuple):
    """What is to be done about the item; the console does it."""

    deed: Deed
    item: str


class SpeakersDialog(Dialog[Asked | None]):
    """Each speaker with a checklist; a key says that something is so, and takes it back.

    Args:
        behind: knows the rundown, and records what is said.
        item: whose speakers are shown first.
        said: what is told besides, as why it is that one.
    """

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                str(number),
                f"check({number})",
                N_("Check off"),
                key_display="1–5 Space",
                show=number == 1,
            )
            for number in range(1, len(STATES) + 1)
        ),
        Binding("space,enter", "check(0)", N_("Check off"), show=False, priority=True),
        Binding("left", "go(-1)", N_("Other item"), key_display="←→", priority=True),
        Binding("right", "go(1)", N_("Next item"), show=False, priority=True),
        Binding("h,H", "answer('hold')", N_("Hold slot"), key_display="h"),
        Binding("s,S", "answer('swap')", N_("Swap"), key_display="s"),
        Binding("f,F", "answer('fill')", N_("Fill"), key_display="f"),
        Binding("e,E", "answer('note')", N_("Notes"), key_display="e"),
        Binding("escape,v,V", "dismiss(None)", N_("Close"), key_display="Esc"),
    ]

    def __init__(self, behind: Behind, item: str, said: str = "") -> None:
        super().__init__()
        self._behind = behind
        self._item = item
        self._first_said = said
        self._view: View | None = None
        self._contacts: Mapping[str, Contact] = {}

    def compose(self) -> ComposeResult:
        """The item, its speakers, the card of one of them, the texts, the last outcome."""
        with Vertical(classes="box -wide"):
            yield Static(classes="question", id="ready-title")
            yield LineList(
                Column(width=1), Column(width=3), Column(share=2), Column(share=3), id="ready-list"
            )
            yield Static(id="ready-card")
            yield Static(id="ready-texts")
            yield Static(id="ready-said")
        yield KeyFooter()

    def on_mount(self) -> None:
        self._open(self._item)
        self.query_one("#ready-said", Static).update(Text(self._first_said))
        self.query_one(LineList).focus()
        self.set_interval(_EVERY_S, self.show_view)

    def retranslate(self) -> None:
        """Every text again, in the language in use."""
        self.query_one("#ready-said", Static).update("")
        self.show_view()

    def show_view(self) -> None:
        """The item as it is now; it closes where the item is gone."""
        found = self._behind.view_of(self._item)
        if found is None:
            self.dismiss(None)
            return
        self._view = found
        self.query_one("#ready-title", Static).update(Text(found.title))
        self.query_one("#ready-texts", Static).update(Text("\n".join(found.texts)))
        self.query_one(LineList).show(found.lines)
        self._show_card()

    # What the keys do.

    def action_check(self, number: int) -> None:
        """Say it of the speaker under the cursor, or take it back.

        Args:
            number: of the state, from 1; 0 for the one under the cursor.
        """
        line = self.query_one(LineList).line
        speaker, state = of_key(line.key) if line is not None else ("", "")
        wanted = STATES[number - 1] if number else cast("State", state)
        if speaker and wanted:
            self.run_worker(self._say(speaker, wanted), group="ready-say")

    def action_go(self, steps: int) -> None:
        """Another item that has speakers."""
        other = (self._view.before if steps < 0 else self._view.after) if self._view else ""
        if other:
            self._open(other)

    def action_answer(self, deed: Deed) -> None:
        """Close, and let the console do it."""
        self.dismiss(Asked(deed, self._item))

    @on(LineList.Highlighted)
    def _moved(self, event: LineList.Highlighted) -> None:
        event.stop()
        self._show_card()

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.action_check(0)

    # What stands behind them.

    def _open(self, item: str) -> None:
        self._item, self._contacts = item, {}
        self.query_one("#ready-said", Static).update("")
        self.show_view()
        lines = self.query_one(LineList)
        lines.cursor = first_missing(lines.lines, self._behind.speakers_of(item))
        self.run_worker(self._look_up(item), group="ready-card", exclusive=True)

    async def _look_up(self, item: str) -> None:
        self._contacts = await self._behind.contacts_of(item)
        self._show_card()

    def _show_card(self) -> None:
        line = self.query_one(LineList).line
        contact = self._contacts.get(of_key(line.key)[0]) if line is not None else None
        told = wording.contact(contact) if contact is not None else []
        self.query_one("#ready-card", Static).update(Text("\n".join(told)))
        self._fit(told)

    def _fit(self, card: Sequence[str]) -> None:
        """The list has the rows that everything else leaves it."""
        view = self._view
        if view is None:
            return
        other = sum(1 + cell_len(text) // _WIDTH for text in (view.title, *card, *view.texts))
        free = self.size.height - _AROUND - other
        self.query_one(LineList).styles.height = max(min(len(view.lines), free), _LEAST)

    async def _say(self, speaker: str, state: State) -> None:
        ready = next(
            (each for each in self._behind.speakers_of(self._item) if each.speaker.id == speaker),
            None,
        )
        if ready is None:
            return
        check = Check(self._item, speaker, state, holds=state not in ready.marks)
        try:
            said, tone = await self._behind.say(check)
        except OnsiteError as error:
            said, tone = str(error), "bad"
        if not self.is_mounted:
            return
        told = self.query_one("#ready-said", Static)
        told.update(Text(said))
        told.set_classes(f"-{tone}")
        self.show_view()
        lines = self.query_one(LineList)
        wanted = key_of(speaker, state)
        lines.cursor = next(
            (at for at, line in enumerate(lines.lines) if line.key == wanted), lines.cursor
        )
