"""Watching a station that has just joined until the event is there."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.clock import SystemClock, to_ms
from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.sync import wording
from onsite.sync.link import state
from onsite.sync.link import words as link_words
from onsite.sync.link.sidecar import Sidecar
from onsite.sync.link.state import Phase

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from onsite.sync.link.state import LinkState
    from onsite.wiring import Site

_LOOK_S = 0.3
_PATIENCE_S = 30.0
"""So long a link may stand still before nobody waits for it any more."""
_WORKING = (Phase.CATCHING_UP, Phase.LIVE, Phase.HUB_FULL)


@dataclass(frozen=True, slots=True)
class Fetched:
    """How far the event has come."""

    percent: int
    usable: bool
    """Whether one can scan: the plan and the list are here."""
    complete: bool


def fetch(site: Site, told: Callable[[Fetched], None]) -> Fetched:
    """Run the link until everything that the hub holds is here.

    Args:
        site: of the station that has joined.
        told: told every third of a second how far it is.

    Raises:
        NotPossibleError: the hub does not let it in, or does not answer, for half a minute.
    """
    link = Sidecar(site.data)
    link.start()
    try:
        return _follow(site, link, told)
    finally:
        link.stop()


def _follow(site: Site, link: Sidecar, told: Callable[[Fetched], None]) -> Fetched:
    worked = time.monotonic()
    while True:
        time.sleep(_LOOK_S)
        link.check()
        news = state.read(site.data)
        phase = news.phase_at(to_ms(SystemClock().now()))
        now = fetched(news, phase, usable=site.read_now(usable))
        told(now)
        if now.complete:
            return now
        if phase in _WORKING:
            worked = time.monotonic()
        if time.monotonic() - worked > _PATIENCE_S:
            raise NotPossibleError(
                wording.phase_sentence(phase, news),
                _("This station has joined; open Onsite, and the rest comes by itself."),
            )


def fetched(news: LinkState, phase: Phase, *, usable: bool) -> Fetched:
    """How far it is, by the link's last news."""
    complete = phase in (Phase.LIVE, Phase.HUB_FULL) and news.behind == 0
    percent = 100 if complete else link_words.percent(news) if phase is Phase.CATCHING_UP else 0
    return Fetched(percent, usable or complete, complete)


def usable(rows: Connection) -> bool:
    """Whether the plan is here and a list was read to its end."""
    from onsite.plan.service import versions
    from onsite.roster.service import imports

    return bool(versions(rows)) and bool(imports(rows))
