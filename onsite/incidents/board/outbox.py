"""What was sent to whom, what is still to be sent, and what has failed: for the board."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from sqlalchemy import or_, select

from onsite.incidents.board import showing
from onsite.incidents.contacts.resolving import channels
from onsite.incidents.escalation.notices import Line as OwedLine
from onsite.incidents.escalation.notices import owed, stale
from onsite.incidents.paging import words
from onsite.incidents.paging.facts import PageBegun, PageFailed, PageHanded
from onsite.incidents.paging.outbox import again, expired
from onsite.incidents.tables import IncidentEntryRow
from onsite.journal.fold import table_of
from onsite.language import _, ngettext
from onsite.store.prepared import Prepared
from onsite.ui.line_list import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from onsite.incidents.board.survey import Survey
    from onsite.incidents.escalation.looking import Seen
    from onsite.incidents.escalation.notices import Owed
    from onsite.ui.line_list import Tone

_ENTRY = table_of(IncidentEntryRow)
_KINDS = (PageBegun.kind, PageHanded.kind, PageFailed.kind)
_MOST = 600
"""Of the last entries about pages: what is still to be sent is found without them."""
_LAST = Prepared(
    select(_ENTRY.c.incident, _ENTRY.c.kind, _ENTRY.c.at_ms, _ENTRY.c.fact)
    .where(or_(*(_ENTRY.c.kind == each for each in _KINDS)))
    .order_by(_ENTRY.c.at_ms.desc(), _ENTRY.c.time.desc())
    .limit(_MOST)
)
_MINUTE_MS = 60_000
State = Literal["failed", "old", "waits", "begun", "sent"]


class Key(NamedTuple):
    """One person, told of one incident over one channel."""

    incident: str
    person: str
    channel: str

    @property
    def name(self) -> str:
        """Names its line."""
        return " ".join(self)


@dataclass(frozen=True, slots=True)
class Sending:
    """How the last telling stands."""

    key: Key
    state: State
    """`old`: it has failed for so long that it is not tried any more."""
    at_ms: int
    """When it was sent, begun, or has failed; when it is owed from where it waits."""
    failed: int = 0
    """How often."""
    why: str = ""
    """The last time, as a code."""
    again_ms: int = 0
    """When it is tried next; 0 for at once."""
    station: str = ""
    """Which has it in hand, where it is still to be sent."""


def ended(rows: Connection) -> dict[Key, Sending]:
    """The last tellings that are on record, by whom they told of what."""
    ends: dict[str, tuple[int, str]] = {}
    found: dict[Key, Sending] = {}
    for row in _LAST.all(rows, {}):
        fact = json.loads(row["fact"])
        if row["kind"] != PageBegun.kind:
            ends.setdefault(fact["page"], (row["at_ms"], fact.get("why", "")))
            continue
        key = Key(row["incident"], fact["person"], fact["channel"])
        end_ms, why = ends.get(fact["page"], (0, ""))
        state: State = "failed" if why else "sent" if end_ms else "begun"
        found.setdefault(key, Sending(key, state, end_ms or row["at_ms"], int(bool(why)), why))
    return found


def sendings(
    survey: Survey, seen: Iterable[Seen], known: Mapping[Key, Sending], now_ms: int
) -> list[Sending]:
    """All of them: first what needs somebody, then what is under way, then the last that was sent.

    Args:
        survey: what the board knows.
        seen: how the chains stand.
        known: what is on record.
        now_ms: the present.
    """
    found = dict(known)
    for each in seen:
        for what in _owed(survey, each, now_ms):
            key = Key(each.incident, what.person, what.channel)
            found[key] = _still(survey, key, what, known.get(key), now_ms)
    order: list[State] = ["failed", "old", "waits", "begun", "sent"]
    return sorted(found.values(), key=lambda each: (order.index(each.state), -each.at_ms))


def _owed(survey: Survey, seen: Seen, now_ms: int) -> tuple[Owed, ...]:
    incident = survey.incidents.get(seen.incident)
    part = survey.plan.response.severities.get(incident.severity) if incident else None
    only = part.channels if part is not None else ()

    def of(person: str) -> list[str]:
        return [each for each in channels(survey.plan, person) if not only or each in only]

    return owed(seen.chain, of, now_ms)


def _still(survey: Survey, key: Key, what: Owed, before: Sending | None, now_ms: int) -> Sending:
    """What is still to be sent."""
    plan, incident = survey.plan, survey.incidents.get(key.incident)
    gravest = max(each.rank for each in plan.response.severities.values())
    critical = incident is not None and incident.rank >= gravest
    line = OwedLine(key.incident, what, critical)
    many = len(what.failed)
    if what.repeat:
        return Sending(key, "begun", what.hand_ms, many, station=what.station)
    if not many:
        return Sending(key, "waits", what.since_ms, station=what.station)
    part = plan.page_channels.get(key.channel)
    expires_ms = round(part.expires_min * _MINUTE_MS) if part is not None else None
    old = expired(line, expires_ms, now_ms) or stale(what, now_ms, critical=critical)
    why = before.why if before is not None else ""
    said = (many, why, again(line, now_ms), what.station)
    return Sending(key, "old" if old else "failed", what.failed[-1].begun_ms, *said)


def lines(survey: Survey, there: Iterable[Sending], numbers: Mapping[str, str]) -> list[Line]:
    """Each in a line, by its name."""
    return [
        Line(
            each.key.name,
            (
                numbers.get(each.key.incident, each.key.incident[:6]),
                survey.name(each.key.person),
                each.key.channel,
                _state(survey, each),
            ),
            _TONES[each.state],
        )
        for each in there
    ]


_TONES: dict[State, Tone] = {
    "failed": "bad",
    "old": "bad",
    "waits": "warning",
    "begun": "strong",
    "sent": "muted",
}


def _state(survey: Survey, each: Sending) -> str:
    at = showing.clock(survey.plan, each.at_ms, seconds=True)
    if each.state == "sent":
        return _("sent at {at}").format(at=at)
    if each.state == "begun":
        return _("under way since {at}").format(at=at)
    if each.state == "waits":
        return _("waits since {at}").format(at=at)
    said = ngettext("failed at {at}", "failed {n} times", each.failed)
    parts = [said.format(n=each.failed, at=at)]
    if each.state == "old":
        parts.append(_("not tried any more"))
    elif each.again_ms:
        again_at = showing.clock(survey.plan, each.again_ms, seconds=True)
        parts.append(_("again at {at}").format(at=again_at))
    return " · ".join((*parts, words.failed(each.why)) if each.why else parts)
