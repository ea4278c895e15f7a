"""One camera has one user: who takes it has the one before let go, who leaves gives it back."""

from __future__ import annotations

import asyncio
from typing import Protocol


class CameraUser(Protocol):
    """A screen that uses the camera while it may."""

    async def let_go_of_camera(self) -> None:
        """Somebody else takes it: stop using it. When this returns, it is free."""

    async def take_camera_again(self) -> None:
        """It is free again: begin anew, with the camera that is chosen by now."""


class OneCamera:
    """Who uses the camera, and who did before. Its users must not call it while it calls them."""

    def __init__(self) -> None:
        self._users: list[CameraUser] = []
        self._turn = asyncio.Lock()

    async def take(self, user: CameraUser) -> None:
        """Make it this user's; returns once the one before has let go."""
        async with self._turn:
            before = self._users[-1] if self._users else None
            if before is user:
                return
            if before is not None:
                await before.let_go_of_camera()
            self._users = [each for each in self._users if each is not user] + [user]

    async def give_back(self, user: CameraUser) -> None:
        """Use it no longer; the one before begins again."""
        async with self._turn:
            was_using = self._users[-1:] == [user]
            self._users = [each for each in self._users if each is not user]
            if was_using and self._users:
                await self._users[-1].take_camera_again()
