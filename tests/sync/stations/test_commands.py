"""`onsite stations` as it is typed."""

from __future__ import annotations

import asyncio
import io
import json
import os
import subprocess
import sys
import time

import pytest

from onsite.journal.entry import Signer
from onsite.journal.journal import entries_of
from onsite.sync import membership, service
from onsite.sync.hub.server import free_port
from onsite.sync.intake import take, verified
from onsite.sync.joining import admission, invited
from onsite.sync.joining.admission import Answer, Reply, Request
from onsite.sync.joining.fetching import Fetched
from onsite.sync.joining.invitation import parsed
from onsite.sync.joining.joining import Joined
from onsite.sync.keys import certificates, keyring
from onsite.sync.keys.secrets import box_key, link_key
from onsite.sync.service import Founding
from onsite.sync.stations.commands import _welcome
from onsite.wiring import open_site
from tests.sync.laptops import scanned

LATER = "The event is fetched once Onsite is open:"


@pytest.fixture
def lead(tmp_path):
    """The laptop of the hub, in the folder that the commands use."""
    site = open_site(tmp_path / "data", operator="Maria")
    ring = keyring.new_keyring()
    pem = certificates.authority(ring, site.clock.now())
    code = keyring.new_recovery_code()
    site.write_now(service.found, Founding(ring, pem, code, "Office"), "Maria")
    keyring.keep(site.data, ring)
    site.write_now(service.open_hub, ring, ["192.168.1.10:4222", "10.0.0.7:4222"], "Maria")
    yield site
    site.close()


async def asks(lead, letters: str, name: str = "Desk 3", signer: Signer | None = None) -> Answer:
    """A new station asks once with the code."""
    signer = signer or Signer.generate()
    (invitation,) = [
        each
        for each in invited.every(lead.data, lead.clock.now())
        if each.public == parsed(letters).key.public
    ]
    request = Request(
        station=signer.station,
        name=name,
        link=link_key(signer).public,
        box=box_key(signer).public_key.encode().hex(),
        computer="laptop-7",
    ).signed(invitation.token, signer)
    said = await admission.answer(lead, invitation.token, request.model_dump_json().encode())
    return Answer.model_validate_json(said)


def ask_now(lead, letters, name="Desk 3", signer=None) -> Answer:
    return asyncio.run(asks(lead, letters, name, signer))


def invite(run, *options) -> dict:
    code, out, _err = run("stations", "invite", "--json", *options)
    assert code == 0
    return json.loads(out)


def test_a_computer_that_works_alone_says_so(run, site):
    assert run("stations") == (
        0,
        "This computer works alone. To join others, run “onsite stations join CODE”.\n",
        "",
    )


def test_without_a_store_nothing_is_made(run, tmp_path):
    code, _out, err = run("stations", "list")
    assert (code, "There is no store in" in err) == (1, True)
    assert not (tmp_path / "data").exists()


def test_an_invitation_is_drawn_written_and_explained(run, lead):
    code, out, _err = run("stations", "invite", "--name", "Desk 3", "--address", "10.0.0.9")
    assert code == 0
    lines = out.splitlines()
    picture = [line for line in lines if set(line.strip()) <= set(" ▄▀█")]
    assert 15 <= len(picture) <= 22
    (typed,) = [line for line in lines if line.startswith("Join code: ")]
    letters = typed.removeprefix("Join code: ")
    assert f"On the new computer: onsite stations join {letters} 10.0.0.9:4222" in lines
    assert "When it asks, approve it with: onsite stations approve" in lines
    assert "The hub does not run at the moment: start it with “onsite hub”." in lines
    (kept,) = invited.every(lead.data, lead.clock.now())
    assert (kept.name, kept.role, kept.approve_at_once) == ("Desk 3", "desk", False)


def test_an_invitation_as_json(run, lead):
    answer = invite(run, "--role", "lead", "--approve-at-once", "--minutes", "3")
    code = parsed(answer["code"])
    assert answer["addresses"] == ["192.168.1.10:4222", "10.0.0.7:4222"]
    assert (answer["role"], answer["approve_at_once"], code.role) == ("lead", True, "lead")
    assert parsed(answer["letters"]).secret == code.secret
    (kept,) = invited.every(lead.data, lead.clock.now())
    assert (kept.token, kept.expires_ms - kept.since_ms) == (answer["token"], 180_000)


def test_only_the_laptop_of_the_hub_invites(run, site):
    code, _out, err = run("stations", "invite")
    assert code == 1
    assert err.startswith("Only a laptop that is or was the hub can do this")


def test_a_station_that_asks_is_shown_and_approved(run, lead):
    signer = Signer.generate()
    letters = invite(run)["letters"]
    assert ask_now(lead, letters, signer=signer).reply is Reply.WAIT
    _code, out, _err = run("stations", "list")
    who = f"Desk 3 (Desk), on the computer “laptop-7”, id {signer.station[:12]}"
    assert f"Asks to join: {who}" in out.splitlines()
    assert run("stations", "approve") == (
        0,
        f"Approved: {who}. It joins within a few seconds.\n",
        "",
    )
    assert ask_now(lead, letters, signer=signer).reply is Reply.ADMITTED
    assert lead.read_now(membership.station, signer.station).name == "Desk 3"


def test_of_several_one_must_be_named(run, lead):
    for name in ("Desk 3", "Desk 4"):
        ask_now(lead, invite(run)["letters"], name)
    code, _out, err = run("stations", "approve")
    assert (code, "Several ask to join:" in err) == (1, True)
    code, out, _err = run("stations", "refuse", "desk 4", "--json")
    assert (code, json.loads(out)["name"]) == (0, "Desk 4")
    code, out, _err = run("stations", "approve", "last", "--json")
    assert (code, json.loads(out)["name"]) == (0, "Desk 3")
    code, _out, err = run("stations", "approve")
    assert (code, err.splitlines()[0]) == (1, "Nobody asks to join.")


def test_who_does_not_ask_cannot_be_approved(run, lead):
    ask_now(lead, invite(run)["letters"])
    code, _out, err = run("stations", "approve", "Desk 9")
    assert (code, err.splitlines()[0]) == (1, "Those who ask to join:")


@pytest.fixture
def desk(run, lead):
    """A station that has joined."""
    signer = Signer.generate()
    ask_now(lead, invite(run, "--approve-at-once")["letters"], signer=signer)
    return signer


def test_a_station_is_renamed(run, lead, desk):
    assert run("stations", "rename", "desk 3", "Door") == (
        0,
        "“Desk 3” is called “Door” now.\n",
        "",
    )
    assert lead.read_now(membership.station, desk.station).name == "Door"
    code, _out, err = run("stations", "rename", "Door", "office")
    assert (code, err.splitlines()[0]) == (1, "There is a station called “office” already.")


@pytest.mark.parametrize("answer", ["n\n", ""])
def test_nobody_is_revoked_unless_somebody_confirms(run, lead, desk, monkeypatch, answer):
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    code, out, err = run("stations", "revoke", "Desk 3", "--why", "lost")
    assert (code, err.splitlines()[0]) == (1, "It was not confirmed, so nothing was revoked.")
    assert "Revoke “Desk 3” for good? [y/N]" in out
    assert not lead.read_now(membership.station, desk.station).revoked


def test_a_station_is_revoked(run, lead, desk):
    code, out, _err = run("stations", "revoke", desk.station[:8], "--why", "lost", "--yes")
    assert (code, out) == (0, "“Desk 3” was revoked; 0 of its entries count.\n")
    known = lead.read_now(membership.station, desk.station)
    assert (known.through, known.why) == (0, "lost")
    _code, out, _err = run("stations", "list")
    assert "✗ Desk 3 · Desk · revoked" in out.splitlines()


def test_who_revokes_a_laptop_that_was_the_hub_learns_what_stays_on_it(
    run, lead, desk, monkeypatch
):
    other = open_site(lead.data.parent / "other", operator="Noor")
    asked = service.described(other.journal.signer, "West", "lead")
    ring = keyring.load(lead.data)
    lead.write_now(service.admit, ring, asked, "Maria")
    other.write_now(service.open_hub, ring, ["10.0.0.9:4222"], "Noor")
    lead.write_now(take, *verified(other.read_now(entries_of, other.journal.station)), "hub")
    other.close()
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    _code, out, _err = run("stations", "revoke", "West", "--why", "lost")
    before, question = out.splitlines()[:2]
    assert before.startswith("It has been the hub and holds the event's key")
    assert question.startswith("Revoke “West” for good? [y/N]")


def test_who_revokes_the_last_lead_is_told(run, lead, desk):
    ring = keyring.load(lead.data)
    other = open_site(lead.data.parent / "other", operator="Noor")
    shown = service.described(other.journal.signer, "West", "desk")
    lead.write_now(service.admit, ring, shown, "Maria")
    other.write_now(service.remember, service.Community(ring.event, "PEM"), shown, ())
    other.write_now(take, *verified(lead.read_now(entries_of, lead.journal.station)), "hub")
    keyring.keep(other.data, ring)
    other.close()
    code, out, _err = run(
        "stations", "revoke", "Office", "--why", "lost", "--yes", "--data", str(other.data)
    )
    assert (code, out.splitlines()[0][:22]) == (0, "“Office” was revoked; ")
    assert out.splitlines()[1].startswith("It has been the hub and holds")
    assert out.splitlines()[2] == "No lead is left: invite one, to change the plan or the list."


def test_this_very_station_is_not_revoked(run, lead):
    code, _out, err = run("stations", "revoke", "Office", "--why", "no", "--yes")
    assert (code, err.splitlines()[0]) == (
        1,
        "This is the station in front of you: it cannot revoke itself.",
    )


def test_what_was_held_back_is_shown_and_released(run, lead, tmp_path):
    other = open_site(tmp_path / "other", operator="Noor")
    ask_now(lead, invite(run, "--approve-at-once")["letters"], signer=other.journal.signer)
    entries = scanned(other, 2)
    other.close()
    assert run("stations", "revoke", "Desk 3", "--why", "lost", "--yes")[0] == 0
    lead.write_now(take, *verified(entries), "usb")
    code, out, _err = run("stations", "quarantine")
    lines = out.splitlines()
    assert (code, lines[0]) == (0, "2 entries are held back:")
    assert min(lines[1:3], key=lambda line: line[18:]).endswith(
        "Desk 3, entry 1 (Scan): It was made after its station was revoked"
    )
    assert lines[-1].endswith("To take it in after all, run “onsite stations release NAME”.")
    _code, out, _err = run("stations", "quarantine", "--json")
    held = json.loads(out)["held"]
    assert {(each["number"], each["reason"], each["via"], each["name"]) for each in held} == {
        (1, "revoked", "usb", "Desk 3"),
        (2, "revoked", "usb", "Desk 3"),
    }
    assert run("stations", "release", "Desk 3") == (
        0,
        "2 entries of “Desk 3” were taken in.\n",
        "",
    )
    nothing = "Nothing is held back: every entry that arrived was taken.\n"
    assert run("stations", "quarantine") == (0, nothing, "")


def test_the_address_of_a_hub_is_kept(run, lead):
    said = "The hub is looked for at 192.168.1.77:4222 from now on.\n"
    assert run("stations", "hub", "192.168.1.77") == (0, said, "")
    assert lead.read_now(membership.trust).addresses[0] == "192.168.1.77:4222"


def test_an_address_needs_an_event(run, site):
    code, _out, err = run("stations", "hub", "192.168.1.77")
    assert (code, err) == (
        1,
        (
            "This computer belongs to no event of several stations yet.\n"
            "Join one: onsite stations join CODE 192.168.1.77\n"
        ),
    )


@pytest.mark.parametrize("command", ["rename X Y", "revoke X --why no --yes", "release X"])
def test_a_station_that_is_not_there_is_told(run, lead, command):
    code, _out, err = run("stations", *command.split())
    assert (code, err.splitlines()[0]) == (1, "There is no station called “X”.")


def test_the_list_as_json(run, lead, desk):
    _code, out, _err = run("stations", "list", "--json")
    answer = json.loads(out)
    assert answer["event"] == lead.read_now(membership.trust).event
    assert [(each["name"], each["role"], each["state"]) for each in answer["stations"]] == [
        ("Office", "lead", "own"),
        ("Desk 3", "desk", "never"),
    ]
    assert answer["asking"] == []


@pytest.mark.parametrize(
    ("words", "happened"),
    [
        (["ABCD"], "A join code has 33 letters and digits; this one has 4."),
        (["https://example.org/1"], "This is not a join code."),
    ],
)
def test_a_mistyped_code_is_told_before_anything_is_looked_for(run, words, happened):
    code, _out, err = run("stations", "join", *words)
    assert (code, err.splitlines()[0]) == (1, happened)


def test_two_laptops_from_nothing_to_an_event(tmp_path, program):
    """Everything as it is typed, each command a process of its own."""
    environment = {**os.environ, "ONSITE_LANGUAGE": "en", "ONSITE_OPERATOR": "Maria"}

    def started(folder, *arguments) -> subprocess.Popen:
        command = [sys.executable, "-m", "onsite", *arguments, "--data", str(tmp_path / folder)]
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def done(folder, *arguments) -> tuple[str, str]:
        process = started(folder, *arguments)
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        return out, err

    plan = tmp_path / "event.toml"
    done("first", "plan", "init", str(plan))
    done("first", "plan", "publish", str(plan))
    names = tmp_path / "list.csv"
    names.write_text("Name,Email,Ticket code\nAda,ada@example.org,T-1\n")
    done("first", "roster", "import", str(names), "--yes")
    port = str(free_port())
    hub = started("first", "hub", "--plain", "--port", port, "--listen", "127.0.0.1")
    try:
        while "The hub is open at" not in (line := hub.stdout.readline()):
            assert line, hub.stderr.read()
        letters = json.loads(done("first", "stations", "invite", "--json")[0])["letters"]
        joining = started("second", "stations", "join", letters, f"127.0.0.1:{port}")
        said = [joining.stderr.readline() for _line in range(3)]  # by then it has asked
        _wait_until(lambda: json.loads(done("first", "stations", "list", "--json")[0])["asking"])
        done("first", "stations", "approve")
        out, _err = joining.communicate(timeout=60)
        assert (joining.returncode, out) == (
            0,
            "This computer is “Desk” now. Everything is here: run “onsite desk”.\n",
        )
        assert [line.rstrip() for line in said] == [
            "Looking for the hub…",
            f"Connecting to the hub at 127.0.0.1:{port}…",
            "Waiting for the lead to approve: “onsite stations approve” on the hub's laptop…",
        ]
        assert "Ada" in done("second", "roster", "search", "ada")[0]
    finally:
        hub.terminate()
        hub.communicate(timeout=30)


def _wait_until(holds) -> None:
    late = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < late
        time.sleep(0.2)


@pytest.mark.parametrize(
    ("role", "command"),
    [
        ("lead", "onsite desk"),
        ("desk", "onsite desk"),
        ("stage", "onsite stage"),
        ("display", "onsite display"),
    ],
)
def test_who_has_joined_is_told_what_to_open(role, command):
    joined = Joined("e", "s", "Harbour", role, "192.168.1.10:4222")
    told = [
        _welcome(joined, Fetched(0, usable=all_of_it, complete=all_of_it))
        for all_of_it in (True, False)
    ]
    assert told == [
        f"This computer is “Harbour” now. Everything is here: run “{command}”.",
        f"This computer is “Harbour” now. {LATER} run “{command}”.",
    ]
