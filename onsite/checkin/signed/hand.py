"""A signed code as a hand scanner has sent it: a signature leaves no doubt which reading it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.checkin.signed.genuine import genuine
from onsite.scanner.hand.readings import readings
from onsite.scanner.payload import candidates

if TYPE_CHECKING:
    from onsite.plan.model import Plan
    from onsite.scanner.hand.heard import Heard
    from onsite.scanner.settings import HandSettings


def signed_code(plan: Plan, heard: Heard, settings: HandSettings) -> str:
    """The genuine code that was sent, whatever keyboard it went through; empty if there is none.

    Args:
        plan: whose signatures count.
        heard: a scan that is nobody's code.
        settings: how the scanners send.
    """
    signed = plan.signed_tickets
    if signed is None:
        return ""
    for text in dict.fromkeys((heard.text, heard.joined + heard.text, *heard.others)):
        for reading in readings(text, settings, keyed=heard.keyed) if text else ():
            for code in candidates(reading.text):
                if genuine(signed, code) is not None:
                    return code
    return ""
