"""The process that hands one message over. Run by `reaching`; reads what to do as JSON.

It answers in one line: empty where it was handed over, otherwise a code, and says nothing else.
The address comes over a pipe: nobody sees secrets in a list of processes.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress

KINDS = ("apprise", "webhook", "serial")


def main() -> int:
    """Hand over what standard input says; answers the exit code."""
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # What a library writes belongs nowhere.
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    told = json.loads(sys.stdin.buffer.read())
    try:
        why = hand_over(told)
    except Exception as error:  # noqa: BLE001 - whatever it is, it was not handed over
        why = f"mistake {type(error).__name__}"
    with suppress(OSError):
        answer.write(f"{why}\n")
        answer.flush()
    # A thread of a library that hangs is no reason to stay.
    os._exit(0)


def hand_over(told: dict[str, str]) -> str:
    """Hand a message over; answers why it was not, as a code, or nothing."""
    if told["kind"] == "webhook":
        from onsite.incidents.paging.channels.webhook import call

        return call(told)
    if told["kind"] == "serial":
        from onsite.incidents.paging.channels.serial_line import write

        return write(told)
    from onsite.incidents.paging.channels.by_apprise import notify

    return notify(told)


if __name__ == "__main__":
    sys.exit(main())
