"""The zones against the gates: do as many people stand in them as were let in?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import _
from onsite.ui.line_list import Line
from onsite.zones import wording
from onsite.zones.board.showing import age_of

if TYPE_CHECKING:
    from onsite.ui.line_list import Tone
    from onsite.zones.board.reading import Look
    from onsite.zones.views import ZoneView


def head(found: Look) -> list[str]:
    """Whether they agree, and what to do where they do not."""
    balance, total = found.survey.balance, wording.number(found.survey.total)
    if balance is None:
        return [
            _("In the zones: {people}").format(people=total),
            wording.nothing_to_compare(),
            _("Doors are the checkpoints that lead into no zone; [crowd] gates names others."),
        ]
    said = _("In the zones: {zones}   By the gates: {gates}   Difference: {gap}, {most} allowed")
    lines = [
        said.format(
            zones=wording.number(balance.in_zones),
            gates=balance.by_gates,
            gap=wording.signed(balance.difference),
            most=balance.tolerance,
        )
    ]
    if balance.alarms:
        lines.append(_("✗ They DIFFER by more than they may."))
        lines.append(
            _("Recount the zone that strays most; look whether a door lets people out unscanned.")
        )
    else:
        lines.append(_("✓ They agree."))
    if balance.incomplete:
        lines.append(_("! INCOMPLETE: a zone is not counted, or its count is old."))
    return lines


def lines(found: Look, now_ms: int) -> list[Line]:
    """Every zone: by hand, by badge, and which of both counts."""
    return [_line(each, now_ms) for each in found.survey.zones]


def _line(zone: ZoneView, now_ms: int) -> Line:
    hand, badges = zone.by_hand, zone.by_badges
    by_hand = hand.counters or hand.base is not None
    gap = wording.signed(hand.total - badges.people) if by_hand and badges is not None else "–"
    counts = _("badges") if zone.counted_by == "badges" else _("hand")
    if not zone.counted:
        counts = _("not counted")
    elif zone.within:
        counts += " " + _("(in another zone)")
    tone: Tone = "muted" if not zone.counted else "warning" if zone.stale_ms is not None else ""
    cells = (
        ("  " if zone.within else "") + zone.name,
        wording.number(hand.total) if by_hand else "–",
        wording.number(badges.people) if badges is not None else "–",
        gap,
        counts,
        age_of(zone, now_ms),
    )
    return Line(zone.id, cells, tone)
