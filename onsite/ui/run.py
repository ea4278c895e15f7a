"""Running the app: what ends it cleanly, and what starts it again after a crash."""

from __future__ import annotations

import signal
import sys
import time
from collections import deque
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from onsite.language import _
from onsite.ui.stray import kept_off_the_screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from onsite.app import OnsiteApp
    from onsite.areas import Place

RESTARTS = 3
"""How often the app starts again within `RESTART_SPAN_S`, before it gives up."""
RESTART_SPAN_S = 60.0


def run(make_app: Callable[[Place | None], OnsiteApp], data: Path | None = None) -> int:
    """Run the app until the user ends it; answers the exit code.

    After a crash the app is made anew, at the place where the user was. SIGTERM and SIGHUP end
    it with 143 and 129, the terminal restored and the store closed.

    Args:
        make_app: makes an app that begins at that place; None the first time.
        data: the folder for what libraries print while the screen is up; without it, that is lost.
    """
    crashes: deque[float] = deque(maxlen=RESTARTS + 1)
    place: Place | None = None
    while True:
        with kept_off_the_screen(data):
            app = make_app(place)
            code = _run_once(app)
        for said in app.parting:
            _tell(said)
        if app.crashed is None or app.leaving is not None:
            return code
        _say(app.crashed)
        crashes.append(time.monotonic())
        if len(crashes) > RESTARTS and crashes[-1] - crashes[0] < RESTART_SPAN_S:
            _tell(_("It happened too often to start again by itself."))
            return 1
        place = app.place_at_crash


def _run_once(app: OnsiteApp) -> int:
    with _ended_by_signals(app):
        try:
            app.run()
        except Exception as error:  # noqa: BLE001 - a traceback would show data
            app.crash(error)
        finally:
            app.close_site()
    return app.leaving if app.leaving is not None else app.return_code or 0


@contextmanager
def _ended_by_signals(app: OnsiteApp) -> Iterator[None]:
    def end(number: int, _frame: FrameType | None) -> None:
        app.leave(128 + number)

    names = ("SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, end) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(report: Path) -> None:
    if report == Path():
        _tell(_("Onsite stopped working, and no report could be written."))
        return
    said = _("Onsite stopped working. A report without any personal data is in {file}")
    _tell(said.format(file=report))


def _tell(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()
