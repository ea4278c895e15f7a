"""Joining an event through a real hub."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from onsite.errors import BadInputError, NotPossibleError
from onsite.plan.facts import PlanPublished
from onsite.sync import membership
from onsite.sync.joining import invited
from onsite.sync.joining.invitation import fingerprint_of, new_code, parsed
from onsite.sync.joining.invited import Step
from onsite.sync.joining.joining import Going, Joined, join
from onsite.sync.keys.certificates import NoAnswerError, WrongHubError
from onsite.sync.stations.acts import invite
from onsite.wiring import open_site


class Told:
    """What joining has said of itself."""

    def __init__(self) -> None:
        self.all: list[Going] = []
        self.changed = asyncio.Event()

    def __call__(self, going: Going, address: str = "") -> None:
        if self.all[-1:] != [going]:
            self.all.append(going)
        self.changed.set()

    async def until(self, going: Going) -> None:
        async with asyncio.timeout(30):
            while going not in self.all:
                await self.changed.wait()
                self.changed.clear()


@pytest.fixture
def newcomer(tmp_path):
    """Opens stores that belong to nothing yet."""
    opened = []

    def one(name="newcomer", **options):
        site = open_site(tmp_path / name, operator="Noor", **options)
        opened.append(site)
        return site

    yield one
    for site in opened:
        site.close()


async def test_a_station_joins_once_the_lead_approves(hub, newcomer):
    one, site, told = await hub(), newcomer(), Told()
    code, invitation = await invite(one.site, "desk", "Desk 3")
    joining = asyncio.create_task(join(site, parsed(code.text), None, "", told))
    await told.until(Going.WAITING)
    (asks,) = invited.asking(one.site.data, one.site.clock.now())
    assert (asks.token, asks.station) == (invitation.token, site.journal.station)
    assert not joining.done()
    invited.approve(one.site.data, asks.token, one.site.clock.now())
    joined = await asyncio.wait_for(joining, 30)
    station = site.journal.station
    assert joined == Joined(one.keyring.event, station, "Desk 3", "desk", one.address)
    assert told.all == [Going.LOOKING, Going.CONNECTING, Going.WAITING]
    trust = site.read_now(membership.trust)
    assert (trust.event, trust.authority) == (one.keyring.event, one.authority)
    assert (trust.name, trust.role, trust.addresses) == ("Desk 3", "desk", (one.address,))
    member = one.site.read_now(membership.station, station)
    assert (member.name, member.roles, member.revoked) == ("Desk 3", ("desk",), False)


async def test_the_station_that_joined_gets_in(hub, newcomer):
    one, site = await hub(), newcomer()
    code, _invitation = await invite(one.site, "lead", at_once=True)
    joined = await join(site, code, None, "Back office", Told())
    assert (joined.name, joined.role) == ("Back office", "lead")
    async with asyncio.timeout(20):
        while True:
            try:
                connection = await one.connect(site)
            except Exception:  # noqa: BLE001 - until the hub's server knows it
                await asyncio.sleep(0.1)
            else:
                break
    await connection.abort()


async def test_the_lead_refuses(hub, newcomer):
    one, site, told = await hub(), newcomer(), Told()
    code, invitation = await invite(one.site, "desk")
    joining = asyncio.create_task(join(site, code, None, "", told))
    await told.until(Going.WAITING)
    invited.refuse(one.site.data, invitation.token, one.site.clock.now())
    with pytest.raises(NotPossibleError, match="has refused this station"):
        await asyncio.wait_for(joining, 30)
    assert site.read_now(membership.trust) is None


async def test_a_code_is_good_for_one_station(hub, newcomer):
    one = await hub()
    code, _invitation = await invite(one.site, "desk", at_once=True)
    await join(newcomer("first"), code, None, "", Told())
    with pytest.raises(NotPossibleError, match="Another station has used this join code"):
        await join(newcomer("second"), code, None, "", Told())


async def test_an_answer_that_was_lost_is_given_again(hub, newcomer):
    one, site = await hub(), newcomer()
    code, _invitation = await invite(one.site, "desk", "Desk 3", at_once=True)
    first = await join(site, code, None, "", Told())
    before = len(one.site.read_now(membership.stations))
    assert await join(site, code, None, "", Told()) == first
    assert len(one.site.read_now(membership.stations)) == before


async def test_a_code_that_has_expired_says_so(hub, newcomer):
    one = await hub()
    code, invitation = await invite(one.site, "desk")
    past = one.site.clock.now() - timedelta(seconds=1)
    invited.change(
        one.site.data,
        invitation.token,
        past,
        lambda each: each.model_copy(update={"expires_ms": round(past.timestamp() * 1000)}),
    )
    with pytest.raises(NotPossibleError, match="has expired"):
        await join(newcomer(), code, None, "", Told())


async def test_two_stations_that_want_one_name_get_two(hub, newcomer):
    one = await hub()
    names = []
    for folder in ("first", "second"):
        code, _invitation = await invite(one.site, "desk", at_once=True)
        names.append((await join(newcomer(folder), code, None, "Desk", Told())).name)
    assert names == ["Desk", "Desk 2"]


async def test_another_events_hub_is_not_believed(hub, newcomer):
    one, other = await hub("one"), await hub("other")
    code, _invitation = await invite(one.site, "desk")
    with pytest.raises(WrongHubError):
        await join(newcomer(), code, other.address, "", Told())


async def test_where_nothing_answers_it_is_said(newcomer):
    code = new_code("5f" * 32, "desk", ["127.0.0.1:9"])
    with pytest.raises(NoAnswerError, match="Nothing answers at"):
        await join(newcomer(), code, None, "", Told())


async def test_without_any_address_and_any_announcement_it_asks_for_one(newcomer):
    with pytest.raises(NotPossibleError, match="No hub of this event can be seen") as refused:
        await join(newcomer(), new_code("5f" * 32, "desk", []), None, "", Told())
    assert "onsite stations join CODE 192.168.1.10" in refused.value.advice


async def test_a_typed_address_that_is_none_is_refused(newcomer):
    with pytest.raises(BadInputError, match="is no address of a hub"):
        await join(newcomer(), new_code("5f" * 32, "desk", []), "a b", "", Told())


async def test_a_code_with_another_secret_does_not_open_the_gate(hub, newcomer):
    one = await hub()
    code, _invitation = await invite(one.site, "desk")
    wrong = replace(code, secret=bytes(10))
    with pytest.raises(NotPossibleError, match="does not know this join code"):
        await join(newcomer(), wrong, None, "", Told())


async def test_a_line_that_the_hub_closes_is_no_news_for_a_terminal(hub, newcomer, caplog):
    one = await hub()
    code, _invitation = await invite(one.site, "desk")
    with pytest.raises(NotPossibleError):
        await join(newcomer(), replace(code, secret=bytes(10)), None, "", Told())
    assert caplog.records == []


async def test_a_folder_with_an_event_of_its_own_does_not_join(newcomer):
    site = newcomer()
    fact = PlanPublished(text="[event]", sha256="0" * 64)
    site.write_now(lambda journal, rows: journal.append(rows, fact, operator="Noor"))
    with pytest.raises(NotPossibleError, match="things were recorded in it already"):
        await join(site, new_code("5f" * 32, "desk", ["127.0.0.1:9"]), None, "", Told())


async def test_a_station_of_another_event_does_not_join(hub, station):
    one, other = await hub("one"), await hub("other")
    site = await station(one, "Desk 1")
    code, _invitation = await invite(other.site, "desk")
    with pytest.raises(NotPossibleError, match="belongs to another event"):
        await join(site, code, None, "", Told())


async def test_a_station_may_get_another_role(hub, station):
    one = await hub()
    site = await station(one, "Desk 1")
    code, invitation = await invite(one.site, "lead", at_once=True)
    joined = await join(site, code, None, "Desk 1", Told())
    assert (joined.station, joined.role) == (site.journal.station, "lead")
    member = one.site.read_now(membership.station, site.journal.station)
    assert (member.name, member.role, member.roles) == ("Desk 1", "lead", ("desk", "lead"))
    (used,) = invited.every(one.site.data, one.site.clock.now())
    assert (used.token, used.step) == (invitation.token, Step.USED)


def test_the_fingerprint_in_a_code_is_that_of_the_events_key():
    assert new_code("5f" * 32, "desk", []).fingerprint == fingerprint_of("5f" * 32)
