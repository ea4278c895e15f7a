"""Opening the counter screen, from the shell and from another screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onsite.app import OnsiteApp
    from onsite.shell import Shell

MODE = "counter"


def open_counter(shell: Shell, zone: str) -> int:
    """Run the app with the counter screen in front; answers the exit code.

    Args:
        shell: names the store and the operator.
        zone: its id; one that the plan does not have is said on the screen.

    Raises:
        NotPossibleError: there is no terminal.
    """
    from onsite.sync.opening import open_area

    return open_area(shell, MODE, {"zone": zone})


async def open_counter_of(app: OnsiteApp, zone: str) -> None:
    """Show the counter screen, counting in that zone.

    While what was tapped in another zone is not saved, it stays there and says so.
    """
    from onsite.zones.counter.screen import CounterScreen

    await app.switch_mode(MODE)
    screen = app.screen
    if isinstance(screen, CounterScreen):
        await screen.go_to(zone)
