"""A terminal whose window was closed holds nobody up."""

from __future__ import annotations

import threading

import pytest
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread
from textual.drivers.headless_driver import HeadlessDriver

from onsite.ui.terminal import forgiving


class ClosedWindow:
    """A file that fails, as a terminal does that is gone."""

    def write(self, text: str) -> None:
        raise OSError(5, "Input/output error")

    def flush(self) -> None: ...


class Window:
    """A file that keeps what is written."""

    def __init__(self) -> None:
        self.shown = ""

    def write(self, text: str) -> None:
        self.shown += text

    def flush(self) -> None: ...


class Threaded(HeadlessDriver):
    """A driver that writes through a thread, as those of real terminals do."""

    def __init__(self, file) -> None:
        self._writer_thread = WriterThread(file)
        self._writer_thread.start()

    def close(self) -> None:
        self._writer_thread.stop()


@pytest.fixture
def driver_of():
    return forgiving(Threaded)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_after_the_window_was_closed_writing_and_closing_return(driver_of):
    driver = driver_of(ClosedWindow())

    def use() -> None:
        for _number in range(MAX_QUEUED_WRITES * 3):
            driver.write("nobody sees this")
        driver.close()

    user = threading.Thread(target=use, daemon=True)
    user.start()
    user.join(20)

    assert not user.is_alive()


def test_an_open_window_shows_everything_in_its_order(driver_of):
    window = Window()
    driver = driver_of(window)
    texts = [f"{number} " for number in range(MAX_QUEUED_WRITES * 3)]

    for text in texts:
        driver.write(text)
    driver.close()

    assert window.shown == "".join(texts)
