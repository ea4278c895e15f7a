"""What is handed out, from the shell."""

from __future__ import annotations

import json

import pytest

from onsite.plan.service import publish
from onsite.wiring import open_site
from tests.checkin.conftest import Roll
from tests.goods.conftest import PLAN


@pytest.fixture
def counter(tmp_path):
    site = open_site(tmp_path / "data", operator="Maria")
    today = f"days = [{site.clock.now():%Y-%m-%d}, 2026-01-01]"
    text = PLAN.replace("days = [2026-11-24, 2026-11-25]", today).replace("Europe/Berlin", "UTC")
    site.write_now(publish, text.replace("[event]", "[event]\nday_ends = 00:00:00"), "Maria")
    Roll(site).add("Ada", "ADA-1", category="Crew")
    site.close()


def told(run, *arguments):
    code, out, _err = run("goods", *arguments, "--json")
    assert code == 0
    return json.loads(out)


def test_a_stock_from_delivery_to_return(run, counter):
    assert told(run, "set", "shirt", "4", "--size", "L")["sizes"] == {"S": 2, "M": 5, "L": 4}
    assert told(run, "add", "shirt", "-1", "--size", "L", "--why", "correction")["left"] == 10
    assert told(run, "give", "ADA-1", "shirt", "--size", "L")["left"] == 9
    (given,) = told(run, "log", "ADA-1")["given"]
    assert (given["goods"], given["size"], given["returned"]) == ("shirt", "L", False)
    assert told(run, "return", "ADA-1", "shirt")["returned"] == [given["key"]]
    shirt = next(each for each in told(run, "list")["goods"] if each["goods"] == "shirt")
    assert (shirt["left"], shirt["given"], shirt["out"]) == (10, 1, 0)


def test_in_words(run, counter):
    run("goods", "give", "ADA-1", "pack")
    run("goods", "give", "ADA-1", "headset")

    assert run("goods", "list")[1].splitlines() == [
        "pack  Pack  2 left  1 given",
        "shirt  T-shirt  7 left  S 2, M 5, L 0  0 given  ! few left",
        "voucher  Lunch voucher  – left  0 given",
        "headset  Headset  1 left  1 given  1 not returned",
    ]
    code, _out, err = run("goods", "give", "ADA-1", "pack")
    assert code != 0
    assert "more than 1 of “Pack”" in err
    assert "add --again and a --note" in err
    assert "Ada  Headset  Maria" in run("goods", "log")[1]


def test_a_scan_says_what_to_hand_over(run, counter):
    run("goods", "give", "ADA-1", "pack")

    said = run("checkin", "scan", "ADA-1", "--checkpoint", "headsets")[1]
    assert "Hand over: Headset" in said
    again = ("checkin", "scan", "ADA-1", "--checkpoint", "headsets", "--exit", "--json")
    (article,) = json.loads(run(*again)[1])["goods"]
    assert (article["name"], article["back"]) == ("Headset", True)
