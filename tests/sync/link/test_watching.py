"""What an open app knows of its link: it is run, woken, believed for five seconds, and told of."""

from __future__ import annotations

import pytest

from onsite.app import OnsiteApp
from onsite.errors import NotPossibleError
from onsite.journal.entry import Signer
from onsite.sync import service
from onsite.sync.erasing import erased
from onsite.sync.link import state, unsent
from onsite.sync.link import words as link_words
from onsite.sync.link.state import LinkState, Peer, Phase
from onsite.sync.link.watching import LinkWatch
from onsite.sync.stations.overview import survey
from onsite.ui.status import Status, line
from onsite.ui.told import Notice, Told
from onsite.ui.trouble import EndScreen
from tests.conftest import START
from tests.snapshots import screen_text, settled
from tests.sync.station_stage import HUB, found, news, until
from tests.ui.stage import prepare

NOW_MS = 1_795_509_000_000


class FakeSidecar:
    """A process that is none."""

    def __init__(self, data):
        self.data = data
        self.calls = []

    def start(self):
        self.calls.append("start")

    def stop(self):
        self.calls.append("stop")

    def wake(self):
        self.calls.append("wake")

    def check(self):
        self.calls.append("check")


def watch(site, **options):
    return LinkWatch(site.data, site.clock, **options)


def test_alone_nothing_runs_and_nothing_is_told(site):
    sidecar = FakeSidecar(site.data)
    link = watch(site, sidecar=sidecar)
    link.look()
    link.wake()
    link.close()
    assert (sidecar.calls, link.told(), link.phase()) == ([], (), Phase.ALONE)


def test_once_joined_the_link_runs_until_the_app_ends(site):
    sidecar = FakeSidecar(site.data)
    link = watch(site, sidecar=sidecar)
    link.join()
    link.join()
    link.look()
    link.wake()
    link.close()
    link.close()
    link.wake()
    assert sidecar.calls == ["start", "check", "wake", "stop"]


def test_no_news_are_believed_for_longer_than_five_seconds(site):
    link = watch(site)
    link.join()
    assert link.told() == (Told(5, "link starting…"),)
    news(site)
    link.look()
    assert link.told() == (Told(5, "hub live · 3 stations"),)
    site.clock.advance(seconds=5)
    assert link.phase() is Phase.LIVE
    site.clock.advance(seconds=0.1)
    assert link.told() == (Told(2, "link not answering", trouble=True),)
    news(site, at_ms=NOW_MS + 5_100)
    link.look()
    assert link.phase() is Phase.LIVE


def test_a_link_that_never_says_anything_is_told(site):
    link = watch(site)
    link.join()
    site.clock.advance(seconds=5)
    assert link.phase() is Phase.SILENT


def test_news_of_yesterday_are_no_trouble_while_the_link_starts(site):
    news(site, at_ms=1)
    link = watch(site)
    link.join()
    link.look()
    assert link.phase() is None


TOLD = {
    Phase.ALONE: [],
    Phase.SEARCHING: ["no hub – working alone", "12 unsent"],
    Phase.CATCHING_UP: ["catching up 41 %", "12 unsent"],
    Phase.LIVE: ["hub live · 1 station", "12 unsent"],
    Phase.HUB_FULL: ["hub full", "12 unsent"],
    Phase.NOT_ADMITTED: ["NOT ADMITTED", "12 unsent"],
    Phase.REVOKED: ["REVOKED", "12 unsent"],
    Phase.WRONG_HUB: ["WRONG HUB", "12 unsent"],
    Phase.EXPIRED: ["CLOCKS DISAGREE", "12 unsent"],
    Phase.COPIED: ["COPIED IDENTITY", "12 unsent"],
    Phase.FORKED: ["OLD COPY", "12 unsent"],
    Phase.SILENT: ["link not answering", "12 unsent"],
    None: ["link starting…", "12 unsent"],
}


@pytest.mark.parametrize("phase", [*Phase, None])
def test_every_phase_has_words(phase):
    link = LinkState(behind=59, total=100, unsent=12)
    told = link_words.told(link, phase, START)
    assert [each.text for each in told] == TOLD[phase]


@pytest.mark.parametrize(
    ("offset_ms", "said"),
    [
        (None, []),
        (999.0, []),
        (-3200.0, ["clock +3.2 s"]),
        (1500.0, ["clock −1.5 s"]),
        (-3_600_000.0, ["clock +60 min"]),
    ],
)
def test_a_clock_that_is_off_is_told(offset_ms, said):
    link = LinkState(offset_ms=offset_ms)
    assert [each.text for each in link_words.told(link, Phase.LIVE, START)][1:] == said


def test_only_who_was_heard_just_now_is_counted(site):
    peer = Peer(station="ab" * 32, instance="x", heard_ms=NOW_MS)
    peers = [peer.model_copy(update={"heard_ms": NOW_MS - back}) for back in (0, 4_999, 5_001)]
    told = link_words.told(LinkState(at_ms=NOW_MS, peers=tuple(peers)), Phase.LIVE, START)
    assert told == (Told(5, "hub live · 3 stations"),)


def test_others_are_counted_however_wrong_the_own_clock_is():
    peer = Peer(station="ab" * 32, instance="x", heard_ms=NOW_MS - 3_600_000)
    link = LinkState(at_ms=NOW_MS, offset_ms=-3_600_000.0, peers=(peer,))
    assert link_words.told(link, Phase.LIVE, START)[0] == Told(5, "hub live · 2 stations")


def test_while_the_link_hangs_what_is_recorded_meanwhile_is_counted(site):
    link = watch(site, unsent=lambda: 3)
    link.join()
    news(site, unsent=1)
    link.look()
    assert [each.text for each in link.told()] == ["hub live · 3 stations", "1 unsent"]
    site.clock.advance(seconds=6)
    link.look()
    assert [each.text for each in link.told()] == ["link not answering", "3 unsent"]


def test_what_was_never_in_a_hubs_stream_is_unsent(site):
    found(site)
    many = site.read_now(unsent.counted)
    assert many == site.read_now(survey).entries > 0


@pytest.mark.parametrize(
    ("since_ms", "said"),
    [(NOW_MS, "hub live"), (NOW_MS - 3_999, "hub live"), (NOW_MS - 4_000, "hub live · 1 station")],
)
def test_nobody_is_counted_before_all_had_time_to_be_heard(since_ms, said):
    told = link_words.told(LinkState(since_ms=since_ms), Phase.LIVE, START)
    assert [each.text for each in told] == [said]


def test_at_80_columns_what_matters_stays():
    link = LinkState(unsent=12, offset_ms=-3200.0)
    status = Status(
        event="Harbour Summit 2026",
        station="Desk 3",
        named=True,
        operator="Maria",
        entries=12_345,
        link=link_words.told(link, Phase.SEARCHING, START),
    )
    assert line(status, START, 78).split("  ")[0] == (
        "Harbour Summit 2026 │ Desk 3 │ no hub – working alone │ 12 unsent"
    )
    assert line(status, START, 50).split("  ")[0] == "Desk 3 │ no hub – working alone"


async def test_the_app_runs_the_link_wakes_it_and_ends_it(site):
    made = []

    def sidecar(data):
        made.append(FakeSidecar(data))
        return made[-1]

    prepare(site)
    app = OnsiteApp(lambda: site, language_code="en", clock=site.clock, sidecar=sidecar)
    async with app.run_test() as pilot:
        await app.site_ready()
        await until(pilot, lambda: app.link is not None)
        assert made[0].calls == []
        community = service.Community("cd" * 32, "PEM")
        asked = service.described(Signer.generate(), "Desk 3", "lead")
        own = asked.model_copy(update={"station": site.journal.station})
        await site.write(service.remember, community, own, ())
        app.store_written()
        await until(pilot, lambda: "check" in made[0].calls)
        before = made[0].calls.count("wake")
        await site.write(lambda journal, rows: None)
        assert made[0].calls.count("wake") == before + 1
        assert (app.status.station, app.status.named) == ("Desk 3", True)
    app.close_site()
    assert (made[0].data, made[0].calls[0], made[0].calls[-1]) == (site.data, "start", "stop")


@pytest.mark.parametrize("phase", [Phase.REVOKED, Phase.FORKED, Phase.COPIED, Phase.NOT_ADMITTED])
async def test_what_everybody_must_know_stands_above_the_desk(site, same_screen, phase):
    found(site)
    news(site, phase)
    app = OnsiteApp(lambda: site, language_code="en", clock=site.clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.notice.text)
        await settled(pilot)
        await same_screen(app, f"notice-{phase.value}-80x24")
        news(site, at_ms=NOW_MS + 1)
        await until(pilot, lambda: not app.notice.text)
        await settled(pilot)
        assert "✗" not in screen_text(app)
    assert app.reported == []


async def test_a_store_that_is_erased_soon_says_so(site):
    found(site)
    news(site, Phase.SEARCHING)
    link = watch(site, days_left=lambda: 3)
    link.join()
    link.look()
    standing = type("Standing", (), {"revoked": False})
    assert link.notice(standing) == Notice(
        "No hub was met for long: the data on this computer is erased in 3 days. "
        "Connect it to the hub to keep it."
    )
    news(site)
    site.clock.advance(seconds=0.01)
    link.look()
    assert link.notice(standing) == Notice()


async def test_once_the_data_is_erased_the_app_ends_with_the_reason(site, same_screen):
    found(site)
    news(site)
    app = OnsiteApp(lambda: site, language_code="en", clock=site.clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.link is not None)
        app.notify("Jane Doe was admitted twice.", timeout=600)
        gone = erased.Erased(at_ms=NOW_MS, cause="revoked", why="stolen", name="Desk 3", done=True)
        erased.mark(site.data, gone)
        await until(pilot, lambda: isinstance(app.screen, EndScreen))
        await settled(pilot)
        text = " ".join(screen_text(app).split())
        assert text.startswith("This station, “Desk 3”, was revoked: its data was erased on")
        assert "Jane" not in text
        await pilot.press("r", "x", "enter", "f2")
        await pilot.pause(0.1)
        assert isinstance(app.screen, EndScreen)
        await pilot.press("q")
        await until(pilot, lambda: app.leaving is not None)
    assert (app.leaving, app.reported) == (1, [])


def test_the_state_file_is_what_the_stage_writes(site):
    assert news(site) == state.read(site.data)
    assert HUB[0] == state.read(site.data).hub


def test_an_error_with_two_sentences_is_what_ends_it(site):
    link = watch(site)
    assert link.erased is None
    erased.mark(
        site.data, erased.Erased(at_ms=NOW_MS, cause="revoked", why="", name="Desk 3", done=True)
    )
    link.look()
    assert isinstance(link.erased, NotPossibleError)
    assert link.phase() is Phase.REVOKED


@pytest.mark.parametrize(("behind", "calm"), [(49, False), (50, True)])
def test_while_much_is_still_to_come_it_is_said_that_people_may_be_missing(behind, calm):
    link = LinkState(behind=behind, total=100)
    said = "Still fetching (50 %): a guest not found now may be in what is to come." if calm else ""
    assert link_words.notice(link, Phase.CATCHING_UP) == Notice(said, calm)
