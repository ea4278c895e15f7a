"""What is said in public: written by who runs incidents, released by who speaks for the event."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onsite.clock import from_ms
from onsite.errors import BadInputError
from onsite.incidents import wording
from onsite.incidents.acting import SHORT, begin, check_known, words
from onsite.incidents.rights import has_one, may_see, running, speaking
from onsite.incidents.statements import filling
from onsite.incidents.statements.facts import (
    StatementDrafted,
    StatementReleased,
    StatementWithdrawn,
)
from onsite.incidents.statements.reading import named, preview, statements
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from onsite.incidents.acting import Acting
    from onsite.incidents.outcomes import By, Outcome
    from onsite.incidents.statements.reading import Statement
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan


def draft(  # noqa: PLR0913, PLR0917 - what every service takes, which one and what is filled in
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    statement: str,
    given: Mapping[str, str],
) -> Outcome:
    """Write an edition of a statement of the plan. It never changes afterwards.

    Args:
        statement: its id in the plan.
        given: what the incident does not tell by itself, by placeholder.

    Raises:
        BadInputError: there is no such incident or statement; something is not filled in.
    """
    at = begin(journal, rows, plan, by, "statement", incident)
    check_known("statement", [statement], plan.statements)
    part = plan.statements[statement]
    asked = (*running(plan), *speaking(plan))
    if not has_one(rows, plan, by.operator, asked):
        return at.refused("not-yours", roles=asked)
    if (refusal := _veiled(at) or at.said) is not None:
        return refusal
    values = {name: words(value, SHORT) for name, value in given.items()}
    _check_names(part.placeholders, values)
    filled = preview(plan, at.incident, statement, values, from_ms(by.moment.at_ms))
    if filled.missing:
        raise BadInputError(
            _("“{name}” is not filled in: {missing}.").format(
                name=part.name, missing=", ".join(filled.missing)
            ),
            _("Give each of them."),
        )
    text = f"{_(wording.EXERCISE)}\n{filled.text}" if at.incident.drill else filled.text
    return _write(at, statement, text)


def release(  # noqa: PLR0913, PLR0917 - what every service takes, which one and where it is said
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    edition: str,
    to: str = "",
    instead_of: str = "",
) -> Outcome:
    """Say that an edition is said in public from now on. Only for who speaks for the event.

    Args:
        edition: what names it: its label, or digits of it.
        to: where it is said, in words.
        instead_of: so, too: the released edition that it puts right; empty for none.

    Raises:
        BadInputError: there is no such incident or edition, or there are several.
    """
    at = begin(journal, rows, plan, by, "publish", incident)
    meant = _meant(at, edition)
    wrong = _meant(at, instead_of) if instead_of.strip() else None
    if (refusal := _not_speaking(at)) is not None:
        return refusal
    if meant.released:
        return at.nothing()
    if wrong is not None and not wrong.released:
        return at.refused("not-released", other=wrong.label)
    said = StatementReleased(
        **at.timed(),
        edition=meant.edition,
        to=words(to, SHORT),
        instead_of=wrong.edition if wrong is not None else "",
    )
    return at.record(said, other=meant.label)


def withdraw(  # noqa: PLR0913, PLR0917 - what every service takes, which one and why
    journal: Journal,
    rows: Connection,
    plan: Plan,
    by: By,
    incident: str,
    edition: str,
    reason: str,
) -> Outcome:
    """Say that an edition that was released does not hold. Only for who speaks for the event.

    Args:
        edition: what names it: its label, or digits of it.
        reason: why; needed.

    Raises:
        BadInputError: there is no such incident or edition, or there are several.
    """
    at = begin(journal, rows, plan, by, "withdraw", incident)
    meant = _meant(at, edition)
    if (refusal := _not_speaking(at)) is not None:
        return refusal
    if not meant.released:
        return at.refused("not-released", other=meant.label)
    why = words(reason, SHORT)
    if not why:
        return at.refused("reason-needed")
    said = StatementWithdrawn(**at.timed(), edition=meant.edition, reason=why)
    return at.record(said, other=meant.label)


def _not_speaking(at: Acting) -> Outcome | None:
    """What is said to whoever may not speak for the event; None to whoever may."""
    allowed = speaking(at.plan)
    if not has_one(at.rows, at.plan, at.by.operator, allowed):
        return at.refused("not-speaker", roles=allowed)
    return _veiled(at) or at.said


def _write(at: Acting, statement: str, text: str) -> Outcome:
    part = at.plan.statements[statement]
    there = statements(at.rows, at.incident.id)
    made = filling.edition(part.name, part.audience, text)
    if any(each.edition == made for each in there):
        return at.nothing()
    fact = StatementDrafted(
        **at.timed(),
        edition=made,
        count=max((each.count for each in there), default=0) + 1,
        statement=statement,
        template=filling.template_edition(part.text),
        name=part.name,
        audience=part.audience,
        text=text,
    )
    outcome = at.record(fact)
    written = next(each for each in statements(at.rows, at.incident.id) if each.edition == made)
    return replace(outcome, other=written.label)


def _veiled(at: Acting) -> Outcome | None:
    if at.incident.restricted and not may_see(at.rows, at.plan, at.by.operator):
        return at.refused("veiled", roles=at.plan.response.rules.sees_restricted)
    return None


def _meant(at: Acting, edition: str) -> Statement:
    there = statements(at.rows, at.incident.id)
    found = named(there, edition)
    if len(found) == 1:
        return found[0]
    labels = ", ".join(each.label for each in found or there)
    raise BadInputError(
        _("{number} has no statement “{given}”.").format(number=at.incident.number, given=edition),
        _("It has: {labels}.").format(labels=labels) if labels else "",
    )


def _check_names(placeholders: tuple[str, ...], given: Mapping[str, str]) -> None:
    wrong = [name for name in given if name not in placeholders]
    if wrong:
        raise BadInputError(
            _("There is nothing to fill in for “{name}”.").format(name=wrong[0]),
            ", ".join(placeholders),
        )
