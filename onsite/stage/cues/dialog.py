"""The cues of an item in a list above the console: fired, called, changed from there."""

from __future__ import annotations

from dataclasses import replace
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
    from textual.binding import ActiveBinding, BindingType

    from onsite.ui.line_list import Line

Deed = Literal["fire", "again", "stand_by", "done", "add", "edit", "remove", "take"]
_OF_CUE = ("fire", "again", "stand_by", "done", "edit", "remove")
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
        fired: whether a cue was fired, or done by hand.
        departments: those of the stage.
        at: the cue under the cursor, and the department that is shown.
    """

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g,G", "fire", N_("Fire"), key_display="g"),
        Binding("r,R", "again", N_("Fire again"), key_display="r"),
        Binding("b,B", "answer('stand_by')", N_("Standby"), key_display="b"),
        Binding("x,X", "answer('done')", N_("Done"), key_display="x"),
        Binding("a,A", "answer('add')", N_("Add"), key_display="a"),
        Binding("e,E", "answer('edit')", N_("Change"), key_display="e"),
        Binding("delete", "answer('remove')", N_("Take out")),
        Binding("f,F", "department", N_("Team"), key_display="f"),
        Binding("t,T", "answer('take')", N_("Take over"), key_display="t"),
        Binding("escape,w,W", "dismiss(None)", N_("Close"), key_display="Esc"),
    ]

    def __init__(
        self,
        title: str,
        look: Callable[[str], Sequence[Line]],
        fired: Callable[[str], bool],
        departments: Sequence[str],
        at: tuple[str, str] = ("", ""),
    ) -> None:
        super().__init__()
        self._title = title
        self._look = look
        self._fired = fired
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
            yield Static(id="cues-said")
        yield KeyFooter()

    def on_mount(self) -> None:
        self._say("")
        self.show_lines()
        lines = self.query_one(LineList)
        keys = [line.key for line in lines.lines]
        lines.cursor = keys.index(self._at) if self._at in keys else lines.cursor
        lines.focus()
        self.set_interval(_EVERY_S, self.show_lines)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is about one cue needs one."""
        if action in ("fire", "again") or (action == "answer" and parameters[0] in _OF_CUE):
            return self.is_mounted and self.query_one(LineList).line is not None
        return True

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The footer has the one of the two keys that fires the cue under the cursor."""
        found = super().active_bindings
        useless = ("fire", "answer('stand_by')") if self._was_fired() else ("again",)
        for key, active in found.items():
            if active.binding.action in useless:
                found[key] = active._replace(binding=replace(active.binding, show=False))
        return found

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

    def action_fire(self) -> None:
        """Fire it; one that was fired is not fired twice by the same key."""
        if self._was_fired():
            self._say(_("It was fired, or done by hand. r fires it again."))
        else:
            self.action_answer("fire")

    def action_again(self) -> None:
        """Fire what was fired once more."""
        if self._was_fired():
            self.action_answer("again")
        else:
            self._say(_("It was not fired yet. g fires it."))

    def action_department(self) -> None:
        """Those of the next department, or of all again."""
        place = self._departments.index(self._department) + 1
        self._department = self._departments[place % len(self._departments)]
        self.show_lines()

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        """Whoever confirms or closes with Enter, or clicks, fires no light."""
        event.stop()
        self._say(_("That fires nothing. g fires a cue, r one that was fired before."))

    @on(LineList.Highlighted)
    def _moved(self, event: LineList.Highlighted) -> None:
        event.stop()
        if not isinstance(event, LineList.Chosen):
            self._say("")
            self.refresh_bindings()

    def _was_fired(self) -> bool:
        line = self.query_one(LineList).line if self.is_mounted else None
        return line is not None and self._fired(line.key)

    def _say(self, text: str) -> None:
        said = self.query_one("#cues-said", Static)
        said.update(Text(text))
        said.display = bool(text)
