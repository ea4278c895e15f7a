"""A serial scanner at a pair of pseudo-terminals: heard, lost, and heard again."""

from __future__ import annotations

import errno
import os
import queue
import sys

import pytest

from onsite.errors import NotPossibleError
from onsite.scanner.hand.heard import Heard
from onsite.scanner.hand.serial import PortState, SerialScanner, failure_of
from onsite.scanner.settings import HandSettings

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals", allow_module_level=True)

import pty

PATIENCE_S = 20.0
SETTINGS = HandSettings(serial="0c2e:0b61:1")


class Desk:
    """Is told, and waits for what it expects."""

    def __init__(self):
        self.told = queue.Queue()

    def scanner_changed(self, state):
        self.told.put(state)

    def code_received(self, heard):
        self.told.put(heard)

    def next(self):
        return self.told.get(timeout=PATIENCE_S)


class Socket:
    """Where the scanner is plugged in, under another name each time."""

    def __init__(self):
        self._ends = ()
        self.plug_in()

    def plug_in(self):
        self.unplug()
        self._ends = pty.openpty()

    def unplug(self):
        for end in self._ends:
            os.close(end)
        self._ends = ()

    def find(self, name):
        assert name == SETTINGS.serial
        return os.ttyname(self._ends[1]) if self._ends else None

    def send(self, data):
        os.write(self._ends[0], data)


@pytest.fixture
def socket():
    socket = Socket()
    yield socket
    socket.unplug()


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def scanner(socket, desk):
    scanner = SerialScanner(SETTINGS, desk, lambda tell, *what: tell(*what), socket.find)
    scanner.start()
    yield scanner
    scanner.stop()


def test_what_it_sends_is_heard(scanner, socket, desk):
    assert desk.next() == PortState(SETTINGS.serial)
    socket.send(b"AB12\r\nCD34\r\n")
    assert desk.next() == Heard("AB12", keyed=False)
    assert desk.next() == Heard("CD34", keyed=False)
    socket.send(b"no end")
    assert desk.next() == Heard("no end", keyed=False)


def test_it_is_lost_and_found_again(scanner, socket, desk):
    desk.next()
    socket.unplug()
    lost = desk.next()
    assert lost.lost
    assert "Plug it in" in lost.failure.advice
    assert str(lost) == "Scanner: not plugged in"
    socket.plug_in()
    states = [desk.next()]
    while states[-1].lost:
        states.append(desk.next())
    assert [each.again_s for each in states if each.lost] == sorted(
        each.again_s for each in states if each.lost
    )
    socket.send(b"AB12\r")
    assert desk.next() == Heard("AB12", keyed=False)


def test_nothing_is_told_after_it_was_stopped(scanner, socket, desk):
    desk.next()
    scanner.stop()
    socket.send(b"AB12\r")
    assert desk.told.empty()


def test_a_desk_that_is_gone_ends_it(socket):
    def gone(_tell, *_what):
        raise RuntimeError

    scanner = SerialScanner(SETTINGS, Desk(), gone, socket.find)
    scanner.start()
    scanner._listening.join(PATIENCE_S)
    assert not scanner._listening.is_alive()


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (OSError(errno.EBUSY, ""), "another program"),
        (OSError(errno.EAGAIN, ""), "another program"),
        (OSError(errno.EACCES, ""), "not allowed"),
        (OSError(errno.ENOENT, ""), "not plugged in"),
        (OSError("gone"), "not plugged in"),
        (ValueError("baud"), "stopped: ValueError"),
    ],
)
def test_why_it_is_not_heard(error, part):
    failure = failure_of(error)
    assert isinstance(failure, NotPossibleError)
    assert part in failure.happened
    assert failure.advice
