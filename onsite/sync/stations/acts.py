"""What the lead does about stations, on a laptop that holds the event's key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from onsite.clock import to_ms
from onsite.errors import NotPossibleError
from onsite.journal.fold import table_of
from onsite.language import _
from onsite.sync import membership, service
from onsite.sync.facts import StationAdmitted
from onsite.sync.hub.folder import HubFolder
from onsite.sync.joining import invited
from onsite.sync.joining.invitation import new_code
from onsite.sync.joining.invited import LASTS, Invitation
from onsite.sync.keys import keyring
from onsite.sync.link import homing
from onsite.sync.rules import Held
from onsite.sync.tables import QuarantineRow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta
    from pathlib import Path

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.sync.facts import Role
    from onsite.sync.joining.invitation import JoinCode
    from onsite.sync.keys.keyring import Keyring
    from onsite.sync.membership import Station
    from onsite.wiring import Site

_QUARANTINE = table_of(QuarantineRow)
_LAST_HELD = select(func.max(_QUARANTINE.c.number)).where(
    _QUARANTINE.c.station == bindparam("station"), _QUARANTINE.c.reason == Held.REVOKED.value
)


def event_key(data: Path) -> Keyring:
    """The event's key, which every act here needs.

    Raises:
        NotPossibleError: it does not lie on this laptop.
    """
    held = keyring.load(data)
    if held is None:
        raise NotPossibleError(
            _("Only a laptop that is or was the hub can do this: it holds the event's key."),
            _("Do it there, or make this one the hub with “onsite hub” and the recovery code."),
        )
    return held


def hub_runs(data: Path) -> bool:
    """Whether a hub runs in that folder at the moment."""
    from filelock import FileLock, Timeout

    lock = HubFolder(data / "hub").lock
    if not lock.exists():
        return False
    try:
        with FileLock(lock, timeout=0):
            return False
    except (Timeout, OSError):
        return True


async def invite(
    site: Site,
    role: Role,
    name: str = "",
    *,
    at_once: bool = False,
    lasts: timedelta = LASTS,
    address: str = "",
) -> tuple[JoinCode, Invitation]:
    """Open the hub's gate to one new station.

    Args:
        site: of the hub's laptop.
        role: what the new station is to be.
        name: what it is to be called, where it says nothing else.
        at_once: whether it is approved without being asked about.
        lasts: how long the code may be used.
        address: where the hub is reached, before the addresses that it knows itself.

    Raises:
        NotPossibleError: the event's key is not here, or this laptop is not the hub.
    """
    held = event_key(site.data)
    own = await _reached_at(site)
    now = site.clock.now()
    known = [address, *own] if address else own
    code = new_code(held.event, role, tuple(dict.fromkeys(known)))
    wanted = Invitation(
        token="",  # made from the code
        public="",
        role=role,
        name=name,
        expires_ms=to_ms(now + lasts),
        approve_at_once=at_once,
    )
    return code, invited.invite(site.data, code, wanted, now)


async def _reached_at(site: Site) -> Sequence[str]:
    own = await site.read(homing.reached_at, site.journal.station)
    if not own:
        raise NotPossibleError(
            _("Stations are invited at the hub, and this laptop is not the hub now."),
            _("Do it on the hub's laptop, or start the hub here with “onsite hub”."),
        )
    return own


def rename(
    journal: Journal, rows: Connection, held: Keyring, station: str, name: str, operator: str
) -> None:
    """Call a station something else from now on.

    Raises:
        NotPossibleError: there is no such station, or it was revoked.
        BadInputError: another one has that name, or it is none.
    """
    known = _known(rows, station)
    fact = StationAdmitted.model_validate(
        {
            "station": known.station,
            "name": service.station_name(name),
            "role": known.role,
            "link": known.link,
            "box": known.box,
        }
    )
    service.admit(journal, rows, held, fact, operator)


def release(journal: Journal, rows: Connection, held: Keyring, station: str, operator: str) -> int:
    """Take in what a revoked station made before others knew of it; answers how many entries.

    Raises:
        NotPossibleError: nothing of it is held back because of its revocation.
    """
    known = _known(rows, station)
    last = rows.execute(_LAST_HELD, {"station": station}).scalar()
    if known.through is None or last is None:
        raise NotPossibleError(_("Nothing of this station is held back because of a revocation."))
    service.revoke(journal, rows, held, station, known.why, operator, through=int(last))
    return int(last) - known.through


def _known(rows: Connection, station: str) -> Station:
    known = membership.station(rows, station)
    if known is None or not known.name:
        raise NotPossibleError(_("There is no such station."))
    return known
