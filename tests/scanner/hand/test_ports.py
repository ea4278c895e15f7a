from types import SimpleNamespace

import pytest
from serial.tools import list_ports

from onsite.scanner.hand.ports import Port, device_of, ports


def usb(device, **more):
    known = {"vid": 0x0C2E, "pid": 0x0B61, "serial_number": None, "location": "1-1.2"}
    names = {"product": "1900", "description": "n/a", "device": device}
    return SimpleNamespace(**(known | names | more))


PLAIN = usb("/dev/ttyS0", vid=None, pid=None, product=None)
NUMBERED = usb("/dev/ttyACM1", serial_number="18123B0F")
UNNUMBERED = usb("/dev/ttyACM0")


def test_ports_have_names_that_stay(monkeypatch):
    monkeypatch.setattr(list_ports, "comports", lambda: [PLAIN, NUMBERED, UNNUMBERED])
    assert ports() == [
        Port("0c2e:0b61:18123B0F", "/dev/ttyACM1", "1900"),
        Port("0c2e:0b61@1-1.2", "/dev/ttyACM0", "1900"),
        Port("/dev/ttyS0", "/dev/ttyS0", "/dev/ttyS0"),
    ]


THERE = [Port("0c2e:0b61:18123B0F", "/dev/ttyACM7", "1900")]


@pytest.mark.parametrize(
    ("name", "device"),
    [
        ("0c2e:0b61:18123B0F", "/dev/ttyACM7"),
        ("0c2e:0b61:another", None),
        ("0c2e:0b61@1-1", None),
        ("/dev/ttyACM7", "/dev/ttyACM7"),
        ("/dev/rfcomm0", "/dev/rfcomm0"),
        ("COM3", "COM3"),
    ],
)
def test_what_to_open(name, device):
    assert device_of(name, lambda: THERE) == device
