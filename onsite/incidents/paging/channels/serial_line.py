"""Telling over a serial line: a relay, a beacon, a modem, a ticker.

An address is a port, and what it is told: `/dev/ttyUSB0?baud=9600&send=%01%31`. Without `send` it
is told the message, in one line; `%7Btext%7D` in it stands for that. A modem is told several
`send`, each once it has answered the one before: with `OK`, or with `>` where it waits for a text.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote_to_bytes, urlsplit

if TYPE_CHECKING:
    from serial import Serial

_BAUD = 9600
TEXT = b"{text}"
_TAKEN = (b"OK", b">")
_LISTEN_S = 0.1


def write(told: dict[str, str]) -> str:
    """Write to the port; answers why it failed, as a code, or nothing."""
    import serial

    port, _mark, _query = told["address"].partition("?")
    baud, said = parsed(told["address"], told["text"])
    seconds = float(told["timeout_s"])
    try:
        with serial.Serial(port, baud, timeout=_LISTEN_S, write_timeout=seconds) as line:
            for each in said:
                line.write(each)
                line.flush()
                if len(said) > 1 and (why := _refused(line, time.monotonic() + seconds)):
                    return why
    except serial.SerialTimeoutException:
        return "timeout"
    except (OSError, ValueError) as error:
        return f"no_port {type(error).__name__}"
    return ""


def _refused(line: Serial, until: float) -> str:
    """Wait for the answer of a modem; why it has not taken what it was told, or nothing."""
    heard = b""
    while time.monotonic() < until:
        heard += line.read(line.in_waiting or 1)
        if b"ERROR" in heard:
            return "not_taken"
        if heard.rstrip().endswith(_TAKEN):
            return ""
    return "timeout"


def parsed(address: str, text: str) -> tuple[int, list[bytes]]:
    """The speed, in baud, and what is written, one after the other."""
    query = urlsplit(f"//{address}").query if "?" in address else ""
    asked = parse_qs(query, keep_blank_values=True)
    raw = [each.partition("=")[::2] for each in query.split("&") if each]
    line = " ".join(text.split()).encode()
    said = [unquote_to_bytes(value).replace(TEXT, line) for name, value in raw if name == "send"]
    speed = asked.get("baud", [""])[0]
    return (int(speed) if speed.isdecimal() and int(speed) > 0 else _BAUD), said or [line + b"\r\n"]
