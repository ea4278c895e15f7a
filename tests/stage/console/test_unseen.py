"""A message that nobody has seen flashes at the timekeeper and sounds once, until it is seen."""

from __future__ import annotations

import pytest

from onsite.app import OnsiteApp
from onsite.stage.console.unseen import Unseen
from onsite.stage.display.messages import Message, Told
from onsite.stage.display.service import Saying, see, show_message
from tests.snapshots import screen_text, settled
from tests.stage.console.test_console import opened
from tests.stage.keeping import Keeper

ASKED = 1_000_000
TOLD = Told(Message("m", "Louder", True, ASKED, "desk", "Ana"))


def after(seconds: float) -> int:
    return ASKED + round(seconds * 1000)


@pytest.mark.parametrize(
    ("seconds", "turned", "changes_ms"),
    [(0, False, 20_000), (19.9, False, 100), (20, True, 500), (20.4, True, 100),
     (20.5, False, 500), (21.2, True, 300)],
)  # fmt: skip
def test_its_colours_change_places_every_half_second(seconds, turned, changes_ms) -> None:
    unseen, now = Unseen(), after(seconds)
    assert (unseen.is_turned(TOLD, now), unseen.changes_in(TOLD, now)) == (turned, changes_ms)
    assert bool(unseen.line(TOLD, now)) == (seconds >= 20)
    assert Unseen(steady=True).is_turned(TOLD, now) == (seconds >= 20)


def test_it_sounds_once_for_each_message_and_is_quiet_without_one() -> None:
    unseen = Unseen()
    heard = [unseen.rings(TOLD, after(seconds)) for seconds in (19, 20, 20.5, 60)]
    assert heard == [False, True, False, False]
    other = Told(Message("n", "Slower", True, ASKED, "desk", "Ana"))
    assert unseen.rings(other, after(21))
    none = Told()
    assert (unseen.line(none, 0), unseen.changes_in(none, 0), unseen.is_turned(none, 0)) == (
        "", None, False,
    )  # fmt: skip


class Heard(OnsiteApp):
    """The app, with what it sounds."""

    def sound(self, outcome: str) -> None:
        self.heard = [*getattr(self, "heard", ()), outcome]


async def test_the_console_flashes_until_somebody_has_seen_it(site, clock) -> None:
    keeper = Keeper(site, clock)
    keeper.program()
    keeper.at(0)
    saying = Saying("main", "Louder please", asks_seen=True)
    site.write_now(show_message, keeper.plan, saying, "Thandi")
    app = Heard(lambda: site, start_mode="stage", clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)

        async def looks(seconds: float = 0) -> bool:
            keeper.clock.advance(seconds=seconds)
            screen.tick()
            await settled(pilot)
            alarms = screen.query_one("#alarms")
            if not alarms.display:
                return False
            return any(part.style.reverse for part in alarms.render_line(0) if part.style)

        assert [await looks(), await looks(19.9), await looks(0.1)] == [False, False, True]
        assert screen._work_out(screen.board, screen.present.read()) == 500
        assert [await looks(0.5), await looks(0.5), await looks(0.5)] == [False, True, False]
        assert app.heard == ["refuse"]
        site.write_now(see, "main", saying.key, "Ana")
        await screen.read()
        assert [await looks(0.5), await looks(0.5)] == [False, False]
        assert "Not seen" not in screen_text(app)
