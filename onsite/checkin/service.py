"""The acts of a check-in desk: scan, undo, and overrule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from onsite.checkin import roll
from onsite.checkin.asking.answered import Answers, as_kept
from onsite.checkin.asking.known import about
from onsite.checkin.asking.overruling import Overruling, refusal
from onsite.checkin.checkout.due import out_ms
from onsite.checkin.consequences import undoing, with_scan
from onsite.checkin.facts import (
    Direction,
    Outcome,
    Overruled,
    Reason,
    ScanMade,
    ScanUndone,
    Verdict,
)
from onsite.checkin.gates.kept import gate_here
from onsite.checkin.goods.handing import shown_with
from onsite.checkin.lookup import looked_up
from onsite.checkin.party.reception import ticket_of
from onsite.checkin.people import Person, by_code, by_id, presence
from onsite.checkin.question import Question
from onsite.checkin.rules import again_at, decide
from onsite.checkin.signed.joining import joined
from onsite.checkin.tables import ScanRow
from onsite.checkin.unlisted import against_ticket, unlisted
from onsite.checkin.views import Answer
from onsite.checkin.zones.passages import behind
from onsite.cleaning import clean
from onsite.clock import from_ms, to_ms
from onsite.errors import BadInputError, NotPossibleError
from onsite.goods.service import choose
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from onsite.goods.service import Chosen
    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan

_SCAN = table_of(ScanRow)
_BY_KEY = Prepared(select(_SCAN).where(_SCAN.c.key == bindparam("key")))
_LAST_ADMISSION = (
    select(_SCAN)
    .where(
        _SCAN.c.station == bindparam("station"),
        _SCAN.c.checkpoint == bindparam("checkpoint"),
        _SCAN.c.outcome == Outcome.ADMIT.value,
        _SCAN.c.attendee.is_not(None),
        _SCAN.c.undone.is_(False),
    )
    .order_by(_SCAN.c.time.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What stands before the desk: a code that was read, or an attendee who was chosen."""

    key: str
    """Made before the attempt, unique; the same key again is the same attempt."""
    checkpoint: str
    operator: str
    direction: Direction = Direction.ENTRY
    code: str = ""
    """As it was read, with the noise of its reader."""
    attendee: str = ""
    answers: Answers = ()
    """What the guest answers: the ids of questions, and what was said."""
    confirmed: tuple[str, ...] = ()
    """What the operator confirms, as `facts.UNPAID`."""
    refers_to: str = ""
    """The key of the scan that asked for all this."""
    by_hand: bool = False
    """Whether somebody has typed the code."""


def scan(journal: Journal, rows: Connection, plan: Plan, attempt: Attempt) -> Answer:
    """Answer an attempt and record it, whatever the answer is.

    A key that was answered before gets the same answer again, and nothing is recorded.

    Raises:
        BadInputError: the plan has no such checkpoint, there is neither code nor attendee, or an
            answer is none.
    """
    _check(plan, attempt)
    before = _BY_KEY.first(rows, {"key": attempt.key})
    if before is not None:
        return _answer_again(rows, plan, before)
    answers = as_kept(plan, attempt.answers)
    code, people = looked_up(rows, plan, attempt)
    if joined(journal, rows, people, attempt.operator):
        code, people = looked_up(rows, plan, attempt)
    met = unlisted(rows, plan, journal.signer, attempt) if not people else None
    if met is not None:
        code, people = met.code, met.people
    live = [person for person in people if person.ticket.live] or people
    one = live[0] if len(live) == 1 else None
    place = Question(plan, attempt.checkpoint, attempt.direction, journal.clock.now(), ())
    question = replace(
        about(rows, place, one.ticket.attendee) if one else place,
        gate=gate_here(rows, plan, attempt.checkpoint),
        tickets=tuple(ticket_of(plan, person) for person in people),
        foreign=met.against if met is not None else (),
        replaced=met.replaced
        if met is not None
        else against_ticket(rows, plan, attempt, code, one),
        noted=met.noted if met is not None else (),
        answers=answers,
        confirmed=attempt.confirmed,
    )
    fact = _made(rows, attempt, question, code, one)
    registered = met.registered if met is not None else ()
    besides = with_scan(journal, rows, plan, fact, live)
    journal.append(rows, *registered, fact, *besides, operator=attempt.operator)
    return _answer(rows, plan, fact, live)


def _made(
    rows: Connection, attempt: Attempt, question: Question, code: str, one: Person | None
) -> ScanMade:
    attendee = one.ticket.attendee if one else None
    return ScanMade(
        key=attempt.key,
        at_ms=to_ms(question.now),
        not_before_ms=behind(rows, question, attendee),
        checkpoint=attempt.checkpoint,
        direction=attempt.direction,
        code=code,
        attendee=attendee,
        verdict=decide(question),
        again=again_at(question.plan, attempt.checkpoint),
        answers=question.answers,
        confirmed=attempt.confirmed,
        refers_to=attempt.refers_to,
        out_ms=out_ms(question),
    )


def overrule(
    journal: Journal, rows: Connection, plan: Plan, asked: Overruling, operator: str
) -> Answer:
    """Let somebody in whom the rules have refused: an admission of its own that says so.

    A refusal is put aside once: a retry only answers again. Who decides has given their PIN.

    Raises:
        BadInputError: no reason was given.
        NotPossibleError: there is no such scan, or nobody may decide otherwise about it.
    """
    why = clean(asked.why)
    if not why:
        raise BadInputError(
            _("Letting somebody in all the same needs a reason."),
            _("Say in a few words why it is right."),
        )
    before = _BY_KEY.first(rows, {"key": asked.own_key})
    if before is not None and not before["undone"]:
        return _answer_again(rows, plan, before)
    refused = refusal(_BY_KEY.first(rows, {"key": asked.key}), undone=before is not None)
    now = journal.clock.now()
    there = presence(rows, plan, refused.attendee, refused.checkpoint, now)
    question = Question(plan, refused.checkpoint, Direction.ENTRY, now, (), presence=there)
    fact = ScanMade(
        key=asked.own_key,
        at_ms=to_ms(now),
        not_before_ms=behind(rows, question, refused.attendee),
        checkpoint=refused.checkpoint,
        direction=Direction.ENTRY,
        code=refused.code,
        attendee=refused.attendee,
        verdict=refused.admitted(asked.by, why),
        again="always",
        overruled=Overruled(by=asked.by, why=why, reason=refused.verdict.reason),
        refers_to=asked.key,
    )
    people = by_id(rows, [refused.attendee])
    journal.append(rows, fact, *with_scan(journal, rows, plan, fact, people), operator=operator)
    return _answer(rows, plan, fact, people)


def hand_over(
    journal: Journal, rows: Connection, plan: Plan, chosen: Chosen, operator: str
) -> Answer:
    """Say what a scan that was answered has handed out; the answer again, as it is now.

    Raises:
        BadInputError: the plan has no such thing or size.
        NotPossibleError: there is no such scan.
    """
    row = _BY_KEY.first(rows, {"key": chosen.scan})
    if row is None:
        raise NotPossibleError(_("There is no scan with this key."))
    choose(journal, rows, plan, chosen, operator)
    return replace(_answer_again(rows, plan, row), repeated=False)


def undo(
    journal: Journal, rows: Connection, plan: Plan, key: str, why: str, operator: str
) -> Answer:
    """Take a passage back, as if it had not been: the record keeps both.

    Args:
        key: of the scan.
        why: for whoever reads the record later; must not be empty.

    Raises:
        BadInputError: no reason was given.
        NotPossibleError: there is no such scan, it let nobody through, or it was taken back.
    """
    why = clean(why)
    if not why:
        raise BadInputError(_("An undo needs a reason."), _("Say in a few words what happened."))
    row = _BY_KEY.first(rows, {"key": key})
    if row is None:
        raise NotPossibleError(_("There is no scan with this key."))
    if row["undone"]:
        raise NotPossibleError(_("This was taken back already."))
    if row["outcome"] != Outcome.ADMIT or row["attendee"] is None:
        raise NotPossibleError(
            _("This scan let nobody through: there is nothing to take back."),
        )
    fact = ScanUndone(key=key, attendee=row["attendee"], why=why)
    journal.append(rows, fact, *undoing(rows, fact.attendee, key), operator=operator)
    return replace(_answer_again(rows, plan, row), repeated=False)


def last_admission(rows: Connection, station: str, checkpoint: str) -> str | None:
    """The key of the last scan of this station that let somebody through there, or None."""
    asked = {"station": station, "checkpoint": checkpoint}
    row = rows.execute(_LAST_ADMISSION, asked).first()
    return row.key if row is not None else None


def unknown_checkpoint(plan: Plan, checkpoint: str) -> BadInputError:
    """What to say when the plan has no such checkpoint."""
    return BadInputError(
        _("The plan has no checkpoint “{checkpoint}”.").format(checkpoint=checkpoint),
        _("Choose one of: {checkpoints}.").format(checkpoints=", ".join(plan.checkpoints)),
    )


def _check(plan: Plan, attempt: Attempt) -> None:
    if attempt.checkpoint not in plan.checkpoints:
        raise unknown_checkpoint(plan, attempt.checkpoint)
    if not attempt.code.strip() and not attempt.attendee:
        raise BadInputError(_("The code is empty."), _("Scan it again, or search by name."))


def _answer(rows: Connection, plan: Plan, fact: ScanMade, people: Sequence[Person]) -> Answer:
    at = from_ms(fact.at_ms)
    guests = roll.guests(rows, plan, people, fact.checkpoint, at)
    one = fact.attendee is not None and bool(guests)
    return Answer(
        key=fact.key,
        at=at,
        checkpoint=fact.checkpoint,
        direction=fact.direction,
        code=fact.code,
        verdict=fact.verdict,
        guest=guests[0] if one else None,
        candidates=() if one else guests,
        goods=shown_with(rows, plan, fact, people),
    )


def _answer_again(rows: Connection, plan: Plan, row: Any) -> Answer:
    fact = ScanMade(
        key=row["key"],
        at_ms=row["at_ms"],
        checkpoint=row["checkpoint"],
        direction=Direction(row["direction"]),
        code=row["code"],
        attendee=row["attendee"],
        verdict=Verdict.model_validate_json(row["verdict"]),
    )
    people: Sequence[Person] = ()
    if fact.attendee is not None:
        people = by_id(rows, [fact.attendee])
    elif Reason.AMBIGUOUS in (fact.verdict.reason, fact.verdict.warning):
        people = [person for person in by_code(rows, fact.code) if person.ticket.live]
    return replace(_answer(rows, plan, fact, people), repeated=True)
