"""What displays are told: messages that ask for a seen, blackout, flash."""

from __future__ import annotations

import json

import pytest

from onsite.clock import to_ms
from onsite.errors import BadInputError, NotPossibleError
from onsite.plan.service import publish
from onsite.stage.display import service
from onsite.stage.display.messages import Message, Told
from tests.stage.display.conftest import ANNEX, PLAN


def test_the_last_message_is_the_one_that_is_shown(site, keeper, clock):
    first = keeper.say("Louder")
    clock.advance(seconds=5)
    second = keeper.say("Wrap up", asks_seen=True)
    assert site.read_now(service.told, "main") == Told(message=second)
    newest, oldest = site.read_now(service.messages, "main")
    assert (newest, oldest.id, oldest.cleared_ms) == (second, first.id, to_ms(clock.now()))


def test_the_same_message_again_is_the_same(site, keeper, plan):
    said = service.Saying("main", "Louder", key="k")
    told = {site.write_now(service.show_message, plan, said, "Maria") for _again in range(2)}
    now_ms = to_ms(site.clock.now())
    assert told == {Message("k", "Louder", False, now_ms, site.journal.station, "Maria")}


def test_seen_is_said_once(site, keeper, clock):
    shown = keeper.say("Wrap up", asks_seen=True)
    clock.advance(seconds=7)
    site.write_now(service.see, "main", shown.id, "Hand")
    clock.advance(seconds=7)
    site.write_now(service.see, "main", shown.id, "Other")
    told = site.read_now(service.told, "main").message
    assert (told.seen_ms - told.at_ms, told.seen_operator) == (7_000, "Hand")
    assert not told.awaits_seen


def test_a_message_is_taken_away(site, keeper, plan):
    keeper.say("Louder")
    site.write_now(service.clear_message, plan, "main", "Maria")
    assert site.read_now(service.told, "main") == Told()
    assert site.write_now(service.clear_message, plan, "main", "Maria") is None


def test_black_and_back(site, keeper, plan, clock):
    black = [
        site.write_now(service.set_blackout, plan, "main", "Maria", on=on)
        for on in (True, True, False)
    ]
    site.write_now(service.flash, plan, "main", "Maria")
    now_ms = to_ms(clock.now())
    told = Told(blackout=False, blackout_ms=now_ms, flashed_ms=now_ms)
    assert (black, site.read_now(service.told, "main")) == ([True, False, True], told)


@pytest.mark.parametrize(
    ("stage", "text"), [("attic", "Hi"), ("main", " \n "), ("main", "x" * 201)]
)
def test_what_cannot_be_shown(site, plan, stage, text):
    with pytest.raises(BadInputError):
        site.write_now(service.show_message, plan, service.Saying(stage, text), "Maria")
    assert site.read_now(service.told, stage) == Told()


def test_nobody_has_seen_what_was_never_shown(site, plan):
    with pytest.raises(NotPossibleError):
        site.write_now(service.see, "main", "nothing", "Maria")


def test_from_the_shell(run, tmp_path):
    plan = tmp_path / "event.toml"
    plan.write_text(PLAN, encoding="utf-8")
    run("plan", "publish", str(plan))
    assert run("stage", "message")[1] == "The displays show no message.\n"
    code, out, _err = run("stage", "message", "Wrap up, please", "--ask-seen", "--json")
    told = json.loads(out)
    assert (code, told["stage"], told["message"]["text"]) == (0, "main", "Wrap up, please")
    assert (told["message"]["seen_at"], told["message"]["unseen"]) == (None, False)
    assert "waits to be seen" in run("stage", "message")[1]
    assert json.loads(run("stage", "message", "--clear", "--json")[1])["message"] is None
    assert json.loads(run("stage", "blackout", "on", "--json")[1]) == {
        "stage": "main",
        "blackout": True,
        "changed": True,
    }
    assert run("stage", "flash")[:2] == (0, "The displays are black: nobody sees a flash.\n")
    run("stage", "blackout", "off")
    assert run("stage", "flash")[:2] == (0, "The displays flash.\n")
    code, _out, err = run("stage", "flash", "--stage", "attic")
    assert (code, "no stage “attic”" in err) == (1, True)


def test_of_several_stages_one_must_be_named(site):
    site.write_now(publish, PLAN + ANNEX, "Maria")
    from onsite.plan.service import current

    plan = site.read_now(current)
    assert service.only_stage(plan, "annex") == "annex"
    with pytest.raises(BadInputError, match="several stages"):
        service.only_stage(plan)


def test_a_display_needs_a_terminal(run):
    code, _out, err = run("display")
    assert (code, "needs a terminal of its own" in err) == (1, True)
