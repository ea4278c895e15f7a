"""A valid line for every key that a plan has for incidents; see `plan.examples`."""

from __future__ import annotations

TABLES = {
    "incident_types": '[incident_types.power]\nname = "Power"',
    "severities": '[severities.minor]\nname = "Minor"\nrank = 1',
    "policies": (
        "[policies]\n"
        'quick = { steps = [{ roles = ["coordinator"], wait_min = 3 }] }\n\n'
        "[policies.slow]\n"
        'steps = [{ roles = ["coordinator"], wait_min = 10 }]'
    ),
    "response_roles": '[response_roles.medical]\nname = "Medical"',
    "contacts": '[contacts.lin]\nname = "Dr. Lin"\nphone = "+49 170 1234567"',
    "page_channels": ('[page_channels.phone]\nkind = "apprise"\naddress = "ntfy://${NTFY_TOPIC}"'),
    "playbooks": (
        '[playbooks.fall]\nname = "Somebody fell"\nsteps = [{ text = "Send the medic" }]'
    ),
    "statements": '[statements.pause]\nname = "A pause"\ntext = "We pause in {zone}."',
    "checklists": (
        '[checklists.sound]\nname = "Sound"\nitems = [{ text = "Hand-held microphones" }]'
    ),
    "incidents": '[incidents]\nseverity = "minor"',
}
LINES = {
    "incident_types": {
        "name": 'name = "Power"',
        "keys": 'keys = ["pow"]',
        "severity": 'severity = "minor"',
        "serious": "serious = false",
        "restricted": "restricted = false",
        "playbook": 'playbook = "fall"',
        "policy": 'policy = { minor = "usual" }',
    },
    "severities": {
        "name": 'name = "Minor"',
        "rank": "rank = 1",
        "colour": 'colour = "#5f87af"',
        "serious": "serious = false",
        "ack_min": "ack_min = 15",
        "channels": 'channels = ["phone"]',
        "policy": 'policy = "usual"',
    },
    "policies": {
        "name": 'name = "Quick"',
        "steps": 'steps = [{ roles = ["coordinator"], wait_min = 3 }]',
        "passes": "passes = 2",
        "ends_on": 'ends_on = "acknowledged"',
        "ack_expires_min": "ack_expires_min = 15",
    },
    "policy_steps": {
        "roles": 'roles = ["coordinator", "lead"]',
        "wait_min": "wait_min = 3",
        "need": 'need = "any"',
    },
    "response_roles": {
        "name": 'name = "Medical"',
        "people": 'people = ["lin"]',
        "deputies": 'deputies = ["lin"]',
        "staff_roles": 'staff_roles = ["coordinator"]',
        "immediate": "immediate = true",
    },
    "contacts": {
        "name": 'name = "Dr. Lin"',
        "call_sign": 'call_sign = "Medic 1"',
        "channel": 'channel = "Channel 3"',
        "phone": 'phone = "+49 170 1234567"',
        "email": 'email = "lin@example.org"',
        "operator": 'operator = "ana"',
        "pages": 'pages = ["phone"]',
    },
    "page_channels": {
        "name": 'name = "Phones"',
        "kind": 'kind = "apprise"',
        "address": 'address = "ntfy://${NTFY_TOPIC}"',
        "immediate": "immediate = true",
        "timeout_s": "timeout_s = 10",
        "expires_min": "expires_min = 15",
    },
    "playbooks": {
        "name": 'name = "Somebody fell"',
        "steps": 'steps = [{ text = "Send the medic", role = "medical", within_min = 5 }]',
    },
    "playbook_steps": {
        "text": 'text = "Send the medic"',
        "role": 'role = "medical"',
        "within_min": "within_min = 5",
    },
    "statements": {
        "name": 'name = "A pause"',
        "text": 'text = "We pause in {zone}."',
        "audience": 'audience = "the hall"',
    },
    "checklists": {
        "name": 'name = "Sound"',
        "zone": 'zone = "hall"',
        "stage": 'stage = "main"',
        "role": 'role = "technical"',
        "items": 'items = [{ text = "Hand-held microphones", backup = "Lectern microphone" }]',
        "due_min": "due_min = 120",
        "patrol_min": "patrol_min = 60",
    },
    "checklist_items": {
        "text": 'text = "Hand-held microphones"',
        "backup": 'backup = "Lectern microphone"',
    },
    "incidents": {
        "type": 'type = "other"',
        "severity": 'severity = "minor"',
        "policy": 'policy = "usual"',
        "force_close": 'force_close = ["coordinator", "lead"]',
        "sees_restricted": 'sees_restricted = ["coordinator", "lead"]',
        "repeat_s": "repeat_s = 5",
        "future_s": "future_s = 60",
        "late_min": "late_min = 5",
    },
}
INSIDE = {
    ("policies", "steps"): "policy_steps",
    ("playbooks", "steps"): "playbook_steps",
    ("checklists", "items"): "checklist_items",
}
"""By section and key: the section of the tables in that list."""
