"""What a station that joins is doing, in lines on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from onsite.cleaning import shown
from onsite.language import _
from onsite.sync.joining.joining import Going

if TYPE_CHECKING:
    from onsite.sync.joining.fetching import Fetched


class Teller:
    """Says each thing once; on a terminal the percentage moves in its place.

    Args:
        stream: where to.
        quiet: whether to say nothing at all.
    """

    def __init__(self, stream: TextIO, *, quiet: bool) -> None:
        self._stream = stream
        self._quiet = quiet
        self._last = ""
        self._open = False
        self._usable = False

    def __call__(self, going: Going, address: str = "") -> None:
        """Joining has come so far."""
        self._line(_doing(going, address))

    def fetched(self, now: Fetched) -> None:
        """The event has come so far."""
        if now.usable and not now.complete and not self._usable:
            self._usable = True
            self._line(_("The plan and the list are here: the desk can be opened already."))
        if self._stream.isatty():
            self._draw(_("Fetching the event: {percent} %").format(percent=now.percent))
        else:
            self._line(_("Fetching the event…"))

    def done(self) -> None:
        """The last line is ended."""
        if self._open:
            self._write("\n")
            self._open = False

    def _line(self, text: str) -> None:
        if text == self._last:
            return
        self.done()
        self._last = text
        self._write(f"{shown(text)}\n")

    def _draw(self, text: str) -> None:
        self._write(f"\r{text}")
        self._open = True

    def _write(self, text: str) -> None:
        if not self._quiet:
            self._stream.write(text)
            self._stream.flush()


def _doing(going: Going, address: str) -> str:
    if going is Going.LOOKING:
        return _("Looking for the hub…")
    if going is Going.CONNECTING:
        return _("Connecting to the hub at {address}…").format(address=address)
    return _("Waiting for the lead to approve: “onsite stations approve” on the hub's laptop…")
