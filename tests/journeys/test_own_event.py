"""A lead sets an event up from nothing, and a volunteer opens its desk."""

from __future__ import annotations

import shutil

import pytest
import qrcode

from onsite.bundled import bundled
from tests.journeys.conftest import shell


@pytest.fixture(scope="module")
def set_up(tmp_path_factory):
    """A folder in which a lead has set the event up, each command a process of its own."""
    folder = tmp_path_factory.mktemp("set-up")
    shell(folder, "plan", "init")
    shell(folder, "plan", "publish", "event.toml")
    shell(folder, "roster", "import", str(bundled("db/demo/attendees.csv")), "--yes")
    return folder


@pytest.fixture
def event(set_up, tmp_path):
    shutil.copytree(set_up, tmp_path, dirs_exist_ok=True)


def test_the_whole_list_is_there_and_the_record_is_good(onsite, event):
    assert "Attendees:  30" in onsite("status")
    assert "All good" in onsite("audit")


def test_a_hand_scanner_admits_once(terminal, event):
    window = terminal("desk")
    window.wait_for("Scan a ticket, or type a name", "Main entrance")

    window.scan("WS-4K7QX")
    window.wait_for("Come in", "Alba Ferreiro")
    window.scan("WS-4K7QX")
    window.wait_for("Already in", "May decide otherwise: Problem desk, Lead")


def test_a_picture_is_a_camera(terminal, event, tmp_path):
    code = qrcode.QRCode(border=8, box_size=8)
    code.add_data("WS-9MT2R")
    code.make_image().save(tmp_path / "ticket.png")

    window = terminal("desk", "--camera", "ticket.png")

    window.wait_for("Come in", "Benedikt Öhlschläger")


def test_the_screen_shows_what_another_process_wrote(terminal, event, onsite):
    window = terminal("desk", "--checkpoint", "main")
    window.wait_for("in 0 of")

    onsite("checkin", "scan", "WS-4K7QX", "--checkpoint", "main")

    window.wait_for("in 1 of", "Alba Ferreiro")


def test_a_checkpoint_that_the_plan_lacks_is_said(terminal, event):
    window = terminal("desk", "--checkpoint", "back-door")

    window.wait_for("The plan has no checkpoint “back-door”.", "main, workshop, gift")


def test_an_empty_store_teaches_what_to_do(terminal):
    window = terminal()

    window.wait_for("onsite demo", "onsite plan init")
