"""Who is on duty and whom to call, from the shell."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onsite.wiring import open_site
from tests.conftest import ManualClock
from tests.incidents.paging.conftest import PLAN, Paging


@pytest.fixture
def incidents(run, tmp_path):
    plan = tmp_path / "event.toml"
    plan.write_text(PLAN, "utf-8")
    assert run("plan", "publish", str(plan))[0] == 0

    def command(*arguments: str) -> tuple[int, str]:
        code, out, err = run("incidents", *arguments)
        return code, (out + err).strip()

    return command


def test_who_is_on_duty_is_told_and_set(incidents):
    assert incidents("duty", "medical") == (0, "Medical: Dr. Lin")
    code, said = incidents("duty", "medical", "ana", "The boss", "--until", "23:59")
    assert (code, said) == (0, "Medical: Kim, The boss · by word of the coordinator · until 23:59")
    (found,) = json.loads(incidents("duty", "medical", "--json")[1])["roles"]
    assert (found["people"], found["why"]) == (["kim", "boss"], "said")
    assert incidents("duty", "medical", "--as-planned") == (0, "Medical: Dr. Lin")
    assert incidents("duty", "security")[1] == "Security: nobody"
    assert incidents("duty", "medcal", "ana")[0] == 1


def test_an_end_that_is_tomorrow_says_its_day(incidents):
    ends = datetime.now(ZoneInfo("Europe/Berlin")) - timedelta(minutes=1) + timedelta(days=1)
    _code, said = incidents("duty", "medical", "ana", "--until", f"{ends:%H:%M}")
    assert said.endswith(f"until {ends:%Y-%m-%d %H:%M}")


def test_whom_to_call(incidents, tmp_path):
    incidents("report", "med", "fall")
    assert incidents("call", "1") == (0, "Nobody is to be called.")
    site = open_site(tmp_path / "data", operator="Maria")
    try:
        paging = Paging(site, ManualClock(site.clock.now()))
        paging.answers = {"sms": "timeout", "mail": "timeout"}
        paging.round()
    finally:
        site.close()
    code, said = incidents("call", "1")
    card, sentence = said.splitlines()
    assert card == "Dr. Lin · Medic 1 · channel 3 · +49 170 1 · not reached"
    assert sentence.endswith(": Medical, Serious, fall.")
    (found,) = json.loads(incidents("call", "1", "--json")[1])["calls"]
    assert (code, found["person"], found["reached"], found["step"]) == (0, "lin", "failed", 1)
