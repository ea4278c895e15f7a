"""From the shell: a supervisor's word on a refusal, the last scans, what guests have answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onsite.errors import BadInputError
from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from onsite.checkin.asking.given import GivenAnswer
    from onsite.checkin.views import LoggedScan
    from onsite.plan.model import Plan
    from onsite.staff.service import Operator
    from onsite.wiring import Site


@click.command(
    help=_(
        """Let somebody in all the same: put the refusal of the scan with KEY aside.

        It asks for the PIN of the operator who decides. “onsite checkin log” shows the keys.

        With --json, one object: "key" (of the admission), "refers_to", "guest", "by", "why",
        "was" (the reason for which it had been refused)."""
    )
)
@click.argument("key")
@click.option("--by", metavar="OPERATOR", required=True, help=_("Who decides: an id or a name."))
@click.option("--why", metavar="TEXT", required=True, help=_("The reason; kept in the record."))
@command_options
def overrule(shell: Shell, key: str, by: str, why: str) -> None:
    """Run `onsite checkin overrule`."""
    from onsite.checkin import service, wording
    from onsite.checkin.asking.overruling import Overruling

    with shell.site() as site:
        plan = shell.plan(site)
        operator = _authorised(site, plan, by, key)
        asked = Overruling(key, operator.id, why)
        answer = site.write_now(service.overrule, plan, asked, site.operator)
        name = wording.name_of(answer.guest) if answer.guest else answer.code
        said = (name, wording.sentence(answer.verdict, plan, answer.at))
        shell.say(
            " – ".join(said),
            {
                "key": answer.key,
                "refers_to": key,
                "guest": answer.guest.attendee if answer.guest else None,
                **answer.verdict.details,
            },
        )


@click.command(
    help=_(
        """List the last scans, newest first, with their keys.

        \b
        With --json, one object:
          scans  key, at (UTC, ISO 8601), checkpoint, direction, outcome, reason, details,
                 attendee, name, category, code, operator, station, undone, conflict"""
    )
)
@click.option("--checkpoint", metavar="ID", help=_("Only there; without it, at every checkpoint."))
@click.option(
    "--many",
    type=click.IntRange(1, 100_000),
    default=20,
    metavar="NUMBER",
    help=_("How many; 20 without it."),
)
@command_options
def log(shell: Shell, checkpoint: str | None, many: int) -> None:
    """Run `onsite checkin log`."""
    from onsite.checkin.roll import last_scans
    from onsite.checkin.service import unknown_checkpoint

    with shell.site() as site:
        plan = shell.plan(site)
        if checkpoint is not None and checkpoint not in plan.checkpoints:
            raise unknown_checkpoint(plan, checkpoint)
        scans = site.read_now(last_scans, checkpoint, many)
    lines = [_line(each, plan) for each in scans] or [_("No scans here yet.")]
    shell.say("\n".join(lines), {"scans": [_as_object(each) for each in scans]})


@click.command(
    help=_(
        """Count what guests have answered at desks; with a QUESTION, list who answered what.

        \b
        With --json, one object:
          questions  id to text, answers (answer to how many; an empty one was left open)
          guests     with a QUESTION: attendee, name, category, answer, at, operator"""
    )
)
@click.argument("question", required=False)
@command_options
def answers(shell: Shell, question: str | None) -> None:
    """Run `onsite checkin answers`."""
    from onsite.checkin.asking.given import all_given

    with shell.site() as site:
        plan = shell.plan(site)
        found = site.read_now(all_given)
    known = list(dict.fromkeys((*plan.questions, *(each.question for each in found))))
    if question is not None and question not in known:
        raise BadInputError(
            _("The plan has no question “{question}”.").format(question=question),
            _("Choose one of: {questions}.").format(questions=", ".join(known)),
        )
    mine = [each for each in found if question in (None, each.question)]
    asked = [question] if question is not None else known
    told: dict[str, Any] = {"questions": {key: _counted(key, plan, mine) for key in asked}}
    if question is not None:
        told["guests"] = [_given(each) for each in mine]
    shell.say(_answers_text(told, plan), told)


def _authorised(site: Site, plan: Plan, by: str, key: str) -> Operator:
    """The operator, once they have given their PIN; what cannot be overruled is told before."""
    from onsite.checkin.asking.given import may_overrule
    from onsite.staff.access import authorise_now, nobody_has_one
    from onsite.staff.service import anybody_with, named
    from onsite.staff.shell_pin import secret

    roles = site.read_now(may_overrule, key)
    if not site.read_now(anybody_with, plan, roles):
        raise nobody_has_one(plan, roles)
    operator = site.read_now(named, plan, by)
    pin = secret(_("PIN of {name}").format(name=operator.name))
    return authorise_now(site, plan, pin, roles, operator=operator.id)


def _line(scan: LoggedScan, plan: Plan) -> str:
    from onsite.checkin import wording

    local = plan.local(scan.at).strftime("%Y-%m-%d %H:%M")
    place = plan.checkpoints.get(scan.checkpoint)
    title = wording.title(scan.verdict)
    said = wording.sentence(scan.verdict, plan, scan.at) if scan.verdict.details else ""
    parts = [
        local,
        place.name if place is not None else scan.checkpoint,
        scan.name or scan.code,
        _("{what} (taken back)").format(what=title) if scan.undone else title,
        said,
        scan.operator,
        scan.key,
    ]
    return " · ".join(filter(None, parts))


def _as_object(scan: LoggedScan) -> dict[str, Any]:
    return {
        "key": scan.key,
        "at": scan.at.isoformat(),
        "checkpoint": scan.checkpoint,
        "direction": scan.direction.value,
        "outcome": scan.verdict.outcome.value,
        "reason": scan.verdict.reason.value,
        "details": scan.verdict.details,
        "attendee": scan.attendee or None,
        "name": scan.name,
        "category": scan.category,
        "code": scan.code,
        "operator": scan.operator,
        "station": scan.station,
        "undone": scan.undone,
        "conflict": scan.conflict,
    }


def _counted(key: str, plan: Plan, found: list[GivenAnswer]) -> dict[str, Any]:
    counts: dict[str, int] = {}
    for each in found:
        if each.question == key:
            counts[each.answer] = counts.get(each.answer, 0) + 1
    part = plan.questions.get(key)
    return {"text": part.text if part is not None else key, "answers": counts}


def _given(each: GivenAnswer) -> dict[str, Any]:
    return {
        "attendee": each.attendee,
        "name": each.name,
        "category": each.category,
        "answer": each.answer,
        "at": each.at.isoformat(),
        "operator": each.operator,
    }


def _answers_text(told: dict[str, Any], plan: Plan) -> str:
    from onsite.checkin.asking.words import answer_in_words

    lines = [
        " · ".join((each["name"] or each["attendee"], answer_in_words(plan, key, each["answer"])))
        for key in told["questions"]
        for each in told.get("guests", ())
    ]
    for key, each in told["questions"].items():
        lines.append(each["text"])
        for answer, many in sorted(each["answers"].items(), key=lambda item: (-item[1], item[0])):
            lines.append(f"  {many}  {answer_in_words(plan, key, answer)}")
        if not each["answers"]:
            lines.append("  " + _("nobody has answered yet"))
    return "\n".join(lines) or _("The plan asks nothing: see [questions.ID] in event.toml.")
