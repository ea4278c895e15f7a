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
        zone: its id or name.

    Raises:
        NotPossibleError: there is no plan, or no terminal.
        BadInputError: the plan has no such zone: nobody is to count in another one unsaid.
    """
    from onsite.sync.opening import open_area
    from onsite.zones.naming import zone_of

    with shell.site() as site:
        found = zone_of(shell.plan(site), zone)
    return open_area(shell, MODE, {"zone": found})


async def open_counter_of(app: OnsiteApp, zone: str) -> None:
    """Show the counter screen, counting in that zone.

    While what was tapped in another zone is not saved, it stays there and says so.
    """
    from onsite.zones.counter.screen import CounterScreen

    await app.switch_mode(MODE)
    screen = app.screen
    if isinstance(screen, CounterScreen):
        await screen.go_to(zone)
