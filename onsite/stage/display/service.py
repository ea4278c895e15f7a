"""What the timekeeper tells the displays of a stage, and that it was seen there.

When a function has returned, it is on disk.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.cleaning import clean
from onsite.clock import to_ms
from onsite.errors import BadInputError, NotPossibleError
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.stage.display.facts import (
    BlackoutSet,
    Flashed,
    MessageCleared,
    MessageSeen,
    MessageShown,
    display_subject,
)
from onsite.stage.display.messages import Message, Told
from onsite.stage.display.tables import DisplayRow, MessageRow
from onsite.stage.rights import may_run, running
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan

LONGEST = 200
"""A message has so many characters at most: a speaker reads it in a glance."""
_MESSAGE, _DISPLAY = table_of(MessageRow), table_of(DisplayRow)
_OF_STAGE = Prepared(select(_DISPLAY).where(_DISPLAY.c.subject == bindparam("subject")))
_BY_ID = Prepared(
    select(_MESSAGE).where(
        _MESSAGE.c.message == bindparam("message"), _MESSAGE.c.subject == bindparam("subject")
    )
)
_LAST = Prepared(
    select(_MESSAGE)
    .where(_MESSAGE.c.subject == bindparam("subject"))
    .order_by(_MESSAGE.c.time.desc(), _MESSAGE.c.message)
    .limit(bindparam("many"))
)


def told(rows: Connection, stage: str) -> Told:
    """What the displays of a stage are told at this moment."""
    row = _OF_STAGE.first(rows, {"subject": display_subject(stage)})
    if row is None:
        return Told()
    message = _message(rows, stage, row["message"]) if row["message"] else None
    return Told(message, row["blackout"], row["blackout_ms"], row["flashed_ms"])


def messages(rows: Connection, stage: str, many: int = 20) -> list[Message]:
    """The last messages to a stage, the newest first."""
    asked = {"subject": display_subject(stage), "many": many}
    return [_as_message(row) for row in _LAST.all(rows, asked)]


@dataclass(frozen=True, slots=True)
class Saying:
    """A message to be shown, made before it is."""

    stage: str
    """The id of the stage."""
    text: str
    """At most `LONGEST` characters."""
    asks_seen: bool = False
    """Whether somebody beside the display is to say that it was seen."""
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    """Its id: the same again shows nothing a second time."""


def show_message(
    journal: Journal, rows: Connection, plan: Plan, saying: Saying, operator: str
) -> Message:
    """Show a text on the displays of a stage, in place of the one before.

    Raises:
        BadInputError: the plan has no such stage, or the text is empty or too long.
        NotPossibleError: this operator may not run a stage.
    """
    _may(rows, plan, saying.stage, operator)
    text = clean(saying.text)
    if not text:
        raise BadInputError(_("The message is empty."), _("Say in a few words what to do."))
    if len(text) > LONGEST:
        raise BadInputError(
            _("The message has {many} characters.").format(many=len(text)),
            _("Write at most {most}: it is read in a glance.").format(most=LONGEST),
        )
    before = _message(rows, saying.stage, saying.key)
    if before is not None:
        return before
    fact = MessageShown(
        stage=saying.stage,
        at_ms=to_ms(journal.clock.now()),
        message=saying.key,
        text=text,
        asks_seen=saying.asks_seen,
    )
    journal.append(rows, fact, operator=operator)
    return Message(saying.key, text, saying.asks_seen, fact.at_ms, journal.station, operator)


def clear_message(
    journal: Journal, rows: Connection, plan: Plan, stage: str, operator: str
) -> Message | None:
    """Take away the message that the displays of a stage show; answers it, None if there is none.

    Raises:
        BadInputError: the plan has no such stage.
        NotPossibleError: this operator may not run a stage.
    """
    _may(rows, plan, stage, operator)
    shown = told(rows, stage).message
    if shown is not None:
        at_ms = to_ms(journal.clock.now())
        fact = MessageCleared(stage=stage, at_ms=at_ms, message=shown.id)
        journal.append(rows, fact, operator=operator)
    return shown


def see(journal: Journal, rows: Connection, stage: str, message: str, operator: str) -> Message:
    """Say that a message was seen; once is enough, however often it is said.

    Raises:
        NotPossibleError: no such message was shown on that stage, as far as is known here.
    """
    shown = _message(rows, stage, message)
    if shown is None:
        raise NotPossibleError(
            _("There is no such message."), _("It may have been taken back; look again.")
        )
    if shown.seen_ms is None:
        at_ms = to_ms(journal.clock.now())
        fact = MessageSeen(stage=stage, at_ms=at_ms, message=message)
        journal.append(rows, fact, operator=operator)
    return _message(rows, stage, message) or shown


def set_blackout(
    journal: Journal, rows: Connection, plan: Plan, stage: str, operator: str, *, on: bool
) -> bool:
    """Make the displays of a stage black, or have them show again; answers whether that was new.

    Raises:
        BadInputError: the plan has no such stage.
        NotPossibleError: this operator may not run a stage.
    """
    _may(rows, plan, stage, operator)
    if told(rows, stage).blackout == on:
        return False
    fact = BlackoutSet(stage=stage, at_ms=to_ms(journal.clock.now()), on=on)
    journal.append(rows, fact, operator=operator)
    return True


def flash(journal: Journal, rows: Connection, plan: Plan, stage: str, operator: str) -> bool:
    """Have the displays of a stage flash for a moment; answers whether anybody sees it.

    A display that is black stays so.

    Raises:
        BadInputError: the plan has no such stage.
        NotPossibleError: this operator may not run a stage.
    """
    _may(rows, plan, stage, operator)
    fact = Flashed(stage=stage, at_ms=to_ms(journal.clock.now()))
    journal.append(rows, fact, operator=operator)
    return not told(rows, stage).blackout


def only_stage(plan: Plan, asked: str = "") -> str:
    """The stage that is meant: the one that is asked for, or the only one that there is.

    Raises:
        BadInputError: there are several, or none, or not that one.
    """
    if asked:
        known(plan, asked)
        return asked
    if len(plan.stages) == 1:
        return next(iter(plan.stages))
    if not plan.stages:
        raise BadInputError(
            _("The plan has no stage."), _("Write one down, as [stages.main], and publish it.")
        )
    raise BadInputError(
        _("There are several stages."),
        _("Say which, with --stage: {known}.").format(known=", ".join(plan.stages)),
    )


def known(plan: Plan, stage: str) -> None:
    """Refuse a stage that the plan does not have.

    Raises:
        BadInputError: it has not.
    """
    if stage not in plan.stages:
        raise BadInputError(
            _("The plan has no stage “{stage}”.").format(stage=stage),
            _("Choose one of: {known}.").format(known=", ".join(plan.stages)),
        )


def _may(rows: Connection, plan: Plan, stage: str, operator: str) -> None:
    known(plan, stage)
    if may_run(rows, plan, operator):
        return
    names = ", ".join(plan.roles[role].name for role in running(plan))
    raise NotPossibleError(
        _("You may not tell the displays anything."),
        _("These may: {roles}. They sign in with Ctrl+S, or with --operator.").format(roles=names),
    )


def _message(rows: Connection, stage: str, message: str) -> Message | None:
    row = _BY_ID.first(rows, {"message": message, "subject": display_subject(stage)})
    return _as_message(row) if row is not None else None


def _as_message(row: Mapping[str, Any]) -> Message:
    return Message(
        row["message"],
        row["text"],
        row["asks_seen"],
        row["at_ms"],
        row["station"],
        row["operator"],
        row["seen_ms"],
        row["seen_operator"],
        row["cleared_ms"],
    )
