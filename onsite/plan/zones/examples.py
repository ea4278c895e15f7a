"""A valid line for every key of zones and of `[crowd]`; see `plan.examples`."""

from __future__ import annotations

TABLES = {
    "zones": (
        '[zones]\nhall = { name = "Main hall" }\n\n'
        '[zones.front]\nname = "In front of the stage"\nwithin = "hall"'
    ),
    "crowd": "[crowd]\naisles_percent = 10",
}
LINES = {
    "zones": {
        "name": 'name = "Main hall"',
        "within": 'within = "hall"',
        "counted_by": 'counted_by = "hand"',
        "area_m2": "area_m2 = 640",
        "unusable_m2": "unusable_m2 = 90",
        "aisles": 'aisles = { middle = { name = "Middle aisle", area_m2 = 60 } }',
        "aisles_percent": "aisles_percent = 12",
        "use": 'use = "standing"',
        "seats": "seats = 480",
        "exits": 'exits = { north = { name = "North doors", width_m = 2.4 } }',
        "evacuation_min": "evacuation_min = 6",
        "capacity": "capacity = 500",
        "capacity_source": 'capacity_source = "Permit of the fire authority"',
        "supervised": "supervised = true",
        "danger_per_m2": "danger_per_m2 = 3.5",
        "levels": "levels = [70, 85, 100]",
        "camera": 'camera = { source = "0", station = "Door 2", direction = "up" }',
    },
    "zone_exits": {
        "name": 'name = "North doors"',
        "width_m": "width_m = 2.4",
        "stairs": "stairs = true",
    },
    "zone_aisles": {
        "name": 'name = "Middle aisle"',
        "area_m2": "area_m2 = 60",
        "serves_m2": "serves_m2 = 200",
        "serves_seats": "serves_seats = 180",
    },
    "zone_camera": {
        "source": 'source = "0"',
        "station": 'station = "Door 2"',
        "line": "line = [0, 0.5, 1, 0.5]",
        "direction": 'direction = "up"',
        "door": 'door = "in"',
    },
    "crowd": {
        "uses": 'uses = { lounge = { name = "Lounge", m2_per_person = 2 } }',
        "aisles_percent": "aisles_percent = 10",
        "flow_level": "flow_level = 82",
        "flow_stairs": "flow_stairs = 66",
        "evacuation_min": "evacuation_min = 8",
        "discount_widest": "discount_widest = true",
        "one_exit_people": "one_exit_people = 49",
        "exits_source": 'exits_source = "Our fire officer, 2026-10-02"',
        "managers_source": 'managers_source = "Our fire officer, 2026-10-02"',
        "danger_source": 'danger_source = "Our fire officer, 2026-10-02"',
        "people_per_manager": "people_per_manager = 250",
        "manager_roles": 'manager_roles = ["lead"]',
        "coordinators_min": "coordinators_min = 4",
        "coordinators_max": "coordinators_max = 6",
        "service_source": 'service_source = "Our fire officer, 2026-10-02"',
        "danger_per_m2": "danger_per_m2 = 4",
        "service_standing": "service_standing = [0.83, 1.08, 1.54, 3.59, 5.38]",
        "service_walking": "service_walking = [0.31, 0.43, 0.72, 1.08, 2.15]",
        "levels": "levels = [80, 90, 100]",
        "hysteresis_percent": "hysteresis_percent = 5",
        "window_min": "window_min = 10",
        "stale_min": "stale_min = 5",
        "tolerance_people": "tolerance_people = 20",
        "tolerance_percent": "tolerance_percent = 5",
        "gates": 'gates = ["main"]',
        "recount_percent": "recount_percent = 5",
    },
    "crowd_uses": {
        "name": 'name = "Lounge"',
        "m2_per_person": "m2_per_person = 2",
        "source": 'source = "Our fire officer, 2026-10-02"',
        "walking": "walking = false",
    },
}
INSIDE = {
    ("zones", "*", "exits", "*"): "zone_exits",
    ("zones", "*", "aisles", "*"): "zone_aisles",
    ("zones", "*", "camera"): "zone_camera",
    ("crowd", "uses", "*"): "crowd_uses",
}
"""By place, where * is any id: the section of the keys there."""
