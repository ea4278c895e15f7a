"""Telling over the web: one POST of JSON."""

from __future__ import annotations

import http.client
import json
import ssl
from urllib.parse import urlsplit

_GOOD = range(200, 300)


def call(told: dict[str, str]) -> str:
    """Send a message as JSON; answers why it failed, as a code, or nothing.

    Where the address sends on to another one, it has failed: nothing is told there that was meant
    for here.
    """
    parts = urlsplit(told["address"])
    seconds = float(told["timeout_s"])
    body = {key: told[key] for key in ("title", "text", "person", "page") if key in told}
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    where = (parts.hostname or "", parts.port)
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(*where, timeout=seconds, context=context)
    else:
        connection = http.client.HTTPConnection(*where, timeout=seconds)
    try:
        said = json.dumps(body, ensure_ascii=False).encode()
        connection.request(
            "POST", target, said, {"Content-Type": "application/json; charset=utf-8"}
        )
        status = connection.getresponse().status
    except TimeoutError:
        return "timeout"
    except ConnectionError:
        return "unreachable"
    except (OSError, http.client.HTTPException, ValueError) as error:
        return f"no_answer {type(error).__name__}"
    finally:
        connection.close()
    return "" if status in _GOOD else f"http_status {status}"
