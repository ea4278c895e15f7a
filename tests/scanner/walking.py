"""Renders people who walk through a door, seen from above, and knows how many have crossed."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

import numpy as np

from onsite.scanner.opencv import opencv

WIDTH, HEIGHT, RATE = 320, 240, 15


@dataclass
class Walker:
    """Somebody on their way; `y` from above the picture to below it, unless they turn back."""

    begins: float
    """Seconds."""
    x: float
    speed: float
    """Pixels a second, downwards; less than zero for upwards."""
    grey: int
    size: float = 1.0
    turns_at: float | None = None
    """A height at which they go back."""
    sway: float = 0.0

    def at(self, seconds: float) -> tuple[float, float] | None:
        """Where they are; None while they are not in the picture."""
        passed = seconds - self.begins
        if passed < 0:
            return None
        start = -40.0 if self.speed > 0 else HEIGHT + 40.0
        y = start + self.speed * passed
        if self.turns_at is not None and (y - self.turns_at) * self.speed > 0:
            y = 2 * self.turns_at - y
        x = self.x + self.sway * math.sin(passed * 3)
        return (x, y) if -60 <= y <= HEIGHT + 60 else None


@dataclass
class Scene:
    """A doorway and who walks through it."""

    walkers: list[Walker]
    seconds: float
    seed: int = 1
    shadows: bool = True
    noise: float = 4.0
    light_changes_at: float | None = None
    _random: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self._random = np.random.default_rng(self.seed)
        rough = self._random.normal(120, 18, (HEIGHT // 8, WIDTH // 8)).astype(np.float32)
        self._floor = opencv().resize(rough, (WIDTH, HEIGHT))

    def frames(self):
        """Each frame and its time in seconds."""
        for number in range(round(self.seconds * RATE)):
            at = number / RATE
            yield at, self._frame(at)

    def _frame(self, at: float):
        picture = self._floor.copy()
        picture += 2 * math.sin(at * 1.7)  # lamps are never quite steady
        if self.light_changes_at is not None and at >= self.light_changes_at:
            picture = picture * 0.5 + 10
        places = [(each, place) for each in self.walkers if (place := each.at(at)) is not None]
        for each, place in places:
            if self.shadows:
                self._shadow(picture, place, each.size)
        for each, place in places:
            self._person(picture, place, each)
        picture += self._random.normal(0, self.noise, picture.shape)
        return np.clip(picture, 0, 255).astype(np.uint8)

    def _shadow(self, picture, place, size) -> None:
        cv2 = opencv()
        shade = np.zeros_like(picture)
        middle = (round(place[0] + 12), round(place[1] + 4))
        cv2.ellipse(shade, middle, (round(20 * size), round(12 * size)), 0, 0, 360, 1.0, -1)
        picture *= 1 - 0.15 * cv2.GaussianBlur(shade, (9, 9), 0)

    def _person(self, picture, place, who) -> None:
        cv2 = opencv()
        x, y = round(place[0]), round(place[1])
        shoulders = round(20 * who.size), round(11 * who.size)
        cv2.ellipse(picture, (x, y), shoulders, 0, 0, 360, float(who.grey), -1)
        cv2.circle(picture, (x, y), round(8 * who.size), float(who.grey * 0.5), -1)


def in_a_row(people: int, seed: int, apart: tuple[float, float] = (0.9, 2.5)) -> Scene:
    """One after the other, as through a door for one."""
    chance = random.Random(seed)
    begins, walkers = 4.0, []
    for _ in range(people):
        walkers.append(_walker(chance, begins, 160 + chance.uniform(-30, 30)))
        begins += chance.uniform(*apart)
    return Scene(walkers, begins + 6, seed)


def in_pairs(pairs: int, seed: int, gap: float) -> Scene:
    """Two by two; `gap` pixels between their shoulders, less than zero where they touch."""
    chance = random.Random(seed)
    begins, walkers = 4.0, []
    for _ in range(pairs):
        one = _walker(chance, begins, 160 - (40 + gap) / 2)
        other = _walker(chance, begins + chance.uniform(-0.1, 0.1), 160 + (40 + gap) / 2)
        other.speed, other.sway = one.speed, 0.0
        one.sway = 0.0
        walkers += [one, other]
        begins += chance.uniform(1.8, 3)
    return Scene(walkers, begins + 6, seed)


def _walker(chance: random.Random, begins: float, x: float) -> Walker:
    grey = chance.choice((chance.randint(15, 70), chance.randint(185, 245)))
    size = chance.uniform(0.85, 1.15)
    return Walker(begins, x, chance.uniform(60, 130), grey, size, sway=chance.uniform(0, 5))


def written(scene: Scene, file) -> None:
    """As a video file."""
    cv2 = opencv()
    code = cv2.VideoWriter.fourcc(*"MJPG")
    video = cv2.VideoWriter(str(file), cv2.CAP_FFMPEG, code, RATE, (WIDTH, HEIGHT), False)
    if not video.isOpened():
        video = cv2.VideoWriter(str(file), code, RATE, (WIDTH, HEIGHT), False)
    for _at, picture in scene.frames():
        video.write(picture)
    video.release()
