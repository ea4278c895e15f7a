"""`onsite cases`: the problem desk, on the screen and from the shell."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from onsite.errors import NotPossibleError
from onsite.language import _, ngettext
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from datetime import datetime

    from onsite.cases.reading import Survey
    from onsite.cases.views import Case, CaseFile
    from onsite.plan.model import Plan
    from onsite.wiring import Site


@click.group(
    invoke_without_command=True,
    help=_(
        """The problem desk: who waits, for how long, and what is done about it.

        Without a command it opens the problem desk on the screen; in a script, or with --json,
        it lists the open cases."""
    ),
)
@command_options
def cases(shell: Shell) -> int:
    """Run `onsite cases`."""
    if click.get_current_context().invoked_subcommand is not None:
        return 0
    if not shell.as_json and sys.stdin.isatty() and sys.stdout.isatty():
        from onsite.sync.opening import open_area

        return open_area(shell, "cases")
    _list(shell, closed=False)
    return 0


@cases.command(
    "list",
    help=_(
        """List the open cases, who has waited longest first.

        \b
        With --json, one object:
          cases  id, type, name (of the type), since (UTC, ISO 8601), open_s (for how many
                 seconds), target_s, late, attendee, guest, code, checkpoint, note, owner,
                 stops, opened_by (empty: found by the system), resolved, resolution,
                 resolution_note, resolved_by"""
    ),
)
@click.option("--closed", is_flag=True, help=_("The closed ones instead, the newest first."))
@command_options
def list_(shell: Shell, *, closed: bool) -> None:
    """Run `onsite cases list`."""
    _list(shell, closed=closed)


@cases.command(
    help=_(
        """Show everything about a CASE: its steps and what happened.

        With --json, one object: as in “onsite cases list”, with steps (step, done_by, at) and
        log (at, operator, station, kind, details, counts)."""
    )
)
@click.argument("case")
@command_options
def show(shell: Shell, case: str) -> None:
    """Run `onsite cases show`."""
    from onsite.cases import listing

    with shell.site() as site:
        plan, survey = _read(shell, site)
        found = site.read_now(listing.whole, plan, case)
        if found is None:
            raise _no_case(case)
        now = site.clock.now()
    _may_see(found.case, survey, plan)
    lines = [_line(found.case, survey, now), *_about(found, plan, now)]
    shell.say("\n".join(lines), {**_told(found.case, plan, now), **_told_file(found)})


@cases.command(
    "open",
    help=_(
        """Open a case of a TYPE, as unpaid; a type that is none lists them all.

        With --json, one object, as in “onsite cases list”."""
    ),
)
@click.argument("kind", metavar="TYPE")
@click.option("--attendee", default="", metavar="ID", help=_("Whom it is about, by their id."))
@click.option("--code", default="", metavar="CODE", help=_("What was scanned."))
@click.option("--note", default="", metavar="TEXT", help=_("What is the matter."))
@click.option("--id", "case_id", default="", metavar="CASE", help=_("The same id, the same case."))
@command_options
def open_(shell: Shell, kind: str, **about: str) -> None:
    """Run `onsite cases open`."""
    from onsite.cases import service
    from onsite.roster.service import attendee

    new = service.NewCase(
        kind, about["attendee"], note=about["note"], id=about["case_id"], code=about["code"]
    )
    with shell.site() as site:
        plan = shell.plan(site)
        if new.attendee and site.read_now(attendee, new.attendee) is None:
            raise NotPossibleError(
                _("Nobody on the roster has the id “{which}”.").format(which=new.attendee),
                _("Look for the name instead: onsite roster search NAME"),
            )
        case = site.write_now(service.open_case, plan, new, site.operator)
        _say_one(shell, site, plan, case)


@cases.command(
    help=_(
        """Become the owner of a CASE, or put it back.

        With --json, one object, as in “onsite cases list”."""
    )
)
@click.argument("case")
@click.option("--back", is_flag=True, help=_("Put it back: nobody has it any more."))
@command_options
def take(shell: Shell, case: str, *, back: bool) -> None:
    """Run `onsite cases take`."""
    from onsite.cases import service

    with shell.site() as site:
        plan = shell.plan(site)
        site.write_now(service.put_back if back else service.take, plan, case, site.operator)
        _say_one(shell, site, plan, case)


@cases.command(
    help=_(
        """Resolve a CASE; HOW is one of its resolutions, as solved. One that is none lists them.

        With --json, one object, as in “onsite cases list”."""
    )
)
@click.argument("case")
@click.argument("how")
@click.option("--note", default="", metavar="TEXT", help=_("A note, kept with it."))
@command_options
def resolve(shell: Shell, case: str, how: str, note: str) -> None:
    """Run `onsite cases resolve`."""
    from onsite.cases import service
    from onsite.cases.resolving import resolver_now
    from onsite.staff.shell_pin import secret

    with shell.site() as site:
        plan = shell.plan(site)
        end = service.Resolution(how, note)
        by = resolver_now(site, plan, case, secret)
        site.write_now(service.resolve, plan, case, end, by)
        _say_one(shell, site, plan, case)


def _list(shell: Shell, *, closed: bool) -> None:
    from onsite.cases import reading

    with shell.site() as site:
        plan = shell.plan(site)
        survey = site.read_now(reading.survey, site.operator, closed=closed)
        now = site.clock.now()
    found = survey.closed if closed else survey.waiting
    lines = [_line(case, survey, now) for case in found]
    many = len(found)
    counted = ngettext("{n} case", "{n} cases", many).format(n=many)
    hint = _("A desk opens one with Ctrl+O; here: onsite cases open TYPE")
    shell.say(
        "\n".join([counted, *lines] if found else [counted, hint]),
        {"cases": [_told(each, plan, now, whole=_sees(each, survey, plan)) for each in found]},
    )


def _read(shell: Shell, site: Site) -> tuple[Plan, Survey]:
    from onsite.cases import reading

    return shell.plan(site), site.read_now(reading.survey, site.operator)


def _say_one(shell: Shell, site: Site, plan: Plan, case: str) -> None:
    from onsite.cases import reading, service

    found = site.read_now(service.named, plan, case)
    survey = site.read_now(reading.survey, site.operator)
    now = site.clock.now()
    whole = _sees(found, survey, plan)
    shell.say(_line(found, survey, now), _told(found, plan, now, whole=whole))


def _sees(case: Case, survey: Survey, plan: Plan) -> bool:
    from onsite.cases.showing import sees

    return sees(case, plan, survey.roles)


def _may_see(case: Case, survey: Survey, plan: Plan) -> None:
    if not _sees(case, survey, plan):
        raise NotPossibleError(_("Details are for security and lead."))


def _no_case(case: str) -> NotPossibleError:
    return NotPossibleError(
        _("There is no case “{case}”.").format(case=case),
        _("“onsite cases list” shows all of them."),
    )


def _line(case: Case, survey: Survey, now: datetime) -> str:
    from onsite.cases.showing import case_line

    span, late, *rest = case_line(case, survey, now).cells
    return " · ".join(filter(None, (case.id, f"{span}{late}", *rest)))


def _about(found: CaseFile, plan: Plan, now: datetime) -> list[str]:
    from onsite.cases import showing

    steps = (showing.step_line(step, plan, now).cells for step in found.steps)
    log = (
        showing.log_line(number, line, plan, now, {}).cells for number, line in enumerate(found.log)
    )
    return [
        *showing.about(found.case, plan, now, {}),
        *(" ".join(cells).rstrip() for cells in steps),
        *(" ".join(cells) for cells in log),
    ]


def _told(case: Case, plan: Plan, now: datetime, *, whole: bool = True) -> dict[str, Any]:
    from onsite.cases import wording
    from onsite.cases.rules import is_late, open_for
    from onsite.cases.types import type_of

    kind = type_of(plan, case.kind)
    span = open_for(case.since, now, case.resolved)
    ended = case.resolved is not None
    return {
        "id": case.id,
        "type": case.kind if whole else "",
        "name": wording.type_name(plan, case.kind) if whole else _(wording.NEUTRAL),
        "since": case.since.isoformat(),
        "open_s": int(span.total_seconds()),
        "target_s": kind.target_min * 60,
        "late": not ended and is_late(case.since, kind.target_min, now),
        "attendee": case.attendee,
        "guest": case.name,
        "code": case.code,
        "checkpoint": case.checkpoint,
        "note": case.note if whole else "",
        "owner": case.owner,
        "stops": case.stops,
        "opened_by": case.opened_by,
        "resolved": case.resolved.isoformat() if case.resolved is not None else None,
        "resolution": case.resolution if whole else "",
        "resolution_note": case.resolution_note if whole else "",
        "resolved_by": case.resolved_by,
    }


def _told_file(found: CaseFile) -> dict[str, Any]:
    return {
        "steps": [
            {
                "step": each.step,
                "done_by": each.operator,
                "at": each.at.isoformat() if each.at is not None else None,
            }
            for each in found.steps
        ],
        "log": [
            {
                "at": each.at.isoformat(),
                "operator": each.operator,
                "station": each.station,
                "kind": each.kind,
                "details": dict(each.details),
                "counts": each.in_force,
            }
            for each in found.log
        ],
    }
