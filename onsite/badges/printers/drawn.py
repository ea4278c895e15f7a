"""What is printed, made in a thread: whatever goes wrong there, nothing has left this laptop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from onsite.badges.printers import saying
from onsite.badges.printers.channel import NotDrawn, NotSent
from onsite.errors import OnsiteError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


async def drawn(printer: str, make: Callable[[], T]) -> T:
    """What `make` answers; it may take its time.

    Args:
        printer: what it is called.
        make: draws, and sends nothing.

    Raises:
        NotDrawn: it could not be made, whatever the reason.
        NotSent: `make` has said so itself.
    """
    return await asyncio.to_thread(_made, printer, make)


def _made(printer: str, make: Callable[[], T]) -> T:
    # Caught in the thread: a `StopIteration` that left it would be waited for without an end.
    try:
        return make()
    except NotSent:
        raise
    except OnsiteError as error:
        raise NotDrawn(error.happened, error.advice) from error
    except Exception as error:
        raise saying.not_drawn(printer, type(error).__name__) from error
