"""Which queues a CUPS has: where the addresses of a plan come from."""

from __future__ import annotations

from dataclasses import dataclass

from onsite.badges.printers.ipp.meaning import cleaned
from onsite.badges.printers.ipp.talking import TalkError, ask, uri
from onsite.plan.printers import Address

PORT = 631


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue."""

    name: str
    about: str
    """What its owner calls it."""
    address: str
    """As it stands in a plan."""


async def queues(host: str, port: int = PORT) -> tuple[Queue, ...] | None:
    """The queues of a print server, by name; None where there is no CUPS."""
    server = Address("ipp", host, port, "/")
    wanted = {"requested-attributes": ["printer-name", "printer-info"]}
    try:
        answer = await ask(server, "CUPS_GET_PRINTERS", {"operation-attributes-tag": wanted})
    except TalkError:
        return None
    named = [(cleaned(str(each.get("printer-name", ""))), each) for each in answer["printers"]]
    found = [
        Queue(
            name,
            cleaned(str(each.get("printer-info", ""))),
            uri(Address("ipp", host, port, f"/printers/{name}")),
        )
        for name, each in named
        if name
    ]
    return tuple(sorted(found, key=lambda queue: queue.name))
