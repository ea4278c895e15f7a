"""Addresses at which hubs are reached: written, read, and those of this computer."""

from __future__ import annotations

import ipaddress
import socket

_MANY = 8


def joined(host: str, port: int) -> str:
    """An address with its port, as `192.168.1.10:4222` or `[fe80::1]:4222`."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def split(address: str) -> tuple[str, int]:
    """The host and the port of an address that was written by `joined`.

    Raises:
        ValueError: it has no port.
    """
    host, colon, port = address.rpartition(":")
    if not colon:
        raise ValueError(address)
    return host.removeprefix("[").removesuffix("]"), int(port)


def computer_name() -> str:
    """What this computer is called in its network."""
    return socket.gethostname()[:40]


def own_hosts() -> list[str]:
    """The addresses of this computer in its networks, the likeliest to be reached first.

    That is the one towards the default route, then private ones of IPv4, then the others;
    `127.0.0.1` alone where there is no network.
    """
    import ifaddr

    found = [
        address.ip if isinstance(address.ip, str) else address.ip[0]
        for adapter in ifaddr.get_adapters()
        for address in adapter.ips
    ]
    towards = _towards_default_route()
    usable = [host for host in dict.fromkeys(found) if _is_usable(host)]
    usable.sort(key=lambda host: (host != towards, ":" in host, not _is_private(host)))
    return usable[:_MANY] or ["127.0.0.1"]


def _towards_default_route() -> str:
    # Nothing is sent: connecting a datagram socket only asks the routing table.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))
            return str(asking.getsockname()[0])
        except OSError:
            return ""


def _is_usable(host: str) -> bool:
    address = ipaddress.ip_address(host)
    return not (address.is_loopback or address.is_link_local or address.is_unspecified)


def _is_private(host: str) -> bool:
    return ipaddress.ip_address(host).is_private
