"""Check-in on paper: the fallback list that is printed, and its ticks that are entered later."""
