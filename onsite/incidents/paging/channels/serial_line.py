"""Telling over a serial line: a relay, a beacon, a modem, a ticker.

An address is a port, and what it is told: `/dev/ttyUSB0?baud=9600&send=%01%31`. Without `send` it
is told the message, in one line; `%7Btext%7D` in it stands for that.
"""

from __future__ import annotations

from urllib.parse import parse_qs, unquote_to_bytes, urlsplit

_BAUD = 9600
TEXT = b"{text}"


def write(told: dict[str, str]) -> str:
    """Write to the port; answers why it failed, as a code, or nothing."""
    import serial

    port, _mark, _query = told["address"].partition("?")
    baud, said = parsed(told["address"], told["text"])
    seconds = float(told["timeout_s"])
    try:
        with serial.Serial(port, baud, timeout=seconds, write_timeout=seconds) as line:
            line.write(said)
            line.flush()
    except serial.SerialTimeoutException:
        return "timeout"
    except (OSError, ValueError) as error:
        return f"no_port {type(error).__name__}"
    return ""


def parsed(address: str, text: str) -> tuple[int, bytes]:
    """The speed, in baud, and the bytes that are written."""
    query = urlsplit(f"//{address}").query if "?" in address else ""
    asked = parse_qs(query, keep_blank_values=True)
    raw = dict(each.partition("=")[::2] for each in query.split("&") if each)
    said = " ".join(text.split()).encode() + b"\r\n"
    if "send" in raw:
        said = unquote_to_bytes(raw["send"]).replace(TEXT, " ".join(text.split()).encode())
    speed = asked.get("baud", [""])[0]
    return (int(speed) if speed.isdecimal() and int(speed) > 0 else _BAUD), said
