"""How far the speakers are, from the shell: `onsite stage speakers` and `ready`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.stage.console.showing import who
from onsite.stage.engine.schedule import expected
from onsite.stage.hours import hour
from onsite.stage.readiness import reading, service, wording
from onsite.stage.readiness.rules import STATES, Standing, standing, worst
from onsite.stage.readiness.slots import PENDING
from onsite.stage.shell.finding import which_item, which_speaker
from onsite.stage.shell.opened import opened
from onsite.stage.shell.options import rundown_options
from onsite.stage.shell.telling import iso
from onsite.sync import membership

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onsite.shell import Shell
    from onsite.stage.engine.schedule import Times
    from onsite.stage.readiness.reading import Contact, Ready
    from onsite.stage.readiness.rules import Mark
    from onsite.stage.reading import Kept
    from onsite.stage.shell.opened import Opened

_TEXTS = ("introduction", "moderator", "agreed", "qa_form")


@click.command(
    help=_(
        """Show how far the speakers are: of ITEM, or of all that is to come.

        ITEM is its number in “onsite stage show”, its id, or words of its title.

        \b
        With --json, one object; instants UTC as ISO 8601:
          stage, day, now
          items  each with item, title, status, expected_start, standing (the worst of its
                 speakers': ready, waiting, amber, red), introduction, moderator, agreed,
                 qa_form, and speakers: each with id, name, attendee, standing, states (those
                 of arrived, fetched, mic, slides, side that hold, with at, operator, station,
                 checkpoint), contact (name, company, phone, email, hidden, received)"""
    )
)
@click.argument("item", required=False)
@rundown_options
def speakers(shell: Shell, *, item: str | None, stage: str, day: str) -> None:
    """Run `onsite stage speakers`."""
    with opened(shell, stage, day) as at:
        kept, now_ms = at.kept(), at.now_ms
        found = at.site.read_now(reading.readiness, at.plan, kept)
        wanted = which_item(kept, item)
        times = expected(kept.rundown, kept.show(now_ms), now_ms).times
        shown = [
            each
            for each in times
            if each.item in found
            and (each.item == wanted or not wanted)
            and (wanted or each.status in PENDING)
        ]
        lines = [line for each in shown for line in _lines(at, kept, each, found[each.item])]
        told = [_object(at, kept, each, found[each.item]) for each in shown]
    shell.say(
        "\n".join(lines) or _("Nobody speaks in what is to come."),
        {"stage": at.stage, "day": at.day, "now": iso(now_ms), "items": told},
    )


@click.command(
    help=_(
        """Say how far SPEAKER is with ITEM; --undo takes it back.

        STATE is arrived, fetched, mic, slides or side. Who was let in at a check-in desk has
        arrived without being told. SPEAKER is an id or words of the name; ITEM is its number in
        “onsite stage show”, its id, or words of its title.

        \b
        With --json, one object:
          what      took, already, at-desk (a desk let them in: only that desk takes it back),
                    refused
          item, speaker (its id), name, state, holds, roles
          mark      at, operator, station, checkpoint: who had said it before; else null"""
    )
)
@click.argument("item")
@click.argument("speaker")
@click.argument("state", type=click.Choice(STATES))
@click.option("--undo", is_flag=True, help=_("It is not so."))
@rundown_options
def ready(  # noqa: PLR0913 - the arguments of the command line
    shell: Shell, *, item: str, speaker: str, state: str, undo: bool, stage: str, day: str
) -> int:
    """Run `onsite stage ready`."""
    with opened(shell, stage, day) as at:
        kept = at.kept()
        wanted = which_item(kept, item)
        known = {each.id: each for each in kept.fields[wanted].speakers or ()}
        whom = which_speaker(known, speaker)
        asked = next(each for each in STATES if each == state)
        check = service.Check(wanted, whom, asked, holds=not undo)
        operator = at.operator()
        done = at.site.write_now(service.check, at.plan, at.press(), operator, check)
        said = wording.checked(done, at.plan, _stations(at), at.day)
    answer = {
        "what": done.what,
        "item": wanted,
        "speaker": whom,
        "name": done.name,
        "state": done.state,
        "holds": done.holds,
        "roles": list(done.roles),
        "mark": _mark(done.mark) if done.mark is not None else None,
    }
    if done.what in ("refused", "at-desk") and not shell.as_json:
        raise NotPossibleError(said)
    shell.say(said, answer)
    return 0 if done.what == "took" else 1


def _stations(at: Opened) -> dict[str, str]:
    return {each.station: each.name for each in at.site.read_now(membership.stations)}


def _lines(at: Opened, kept: Kept, times: Times, some: tuple[Ready, ...]) -> Iterator[str]:
    stands, stations = _standings(at, times, some), _stations(at)
    clock = hour(times.expected_start_ms, at.plan, at.day)
    number = kept.rundown.place[times.item] + 1
    yield f"{number}  {clock}  {who(kept, times.item)}"
    for each in some:
        how = " · ".join(filter(None, (wording.how_far(each.marks), wording.linked(each))))
        said = _(": ").join((each.name, how))
        yield f"   {wording.sign(stands[each.speaker.id])} {said}"
        for state, mark in each.marks.items():
            told = wording.mark(mark, at.plan, stations, at.day)
            yield "       " + _(": ").join((wording.word(state), told))
        for line in wording.contact(_contact(at, each)):
            yield f"       {line}"
    for line in wording.texts(kept.fields[times.item]):
        yield f"   {line}"


def _object(at: Opened, kept: Kept, times: Times, some: tuple[Ready, ...]) -> dict[str, Any]:
    fields, stands = kept.fields[times.item], _standings(at, times, some)
    return {
        "item": times.item,
        "title": fields.title,
        "status": times.status.value,
        "expected_start": iso(times.expected_start_ms),
        "standing": worst(stands.values()).value,
        **{name: getattr(fields, name) or "" for name in _TEXTS},
        "speakers": [
            {
                "id": each.speaker.id,
                "name": each.name,
                "attendee": each.link.attendee,
                "standing": stands[each.speaker.id].value,
                "states": {state: _mark(mark) for state, mark in each.marks.items()},
                "contact": _contact_object(_contact(at, each)),
            }
            for each in some
        ],
    }


def _standings(at: Opened, times: Times, some: tuple[Ready, ...]) -> Mapping[str, Standing]:
    pending, starts_ms = times.status in PENDING, times.expected_start_ms
    return {
        each.speaker.id: standing(each.marks, starts_ms, at.now_ms, at.plan.stage)
        if pending
        else Standing.WAITING
        for each in some
    }


def _contact(at: Opened, ready: Ready) -> Contact:
    return at.site.read_now(reading.contact, at.plan, ready, at.site.operator)


def _contact_object(told: Contact) -> dict[str, Any]:
    return {
        "name": told.name,
        "company": told.company,
        "phone": told.phone,
        "email": told.email,
        "hidden": told.hidden,
        "received": list(told.received),
    }


def _mark(mark: Mark) -> dict[str, Any]:
    return {
        "at": iso(mark.at_ms),
        "operator": mark.operator,
        "station": mark.station,
        "checkpoint": mark.checkpoint,
    }
