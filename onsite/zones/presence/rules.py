"""Whether people in the zones and people inside by the gates agree. Pure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from onsite.zones.presence.views import Balance

if TYPE_CHECKING:
    from onsite.plan.zones.parts import CrowdPart
    from onsite.zones.presence.views import BalanceRecorded


def balance(
    in_zones: int, by_gates: int | None, crowd: CrowdPart, *, incomplete: bool
) -> Balance | None:
    """People in all zones that are within no other, against people inside by the gates.

    Args:
        in_zones: may be below zero, where a count by hand is.
        by_gates: None where no door counts: there is nothing to compare with, and no balance.
        crowd: says how far they may differ: the more of so many people and of so many percent of
            those inside by the gates, a part of a person counted as a whole one.
        incomplete: whether a zone is counted by nobody, or what is known of one is stale.
    """
    if by_gates is None:
        return None
    share = math.ceil(by_gates * crowd.tolerance_percent / 100)
    return Balance(in_zones, by_gates, max(crowd.tolerance_people, share), incomplete)


def changed(now: Balance, recorded: BalanceRecorded | None) -> bool | None:
    """Whether an alarm is to be recorded (True), its end (False), or nothing (None).

    It begins where the difference is more than is tolerated, and ends where it is no more than
    half of that: who walks from a gate to a zone is in neither count for a while, and an alarm
    that comes and goes with them is soon heard by nobody.
    """
    alarms = recorded is not None and recorded.alarm
    if not alarms:
        return True if now.alarms else None
    return False if abs(now.difference) <= now.tolerance // 2 else None
