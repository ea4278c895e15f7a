"""The line above a screen that reports an incident, read as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from onsite.clock import from_ms, to_ms
from onsite.errors import OnsiteError
from onsite.incidents import naming, outcomes, service, wording
from onsite.incidents.outcomes import Outcome
from onsite.incidents.service import NewIncident
from onsite.language import N_, _, ngettext
from onsite.ui.base import Dialog
from onsite.ui.footer import KeyFooter
from onsite.ui.workers import is_busy

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.incidents.log.drafts import Draft
    from onsite.incidents.oneline.reading import Reading
    from onsite.incidents.oneline.words import Words
    from onsite.incidents.report.line import Kept
    from onsite.plan.model import Plan

_DRILL = "drill"
_LONGEST = 1000


class ReportDialog(Dialog[Outcome | None]):
    """Reports an incident; answers what came of it, None when closed without.

    Args:
        plan: the plan in force.
        words: what the line may name.
        kept: where it lies while it is typed.
        begun: what was begun before and not sent, the oldest first.
    """

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", N_("Report"), priority=True),
        Binding("f4", "nearest", N_("Take the nearest")),
        Binding("f6", "drill", N_("Exercise")),
        Binding("up", "other(-1)", N_("What was begun before"), key_display="↑↓", show=False),
        Binding("down", "other(1)", N_("What was begun after"), show=False),
        Binding("f8", "forget", N_("Throw away")),
        Binding("escape", "close", N_("Close")),
    ]

    def __init__(self, plan: Plan, words: Words, kept: Kept, begun: tuple[Draft, ...] = ()) -> None:
        super().__init__()
        self._plan = plan
        self._words = words
        self._kept = kept
        self._begun: list[Draft | None] = [*begun, None]
        self._at = len(begun) - 1 if begun else 0
        self._drill = False
        self._warned = ""
        """The line of which it was said that nobody knows some words."""
        self._read: Reading | None = None

    def compose(self) -> ComposeResult:
        """The title, the line, how it is read, what is wrong with it."""
        with Vertical(classes="box -wide"):
            yield Static(classes="question", id="report-title")
            with Horizontal(id="report-entry"):
                yield Static("❯", id="report-prompt")
                yield Input(id="report-line", max_length=_LONGEST, compact=True)
            yield Static(id="report-read")
            yield Static(id="report-wrong")
            yield Static(id="report-kept")
        yield KeyFooter()

    def on_mount(self) -> None:
        self._take_up()
        self.query_one(Input).focus()
        self.retranslate()

    def retranslate(self) -> None:
        """Every text again, in the language in use."""
        self.query_one(Input).placeholder = _("med H2 row14 fall, conscious @lin !")
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done is in the footer."""
        if action == "nearest":
            return self._read is not None and any(each.nearest for each in self._read.problems)
        if action == "forget":
            return self._kept.draft is not None
        if action == "other":
            return len(self._begun) > 1
        return super().check_action(action, parameters)

    def action_other(self, steps: int) -> None:
        """Another one that was begun, or a new one."""
        self._begun[self._at] = self._kept.draft
        self._at = min(max(self._at + steps, 0), len(self._begun) - 1)
        self._take_up()

    def action_drill(self) -> None:
        """An exercise, or not."""
        self._drill = not self._drill
        self._keep()
        self._show()

    def action_nearest(self) -> None:
        """Put the nearest name in the place of the first word that nobody knows."""
        problems = self._read.problems if self._read is not None else ()
        found = next((each for each in problems if each.nearest), None)
        if found is not None:
            line = self.query_one(Input)
            line.value = line.value.replace(found.given, found.nearest[0], 1)
            line.cursor_position = len(line.value)

    def action_forget(self) -> None:
        """Throw away what was typed."""
        if not is_busy(self.app.workers, "report-send"):
            self.run_worker(self._forget(), group="report-send")

    def action_close(self) -> None:
        """Close; what was typed stays on the disk."""
        self.run_worker(self._close(), group="report-close", exclusive=True)

    def action_take(self) -> None:
        """Report it."""
        self.after_keys(self._take)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._keep()
        self._show()

    # The work.

    def _keep(self) -> None:
        self._kept.typed(self._text, {_DRILL: "1"} if self._drill else {})
        self.run_worker(self._kept.write(), group="report-keep")

    def _take(self) -> None:
        text = self._text.strip()
        if not text:
            self._say(_("Write a few words: what, where."))
            return
        read = self._reading(text)
        if read.certain and self._warned != text:
            self._warned = text
            self._show()
            return
        if not is_busy(self.app.workers, "report-send"):
            self.run_worker(self._send(read), group="report-send")

    async def _send(self, read: Reading) -> None:
        draft = self._kept.draft
        if draft is None:
            return
        await self._kept.write()
        new = _new(draft, read, drill=self._drill)
        site = self.onsite.site
        by = outcomes.by(site.clock, site.operator)
        try:
            done = await site.write(service.report, self._plan, by, new)
        except OnsiteError as error:
            self._say(str(error))
            return
        self.onsite.store_written()
        if self.is_current:
            self.dismiss(done)

    async def _close(self) -> None:
        await self._kept.write()
        if self.is_current:
            self.dismiss(None)

    async def _forget(self) -> None:
        await self._kept.forget()
        del self._begun[self._at]
        self._begun = self._begun or [None]
        if self._begun[-1] is not None:
            self._begun.append(None)
        self._at = len(self._begun) - 1
        self._take_up()

    def _take_up(self) -> None:
        draft = self._begun[self._at]
        self._kept.take_up(draft)
        self._drill = draft is not None and bool(draft.fields.get(_DRILL))
        line = self.query_one(Input)
        with self.prevent(Input.Changed):
            line.value = draft.text if draft is not None else ""
        line.cursor_position = len(line.value)
        self._show()

    # What stands there.

    @property
    def _text(self) -> str:
        return self.query_one(Input).value

    def _reading(self, text: str) -> Reading:
        return naming.read_line(self._plan, self._words, text, self.onsite.clock.now())

    def _show(self) -> None:
        title = _("An exercise") if self._drill else _("Report an incident")
        said = self.query_one("#report-title", Static)
        said.update(Text(f"{_(wording.EXERCISE)}  {title}" if self._drill else title))
        said.set_class(self._drill, "-drill")
        text = self._text.strip()
        self._read = read = self._reading(text)
        shown = naming.preview(self._plan, self._words, read) if text else ()
        self.query_one("#report-read", Static).update(_preview(shown) if text else _teaching())
        wrong = [wording.problem(self._plan, each) for each in read.problems]
        if read.certain and self._warned == text:
            wrong.append(_("Enter again reports it as it stands; F4 takes the nearest."))
        self._say("\n".join(wrong))
        others = sum(each is not None for at, each in enumerate(self._begun) if at != self._at)
        kept = _kept_words(self._plan, self._kept.draft, others)
        self.query_one("#report-kept", Static).update(Text(kept))
        self.refresh_bindings()

    def _say(self, text: str) -> None:
        said = self.query_one("#report-wrong", Static)
        said.update(Text(text))
        said.display = bool(text)


def _new(draft: Draft, read: Reading, *, drill: bool) -> NewIncident:
    """What is reported: it has happened when its first key was pressed, or when the line says."""
    return NewIncident(
        draft.begun,
        read.text,
        types=read.types,
        severity=read.severity,
        zone=read.zone,
        units=read.people,
        happened_ms=to_ms(read.happened) if read.happened is not None else None,
        drill=drill,
        id=draft.id,
    )


def _kept_words(plan: Plan, draft: Draft | None, others: int) -> str:
    """When it was begun, and what else was."""
    said = []
    if draft is not None:
        began = f"{plan.local(from_ms(draft.begun.at_ms)):%H:%M:%S}"
        said.append(_("Begun at {at}; kept here when you close it.").format(at=began))
    if others:
        more = ngettext("{n} more is begun: ↑↓", "{n} more are begun: ↑↓", others)
        said.append(more.format(n=others))
    return "  ".join(said)


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
