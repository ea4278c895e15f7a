"""What working with other laptops needs: seen on this computer, and what to make of it."""

from __future__ import annotations

import os
import socket
import stat
import sys
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.errors import OnsiteError
from onsite.language import _, ngettext
from onsite.readiness import Finding, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

HUB_WANTED = 10_000_000_000
"""Bytes: as much as a hub may keep, where nothing else is said."""
_CLOCK_OFF_MS = 60_000
_FEW_DAYS = 7
_MULTICAST = "224.0.0.251"


@dataclass(frozen=True, slots=True)
class Several:
    """What was seen."""

    server: str
    """The hub's program; empty where there is none that can be used."""
    version: str
    """Of that program."""
    server_trouble: str
    server_mend: str
    free_bytes: int
    multicast: bool
    """Whether hubs can be looked for in the network."""
    offset_ms: float | None
    """What must be added to this computer's clock; None before it met a hub."""
    days_left: int | None
    """Until the data is erased unless a hub is met; None where that is not to come."""
    key: str
    """The file of the event's key where others may read it; empty otherwise."""


def look(data: Path, free_bytes: int, now: datetime) -> Several:
    """See what is here; nothing is changed.

    Args:
        data: the data folder, which need not exist.
        free_bytes: on its disk.
        now: aware.
    """
    from onsite.sync.clock import file as clock_file
    from onsite.sync.hub.program import server_program, version_of

    server, version, trouble, mend = "", "", "", ""
    try:
        server = str(server_program())
        version = ".".join(map(str, version_of(server)))
    except OnsiteError as error:
        trouble, mend = error.happened, error.advice
    kept = clock_file.read(data)
    return Several(
        server=server,
        version=version,
        server_trouble=trouble,
        server_mend=mend,
        free_bytes=free_bytes,
        multicast=_multicast(),
        offset_ms=kept.offset_ms if kept is not None else None,
        days_left=_days_left(data, now),
        key=_open_key(data),
    )


def findings(seen: Several) -> list[Finding]:
    """What to make of it, in the order in which it matters."""
    return list(_findings(seen))


def _findings(seen: Several) -> Iterator[Finding]:
    if seen.key:
        said = _("Others may read the event's key {file}.").format(file=seen.key)
        yield Finding("key", State.MISSING, said, f'chmod 600 "{seen.key}"')
    if seen.days_left is not None and seen.days_left < _FEW_DAYS:
        said = ngettext(
            "The data on this computer is erased in {n} day unless it meets a hub.",
            "The data on this computer is erased in {n} days unless it meets a hub.",
            seen.days_left,
        )
        mend = _("Connect it to the hub to keep it.")
        yield Finding("erasing", State.NOTE, said.format(n=seen.days_left), mend)
    yield _server(seen)
    yield _hub_space(seen)
    yield _network(seen)
    yield _clock(seen)


def _server(seen: Several) -> Finding:
    if not seen.server:
        return Finding("hub", State.NOTE, seen.server_trouble, seen.server_mend)
    said = _("This computer can be a hub, with nats-server {version} in {program}.")
    said = said.format(version=seen.version, program=seen.server)
    return Finding("hub", State.OK, said)


def _hub_space(seen: Several) -> Finding:
    if seen.free_bytes >= HUB_WANTED:
        return Finding("hub_space", State.OK, _("The disk has room for a hub."))
    said = _("The disk has less room than a hub may use.")
    gigabytes = max(0.1, seen.free_bytes // 200_000_000 / 10)
    return Finding("hub_space", State.NOTE, said, f"onsite hub --limit-gb {gigabytes}")


def _network(seen: Several) -> Finding:
    if seen.multicast:
        return Finding("network", State.OK, _("Hubs can be looked for in the network (mDNS)."))
    said = _("Hubs cannot be looked for in this network (mDNS).")
    mend = _("Type the hub's address where it is asked for: it stands on the hub's screen.")
    return Finding("network", State.NOTE, said, mend)


def _clock(seen: Several) -> Finding:
    if seen.offset_ms is None:
        said = _("How far the clock is off is not known: this computer has not met a hub.")
        return Finding("hub_clock", State.OK, said)
    said = _("The clock is {seconds} s off the hub's; times are corrected by that.")
    said = said.format(seconds=f"{seen.offset_ms / 1000:+.1f}".replace("-", "−"))
    if abs(seen.offset_ms) < _CLOCK_OFF_MS:
        return Finding("hub_clock", State.OK, said)
    return Finding("hub_clock", State.NOTE, said, _("Set the computer's clock."))


def _multicast() -> bool:
    try:
        with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as line:
            group = socket.inet_aton(_MULTICAST) + socket.inet_aton("0.0.0.0")  # noqa: S104 - any
            line.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group)
    except OSError:
        return False
    return True


def _days_left(data: Path, now: datetime) -> int | None:
    from onsite.plan.service import current
    from onsite.store.visiting import visited
    from onsite.sync import membership
    from onsite.sync.erasing import erasing
    from onsite.sync.keys import keyring
    from onsite.wiring import STORE_FILE

    if (data / keyring.KEY_FILE).exists() or not (data / STORE_FILE).exists():
        return None
    with suppress(OnsiteError), visited(data / STORE_FILE) as rows:
        trust, plan = membership.trust(rows), current(rows)
        if trust is not None and plan is not None:
            return erasing.days_left(trust, plan, now)
    return None


def _open_key(data: Path) -> str:
    from onsite.sync.keys.keyring import KEY_FILE

    file = data / KEY_FILE
    if sys.platform == "win32" or not file.exists():
        return ""
    others = stat.S_IMODE(os.stat(file).st_mode) & 0o077  # noqa: PTH116 - as the mode is read
    return str(file) if others else ""
