"""Queues in words, in the language in use."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from onsite.checkin import wording
from onsite.language import _, ngettext

if TYPE_CHECKING:
    from onsite.checkin.queue.reading import QueueRow, Queues
    from onsite.checkin.queue.rules import Advice

_MINUTE_S = 60


def seconds(of: float | None) -> str:
    """A service time; a dash where it is not known yet."""
    return _("{n} s").format(n=round(of)) if of is not None else "–"


def minutes(of: float | None) -> str:
    """A wait, never shorter than it is; a dash where it is not known yet."""
    if of is None:
        return "–"
    return _("{n} min").format(n=ceil(of / _MINUTE_S))


def rate(row: QueueRow) -> str:
    """Arrivals a minute: over the last 5 minutes, and over the last 15."""
    return f"{row.per_minute:.1f} · {row.per_minute_long:.1f}"


def reasons(row: QueueRow) -> str:
    """How long each reason takes, in one line; empty where nothing is known."""
    parts = (
        _("{title} {time} ×{many}").format(
            title=wording.reason_title(reason), time=seconds(middle), many=many
        )
        for reason, middle, many in row.reasons
    )
    return " · ".join(parts)


def told(advice: Advice | None, queues: Queues) -> str:
    """What to do, as a sentence; None where nobody is counted or too few were served."""
    if advice is None:
        return _("Type how many people wait at each open desk. Advice needs 5 guests served.")
    names = {row.key: row.name for row in queues.rows}
    if advice.act == "open":
        many = advice.many
        said = ngettext("Open {n} more desk", "Open {n} more desks", many).format(n=many)
        if advice.in_s >= _MINUTE_S:
            left = int(advice.in_s // _MINUTE_S)
            within = ngettext("within {n} minute", "within {n} minutes", left).format(n=left)
            return _("{said} {within}.").format(said=said, within=within)
        return _("{said} now.").format(said=said)
    if advice.act == "send":
        return _("Send people from {here} to {there}.").format(
            here=names.get(advice.from_desk, ""), there=names.get(advice.to_desk, "")
        )
    if advice.act == "close":
        return _("{desk} may close: the others keep up.").format(desk=names.get(advice.to_desk, ""))
    return _("Enough desks are open.")
