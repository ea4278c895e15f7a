"""What the overview teaches while the plan has no zones."""

from __future__ import annotations

from onsite.language import N_

TEACHES = N_(
    """The plan has no zones yet. Write them into event.toml, as here, and publish it again:

[zones.hall]
name = "Great hall"
area_m2 = 1100
use = "standing"

[zones.hall.exits.north]
name = "North doors"
width_m = 2.4

onsite plan publish event.toml

Each zone is counted from then on: here with F5, or with onsite count hall at any station."""
)
