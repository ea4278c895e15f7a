"""What people call what happens to badges."""

from __future__ import annotations

from onsite.language import N_

FACTS = {
    "badge.boxed": N_("Badge printed ahead"),
    "badge.collected": N_("Badge from a box handed over"),
    "badge.issued": N_("Badge issued"),
    "badge.job_accepted": N_("Printer took the badge"),
    "badge.job_asked": N_("Badge asked for"),
    "badge.job_cancelled": N_("Badge cancelled"),
    "badge.job_done": N_("Badge printed"),
    "badge.job_failed": N_("Badge not printed"),
    "badge.job_handed_over": N_("Badge handed over"),
    "badge.job_held": N_("Printer waits"),
    "badge.job_moved": N_("Badge moved to another printer"),
    "badge.job_rendered": N_("Badge drawn"),
    "badge.job_seen": N_("New badge read"),
    "badge.job_sent": N_("Badge sent to the printer"),
    "badge.job_taken_back": N_("Badge taken back from the printer"),
    "badge.job_voided": N_("Badge made void"),
    "badge.key_revoked": N_("Badge key revoked"),
    "badge.key_shared": N_("Badge key shared"),
    "badge.labels_counted": N_("Labels counted"),
    "badge.lost": N_("Badge lost"),
    "badge.met": N_("Newer badge met"),
    "badge.picture_published": N_("Picture for badges published"),
    "badge.put_back": N_("Badge put back into its box"),
    "badge.signing_key_shared": N_("Signing key for badges shared"),
    "badge.templates_published": N_("Badge designs published"),
    "badge.unboxed": N_("Badge taken out of its box"),
}
"""What is called how; see `fact_words`."""
