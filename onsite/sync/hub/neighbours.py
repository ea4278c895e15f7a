"""Which servers a hub works with: the others of its cluster, leaf nodes, the hub of a leaf node."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.sync.hub.admin import Admin
    from onsite.sync.hub.options import HubOptions

EVERY_S = 2.0
_ACCOUNT = "EVENT"


@dataclass(frozen=True, slots=True)
class NodeSeen:
    """One hub of a cluster."""

    name: str
    there: bool


class Neighbours:
    """Looks for them every two seconds.

    Args:
        options: say who they are to be.
    """

    def __init__(self, options: HubOptions) -> None:
        self._options = options
        self._there: frozenset[str] = frozenset({options.node})
        self.leaves: tuple[str, ...] = ()
        """The names of the leaf nodes that are connected; of a leaf node, that of its hub."""

    @property
    def nodes(self) -> tuple[NodeSeen, ...]:
        """The hubs of the cluster, this one too; none for a hub of its own."""
        return tuple(NodeSeen(each.name, each.name in self._there) for each in self._options.nodes)

    @property
    def cut_off(self) -> bool:
        """Whether this hub can keep nothing: without most of its cluster, or without its hub."""
        there = sum(each.there for each in self.nodes)
        alone = 2 * there <= len(self.nodes) and bool(self.nodes)
        return alone or (bool(self._options.leaf_of) and not self.leaves)

    async def run(self, admin: Admin, server: Callable[[], str]) -> None:
        """Look, again and again.

        Raises:
            ConnectionLost: the server does not answer any more.
        """
        options = self._options
        while options.nodes or options.leaf_of or options.leaf_port is not None:
            if options.nodes:
                self._there = await admin.servers(frozenset(each.name for each in options.nodes))
            if options.leaf_of or options.leaf_port is not None:
                self.leaves = await self._leaves(admin, server())
            await asyncio.sleep(EVERY_S)

    async def _leaves(self, admin: Admin, server: str) -> tuple[str, ...]:
        found = await admin.leaves(server)
        names = {str(each.get("name")) for each in found if each.get("account") == _ACCOUNT}
        return tuple(sorted(names))
