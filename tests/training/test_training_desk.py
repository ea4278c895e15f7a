"""The desk of a training: its store, its guests, its keys."""

from __future__ import annotations

import json
from itertools import islice

import pytest
from textual.widgets import Static

from onsite.checkin.facts import Reason
from onsite.checkin.service import Attempt, scan
from onsite.demo.days import days_from
from onsite.demo.filling import DOOR
from onsite.demo.people import crowd
from onsite.errors import NotPossibleError
from onsite.plan.service import current
from onsite.training.admitted import are_admitted
from onsite.training.app import TrainingApp
from onsite.training.arrivals import Arrivals, Kind
from onsite.training.code import picture
from onsite.training.session import Session
from onsite.training.store import MARK, TrainingStore, check
from tests.snapshots import settled

ANSWERS = {
    Kind.GOOD: Reason.ADMITTED,
    Kind.PARTY: Reason.ADMITTED,
    Kind.GARBLED: Reason.UNKNOWN,
    Kind.UNKNOWN: Reason.UNKNOWN,
    Kind.TWIN: Reason.AMBIGUOUS,
    Kind.INSIDE: Reason.ALREADY_IN,
    Kind.UNPAID: Reason.UNPAID,
    Kind.WRONG_DAY: Reason.WRONG_DAY,
    Kind.CANCELLED: Reason.CANCELLED,
    Kind.PENDING: Reason.NOT_APPROVED,
    Kind.BLOCKED: Reason.BLOCKED,
}
"""What the real rules say of what they show."""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return TrainingStore(tmp_path_factory.mktemp("training") / "store", "Ben")


@pytest.fixture
def coming(clock):
    return Arrivals(crowd(days_from(clock.now())), 7)


def test_the_rules_say_of_each_what_is_expected(store):
    site = store.open()
    try:
        assert (store.folder / MARK).exists()
        plan = site.read_now(current)
        guests = list(islice(Arrivals(crowd(days_from(site.clock.now())), 11), 50))
        answers = [
            (each.kind, site.write_now(scan, plan, _attempt(each)).verdict.reason)
            for each in guests
            if each.shown
        ]
        assert answers == [(kind, ANSWERS[kind]) for kind, _reason in answers]
        good = next(each for each in guests if each.kind is Kind.GOOD)
        late = next(each for each in guests if each.kind is Kind.FORGOT)
        assert site.read_now(are_admitted, good.wanted)
        assert not site.read_now(are_admitted, late.wanted)
    finally:
        site.close()


def _attempt(arrival):
    return Attempt(f"it-{arrival.number}", DOOR, "Ben", code=arrival.shown)


class Passed:
    """Time that passes when told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_guests_are_served_and_each_decision_is_judged(tmp_path, coming):
    passed = Passed()
    session = Session(coming, passed, most=12, hurry=True)
    app = TrainingApp(TrainingStore(tmp_path / "store", "Ben"), session, language_code="en")
    async with app.run_test(size=(80, 24)) as pilot:
        desk = pilot.app.screen
        await app.site_ready()
        while session.current is None:
            await pilot.pause(0.05)
        assert app.link is None
        said = desk.query_one("#guest", Static)
        for _guest in range(12):
            arrival = session.current
            await pilot.press("f2")
            await settled(pilot)
            await desk.work.answered()
            passed.now += 6
            await pilot.press("f3" if arrival.kind is Kind.GOOD else "f12")
            await settled(pilot)
            assert session.served[-1].arrival == arrival
        right = {each.arrival.kind for each in session.served if not each.fault}
        assert right == {Kind.GOOD, *(kind for kind in Kind if not _comes_in(kind))}
        assert "The training is over. 12 guests served, 10.0 a minute; 4 wrong" in str(
            said.render()
        )
        assert "TRAINING" in app.notice.text
    app.close_site()


def _comes_in(kind):
    return kind in (Kind.GOOD, Kind.FORGOT, Kind.GARBLED, Kind.PARTY, Kind.TWIN)


async def test_the_mark_cannot_be_missed(tmp_path, coming):
    session = Session(coming, Passed(), rate=6)
    app = TrainingApp(TrainingStore(tmp_path / "store", "Ben"), session, language_code="en")
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        while session.current is None:
            await pilot.pause(0.05)
        await pilot.press("ctrl+up")
        assert session.rate == 7
        await settled(pilot)
        shown = _text(pilot.app)
        assert "TRAINING · made-up people: nothing here is real" in shown[0]
        assert shown[-2].startswith(" TRAINING │ Harbour Summit")
        assert "F2 Scan F3 Go in F12 Problem desk" in shown[-1]
        await pilot.press("f8")
        await settled(pilot)
        assert "TRAINING" in _text(pilot.app)[0]
    app.close_site()


def _text(app):
    from tests.snapshots import screen_text

    return screen_text(app).splitlines()


def test_it_is_never_made_where_the_event_is(tmp_path, monkeypatch):
    monkeypatch.setenv("ONSITE_DATA", str(tmp_path / "real"))
    for folder in (tmp_path / "real", tmp_path / "real" / "inside"):
        with pytest.raises(NotPossibleError, match="is for the event itself"):
            check(folder)
    check(tmp_path / "other")
    monkeypatch.delenv("ONSITE_DATA")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "onsite.db").touch()
    with pytest.raises(NotPossibleError, match="There is a store"):
        check(tmp_path / "other")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--rate", "fast"], "is not a rate"),
        (["--data", "{data}"], "is for the event itself"),
        (["--keep", "{data}/x"], "is for the event itself"),
        ([], "needs a terminal of its own"),
    ],
)
def test_what_cannot_be_is_said(run, tmp_path, arguments, why):
    given = [each.format(data=tmp_path / "data") for each in arguments]
    code, out, _err = run("train", *given, "--json")
    assert code == 1
    assert why in json.loads(out)["error"]["happened"]
    assert not (tmp_path / "data").exists()


async def test_it_looks_like_this(tmp_path, clock, coming, monkeypatch, same_screen):
    monkeypatch.setattr("onsite.demo.opening.SystemClock", lambda: clock)
    monkeypatch.setenv("TZ", "Europe/Lisbon")
    session = Session(coming, Passed(), most=200, hurry=True)
    app = TrainingApp(
        TrainingStore(tmp_path / "store", "Ben"), session, language_code="en", clock=clock
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await app.site_ready()
        while session.current is None:
            await pilot.pause(0.05)
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.app.screen.work.answered()
        await pilot.pause(0.3)
        await same_screen(pilot.app, "training")
    app.close_site()


def test_the_code_beside_the_desk_can_be_scanned():
    import numpy as np

    from onsite.scanner.decoding import read

    lines = picture("HS-5HCQA-MRMEU")
    upper = [[sign not in "█▀" for sign in line] for line in lines]
    lower = [[sign not in "█▄" for sign in line] for line in lines]
    rows = [row for pair in zip(upper, lower, strict=True) for row in pair]
    seen = np.kron(np.array(rows, np.uint8) * 255, np.ones((8, 8), np.uint8))
    assert [code.text for code in read(seen)] == ["HS-5HCQA-MRMEU"]
