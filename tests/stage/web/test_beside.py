"""The page that is served beside the console."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from dataclasses import replace
from urllib.parse import urlsplit

from onsite.stage.web.beside import PageProcess, Served
from onsite.stage.web.dialog import PageShown
from tests.snapshots import screen_text, settled
from tests.stage.console.test_console import app_of, opened
from tests.stage.keeping import Keeper

AT = "http://192.168.1.20:8137/" + "ABCDEFGH" * 4 + "/"


class Pretended(PageProcess):
    """Tells what is asked of it, and runs nothing."""

    def __init__(self, data) -> None:
        super().__init__(data)
        self.asked: list[str] = []

    def start(self, host: str, *, new_address: bool = False) -> None:
        self.asked.append(host + (" anew" if new_address else ""))
        network = host == "0.0.0.0"
        self.served = Served(running=True, addresses=(AT,), network=network, viewers=3)

    def stop(self) -> None:
        self.asked.append("stop")
        self.served = Served()


def until(true) -> None:
    give_up = time.monotonic() + 30
    while not true():
        assert time.monotonic() < give_up, "never true"
        time.sleep(0.05)


def test_it_is_served_until_it_is_ended(hall):
    page = PageProcess(hall.site.data, port=0)
    page.start("127.0.0.1")
    until(lambda: page.served.addresses or page.served.trouble)
    assert page.served.trouble == ""
    assert not page.served.network
    first = urlsplit(page.served.addresses[0])
    again = PageProcess(hall.site.data, first.port)
    again.start("127.0.0.1")
    until(lambda: again.served.trouble)
    assert str(first.port) in again.served.trouble
    assert not again.served.running
    again.stop()
    assert page.served.running
    page.stop()
    assert page.served == Served()
    assert not answers(first.port)


def test_it_ends_with_the_one_that_has_started_it(hall):
    starter = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from onsite.stage.web.beside import PageProcess\n"
        f"page = PageProcess(Path({str(hall.site.data)!r}), port=0)\n"
        "page.start('127.0.0.1')\n"
        "while not page.served.addresses: time.sleep(0.05)\n"
        "print(page.served.addresses[0], flush=True)\n"
        "time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", starter], stdout=subprocess.PIPE, text=True)
    with process.stdout as said:
        port = urlsplit(said.readline()).port
    assert answers(port)
    process.kill()
    process.wait()
    until(lambda: not answers(port))


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 5).close()
    except ConnectionError:
        return False
    return True


async def test_a_key_of_the_console_serves_it(site, clock, same_screen):
    Keeper(site, clock).program()
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        screen.page = pretended = Pretended(site.data)
        await pilot.press("y")
        await settled(pilot)
        assert isinstance(app.screen, PageShown)
        assert "It is off." in screen_text(app)
        await pilot.press("w")
        await settled(pilot)
        await same_screen(app, "page-network-80x24")
        pretended.served = replace(pretended.served, viewers=50)
        await settled(pilot)
        await pilot.press("n", "x", "o", "escape")
        await settled(pilot)
        assert app.screen is screen
    until(lambda: len(pretended.asked) == 5)
    assert pretended.asked == ["0.0.0.0", "0.0.0.0 anew", "stop", "127.0.0.1", "stop"]
