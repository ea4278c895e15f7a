"""What the desk asks before somebody comes in, and a supervisor's word on a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from onsite.checkin import wording
from onsite.checkin.asking import banner
from onsite.checkin.desk.acts import DeskActs
from onsite.checkin.desk.queue import Ask
from onsite.errors import OnsiteError
from onsite.language import N_, _

if TYPE_CHECKING:
    from textual.binding import BindingType

    from onsite.checkin.asking.form import AskForm, Given
    from onsite.checkin.views import Answer
    from onsite.staff.pin_dialog import Authorised


class DeskAsking(DeskActs):
    """Enter answers what the banner asks, Ctrl+R overrules what it refuses.

    The next scan leaves both as they are: the attempt was recorded, and nobody came in by it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "overrule", N_("Overrule")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._form: AskForm | None = None
        self._overrulable = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key works, and stands in the footer, only where there is something to overrule."""
        if action == "overrule":
            return may_be_overruled(self.answer)
        return super().check_action(action, parameters)

    def redraw(self) -> None:
        """The banner again, and the key that goes with it."""
        super().redraw()
        overrulable = may_be_overruled(self.answer)
        if overrulable != self._overrulable:
            self._overrulable = overrulable
            self.refresh_bindings()

    def left_open(self, newer: Answer) -> str:
        """Who stands on the banner with something open, and is not in yet; empty for nobody."""
        older = self.answer
        if older is None or older.guest is None or not is_asked(older):
            return ""
        whom = newer.guest.attendee if newer.guest is not None else ""
        return "" if older.guest.attendee == whom else wording.name_of(older.guest)

    def close_form(self) -> None:
        """Leave the questions open: somebody else was scanned meanwhile."""
        if self._form is not None and self._form in self.app.screen_stack:
            self._form.dismiss(None)

    def action_answer(self) -> None:
        """Confirm what is asked; questions are put first."""
        answer = self.answer
        if answer is None or not is_asked(answer):
            return
        if answer.verdict.asks.questions:
            self._ask(lambda: self._put_questions(answer))
        else:
            self._go_on(answer, (), answer.verdict.asks.confirm)

    def action_overrule(self) -> None:
        """Ask somebody who may for their PIN, and why."""
        answer = self.answer
        if answer is not None and may_be_overruled(answer):
            self._ask(lambda: self._overrule(answer))

    async def _put_questions(self, answer: Answer) -> None:
        from onsite.checkin.asking.form import AskForm

        plan, asks = self.work.plan, answer.verdict.asks
        if plan is None or answer.guest is None:
            return
        known = tuple(key for key in asks.questions if key in plan.questions)
        asked = asks.model_copy(update={"questions": known})
        self._form = AskForm(wording.name_of(answer.guest), asked, plan)
        given: Given | None = await self.app.push_screen_wait(self._form)
        self._form = None
        if given is not None:
            self._go_on(answer, given.answers, given.confirmed)
        elif self.answer is answer:
            self.shown = lambda _plan: banner.not_let_in(answer)
            self.redraw()

    def _go_on(
        self, answer: Answer, answers: tuple[tuple[str, str], ...], confirmed: tuple[str, ...]
    ) -> None:
        """An attempt of its own. Of one that asked there is one, however often Enter is pressed."""
        if answer.guest is None:
            return
        self.work.put(
            Ask(
                answer.checkpoint,
                answer.direction.value,
                attendee=answer.guest.attendee,
                answers=answers,
                confirmed=confirmed,
                refers_to=answer.key,
                key=f"{answer.key}.answered",
            )
        )

    async def _overrule(self, answer: Answer) -> None:
        from onsite.checkin.asking.overruling import Overruling
        from onsite.staff.pin_dialog import PinDialog

        plan, source = self.work.plan, self.work.source
        if plan is None or source is None or answer.guest is None:
            return
        question = _("{title}: {name}. Let in all the same?").format(
            title=wording.title(answer.verdict), name=wording.name_of(answer.guest)
        )
        why = _("Why is it right? It stays in the record")
        dialog = PinDialog(question, answer.verdict.overrule, reason=why)
        word: Authorised | None = await self.app.push_screen_wait(dialog)
        if word is None:
            return
        asked = Overruling(answer.key, word.operator.id, word.reason)
        try:
            let_in = await source.overrule(plan, asked)
        except OnsiteError as error:
            self.show_trouble(error)
            return
        self.work.wrote = True
        self._tell_overruled(answer, let_in)
        self.work.refresh()

    def show_trouble(self, error: Exception) -> None:
        """Not recorded, so nobody may go through on it."""

    def show_answer(self, ask: Ask, answer: Answer) -> None:
        """The verdict, and who else there is to choose from."""

    def _tell_overruled(self, refused: Answer, let_in: Answer) -> None:
        """On the banner; beside it where somebody else was answered meanwhile."""
        if self.answer is refused:
            self.show_answer(Ask(let_in.checkpoint, let_in.direction.value), let_in)
            return
        name = wording.name_of(let_in.guest) if let_in.guest is not None else let_in.code
        said = _("{name}: {title}.").format(name=name, title=wording.title(let_in.verdict))
        self.notify(said, timeout=30, markup=False)


def is_asked(answer: Answer | None) -> bool:
    """Whether the answer waits for something that the desk itself can give."""
    return answer is not None and answer.guest is not None and bool(answer.verdict.asks)


def may_be_overruled(answer: Answer | None) -> bool:
    """Whether somebody may decide otherwise."""
    known = answer is not None and answer.guest is not None
    return answer is not None and known and bool(answer.verdict.overrule)
