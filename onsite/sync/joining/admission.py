"""The hub's side of joining: who asks with an invitation, and what the hub answers.

Whoever asks signs with the key of the new station, so nobody joins under another's key; the
answer carries the admission as the event's key has signed it, so nobody but the event answers.
"""

from __future__ import annotations

import asyncio
import json
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from onsite.cleaning import clean
from onsite.errors import OnsiteError
from onsite.journal.entry import is_signed_by
from onsite.sync import membership, service
from onsite.sync.facts import Key, StationAdmitted
from onsite.sync.hub.settings import Invited
from onsite.sync.joining import invited
from onsite.sync.joining.invited import Invitation, Step
from onsite.sync.keys import keyring
from onsite.sync.keys.secrets import is_box, is_link
from onsite.sync.link import homing

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.journal.entry import Signer
    from onsite.wiring import Site

_PURPOSE = "onsite join"
LONGEST_NAME = 40
_LONGEST_REQUEST = 4_000


class Request(BaseModel):
    """What a new station says of itself, once a second until it is answered."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    station: Key
    name: str = Field(default="", max_length=200)
    link: str = Field(max_length=100)
    box: Key
    computer: str = Field(default="", max_length=200)
    signature: str = ""
    """Of the station's own key over `statement`, as hexadecimal digits."""

    def statement(self, token: str) -> bytes:
        """What is signed: this and the invitation for which it was made."""
        said = self.model_dump(mode="json", exclude={"signature"})
        return json.dumps([_PURPOSE, token, said], ensure_ascii=False, sort_keys=True).encode()

    def signed(self, token: str, signer: Signer) -> Request:
        """The same with the station's signature."""
        signature = signer.sign(self.statement(token)).hex()
        return self.model_copy(update={"signature": signature})

    def genuine(self, token: str) -> bool:
        """Whether the station that it names has signed it, for this invitation."""
        try:
            signature = bytes.fromhex(self.signature)
        except ValueError:
            return False
        return is_signed_by(self.station, signature, self.statement(token))


class Reply(StrEnum):
    """What the hub answers."""

    WAIT = "wait"
    """The lead has not answered yet."""
    ADMITTED = "admitted"
    REFUSED = "refused"
    EXPIRED = "expired"
    TAKEN = "taken"
    """Another station has used this invitation."""
    WRONG = "wrong"
    """The request is not one, or not its station's."""
    REVOKED = "revoked"
    """This station was revoked; it needs a new identity."""
    TROUBLE = "trouble"
    """The hub cannot record it now, as on a full disk; ask again."""


class Answer(BaseModel):
    """What the hub answers to a request; the second part only with `Reply.ADMITTED`."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    reply: Reply
    event: Key | None = None
    authority: str = ""
    """The event's certificate authority, PEM."""
    admission: dict[str, str | int] | None = None
    """The fields of the `StationAdmitted`, with the event's signature."""
    addresses: tuple[str, ...] = ()
    """Of hubs, the one in force first."""


def pending(site: Site) -> list[Invited]:
    """Who may ask at the gate, for the configuration of the hub's server."""
    heard = invited.every(site.data, site.clock.now())
    return [Invited(each.token, each.public) for each in heard]


async def answer(site: Site, token: str, message: bytes) -> bytes:
    """The hub's answer to a message that came with an invitation.

    Asked again, it says the same again: the answer may have been lost on the way.

    Args:
        site: the hub's own station.
        token: of the invitation, as the subject names it.
        message: what came.
    """
    try:
        said = await _answered(site, token, message)
    except OnsiteError:
        said = Answer(reply=Reply.TROUBLE)
    return said.model_dump_json().encode()


async def _answered(site: Site, token: str, message: bytes) -> Answer:
    request = _read(token, message)
    if request is None:
        return Answer(reply=Reply.WRONG)
    member = await site.read(membership.station, request.station)
    if member is not None and member.revoked:
        return Answer(reply=Reply.REVOKED)
    now = site.clock.now()
    # Another process may hold the file: the hub has more to do than to wait for it.
    invitation = await asyncio.to_thread(
        invited.change, site.data, token, now, lambda each: _asked(each, request, now)
    )
    if invitation is None:
        return Answer(reply=Reply.EXPIRED)
    if invitation.station not in (None, request.station):
        return Answer(reply=Reply.TAKEN)
    if invitation.step in (Step.APPROVED, Step.USED):
        return await _admitted(site, invitation, request)
    return Answer(reply=_REPLIES[invitation.step])


_REPLIES = {
    Step.OPEN: Reply.WAIT,
    Step.ASKED: Reply.WAIT,
    Step.REFUSED: Reply.REFUSED,
    Step.EXPIRED: Reply.EXPIRED,
}


def _read(token: str, message: bytes) -> Request | None:
    if len(message) > _LONGEST_REQUEST:
        return None
    try:
        request = Request.model_validate_json(message)
    except ValidationError:
        return None
    # The hub's server stops at a key that is none, and to some boxes nothing can be sealed.
    good = request.genuine(token) and is_link(request.link) and is_box(request.box)
    return request if good else None


def _asked(invitation: Invitation, request: Request, now: datetime) -> Invitation:
    if invitation.step is not Step.OPEN:
        return invitation
    step = Step.APPROVED if invitation.approve_at_once else Step.ASKED
    return invitation.at(
        step,
        now,
        station=request.station,
        asks=clean(request.name)[:LONGEST_NAME],
        computer=clean(request.computer)[:LONGEST_NAME],
    )


async def _admitted(site: Site, invitation: Invitation, request: Request) -> Answer:
    held = keyring.load(site.data)
    founded = await site.read(membership.founded)
    if held is None or founded is None:
        return Answer(reply=Reply.TROUBLE)
    admission = await site.read(_admission, invitation, request)
    if admission is None:
        return Answer(reply=Reply.WRONG)
    if not await site.read(_stands, admission):
        await site.write(service.admit, held, admission, site.operator)
    now = site.clock.now()
    if invitation.step is Step.APPROVED:
        await asyncio.to_thread(
            invited.change, site.data, invitation.token, now, lambda each: each.at(Step.USED, now)
        )
    return Answer(
        reply=Reply.ADMITTED,
        event=founded.event,
        authority=founded.authority,
        admission=held.certified(admission).model_dump(mode="json"),
        addresses=await site.read(homing.reached_at, site.journal.station),
    )


def _admission(
    rows: Connection, invitation: Invitation, request: Request
) -> StationAdmitted | None:
    """What is to be recorded; None where the station comes with another's key for the link."""
    others = [each for each in membership.stations(rows) if each.station != request.station]
    if any(request.link == each.link for each in others):
        return None
    own = membership.station(rows, request.station)
    kept = own.name if own is not None and invitation.step is Step.USED else ""
    wished = kept or invitation.asks or invitation.name or invitation.role.title()
    taken = {each.name.casefold() for each in others if not each.revoked}
    names = [wished, *(f"{wished[: LONGEST_NAME - 4]} {more}" for more in range(2, 1_000))]
    return StationAdmitted(
        station=request.station,
        name=next(name for name in names if name.casefold() not in taken),
        role=invitation.role,
        link=request.link,
        box=request.box,
    )


def _stands(rows: Connection, wanted: StationAdmitted) -> bool:
    known = membership.station(rows, wanted.station)
    if known is None:
        return False
    said = (known.name, known.role, known.link, known.box)
    return said == (wanted.name, wanted.role, wanted.link, wanted.box)
