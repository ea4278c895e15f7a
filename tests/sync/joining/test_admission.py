"""What the hub answers to those who ask with an invitation."""

from __future__ import annotations

import json

import pytest

from onsite.clock import to_ms
from onsite.errors import NotPossibleError
from onsite.journal.entry import Signer, is_signed_by
from onsite.sync import membership, service
from onsite.sync.facts import StationAdmitted
from onsite.sync.hub.settings import Invited
from onsite.sync.joining import invited
from onsite.sync.joining.admission import Answer, Reply, Request, answer, pending
from onsite.sync.joining.invitation import new_code
from onsite.sync.joining.invited import Invitation, Step
from onsite.sync.keys.secrets import box_key, link_key


@pytest.fixture
def lead(laptops):
    return laptops.lead


def invite(laptops, **more) -> Invitation:
    code = new_code(laptops.ring.event, "desk", [])
    wanted = {"role": "desk", "expires_ms": to_ms(laptops.clock.now()) + 600_000, **more}
    now = laptops.clock.now()
    return invited.invite(laptops.lead.data, code, Invitation(token="", public="", **wanted), now)


def request(signer: Signer, token: str, asks: str = "Desk 3", **changed: str) -> bytes:
    said = Request(
        station=signer.station,
        name=asks,
        link=link_key(signer).public,
        box=box_key(signer).public_key.encode().hex(),
        computer="laptop-7",
    ).signed(token, signer)
    return json.dumps({**said.model_dump(mode="json"), **changed}).encode()


async def ask(site, invitation, message) -> Answer:
    return Answer.model_validate_json(await answer(site, invitation.token, message))


async def test_who_asks_waits_until_the_lead_has_approved(laptops, lead, clock):
    invitation, signer = invite(laptops), Signer.generate()
    message = request(signer, invitation.token)
    assert await ask(lead, invitation, message) == Answer(reply=Reply.WAIT)
    (asks,) = invited.asking(lead.data, clock.now())
    assert (asks.asks, asks.computer, asks.station) == ("Desk 3", "laptop-7", signer.station)
    assert await ask(lead, invitation, message) == Answer(reply=Reply.WAIT)
    assert lead.read_now(membership.station, signer.station) is None
    invited.approve(lead.data, invitation.token, clock.now())
    said = await ask(lead, invitation, message)
    assert (said.reply, said.event, said.authority) == (Reply.ADMITTED, laptops.ring.event, "PEM")
    given = StationAdmitted.model_validate(said.admission)
    assert (given.station, given.name, given.role) == (signer.station, "Desk 3", "desk")
    assert is_signed_by(said.event, bytes.fromhex(given.signature), given.statement())
    member = lead.read_now(membership.station, signer.station)
    assert (member.name, member.role, member.link) == ("Desk 3", "desk", link_key(signer).public)


async def test_asked_again_the_hub_says_the_same_and_records_nothing_more(laptops, lead):
    invitation, signer = invite(laptops, approve_at_once=True), Signer.generate()
    message = request(signer, invitation.token)
    first = await ask(lead, invitation, message)
    before = lead.read_now(membership.stations)
    assert [await ask(lead, invitation, message) for _each in range(3)] == [first] * 3
    assert lead.read_now(membership.stations) == before
    (used,) = invited.every(lead.data, laptops.clock.now())
    assert used.step is Step.USED


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Lead"},
        {"station": Signer.generate().station},
        {"box": "00" * 32},
        {"link": "UAAA"},
        {"signature": "zz"},
        {"signature": ""},
        {"station": "no key"},
    ],
)
async def test_nobody_joins_under_anothers_key(laptops, lead, clock, changed):
    invitation, signer = invite(laptops, approve_at_once=True), Signer.generate()
    message = request(signer, invitation.token, **changed)
    assert await ask(lead, invitation, message) == Answer(reply=Reply.WRONG)
    assert [each.step for each in invited.every(lead.data, clock.now())] == [Step.OPEN]


async def test_a_request_for_one_invitation_is_none_for_another(laptops, lead):
    first, second = invite(laptops, approve_at_once=True), invite(laptops, approve_at_once=True)
    message = request(Signer.generate(), first.token)
    assert await ask(lead, second, message) == Answer(reply=Reply.WRONG)


@pytest.mark.parametrize("message", [b"", b"{}", b"\xff", b"[" * 5_000, b"x" * 100_000])
async def test_what_is_no_request_is_no_trouble(laptops, lead, message):
    assert await ask(lead, invite(laptops), message) == Answer(reply=Reply.WRONG)


@pytest.mark.parametrize(
    "keys",
    [
        {"link": "U"},
        {"link": ""},
        {"link": "U" + "A" * 55},
        {"link": link_key(Signer.from_seed(bytes(32))).seed},
        {"box": "0" * 64},
        {"box": "01" + "0" * 62},
    ],
)
async def test_whoever_comes_with_keys_that_are_none_is_not_heard(laptops, lead, clock, keys):
    invitation, signer = invite(laptops, approve_at_once=True), Signer.generate()
    said = Request.model_validate_json(request(signer, invitation.token))
    hostile = said.model_copy(update=keys).signed(invitation.token, signer)
    message = hostile.model_dump_json().encode()
    assert await ask(lead, invitation, message) == Answer(reply=Reply.WRONG)
    assert invited.every(lead.data, clock.now()) == [invitation]
    assert lead.read_now(membership.station, signer.station) is None


async def test_two_stations_that_ask_at_once_cannot_share_a_key(laptops, lead):
    one, other = Signer.generate(), Signer.generate()
    asked = service.described(one, "Desk 1", "desk")
    lead.write_now(service.admit, laptops.ring, asked, "Maria")
    same = service.described(other, "Desk 2", "desk").model_copy(update={"link": asked.link})
    with pytest.raises(NotPossibleError):
        lead.write_now(service.admit, laptops.ring, same, "Maria")
    assert lead.read_now(membership.station, other.station) is None


async def test_a_code_is_good_for_one_station(laptops, lead):
    invitation = invite(laptops, approve_at_once=True)
    first, second = Signer.generate(), Signer.generate()
    await ask(lead, invitation, request(first, invitation.token))
    said = await ask(lead, invitation, request(second, invitation.token))
    assert said == Answer(reply=Reply.TAKEN)
    assert lead.read_now(membership.station, second.station) is None


async def test_a_refused_an_expired_and_an_unknown_code_say_so(laptops, lead, clock):
    refused, late = invite(laptops), invite(laptops)
    signer = Signer.generate()
    await ask(lead, refused, request(signer, refused.token))
    invited.refuse(lead.data, refused.token, clock.now())
    assert (await ask(lead, refused, request(signer, refused.token))).reply is Reply.REFUSED
    clock.advance(minutes=11)
    assert (await ask(lead, late, request(signer, late.token))).reply is Reply.EXPIRED
    unknown = late.model_copy(update={"token": "0" * 16})
    assert (await ask(lead, unknown, request(signer, unknown.token))).reply is Reply.EXPIRED


async def test_a_revoked_station_does_not_come_back(laptops, lead):
    desk = laptops.desk("Desk 1")
    laptops.revoke(desk)
    invitation = invite(laptops, approve_at_once=True)
    said = await ask(lead, invitation, request(desk.journal.signer, invitation.token))
    assert said == Answer(reply=Reply.REVOKED)


async def test_without_the_events_key_nobody_is_admitted(laptops, lead):
    invitation = invite(laptops, approve_at_once=True)
    (lead.data / "event.key").unlink()
    said = await ask(lead, invitation, request(Signer.generate(), invitation.token))
    assert said == Answer(reply=Reply.TROUBLE)


async def test_anothers_key_for_the_link_cannot_be_taken_along(laptops, lead):
    desk = laptops.desk("Desk 1")
    invitation, signer = invite(laptops, approve_at_once=True), Signer.generate()
    asks = Request(
        station=signer.station,
        link=link_key(desk.journal.signer).public,
        box=box_key(signer).public_key.encode().hex(),
    ).signed(invitation.token, signer)
    said = await ask(lead, invitation, asks.model_dump_json().encode())
    assert said == Answer(reply=Reply.WRONG)


@pytest.mark.parametrize(
    ("asks", "suggested", "name"),
    [
        ("Door", "Desk 3", "Door"),
        ("", "Desk 3", "Desk 3"),
        ("", "", "Desk"),
        ("lead", "", "lead 2"),
        ("\x1b[2JDoor", "", "Door"),
        ("x" * 60, "", "x" * 40),
    ],
)
async def test_the_name_of_a_new_station(laptops, lead, asks, suggested, name):
    invitation = invite(laptops, approve_at_once=True, name=suggested)
    said = await ask(lead, invitation, request(Signer.generate(), invitation.token, asks))
    assert said.admission["name"] == name


async def test_the_hubs_in_force_are_named(laptops, lead):
    lead.write_now(service.open_hub, laptops.ring, ["10.0.0.7:4222"], "Maria")
    invitation = invite(laptops, approve_at_once=True)
    said = await ask(lead, invitation, request(Signer.generate(), invitation.token))
    assert said.addresses == ("10.0.0.7:4222",)


def test_the_gate_is_open_to_those_who_were_invited(laptops, lead, clock):
    first, second = invite(laptops), invite(laptops)
    assert pending(lead) == [Invited(each.token, each.public) for each in (first, second)]
    clock.advance(hours=2)
    assert pending(lead) == []
