"""The new station's side of joining: find the hub, prove it, ask, and keep the answer.

The hub is found by the code's addresses, by one that was typed, or by mDNS, and believed only
if the code's fingerprint is that of the key that signed its certificate. What it answers is
believed only if the event's key has signed the admission of this very station.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from pydantic import ValidationError

from onsite.errors import NotPossibleError, OnsiteError
from onsite.journal.entry import is_signed_by
from onsite.language import _
from onsite.sync import service
from onsite.sync.addresses import computer_name
from onsite.sync.facts import StationAdmitted
from onsite.sync.joining.admission import Answer, Reply, Request
from onsite.sync.joining.gates import gates_of
from onsite.sync.joining.identity_change import Admitted, become, joining_signer
from onsite.sync.joining.invitation import fingerprint_of, full_address, token_of
from onsite.sync.keys import authority, certificates
from onsite.sync.keys.secrets import box_key, link_key
from onsite.sync.link.connection import Connection, ConnectionRefused, Door, connect
from onsite.sync.link.state import Phase
from onsite.sync.service import Community
from onsite.sync.subjects import Subjects, hub_host, inbox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.journal.entry import Signer
    from onsite.sync.joining.gates import Gate
    from onsite.sync.joining.invitation import JoinCode
    from onsite.wiring import Site

_ASK_S = 1.0
_ANSWER_S = 3.0
_GATE_OPENS_S = 5.0
"""A code that was made this very moment may take the hub's server a while to know."""


class Going(StrEnum):
    """What joining is doing."""

    LOOKING = "looking"
    CONNECTING = "connecting"
    WAITING = "waiting"
    """For the lead to approve."""


class Progress(Protocol):
    """Told what joining is doing; `address` is the hub's, once there is one."""

    def __call__(self, going: Going, address: str = "") -> None:
        """Called at every change."""
        ...


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of it."""

    event: str
    station: str
    name: str
    role: str
    address: str
    recorded_again: int = 0
    """Entries of a former identity that nobody else held."""


async def join(
    site: Site, code: JoinCode, address: str | None, name: str, progress: Progress
) -> Joined:
    """Become a station of the event that the code is for.

    Once it has returned, the link can be started and fetches the event.

    Args:
        site: the new station's.
        code: from the lead.
        address: of the hub, where somebody typed it.
        name: for this station; "" for the one that the lead has suggested.
        progress: told what is going on.

    Raises:
        NotPossibleError: this store may not join, or the hub does not let it; with the reason.
        BadInputError: the address is none.
        OnsiteError: what answers is not a hub of this event, or the clocks disagree.
    """
    signer = await joining_signer(site, code.fingerprint)
    typed = (full_address(address),) if address else ()
    progress(Going.LOOKING)
    gates = await gates_of(code, typed or code.addresses, site.clock.now())
    token = token_of(code.key.public)
    request = _request(signer, name).signed(token, signer)
    gate, answer = await _answer(gates, code, request, progress)
    admission = _believed(answer, code, signer.station)
    community = Community(answer.event or "", authority.first_of(answer.authority))
    known = tuple(dict.fromkeys([gate.address, *answer.addresses]))
    again = await become(site, signer, Admitted(community, admission, known))
    return Joined(
        event=community.event,
        station=signer.station,
        name=admission.name,
        role=admission.role,
        address=gate.address,
        recorded_again=again,
    )


def _request(signer: Signer, name: str) -> Request:
    return Request(
        station=signer.station,
        name=service.station_name(name) if name else "",
        link=link_key(signer).public,
        box=box_key(signer).public_key.encode().hex(),
        computer=computer_name(),
    )


async def _answer(
    gates: Sequence[Gate], code: JoinCode, request: Request, progress: Progress
) -> tuple[Gate, Answer]:
    """What a hub answers at last, and which; lost connections are made anew meanwhile.

    Of several hubs of an event only the one that has made the code opens its gate to it.
    """
    loop = asyncio.get_running_loop()
    give_up = loop.time() + _GATE_OPENS_S
    told: set[str] = set()
    while True:
        gate, *others = gates
        if gate.address not in told:
            told.add(gate.address)
            progress(Going.CONNECTING, gate.address)
        try:
            connection = await _connected(gate, code)
        except ConnectionRefused as refused:
            if loop.time() > give_up:
                raise _shut(refused, gate.address) from refused
            await asyncio.sleep(_ASK_S / len(gates))
            gates = (*others, gate)
            continue
        try:
            answer = await _asked(connection, code, request, progress)
        finally:
            await connection.abort()
        if answer is not None:
            return gate, answer
        gates, give_up, told = (gate,), loop.time() + _GATE_OPENS_S, set()


async def _connected(gate: Gate, code: JoinCode) -> Connection:
    host, mailbox = hub_host(code.token), inbox(token_of(code.key.public))
    return await connect(Door(gate.context, host, code.key, mailbox), gate.address)


async def _asked(
    connection: Connection, code: JoinCode, request: Request, progress: Progress
) -> Answer | None:
    """The hub's answer; None once the connection is of no more use."""
    from nats.errors import Error, NoRespondersError

    subject = Subjects(code.token).join(token_of(code.key.public))
    said = request.model_dump_json().encode()
    while True:
        try:
            message = await connection.client.request(subject, said, timeout=_ANSWER_S)
            answer = Answer.model_validate_json(message.data)
        except NoRespondersError:
            answer = Answer(reply=Reply.TROUBLE)  # its server runs, and it is still starting
        except (Error, TimeoutError, OSError, ValidationError):
            return None
        if answer.reply not in (Reply.WAIT, Reply.TROUBLE):
            return answer
        if answer.reply is Reply.WAIT:
            progress(Going.WAITING, connection.address)
        await asyncio.sleep(_ASK_S)


def _believed(answer: Answer, code: JoinCode, station: str) -> StationAdmitted:
    """The admission that the hub has answered with.

    Raises:
        NotPossibleError: it has refused; with the reason.
        WrongHubError: the event's key has not signed the answer.
    """
    if answer.reply is not Reply.ADMITTED:
        raise _refusal(answer.reply)
    try:
        admission = StationAdmitted.model_validate(answer.admission)
        signature = bytes.fromhex(admission.signature)
    except ValueError as error:
        raise _unproved() from error
    event = answer.event or ""
    good = (
        fingerprint_of(event) == code.fingerprint
        and admission.station == station
        and is_signed_by(event, signature, admission.statement())
        and authority.is_of(answer.authority, event)
    )
    if not good:
        raise _unproved()
    return admission


def _unproved() -> OnsiteError:
    return certificates.WrongHubError(
        _("The hub has answered with an admission that the event's key has not signed."),
        _("Ask the lead for a new join code."),
    )


def _refusal(reply: Reply) -> NotPossibleError:
    again = _("Ask the lead for a new join code.")
    happened = {
        Reply.REFUSED: _("The lead has refused this station."),
        Reply.EXPIRED: _("This join code has expired."),
        Reply.TAKEN: _("Another station has used this join code; each is good for one."),
        Reply.REVOKED: _("This station was revoked, and that identity does not come back."),
    }.get(reply, _("The hub does not understand this station's request."))
    if reply is Reply.REVOKED:
        again = _("Join with an empty folder, named with --data.")
    return NotPossibleError(happened, again)


def _shut(refused: ConnectionRefused, address: str) -> NotPossibleError:
    if refused.phase is Phase.NOT_ADMITTED:
        return NotPossibleError(
            _("The hub does not know this join code: it was used, or has expired."),
            _("Ask the lead for a new join code."),
        )
    return NotPossibleError(
        _("The hub at {address} does not let anybody connect now.").format(address=address),
        _("Look at the hub's own screen, then try again with the same code."),
    )
