"""One camera has one user at a time."""

from __future__ import annotations

import asyncio

import pytest

from onsite.scanner.one_camera import OneCamera


class User:
    """Says what happens to it; takes a moment to let go."""

    def __init__(self, name: str, told: list[str]) -> None:
        self.name, self._told = name, told

    async def let_go_of_camera(self) -> None:
        await asyncio.sleep(0)
        self._told.append(f"{self.name} lets go")

    async def take_camera_again(self) -> None:
        self._told.append(f"{self.name} again")


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def desk(told) -> User:
    return User("desk", told)


@pytest.fixture
def trial(told) -> User:
    return User("trial", told)


async def test_who_takes_it_waits_until_it_is_free_and_gives_it_back(told, desk, trial):
    camera = OneCamera()
    await camera.take(desk)
    await camera.take(trial)
    told.append("trial has it")
    await camera.give_back(trial)

    assert told == ["desk lets go", "trial has it", "desk again"]


async def test_who_has_it_may_take_it_again(told, desk):
    camera = OneCamera()
    await camera.take(desk)
    await camera.take(desk)

    assert told == []


async def test_who_was_asked_to_let_go_gives_nothing_back(told, desk, trial):
    camera = OneCamera()
    await camera.take(trial)
    await camera.take(desk)
    await camera.give_back(trial)
    await camera.give_back(desk)

    assert told == ["trial lets go"]


async def test_two_at_once_come_one_after_the_other(told, desk, trial):
    camera = OneCamera()
    await camera.take(desk)
    await asyncio.gather(camera.take(trial), camera.give_back(trial), camera.take(desk))

    assert told == ["desk lets go", "desk again"]


async def test_nobody_had_it(told, desk, trial):
    camera = OneCamera()
    await camera.give_back(desk)
    await camera.take(trial)
    await camera.give_back(trial)

    assert told == []
