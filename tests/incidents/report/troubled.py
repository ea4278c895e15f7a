"""A store with the troubles of a disk."""

from __future__ import annotations

import asyncio

from onsite.errors import StoreFullError


class Troubled:
    """A store that can be full, and can take its time."""

    def __init__(self, store) -> None:
        self._store = store
        self.full = False
        self.free = asyncio.Event()
        self.free.set()
        self.reads = asyncio.Event()
        self.reads.set()

    def __getattr__(self, name):
        return getattr(self._store, name)

    async def read(self, work):
        await self.reads.wait()
        return await self._store.read(work)

    async def write(self, work):
        await self.free.wait()
        if self.full:
            raise StoreFullError("The disk is full: this was not saved.", "Free some space.")
        return await self._store.write(work)
