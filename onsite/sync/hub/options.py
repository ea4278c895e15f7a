"""How a hub is to be run, as the operator has said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.errors import BadInputError
from onsite.language import _
from onsite.sync.addresses import computer_name, joined, own_hosts, split
from onsite.sync.hub.settings import GIGABYTE, Cluster, Settings, Upstream
from onsite.sync.keys.secrets import derived, event_token, nkey

if TYPE_CHECKING:
    from pathlib import Path

    from onsite.sync.hub.admin import Keys
    from onsite.sync.hub.settings import Paths
    from onsite.sync.keys.keyring import Keyring
    from onsite.sync.keys.secrets import LinkKey

PORT = 4222
LEAF_PORT = 7422
_LEAST_NODES = 3


@dataclass(frozen=True, slots=True)
class Node:
    """One hub of a cluster."""

    name: str
    address: str
    """Where the other hubs reach it, as `192.168.1.10:6222`."""


@dataclass(frozen=True, slots=True)
class HubOptions:
    """All that can be chosen."""

    port: int = PORT
    listen: str = "0.0.0.0"  # noqa: S104 - stations come from the network; it is TLS with keys
    limit_bytes: int = 10 * GIGABYTE
    nodes: tuple[Node, ...] = ()
    """Every hub of the cluster, this one too; none for a hub of its own."""
    node: str = ""
    """Which of them this one is."""
    leaf_port: int | None = None
    """Where leaf nodes are let in."""
    leaf_of: str = ""
    """For a leaf node: where the hub lets leaf nodes in, as `192.168.1.10:7422`."""
    venue: str = ""
    """Whose hub it is; empty for the event's own."""
    upstream: str = ""
    """For a venue's hub: the address of the hub that it exchanges everything with."""
    program: Path | None = None
    """The server's program; without it, the one that came with Onsite."""

    @property
    def host(self) -> str:
        """Where this computer itself reaches the server."""
        everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not listened at
        return everywhere.get(self.listen, self.listen)

    @property
    def replicas(self) -> int:
        """How many hubs hold each message."""
        return min(len(self.nodes), 3) or 1

    @property
    def hosts(self) -> tuple[str, ...]:
        """Under which names other servers reach this one: those of its cluster, leaf nodes."""
        cluster = self._node_hosts()
        if self.leaf_port is None:
            return tuple(cluster)
        # A leaf node checks the address that it was given, whatever network that is in.
        name = computer_name()
        names = [name, f"{name}.local"] if name.isascii() else []
        return tuple(dict.fromkeys((*cluster, *self._own_hosts(), *names)))

    def addresses(self) -> tuple[str, ...]:
        """Where stations reach this hub, the likeliest first; of a cluster all of its hubs."""
        if self.nodes:
            return tuple(joined(split(each.address)[0], self.port) for each in self.nodes)
        return tuple(joined(host, self.port) for host in self._own_hosts())

    def addresses_here(self) -> tuple[str, ...]:
        """The same, this very hub's address before those of the others of its cluster."""
        own = [joined(host, self.port) for host in self._node_hosts()]
        return tuple(dict.fromkeys((*own, *self.addresses())))

    def _node_hosts(self) -> list[str]:
        return [split(each.address)[0] for each in self.nodes if each.name == self.node]

    def _own_hosts(self) -> list[str]:
        return own_hosts() if self.host != self.listen else [self.listen]

    def cluster(self, token: str) -> Cluster | None:
        """What the server is told of the cluster; None for a hub of its own."""
        own = next((each for each in self.nodes if each.name == self.node), None)
        if own is None:
            return None
        others = tuple(each.address for each in self.nodes if each is not own)
        return Cluster(token, split(own.address)[1], others)


def settings(
    options: HubOptions, keyring: Keyring, keys: Keys, paths: Paths, station: str
) -> Settings:
    """What a hub's server is told, besides who belongs to the event."""
    token = event_token(keyring.event)
    leafs = leaf_keys(keyring) if options.leaf_port is not None else {}
    upstream = None
    if options.leaf_of:
        seeds = {account: key.seed for account, key in leaf_keys(keyring).items()}
        upstream = Upstream(options.leaf_of, seeds)
    kind = "leaf" if upstream else "hub"
    return Settings(
        token=token,
        name=options.node or f"{kind}-{station[:12]}",
        admin=keys.event.public,
        admin_gate=keys.gate.public,
        admin_system=keys.system.public,
        paths=paths,
        listen=options.listen,
        port=options.port,
        cluster=options.cluster(token),
        leaf_port=options.leaf_port,
        leaf_keys={account: key.public for account, key in leafs.items()},
        upstream=upstream,
    )


def leaf_keys(keyring: Keyring) -> dict[str, LinkKey]:
    """By account, the NKey with which a leaf node passes on what its stations say.

    Its gate is its own: who joins there was invited there.
    """
    return {"EVENT": nkey(derived(keyring.seed, b"onsite leaf EVENT"))}


def nodes_in(text: str, own: str) -> tuple[Node, ...]:
    """The nodes of a cluster, as `a=192.168.1.10:6222,b=192.168.1.11:6222,c=…`.

    Raises:
        BadInputError: they are written wrong, too few, or `own` is not among them.
    """
    nodes = []
    for part in text.split(","):
        name, equals, address = part.strip().partition("=")
        try:
            split(address)
        except ValueError as error:
            raise _badly_written(part) from error
        if not name or not equals:
            raise _badly_written(part)
        nodes.append(Node(name, address))
    names = [each.name for each in nodes]
    if len(set(names)) < max(_LEAST_NODES, len(names)):
        raise BadInputError(
            _("A cluster needs three hubs with different names."),
            _("Name all of them, this one too: --cluster a=HOST:PORT,b=HOST:PORT,c=HOST:PORT"),
        )
    if own not in names:
        raise BadInputError(
            _("It was not said which hub of the cluster this one is."),
            _("Add --node with one of: {names}").format(names=", ".join(names)),
        )
    return tuple(nodes)


def _badly_written(part: str) -> BadInputError:
    return BadInputError(
        _("“{part}” is no hub of a cluster.").format(part=part.strip()),
        _("Write each as NAME=HOST:PORT, as a=192.168.1.10:6222."),
    )
