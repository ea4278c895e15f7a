"""What is wrong with what a plan says of incidents, in words; see `plan.wording`."""

from __future__ import annotations

from onsite.language import N_

SENTENCES = {
    "unknown_id": N_("{value} does not stand under [{section}]."),
    "unknown_severity": N_("“{key}” does not stand under [{section}]. Known here: {ids}."),
    "incident_type_name": N_("an incident type of one's own needs a name."),
    "type_key_twice": N_("{value} means the type “{owner}” already."),
    "type_key_zone": N_("{value} is a zone: in a line, nobody could tell which is meant."),
    "severity_incomplete": N_("a severity of one's own needs a name and a rank."),
    "rank_twice": N_("“{owner}” has this rank already."),
    "severity_same": N_(
        "it differs in nothing from “{owner}”: give it another colour, ack_min, policy, or "
        "channels of its own, or leave it out."
    ),
    "policy_held": N_(
        "whoever acknowledges could go home, and nobody would be told again: give it some "
        "minutes, or ends_on = “acknowledged”."
    ),
    "contact_mute": N_(
        "there is no way to tell them anything: give channel, phone, email, operator or pages."
    ),
    "contact_operator_twice": N_(
        "“{owner}” is this operator already: whoever signs on is one contact, with all their ways."
    ),
    "channel_address_missing": N_("such a channel needs an address."),
    "channel_secret": N_(
        "the plan is on every laptop, so no secret stands in it: write ${{NAME}}, and set NAME in "
        "the environment of the laptop that sends."
    ),
    "channel_apprise": N_(
        "{value} is not an address of Apprise: write scheme://…, as ntfy://topic."
    ),
    "channel_webhook": N_("{value} is not a web address: write https://host/path."),
    "channel_serial": N_("{value} is not a serial port: write /dev/ttyUSB0 or COM3."),
    "statement_braces": N_("write what is filled in as {{zone}}: a–z, 0–9 and _ between braces."),
    "checklist_start": N_(
        "it is due before the start of the day: give start, or admission, under [event]."
    ),
    "checklist_end": N_("rounds last until the end of the day: give end under [event]."),
    "checklist_item_twice": N_("{value} is in this list already."),
    "type_word": N_(
        "{value} is not one word of a line: up to 16 letters or digits, none of @ ! : , ; #."
    ),
}
