"""Questions, answers and what is asked, in the language in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.checkin.facts import Asks, Verdict
    from onsite.plan.model import Plan
    from onsite.plan.questions import NotAnAnswerError, QuestionPart

_WRONG = {
    "needed": N_("Nobody comes in here without an answer."),
    "long": N_("At most {most} characters."),
    "short": N_("At least {least} characters."),
    "number": N_("Write a number, as 3 or 2.5."),
    "date": N_("Write a day, as 2026-11-24."),
    "below": N_("Not less than {least}."),
    "above": N_("Not more than {most}."),
    "yes_no": N_("Answer yes or no."),
    "choice": N_("Choose one of: {choices}."),
}
_YES_NO = {"yes": N_("Yes"), "no": N_("No")}
_HINTS = {
    "text": N_("Write the answer"),
    "number": N_("Write a number, as 3 or 2.5"),
    "date": N_("Write a day, as 2026-11-24"),
}


def not_an_answer(error: NotAnAnswerError) -> str:
    """Why a text answers a question not, and what would."""
    return _(_WRONG[error.code]).format(**error.details)


def hint(question: QuestionPart) -> str:
    """What to write into an empty line."""
    return _(_HINTS[question.kind])


def shown(plan: Plan, key: str, answer: str) -> str:
    """A question and its answer, as “Shirt? L”."""
    part = plan.questions.get(key)
    said = answer_in_words(plan, key, answer)
    return _("{question} {answer}").format(question=part.text if part else key, answer=said)


def answer_in_words(plan: Plan, key: str, answer: str) -> str:
    """An answer as it is kept, in words."""
    if not answer:
        return _("left open")
    part = plan.questions.get(key)
    yes_no = part is not None and part.kind == "yes-no" and answer in _YES_NO
    return yes_or_no(answer) if yes_no else answer


def yes_or_no(answer: str) -> str:
    """`questions.YES` or `NO` in words."""
    return _(_YES_NO[answer])


def all_shown(plan: Plan, answers: Iterable[tuple[str, str]]) -> str:
    """Several questions and answers in a line; empty where there are none."""
    return " · ".join(shown(plan, key, answer) for key, answer in answers)


def besides(verdict: Verdict, answers: Iterable[tuple[str, str]], plan: Plan) -> str:
    """What a line of a history says behind its title: the answers, or who overruled and why."""
    said = all_shown(plan, answers)
    if verdict.reason.value == "overruled":
        by = verdict.details.get("by", "")
        known = plan.operators.get(by)
        said = _("{by}: {why}").format(
            by=known.name if known is not None else by, why=verdict.details.get("why", "")
        )
    return f" – {said}" if said else ""


def asked(asks: Asks, plan: Plan) -> tuple[str, ...]:
    """The questions that are open, a line each."""
    return tuple(plan.questions[key].text for key in asks.questions if key in plan.questions)


def what_next(verdict: Verdict) -> str:
    """Which key goes on from an answer of the desk; empty where none does."""
    if verdict.asks.questions:
        return _("Enter asks them; the next scan leaves them outside")
    if verdict.asks:
        return _("Enter lets them in unpaid; the next scan leaves them outside")
    return ""
