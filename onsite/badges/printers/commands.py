"""`onsite badges printers`: which there are, how they are, a test page."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import click

from onsite.badges.printing.options import wait_option
from onsite.language import _
from onsite.shell import Shell, command_options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.badges.printers.channel import PrinterState
    from onsite.badges.printers.ipp.queues import Queue
    from onsite.errors import OnsiteError
    from onsite.plan.model import Plan
    from onsite.plan.printers import PrinterPart
    from onsite.wiring import Site


@click.group(
    invoke_without_command=True,
    help=_("""The printers of badges. Without a command it lists them, as “list” does."""),
)
@command_options
def printers(shell: Shell) -> None:
    """Run `onsite badges printers`."""
    if click.get_current_context().invoked_subcommand is None:
        _list(shell)


@printers.command(
    "list",
    help=_(
        """List the printers of the plan, and ask each how it is.

        \b
        With --json, one object:
          printers  each with printer (its id), name, address, pools (those it is in),
                    state ("ready", "printing", "stopped", "out_of_paper", "jam", "cover_open",
                    "offline" or "unknown"), reasons (the printer's own codes), queued, accepting,
                    prints (whether a badge sent now comes out, as far as is known)"""
    ),
)
@command_options
def list_printers(shell: Shell) -> None:
    """Run `onsite badges printers list`."""
    _list(shell)


def _list(shell: Shell) -> None:
    from onsite.badges.printers import pools

    with shell.site() as site:
        plan = shell.plan(site)
        parts = pools.printers(plan)
        states = asyncio.run(_states(site, parts))
    lines = [_line(key, parts[key], state) for key, state in states.items()]
    told = [_told(plan, key, parts[key], state) for key, state in states.items()]
    if not plan.printers:
        lines.append("")
        lines.append(_("The plan names no printer, so badges are files. Add one as [printers.ID];"))
        lines.append(_("“onsite badges printers find” lists what a print server has."))
    shell.say("\n".join(lines), {"printers": told})


async def _states(site: Site, parts: Mapping[str, PrinterPart]) -> dict[str, PrinterState]:
    from onsite.badges.printers.opening import channel

    ways = [channel(part, site.data, site.clock) for part in parts.values()]
    return dict(zip(parts, await asyncio.gather(*(way.state() for way in ways)), strict=True))


def _line(key: str, part: PrinterPart, state: PrinterState) -> str:
    sign = "+" if state.prints else "?" if state.kind == "unknown" else "x"
    waiting = [_("{n} waiting").format(n=state.queued)] if state.queued else []
    return "  ".join([sign, key, part.name, part.address, _said(state), *waiting])


def _said(state: PrinterState) -> str:
    """How a printer is, and why."""
    from onsite.badges.jobs import words as job_words
    from onsite.badges.queues import words as printer_words

    said = job_words.printer_state(state.kind)
    # Where nobody has words for it the printer's own codes are shown, to be looked up.
    why = printer_words.why(state.kind, state.reasons) or job_words.reasons(state.reasons)
    return f"{said} ({why})" if why else said


def _told(plan: Plan, key: str, part: PrinterPart, state: PrinterState) -> dict[str, Any]:
    return {
        "printer": key,
        "name": part.name,
        "address": part.address,
        "pools": [pool for pool, its in plan.printer_pools.items() if key in its.printers],
        "state": state.kind,
        "reasons": list(state.reasons),
        "queued": state.queued,
        "accepting": state.accepting,
        "prints": state.prints,
    }


@printers.command(
    help=_(
        """Print a test page on PRINTER, and wait until it is there.

        With --json, one object as in “onsite badges print”."""
    )
)
@click.argument("printer")
@wait_option
@command_options
def test(shell: Shell, printer: str, seconds: float) -> None:
    """Run `onsite badges printers test`."""
    from onsite.badges import service
    from onsite.badges.jobs import words as job_words
    from onsite.badges.jobs.reading import limits
    from onsite.badges.printing.commands import as_object
    from onsite.badges.printing.waiting import settled
    from onsite.badges.rules import UNDER_WAY, WAITING, State, needs_person
    from onsite.errors import NotPossibleError

    with shell.site() as site:
        plan = shell.plan(site)
        asked = site.write_now(service.ask_test, plan, printer, site.operator)
        job = asyncio.run(settled(site, asked, seconds))
        need = needs_person(job, site.clock.now(), limits(plan))
        if job.state in WAITING | UNDER_WAY:
            # Nobody wants a test page that comes out an hour later.
            site.write_now(service.cancel, asked, "", site.operator)
            raise _not_there(site, plan, printer)
    said = f"{job_words.sign(job, need)}  {printer}  {job_words.state(job)}"
    if job.state is State.FAILED:
        raise NotPossibleError(said)
    shell.say(said, as_object(job, need))


def _not_there(site: Site, plan: Plan, printer: str) -> OnsiteError:
    from onsite.badges.printers import pools
    from onsite.errors import NotPossibleError

    part = pools.printers(plan)[printer]
    state = asyncio.run(_states(site, {printer: part}))[printer]
    said = _("{printer} has not printed the test page: {state}.").format(
        printer=part.name, state=_said(state)
    )
    return NotPossibleError(said, _("See to it and try again; this test page is taken back."))


@printers.command(
    help=_(
        """List the queues of the print server (CUPS) at HOST, with the address for the plan.

        \b
        With --json, one object:
          queues  each with name, about, address"""
    )
)
@click.argument("host", default="localhost")
@click.option("--port", type=click.IntRange(1, 65535), default=631, show_default=True)
@command_options
def find(shell: Shell, host: str, port: int) -> None:
    """Run `onsite badges printers find`."""
    from onsite.badges.printers.ipp.queues import queues
    from onsite.errors import NotPossibleError

    found = asyncio.run(queues(host, port))
    if found is None:
        raise NotPossibleError(
            _("No print server answers at {host}, port {port}.").format(host=host, port=port),
            _("A printer on the network needs none: its address is ipp://, zpl:// or brother://."),
        )
    shell.say("\n".join(_of_plan(found)), {"queues": [_as_object(each) for each in found]})


def _of_plan(found: tuple[Queue, ...]) -> list[str]:
    if not found:
        return [_("That print server has no queues yet.")]
    return [f'{each.name}  {each.about}\n    address = "{each.address}"' for each in found]


def _as_object(queue: Queue) -> dict[str, str]:
    return {"name": queue.name, "about": queue.about, "address": queue.address}
