"""What was done on site, in words."""

from __future__ import annotations

from onsite.language import N_

FACTS = {
    "attendee.registered": N_("Registered on site"),
    "attendee.unregistered": N_("Registration taken back"),
    "attendee.corrected": N_("Corrected"),
    "attendee.transferred": N_("Ticket transferred"),
    "attendee.merged": N_("Records merged"),
    "attendee.parted": N_("Merge taken back"),
    "attendee.blocked": N_("Blocked"),
    "attendee.block_lifted": N_("Block lifted"),
    "attendee.payment_accepted": N_("Payment accepted"),
    "attendee.payment_returned": N_("Payment taken back"),
    "credential.issued": N_("New code"),
    "credential.revoked": N_("Code taken away"),
}
"""What is called how; see `fact_words`."""
