"""pyipp itself; imported late, since aiohttp comes with it."""

from __future__ import annotations

from typing import Any

import aiohttp
import pyipp
from pyipp.enums import IppOperation, IppTag
from pyipp.tags import ATTRIBUTE_TAG_MAP

from onsite.badges.printers.ipp.talking import (
    HTTP,
    TLS,
    USER,
    VERSION,
    Message,
    RefusedError,
    UnclearError,
    UnreachableError,
)

# What pyipp does not know it leaves out, without a word.
ATTRIBUTE_TAG_MAP.setdefault("print-scaling", IppTag.KEYWORD)
ATTRIBUTE_TAG_MAP.setdefault("print-color-mode", IppTag.KEYWORD)

_NOTHING_LEFT = (
    aiohttp.ClientConnectorError,  # refused, no such host, no way there
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
)
_SERVER_ERRORS = 500


async def execute(
    uri: str, operation: str, message: Message, data: bytes, connect_s: float
) -> dict[str, Any]:
    """Ask once; with the errors of `talking.ask`. The time limit is the caller's."""
    own = {"requesting-user-name": USER, **message.get("operation-attributes-tag", {})}
    whole: dict[str, Any] = {**message, "operation-attributes-tag": own}
    if data:
        whole["data"] = data
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=connect_s)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        client = pyipp.IPP(host=uri, session=session, request_timeout=3600)
        try:
            return await client.execute(IppOperation[operation], whole)
        except pyipp.IPPConnectionUpgradeRequired as error:
            raise RefusedError(HTTP + TLS) from error
        except pyipp.IPPVersionNotSupportedError as error:
            raise RefusedError(VERSION) from error
        except pyipp.IPPConnectionError as error:
            nothing_left = isinstance(error.__cause__, _NOTHING_LEFT)
            kind = UnreachableError if nothing_left else UnclearError
            raise kind(type(error.__cause__).__name__) from error
        except pyipp.IPPError as error:
            raise _answered(error) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise UnclearError(type(error).__name__) from error


def _answered(error: pyipp.IPPError) -> RefusedError | UnclearError:
    told = error.args[1] if len(error.args) > 1 and isinstance(error.args[1], dict) else {}
    status = told.get("status-code")
    if not isinstance(status, int):
        return UnclearError(type(error).__name__)
    if isinstance(error, pyipp.IPPResponseError):
        gone = status >= _SERVER_ERRORS
        return UnclearError(f"HTTP {status}") if gone else RefusedError(HTTP + status)
    return RefusedError(status)
