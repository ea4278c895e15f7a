"""The check-in desk from the shell."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import click

from onsite.checkin.asking.commands import answers, log, overrule
from onsite.checkin.door_commands import gate, who
from onsite.checkin.goods import wording as handing
from onsite.checkin.paper.commands import paper, ticks
from onsite.checkin.party.commands import vips
from onsite.checkin.queue.commands import desk_place, queue
from onsite.errors import BadInputError, NotPossibleError
from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from onsite.checkin.views import Answer, Counters, Guest
    from onsite.plan.model import Plan
    from onsite.wiring import Site


@click.command(help=_("Open the check-in desk on the screen."))
@click.option(
    "--checkpoint", metavar="ID", help=_("Where this desk stands; without it, the first.")
)
@click.option(
    "--camera",
    metavar="CAMERA",
    help=_(
        "Read QR codes from a camera as “onsite cameras” lists it, or its number; from an address "
        "(rtsp://… or http://…); from a video, a picture, a folder of pictures, or a named pipe."
    ),
)
@command_options
def desk(shell: Shell, checkpoint: str | None = None, camera: str | None = None) -> int:
    """Run `onsite desk`."""
    from onsite.checkin.opening import open_desk

    return open_desk(shell, checkpoint=checkpoint, camera=camera)


@click.group(help=_("Scan and undo from the shell, through the same rules as the desk."))
def checkin() -> None:
    """Run `onsite checkin`."""


checkin.add_command(gate)
checkin.add_command(who)
checkin.add_command(overrule)
checkin.add_command(log)
checkin.add_command(answers)
checkin.add_command(desk_place)
checkin.add_command(queue)
checkin.add_command(vips)
checkin.add_command(paper)
checkin.add_command(ticks)


@checkin.command(
    help=_(
        """Answer a scanned CODE and record the attempt.

        Exit code 0: admitted, or the exit was recorded. 1: refused, or somebody must be asked.

        \b
        With --json, one object:
          key         of this scan; a retry with it gives the same answer
          at          when, UTC, ISO 8601
          checkpoint  id            direction  "entry" or "exit"
          outcome     "admit", "ask" or "refuse"
          reason      a code, as "already_in"
          title, why, overrule      the same in words
          path        the checks that were looked at, the last one decided
          details     what the reason is about
          warning     on an exit: the reason for which an entry would have been refused
          guest       attendee, name, company, category, order, vip, speaker, state, listed
                      (false: a signed code alone says who they are); or null
          candidates  of an ambiguous code, as guest
          asks        what is open: confirm (as "unpaid") and questions, by their ids
          goods       what is handed out: goods, name, given, size, sizes, left, low, back
          repeated    true when the key had been answered before"""
    )
)
@click.argument("code")
@click.option("--checkpoint", metavar="ID", help=_("The checkpoint; without it, the plan's first."))
@click.option("--exit", "leaving", is_flag=True, help=_("Record an exit rather than an entry."))
@click.option(
    "--key", metavar="KEY", help=_("A retry of the scan with this key gives the same answer.")
)
@click.option(
    "--answer",
    "given",
    metavar="ID=TEXT",
    multiple=True,
    help=_("What the guest answers to a question; as often as there are questions."),
)
@click.option("--unpaid", is_flag=True, help=_("Confirm that they come in without having paid."))
@command_options
def scan(
    shell: Shell,
    code: str,
    checkpoint: str | None,
    key: str | None,
    **said: Any,
) -> int:
    """Run `onsite checkin scan`."""
    from onsite.checkin import service
    from onsite.checkin.facts import UNPAID, Direction, Outcome

    with shell.site() as site:
        plan = shell.plan(site)
        attempt = service.Attempt(
            key=key or uuid.uuid4().hex,
            checkpoint=checkpoint or next(iter(plan.checkpoints)),
            operator=site.operator,
            direction=Direction.EXIT if said["leaving"] else Direction.ENTRY,
            code=code,
            answers=_answers(said["given"]),
            confirmed=(UNPAID,) if said["unpaid"] else (),
        )
        answer = site.write_now(service.scan, plan, attempt)
        names = site.read_now(_names)
        shell.say(_in_words(answer, plan, names), _as_object(answer, plan, names))
    return 0 if answer.verdict.outcome is Outcome.ADMIT else 1


def _answers(given: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    split = [each.partition("=") for each in given]
    for key, equals, _text in split:
        if not equals:
            raise BadInputError(
                _("“{text}” is no answer: the id of the question is missing.").format(text=key),
                _("Write it as --answer shirt=M."),
            )
    return tuple((key.strip(), text) for key, _equals, text in split)


@checkin.command(
    help=_(
        """Take an admission back: the one with KEY, or this station's last one.

        With --json, one object: "undone" (the key), "guest" as in `onsite checkin scan`."""
    )
)
@click.argument("key", required=False)
@click.option("--why", metavar="TEXT", required=True, help=_("The reason; kept in the record."))
@click.option("--checkpoint", metavar="ID", help=_("Of the last admission, where no KEY is given."))
@command_options
def undo(shell: Shell, key: str | None, why: str, checkpoint: str | None) -> None:
    """Run `onsite checkin undo`."""
    from onsite.checkin import service, wording

    with shell.site() as site:
        plan = shell.plan(site)
        where = checkpoint or next(iter(plan.checkpoints))
        chosen = key or site.read_now(service.last_admission, site.journal.station, where)
        if chosen is None:
            raise NotPossibleError(_("This station has admitted nobody whom one could take back."))
        answer = site.write_now(service.undo, plan, chosen, why, site.operator)
        name = wording.name_of(answer.guest) if answer.guest else answer.code
        shell.say(
            _("Taken back: {name}.").format(name=name),
            {"undone": answer.key, "guest": _guest(answer.guest)},
        )


@click.command(
    help=_(
        """Show the event, this station and the figures of every checkpoint.

        \b
        With --json, one object:
          event       the name, or null where no plan was published
          data        the folder of the store      station  its id
          operator    who works here               entries  in the journal
          waiting     entries by kind that only a newer Onsite can read
          together    null for a computer that works alone, or its name, role, link (a code),
                      hub, unsent, quarantined, stations (each with name, role, state)
          attendees   on the roster, withdrawn ones left out
          checkpoints id to expected, admitted, inside, per_minute, and conflicts: scans that
                      let somebody in who was in already, by a desk that could not know;
                      void: admissions of tickets that were cancelled before; short: what is
                      handed out and runs out, with name, size, left; overruled, unpaid:
                      who came in although refused, or without having paid; and by_category:
                      its id, or the ticket's name, to admitted and inside"""
    )
)
@command_options
def status(shell: Shell) -> None:
    """Run `onsite status`."""
    from onsite.checkin import in_numbers, roll, status_words
    from onsite.checkin.asking.given import let_in_anyway
    from onsite.plan.service import current

    shell.store()
    with shell.site() as site:
        plan = site.read_now(current)
        now = site.clock.now()
        figures, apart = {}, {}
        if plan is not None:
            for key in plan.checkpoints:
                figures[key] = site.read_now(roll.counters, plan, key, now)
                apart[key] = {
                    "by_category": site.read_now(in_numbers.by_category, plan, key, now),
                    **site.read_now(let_in_anyway, key),
                }
        answer = _status(site, plan, figures)
        for key, found in apart.items():
            answer["checkpoints"][key].update(found)
        shell.say(status_words.told(answer, plan, figures), answer)


def _status(site: Site, plan: Plan | None, figures: dict[str, Counters]) -> dict[str, Any]:
    from dataclasses import asdict

    from onsite.journal import folding, journal
    from onsite.roster.service import size
    from onsite.sync.stations.in_status import together

    return {
        "event": plan.event.name if plan else None,
        "data": str(site.data),
        "station": site.journal.station,
        "operator": site.operator,
        "entries": site.read_now(journal.size),
        "waiting": site.read_now(folding.waiting),
        "together": together(site),
        "attendees": site.read_now(size).current,
        "checkpoints": {key: asdict(each) for key, each in figures.items()},
    }


def _names(rows: Connection) -> dict[str, str]:
    """What the stations of the event are called, by their ids."""
    from onsite.sync import membership

    return {each.station: each.name for each in membership.stations(rows) if each.name}


def _in_words(answer: Answer, plan: Plan, names: Mapping[str, str]) -> str:
    from onsite.checkin import wording
    from onsite.checkin.asking.words import asked

    who = wording.name_of(answer.guest) if answer.guest else answer.code
    parts = [
        f"{wording.headline(answer.verdict)} · {wording.title(answer.verdict)} · {who}",
        wording.sentence(answer.verdict, plan, answer.at, names),
        *(f"  {text}" for text in asked(answer.verdict.asks, plan)),
        *(f"  {_candidate(each)}" for each in answer.candidates),
        *handing.card(answer),
        wording.overrulers(answer.verdict, plan),
    ]
    return "\n".join(part for part in parts if part)


def _candidate(guest: Guest) -> str:
    from onsite.checkin import wording

    return " · ".join(filter(None, (wording.name_of(guest), guest.company, guest.attendee)))


def _as_object(answer: Answer, plan: Plan, names: Mapping[str, str]) -> dict[str, Any]:
    from onsite.checkin import wording

    verdict = answer.verdict
    return {
        "key": answer.key,
        "at": answer.at.isoformat(),
        "checkpoint": answer.checkpoint,
        "direction": answer.direction.value,
        "code": answer.code,
        "outcome": verdict.outcome.value,
        "reason": verdict.reason.value,
        "title": wording.title(verdict),
        "why": wording.sentence(verdict, plan, answer.at, names),
        "overrule": list(verdict.overrule),
        "path": list(verdict.path),
        "details": verdict.details,
        "warning": verdict.warning.value if verdict.warning else None,
        "guest": _guest(answer.guest),
        "candidates": [_guest(each) for each in answer.candidates],
        "goods": handing.as_objects(answer),
        "repeated": answer.repeated,
        "asks": verdict.asks.model_dump(mode="json"),
    }


def _guest(guest: Guest | None) -> dict[str, Any] | None:
    if guest is None:
        return None
    ticket = ("category", "order", "vip", "speaker", "state", "listed")
    return {name: getattr(guest, name) for name in ("attendee", "name", "company", *ticket)}
