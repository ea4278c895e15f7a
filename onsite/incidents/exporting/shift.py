"""The sheet of a shift: what is open, who is there, what was typed; with a hash and a QR code.

The code holds from when until when, the last entry of each station, and the hash of all entries
until then: `check` says whether a log still has them all, unchanged. What arrives later from a
laptop that was away changes nothing of that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, urlencode

from onsite.errors import BadInputError
from onsite.incidents.exporting import log_paper, phrases
from onsite.incidents.exporting.gathering import Span, seal
from onsite.language import _, pgettext
from onsite.paper.sheet import (
    Fields,
    Grid,
    Heading,
    Row,
    Sheet,
    Signed,
    Square,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from onsite.incidents.exporting.gathering import Given, Seal, Told
    from onsite.incidents.views import Incident
    from onsite.paper.sheet import Block

SCHEME = "onsite-shift"
_DIGITS = 12
"""Of a station's id in the code."""


class OnDuty(NamedTuple):
    """Somebody who is there."""

    name: str
    post: str


class Waiting(NamedTuple):
    """What goes on after the shift."""

    told: Given
    """The open incidents, with all of their entries."""
    on_duty: Sequence[OnDuty]
    """Who has which response role, and who has signed on where."""
    seal: Seal
    """Of all entries of the shift, also those that are not told."""


def code(span: Span, sealed: Seal) -> str:
    """What the QR code of a sheet says."""
    heads = ",".join(f"{each.station[:_DIGITS]}.{each.last}" for each in sealed.ranges)
    said = {"from": span.since_ms, "until": span.until_ms, "heads": heads, "sha256": sealed.sha256}
    return f"{SCHEME}?{urlencode(said, safe=',')}"


def check(rows: Connection, text: str) -> bool:
    """Whether the log has all entries of which a sheet was made, unchanged.

    Args:
        rows: the store.
        text: what its QR code says.

    Raises:
        BadInputError: that is no such code.
    """
    scheme, _mark, said = text.strip().partition("?")
    given = dict(parse_qsl(said)) if scheme == SCHEME else {}
    try:
        span = Span(int(given["from"]), int(given["until"]))
        pairs = (each.rpartition(".") for each in given.get("heads", "").split(",") if each)
        heads = {station: int(last) for station, _dot, last in pairs}
        wanted = given["sha256"]
    except (KeyError, ValueError) as error:
        raise BadInputError(
            _("That is not the code of a shift sheet."),
            _("Scan the square on the sheet, and give all that it says."),
        ) from error
    here = seal(rows, span)
    upto = {
        each.station: heads[each.station[:_DIGITS]]
        for each in here.ranges
        if each.station[:_DIGITS] in heads
    }
    return seal(rows, span, upto).sha256 == wanted


def sheet(given: Given, waiting: Waiting) -> Sheet:
    """The sheet of the shift of which something is given away."""
    plan = given.plan
    blocks: list[Block] = [Fields(((_("Shift"), phrases.span(plan, given.span)),))]
    blocks += [Heading(_("Open incidents"))]
    blocks += _open(waiting.told)
    blocks += [Heading(_("On duty"))]
    there = tuple((each.post, each.name) for each in waiting.on_duty)
    blocks += [Fields(there, 2) if there else Words(_("Nobody is on duty."))]
    blocks += [Heading(_("Typed in this shift"))]
    blocks += [_typed(given)]
    blocks += [Heading(pgettext("of an incident", "Entries"))]
    blocks += _sealed(given.span, waiting.seal)
    blocks += [
        Heading(_("Handover of the shift")),
        Signed((_("Hands over: name, time"), _("Takes over: name, time"))),
    ]
    return Sheet(
        _("Shift sheet"),
        phrases.as_of(given),
        phrases.label(given),
        tuple(blocks),
        phrases.banner(given),
    )


def _open(waiting: Given) -> Iterator[Block]:
    if not waiting.told:
        yield Words(_("No incident is open."))
        return
    yield log_paper.contents(waiting)
    tasks = tuple(row for each in waiting.told for row in _tasks(waiting, each))
    if tasks:
        yield Heading(_("Still to do"), 2)
        heads = (_("Due"), _("Number"), _("Task"), _("Who"))
        yield Grid(
            heads,
            (33, 20, 0, 35),
            tuple(row for _due, row in sorted(tasks, key=lambda each: each[0])),
        )


def _tasks(waiting: Given, told: Told) -> Iterator[tuple[tuple[int, str], Row]]:
    """Open tasks, with what they are ordered by: those without a time stand last."""
    incident: Incident = told.incident
    for task in incident.tasks:
        if not task.done:
            due = phrases.moment(waiting.plan, task.due_ms or 0)
            who = phrases.owner(waiting.known, task)
            order = (task.due_ms or 1 << 53, f"{incident.id}/{task.id}")
            yield order, Row((due, incident.number, task.text, who))


def _typed(given: Given) -> Grid:
    known, plan = given.known, given.plan
    lines = sorted(
        (line for told in given.told for line in told.lines if phrases.is_notable(line)),
        key=lambda line: (line.at_ms, line.time, line.name),
    )
    rows = (
        Row(
            (
                phrases.clock(plan, line.at_ms),
                known.numbers.get(line.incident, ""),
                known.person(line.operator),
                phrases.what(known, line, line.incident),
            ),
            phrases.remarks(known, line),
            struck=line.strike is not None,
        )
        for line in lines
    )
    heads = (_("Typed"), _("Number"), _("Who"), _("What"))
    return Grid(heads, (17, 20, 30, 0), tuple(rows))


def _sealed(span: Span, sealed: Seal) -> Iterator[Block]:
    if sealed.ranges:
        rows = (
            Row((each.station[:_DIGITS], str(each.first), str(each.last), each.head))
            for each in sealed.ranges
        )
        heads = (
            _("Station"),
            pgettext("of an incident", "First"),
            pgettext("of an incident", "Last"),
            _("Hash of the last one"),
        )
        yield Grid(heads, (30, 16, 16, 0), tuple(rows))
    yield Square(
        code(span, sealed),
        (
            _("Hash of all of them (SHA-256):"),
            sealed.sha256,
            _("Whether a log still has them: onsite incidents sheet, and the text of the code."),
        ),
        42,
    )
