"""What the hub's server is told: a pure function of who belongs to the event.

The server's format of configuration takes JSON as it is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from onsite.sync.hub.rights import gate_rights, invitation_rights, station_rights
from onsite.sync.subjects import Subjects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.sync.membership import Station

GIGABYTE = 1_000_000_000
LARGEST_MESSAGE = 1024 * 1024
_MEMORY = 64_000_000
_MOST_DISK = 1_000 * GIGABYTE
"""Of all streams together; what counts is the limit of the one stream, which can be moved."""
_MOST_CONNECTIONS = 1_000
_LOG_BYTES = 2_000_000
_LOG_FILES = 3
_DOMAIN = "onsite"


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation that still holds: its holder may ask to be admitted."""

    token_id: str
    link: str
    """The NKey made from its secret, as `U…`."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Where the server finds and keeps what is its own."""

    store: str
    log: str
    certificate: str
    key: str
    authority: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Several hubs that hold the same stream."""

    name: str
    """Of the cluster; the event's token."""
    port: int
    routes: tuple[str, ...]
    """Of the other nodes, as `192.168.1.10:6222`."""
    size: int = 3


@dataclass(frozen=True, slots=True)
class Upstream:
    """For a leaf node: the hub that it passes everything on to."""

    address: str
    seeds: dict[str, str]
    """By account, the seed of the NKey that the hub knows leaf nodes by; secret."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that the configuration is made of, besides who belongs to the event."""

    token: str
    name: str
    """Of this server; no two of a cluster may share it."""
    admin: str
    """The NKey of the hub's own hands in EVENT, as `U…`."""
    admin_gate: str
    admin_system: str
    paths: Paths
    listen: str = "0.0.0.0"  # noqa: S104 - stations come from the network; it is TLS with keys
    port: int = 4222
    cluster: Cluster | None = None
    leaf_port: int | None = None
    leaf_keys: dict[str, str] = field(default_factory=dict)
    """By account, the NKey by which leaf nodes are known, as `U…`."""
    upstream: Upstream | None = None


def configuration(
    settings: Settings, stations: Sequence[Station], invited: Sequence[Invited]
) -> str:
    """The server's configuration, with a user for each station and each invitation."""
    said: dict[str, Any] = {
        "server_name": settings.name,
        "listen": f"{_bracketed(settings.listen)}:{settings.port}",
        "tls": {**_tls(settings.paths), "handshake_first": True},
        "max_payload": LARGEST_MESSAGE,
        "max_connections": _MOST_CONNECTIONS,
        "max_subscriptions": 1_000,
        "ping_interval": "2s",
        "ping_max": 2,
        "write_deadline": "10s",
        "logtime_utc": True,
        "log_file": settings.paths.log,
        "logfile_size_limit": _LOG_BYTES,
        "logfile_max_num": _LOG_FILES,
        "system_account": "SYS",
        "accounts": _accounts(settings, stations, invited),
    }
    if settings.upstream is None:
        said["jetstream"] = _jetstream(settings)
    if settings.cluster is not None:
        said["cluster"] = _cluster(settings, settings.cluster)
    if settings.leaf_port is not None or settings.upstream is not None:
        said["leafnodes"] = _leafnodes(settings)
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"


def _jetstream(settings: Settings) -> dict[str, Any]:
    said: dict[str, Any] = {
        "store_dir": settings.paths.store,
        # Acknowledged means on disk: with the default, a power cut loses two minutes.
        "sync_interval": "always",
        "max_memory_store": _MEMORY,
        "max_file_store": _MOST_DISK,
    }
    if settings.leaf_port is not None:
        # Without a domain, requests for the stream do not get past a leaf node.
        said["domain"] = _DOMAIN
    return said


def _accounts(
    settings: Settings, stations: Sequence[Station], invited: Sequence[Invited]
) -> dict[str, Any]:
    subjects = Subjects(settings.token)
    domain = _DOMAIN if settings.upstream is not None else ""
    linked = [each for each in stations if each.link]
    event = [
        {
            "nkey": each.link,
            "permissions": station_rights(subjects, each.station, each.role, domain),
        }
        for each in linked
        if not each.revoked
    ]
    gate = [
        {"nkey": each.link, "permissions": gate_rights(subjects, each.station)}
        for each in linked
        if each.revoked
    ]
    gate += [
        {"nkey": each.link, "permissions": invitation_rights(subjects, each.token_id)}
        for each in invited
    ]
    # Not by `default_js_domain`, which the server forgets when it reads its configuration again.
    passed_on = {"mappings": {"$JS.API.>": f"$JS.{_DOMAIN}.API.>"}}
    stored = passed_on if settings.upstream is not None else {"jetstream": "enabled"}
    return {
        "SYS": {"users": [{"nkey": settings.admin_system}]},
        "EVENT": {**stored, "users": [*_trusted(settings, "EVENT", settings.admin), *event]},
        "GATE": {"users": [*_trusted(settings, "GATE", settings.admin_gate), *gate]},
    }


def _trusted(settings: Settings, account: str, admin: str) -> list[dict[str, Any]]:
    leaf = settings.leaf_keys.get(account)
    return [{"nkey": key} for key in (admin, leaf) if key]


def _cluster(settings: Settings, cluster: Cluster) -> dict[str, Any]:
    return {
        "name": cluster.name,
        "listen": f"{_bracketed(settings.listen)}:{cluster.port}",
        "routes": [f"tls://{each}" for each in cluster.routes],
        "no_advertise": True,
        "tls": {**_tls(settings.paths), "ca_file": settings.paths.authority, "verify": True},
    }


def _leafnodes(settings: Settings) -> dict[str, Any]:
    # Not advertised: a leaf keeps to the address that it was given.
    said: dict[str, Any] = {"no_advertise": True}
    if settings.leaf_port is not None:
        said["listen"] = f"{_bracketed(settings.listen)}:{settings.leaf_port}"
        said["tls"] = {**_tls(settings.paths), "handshake_first": True}
    if settings.upstream is not None:
        said["remotes"] = [
            _remote(settings, settings.upstream, account, seed)
            for account, seed in settings.upstream.seeds.items()
        ]
    return said


def _remote(settings: Settings, upstream: Upstream, account: str, seed: str) -> dict[str, Any]:
    return {
        "url": f"tls://{upstream.address}",
        "account": account,
        "nkey": seed,
        "tls": {"ca_file": settings.paths.authority, "handshake_first": True},
    }


def _tls(paths: Paths) -> dict[str, Any]:
    return {
        "cert_file": paths.certificate,
        "key_file": paths.key,
        "min_version": "1.3",
        "timeout": 5,
    }


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
