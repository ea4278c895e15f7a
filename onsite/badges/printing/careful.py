"""A way to a printer that keeps what every way promises: it answers, whatever goes wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.printers.channel import PrinterState, Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.badges.printers.channel import Cancelled, Channel, Output, Sent


class Careful:
    """Turns mistakes into what is certain in any case: that nothing is known.

    So one job that a printer's language cannot cope with holds up no other, and a person is told.

    Args:
        channel: the way to the printer.
        mistaken: called with each mistake.
    """

    def __init__(self, channel: Channel, mistaken: Callable[[BaseException], None]) -> None:
        self._channel = channel
        self._mistaken = mistaken

    async def state(self) -> PrinterState:
        """As in `Channel`; `offline` where it could not be asked."""
        try:
            return await self._channel.state()
        except Exception as error:  # noqa: BLE001 - whatever it was
            self._mistaken(error)
            return PrinterState("offline", (type(error).__name__,), accepting=False)

    async def submit(self, output: Output, name: str) -> Sent:
        """As in `Channel`; whoever calls it tells mistakes from refusals."""
        return await self._channel.submit(output, name)

    async def follow(self, sent: Sent) -> tuple[Progress, tuple[str, ...]]:
        """As in `Channel`."""
        try:
            return await self._channel.follow(sent)
        except Exception as error:  # noqa: BLE001 - whatever it was
            self._mistaken(error)
            return Progress.UNKNOWN, (type(error).__name__,)

    async def cancel(self, sent: Sent) -> Cancelled:
        """As in `Channel`."""
        try:
            return await self._channel.cancel(sent)
        except Exception as error:  # noqa: BLE001 - whatever it was
            self._mistaken(error)
            return "unknown"

    async def find(self, name: str, after_ms: int) -> Sent | None:
        """As in `Channel`."""
        try:
            return await self._channel.find(name, after_ms)
        except Exception as error:  # noqa: BLE001 - whatever it was
            self._mistaken(error)
            return None
