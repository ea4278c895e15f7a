"""What the answers of an IPP printer mean, as far as they are to be believed.

States and reasons are those of RFC 8011 (5.3.7, 5.4.11, 5.4.12). CUPS 2.4, as measured:

* A job of a printer that is switched off stays `processing`, and so does the queue, without any
  reason; before others it is `connecting-to-device`, as for a moment with every job.
* A job that waits for paper is `processing`, one in a stopped queue `pending`.
* A job that was in the printer when it jammed may end as `canceled` as well as `aborted`; and,
  when the queue has asked for the job just before it asked for the printer, as `completed`.
* A reason that ended a job stays with the queue until the next job, also once it is mended.
* While it prints, a printer may call an empty tray a `-warning`: the severity says nothing.
* `job-impressions-completed` counts what was sent to the printer, not what came out of it.
* One value of a list comes as the value, several as a list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onsite.badges.printers.channel import Kind, PrinterState, Progress
from onsite.cleaning import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

CONNECTING = "connecting-to-device"
_IDLE, _PROCESSING, _STOPPED = 3, 4, 5
_NEEDS_SOMEBODY = ("jam", "cover_open", "out_of_paper", "stopped")
_MENDED_UNSEEN = ("jam", "cover_open", "out_of_paper", "offline")
_SEVERITIES = ("-error", "-warning", "-report")
_KINDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("jam", ("media-jam",)),
    ("cover_open", ("cover-open", "door-open", "interlock-open")),
    ("out_of_paper", ("media-empty", "media-needed")),
    ("offline", ("offline", "timed-out", "shutdown", CONNECTING)),
    (
        "stopped",
        ("paused", "moving-to-paused", "stopped-partly", "spool-area-full", "marker-failure"),
    ),
)
"""The first that is among the reasons is the state: what a person has to mend first."""
_JOB = {
    3: Progress.WAITING,
    4: Progress.HELD,
    5: Progress.PRINTING,
    6: Progress.HELD,
    7: Progress.CANCELLED,
    8: Progress.ABORTED,
    9: Progress.DONE,
}
GONE = "device-unreachable"
"""Our own reason: the printer behind a queue takes no connection."""
_JUST_S = 10
_LONGEST = 255
"""Octets of a keyword (RFC 8011, 5.1.4): so many signs of a text are shown."""
ENDED = frozenset({Progress.CANCELLED, Progress.ABORTED, Progress.DONE})
BEGUN = "onsite-begun"
"""Our own reason: the printer, or its queue, had begun with it; a page may be out."""


def printer_state(told: Mapping[str, Any]) -> PrinterState:
    """What the attributes of a printer say of it."""
    reasons = listed(told.get("printer-state-reasons"))
    state, queued = told.get("printer-state"), told.get("queued-job-count")
    accepting = told.get("printer-is-accepting-jobs") is not False
    kind = _kind(state, reasons)
    # Only CUPS has a type; it asks its printer nothing while it has no job for it.
    resting = state == _IDLE and isinstance(told.get("printer-type"), int)
    return PrinterState(
        kind=kind,
        reasons=reasons,
        queued=queued if isinstance(queued, int) else 0,
        accepting=accepting,
        old=resting and kind in _MENDED_UNSEEN,
    )


def _kind(state: Any, reasons: tuple[str, ...]) -> Kind:
    bare = {_bare(reason) for reason in reasons}
    for kind, known in _KINDS:
        if bare.intersection(known):
            return kind
    if state == _STOPPED:
        return "stopped"
    if state in (_IDLE, _PROCESSING):
        return "printing" if state == _PROCESSING else "ready"
    return "unknown"


def progress(told: Mapping[str, Any]) -> tuple[Progress, tuple[str, ...]]:
    """What the attributes of a job say of it, with its reasons and its printer's."""
    state = _JOB.get(_number(told.get("job-state")), Progress.UNKNOWN)
    own = listed(told.get("job-state-reasons"))
    printer = listed(told.get("job-printer-state-reasons"))
    reasons = tuple(dict.fromkeys((*own, *printer)))
    if state is Progress.DONE and _jammed(told, printer):
        state = Progress.ABORTED
    if state in (Progress.CANCELLED, Progress.ABORTED) and begun(told):
        reasons = (*reasons, BEGUN)
    return state, reasons


def _jammed(told: Mapping[str, Any], printer: tuple[str, ...]) -> bool:
    """Whether a job was called completed only just now, by a printer that is jammed."""
    ended, present = told.get("time-at-completed"), told.get("job-printer-up-time")
    if not isinstance(ended, int) or not isinstance(present, int):
        return False
    return present - ended <= _JUST_S and _kind(None, printer) == "jam"


def held_up(
    progress: Progress, reasons: tuple[str, ...], printer: PrinterState
) -> tuple[Progress, tuple[str, ...]]:
    """What a job that goes on is doing, seen with its printer: `HELD` where somebody must act."""
    needs = printer.kind in _NEEDS_SOMEBODY or GONE in printer.reasons
    if not needs or printer.old:
        return progress, reasons
    return Progress.HELD, tuple(dict.fromkeys((*reasons, *printer.reasons)))


def begun(told: Mapping[str, Any]) -> bool:
    """Whether anything of a job may have reached the paper.

    A job that has not begun has that time without a value; where it is not told at all, nobody
    knows.
    """
    if _number(told.get("job-media-sheets-completed")) > 0:
        return True
    if _number(told.get("job-impressions-completed")) > 0:
        return True
    if "time-at-processing" not in told:
        return True
    waited = CONNECTING in listed(told.get("job-printer-state-reasons"))
    return isinstance(told["time-at-processing"], int) and not waited


def created_ms(told: Mapping[str, Any], now_ms: int) -> int | None:
    """When a job was made, in milliseconds since 1970 in UTC by our own clock.

    Printers count seconds since they were switched on, CUPS since 1970: what tells is how long
    ago it was by the printer's own count.
    """
    made, present = told.get("time-at-creation"), told.get("job-printer-up-time")
    if not isinstance(made, int) or not isinstance(present, int):
        return None
    return now_ms - (present - made) * 1000


def listed(value: Any) -> tuple[str, ...]:
    """The words of an attribute, without `none`; nothing in them can steer a terminal."""
    words = value if isinstance(value, list) else [value]
    told = (cleaned(word) for word in words if isinstance(word, str))
    return tuple(word for word in told if word not in ("", "none"))


def cleaned(text: str) -> str:
    """What a printer says, as it may be shown: one line, and no longer than a keyword is."""
    return clean(text[:_LONGEST])[:_LONGEST]


def _number(value: Any) -> int:
    return int(value) if isinstance(value, int) else 0


def _bare(reason: str) -> str:
    for severity in _SEVERITIES:
        reason = reason.removesuffix(severity)
    return reason
