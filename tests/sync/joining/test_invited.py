"""The list of invitations on the laptop of the hub."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.clock import to_ms
from onsite.errors import NotPossibleError, StoreError
from onsite.sync.joining import invited
from onsite.sync.joining.invitation import new_code, token_of
from onsite.sync.joining.invited import INVITED_FILE, Invitation, Step
from tests.conftest import ManualClock

EVENT = "5f" * 32


def opened(data, clock, minutes=10, **more):
    code = new_code(EVENT, "desk", [])
    expires_ms = to_ms(clock.now()) + minutes * 60_000
    wanted = Invitation(token="", public="", role="desk", expires_ms=expires_ms, **more)
    return invited.invite(data, code, wanted, clock.now()), code


def asked(data, clock, invitation, name="Desk 3"):
    return invited.change(
        data,
        invitation.token,
        clock.now(),
        lambda each: each.at(Step.ASKED, clock.now(), asks=name, station="aa" * 32),
    )


def steps(data, clock):
    return [each.step for each in invited.every(data, clock.now())]


def test_an_invitation_is_kept_with_the_key_of_its_code_and_without_its_secret(tmp_path, clock):
    invitation, code = opened(tmp_path, clock, name="Desk 3")
    assert invited.every(tmp_path, clock.now()) == [invitation]
    assert (invitation.token, invitation.public) == (token_of(code.key.public), code.key.public)
    assert (invitation.step, invitation.name) == (Step.OPEN, "Desk 3")
    kept = (tmp_path / INVITED_FILE).read_text()
    assert code.key.seed not in kept
    assert code.secret.hex() not in kept


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_nobody_else_reads_the_list(tmp_path, clock):
    opened(tmp_path, clock)
    assert stat.S_IMODE((tmp_path / INVITED_FILE).stat().st_mode) == 0o600


def test_nothing_was_ever_invited(tmp_path, clock):
    assert (invited.every(tmp_path, clock.now()), invited.version(tmp_path)) == ([], 0)


def test_an_open_code_expires_and_is_told_so_for_a_while(tmp_path, clock):
    opened(tmp_path, clock, minutes=10)
    clock.advance(minutes=9, seconds=59)
    assert steps(tmp_path, clock) == [Step.OPEN]
    clock.advance(seconds=1)
    assert steps(tmp_path, clock) == [Step.EXPIRED]
    clock.advance(minutes=4, seconds=59)
    assert steps(tmp_path, clock) == [Step.EXPIRED]
    clock.advance(seconds=1)
    assert steps(tmp_path, clock) == []


def test_who_has_asked_in_time_waits_longer_for_the_lead(tmp_path, clock):
    invitation, _code = opened(tmp_path, clock)
    asked(tmp_path, clock, invitation)
    clock.advance(minutes=60)
    assert [each.asks for each in invited.asking(tmp_path, clock.now())] == ["Desk 3"]
    clock.advance(minutes=11)
    assert invited.asking(tmp_path, clock.now()) == []
    assert invited.approve(tmp_path, invitation.token, clock.now()).step is Step.EXPIRED


def test_the_lead_approves_or_refuses_once(tmp_path, clock):
    first, _code = opened(tmp_path, clock)
    second, _code = opened(tmp_path, clock)
    for each in (first, second):
        asked(tmp_path, clock, each)
    assert invited.approve(tmp_path, first.token, clock.now()).step is Step.APPROVED
    assert invited.refuse(tmp_path, first.token, clock.now()).step is Step.APPROVED
    assert invited.refuse(tmp_path, second.token, clock.now()).step is Step.REFUSED
    assert invited.approve(tmp_path, second.token, clock.now()).step is Step.REFUSED


def test_an_invitation_that_nobody_uses_cannot_be_approved(tmp_path, clock):
    invitation, _code = opened(tmp_path, clock)
    assert invited.approve(tmp_path, invitation.token, clock.now()).step is Step.OPEN
    assert invited.approve(tmp_path, "unknown", clock.now()) is None


def test_those_who_ask_come_in_the_order_in_which_they_asked(tmp_path, clock):
    both = [opened(tmp_path, clock)[0] for _each in range(2)]
    for each, name in zip(reversed(both), ("earlier", "later"), strict=True):
        asked(tmp_path, clock, each, name)
        clock.advance(seconds=1)
    assert [each.asks for each in invited.asking(tmp_path, clock.now())] == ["earlier", "later"]


def test_a_change_can_be_noticed(tmp_path, clock):
    invitation, _code = opened(tmp_path, clock)
    before = invited.version(tmp_path)
    os.utime(tmp_path / INVITED_FILE, ns=(before - 10, before - 10))
    seen = invited.version(tmp_path)
    asked(tmp_path, clock, invitation)
    assert invited.version(tmp_path) != seen


def test_too_many_open_codes_are_refused(tmp_path, clock):
    for _each in range(50):
        opened(tmp_path, clock)
    with pytest.raises(NotPossibleError, match="50 join codes are open already"):
        opened(tmp_path, clock)
    clock.advance(minutes=10)
    opened(tmp_path, clock)
    assert steps(tmp_path, clock).count(Step.OPEN) == 1


def test_a_list_that_cannot_be_read_counts_as_none(tmp_path, clock):
    (tmp_path / INVITED_FILE).write_text("[{")
    assert invited.every(tmp_path, clock.now()) == []
    opened(tmp_path, clock)
    assert steps(tmp_path, clock) == [Step.OPEN]


def test_a_folder_that_cannot_be_written_is_told(tmp_path, clock):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="The list of invitations cannot be written"):
        opened(tmp_path / "file", clock)


def test_many_at_once_lose_nothing(tmp_path):
    clock = ManualClock()
    made = [opened(tmp_path, clock)[0] for _each in range(8)]
    threads = [
        threading.Thread(target=asked, args=(tmp_path, clock, each, each.token)) for each in made
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert steps(tmp_path, clock) == [Step.ASKED] * 8


def test_another_process_sees_it(tmp_path, clock):
    invitation, _code = opened(tmp_path, clock)
    program = (
        "import sys, datetime, pathlib\n"
        "from onsite.sync.joining import invited\n"
        "now = datetime.datetime.fromisoformat(sys.argv[2])\n"
        "print(*(each.token for each in invited.every(pathlib.Path(sys.argv[1]), now)))"
    )
    arguments = [sys.executable, "-c", program, str(tmp_path), clock.now().isoformat()]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == [invitation.token]


@given(st.sampled_from(list(Step)), st.integers(-100, 100), st.integers(-200, 200))
def test_an_end_is_an_end(step, expires, later):
    clock = ManualClock()
    base = to_ms(clock.now())
    invitation = Invitation(
        token="t", public="U", role="desk", step=step, expires_ms=base + expires * 60_000
    )
    clock.advance(minutes=later)
    ended = (Step.USED, Step.REFUSED, Step.EXPIRED)
    seen = invitation.as_of(clock.now()).step
    assert seen in (step, Step.EXPIRED)
    if step in ended:
        assert seen is step
