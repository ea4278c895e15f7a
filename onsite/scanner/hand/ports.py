"""The serial ports of this computer, by names that stay the same when they are plugged in anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_UNKNOWN = "n/a"
"""What pyserial says of a port that nothing is known about."""


@dataclass(frozen=True, slots=True)
class Port:
    """A serial port that is there now."""

    id: str
    """Maker, product and serial number, as `0c2e:0b61:18123B0F`; without a number, the socket
    that it is plugged into, as `0c2e:0b61@1-1.2`; the device's own name where it is not on USB."""
    device: str
    """What it is opened by: `/dev/ttyACM0`, `COM3`. Another one after each plugging in."""
    name: str
    """What the device calls itself."""


def ports() -> list[Port]:
    """Every serial port that is there, USB first."""
    from serial.tools import list_ports

    found = [_port(info) for info in list_ports.comports()]
    return sorted(found, key=lambda port: (port.id == port.device, port.id))


def device_of(name: str, there: Callable[[], Sequence[Port]] = ports) -> str | None:
    """What to open for a port of that name; None where it is not plugged in.

    Args:
        name: the stable name, or that of a device, as `/dev/ttyUSB0`.
        there: tells which ports there are.
    """
    for port in there():
        if name in (port.id, port.device):
            return port.device
    # A device that is no USB port need not be listed, such as one of Bluetooth.
    return None if _is_stable(name) else name


def _port(info: Any) -> Port:
    described = "" if info.description == _UNKNOWN else info.description
    name = info.product or described or info.device
    if info.vid is None or info.pid is None:
        return Port(info.device, info.device, name)
    kind = f"{info.vid:04x}:{info.pid:04x}"
    if info.serial_number:
        return Port(f"{kind}:{info.serial_number}", info.device, name)
    where = f"@{info.location}" if info.location else ""
    return Port(kind + where, info.device, name)


def _is_stable(name: str) -> bool:
    maker, colon, _rest = name.partition(":")
    return bool(colon) and len(maker) == len("0c2e") and all(c in "0123456789abcdef" for c in maker)
