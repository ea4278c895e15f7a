"""The sheet of a handover on paper, as it was frozen, with its hash and a QR code of both."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from onsite.incidents.exporting import phrases
from onsite.incidents.handover import reading, sheets, wording
from onsite.language import _
from onsite.paper.sheet import Heading, Sheet, Signed, Square, Words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.incidents.handover.reading import Handover
    from onsite.incidents.handover.wording import Names
    from onsite.paper.sheet import Block
    from onsite.plan.model import Plan

SCHEME = "onsite-handover"


def code(found: Handover) -> str:
    """What the QR code of a sheet says."""
    return f"{SCHEME}?{urlencode({'id': found.id, 'sha256': found.sha256})}"


def check(rows: Connection, text: str) -> bool:
    """Whether the log has the handover of which a sheet was made, unchanged.

    Args:
        rows: the store.
        text: what its QR code says.
    """
    said = dict(parse_qsl(text.strip().partition("?")[2]))
    return any(
        each.id == said.get("id")
        and said.get("sha256") == each.sha256 == sheets.written(dict(each.sheet))[1]
        for each in reading.handovers(rows)
    )


def sheet(plan: Plan, found: Handover, names: Names) -> Sheet:
    """The sheet of a handover."""
    *lines, _sha256 = wording.sheet(plan, found, names)
    blocks: list[Block] = [
        Words(line.strip()) if line.startswith(" ") else Heading(line.rstrip(":"), 2)
        for line in lines
    ]
    blocks += [
        Square(code(found), (_("Hash of this sheet (SHA-256):"), found.sha256)),
        Signed((_("Hands over: name, time"), _("Takes over: name, time"))),
    ]
    label = _("handover {id}").format(id=found.id)
    return Sheet(
        _("Handover sheet"),
        " · ".join(
            [
                plan.event.name,
                _("as of {at}").format(at=phrases.moment(plan, found.sheet["at_ms"])),
                _("times in {zone}").format(zone=plan.event.zone),
                wording.line(plan, found, names),
            ]
        ),
        f"{plan.event.name} · {label}",
        tuple(blocks),
    )
