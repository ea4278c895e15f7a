"""Whether the printer behind a queue of this computer's own CUPS is there at all.

CUPS does not tell: it tries on for ever, and calls that `processing`. Only printers that speak IPP
are tried, since one at port 9100 may take a single connection, which is then CUPS's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from onsite.badges.printers.raw.wire import SilentError, connected
from onsite.plan.printers import Address

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE = ("localhost", "127.0.0.1", "::1")
_IPP_PORT = 631


async def is_gone(server: Address, told: Mapping[str, Any]) -> bool:
    """Whether the device of a queue takes no connection.

    Args:
        server: where the queue is; from another computer, the device may be out of reach.
        told: the attributes of the queue.
    """
    device = _device(told.get("device-uri"))
    if server.host not in _HERE or device is None:
        return False
    try:
        async with connected(device):
            return False
    except SilentError:
        return True


def _device(uri: Any) -> Address | None:
    try:
        parts = urlsplit(uri) if isinstance(uri, str) else None
        if parts is None or parts.scheme not in ("ipp", "ipps") or not parts.hostname:
            return None
        return Address(parts.scheme, parts.hostname, parts.port or _IPP_PORT)
    except ValueError:
        return None
