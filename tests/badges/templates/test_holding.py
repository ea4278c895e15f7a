"""Whom a badge is made for, from the roster."""

from __future__ import annotations

import pytest

from onsite.badges.codes.code import BadgeCode
from onsite.badges.templates.holder import Holder
from onsite.badges.templates.holding import holder
from onsite.errors import NotPossibleError
from onsite.plan.service import current, publish
from tests.checkin.conftest import PLAN, Roll


@pytest.fixture
def roll(site):
    site.write_now(publish, PLAN + '[vips.star]\nname = "Vera Star"\n', "Maria")
    return Roll(site)


def held(site, attendee, code=None, photos=None) -> Holder:
    return site.read_now(holder, site.read_now(current), attendee, code, photos)


def test_a_badge_says_what_the_roster_knows(site, roll):
    extra = (("Pronouns", "she/her"), ("T-shirt", "L"))
    ana = roll.add(
        *("Ana Lima", "ANA-1"),
        category="VIP",
        company="Porto Data",
        position="Engineer",
        country="PT",
        speaker=True,
        diet="Vegan",
        extra=extra,
    )
    assert held(site, ana, BadgeCode(ana, 1, "B1X", "AAAA-BBBB")) == Holder(
        attendee=ana,
        name="Ana Lima",
        company="Porto Data",
        position="Engineer",
        country="PT",
        category="vip",
        category_name="VIP",
        category_colour="#d7af00",
        category_number=1,
        pronouns="she/her",
        extra={"Pronouns": "she/her", "T-shirt": "L", "diet": "Vegan"},
        speaker=True,
        code="B1X",
        typed="AAAA-BBBB",
        event="Summit",
    )


def test_a_vip_is_one_of_the_list_or_of_the_plan(site, roll):
    star, listed, other = (
        roll.add("Vera Star", "V-1"),
        roll.add("Bo", "B-1", vip=True),
        roll.add("Cy", "C-1"),
    )
    assert [held(site, each).vip for each in (star, listed, other)] == [True, True, False]


def test_a_category_that_the_plan_does_not_have_keeps_its_name(site, roll):
    ana = held(site, roll.add("Ana", "A-1", category="Mystery guest"))
    assert (ana.category, ana.category_name, ana.category_number) == ("", "Mystery guest", -1)


def test_a_portrait_is_found_by_the_id_or_by_a_code(site, roll, tmp_path):
    ana, bo, cy = (roll.add(name, f"{name}/../1") for name in ("Ana", "Bo", "Cy"))
    (tmp_path / f"{ana}.png").touch()
    (tmp_path / "Bo1.jpg").touch()
    assert held(site, ana, photos=tmp_path).photo == tmp_path / f"{ana}.png"
    assert held(site, bo, photos=tmp_path).photo == tmp_path / "Bo1.jpg"
    assert held(site, cy, photos=tmp_path).photo is None


def test_nobody_has_no_badge(site, roll):
    with pytest.raises(NotPossibleError, match="nobody with the id x"):
        held(site, "x")
