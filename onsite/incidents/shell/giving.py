"""What the command that exports incidents does: who may see what, which form, which file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from onsite.clock import from_ms, to_ms
from onsite.errors import BadInputError, NotPossibleError
from onsite.incidents import reading, service, wording
from onsite.incidents.exporting import volumes
from onsite.incidents.exporting.gathering import Asked, Given, Span, gather, seal
from onsite.incidents.people import name_of, people
from onsite.incidents.shell import filing
from onsite.language import _
from onsite.staff.service import anybody_with
from onsite.staff.shifts import service as shifts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onsite.incidents.exporting.shift import OnDuty, Waiting
    from onsite.incidents.shell.opened import Opened
    from onsite.paper.sheet import Format as Paper
    from onsite.paper.sheet import Sheet

Form = Literal["log", "list", "ics-214", "methane", "shift", "handover"]
Format = Literal["pdf", "csv", "json"]
FORMS: dict[Form, tuple[Format, ...]] = {
    "log": ("pdf", "csv", "json"),
    "list": ("pdf", "csv"),
    "ics-214": ("pdf",),
    "methane": ("pdf",),
    "shift": ("pdf",),
    "handover": ("pdf",),
}
"""Each with the formats that it is written in, the usual one first."""
_EVERY_ENTRY: tuple[Form, ...] = ("log", "ics-214", "shift")
"""Those that have a line for each entry."""
_LONG_TIME = 5
"""Characters of a time of day without a date, at most."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How it is to be given away."""

    form: Form
    format: Format
    paper: Paper
    unit: tuple[str, str, str, str] = ("", "", "", "")
    """For ICS 214: name, position, agency, and who typed it."""


def format_of(form: Form, out: Path | None) -> Format:
    """The format that the name of a file asks for.

    Raises:
        BadInputError: the form is not written in that one.
    """
    if out is None:
        return FORMS[form][0]
    for known in FORMS[form]:
        if out.suffix.lower() == f".{known}":
            return known
    endings = ", ".join(f".{each}" for each in FORMS[form])
    raise BadInputError(
        _("“{file}” is no file for the form {form}.").format(file=out.name, form=form),
        _("End its name with one of {endings}.").format(endings=endings),
    )


def span(at: Opened, since: str, until: str) -> Span:
    """From when until when.

    Raises:
        BadInputError: that is no time, or there is nothing between them.
    """
    ever = Span()
    found = Span(
        _instant(at, since) if since else ever.since_ms,
        _instant(at, until) if until else ever.until_ms,
    )
    if found.since_ms >= found.until_ms:
        raise BadInputError(
            _("That ends before it begins."), _("Give --from the earlier time of the two.")
        )
    return found


def _instant(at: Opened, text: str) -> int:
    """A time of day, the last one; or a date, or both, in the event's zone."""
    text = text.strip()
    if len(text) <= _LONG_TIME and ":" in text:
        return at.at_ms(text) or 0
    try:
        whole = datetime.fromisoformat(text)
        return max(0, to_ms(whole if whole.tzinfo else whole.replace(tzinfo=at.plan.zone)))
    except (ValueError, OverflowError) as error:
        raise BadInputError(
            _("“{time}” is no time.").format(time=text),
            _("Write 14:05, a date as {date}, or both.").format(
                date=at.plan.local(at.site.clock.now()).date()
            ),
        ) from error


def opener(at: Opened, *, opening: bool) -> str | None:
    """Who is told what is restricted; None where nobody may be.

    In the shell a name is no proof: once anybody has a PIN, nothing is told without one.

    Raises:
        WrongPinError: it is nobody's of those who may.
    """
    if not opening:
        return None if at.site.read_now(anybody_with, at.plan) else at.site.operator
    asked = _("PIN of who may open it ({roles})")
    return at.with_pin(at.plan.response.rules.sees_restricted, asked)


def give(at: Opened, asked: Asked, wish: Wish, file: Path, *, opening: bool) -> dict[str, Any]:
    """Write the file; answers what it holds.

    Raises:
        NotPossibleError: it cannot be written, or who asks may not open what is restricted.
        NotReadableError: a PDF would not say what the log says.
    """
    who = opener(at, opening=opening)
    asked = replace(asked, opened=who is not None)
    if opening:
        _log_opened(at, asked, wish, who or "")
    given = at.site.read_now(gather, at.plan, asked)
    answer: dict[str, Any] = {
        "incidents": len(given.told),
        "entries": sum(len(each.lines) for each in given.told),
        "veiled": [each.incident.number for each in given.told if each.incident.veiled],
    }
    if wish.format != "pdf":
        return filing.written(file, wish, filing.data(wish, given), answer)
    found = volumes.parts(given)
    if wish.form != "log" or len(found) == 1:
        if wish.form in _EVERY_ENTRY:
            volumes.check(answer["entries"])
        return filing.drawn(file, wish, _sheet(at, asked, wish, given), answer)
    return filing.in_parts(file, wish, found, answer)


def give_handover(at: Opened, which: str, wish: Wish, file: Path) -> dict[str, Any]:
    """Write the sheet of a handover, of the last one where none is named; answers what it holds.

    Raises:
        BadInputError: there is no such handover.
        NotPossibleError: it cannot be written.
        NotReadableError: it would not say what the sheet says.
    """
    from onsite.incidents.exporting import handover_paper
    from onsite.incidents.handover import reading as handovers
    from onsite.incidents.handover.service import named

    if which:
        found = at.site.read_now(named, which)
    else:
        every = at.site.read_now(handovers.handovers)
        if not every:
            raise NotPossibleError(
                _("Nobody has handed over yet."), _("Begin with: onsite incidents hand-over NAME")
            )
        found = every[-1]
    found = at.site.read_now(handovers.as_shown, at.plan, found)
    waiting = found.sheet["open"]
    answer = {
        "incidents": len(waiting),
        "entries": sum(1 + each["last"] - each["first"] for each in found.sheet["entries"]),
        "veiled": [each["number"] for each in waiting if each["restricted"]],
    }
    sheet = handover_paper.sheet(at.plan, found, at.site.read_now(people, at.plan))
    return filing.drawn(file, wish, sheet, answer)


def remarks(answer: dict[str, Any]) -> list[str]:
    """What must be said of what was written."""
    said = []
    many = len(answer["files"])
    if many > 1:
        last = answer["files"][-1]["file"]
        said.append(_("It is in {n} parts, until {file}.").format(n=many, file=last))
    if answer["veiled"] and answer["form"] != "handover":
        numbers = _(", ").join(answer["veiled"])
        said.append(
            _("Restricted, only number and zone: {numbers}. --open tells more.").format(
                numbers=numbers
            )
        )
    if answer["replaced"]:
        signs = _(", ").join(answer["replaced"])
        said.append(
            _("No font has these signs; they stand in brackets: {signs}.").format(signs=signs)
        )
    return said


def _log_opened(at: Opened, asked: Asked, wish: Wish, who: str) -> None:
    """Each restricted one of which anything is told is opened, which is logged."""
    given = [at.site.read_now(gather, at.plan, asked)]
    if wish.form == "shift":
        given.append(_waiting(at, asked, 0).told)
    every = at.site.read_now(reading.all_of_them, at.plan)
    told = {
        which
        for each in given
        for told in each.told
        for which in (told.incident.id, *(line.incident for line in told.lines))
    }
    for each in every:
        if each.restricted and each.id in told:
            outcome = at.do(service.look, each.id, who=who)
            if outcome.what == "refused":
                raise NotPossibleError(wording.outcome(at.plan, outcome))


def _sheet(at: Opened, asked: Asked, wish: Wish, given: Given) -> Sheet:
    from onsite.incidents.exporting import ics, log_paper, methane, shift
    from onsite.incidents.methane.prompts import prompts

    match wish.form:
        case "log":
            return log_paper.log(given)
        case "list":
            return log_paper.listed(given)
        case "ics-214":
            return ics.activity_log(
                given, ics.Unit(*wish.unit, prepared_by=wish.unit[0] or at.site.operator)
            )
        case "methane":
            asked_of = given.told[0].incident
            return methane.report(given, at.site.read_now(prompts, at.plan, asked_of))
        case "shift":
            return shift.sheet(given, _waiting(at, asked, given.as_of_ms))
        case "handover":
            raise ValueError(wish.form)


def _waiting(at: Opened, asked: Asked, typed_ms: int) -> Waiting:
    """What goes on after the shift, and who is there, as of the last entry; without any, now."""
    from onsite.incidents.exporting import shift

    plan = at.plan
    waiting = tuple(each.id for each in at.site.read_now(reading.open_ones, plan) if each.is_open)
    drills = {each.id for each in at.site.read_now(reading.open_ones, plan) if each.drill}
    ids = tuple(each for each in waiting if asked.drills or each not in drills)
    told = at.site.read_now(gather, plan, replace(asked, incidents=ids, span=Span()))
    if not ids:
        told = replace(told, told=())
    as_of_ms = max(told.as_of_ms, typed_ms) or to_ms(at.site.clock.now())
    duties = at.site.read_now(shifts.roll, plan, from_ms(as_of_ms))
    there = sorted(
        {
            shift.OnDuty(duty.name, duty.post)
            for duty in duties
            if any(stay.off is None for stay in duty.stays)
        }
    )
    sealed = at.site.read_now(seal, asked.span)
    return shift.Waiting(told, (*_answering(at, as_of_ms), *there), sealed)


def _answering(at: Opened, now_ms: int) -> Iterator[OnDuty]:
    """Who has which response role at an instant."""
    from onsite.incidents.contacts.on_duty import duty
    from onsite.incidents.exporting.shift import OnDuty

    names = at.site.read_now(people, at.plan)
    there = at.site.read_now(duty, at.plan, from_ms(now_ms))
    for role in at.plan.response.roles:
        who = _(", ").join(name_of(at.plan, each, names) for each in there.of(role))
        yield OnDuty(who or _("nobody"), wording.role_name(at.plan, role))
