"""What stands on the counter screen, by how the zone stands."""

from __future__ import annotations

import pytest

from onsite.clock import to_ms
from onsite.plan.service import current, publish
from onsite.zones.acting import By
from onsite.zones.counter import showing
from onsite.zones.counter.reading import look
from onsite.zones.counter.showing import Ahead, Counted
from onsite.zones.counting import service
from onsite.zones.evacuation import service as evacuation
from tests.zones.counter.conftest import PLAN


def act(site, what, *arguments, operator="bo", **more):
    by = By(operator, to_ms(site.clock.now()))
    return site.write_now(what, site.read_now(current), by, *arguments, **more)


def count(site, people: int, counter: str = "elsewhere", operator: str = "bo") -> None:
    now_ms = to_ms(site.clock.now())
    act(site, service.count, counter, "hall", [(now_ms, people)], operator=operator)


def seen(site, *, zone: str = "hall", ahead: Ahead | None = None) -> Counted:
    """As the counter `me` sees it."""
    now = site.clock.now()
    found = site.read_now(look, now)
    view = found.view(zone)
    here = ("me", site.journal.station, to_ms(now))
    return Counted(found, view, view.by_hand, ahead or Ahead(), *here)


def test_there_is_nothing_to_show_without_a_plan(site):
    assert site.read_now(look, site.clock.now()) is None


def test_what_is_not_on_disk_is_in_the_number_and_in_ones_own(hall):
    count(hall, 7)
    count(hall, 3, counter="me", operator="ana")
    counted = seen(hall, ahead=Ahead(came=4, left=1, taps=5))
    assert (counted.total, counted.own, showing.digits(counted)) == (13, (7, 1), "13")
    assert counted.percent == 65
    assert [each.counter for each in counted.others] == ["elsewhere"]


@pytest.mark.parametrize(("people", "stop"), [(19, ""), (20, "full"), (23, "full")])
def test_a_full_zone_stops(hall, people, stop):
    count(hall, people)
    assert seen(hall).stop == stop
    # What is tapped stops at once, before anybody has read it.
    count(hall, -people)
    assert seen(hall, ahead=Ahead(came=people, taps=1)).stop == stop


@pytest.mark.parametrize(("drill", "stop"), [(False, "evacuation"), (True, "drill")])
def test_while_it_is_emptied_the_number_is_who_is_left(hall, drill, stop):
    count(hall, 12)
    act(hall, evacuation.begin, "hall", "smoke", drill=drill)
    count(hall, -2)
    counted = seen(hall, ahead=Ahead(left=3, taps=3))
    assert (counted.stop, counted.left, showing.digits(counted)) == (stop, 7, "7")
    assert showing.head(counted) == "Great hall · still in it"
    assert showing.stop_line(stop).startswith("EXERCISE" if drill else "EVACUATION")
    assert "no exit that can be used" in "\n".join(showing.figures(counted, 29))


def test_a_deficit_is_told(hall):
    count(hall, -3)
    counted = seen(hall)
    assert showing.digits(counted) == "−3"
    assert showing.head(counted).endswith("DEFICIT: more went out than came in. r recounts.")


def test_who_else_counts_and_from_which_base(hall):
    act(hall, service.recount, "hall", 9)
    for number in range(5):
        hall.clock.advance(seconds=10)
        count(hall, number + 1, counter=f"c{number}", operator=("bo", "ana")[number % 2])
    assert showing.figures(seen(hall), 29) == (
        "You: 0 in, 0 out",
        "of 20 · 120 %",
        "Limit: Fixed limit",
        "full",
        "Recount 09:30: 9",
        "Bo Stern: +5, 0 s ago",
        "Ana Lima: +4, 10 s ago",
        "Bo Stern: +3, 20 s ago",
        "and 2 more",
    )
    hall.clock.advance(seconds=10)
    act(hall, service.close_day, "hall", "drift", 4)
    assert "Day began 09:31: 4" in showing.figures(seen(hall), 29)


def test_a_zone_without_a_limit_says_so(hall):
    assert "No limit is set." in showing.figures(seen(hall, zone="foyer"), 29)
    assert seen(hall, zone="foyer").stop == ""


def test_a_floor_has_its_density_and_its_danger(site):
    site.write_now(publish, PLAN.replace("capacity = 20", 'area_m2 = 2\nuse = "standing"'), "Maria")
    count(site, 9)
    said = showing.figures(seen(site), 40)
    assert "5.00/m², level of service E" in said
    assert "DANGER: too dense" in said


@pytest.mark.parametrize(
    ("taps", "failure", "said", "tone"),
    [
        (0, None, "✓ saved", "good"),
        (1, None, "… saving 1 tap", ""),
        (3, None, "… saving 3 taps", ""),
        (
            3,
            RuntimeError("No room."),
            "✗ NOT SAVED: 3 taps are kept here and are tried again. No room.",
            "bad",
        ),
        # Failed, and saved since then.
        (0, RuntimeError("No room."), "✓ saved", "good"),
    ],
)
def test_whether_it_is_saved(taps, failure, said, tone):
    assert showing.kept_taps(taps, failure) == (said, tone)


def test_the_sign_is_drawn_where_its_letters_are_there(monkeypatch):
    assert showing.stop_sign("") == showing.stop_line("") == ""
    assert len(showing.stop_sign("full").splitlines()) == 3
    monkeypatch.setattr(showing, "_", lambda text: "停止入场" if text == "STOP ENTRY" else text)
    assert showing.stop_sign("full") == "\n停止入场"
