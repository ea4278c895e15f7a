"""Whom the plan names as VIPs, and how they are found again."""

from __future__ import annotations

import pytest

from onsite.plan.reading import PlanError, read
from onsite.plan.vips import VipPart, Vips

BASE = """
[event]
name = "Summit"
zone = "UTC"
days = [2026-11-24]

[checkpoints.main]
name = "Main"

"""


def test_a_vip_is_found_by_code_then_e_mail_then_name():
    vips = Vips(
        {
            "a": VipPart(name="Rosa Lim", room="by name"),
            "b": VipPart(email="rosa@example.org", room="by e-mail"),
            "c": VipPart(code="X3F", room="by code"),
        }
    )

    assert vips.of(("Q1", "x3f"), "rosa@example.org", "Rosa Lim").room == "by code"
    assert vips.of(("Q1",), "Rosa@Example.org", "Rosa Lim").room == "by e-mail"
    assert vips.of((), "", "rosa  LIM").room == "by name"
    assert vips.of((), "", "") is None
    assert Vips({}).of(("X3F",), "", "") is None


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ('[vips.lim]\nlevel = "Gold"', "vips.lim", "this says of nobody who it is"),
        (
            '[vips.lim]\nname = "Rosa Lim"\n[vips.again]\nname = "rosa lim"',
            "vips.again.name",
            "is the VIP “lim” already",
        ),
        (
            '[groups.kobe]\nname = "Kobe"\nleader = "Emi"\norders = []',
            "groups.kobe.orders",
            "empty",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text, place, said):
    with pytest.raises(PlanError) as raised:
        read(BASE + text)

    assert [(each.key, said in each.wrong) for each in raised.value.problems] == [(place, True)]
