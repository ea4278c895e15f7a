"""From a printer of the plan to the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from onsite.badges.printers.channel import Channel
    from onsite.clock import Clock
    from onsite.plan.printers import PrinterPart


def channel(printer: PrinterPart, data: Path, clock: Clock) -> Channel:
    """The way to a printer.

    Args:
        printer: of the plan.
        data: the data folder; the paths of folders begin there.
        clock: tells when a job is sent.
    """
    kind = printer.where.kind
    if kind in ("ipp", "ipps"):
        from onsite.badges.printers.ipp.queue import IppQueue

        return IppQueue(printer, clock)
    if kind == "zpl":
        from onsite.badges.printers.raw.zebra import Zebra

        return Zebra(printer, clock)
    if kind == "brother":
        from onsite.badges.printers.raw.brother import Brother

        return Brother(printer, clock)
    if kind == "spooler":
        from onsite.badges.printers.spooler import spooler

        return spooler(printer, clock)
    from onsite.badges.printers.folder import Folder

    return Folder(printer, data, clock)
