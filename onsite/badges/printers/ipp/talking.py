"""One question to an IPP printer, and the three ways in which it may fail.

What pyipp 0.17 does that decides code here, as measured:

* Its timeout ends with the answer's headers; a body that never comes is waited for without end.
  So each question has a time limit of its own around all of it.
* Everything from a refused connection to one that broke after the document was sent is one
  `IPPConnectionError`; only its cause tells them apart.
* An attribute that is not in `ATTRIBUTE_TAG_MAP` is left out of the message, silently.
* It signs as `PythonIPP`. CUPS takes that for the owner of a job, and tells and cancels only for
  its owner; so every question is signed with the same name.
"""

from __future__ import annotations

import asyncio
import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onsite.plan.printers import Address

CONNECT_S, ANSWER_S, DOCUMENT_S = 3.0, 8.0, 30.0
"""How long a connection, an answer, and an answer to a whole document are waited for, in s."""
USER = "onsite"
NOT_FOUND, NOT_POSSIBLE = 0x0406, 0x0404
TLS, HTTP, VERSION = 426, 0x10000, 0x0503

Message = dict[str, dict[str, Any]]


class TalkError(Exception):
    """Base of what can come of a question; never shown as it is."""


class UnreachableError(TalkError):
    """No connection was made: nothing has left this laptop."""


class RefusedError(TalkError):
    """The printer has answered, and does not do it."""

    def __init__(self, status: int) -> None:
        super().__init__(f"{status:#06x}")
        self.status = status
        """Of IPP; or that of HTTP above 0x10000."""

    @property
    def needs_tls(self) -> bool:
        """Whether the same question is answered at `ipps://`."""
        return self.status == HTTP + TLS


class UnclearError(TalkError):
    """It may have been heard, or not."""


def uri(where: Address) -> str:
    """The address of a printer as IPP names it."""
    host = f"[{where.host}]" if ":" in where.host else where.host
    return f"{where.kind}://{host}:{where.port}{where.path}"


async def ask(
    where: Address, operation: str, message: Message, data: bytes = b"", patience: float = 1.0
) -> dict[str, Any]:
    """Ask once.

    Args:
        where: the printer.
        operation: the name of an `IppOperation`.
        message: groups of attributes.
        data: the document.
        patience: how many times the usual limits an answer is waited for.

    Raises:
        UnreachableError: no connection was made.
        RefusedError: the answer was no.
        UnclearError: anything else.
    """
    # The first import takes a good part of a second, which is not the event loop's to spend.
    await asyncio.to_thread(importlib.import_module, "onsite.badges.printers.ipp.library")
    from onsite.badges.printers.ipp import library

    limit = patience * (DOCUMENT_S if data else ANSWER_S)
    try:
        async with asyncio.timeout(limit):
            return await library.execute(uri(where), operation, message, data, CONNECT_S)
    except TimeoutError as error:
        raise UnclearError("timeout") from error
