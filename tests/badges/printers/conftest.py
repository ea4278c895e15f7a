"""The print shop that the tests of a file share."""

from __future__ import annotations

import pytest

from tests.badges.printers.cups import PrintShop, listens, needed


@pytest.fixture(scope="module")
def whole_shop():
    needed()
    opened = PrintShop()
    try:
        opened.open()
        yield opened
    finally:
        opened.close()


@pytest.fixture
def shop(whole_shop):
    """A good day; whatever the case before has left behind is cleared away."""
    yield whole_shop
    whole_shop.printer.mode("ok")
    if not listens(whole_shop.printer.port):
        whole_shop.printer.start()
    whole_shop.server.run("cupsaccept", "badges")
    whole_shop.server.run("cancel", "-U", "onsite", "-a", "badges")
    whole_shop.server.run("cupsenable", "badges")
