"""People let in twice by desks that were apart."""
