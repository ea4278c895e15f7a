"""`onsite stage serve`: opened, told about in lines, and closed."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from onsite.errors import OnsiteError
from onsite.language import _, ngettext
from onsite.stage.web import address

if TYPE_CHECKING:
    import socket

    from onsite.shell import Shell
    from onsite.stage.web.feed import Feed
    from onsite.sync.link.watching import LinkWatch
    from onsite.wiring import Site


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be served, and where."""

    stage: str
    """The id of the one stage that may be seen; empty for all."""
    host: str
    port: int
    new_address: bool
    with_input: bool
    """Whether it ends with its standard input."""


def open_page(shell: Shell, asked: Asked) -> int:
    """Serve the page until a signal ends it; answers the exit code.

    Raises:
        NotPossibleError: the port cannot be had, there is no plan, or the data was erased.
        BadInputError: the plan has no such stage.
    """
    from onsite.stage.display.service import known
    from onsite.stage.listening import listening

    with shell.site() as site:
        plan = shell.plan(site)
        if asked.stage:
            known(plan, asked.stage)
        port = listening(asked.host, asked.port)
        word = address.word(site.data, new=asked.new_address)
        asyncio.run(_serve(shell, site, asked, port, word))
    shell.say(_("The page is closed."), {"closed": True})
    return 0


async def _serve(shell: Shell, site: Site, asked: Asked, port: socket.socket, word: str) -> None:
    from onsite.stage.web import serving
    from onsite.stage.web.feed import Feed

    link = _link(site)
    feed = Feed(site, asked.stage, link)
    bound, number = port.getsockname()[:2]
    local = address.is_loopback(bound)
    at = address.addresses(asked.host, number, word)
    began = False

    def told(viewers: int) -> None:
        nonlocal began
        if not began:
            began = True
            _say_where(shell, feed, at, local=local)
        else:
            _say_viewers(shell, viewers)

    with serving.ended_by_signals(with_input=asked.with_input) as ended:
        linked = asyncio.create_task(serving.keep(link, partial(_joined, site), ended))
        try:
            await serving.serve(feed, word, port, told, ended)
        finally:
            linked.cancel()
            with suppress(asyncio.CancelledError):
                await linked
            link.close()
    if link.erased is not None:
        raise link.erased


def _link(site: Site) -> LinkWatch:
    from onsite.clock import SystemClock
    from onsite.sync.link.watching import LinkWatch
    from onsite.sync.opening import link_process

    return LinkWatch(site.data, SystemClock(), link_process(site.data))


async def _joined(site: Site) -> bool:
    """Whether the station belongs to an event of several."""
    from onsite.sync import membership

    with suppress(OnsiteError):
        return await site.read(membership.trust) is not None
    return False


def _say_where(shell: Shell, feed: Feed, at: list[str], *, local: bool) -> None:
    """Where the page is, who can reach it, and a QR code for phones."""
    answer = {
        "address": at[0],
        "addresses": at,
        "network": not local,
        "stages": dict(feed.read.stages),
        "viewers": feed.viewers,
    }
    lines = [_("The displays of {event} are at:").format(event=feed.read.event), ""]
    lines += [f"  {each}" for each in at]
    for stage in feed.read.stages:
        lines += ["", _("Straight to a view of {stage}:").format(stage=feed.read.stages[stage])]
        lines += [f"  {at[0]}{view}?stage={stage}" for view in ("speaker", "backstage")]
    lines += ["", reach(local=local), _("Ctrl+C ends it.")]
    shell.say("\n".join(lines), answer)
    if not shell.as_json and not local and sys.stdout.isatty():
        sys.stdout.write(f"\n{drawn(at[0])}\n\n")
        sys.stdout.flush()


def reach(*, local: bool) -> str:
    """Who can reach the page.

    Args:
        local: whether it listens on this computer alone.
    """
    if local:
        return _(
            "Only this computer reaches it. --host 0.0.0.0 serves it to the whole network,\n"
            "for other screens and phones."
        )
    return _(
        "SERVED TO THE NETWORK, not encrypted. Whoever has the address can look, no more.\n"
        "--new-address makes another one; the old one shows nothing then."
    )


def picture(at: str) -> list[str]:
    """The lines of the QR code of an address, to be shown black on white; none for one of IPv6."""
    from onsite.sync.joining.invitation import in_half_blocks

    # In capitals it is smaller; neither a host nor the word minds.
    return [] if "[" in at else in_half_blocks(at.upper())


def drawn(at: str) -> str:
    """The QR code of an address for a terminal, black on white whatever its theme is."""
    return "\n".join(f"\x1b[38;5;16;48;5;231m{line}\x1b[0m" for line in picture(at))


def _say_viewers(shell: Shell, viewers: int) -> None:
    said = ngettext("{number} screen shows it.", "{number} screens show it.", viewers)
    shell.say(said.format(number=viewers), {"viewers": viewers})
