"""A valid line for every key of a plan, shown beside a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.plan.incidents import examples as incidents
from onsite.plan.zones import examples as zones

if TYPE_CHECKING:
    from onsite.plan.agreement import Place

_PUBLIC_KEY = "MCowBQYDK2VwAyEA2poyAz7I6imrNCi46sRaNhATfIa21hTJH6OTg56hE+k="

TABLES = {
    "event": '[event]\nname = "Harbour Summit"\nzone = "Europe/Berlin"\ndays = [2026-11-24]',
    "categories": '[categories.regular]\nname = "Regular"',
    "checkpoints": '[checkpoints.main]\nname = "Main entrance"',
    "desks": '[desks.a-f]\nname = "Desk A to F"\ncheckpoint = "main"',
    **zones.TABLES,
    "stages": '[stages]\nmain = { name = "Main stage" }\n\n[stages.blue]\nname = "Blue stage"',
    "stage": "[stage]\namber_min = 15",
    "cue_targets": (
        '[cue_targets.media]\nname = "Media server"\nkind = "http"\n'
        'address = "http://10.0.0.20:8000/api/go"'
    ),
    "stations": "[stations]\nerase_after_days = 30",
    "roles": '[roles.steward]\nname = "Steward"',
    "operators": '[operators.ana]\nname = "Ana Lima"\nroles = ["volunteer"]',
    "shifts": (
        '[shifts.door-early]\npost = "Door"\nday = 2026-11-24\nbegin = "08:00"\nend = "12:00"'
    ),
    "staff": "[staff]\nlock_after_min = 10",
    "questions": '[questions.shirt]\ntext = "Which size of shirt?"',
    "vips": '[vips.lim]\nname = "Rosa Lim"',
    "groups": '[groups.kobe]\nname = "Kobe"\nleader = "Emi Sato"\norders = ["K7Q2P"]',
    "goods": (
        '[checkpoints]\ngift = { name = "Gift counter", kind = "gift" }\n\n'
        '[goods.pack]\nname = "Conference pack"\ncheckpoint = "gift"'
    ),
    "case_types": '[case_types.lost-child]\nname = "Lost child"',
    "printers": '[printers.left]\nname = "Left printer"\naddress = "ipp://10.0.0.7/ipp/print"',
    "printer_pools": (
        '[printers]\nright = { name = "Right printer", address = "zpl://10.0.0.9" }\n\n'
        '[printer_pools.door]\nprinters = ["right"]'
    ),
    "badges": '[badges]\ntemplate = "a6"',
    "signed_tickets": (
        f'[signed_tickets]\nkeys = ["{_PUBLIC_KEY}"]\nproducts = {{ 3 = "regular" }}'
    ),
    **incidents.TABLES,
}
"""By section: the least that a table of it must say."""

LINES = {
    "event": {
        "name": 'name = "Harbour Summit"',
        "zone": 'zone = "Europe/Berlin"',
        "days": "days = [2026-11-24, 2026-11-25]",
        "venue": 'venue = "Congress Centre, Hall 4"',
        "day_ends": 'day_ends = "04:00"',
        "admission": 'admission = "08:00"',
        "start": 'start = "09:00"',
        "end": 'end = "18:00"',
    },
    "categories": {
        "name": 'name = "Regular"',
        "tickets": 'tickets = ["Standard ticket", "Early bird"]',
        "colour": 'colour = "#5f87af"',
        "days": "days = [2026-11-24]",
        "checkpoints": 'checkpoints = ["main"]',
    },
    "checkpoints": {
        "name": 'name = "Main entrance"',
        "kind": 'kind = "door"',
        "categories": 'categories = ["regular"]',
        "days": "days = [2026-11-24]",
        "windows": 'windows = [{ opens = "08:00", closes = "18:30" }]',
        "direction": 'direction = "both"',
        "entries": 'entries = "single"',
        "re_entry": "re_entry = true",
        "admits_unpaid": "admits_unpaid = false",
        "kiosk": "kiosk = true",
        "addons": 'addons = ["Workshop A"]',
        "checks_out_at": 'checks_out_at = "23:00"',
        "gates": 'gates = { a = "Gate A", b = "Gate B" }',
        "allow": 'allow = ["entries today < 1", "minutes since last entry >= 180"]',
        "zone": 'zone = "hall"',
    },
    "windows": {
        "opens": 'opens = "08:00"',
        "closes": 'closes = "18:30"',
        "days": "days = [2026-11-24]",
    },
    "desks": {
        "name": 'name = "Desk A to F"',
        "checkpoint": 'checkpoint = "main"',
        "letters": 'letters = "A-F,X"',
        "categories": 'categories = ["regular"]',
        "vip": "vip = true",
        "pool": 'pool = "door"',
    },
    "stages": {
        "name": 'name = "Blue stage"',
        "zone": 'zone = "hall"',
        "rooms": 'rooms = ["Room 2"]',
        "walk_min": "walk_min = { main = 4 }",
        "warn_min": "warn_min = 5",
        "danger_min": "danger_min = 1",
        "must_end": 'must_end = "18:30"',
        "departments": 'departments = ["audio", "light", "video", "stage"]',
    },
    "stage": {
        "amber_min": "amber_min = 15",
        "red_min": "red_min = 5",
        "warn_min": "warn_min = 5",
        "danger_min": "danger_min = 1",
        "must_end": 'must_end = "19:00"',
        "early": 'early = ["changeover"]',
        "walk_min": "walk_min = 5",
    },
    "cue_targets": {
        "name": 'name = "Media server"',
        "kind": 'kind = "http"',
        "address": 'address = "http://10.0.0.20:8000/api/go"',
        "method": 'method = "POST"',
        "headers": 'headers = { Authorization = "Bearer ${MEDIA_TOKEN}" }',
        "body": 'body = "{value}"',
        "timeout_s": "timeout_s = 5",
    },
    "stations": {"erase_after_days": "erase_after_days = 30"},
    "roles": {
        "name": 'name = "Steward"',
        "overrules": "overrules = false",
        "runs_stage": "runs_stage = true",
        "runs_incidents": "runs_incidents = true",
        "speaks": "speaks = true",
        "search_min": "search_min = 3",
        "sees_contact": "sees_contact = false",
    },
    "operators": {
        "name": 'name = "Ana Lima"',
        "roles": 'roles = ["volunteer"]',
        "badge": 'badge = "STAFF-017"',
    },
    "shifts": {
        "post": 'post = "Door"',
        "desk": 'desk = "a-f"',
        "zone": 'zone = "hall"',
        "day": "day = 2026-11-24",
        "begin": 'begin = "08:00"',
        "end": 'end = "12:00"',
        "operators": 'operators = ["ana"]',
    },
    "staff": {"lock_after_min": "lock_after_min = 10"},
    "questions": {
        "text": 'text = "Which size of shirt?"',
        "kind": 'kind = "number"',
        "required": "required = true",
        "every_time": "every_time = false",
        "categories": 'categories = ["regular"]',
        "checkpoints": 'checkpoints = ["main"]',
        "choices": 'choices = ["S", "M", "L"]',
        "least": "least = 1",
        "most": "most = 10",
    },
    "vips": {
        "code": 'code = "X3F9A2"',
        "email": 'email = "rosa@example.org"',
        "name": 'name = "Rosa Lim"',
        "level": 'level = "Gold"',
        "liaison": 'liaison = "ana"',
        "phone": 'phone = "+49 170 1234567"',
        "seat": 'seat = "A12"',
        "room": 'room = "Spree"',
        "preferences": 'preferences = "Tea, no photographs"',
    },
    "groups": {
        "name": 'name = "Kobe"',
        "leader": 'leader = "Emi Sato"',
        "orders": 'orders = ["K7Q2P", "K7Q2R"]',
    },
    "goods": {
        "name": 'name = "T-shirt"',
        "checkpoint": 'checkpoint = "gift"',
        "categories": 'categories = ["regular"]',
        "per_person": "per_person = 1",
        "per": 'per = "day"',
        "stock": "stock = 400",
        "sizes": "sizes = { S = 40, M = 80, L = 60 }",
        "warn_at": "warn_at = 10",
        "returnable": "returnable = true",
    },
    "printers": {
        "name": 'name = "Left printer"',
        "address": 'address = "brother://10.0.0.8?model=QL-820NWB&label=62"',
        "dpi": "dpi = 300",
        "colour": "colour = false",
        "size": 'size = "A6"',
        "roll": "roll = 62",
        "stock": "stock = 500",
        "warn_at": "warn_at = 20",
    },
    "printer_pools": {
        "name": 'name = "Main door"',
        "printers": 'printers = ["left", "right"]',
    },
    "case_types": {
        "name": 'name = "Lost child"',
        "stops_checkin": "stops_checkin = false",
        "target_min": "target_min = 5",
        "steps": 'steps = ["Ask for the name", "Call the lead"]',
        "actions": 'actions = { problem-desk = ["correct", "walk-in"] }',
        "resolutions": 'resolutions = ["With the parents"]',
        "security": "security = false",
    },
    "badges": {
        "template": 'template = "a6"',
        "templates": 'templates = { regular = "a6" }',
        "prints": 'prints = "on_admission"',
        "prints_at": 'prints_at = { main = "on_admission" }',
        "prints_for": 'prints_for = { regular = "never" }',
        "once": "once = true",
        "pool": 'pool = "door"',
        "code": 'code = "mac"',
        "tickets": 'tickets = "always"',
        "limits": "limits = { accepted = 60 }",
    },
    "limits": {
        "asked": "asked = 120",
        "rendered": "rendered = 30",
        "sent": "sent = 30",
        "accepted": "accepted = 60",
        "done": "done = 600",
    },
    "signed_tickets": {
        "keys": f'keys = ["{_PUBLIC_KEY}"]',
        "products": 'products = { 3 = "regular", 4-7 = "regular" }',
        "subevents": "subevents = [12]",
        "first_day": "first_day = 2026-11-24",
        "last_day": "last_day = 2026-11-25",
    },
    **zones.LINES,
    **incidents.LINES,
}
"""By section and key. The keys of a window, of limits, and the like are sections of their own."""

_SINGLE = (
    *("event", "stage", "stations", "staff", "signed_tickets", "badges"),
    *("crowd", "incidents"),
)
"""Sections that are one table, not a table of tables."""
_INSIDE: dict[tuple[str, ...], str] = {
    ("checkpoints", "*", "windows", "*"): "windows",
    ("badges", "limits"): "limits",
    **{(section, "*", key, "*"): name for (section, key), name in incidents.INSIDE.items()},
    **zones.INSIDE,
}
"""By place, where * is any id or the number of an element: the section of the keys there."""


def section_of(place: Place) -> str:
    """The section whose keys stand at a place or right above it; empty at the top."""
    return _table_at(place)[0]


def example_for(place: Place) -> str:
    """TOML that would be right at a place, of one line or a few."""
    section, depth = _table_at(place)
    if not section:
        return TABLES.get(str(place[0]) if place else "", TABLES["event"])
    found = LINES.get(section, {}).get(str(place[depth]))
    if found is not None:
        return found
    return TABLES.get(section) or example_for(_above(place, depth))


def _table_at(place: Place) -> tuple[str, int]:
    """The section at a place, and how deep its keys are; empty where there is none."""
    for pattern, section in _INSIDE.items():
        if len(place) > len(pattern) and _fits(place, pattern):
            return section, len(pattern)
    depth = 1 if place[:1] and place[0] in _SINGLE else 2
    return (str(place[0]), depth) if len(place) > depth else ("", 0)


def _above(place: Place, depth: int) -> Place:
    """The place of the key that holds a table inside another one, and whatever holds several."""
    pattern = next(each for each in _INSIDE if len(each) == depth and _fits(place, each))
    last = max(number for number, part in enumerate(pattern) if part != "*")
    return place[: last + 1]


def _fits(place: Place, pattern: tuple[str, ...]) -> bool:
    return all(part in ("*", at) for part, at in zip(pattern, place, strict=False))
