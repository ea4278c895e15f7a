"""The cues of an item in a list above the console: fired, called, changed from there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from onsite.language import N_, _, pgettext
from onsite.stage.cues import wording
from onsite.ui.base import Dialog
from onsite.ui.footer import KeyFooter
from onsite.ui.line_list import Column, LineList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.ui.line_list import Line

Deed = Literal["fire", "stand_by", "done", "add", "edit", "remove", "take"]
_OF_CUE = ("fire", "stand_by", "done", "edit", "remove")
_EVERY_S = 0.5
_MOST = 14


class Asked(NamedTuple):
    """What is to be done; the console does it."""

    deed: Deed
    cue: str
    """Its id; empty where there is none."""
    department: str
    """Whose cues were shown; empty for all."""


class CuesDialog(Dialog[Asked | None]):
    """An item's cues, and keys for them.

    Args:
        title: of which item they are, and who fires them.
        look: the lines as they are now, of one department or, for an empty text, of all.
        departments: those of the stage.
        at: the cue under the cursor, and the department that is shown.
    """

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g,enter", "answer('fire')", N_("Fire"), key_display="g"),
        Binding("b", "answer('stand_by')", N_("Standby")),
        Binding("x", "answer('done')", N_("Done")),
        Binding("a", "answer('add')", N_("Add")),
        Binding("e", "answer('edit')", N_("Change")),
        Binding("delete", "answer('remove')", N_("Take out")),
        Binding("f", "department", N_("Team")),
        Binding("t", "answer('take')", N_("Take over")),
        Binding("escape,w", "dismiss(None)", N_("Close"), key_display="Esc"),
    ]

    def __init__(
        self,
        title: str,
        look: Callable[[str], Sequence[Line]],
        departments: Sequence[str],
        at: tuple[str, str] = ("", ""),
    ) -> None:
        super().__init__()
        self._title = title
        self._look = look
        self._departments = ("", *departments)
        self._at, self._department = at

    def compose(self) -> ComposeResult:
        """The title, the cues."""
        with Vertical(classes="box -wide"):
            yield Static(classes="question", id="cues-title")
            yield LineList(
                Column(width=1),
                Column(_("Cue"), share=2),
                Column(pgettext("of a cue", "Who"), 6),
                Column(_("When"), 13),
                Column(_("At"), 8),
                Column(_("State"), share=3),
                Column(pgettext("of a cue", "What"), share=3),
                empty=_("There are none. a adds one."),
            )
        yield KeyFooter()

    def on_mount(self) -> None:
        self.show_lines()
        lines = self.query_one(LineList)
        keys = [line.key for line in lines.lines]
        lines.cursor = keys.index(self._at) if self._at in keys else lines.cursor
        lines.focus()
        self.set_interval(_EVERY_S, self.show_lines)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is about one cue needs one."""
        if action == "answer" and parameters[0] in _OF_CUE:
            return self.is_mounted and self.query_one(LineList).line is not None
        return True

    def show_lines(self) -> None:
        """The cues as they are now."""
        found, lines = self._look(self._department), self.query_one(LineList)
        title = self._title
        if self._department:
            title = f"{title} – {wording.department(self._department)}"
        self.query_one("#cues-title", Static).update(Text(title))
        lines.styles.height = min(max(len(found), 1) + 1, _MOST)
        if list(found) != list(lines.lines):
            lines.show(found)
            self.refresh_bindings()

    def action_answer(self, deed: Deed) -> None:
        """Close, and let the console do it."""
        line = self.query_one(LineList).line
        self.dismiss(Asked(deed, line.key if line is not None else "", self._department))

    def action_department(self) -> None:
        """Those of the next department, or of all again."""
        place = self._departments.index(self._department) + 1
        self._department = self._departments[place % len(self._departments)]
        self.show_lines()

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        self.action_answer("fire")
