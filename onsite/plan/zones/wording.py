"""What is wrong with what a plan says of zones, in words; see `plan.wording`."""

from __future__ import annotations

from onsite.language import N_

SENTENCES = {
    "zone_circle": N_("a zone would be a part of itself ({chain}): leave one of these out."),
    "zone_larger": N_(
        "the parts of “{zone}” are larger together than its {whole} m²: make one of them smaller, "
        "or that zone larger."
    ),
    "way_twice": N_(
        "an exit of this zone has this id already: give the aisle another one, as both are "
        "blocked by it."
    ),
    "floor_gone": N_(
        "nothing of {value} m² is left for people: {taken} m² are unusable, and aisles take "
        "{aisles} m²."
    ),
    "aisles_few": N_(
        "emergency aisles would take {aisles} m², less than {least} percent of the floor: set "
        "{least} or more. Only a zone within another one may have less."
    ),
    "aisle_serves": N_("{value} m² is more than the zone's {area} m²."),
    "aisle_seats": N_("{value} is more than the {seats} seats of the zone."),
    "use_dangerous": N_(
        "a floor that is full by {value} holds {dense} people on a square metre, and from "
        "{danger} on it is dangerous: choose another use, or set danger_per_m2 of this zone."
    ),
    "counted_nowhere": N_(
        "no checkpoint leads there, so nobody would be counted: write zone = “{zone}” at one of "
        "them, or count by hand."
    ),
    "levels_order": N_("levels go up: write each of them once, the lowest first."),
    "service_order": N_(
        "these go up: of each level of service, A to E, the most people on a square metre."
    ),
    "levels_full": N_(
        "{full} is not among them: without it nobody would be told to stop the entry."
    ),
    "levels_close": N_(
        "a level is left only {down} percent below it, and two of them, or the lowest and 0, are "
        "only {room} apart: set hysteresis_percent below that, or the levels further apart."
    ),
    "coordinators_crossed": N_(
        "at least {least} and at most {most} coordinators can never be: change one of them."
    ),
}
