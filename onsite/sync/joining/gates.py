"""The hubs that a new station can ask: found by address or in the network, and proved.

A hub is believed only if the code's fingerprint is that of the key that signed its certificate.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.errors import NotPossibleError, OnsiteError
from onsite.language import _
from onsite.sync.addresses import split
from onsite.sync.discovery import seen
from onsite.sync.keys import certificates

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable
    from datetime import datetime

    from onsite.sync.joining.invitation import JoinCode

_LOOK_S = 4.0
"""How long hubs are looked for by mDNS."""
_MORE_S = 1.0
"""So long others are waited for: the code may have been made at any hub of the event."""
_LEAF_S = 3.0


@dataclass(frozen=True, slots=True)
class Gate:
    """A hub that has proved to be the event's."""

    address: str
    context: ssl.SSLContext


async def gates_of(code: JoinCode, addresses: Iterable[str], now: datetime) -> list[Gate]:
    """The hubs of the code's event at these addresses, or else those in sight; never none.

    Raises:
        OnsiteError: there is none; why, where something answered.
    """
    named = list(addresses)
    gates, faults = await _proved(code, named, now)
    if not gates:
        found = await seen(code.fingerprint.hex(), _LOOK_S, more_s=_MORE_S)
        announced = dict.fromkeys(address for hub in found for address in hub.addresses)
        gates, more = await _proved(code, [each for each in announced if each not in named], now)
        faults += more
    if gates:
        return gates
    telling = [each for each in faults if not isinstance(each, certificates.NoAnswerError)]
    if telling or faults:
        raise (telling or faults)[0]
    raise NotPossibleError(
        _("No hub of this event can be seen in this network."),
        _(
            "Name its address, which stands on the hub's screen: "
            "onsite stations join CODE 192.168.1.10"
        ),
    )


async def _proved(
    code: JoinCode, addresses: Iterable[str], now: datetime
) -> tuple[list[Gate], list[OnsiteError]]:
    def proved(address: str) -> Gate:
        leaf = certificates.fetch_leaf(*split(address), _LEAF_S)
        return Gate(address, certificates.authority_of(leaf, code.fingerprint, now))

    asked = [asyncio.create_task(asyncio.to_thread(proved, each)) for each in addresses]
    gates: list[Gate] = []
    faults: list[OnsiteError] = []
    for answer in await asyncio.gather(*asked, return_exceptions=True):
        if isinstance(answer, Gate):
            gates.append(answer)
        elif isinstance(answer, OnsiteError):
            faults.append(answer)
        else:
            raise answer
    return gates, faults
