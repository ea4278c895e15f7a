"""Puts the plan's questions to a guest, one after another, over the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from onsite.checkin.asking import words
from onsite.language import N_, _
from onsite.plan.questions import LONGEST, NO, YES, NotAnAnswerError, written
from onsite.ui.base import Dialog
from onsite.ui.footer import KeyFooter
from onsite.ui.line_list import Column, Line, LineList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from onsite.checkin.facts import Asks
    from onsite.plan.model import Plan
    from onsite.plan.questions import QuestionPart

_OPEN = ""
"""The key of the line that leaves a question open."""
_MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered and confirmed; everything that was asked."""

    answers: tuple[tuple[str, str], ...]
    confirmed: tuple[str, ...]


class AskForm(Dialog[Given | None]):
    """Asks what is open; answers None when it was left, or closed by a scan.

    Args:
        name: of the guest.
        asks: what is open; ids of questions that the plan has.
        plan: has the questions.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("Up"), show=False, priority=True),
        Binding("down", "move(1)", N_("Down"), show=False, priority=True),
        # Not before the keys that were typed ahead of it have arrived in the line.
        Binding("enter", "take", N_("Next")),
        Binding("ctrl+b", "back", N_("Back"), priority=True),
        Binding("escape", "dismiss(None)", N_("Leave open")),
    ]

    def __init__(self, name: str, asks: Asks, plan: Plan) -> None:
        super().__init__()
        self._name = name
        self._plan = plan
        self._asks = asks
        self._steps = (*asks.confirm, *asks.questions)
        self._at = 0
        self._answers: dict[str, str] = {}
        self._wrong: NotAnAnswerError | None = None

    def compose(self) -> ComposeResult:
        """Who is asked, the question, a line or what there is to choose from."""
        with Vertical(classes="box"):
            yield Static(id="ask-whom", classes="title")
            yield Static(id="ask-question", classes="question")
            choices = LineList(Column(), id="ask-choices", classes="-cursor")
            choices.can_focus = False
            yield choices
            yield Input(id="ask-answer", max_length=LONGEST, compact=True)
            yield Static(classes="missing")
        yield KeyFooter()

    def on_mount(self) -> None:
        self._show_step()

    def retranslate(self) -> None:
        """The question again; what was typed stays."""
        self._show_texts()

    def action_move(self, steps: int) -> None:
        """Another choice."""
        self.query_one(LineList).action_move(steps)

    def action_back(self) -> None:
        """The question before this one."""
        if self._at:
            self._at -= 1
            self._show_step()

    def action_take(self) -> None:
        """Keep the answer if it is one; after the last one, close."""
        key = self._steps[self._at]
        if key in self._asks.confirm:
            if self._chosen() != YES:
                self.dismiss(None)
                return
        else:
            try:
                self._answers[key] = written(self._plan.questions[key], self._said())
            except NotAnAnswerError as error:
                self._wrong = error
                self._show_texts()
                return
        self._at += 1
        if self._at < len(self._steps):
            self._show_step()
            return
        answers = tuple((each, self._answers[each]) for each in self._asks.questions)
        self.dismiss(Given(answers, self._asks.confirm))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    @on(LineList.Chosen)
    def _clicked(self, event: LineList.Chosen) -> None:
        event.stop()
        self.action_take()

    @property
    def _question(self) -> QuestionPart | None:
        """What is asked now; None where the operator confirms something."""
        return self._plan.questions.get(self._steps[self._at])

    def _said(self) -> str:
        return self._chosen() if self._choices() else self.query_one(Input).value

    def _chosen(self) -> str:
        line = self.query_one(LineList).line
        return line.key if line is not None else _OPEN

    def _choices(self) -> list[Line]:
        question = self._question
        if question is None:
            return [Line(YES, (_("Let in unpaid"),)), Line(NO, (_("Do not let in"),))]
        if question.kind not in ("choice", "yes-no"):
            return []
        of_choice = question.kind == "choice"
        keys = question.choices if of_choice else (YES, NO)
        lines = [Line(key, (key if of_choice else words.yes_or_no(key),)) for key in keys]
        left_open = [] if question.required else [Line(_OPEN, (_("leave open"),))]
        return left_open + lines

    def _show_step(self) -> None:
        self._wrong = None
        answer = self.query_one(Input)
        before = self._answers.get(self._steps[self._at], "")
        lines = self._choices()
        answer.value = "" if lines else before
        answer.display = not lines
        choices = self.query_one(LineList)
        choices.display = bool(lines)
        choices.styles.height = max(1, min(len(lines), _MOST_LINES))
        self._show_texts()
        keys = [line.key for line in lines]
        if lines:
            choices.cursor = keys.index(before) if before in keys else 0
            self.set_focus(None)
        else:
            answer.focus()

    def _show_texts(self) -> None:
        number, many = self._at + 1, len(self._steps)
        whom = _("{name} · {number} of {many}").format(name=self._name, number=number, many=many)
        self.query_one("#ask-whom", Static).update(Text(whom))
        question = self._question
        asked = question.text if question is not None else _("This ticket is not paid.")
        self.query_one("#ask-question", Static).update(Text(asked))
        choices, lines = self.query_one(LineList), self._choices()
        if lines:
            choices.show(lines, keep=True)
        elif question is not None:
            may_wait = "" if question.required else _(" – or leave it open with Enter")
            self.query_one(Input).placeholder = words.hint(question) + may_wait
        said = words.not_an_answer(self._wrong) if self._wrong is not None else ""
        self.query_one(".missing", Static).update(Text(said))
