"""The line above a screen that reports an incident, read as it is typed.

It stands at once; the plan, and what else it is read with, is loaded behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from onsite.incidents import wording
from onsite.incidents.report.drafting import Drafting
from onsite.language import N_, _, ngettext
from onsite.ui.footer import KeyFooter

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class ReportDialog(Drafting):
    """Reports an incident, and says what came of it."""

    CSS_PATH = "dialog.tcss"
    KEPT_BY_SCANS = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", N_("Report"), priority=True),
        Binding("f4", "nearest", N_("Take the nearest")),
        Binding("f6", "drill", N_("Exercise")),
        Binding("up", "other(-1)", N_("What was begun before"), key_display="↑↓", show=False),
        Binding("down", "other(1)", N_("What was begun after"), show=False),
        Binding("f8", "forget", N_("Throw away")),
        Binding("escape", "close", N_("Close"), priority=True),
    ]

    def compose(self) -> ComposeResult:
        """The title, the line, how it is read, what is wrong with it."""
        with Vertical(classes="box -wide"):
            yield Static(classes="question", id="report-title")
            with Horizontal(id="report-entry"):
                yield Static("❯", id="report-prompt")
                yield self.line
            yield Static(id="report-read")
            yield Static(id="report-wrong")
            yield Static(id="report-kept")
        yield KeyFooter()

    def on_mount(self) -> None:
        self.retranslate()
        self.go_on()

    def retranslate(self) -> None:
        """Every text again, in the language in use."""
        self.line.placeholder = _("med H2 row14 fall, conscious @lin !")
        self.show()

    # The keys.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done is in the footer."""
        if action == "nearest":
            return self._read is not None and any(each.nearest for each in self._read.problems)
        if action == "forget":
            return self.kept is not None and self.kept.draft is not None
        if action == "other":
            return len(self.drafts) > 1
        return super().check_action(action, parameters)

    def action_take(self) -> None:
        """Report it."""
        self.in_turn(self.take)

    def action_close(self) -> None:
        """Close; what was typed stays on the disk."""
        self.in_turn(self.put_away)

    def action_other(self, steps: int) -> None:
        """Another one that was begun, or a new one."""
        self.in_turn(lambda: self.work(self.go_to(self.place + steps)))

    def action_forget(self) -> None:
        """Throw away what was typed."""
        self.in_turn(lambda: self.work(self.throw_away()))

    def action_drill(self) -> None:
        """An exercise, or not."""
        self.drill = not self.drill
        self.keep_text()
        self.show()

    def action_nearest(self) -> None:
        """Put the nearest name in the place of the first word that nobody knows."""
        read = self.reader.read(self.text) if self.reader is not None else None
        problems = read.problems if read is not None else ()
        found = next((each for each in problems if each.nearest), None)
        if found is not None:
            self.line.replace(found.nearest[0], found.start, found.end)
            self.line.cursor_position = len(self.line.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.text:
            self.begun()
        self._not_kept = False
        self.keep_text()
        self.show()

    # What stands there.

    def show(self) -> None:
        """What stands there, as it is read."""
        title = _("An exercise") if self.drill else _("Report an incident")
        said = self.query_one("#report-title", Static)
        said.update(Text(f"{_(wording.EXERCISE)}  {title}" if self.drill else title))
        said.set_class(self.drill, "-drill")
        self._show_read()
        self.query_one("#report-kept", Static).update(Text("\n".join(self._kept_words())))
        self.refresh_bindings()

    def _show_read(self) -> None:
        text, reader = self.text, self.reader
        self._read = read = reader.read(text) if reader is not None else None
        shown = _teaching()
        if reader is not None and read is not None and text.strip():
            shown = _preview(reader.preview(read))
        self.query_one("#report-read", Static).update(shown)
        wrong = [reader.problem(each) for each in read.problems] if reader and read else []
        if read is not None and read.certain and self.warned == text:
            near = any(each.nearest for each in read.problems)
            nearest = _("Enter again reports it as it stands; F4 takes the nearest.")
            wrong.append(nearest if near else _("Enter again reports it as it stands."))
        if self.asked:
            wrong.append(_("One moment…"))
        self.say("\n".join(wrong))

    def _kept_words(self) -> list[str]:
        """When it was begun, and what else was."""
        reader, draft = self.reader, self.kept.draft if self.kept is not None else None
        said = []
        if reader is not None and draft is not None:
            began = reader.begun_at(draft)
            said.append(_("Begun at {at}; kept here when you close it.").format(at=began))
        others = [each for at, each in enumerate(self.drafts) if each and at != self.place]
        if others:
            more = ngettext("{n} more is begun: ↑↓", "{n} more are begun: ↑↓", len(others))
            said.append(more.format(n=len(others)))
        before = self.drafts[self.place - 1] if self.place else None
        if reader is not None and before is not None and not self.text:
            said.append(f"↑ {reader.begun_at(before)}  {before.text}")
        return said


def _preview(shown: tuple[tuple[str, str], ...]) -> Text:
    """How it is read: what it names first, then what is said."""
    told = Text()
    for kind, text in shown:
        if text:
            told.append("  ·  " if told else "")
            told.append(f"@{text}" if kind == "person" else text, "" if kind == "text" else "bold")
    return told


def _teaching() -> Text:
    return Text(_("What, where, what is the matter. @name goes there; !, !! or !!!: how grave."))
