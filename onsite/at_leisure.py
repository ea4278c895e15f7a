"""What an app does behind its screens begins once the first work area shows something."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from onsite.ui.base import BaseScreen

if TYPE_CHECKING:
    from onsite.site_app import SiteApp
    from onsite.wiring import Site

LOOK_S = 0.1
LOOKS = 30
"""How often, and at most how many times, it is asked whether the work area shows something."""


async def site_at_leisure(app: SiteApp) -> Site:
    """The open site, for what can wait: what is overdue does not, for the modules of all the rest.

    Args:
        app: whose work area is to show first what it was opened for.
    """
    site = await app.site_ready()
    for _look in range(LOOKS):
        if not isinstance(app.screen, BaseScreen) or app.screen.is_filled:
            break
        await asyncio.sleep(LOOK_S)
    return site
