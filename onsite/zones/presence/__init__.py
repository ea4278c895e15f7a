"""Who is in a zone by their badges, and whether zones and gates agree."""
