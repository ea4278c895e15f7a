"""One connection to a NATS server, used once and thrown away.

The library's own reconnecting can wait for ever on a silent link, and its `flush` can stop the
reading for good while it says that all is well (measured, see also nats.py issue 671). So a
connection here never reconnects; `alive` asks the server something that nobody answers, and
`abort` cuts the line without waiting for anybody.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from onsite.sync.link.state import Phase

if TYPE_CHECKING:
    from nats.aio.client import Client
    from nats.js import JetStreamContext

    from onsite.sync.keys.secrets import LinkKey

CONNECT_S = 4.0
"""A connection that is not made within this time is not waited for."""
PROBE_S = 1.2
"""How long a probe may take."""
_CLOSE_S = 1.0
_EXPIRED, _NOT_YET_VALID = 10, 9
"""OpenSSL's X509_V_ERR_CERT_HAS_EXPIRED and X509_V_ERR_CERT_NOT_YET_VALID."""


def _is_worth_telling(record: logging.LogRecord) -> bool:
    return "eof_received" not in str(record.msg)


# asyncio's own remark on how the library uses TLS, each time a hub closes the line. Without a
# screen it would go to whoever types a command.
logging.getLogger("asyncio").addFilter(_is_worth_telling)


class ConnectionRefused(Exception):  # noqa: N818 - it is an answer, not a fault of ours
    """No connection came about; `phase` says what that means for the link."""

    def __init__(self, phase: Phase, detail: str) -> None:
        super().__init__(detail)
        self.phase = phase
        self.detail = detail


class ConnectionLost(Exception):  # noqa: N818 - as above
    """The connection is of no more use."""


@dataclass(frozen=True, slots=True)
class Door:
    """How to get in: what is the same for every address."""

    context: ssl.SSLContext
    hostname: str
    """In the hub's certificate."""
    key: LinkKey
    inbox: str
    """The prefix under which alone this client may listen for answers."""
    name: str = ""
    """For the server's own lists."""


@dataclass
class Connection:
    """An open connection."""

    client: Client
    address: str
    closed: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once the library knows that the line is gone; it may never come to know."""
    said: list[str] = field(default_factory=list)
    """What the library reported since, as text; newest last."""

    @property
    def jetstream(self) -> JetStreamContext:
        """The server's streams."""
        return self.streams(PROBE_S * 2)

    def streams(self, timeout_s: float) -> JetStreamContext:
        """The server's streams; whatever is asked of them may take so many seconds."""
        return self.client.jetstream(timeout=timeout_s)

    async def alive(self, subject: str) -> bool:
        """Whether the server answers within `PROBE_S`; `subject` must have no listeners."""
        from nats.errors import Error, NoRespondersError

        try:
            await self.client.request(subject, b"", timeout=PROBE_S)
        except NoRespondersError:
            return True
        except (Error, TimeoutError, OSError):
            return False
        return True

    async def ended(self, within_s: float) -> bool:
        """Wait a while for the library to find that the line is gone."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):  # `wait_for` may swallow a cancellation
                await self.closed.wait()
        return self.closed.is_set()

    async def abort(self) -> None:
        """Cut the line; takes a second at most, whatever the other side does."""
        writer = getattr(getattr(self.client, "_transport", None), "_io_writer", None)
        if writer is not None:
            writer.transport.abort()
        with suppress(Exception):
            async with asyncio.timeout(_CLOSE_S):
                await self.client.close()


async def connect(door: Door, address: str) -> Connection:
    """Connect once.

    Args:
        door: who we are, and whom we trust.
        address: as `192.168.1.10:4222`.

    Raises:
        ConnectionRefused: with the phase that a link is in because of it.
    """
    from nats.aio.client import Client

    client = Client()
    faults: list[BaseException] = []
    connection = Connection(client, address)

    async def note(error: Exception) -> None:
        faults.append(error)
        connection.said.append(f"{type(error).__name__}: {error}")
        del connection.said[:-20]

    async def note_end() -> None:
        connection.closed.set()

    options = {**_options(door, address), "error_cb": note, "closed_cb": note_end}
    try:
        async with asyncio.timeout(CONNECT_S):
            await client.connect(**options)
    except Exception as error:
        await connection.abort()
        raise refusal([*faults, error]) from error
    return connection


def _options(door: Door, address: str) -> dict[str, Any]:
    return {
        "servers": [f"tls://{address}"],
        "name": door.name,
        "allow_reconnect": False,
        "connect_timeout": CONNECT_S,
        "max_reconnect_attempts": 0,
        "tls": door.context,
        "tls_hostname": door.hostname,
        # Without it the library goes on in clear with a server that does not ask for TLS.
        "tls_handshake_first": True,
        "nkeys_seed_str": door.key.seed,
        "inbox_prefix": door.inbox.encode(),
        "ping_interval": 10,
        "pending_size": 64 * 1024 * 1024,
    }


def refusal(faults: list[BaseException]) -> ConnectionRefused:
    """What the reasons for which a connection did not come about mean."""
    for fault in faults:
        phase = _phase(fault)
        if phase is not None:
            return ConnectionRefused(phase, f"{type(fault).__name__}: {fault}")
    last = faults[-1]
    return ConnectionRefused(Phase.SEARCHING, f"{type(last).__name__}: {last}")


def _phase(fault: BaseException) -> Phase | None:
    from nats.errors import AuthorizationError

    if isinstance(fault, ssl.SSLCertVerificationError):
        expired = fault.verify_code in (_EXPIRED, _NOT_YET_VALID)
        return Phase.EXPIRED if expired else Phase.WRONG_HUB
    if isinstance(fault, ssl.SSLError):
        return Phase.WRONG_HUB
    denied = (
        isinstance(fault, AuthorizationError) or "authorization violation" in str(fault).lower()
    )
    return Phase.NOT_ADMITTED if denied else None
